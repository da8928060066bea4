"""A document with all that was published of it: what every page of the text begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound, SignInNeeded
from declaration.manuscript import Manuscript
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, Role, Verb, require
from models.document import Adoption, Document, Reference, Revision, Supersession
from models.journal import Event, Subject
from models.vocabulary import EventKind, Stage, SubjectKind

ROLLING = "rolling"  # stands in addresses where a revision's slug can stand


@dataclass(frozen=True, slots=True)
class Shelf:
    """A document and its revisions, oldest first; ``errors`` by the id of the wrong revision.

    ``printings``: number and hash of the journal's entry that published a revision, by its id.
    """

    document: Document
    revisions: tuple[Revision, ...]
    errors: Mapping[int, Supersession]
    adoption: Adoption | None
    printings: Mapping[int, tuple[int, str]]

    @property
    def in_force(self) -> Revision | None:
        """Return the adopted revision, else the newest that was not published in error."""
        if self.adoption is not None:
            adopted = self.adoption.revision_id
            return next(one for one in self.revisions if one.id == adopted)
        right = [one for one in self.revisions if one.id not in self.errors]
        return right[-1] if right else None

    def revision(self, slug: str) -> Revision:
        """Return a revision by its slug, or raise NotFound."""
        found = next((one for one in self.revisions if one.slug == slug), None)
        if found is None:
            raise NotFound
        return found

    def before(self, revision: Revision | None) -> tuple[Revision, ...]:
        """Return what was published before ``revision``; before None (the rolling text): all."""
        return tuple(
            one for one in self.revisions if revision is None or one.ordinal < revision.ordinal
        )

    def righted(self, revision: Revision) -> tuple[Revision, str] | None:
        """Return the right revision and the reason, if this one was published in error."""
        error = self.errors.get(revision.id)
        if error is None:
            return None
        right = next(one for one in self.revisions if one.id == error.right_revision_id)
        return right, error.reason

    def passed(self, at: datetime) -> bool:
        """Say whether the deadline for suggestions is over."""
        return self.document.deadline is not None and at > self.document.deadline


def shelf(session: Session, actor: Actor, slug: str) -> Shelf:
    """Load a document with its revisions. One statement.

    Raises NotFound, or SignInNeeded for a rehearsal.
    """
    found = _shelves(session, _rows().where(Document.slug == slug))
    if not found:
        raise NotFound
    if found[0].document.rehearsal and actor.role is Role.PUBLIC:
        raise SignInNeeded
    return found[0]


def shelves(session: Session, actor: Actor) -> tuple[Shelf, ...]:
    """Load all documents that the reader may know of, in their order. One statement."""
    found = _shelves(session, _rows())
    return tuple(one for one in found if not (one.document.rehearsal and actor.role is Role.PUBLIC))


def text(session: Session, actor: Actor, shelf: Shelf, name: str) -> Manuscript:
    """Return the text named in an address: a revision's slug, or «rolling». Two statements at most.

    Raises NotFound for an unknown revision, NotAllowed or SignInNeeded for the rolling text.
    """
    if name == ROLLING:
        require(actor, Verb.READ_ROLLING, Case(stage=shelf.document.stage))
        return texts.rolling(session, shelf.document)
    return texts.revision(session, shelf.document, shelf.revision(name))


def _rows() -> sa.Select[*tuple[Any, ...]]:
    printing = (
        sa.select(Subject.thing_id, Event.id, Event.hash)
        .join(Event, Event.id == Subject.event_id)
        .where(Event.kind == EventKind.REVISION_PUBLISHED, Subject.kind == SubjectKind.REVISION)
        .subquery()
    )
    return (
        sa.select(Document, Revision, Supersession, Adoption, printing.c.id, printing.c.hash)
        .outerjoin(Revision, Revision.document_id == Document.id)
        .outerjoin(Supersession, Supersession.revision_id == Revision.id)
        .outerjoin(Adoption, Adoption.document_id == Document.id)
        .outerjoin(printing, printing.c.thing_id == Revision.id)
        .order_by(Document.position, Document.id, Revision.ordinal)
    )


def _shelves(session: Session, query: sa.Select[*tuple[Any, ...]]) -> list[Shelf]:
    found = []
    for document, grouped in groupby(session.execute(query), key=lambda row: row[0]):
        rows = list(grouped)
        shelf = Shelf(
            document=document,
            revisions=tuple(row[1] for row in rows if row[1] is not None),
            errors={row[1].id: row[2] for row in rows if row[2] is not None},
            adoption=rows[0][3],
            printings={row[1].id: (row[4], row[5]) for row in rows if row[4] is not None},
        )
        found.append(shelf)
    return found


@dataclass(frozen=True, slots=True)
class Title:
    """A document, as the frame of a page names it."""

    slug: str
    title: str
    stage: Stage
    rehearsal: bool


def titles(session: Session, actor: Actor) -> tuple[Title, ...]:
    """Return all documents that the reader may know of; rehearsals are never public."""
    query = sa.select(Document.slug, Document.title, Document.stage, Document.rehearsal)
    if actor.role is Role.PUBLIC:
        query = query.where(Document.rehearsal.is_(False))
    rows = session.execute(query.order_by(Document.position, Document.id))
    return tuple(Title(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Home:
    """References and documents in the secretariat's order; ``next_due`` has a deadline to come."""

    references: tuple[Reference, ...]
    shelves: tuple[Shelf, ...]
    next_due: Document | None


def home(session: Session, actor: Actor, at: datetime) -> Home:
    """Return what the front page shows at this moment. Two statements."""
    references = session.scalars(sa.select(Reference).order_by(Reference.position, Reference.id))
    found = shelves(session, actor)
    return Home(tuple(references), found, _next_due(found, at))


def _next_due(found: tuple[Shelf, ...], at: datetime) -> Document | None:
    coming = [
        (one.document.deadline, one.document.id, one.document)
        for one in found
        if one.document.deadline is not None
        and one.document.stage.takes_suggestions
        and not one.passed(at)
    ]
    return min(coming)[2] if coming else None
