"""Ask the authors of suggestions before deciding; decide what all of them have agreed to.

What is asked is a whole ruling, kept as it was meant: a question for each suggestion, all with the
resulting words. So what was agreed is decided without typing anything again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import decisions
from declaration.actions.deciding.decisions import Several
from declaration.actions.deciding.verdicts import (
    Changes,
    Matter,
    Plan,
    RivalAnswer,
    Ruling,
    Verdict,
)
from declaration.actions.journal import events
from declaration.actions.writing.paragraphs import CurrentParagraph
from declaration.errors import DeclarationError, Invalid, NotFound, Stale
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.queries.negotiating import asking as queries
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.base import Base, canonical
from models.debate import Suggestion
from models.document import Document
from models.journal import Event
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.vocabulary import Audience, EventKind, SubjectKind, SuggestionKind


@dataclass(frozen=True, slots=True)
class Asking:
    """Until when an answer is wanted, and what is said to the authors alone."""

    answer_by: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is decided as agreed: the questions of one press.

    ``reopening``: why text that was agreed is changed; ``rivals``: what becomes of those excluded;
    ``excluding``: as in a ruling.
    """

    press: int
    reopening: str = ""
    rivals: tuple[RivalAnswer, ...] = ()
    excluding: bool = False


def ask(
    session: Session, by: Actor, document: Document, ruling: Ruling, asking: Asking, *, at: datetime
) -> list[AuthorQuestion]:
    """Ask the author of each suggestion of a ruling, instead of deciding: one event for each.

    No delegation learns that another was asked. Raises as ``decisions.rule`` does, and Invalid
    (``answer_by``, ``note``).
    """
    require(by, Verb.ASK_AUTHOR, sight.case(session, document))
    note = normal(asking.note).strip()
    check_length(note)
    if asking.answer_by < _today(session, at):
        raise Invalid("answer_by", "gone")
    decisions.hold(session, ruling.ids)
    events.head(session)
    matters, current, plan = decisions.weighed(session, document, ruling)
    if any(matter.suggestion.delegation_id is None for matter in matters):
        raise Invalid("verdicts", "no_author")
    common = {
        "version_id": current.version.id if current else None,
        "place_id": current.place.id if current else None,
        "words": _resulting(matters, current, plan),
        "note": note,
        "answer_by": asking.answer_by,
        "person_id": by.person_id,
        "capacity": by.capacity,
        "created_at": at,
    }
    questions: list[AuthorQuestion] = []
    for matter in matters:
        first = questions[0].id if questions else None
        question = AuthorQuestion(with_id=first, **_about(matter), **common)
        session.add(question)
        session.flush()
        _record(session, by, question, matter.suggestion, at)
        questions.append(question)
    return questions


def decide_agreed(
    session: Session, by: Actor, document: Document, pressed: Pressed, *, at: datetime
) -> tuple[Event, ...]:
    """Decide exactly what the authors have agreed to.

    Raises as ``decisions.decide`` does: Stale where anything has changed since it was asked, or
    where not all agree any more; Doubtful where it excludes others. All other doubts were settled
    when it was asked, on the same words.
    """
    require(by, Verb.ASK_AUTHOR, sight.case(session, document))
    rivals = [rival.suggestion_id for rival in pressed.rivals]
    ruling = _agreed(session, document, pressed.press, rivals)
    whole = replace(
        ruling,
        reopening=pressed.reopening,
        rivals=pressed.rivals,
        excluding=pressed.excluding,
    )
    return decisions.settle(session, by, document, whole, at=at)


def decide_all_agreed(
    session: Session, by: Actor, document: Document, presses: Iterable[int], *, at: datetime
) -> Several:
    """Decide several of them, each by itself; what cannot be decided stays, and is reported."""
    require(by, Verb.ASK_AUTHOR, sight.case(session, document))
    rulings: list[Ruling] = []
    left: list[tuple[Ruling, DeclarationError]] = []
    several_presses = tuple(presses)
    asked = sa.select(AuthorQuestion.suggestion_id).where(queries.PRESS.in_(several_presses))
    decisions.hold(session, session.scalars(asked))  # all at once, in the order of ids
    for press in several_presses:
        try:
            rulings.append(_agreed(session, document, press))
        except DeclarationError as why:
            left.append((Ruling(()), why))
    several = decisions.decide_all(session, by, document, rulings, at=at)
    return replace(several, left=(*several.left, *left))


