"""Where suggestions compete, and which of their changes are taken one by one."""

from declaration.queries.deciding import choices, desk
from declaration.queries.reading import texts
from declaration.queries.suggesting.waiting import Stop
from models.vocabulary import SuggestionKind
from tests.support.cast import reading
from tests.support.desk import ARRIVAL, BOTH, FIRST, OTHER, accept, ask, insert

GUEST = ARRIVAL.replace("every person who arrives", "every guest")


def matter(session, cast, uid="arrival", number=0):
    rolling = texts.rolling(session, cast.document)
    return desk.matter(session, reading(cast.marie), cast.document, rolling, Stop(uid, number))


def owners(contested):
    return [(words, [item.number for item in items]) for words, items in contested.readings]


def test_a_place_is_contested_where_two_want_other_words(session, cast):
    first, same = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")
    guest = ask(session, cast, GUEST, by="paul")
    ask(session, cast, OTHER)

    [place] = choices.contested(matter(session, cast))

    assert place.words == "person who arrives"
    assert owners(place) == [
        ("newcomer", [first.number, same.number]),
        ("guest", [guest.number]),
    ]


def test_changes_to_different_words_contest_nothing(session, cast):
    ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    ask(session, cast, form=SuggestionKind.DELETE, by="paul")

    assert choices.contested(matter(session, cast)) == ()


def test_whoever_rewrites_the_whole_paragraph_contests_no_place(session, cast):
    ask(session, cast, FIRST)
    ask(session, cast, "Cities welcome all, in words they know.", by="luis")

    assert choices.contested(matter(session, cast)) == ()


def test_changes_are_taken_from_the_current_words_as_they_merge(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)
    before = matter(session, cast)

    [item] = before.live
    choice = choices.choice(item, before)

    assert item.number == other.number
    assert (choice.old, choice.new) == (FIRST, BOTH)


def test_in_conflict_changes_are_those_of_the_words_on_which_it_was_written(session, cast):
    first = ask(session, cast, FIRST)
    ask(session, cast, GUEST, by="luis")
    accept(session, cast, first)
    after = matter(session, cast)

    choice = choices.choice(after.live[0], after)

    assert (choice.old, choice.new) == (ARRIVAL, GUEST)


def test_a_deletion_and_an_insertion_have_no_changes_to_take(session, cast):
    ask(session, cast, form=SuggestionKind.DELETE)
    inserted = insert(session, cast, "We will build.")
    deleted, alone = matter(session, cast), matter(session, cast, "", inserted.number)

    assert choices.choice(deleted.live[0], deleted) is None
    assert choices.choice(alone.alone, alone) is None
