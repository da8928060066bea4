"""Whether a chosen line is as it was shown."""

import pytest

from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from declaration.web.deciding import batch
from models.vocabulary import SuggestionKind
from tests.support.cast import reading
from tests.support.desk import ARRIVAL, FIRST, OTHER, accept, ask, wording


def lines(session, cast):
    """All that awaits, joined where the same is asked for."""
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    return list(alike(item for item in listed if item.live))


@pytest.mark.parametrize("change", ["words", "text", "place"])
def test_a_line_that_changed_has_another_stamp(session, cast, change):
    from declaration.actions.suggesting import suggestions as suggesting
    from declaration.actions.suggesting.amendment import Amendment
    from tests.support.desk import LATER

    first = ask(session, cast, FIRST)
    before = batch.stamp(lines(session, cast)[0])

    if change == "words":
        again = Amendment(SuggestionKind.REPLACE, paragraph_id=first.paragraph_id, words=OTHER)
        seen = wording(session, first).id
        suggesting.revise(session, cast.amina, first, again, seen_wording_id=seen, at=LATER)
    elif change == "text":
        other = ask(session, cast, ARRIVAL + " Always.", by="luis")
        accept(session, cast, other)
    else:
        after_id = cast.paragraphs["means"].id
        move = ask(session, cast, form=SuggestionKind.MOVE, after_id=after_id, by="luis")
        accept(session, cast, move)

    assert batch.stamp(lines(session, cast)[0]) != before
    assert batch.numbers(before) == [first.number]
