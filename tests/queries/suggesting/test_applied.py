"""A text with suggestions is what the committee would make by accepting them, one by one."""

import pytest

from declaration.actions.journal.redaction import redact
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.applied import applied
from models.vocabulary import Kind, SuggestionKind
from tests.support import desk
from tests.support.cast import LATER, reading


def with_all(session, cast):
    """Return the rolling text with all suggestions, and the numbers of those that stand apart."""
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    made = applied(rolling, listed)
    numbers = [placed.suggestion.number for placed in made.placed]
    numbers += [suggestion.number for suggestion in made.apart]
    assert sorted(numbers) == sorted(each.number for each in listed if each.live)
    return made, [suggestion.number for suggestion in made.apart]


def lines(made):
    return [(p.number, p.words) for p in made.text.passages if p.live]


ASKED = {
    "other words": lambda s, c: desk.ask(s, c, desk.FIRST),
    "a paragraph less": lambda s, c: desk.ask(s, c, form=SuggestionKind.DELETE, paragraph="hosts"),
    "a paragraph with items less": lambda s, c: desk.ask(
        s, c, form=SuggestionKind.DELETE, paragraph="services"
    ),
    "a paragraph more": lambda s, c: desk.insert(s, c, "We will listen."),
    "a first paragraph": lambda s, c: desk.insert(s, c, "We begin.", after=None),
    "an item more": lambda s, c: desk.insert(
        s, c, "the streets;", after="hosts", kind=Kind.ITEM, level=1
    ),
    "another place": lambda s, c: desk.ask(
        s,
        c,
        form=SuggestionKind.MOVE,
        paragraph="especially",
        after_id=c.paragraphs["welcome"].id,
    ),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_it_is_what_accepting_gives(session, cast, ask):
    suggestion = ask(session, cast)
    made, apart = with_all(session, cast)

    desk.accept(session, cast, suggestion)

    assert apart == []
    assert lines(made) == desk.lines(session, cast)


def test_changes_of_different_words_go_together(session, cast):
    desk.ask(session, cast, desk.FIRST)
    desk.ask(session, cast, desk.OTHER, by="luis")

    made, apart = with_all(session, cast)

    assert apart == []
    assert [placed.words for placed in made.placed] == [desk.FIRST, desk.BOTH]


def test_two_who_ask_for_the_same_get_it_once(session, cast):
    for name in ("amina", "luis"):
        desk.ask(session, cast, desk.FIRST, by=name)

    made, apart = with_all(session, cast)

    assert apart == []
    assert ("1", desk.FIRST) in lines(made)


def test_what_does_not_go_together_stands_apart_and_so_does_what_is_general(session, cast):
    desk.ask(session, cast, desk.FIRST)
    other = desk.ARRIVAL.replace("every person who arrives", "each of them")
    conflicting = desk.ask(session, cast, other, by="luis")
    general = desk.ask(session, cast, "Shorter!", paragraph=None, form=SuggestionKind.GENERAL)
    gone = desk.orphan(session, cast)

    made, apart = with_all(session, cast)

    assert set(apart) == {conflicting.number, general.number, gone.number}
    assert ("1", desk.FIRST) in lines(made)


def test_new_paragraphs_at_one_place_stand_in_the_order_asked(session, cast):
    for words in ("We listen.", "We answer."):
        desk.insert(session, cast, words)

    made, _apart = with_all(session, cast)

    numbers = dict(reversed(line) for line in lines(made))
    assert [numbers["We listen."], numbers["We answer."]] == ["1 bis", "1 ter"]


def test_redacted_words_are_not_set_into_the_text(session, cast):
    suggestion = desk.ask(session, cast, desk.FIRST)
    redact(session, cast.noor, desk.wording(session, suggestion), at=LATER)

    made, apart = with_all(session, cast)

    assert apart == [suggestion.number]
    assert ("1", desk.ARRIVAL) in lines(made)


def test_what_somebody_rewords_nobody_deletes_in_the_same_file(session, cast):
    desk.ask(session, cast, desk.FIRST)
    deletion = desk.ask(session, cast, form=SuggestionKind.DELETE, by="luis")

    made, apart = with_all(session, cast)

    assert apart == [deletion.number]
    assert ("1", desk.FIRST) in lines(made)


def test_two_who_ask_for_the_same_deletion_both_have_a_place(session, cast):
    for name in ("amina", "luis"):
        desk.ask(session, cast, form=SuggestionKind.DELETE, paragraph="hosts", by=name)

    made, apart = with_all(session, cast)

    assert apart == []
    assert not any("families" in words for _number, words in lines(made))


def test_a_move_in_conflict_stands_apart(session, cast):
    to = {"form": SuggestionKind.MOVE, "paragraph": "means"}
    first = desk.ask(session, cast, **to, after_id=cast.paragraphs["welcome"].id)
    late = desk.ask(session, cast, **to, after_id=cast.paragraphs["arrival"].id, by="luis")
    desk.accept(session, cast, first)

    _made, apart = with_all(session, cast)

    assert apart == [late.number]
