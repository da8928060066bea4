"""Answer the committee, which asks before it decides: the author agrees, or says why not."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.errors import Invalid, Stale
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.queries.negotiating import asking as queries
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.base import Base
from models.debate import Suggestion
from models.document import Document
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.vocabulary import Audience, EventKind, SubjectKind


@dataclass(frozen=True, slots=True)
class AuthorReply:
    """What a delegation answers; whoever does not agree says why."""

    agrees: bool
    sentence: str = ""
    language: str = "en"


def answer(
    session: Session, by: Actor, question: AuthorQuestion, reply: AuthorReply, *, at: datetime
) -> AuthorAnswer:
    """Answer for the author's delegation, also after the date.

    Raises Invalid (``sentence``, ``language``), and Stale where it has been answered, or something
    has changed since it was asked.
    """
    suggestion = session.get_one(Suggestion, question.suggestion_id)
    document = suggestions.locked(session, suggestion)
    case = suggestions.case(by, suggestion, document, at)
    require(by, Verb.ANSWER_QUESTION, replace(case, procedure=sight.procedure(session)))
    if not _open(session, question):
        raise Stale(question)
    sentence = normal(reply.sentence).strip()
    check_length(sentence)
    if not sentence and not reply.agrees:
        raise Invalid("sentence", "missing")
    if not LANGUAGE.fullmatch(reply.language):
        raise Invalid("language", "unknown")
    row = AuthorAnswer(
        question_id=question.id,
        agrees=reply.agrees,
        sentence=sentence,
        language=reply.language,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(row)
    session.flush()
    _record(session, by, row, suggestion, at)
    return row


def _open(session: Session, question: AuthorQuestion) -> bool:
    """Whether nobody has answered, and all that was asked with it still is what it was."""
    answered = sa.exists().where(AuthorAnswer.question_id == question.id)
    if session.scalar(sa.select(answered)):
        return False
    asked = (
        sa.select(sa.func.count(AuthorQuestion.id))
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .join(Document, Document.id == Suggestion.document_id)
        .where(queries.of_press(question.press))
    )
    return session.scalar(asked) == session.scalar(asked.where(queries.stands()))


def _record(
    session: Session, by: Actor, answer: AuthorAnswer, suggestion: Suggestion, at: datetime
) -> None:
    subjects: list[Base | events.Thing] = [
        answer,
        (SubjectKind.AUTHOR_QUESTION, answer.question_id),
        (SubjectKind.SUGGESTION, suggestion.id),
    ]
    if suggestion.paragraph_id is not None:
        subjects.append((SubjectKind.PARAGRAPH, suggestion.paragraph_id))
    subjects.append((SubjectKind.DELEGATION, suggestion.delegation_id or 0))
    events.record(
        session,
        by,
        EventKind.AUTHOR_ANSWERED,
        subjects,
        at=at,
        audience=Audience.AUTHOR,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number},
    )
