"""What one decision needs: the suggestions it is about, what is prepared, what is beside it."""

import pytest

from declaration.actions.deciding import preparations, sharing
from declaration.errors import NotFound
from declaration.queries.deciding import desk
from declaration.queries.reading import texts
from declaration.queries.suggesting.waiting import Stop
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import (
    ARRIVAL,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    orphan,
    ruling,
    verdict,
)


def matter(session, cast, uid="", number=0):
    rolling = texts.rolling(session, cast.document)
    return desk.matter(session, reading(cast.marie), cast.document, rolling, Stop(uid, number))


def test_all_on_a_paragraph_are_decided_at_once_and_what_stands_alone_by_itself(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    inserted = insert(session, cast, "We will listen.")

    on_paragraph = matter(session, cast, "arrival")
    alone = matter(session, cast, number=inserted.number)

    assert [item.id for item in on_paragraph.items] == [first.id, other.id]
    assert (on_paragraph.alone, on_paragraph.words) == (None, ARRIVAL)
    assert alone.alone.id == inserted.id
    assert (alone.passage, alone.words) == (None, "")


def test_what_is_decided_stays_in_sight_and_awaits_no_more(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)

    decided = matter(session, cast, "arrival")

    assert [item.id for item in decided.items] == [first.id, other.id]
    assert [item.id for item in decided.live] == [other.id]
    assert decided.words == FIRST


def test_neighbours_are_what_awaits_before_and_after_in_the_text(session, cast):
    ask(session, cast, "A warm welcome", paragraph="welcome")
    ask(session, cast, FIRST)
    inserted = insert(session, cast, "We will listen.")
    done = ask(session, cast, form=SuggestionKind.DELETE, paragraph="means")
    decide(session, cast, verdict(session, done, Outcome.REJECTED), on="means")

    on_paragraph = matter(session, cast, "arrival")
    alone = matter(session, cast, number=inserted.number)

    assert (on_paragraph.before, on_paragraph.after) == (Stop("welcome", 0), alone.stop)
    assert (alone.before, alone.after) == (Stop("arrival", 0), None)


def test_what_is_prepared_comes_along_where_it_was_prepared(session, cast):
    first, inserted = ask(session, cast, FIRST), insert(session, cast, "We will listen.")
    prepared = ruling(session, verdict(session, first), cast=cast, words=FIRST)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    assert matter(session, cast, "arrival").preparation.words == FIRST
    assert matter(session, cast, number=inserted.number).preparation is None


def test_standard_reasons_are_those_in_the_language_of_the_text(session, cast):
    sharing.set_phrases(session, cast.marie, ["Agreed language.", "For States."], "en")
    sharing.set_phrases(session, cast.marie, ["Déjà dit."], "fr")

    assert matter(session, cast, "arrival").reasons == ("Agreed language.", "For States.")


def test_a_paragraph_without_suggestions_has_its_matter_and_what_is_not_there_has_none(
    session, cast
):
    replacement = ask(session, cast, FIRST)

    assert matter(session, cast, "means").items == ()
    for uid, number in (("nowhere", 0), ("", 999), ("", replacement.number), ("", 0)):
        with pytest.raises(NotFound):
            matter(session, cast, uid, number)


def test_a_suggestion_whose_paragraph_is_gone_makes_no_matter_of_number_0(session, cast):
    orphan(session, cast)

    with pytest.raises(NotFound):
        matter(session, cast)
