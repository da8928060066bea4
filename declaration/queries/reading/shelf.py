"""A document with all that was published of it: what every page of the text begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import SignInNeeded
from declaration.manuscript import Manuscript
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, require
from declaration.verbs import Role, Verb
from models.document import (
    Adoption,
    Conference,
    Correction,
    Document,
    Logo,
    Reference,
    Revision,
    Supersession,
    holds,
)
from models.journal import Event, Subject
from models.people import Person
from models.vocabulary import EventKind, Stage, SubjectKind

PRINTING = (EventKind.REVISION_PUBLISHED, EventKind.TEXT_CORRECTED)  # publish a revision
ROLLING = "rolling"  # stands in addresses where a revision's slug can stand


class Printing(NamedTuple):
    """The journal's entry that published a revision; ``person``: who did, empty for the public."""

    number: int
    hash: str
    person: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A document and its revisions, oldest first; ``errors`` by the id of the wrong revision.

    ``printings``: how each was published, by the revision's id. ``corrections``: of an adopted
    text, by the id of the revision that is the corrected text.
    """

    document: Document
    revisions: tuple[Revision, ...]
    errors: Mapping[int, Supersession]
    adoption: Adoption | None
    printings: Mapping[int, Printing]
    corrections: Mapping[int, Correction]

    @property
    def in_force(self) -> Revision | None:
        """Return the adopted revision as it was last corrected, else the newest right one."""
        if self.adoption is not None:
            return self.corrected[-1] if self.corrections else self.adopted
        return self.right[-1] if self.right else None

    @property
    def adopted(self) -> Revision | None:
        """Return the revision that was adopted."""
        if self.adoption is None:
            return None
        adopted = self.adoption.revision_id
        return next(revision for revision in self.revisions if revision.id == adopted)

    @property
    def corrected(self) -> tuple[Revision, ...]:
        """Return the revisions that correct the adopted one, in order."""
        return tuple(revision for revision in self.revisions if revision.id in self.corrections)

    @property
    def right(self) -> tuple[Revision, ...]:
        """Return the revisions that were not published in error."""
        return tuple(revision for revision in self.revisions if revision.id not in self.errors)

    def revision(self, slug: str) -> Revision:
        """Return a revision by its slug, or raise NotFound."""
        return sight.existing(next((rev for rev in self.revisions if rev.slug == slug), None))

    def before(self, revision: Revision | None) -> tuple[Revision, ...]:
        """Return what was published before ``revision``; before None (the rolling text): all."""
        return tuple(
            earlier
            for earlier in self.revisions
            if revision is None or earlier.ordinal < revision.ordinal
        )

    def previous(self, revision: Revision) -> Revision | None:
        """Return what ``revision`` follows: the newest before it, or that which it corrects."""
        correction = self.corrections.get(revision.id)
        if correction is None:
            return next(reversed(self.before(revision)), None)
        return next(other for other in self.revisions if other.id == correction.corrected_id)

    def righted(self, revision: Revision) -> tuple[Revision, str] | None:
        """Return the right revision and the reason, if this one was published in error."""
        error = self.errors.get(revision.id)
        if error is None:
            return None
        right = next(other for other in self.revisions if other.id == error.right_revision_id)
        return right, error.reason

    def passed(self, at: datetime) -> bool:
        """Say whether the deadline for suggestions is over."""
        return self.document.deadline is not None and at > self.document.deadline


@dataclass(frozen=True, slots=True)
class Title:
    """A document, as the frame of a page names it."""

    slug: str
    title: str
    stage: Stage
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class Home:
    """References and documents in the secretariat's order."""

    references: tuple[Reference, ...]
    shelves: tuple[Shelf, ...]


def shelf(session: Session, actor: Actor, slug: str) -> Shelf:
    """Load a document with its revisions. One statement.

    Raises NotFound, or SignInNeeded for a rehearsal.
    """
    rows = session.execute(_on_slug(named=actor.role is not Role.PUBLIC), {"slug": slug})
    shelf = sight.existing(next(iter(_shelves(rows)), None))
    if shelf.document.rehearsal and actor.role is Role.PUBLIC:
        raise SignInNeeded
    return shelf