def meant(questions: Sequence[AuthorQuestion], paragraph_id: int | None) -> Ruling:
    """Return the ruling that the questions of one press put to the authors."""
    first = questions[0]
    return Ruling(
        verdicts=[_verdict(question) for question in questions],
        paragraph_id=paragraph_id,
        words=first.words or None,
        base_version_id=first.version_id,
        base_place_id=first.place_id,
        confirmed=True,
        alongside=True,
    )


def _agreed(session: Session, document: Document, press: int, rivals: Iterable[int] = ()) -> Ruling:
    """Hold what was asked by one press, and see that all agree and nothing has changed.

    ``rivals``: ids of what is held with it, so that all is held in the order of ids.
    """
    query = (
        sa.select(AuthorQuestion, Suggestion)
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .where(queries.of_press(press), Suggestion.document_id == document.id)
        .order_by(AuthorQuestion.id)
    )
    rows = session.execute(query).all()
    if not rows:
        raise NotFound
    decisions.hold(session, [*(suggestion.id for _question, suggestion in rows), *rivals])
    agreeing = (
        sa.select(sa.func.count(AuthorQuestion.id))
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .join(Document, Document.id == Suggestion.document_id)
        .join(AuthorAnswer, AuthorAnswer.question_id == AuthorQuestion.id)
        .where(queries.of_press(press), AuthorAnswer.agrees, queries.stands())
    )
    if session.scalar(agreeing) != len(rows):
        raise Stale([question for question, _suggestion in rows])
    suggestion = rows[0].Suggestion
    on_paragraph = suggestion.paragraph_id if suggestion.form.on_paragraph else None
    return meant([question for question, _suggestion in rows], on_paragraph)


def _about(matter: Matter) -> dict[str, object]:
    """Return what is meant for one suggestion."""
    return {
        "suggestion_id": matter.suggestion.id,
        "wording_id": matter.wording.id,
        "outcome": matter.outcome,
        "covered_by_id": matter.covered_by_id,
        "changes": canonical(matter.changes.ids) if matter.changes else None,
        "reason": matter.reason,
    }


def _resulting(matters: Sequence[Matter], current: CurrentParagraph | None, plan: Plan) -> str:
    """Return the words that would result; empty where nobody asks for any, or they would go."""
    if plan.words is not None:
        return plan.words
    worded = any(
        matter.outcome.taken and matter.form is not SuggestionKind.MOVE for matter in matters
    )
    return current.version.words if current and worded and not plan.deleted else ""


def _verdict(question: AuthorQuestion) -> Verdict:
    changes = json.loads(question.changes) if question.changes else None
    return Verdict(
        suggestion_id=question.suggestion_id,
        wording_id=question.wording_id,
        outcome=question.outcome,
        reason=question.reason,
        covered_by_id=question.covered_by_id,
        changes=changes and Changes(tuple(changes["suggestions"]), tuple(changes["paragraphs"])),
    )


def _today(session: Session, at: datetime) -> date:
    """Return which day it is where the conference is."""
    conference = sight.conference(session)
    return at.astimezone(ZoneInfo(conference.time_zone if conference else "UTC")).date()


def _record(
    session: Session, by: Actor, question: AuthorQuestion, suggestion: Suggestion, at: datetime
) -> None:
    subjects: list[Base | events.Thing] = [question, (SubjectKind.SUGGESTION, suggestion.id)]
    if suggestion.paragraph_id is not None:
        subjects.append((SubjectKind.PARAGRAPH, suggestion.paragraph_id))
    subjects.append((SubjectKind.DELEGATION, suggestion.delegation_id or 0))
    events.record(
        session,
        by,
        EventKind.AUTHOR_ASKED,
        subjects,
        at=at,
        audience=Audience.AUTHOR,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number, "answer_by": question.answer_by.isoformat()},
    )
