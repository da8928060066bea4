"""Sub-amendments in random histories: made, taken, decided on, withdrawn; what holds of them."""

import sqlalchemy as sa

from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.verbs import Verb
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Suggestion, Wording
from models.vocabulary import Amended, Status


def sub_amend(history, by):
    suggestion = history.pick(Suggestion, Suggestion.status == Status.SUBMITTED)
    if suggestion is None:
        return None
    wording, at = history.wording(suggestion), history.life.at
    asked = Amending(history.words(wording.words), "So it is clear.", seen_wording_id=wording.id)
    return (
        Verb.SUB_AMEND,
        history.case(by, state=suggestion.status),
        lambda: subamendments.make(history.session, by, suggestion, asked, at=at),
    )


def take_sub_amendment(history, by):
    return _answer(history, by, Verb.TAKE_SUB_AMENDMENT, subamendments.take, taken=True)


def decide_sub_amendment(history, by):
    taken = history.chance.random() < 0.5
    return _answer(history, by, Verb.DECIDE_SUB_AMENDMENT, subamendments.decide, taken=taken)


def withdraw_sub_amendment(history, by):
    row = history.pick(SubAmendment)
    if row is None:
        return None
    suggestion, at = history.session.get_one(Suggestion, row.suggestion_id), history.life.at
    return (
        Verb.WITHDRAW_SUB_AMENDMENT,
        history.case(by, state=suggestion.status, author=row.delegation_id),
        lambda: subamendments.withdraw(history.session, by, row, at=at),
    )


def _answer(history, by, verb, act, *, taken):
    """Answer one: as it is or merged, or with words by hand."""
    row = history.pick(SubAmendment)
    if row is None:
        return None
    suggestion, at = history.session.get_one(Suggestion, row.suggestion_id), history.life.at
    by_hand = taken and history.chance.random() < 0.3
    words = history.words(history.wording(suggestion).words) if by_hand else None
    answer = AmendingAnswer(taken, "Because.", words)
    return (
        verb,
        history.case(by, state=suggestion.status, author=suggestion.delegation_id or 0),
        lambda: act(history.session, by, row, answer, at=at),
    )


def check(history):
    """No suggestion is decided before what amends it; wordings come from their own."""
    session = history.session
    decided = sa.select(SubAmendmentDecision.sub_amendment_id)
    waiting = (
        sa.select(SubAmendment.id)
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .where(SubAmendment.id.not_in(decided), Suggestion.status != Status.SUBMITTED)
    )
    own = (
        sa.select(SubAmendment.id)
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .where(Suggestion.delegation_id == SubAmendment.delegation_id)
    )
    foreign = (
        sa.select(SubAmendmentDecision.id)
        .join(SubAmendment, SubAmendment.id == SubAmendmentDecision.sub_amendment_id)
        .join(Wording, Wording.id == SubAmendmentDecision.wording_id)
        .where(Wording.suggestion_id != SubAmendment.suggestion_id)
    )
    untaken = sa.select(SubAmendmentDecision.id).where(
        SubAmendmentDecision.wording_id.is_not(None),
        SubAmendmentDecision.outcome.not_in((Amended.ACCEPTED, Amended.ADAPTED)),
    )
    numbered = sa.select(SubAmendment.suggestion_id, SubAmendment.ordinal)
    ordinals = {}
    for suggestion_id, ordinal in session.execute(numbered.order_by(SubAmendment.id)):
        ordinals.setdefault(suggestion_id, []).append(ordinal)
    for query in (waiting, own, foreign, untaken):
        assert session.scalars(query).all() == []
    assert all(each == list(range(1, len(each) + 1)) for each in ordinals.values())


ACTS = {  # with how often each comes beside the others
    sub_amend: 5,
    take_sub_amendment: 2,
    decide_sub_amendment: 3,
    withdraw_sub_amendment: 1,
}
