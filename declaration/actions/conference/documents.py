"""Outcome documents: created, with their titles, symbols and order."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal.events import change, record
from declaration.errors import Invalid
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.base import Base
from models.document import Document, Version
from models.vocabulary import Audience, EventKind, Scheme

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
FIXED = ("slug", "scheme", "language", "rehearsal")
"""What stands still once a revision is out: addresses, numbers and promises depend on it."""


@dataclass(frozen=True, slots=True)
class DocumentValues:
    """What a document's cover says; ``slug`` stands in its address, ``language`` is BCP 47."""

    slug: str
    title: str
    symbol: str = ""
    scheme: Scheme = Scheme.DECLARATION
    language: str = "en"
    rehearsal: bool = False


def create_document(
    session: Session, by: Actor, values: DocumentValues, *, at: datetime
) -> Document:
    """Create an outcome document in preparation, last in the order."""
    require(by, Verb.EDIT_CONFERENCE)
    _check(session, values)
    last = session.scalar(sa.select(sa.func.max(Document.position))) or 0
    document = Document(**asdict(values), position=last + 1, created_at=at)
    session.add(document)
    session.flush()
    record(
        session,
        by,
        EventKind.DOCUMENT_CREATED,
        [document],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
    )
    return document


def change_document(
    session: Session, by: Actor, document: Document, values: DocumentValues, *, at: datetime
) -> Document:
    """Change what the cover says, until adoption; FIXED things only before the first revision.

    A new authentic language takes the words over as they stand: they were written in it.
    """
    require(by, Verb.SET_STAGE, Case(stage=document.stage))
    _check(session, values, document)
    fixed = [name for name in FIXED if getattr(document, name) != getattr(values, name)]
    if fixed and texts.newest_revision(session, document.id) is not None:
        raise Invalid(fixed[0], "printed")
    touched = _relabelled(session, document, values.language, at) if "language" in fixed else []
    changed = change(document, asdict(values))
    record(
        session,
        by,
        EventKind.DOCUMENT_CHANGED,
        [document, *touched],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"changed": changed},
    )
    return document


def order_documents(
    session: Session, by: Actor, documents: Sequence[Document], *, at: datetime
) -> Sequence[Document]:
    """Put all documents in this order. Raises Invalid unless each stands in it once."""
    require(by, Verb.EDIT_CONFERENCE)
    everyone = set(session.scalars(sa.select(Document.id)))
    if len(documents) != len(everyone) or {document.id for document in documents} != everyone:
        raise Invalid("order", "incomplete")
    for position, document in enumerate(documents, 1):
        document.position = position
    kind, order = EventKind.DOCUMENT_CHANGED, [document.id for document in documents]
    rehearsed = any(document.rehearsal for document in documents)
    audience = Audience.PARTICIPANTS if rehearsed else Audience.EVERYBODY
    record(session, by, kind, documents, at=at, audience=audience, payload={"order": order})
    return documents


def _check(session: Session, values: DocumentValues, document: Document | None = None) -> None:
    if not SLUG.fullmatch(values.slug):
        raise Invalid("slug", "letters_and_hyphens")
    if not values.title.strip():
        raise Invalid("title", "missing")
    if not LANGUAGE.fullmatch(values.language):
        raise Invalid("language", "unknown")
    same = sa.select(Document.id).where(Document.slug == values.slug)
    if session.scalar(same) not in {None, document.id if document else None}:
        raise Invalid("slug", "taken")


def _relabelled(session: Session, document: Document, language: str, at: datetime) -> list[Base]:
    versions: list[Base] = [
        Version(
            paragraph_id=passage.paragraph_id,
            language=language,
            words=passage.words,
            created_at=at,
        )
        for passage in texts.rolling(session, document).passages
    ]
    session.add_all(versions)
    return versions
