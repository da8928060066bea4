"""Sub-amendments: who makes, takes, decides and withdraws one, and what that does."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.deciding import decisions, preparations
from declaration.actions.journal import redaction
from declaration.actions.publishing import adoption
from declaration.actions.suggesting import suggestions
from declaration.errors import Invalid, NotAllowed, NotFound, Stale, Undecided
from declaration.queries.journal import chain, replay
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Wording
from models.vocabulary import (
    Amended,
    Audience,
    EventKind,
    Outcome,
    Post,
    Procedure,
    Stage,
    SuggestionKind,
)
from tests.support import desk
from tests.support.cast import LATER, NOON, name_history
from tests.support.desk import BOTH, FIRST, OTHER, things
from tests.support.submitted import AFTER, better, newest_event, revise

SHORT = FIRST.replace("a first point of contact", "a contact")
WIDER = FIRST.replace("every newcomer", "every newcomer and every guest")
CLASHING = FIRST.replace("every newcomer", "each guest")


@pytest.fixture
def asked(session, cast):
    cast.conference.procedure = Procedure.SUBAMENDMENTS.value
    return desk.ask(session, cast, FIRST, at=NOON)


def amend(session, by, asked, words=SHORT, *, at=LATER, **values):
    return subamendments.make(session, by, asked, Amending(words, **values), at=at)


def answer(session, by, row, *, taken=True, act=subamendments.decide, **values):
    return act(session, by, row, AmendingAnswer(taken, **values), at=LATER)


def words(session, asked):
    return desk.wording(session, asked).words


def outcomes(session):
    query = sa.select(SubAmendmentDecision.outcome).order_by(SubAmendmentDecision.id)
    return list(session.scalars(query))


def test_one_is_made_on_the_wording_that_was_read_and_numbered_within(session, cast, asked):
    first = amend(session, cast.luis, asked, reason=" Shorter. ")
    second = amend(session, cast.paul, asked, WIDER)
    seen = desk.wording(session, asked)

    assert [row.ordinal for row in (first, second)] == [1, 2]
    assert {row.wording_id for row in (first, second)} == {seen.id}
    assert (first.reason, first.delegation_id) == ("Shorter.", cast.luis.delegation_id)
    event = newest_event(session)
    assert event.kind is EventKind.SUB_AMENDMENT_MADE
    assert {("sub_amendment", second.id), ("suggestion", asked.id)} <= things(session, event)
    assert words(session, asked) == FIRST


@pytest.mark.parametrize(
    ("typed", "why"),
    [(" ", "missing"), (FIRST, "as_suggested"), (desk.ARRIVAL, "as_text"), ("a\x07", "control")],
)
def test_words_that_ask_for_nothing_are_refused(session, cast, asked, typed, why):
    with pytest.raises(Invalid) as refusal:
        amend(session, cast.luis, asked, typed)
    assert (refusal.value.field, refusal.value.why) == ("words", why)


def test_nobody_amends_their_own_suggestion_or_one_without_words(session, cast, asked):
    gone = desk.ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    for by, suggestion, why in (
        (cast.amina, asked, "own_suggestion"),
        (cast.luis, gone, "without_words"),
    ):
        with pytest.raises(Invalid) as refusal:
            amend(session, by, suggestion)
        assert refusal.value.why == why


def test_an_insertion_can_be_amended_and_keeps_its_shape(session, cast, asked):
    new = desk.insert(session, cast, "We will listen.")
    row = amend(session, cast.luis, new, "We will listen well.")
    answer(session, cast.marie, row)

    worded = desk.wording(session, new)
    assert worded.words == "We will listen well."
    assert (worded.kind, worded.after_id) == ("operative", cast.paragraphs["arrival"].id)


def test_where_the_part_is_off_there_is_none(session, cast, asked):
    row = amend(session, cast.luis, asked)
    cast.conference.procedure = ""
    session.flush()
    for act in (
        lambda: amend(session, cast.paul, asked, WIDER),
        lambda: answer(session, cast.marie, row),
        lambda: answer(session, cast.amina, row, act=subamendments.take),
        lambda: subamendments.withdraw(session, cast.luis, row, at=LATER),
    ):
        with pytest.raises(NotFound):
            act()
    desk.accept(session, cast, asked)  # what nobody sees stops nobody
    assert desk.words(session, cast) == FIRST


def test_it_is_made_while_suggestions_are_taken(session, cast, asked):
    amend(session, cast.luis, asked, at=AFTER)  # late, as a suggestion may be
    cast.document.stage = Stage.CONSOLIDATION
    session.flush()
    with pytest.raises(NotAllowed):
        amend(session, cast.paul, asked, WIDER)


def test_on_words_that_were_edited_since_none_is_made(session, cast, asked):
    seen = desk.wording(session, asked)
    revise(session, cast, asked, seen, SHORT)
    with pytest.raises(Stale) as stale:
        amend(session, cast.luis, asked, WIDER, seen_wording_id=seen.id)
    assert stale.value.current.words == SHORT


def test_it_reaches_no_more_than_the_suggestion_and_what_was_promised(session, cast, asked):
    cast.conference.debate_open = True
    asked.audience = Audience.OPENED
    session.flush()
    promised = amend(session, cast.luis, asked, promised=Audience.PARTICIPANTS)
    opened = amend(session, cast.paul, asked, WIDER)
    assert (promised.audience, opened.audience) == (Audience.PARTICIPANTS, Audience.OPENED)


def test_the_author_takes_it_and_its_suggestion_has_the_words(session, cast, asked):
    seen, row = desk.wording(session, asked), amend(session, cast.luis, asked)
    decision = answer(session, cast.amina, row, act=subamendments.take)
    made = desk.wording(session, asked)

    assert (made.words, made.base_version_id) == (SHORT, seen.base_version_id)
    assert (decision.outcome, decision.wording_id) == (Amended.ACCEPTED, made.id)
    event = newest_event(session)
    assert event.kind is EventKind.SUB_AMENDMENT_TAKEN
    assert {("wording", made.id), ("sub_amendment_decision", decision.id)} <= things(session, event)


def test_others_than_the_author_and_the_committee_take_nothing(session, cast, asked):
    row = amend(session, cast.luis, asked)
    for by, act in (
        (cast.luis, subamendments.take),
        (cast.paul, subamendments.take),
        (cast.amina, subamendments.decide),
        (cast.noor, subamendments.decide),
    ):
        with pytest.raises(NotFound):
            answer(session, by, row, act=act)
    with pytest.raises(Invalid):
        answer(session, cast.amina, row, taken=False, act=subamendments.take)


def test_a_member_decides_where_members_release(session, cast, asked):
    member = replace(cast.marie, post=Post.MEMBER)
    row = amend(session, cast.luis, asked)
    with pytest.raises(NotAllowed):
        answer(session, member, row)
    cast.conference.members_release = True
    session.flush()
    assert answer(session, member, row).outcome is Amended.ACCEPTED


def test_the_committee_rejects_with_a_reason(session, cast, asked):
    row = amend(session, cast.luis, asked)
    with pytest.raises(Invalid) as refusal:
        answer(session, cast.marie, row, taken=False)
    assert refusal.value.field == "reason"
    decision = answer(session, cast.marie, row, taken=False, reason="Too short.")

    assert (decision.outcome, decision.wording_id) == (Amended.REJECTED, None)
    assert words(session, asked) == FIRST
    assert newest_event(session).kind is EventKind.SUB_AMENDMENT_DECIDED


def test_each_is_answered_once(session, cast, asked):
    row = amend(session, cast.luis, asked)
    answer(session, cast.marie, row)
    for act in (
        lambda: answer(session, cast.marie, row),
        lambda: answer(session, cast.amina, row, act=subamendments.take),
        lambda: subamendments.withdraw(session, cast.luis, row, at=LATER),
    ):
        with pytest.raises(Stale):
            act()


def test_two_that_fit_together_are_merged_one_after_the_other(session, cast, asked):
    first, second = amend(session, cast.luis, asked), amend(session, cast.paul, asked, WIDER)
    answer(session, cast.marie, first)
    answer(session, cast.amina, second, act=subamendments.take)

    both = SHORT.replace("every newcomer", "every newcomer and every guest")
    assert words(session, asked) == both
    assert outcomes(session) == [Amended.ACCEPTED, Amended.ACCEPTED]


def test_two_in_conflict_need_words_by_hand(session, cast, asked):
    first, second = (
        amend(session, cast.luis, asked, WIDER),
        amend(session, cast.paul, asked, CLASHING),
    )
    answer(session, cast.marie, first)
    with pytest.raises(Invalid) as refusal:
        answer(session, cast.marie, second)
    assert (refusal.value.field, refusal.value.why) == ("words", "conflict")

    by_hand = FIRST.replace("every newcomer", "every newcomer and each guest")
    with pytest.raises(Invalid) as unexplained:
        answer(session, cast.marie, second, words=by_hand)
    assert unexplained.value.field == "reason"
    answer(session, cast.marie, second, words=by_hand, reason="Both are meant.")
    assert words(session, asked) == by_hand
    assert outcomes(session) == [Amended.ACCEPTED, Amended.ADAPTED]


def test_what_the_suggestion_says_already_makes_no_new_wording(session, cast, asked):
    first, second = amend(session, cast.luis, asked), amend(session, cast.paul, asked)
    answer(session, cast.marie, first)
    count = session.scalar(sa.select(sa.func.count(Wording.id)))
    decision = answer(session, cast.marie, second)

    assert (decision.outcome, decision.wording_id) == (Amended.ACCEPTED, None)
    assert session.scalar(sa.select(sa.func.count(Wording.id))) == count


def test_an_answer_on_words_that_are_newer_than_seen_is_stale(session, cast, asked):
    seen, row = desk.wording(session, asked), amend(session, cast.luis, asked)
    revise(session, cast, asked, seen, WIDER)
    with pytest.raises(Stale):
        answer(session, cast.marie, row, seen_wording_id=seen.id)
    answer(session, cast.marie, row, seen_wording_id=desk.wording(session, asked).id)
    assert words(session, asked) == SHORT.replace("newcomer", "newcomer and every guest")


def test_its_author_withdraws_it_and_nobody_else(session, cast, asked):
    row = amend(session, cast.luis, asked)
    with pytest.raises(NotFound):
        subamendments.withdraw(session, cast.amina, row, at=LATER)
    subamendments.withdraw(session, cast.luis, row, at=LATER)
    assert outcomes(session) == [Amended.WITHDRAWN]
    assert amend(session, cast.luis, asked, WIDER).ordinal == 2
    assert newest_event(session).kind is EventKind.SUB_AMENDMENT_MADE


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.OVERTAKEN])
def test_the_suggestion_is_not_decided_before_it(session, cast, asked, outcome):
    amend(session, cast.luis, asked)
    amend(session, cast.paul, asked, WIDER)
    before = desk.snapshot(session)
    with pytest.raises(Undecided) as refusal:
        desk.decide(session, cast, desk.verdict(session, asked, outcome))

    assert refusal.value.names == ("1.1", "1.2")
    assert desk.snapshot(session) == before


def test_several_decisions_and_prepared_ones_leave_it_and_name_why(session, cast, asked):
    other = desk.ask(session, cast, "A warm welcome", paragraph="welcome", by="luis")
    amend(session, cast.paul, asked)
    rulings = [
        desk.ruling(session, desk.verdict(session, asked), cast=cast),
        desk.ruling(session, desk.verdict(session, other), on="welcome", cast=cast),
    ]
    for ruling in rulings:
        preparations.prepare(session, cast.marie, cast.document, ruling, at=LATER)
    released = preparations.release_all(session, cast.marie, cast.document, at=LATER)
    assert [len(released.done), *(why.names for _ruling, why in released.left)] == [1, ("1.1",)]

    again = decisions.decide_all(session, cast.marie, cast.document, rulings[:1], at=LATER)
    assert [why.names for _ruling, why in again.left] == [("1.1",)]


def test_once_answered_the_suggestion_is_decided_with_its_words(session, cast, asked):
    row = amend(
        session, cast.luis, asked, OTHER.replace("every person who arrives", "every newcomer")
    )
    answer(session, cast.marie, row)
    desk.accept(session, cast, asked)
    assert desk.words(session, cast) == BOTH


def test_what_is_pending_lapses_with_its_suggestion(session, cast, asked):
    row, other = amend(session, cast.luis, asked), amend(session, cast.paul, asked, WIDER)
    subamendments.withdraw(session, cast.paul, other, at=LATER)
    suggestions.withdraw(session, cast.amina, asked, at=LATER)

    decision = session.scalars(
        sa.select(SubAmendmentDecision).filter_by(sub_amendment_id=row.id)
    ).one()
    assert (decision.outcome, decision.person_id) == (Amended.LAPSED, cast.amina.person_id)
    assert ("sub_amendment_decision", decision.id) in things(session, newest_event(session))
    assert outcomes(session) == [Amended.WITHDRAWN, Amended.LAPSED]


def test_what_is_pending_lapses_at_adoption(session, cast, asked):
    amend(session, cast.luis, asked)
    record = adoption.Record(NOON.date(), "Mechelen", "consensus")
    adoption.adopt(session, cast.noor, cast.zero, record, at=LATER + timedelta(days=1))
    assert outcomes(session) == [Amended.LAPSED]


def test_its_words_and_the_answer_can_be_redacted_and_the_journal_holds(session, cast):
    cast.conference.procedure = Procedure.SUBAMENDMENTS.value
    name_history(session)
    asked = suggestions.submit(session, cast.amina, cast.document, better(cast, FIRST), at=NOON)
    row = amend(session, cast.luis, asked, reason="Shorter.")
    decision = answer(session, cast.marie, row, taken=False, reason="Too short.")
    for written in (row, decision):
        redaction.redact(session, cast.noor, written, at=LATER)
        event = newest_event(session)
        assert (event.kind, event.audience) == (EventKind.WORDS_REDACTED, row.audience)
    session.commit()

    assert (row.words, row.reason, decision.reason) == ("", "", "")
    assert chain.check(session).broken is None
    assert not replay.replay(session).differences
    assert session.scalars(sa.select(SubAmendment)).one().redacted
