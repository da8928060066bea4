"""The journal: one chain of events, each carrying the hash of the one before."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import AppendOnly, Base, State, canonical
from models.vocabulary import Audience, Capacity, EventKind, SubjectKind

GENESIS = "0" * 64


class Event(AppendOnly, Base):
    """One act of one person that others may know of: ids and hashes, never words or names.

    ``id`` counts without gaps; ``payload`` is canonical JSON; ``hash`` covers ``previous``, all
    columns and all subjects with the hashes of the rows they name.
    """

    __tablename__ = "event"
    __table_args__ = (
        sa.Index("ix_event_kind", "kind", "id"),  # the newest of its kind, however long the journal
        sa.Index("ix_event_audience", "audience", "id"),  # the newest that a reader may see
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EventKind]
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    audience: Mapped[Audience]
    payload: Mapped[str] = mapped_column(sa.Text)
    previous: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)

    def hashed(self, subjects: Iterable[tuple[str, int, str]]) -> str:
        """Return the hash that these columns and ``subjects`` (kind, id, digest) give now."""
        columns: list[Any] = [
            self.id,
            self.kind,
            self.at.astimezone(UTC).isoformat(),
            self.person_id,
            self.capacity,
            self.delegation_id,
            self.document_id,
            self.audience,
            self.payload,
            sorted(subjects),
        ]
        return hashlib.sha256((self.previous + canonical(columns)).encode()).hexdigest()


class Subject(AppendOnly, Base):
    """Something that an event touched; ``digest`` is the hash of the row, where it names one.

    Before the event HISTORY_NAMED it is the hash of the words alone, where there are any.
    """

    __tablename__ = "subject"
    __table_args__ = (sa.Index("ix_subject_thing", "kind", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), index=True)
    kind: Mapped[SubjectKind]
    thing_id: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64), default="")


class JournalHead(State, Base):
    """The end of the chain: the row that every act locks; and when the chain was last verified.

    ``held_id``: the newest event at ``held_at``, when all of it held.
    """

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True)  # always 1
    event_id: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(sa.String(64), default=GENESIS)
    held_at: Mapped[datetime | None]
    held_id: Mapped[int] = mapped_column(default=0)
