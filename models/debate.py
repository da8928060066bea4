"""The debate: drafts, suggestions with their wordings, decisions, comments."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Recorded, Seal, State, Written
from models.document import Document, Paragraph
from models.people import Delegation
from models.vocabulary import Audience, Capacity, Kind, Outcome, Status, SuggestionKind


class Draft(State, Base):
    """A suggestion that is not submitted yet: mutable, and read by its delegation alone."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"))  # unused
    form: Mapped[SuggestionKind]
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"))
    after_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"))
    base_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    base_place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"))
    kind: Mapped[Kind | None]
    level: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of the reason
    ready: Mapped[bool] = mapped_column(default=False)  # in the tray «Ready to submit»
    updated_at: Mapped[datetime]


class Suggestion(Recorded, Base):
    """A change that a delegation asks for. Its words are its newest Wording; numbers have no gaps.

    ``paragraph_id`` is the paragraph to replace, delete or move, or the one created when an
    insertion was accepted; ``delegation_id`` is empty for the committee's own change.
    """

    __tablename__ = "suggestion"
    CHANGING = ("status", "withdrawn_at", "paragraph_id")
    TOLD = ("number", "document_id", "form")

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    form: Mapped[SuggestionKind]
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    status: Mapped[Status] = mapped_column(default=Status.SUBMITTED)
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    submitted_at: Mapped[datetime]
    late_seconds: Mapped[int] = mapped_column(default=0)  # after the deadline; 0 = in time
    withdrawn_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(lazy="raise")
    paragraph: Mapped[Paragraph | None] = relationship(lazy="raise")
    delegation: Mapped[Delegation | None] = relationship(lazy="raise")


class Wording(Written, AppendOnly, Base):
    """The words of a suggestion at one moment, and the version and the place it was written on.

    ``after_id``: insert or move after this paragraph; empty = at the head of the document.
    """

    __tablename__ = "wording"
    WRITTEN = ("words", "reason")
    TOLD = ("suggestion_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    base_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    base_place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"))
    after_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"))
    kind: Mapped[Kind | None]
    level: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of the reason
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime]


class Decision(Written, AppendOnly, Base):
    """What the committee decided on one suggestion, on the wording that it saw.

    The newest decision of a suggestion counts; ``version_id`` and ``place_id`` are what the
    paragraph became by this act, shared by all decisions of the act. ``changes`` says of a general
    suggestion that was taken what was changed for it: canonical JSON with the ids of
    ``paragraphs`` and ``suggestions``, both empty for nothing; None where nobody was asked.
    """

    __tablename__ = "decision"
    WRITTEN = ("reason",)
    TOLD = ("suggestion_id", "wording_id", "outcome", "covered_by_id", "version_id", "place_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("wording.id"))
    outcome: Mapped[Outcome]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    covered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"))
    replaced_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    own: Mapped[bool] = mapped_column(default=False)  # on the decider's own delegation's suggestion
    changes: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime]


class Preparation(State, Base):
    """A decision on one paragraph that the committee prepares until the chair releases it; mutable.

    ``outcomes`` is a list of ``{suggestion, wording, outcome, reason, covered_by}``. For an
    insertion ``paragraph_id`` is empty and ``suggestion_id`` is set; the same for a general one.
    """

    __tablename__ = "preparation"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"), unique=True)
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"), unique=True)
    base_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    base_place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    updated_at: Mapped[datetime]


class Charge(State, Base):
    """Which member of the committee has taken on a section; mutable, for the committee alone.

    ``paragraph_id`` is the heading that begins the section, empty before the first heading.
    """

    __tablename__ = "charge"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    taken_at: Mapped[datetime]


class Phrase(State, Base):
    """A ready-made reason of the committee, to pick from."""

    __tablename__ = "phrase"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    position: Mapped[int] = mapped_column(default=0)


class Comment(Written, Base):
    """A remark on a paragraph, on quoted words in it, on a suggestion, or on the whole.

    ``version_id``: the version on which it was written; ``quote_start`` and ``quote_end`` count
    code points there. An answer has ``parent_id`` and the same subject as its parent. The quote has
    a seal of its own: it goes with the words that it quotes, too.
    """

    __tablename__ = "comment"
    CHANGING = ("resolved_at", "withdrawn_at")
    QUOTE = Seal(
        ("quote", "quote_prefix", "quote_suffix"), "quote_salt", "quote_digest", "version_id"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int | None] = mapped_column(sa.ForeignKey("wording.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    quote: Mapped[str] = mapped_column(sa.Text, default="")
    quote_prefix: Mapped[str] = mapped_column(sa.Text, default="")
    quote_suffix: Mapped[str] = mapped_column(sa.Text, default="")
    quote_salt: Mapped[str] = mapped_column(sa.String(32), default="")
    quote_digest: Mapped[str] = mapped_column(sa.String(64), default="")
    quote_start: Mapped[int] = mapped_column(default=0)
    quote_end: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    delegation: Mapped[Delegation | None] = relationship(lazy="raise")

    @classmethod
    def seals(cls) -> tuple[Seal, ...]:
        """Return the words that are covered by a hash of their own."""
        return (*super().seals(), cls.QUOTE)
