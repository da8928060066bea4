"""What happens to the questions that were put to authors when a text is published."""

import sqlalchemy as sa

from declaration.queries.negotiating.asking import is_for
from declaration.queries.publishing.account import (
    AccountKind,
    AccountLine,
    AskedOutcome,
    Consequence,
    Lines,
)
from declaration.queries.publishing.account_basis import AccountBasis, AskedThen
from models.debate import Suggestion
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.vocabulary import Status, SubjectKind


def question_rows(basis: AccountBasis) -> Lines:
    """Yield what was put to authors, to officials and to the delegation asked. One statement."""
    rows = _asked(basis)
    newest = {row.suggestion_id: row.id for row, _answer in rows}
    fallen = {
        row.press
        for row, _answer in rows
        if row.id != newest[row.suggestion_id] or not _stands(basis, row)
    }
    for row, answer in rows:
        asked = basis.asked[row.suggestion_id]
        if not is_for(basis.reader, asked.suggestion):
            continue
        agrees = _agrees(basis, answer)
        again = row.id != newest[row.suggestion_id]
        yield AccountLine(
            kind=AccountKind.QUESTION,
            id=row.id,
            consequence=_becomes(asked, agrees, again=again, fell=row.press in fallen),
            at=row.created_at,
            capacity=row.capacity,
            number=asked.suggestion.number,
            **basis.place(asked.stands_at),
            after=asked.after,
            words=row.words or row.reason,
            language=basis.text.language,
            redacted=row.redacted,
            question=AskedOutcome(
                author=asked.delegation.name if asked.delegation else "",
                outcome=row.outcome,
                answer_by=row.answer_by,
                agrees=agrees,
            ),
        )


def _asked(basis: AccountBasis) -> list[tuple[AuthorQuestion, AuthorAnswer | None]]:
    """Return all that was asked, whoever may read it: what was asked at once falls at once."""
    query = (
        sa.select(AuthorQuestion, AuthorAnswer)
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .outerjoin(AuthorAnswer, AuthorAnswer.question_id == AuthorQuestion.id)
        .where(Suggestion.document_id == basis.text.document_id)
        .order_by(AuthorQuestion.id)
    )
    kind = SubjectKind.AUTHOR_QUESTION
    return [
        (row, answer)
        for row, answer in basis.session.execute(query)
        if row.suggestion_id in basis.asked and basis.moment.there(kind, row.id, row.created_at)
    ]


def _stands(basis: AccountBasis, row: AuthorQuestion) -> bool:
    """Whether all is as it was when it was asked: as ``stands`` of the questions, but of then."""
    asked = basis.asked[row.suggestion_id]
    decision = asked.decision
    if asked.status is not Status.SUBMITTED or row.redacted or row.wording_id != asked.wording.id:
        return False
    if decision is not None and decision.created_at > row.created_at:
        return False
    if row.version_id is None:
        return True
    passage = basis.passages.get(asked.suggestion.paragraph_id or 0)
    held = passage and (passage.version_id, passage.place_id)
    return held == (row.version_id, row.place_id)


def _agrees(basis: AccountBasis, answer: AuthorAnswer | None) -> bool | None:
    """Return what the author had answered."""
    if answer is None:
        return None
    kind = SubjectKind.AUTHOR_ANSWER
    return answer.agrees if basis.moment.there(kind, answer.id, answer.created_at) else None


def _becomes(asked: AskedThen, agrees: bool | None, *, again: bool, fell: bool) -> Consequence:  # noqa: FBT001 -- what was answered
    if again:
        return Consequence.REPLACED
    if asked.status is not Status.SUBMITTED:
        return Consequence.SETTLED
    if fell:
        return Consequence.OUT_OF_DATE
    if agrees is None:
        return Consequence.WAITING
    return Consequence.AGREES if agrees else Consequence.DISAGREES
