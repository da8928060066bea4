"""The text: conference, documents, paragraphs with their words and places, revisions."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from models.base import AppendOnly, Base, Recorded, State, Written
from models.vocabulary import Capacity, Kind, Scheme, Stage

ADOPTED_LABEL = "Adopted text"
VOTES = ("votes_for", "votes_against", "abstentions")  # columns of Adoption


class Conference(Recorded, Base):
    """The one conference of this installation, and what its secretariat has switched."""

    __tablename__ = "conference"
    CHANGING = ("debate_open", "members_release", "procedure")
    LOOSE = (
        "name",
        "short_name",
        "place",
        "starts_on",
        "ends_on",
        "time_zone",
        "organisers",
        "supporters",
        "contact",
        "counted_kinds",
        "welcome",
        "accent",
        "logo",
    )

    id: Mapped[int] = mapped_column(primary_key=True)  # always 1
    name: Mapped[str] = mapped_column(sa.String(300))
    short_name: Mapped[str] = mapped_column(sa.String(80))
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    time_zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    organisers: Mapped[str] = mapped_column(sa.Text, default="")
    supporters: Mapped[str] = mapped_column(sa.Text, default="")
    contact: Mapped[str] = mapped_column(sa.Text, default="")
    demo: Mapped[bool] = mapped_column(default=False)
    debate_open: Mapped[bool] = mapped_column(default=False)  # see Audience.OPENED
    members_release: Mapped[bool] = mapped_column(default=False)
    procedure: Mapped[str] = mapped_column(sa.Text, default="")  # codes of Procedure, with blanks
    counted_kinds: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # DelegationKind
    welcome: Mapped[str] = mapped_column(sa.Text, default="")  # a paragraph on the home page
    accent: Mapped[str] = mapped_column(sa.String(7), default="")  # #rrggbb; empty: our own
    logo: Mapped[str] = mapped_column(sa.String(64), default="")  # SHA-256 of it; empty: none
    created_at: Mapped[datetime]


class Logo(State, Base):
    """The picture at the head of every page: apart from its conference, which every page loads."""

    __tablename__ = "logo"

    id: Mapped[int] = mapped_column(primary_key=True)  # always 1
    media_type: Mapped[str] = mapped_column(sa.String(20))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Reference(State, Base):
    """A reference document of the conference."""

    __tablename__ = "reference"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    url: Mapped[str] = mapped_column(sa.String(500), default="")
    position: Mapped[int] = mapped_column(default=0)


class Document(Recorded, Base):
    """An outcome document under negotiation."""

    __tablename__ = "document"
    CHANGING = ("slug", "scheme", "language", "stage", "deadline", "position", "rehearsal")
    LOOSE = ("title", "symbol", "meeting_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    symbol: Mapped[str] = mapped_column(sa.String(80), default="")
    scheme: Mapped[Scheme] = mapped_column(default=Scheme.DECLARATION)
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # the authentic one
    stage: Mapped[Stage] = mapped_column(default=Stage.PREPARATION)
    deadline: Mapped[datetime | None]  # for suggestions
    meeting_at: Mapped[datetime | None]  # of the committee, the next one
    position: Mapped[int] = mapped_column(default=0)
    rehearsal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Paragraph(Recorded, Base):
    """A paragraph's identity, which stays the same whatever its number, place or words."""

    __tablename__ = "paragraph"
    TOLD = ("document_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(12), unique=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    document: Mapped[Document] = relationship(lazy="raise")


class Place(Recorded, AppendOnly, Base):
    """Where a paragraph stands from one moment on; the newest counts.

    ``rank`` sorts the paragraphs of a document bytewise: a key between any two always exists, so
    that a move is one row.
    """

    __tablename__ = "place"
    TOLD = ("paragraph_id", "rank", "kind", "level", "live")

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    rank: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[Kind]
    level: Mapped[int] = mapped_column(default=0)
    live: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Version(Written, AppendOnly, Base):
    """The words of one paragraph at one moment, in one language; never changed."""

    __tablename__ = "version"
    TOLD = ("paragraph_id", "language")

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    language: Mapped[str] = mapped_column(sa.String(16))
    words: Mapped[str] = mapped_column(sa.Text)
    source_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    created_at: Mapped[datetime]


class Method(StrEnum):
    """How a text was adopted."""

    CONSENSUS = "consensus"
    ACCLAMATION = "acclamation"
    SIGNATURE = "signature"
    VOTE = "vote"


class Adoption(Recorded, AppendOnly, Base):
    """The record of an adoption: it freezes the document, until it is undone.

    ``open_reason``: why it was adopted while something was open in brackets. ``presided``: who was
    in the chair. The votes are those of a vote, else none.
    """

    __tablename__ = "adoption"
    TOLD = ("document_id", "revision_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    adopted_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(200))
    method: Mapped[str] = mapped_column(sa.String(80))  # by consensus, acclamation, signature, vote
    open_reason: Mapped[str] = mapped_column(sa.Text, default="")
    presided: Mapped[str] = mapped_column(sa.String(200), default="")
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstentions: Mapped[int | None]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]

    @property
    def tally(self) -> dict[str, int | None]:
        """Return the votes by column."""
        return {name: getattr(self, name) for name in VOTES}


class AdoptionUndoing(Recorded, AppendOnly, Base):
    """An adoption was entered in error: it stays in the record, and no longer holds."""

    __tablename__ = "adoption_undoing"
    TOLD = ("adoption_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(sa.ForeignKey("adoption.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]


def holds() -> sa.ColumnElement[bool]:
    """Say in SQL whether an adoption has not been undone."""
    return ~sa.exists().where(AdoptionUndoing.adoption_id == Adoption.id).correlate(Adoption)


class Revision(Recorded, AppendOnly, Base):
    """A published, immutable snapshot; ``content_hash`` is SHA-256 over its numbered words.

    ``title`` is the document's title at that time; empty in revisions older than this column.
    ``open_hash`` is SHA-256 over what was open in brackets, empty where nothing was;
    ``open_reason``: why a final draft was published all the same.
    """

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("document_id", "ordinal"),)
    TOLD = ("document_id", "ordinal", "language", "content_hash", "open_hash")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    ordinal: Mapped[int]  # 0 for the zero draft
    slug: Mapped[str] = mapped_column(sa.String(80))  # of the label: zero-draft, rev-1
    label: Mapped[str] = mapped_column(sa.String(80))
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    symbol: Mapped[str] = mapped_column(sa.String(80), default="")
    language: Mapped[str] = mapped_column(sa.String(16))
    cover_note: Mapped[str] = mapped_column(sa.Text, default="")
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    open_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    open_reason: Mapped[str] = mapped_column(sa.Text, default="")
    published_at: Mapped[datetime]
    # What it is called now: its label, or the adopted text from its adoption on.
    called: Mapped[str] = column_property(
        sa.case(
            (
                sa.exists()
                .where(Adoption.revision_id == id, holds())  # noqa: A003
                .correlate_except(Adoption),
                ADOPTED_LABEL,
            ),
            else_=label,
        )
    )

    document: Mapped[Document] = relationship(lazy="raise")


class RevisionEntry(Recorded, AppendOnly, Base):
    """One paragraph of a revision, with the number it has there."""

    __tablename__ = "revision_entry"
    __table_args__ = (sa.UniqueConstraint("revision_id", "position"),)
    TOLD = ("revision_id", "position", "paragraph_id", "version_id", "place_id", "number")

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    position: Mapped[int]
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id"))
    number: Mapped[str] = mapped_column(sa.String(24), default="")


class Supersession(Recorded, AppendOnly, Base):
    """A revision was published in error: it stays, and points to the right one."""

    __tablename__ = "supersession"
    TOLD = ("revision_id", "right_revision_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), unique=True)
    right_revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]


class Correction(Written, AppendOnly, Base):
    """A revision that corrects a misprint in an adopted text: in which paragraph, and why.

    ``corrected_id``: the revision that held until then, the adopted one or an earlier correction;
    they differ in the words of this one paragraph.
    """

    __tablename__ = "correction"
    WRITTEN = ("reason",)
    TOLD = ("revision_id", "corrected_id", "paragraph_id", "old_version_id", "version_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), unique=True)
    corrected_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), unique=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    old_version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]
