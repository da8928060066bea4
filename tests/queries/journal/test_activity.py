"""What is counted of a debate: what the reader may see, and nothing taken back."""

from collections import Counter

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.queries.journal.activity import ActKind, acts, regions
from declaration.rules import PUBLIC
from tests.support.cast import reading
from tests.support.desk import FIRST, LATER, accept, ask


def done(session, cast, by, *, debate_open=False):
    counted = acts(session, reading(by, debate_open=debate_open), cast.document)
    return Counter(act.kind for act in counted)


def say(session, cast, words, **values):
    remark = Remark(words, paragraph_id=cast.paragraphs["arrival"].id, **values)
    return comments.comment(session, cast.amina, cast.document, remark, at=LATER)


def test_deeds_are_counted_with_their_moment_and_delegation(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    say(session, cast, "Well said.")

    counted = acts(session, reading(cast.luis), cast.document)

    dakar = cast.delegations["dakar"].id
    assert {(act.kind, act.at, act.delegation_id) for act in counted} == {
        (ActKind.SUGGESTED, LATER, dakar),
        (ActKind.COMMENTED, LATER, dakar),
        (ActKind.DECIDED, LATER, None),
    }


def test_the_public_counts_nothing_that_was_said_behind_closed_doors(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    say(session, cast, "Well said.")

    assert done(session, cast, PUBLIC, debate_open=True) == {}


def test_internal_and_withdrawn_comments_and_reopenings_are_not_counted(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    reopening.reopen(session, cast.marie, suggestion, Reopening("Not yet."), at=LATER)
    say(session, cast, "Among us.", internal=True)
    comments.withdraw(session, cast.amina, say(session, cast, "Sorry."), at=LATER)

    assert done(session, cast, cast.amina) == {ActKind.SUGGESTED: 1, ActKind.DECIDED: 1}


def test_every_delegation_has_a_region(session, cast):
    assert Counter(regions(session).values())["africa"] == 2
