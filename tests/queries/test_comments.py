from collections import Counter

import pytest

from declaration.actions import comments as commenting
from declaration.actions.comments import Remark
from declaration.errors import NotFound
from declaration.queries import comments as discussion
from declaration.queries.comments import Anchor
from declaration.queries.reading import texts
from declaration.queries.suggesting.standing import by_paragraph
from models.document import Place, Version
from models.vocabulary import Kind
from tests.support.cast import LATER, NOON, reading


def say(session, cast, by=None, words="Hm.", on="arrival", **values):
    paragraph = cast.paragraphs[on].id if on else None
    remark = Remark(words, paragraph_id=paragraph, **values)
    return commenting.comment(session, by or cast.amina, cast.document, remark, at=NOON)


def reword(session, cast, words, on="arrival"):
    paragraph_id = cast.paragraphs[on].id
    session.add(Version(paragraph_id=paragraph_id, language="en", words=words, created_at=LATER))
    session.flush()


def delete(session, cast, on="arrival"):
    paragraph_id = cast.paragraphs[on].id
    session.add(
        Place(
            paragraph_id=paragraph_id,
            rank="z",
            kind=Kind.OPERATIVE,
            live=False,
            created_at=LATER,
        )
    )
    session.flush()


def threads(session, cast, reader=None):
    current = by_paragraph(texts.rolling(session, cast.document).passages)
    return discussion.everywhere(session, reading(reader or cast.marie), cast.document, current)


@pytest.mark.parametrize(
    ("now", "anchor"),
    [
        (None, Anchor.ANCHORED),
        ("In every city a person who arrives finds a first point of contact.", Anchor.ANCHORED),
        ("We will give every person a first and lasting point of contact.", Anchor.CHANGED),
        ("Nothing is left.", Anchor.ORPHANED),
    ],
)
def test_a_quote_is_followed_through_new_words(session, cast, now, anchor):
    say(session, cast, quote="first point of contact")
    if now:
        reword(session, cast, now)

    ((thread),) = threads(session, cast)

    assert thread.comment.anchor is anchor


def test_the_four_anchors_sum_to_all(session, cast):
    say(session, cast, quote="first point of contact")
    say(session, cast, quote="We will give")
    say(session, cast)
    say(session, cast, on="hosts")
    say(session, cast, on=None)
    reword(session, cast, "Cities offer every person a first point of contact.")
    delete(session, cast, "hosts")

    counted = Counter(thread.comment.anchor for thread in threads(session, cast))

    assert sum(counted[anchor] for anchor in Anchor) == 5
    assert counted[Anchor.ORPHANED] >= 1


def test_on_a_deleted_paragraph_everything_is_orphaned(session, cast):
    say(session, cast, quote="first point of contact")
    say(session, cast)
    delete(session, cast)

    assert {thread.comment.anchor for thread in threads(session, cast)} == {Anchor.ORPHANED}


def test_answers_hang_under_their_comment(session, cast):
    first = say(session, cast)
    say(session, cast, words="Other.")
    say(session, cast, cast.luis, words="Yes.", on=None, parent_id=first.id)

    first, second = threads(session, cast)

    assert (len(first.answers), len(second.answers)) == (1, 0)
    assert first.answers[0].delegation == "Lima"


def test_what_was_taken_back_keeps_its_place_without_its_words(session, cast):
    first = say(session, cast, quote="first point of contact")
    say(session, cast, cast.luis, words="Yes.", on=None, parent_id=first.id)
    commenting.withdraw(session, cast.amina, first, at=LATER)

    (thread,) = threads(session, cast)

    assert (thread.comment.words, thread.comment.quote, thread.comment.withdrawn) == ("", "", True)
    assert thread.answers[0].words == "Yes."


def test_internal_comments_are_read_by_their_delegation_alone(session, cast):
    comment = say(session, cast, internal=True)

    assert len(threads(session, cast, cast.actors["awa"])) == 1
    assert threads(session, cast) == ()
    with pytest.raises(NotFound):
        discussion.comment(session, reading(cast.marie), comment.id)


def test_own_means_the_delegation_or_the_official(session, cast):
    say(session, cast)
    say(session, cast, cast.marie)

    for reader, own in ((cast.actors["awa"], [True, False]), (cast.marie, [False, True])):
        assert [thread.comment.own for thread in threads(session, cast, reader)] == own


def test_each_page_has_its_own_comments(session, cast):
    say(session, cast)
    say(session, cast, on=None, words="On the whole.")
    now = by_paragraph(texts.rolling(session, cast.document).passages)[
        cast.paragraphs["arrival"].id
    ]

    on_it = discussion.on_paragraph(session, reading(cast.marie), now)
    everywhere = discussion.everywhere(session, reading(cast.marie), cast.document, {})

    assert [thread.comment.words for thread in on_it] == ["Hm."]
    assert [thread.comment.words for thread in everywhere] == ["Hm.", "On the whole."]
