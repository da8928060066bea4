"""The compilation leaves nothing out, and doubles nothing."""

from datetime import timedelta

from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.compilation import HEAD, compilation
from models.document import Place, Version
from models.vocabulary import Kind, SuggestionKind
from tests.support.cast import NOON, reading
from tests.support.submitted import better, submit

LATER = NOON + timedelta(minutes=5)


def compiled(session, cast):
    """Return the compilation, after having counted everything in it."""
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    places = compilation(listed)
    placed = [suggestion.number for group in places.worded.values() for suggestion in group]
    placed += [
        suggestion.number
        for groups in places.noted.values()
        for group in groups
        for suggestion in group
    ]
    placed += [suggestion.number for suggestion in places.listed]
    assert sorted(placed) == sorted(suggestion.number for suggestion in listed if suggestion.live)
    assert places.placed + len(places.listed) == len(placed)
    return places


def numbers(groups):
    return [[suggestion.number for suggestion in group] for group in groups]


def about(cast, form, key, **values):
    return Amendment(form, paragraph_id=cast.paragraphs[key].id, **values)


def inserted(cast, after, words="We ask for peace."):
    after_id = cast.paragraphs[after].id if after else None
    return Amendment(SuggestionKind.INSERT, after_id=after_id, words=words, kind=Kind.OPERATIVE)


def reword(session, cast, key, words):
    place = cast.paragraphs[key].id
    session.add(Version(paragraph_id=place, language="en", words=words, created_at=LATER))
    session.flush()


def test_other_words_stand_at_their_paragraph_in_the_order_of_submission(session, cast):
    first = submit(session, cast, cast.amina)
    second = submit(session, cast, cast.luis, better(cast, "We will greet everybody."))

    places = compiled(session, cast)

    assert numbers(places.worded.values()) == [[first.number, second.number]]
    assert list(places.worded) == [cast.paragraphs["arrival"].id]


def test_equal_deletions_moves_and_new_paragraphs_are_said_once(session, cast):
    place = cast.paragraphs["services"].id
    gone = [
        submit(session, cast, by, about(cast, SuggestionKind.DELETE, "services")).number
        for by in (cast.amina, cast.luis)
    ]
    after = cast.paragraphs["means"].id
    moved = submit(
        session, cast, cast.paul, about(cast, SuggestionKind.MOVE, "services", after_id=after)
    )
    new = [
        submit(session, cast, by, inserted(cast, "services")).number
        for by in (cast.amina, cast.luis)
    ]

    assert numbers(compiled(session, cast).noted[place]) == [gone, [moved.number], new]


def test_what_is_to_stand_first_stands_before_the_text(session, cast):
    first = submit(session, cast, cast.amina, inserted(cast, None))

    assert numbers(compiled(session, cast).noted[HEAD]) == [[first.number]]


def test_what_no_bracket_can_hold_is_listed(session, cast):
    general = submit(
        session, cast, cast.amina, Amendment(SuggestionKind.GENERAL, words="Shorter, please.")
    )
    conflict = submit(session, cast, cast.luis)
    reword(session, cast, "arrival", "We will greet all who arrive, in their language.")
    orphan = submit(session, cast, cast.paul, about(cast, SuggestionKind.DELETE, "means"))
    session.add(
        Place(
            paragraph_id=cast.paragraphs["means"].id,
            rank="zz",
            kind=Kind.OPERATIVE,
            level=0,
            live=False,
            created_at=LATER,
        )
    )
    session.flush()

    places = compiled(session, cast)

    assert {suggestion.number for suggestion in places.listed} == {
        general.number,
        conflict.number,
        orphan.number,
    }


def test_a_wish_for_the_words_that_stand_there_by_now_is_noted(session, cast):
    wish = submit(session, cast, cast.amina)
    reword(session, cast, "arrival", better(cast).words)

    places = compiled(session, cast)

    assert numbers(places.noted[cast.paragraphs["arrival"].id]) == [[wish.number]]


def test_what_was_taken_back_is_no_part_of_it(session, cast):
    wish = submit(session, cast, cast.amina)
    suggesting.withdraw(session, cast.amina, wish, at=LATER)

    assert compiled(session, cast).placed == 0