def shelves(session: Session, actor: Actor) -> tuple[Shelf, ...]:
    """Load all documents that the reader may know of, in their order. One statement."""
    query = _rows(named=actor.role is not Role.PUBLIC).where(sight.documents(actor))
    return tuple(_shelves(session.execute(query)))


def text(session: Session, actor: Actor, shelf: Shelf, name: str) -> Manuscript:
    """Return the text named in an address: a revision's slug, or «rolling». Two statements at most.

    Raises NotFound for an unknown revision, NotAllowed or SignInNeeded for the rolling text.
    """
    if name == ROLLING:
        require(actor, Verb.READ_ROLLING, Case(stage=shelf.document.stage))
        return texts.rolling(session, shelf.document)
    return texts.revision(session, shelf.document, shelf.revision(name))


def titles(session: Session, actor: Actor) -> tuple[Title, ...]:
    """Return all documents that the reader may know of; rehearsals are never public."""
    columns = (Document.slug, Document.title, Document.stage, Document.rehearsal)
    query = sa.select(*columns).where(sight.documents(actor))
    rows = session.execute(query.order_by(Document.position, Document.id))
    return tuple(Title(*row) for row in rows)


def references(session: Session) -> Sequence[Reference]:
    """Return the reference documents in their order."""
    query = sa.select(Reference).order_by(Reference.position, Reference.id)
    return session.scalars(query).all()


def logo(session: Session, digest: str) -> Logo:
    """Return the picture of the conference, if it is the one of this hash. One statement."""
    query = sa.select(Logo).join(Conference, Conference.id == Logo.id)
    return sight.existing(session.scalar(query.where(Conference.logo == digest)))


def home(session: Session, actor: Actor) -> Home:
    """Return what the front page shows. Two statements."""
    return Home(tuple(references(session)), shelves(session, actor))


def _shelves(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> list[Shelf]:
    return [
        _shelf(document, list(grouped))
        for document, grouped in groupby(rows, key=lambda row: row[0])
    ]


@cache
def _on_slug(*, named: bool) -> sa.Select[*tuple[Any, ...]]:
    return _rows(named=named).where(Document.slug == sa.bindparam("slug"))


@cache
def _rows(*, named: bool) -> sa.Select[*tuple[Any, ...]]:
    """Return the query for all documents; ``named``: who published a revision is told."""
    printing = (
        sa.select(Subject.thing_id, Event.id, Event.hash, Person.name)
        .join(Event, Event.id == Subject.event_id)
        .outerjoin(Person, (Person.id == Event.person_id) & sa.literal(named))
        .where(Event.kind.in_(PRINTING), Subject.kind == SubjectKind.REVISION)
        .subquery()
    )
    return (
        sa.select(Document, Revision, Supersession, Adoption, Correction, *printing.c)
        .outerjoin(Revision, Revision.document_id == Document.id)
        .outerjoin(Supersession, Supersession.revision_id == Revision.id)
        .outerjoin(Adoption, (Adoption.document_id == Document.id) & holds())
        .outerjoin(Correction, Correction.revision_id == Revision.id)
        .outerjoin(printing, printing.c.thing_id == Revision.id)
        .order_by(Document.position, Document.id, Revision.ordinal)
    )


def _shelf(document: Document, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> Shelf:
    return Shelf(
        document=document,
        revisions=tuple(row[1] for row in rows if row[1] is not None),
        errors={row[1].id: row[2] for row in rows if row[2] is not None},
        adoption=rows[0][3],
        printings={
            row[5]: Printing(row[6], row[7], row[8] or "") for row in rows if row[5] is not None
        },
        corrections={row[1].id: row[4] for row in rows if row[4] is not None},
    )
