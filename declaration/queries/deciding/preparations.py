"""What the committee has prepared, and who of it is assigned to which section: read by it alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage
from declaration.queries import newest
from models.debate import Charge, Phrase, Preparation, Suggestion, Wording
from models.document import Document
from models.people import Membership, Person
from models.vocabulary import Capacity, Outcome, SuggestionKind

BEFORE_HEADINGS = 0  # stands for the section that no heading begins


@dataclass(frozen=True, slots=True)
class CommitteeMember:
    """Somebody who sits in the committee now."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A ruling that awaits its release; ``outcomes``: number, outcome and reason of each.

    ``number`` is that of the insertion or general suggestion where there is no paragraph.
    ``id`` and ``mark`` name the preparation as it is now. ``stale``: the words
    are no longer those on which it was prepared.
    """

    passage: Passage | None
    number: int
    outcomes: tuple[tuple[int, Outcome, str], ...]
    words: str
    current: str
    stale: bool
    id: int
    mark: str


@dataclass(frozen=True, slots=True)
class Draftsman:
    """Who worked last on a preparation, when, and the suggestions that have an outcome in it."""

    person_id: int
    name: str
    at: datetime
    ids: frozenset[int]


def members(session: Session) -> tuple[CommitteeMember, ...]:
    """Return all members of the committee by name. One statement."""
    query = sa.select(Person.id, Person.name).where(_sits(), Person.active).order_by(Person.name)
    return tuple(CommitteeMember(*row) for row in session.execute(query))


def holders(session: Session, document: Document) -> dict[int, CommitteeMember]:
    """Return who goes through each section, by its heading's id. One statement.

    Whoever has left the committee holds nothing any more.
    """
    query = (
        sa.select(Charge.paragraph_id, Person.id, Person.name)
        .join(Person, Person.id == Charge.person_id)
        .where(Charge.document_id == document.id, _sits(), Person.active)
        .order_by(Charge.id)
    )
    rows = session.execute(query)
    return {
        heading or BEFORE_HEADINGS: CommitteeMember(person, name) for heading, person, name in rows
    }


def waiting(session: Session, document: Document, rolling: Manuscript) -> tuple[Prepared, ...]:
    """Return all preparations in text order. Two statements."""
    query = (
        sa.select(Preparation)
        .outerjoin(Suggestion, Suggestion.id == Preparation.suggestion_id)
        .where(Preparation.document_id == document.id)
        .order_by(sa.func.coalesce(Suggestion.number, 0))
    )
    wordings = (
        sa.select(Suggestion, Wording.words)
        .join(Wording, newest.its_wording())
        .where(Suggestion.document_id == document.id)
    )
    asked = {row[0].id: (row[0], row[1]) for row in session.execute(wordings)}
    passages = {passage.paragraph_id: passage for passage in rolling.passages}
    places = {paragraph_id: place for place, paragraph_id in enumerate(passages)}
    last = len(places)
    rows = sorted(session.scalars(query), key=lambda row: places.get(row.paragraph_id or 0, last))
    return tuple(_prepared(row, passages.get(row.paragraph_id or 0), asked) for row in rows)


def draftsmen(session: Session, document: Document) -> dict[tuple[int, int], Draftsman]:
    """Return who prepared what last, by paragraph or by what stands alone. One statement."""
    query = sa.select(Preparation, Person.name).join(Person, Person.id == Preparation.person_id)
    return {
        (row.paragraph_id or 0, row.suggestion_id or 0): Draftsman(
            person_id=row.person_id,
            name=name,
            at=row.updated_at,
            ids=frozenset(outcome["suggestion"] for outcome in row.outcomes),
        )
        for row, name in session.execute(query.where(Preparation.document_id == document.id))
    }


def mark(preparation: Preparation | None) -> str:
    """Name what is prepared, as it is now, for a form to bring back; nothing for none."""
    return preparation.updated_at.isoformat() if preparation else ""


def words(session: Session, paragraph_id: int) -> str | None:
    """Return the words prepared for a paragraph, empty where they stay, None if none is."""
    query = sa.select(Preparation.words).where(Preparation.paragraph_id == paragraph_id)
    return session.scalars(query).first()


def phrases(session: Session, language: str) -> Sequence[str]:
    """Return the usual reasons in one language. One statement."""
    query = sa.select(Phrase.words).where(Phrase.language == language)
    return session.scalars(query.order_by(Phrase.position, Phrase.id)).all()


def _sits() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Membership.person_id == Person.id,
        Membership.capacity == Capacity.COMMITTEE,
        Membership.ended_at.is_(None),
    )


def _prepared(
    row: Preparation, passage: Passage | None, asked: dict[int, tuple[Suggestion, str]]
) -> Prepared:
    alone, words = asked.get(row.suggestion_id or 0, (None, ""))
    current = passage.words if passage else ""
    inserted = words if alone is not None and alone.form is SuggestionKind.INSERT else ""
    return Prepared(
        passage=passage,
        number=alone.number if alone is not None else 0,
        outcomes=tuple(
            (
                asked[outcome["suggestion"]][0].number,
                Outcome(outcome["outcome"]),
                outcome["reason"],
            )
            for outcome in row.outcomes
        ),
        words=row.words or current or inserted,
        current=current,
        stale=passage is not None and row.base_version_id not in {None, passage.version_id},
        id=row.id,
        mark=mark(row),
    )
