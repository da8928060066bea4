"""The negotiation: what the committee and delegations do beside suggesting and deciding."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Recorded, State, Written
from models.debate import Comment, Suggestion
from models.people import Delegation
from models.vocabulary import (
    Audience,
    Capacity,
    EntryAnswer,
    EntrySource,
    Outcome,
    Stand,
)


class Position(Written, AppendOnly, Base):
    """Where a delegation stands on a suggestion, on the wording that it saw.

    The newest position of a delegation on a suggestion counts, all are kept. What an official
    entered for the delegation counts as its Entry says. ``person_id`` entered it: for ``REFUSED`` a
    person of the first author's delegation.
    """

    __tablename__ = "position"
    WRITTEN = ("reason",)
    TOLD = ("suggestion_id", "wording_id", "delegation_id", "stand")

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("wording.id"))
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    stand: Mapped[Stand]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of the reason
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="raise")


class Bracket(Written, AppendOnly, Base):
    """A place that the committee leaves open: a paragraph, or words of it.

    ``starts`` and ``ends`` count code points in the words of the version as they are stored; 0 and
    0: the whole paragraph. What stands there is the first alternative, without a row of its own.
    It is open as long as it has no BracketClosing.
    """

    __tablename__ = "bracket"
    WRITTEN = ("reason",)
    TOLD = ("document_id", "paragraph_id", "version_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    starts: Mapped[int] = mapped_column(default=0)
    ends: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]


class BracketAlternative(Written, AppendOnly, Base):
    """What may stand in a bracket instead; without words: nothing, the place would be deleted.

    ``suggestion_id``: the suggestion that asks for it, as its text was then.
    """

    __tablename__ = "bracket_alternative"
    TOLD = ("bracket_id", "ordinal", "suggestion_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    bracket_id: Mapped[int] = mapped_column(sa.ForeignKey("bracket.id"), index=True)
    ordinal: Mapped[int]  # from 1; 0 would be the text as it stands
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text, default="")


class BracketOwner(Recorded, AppendOnly, Base):
    """A delegation that wants an alternative."""

    __tablename__ = "bracket_owner"
    TOLD = ("alternative_id", "delegation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    alternative_id: Mapped[int] = mapped_column(sa.ForeignKey("bracket_alternative.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)


class BracketClosing(Written, AppendOnly, Base):
    """A bracket is closed: by words that were decided, or by keeping what stands there.

    ``version_id``: the words that closed it; empty where the text was kept, or deleted.
    """

    __tablename__ = "bracket_closing"
    WRITTEN = ("reason",)
    TOLD = ("bracket_id", "version_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    bracket_id: Mapped[int] = mapped_column(sa.ForeignKey("bracket.id"), unique=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]


class RevisionBracket(Recorded, AppendOnly, Base):
    """A bracket that was open when a revision was published, and where in the printed words.

    ``lost``: the bracketed words stood there no more.
    """

    __tablename__ = "revision_bracket"
    TOLD = ("revision_id", "bracket_id", "starts", "ends", "lost")

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    bracket_id: Mapped[int] = mapped_column(sa.ForeignKey("bracket.id"))
    starts: Mapped[int] = mapped_column(default=0)
    ends: Mapped[int] = mapped_column(default=0)
    lost: Mapped[bool] = mapped_column(default=False)


class Agreement(Written, AppendOnly, Base):
    """That a paragraph is agreed ad referendum, or is reopened; its newest row counts.

    ``version_id`` and ``place_id``: what was agreed; of a reopening, what had been agreed until
    then. ``reason``: why it is reopened; empty where it is agreed.
    """

    __tablename__ = "agreement"
    WRITTEN = ("reason",)
    TOLD = ("document_id", "paragraph_id", "version_id", "place_id", "agreed")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id"))
    agreed: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]


class Reservation(Written, Recorded, Base):
    """That a delegation reserves its position on what is agreed, until it lifts this.

    Without words it «reserves its position».
    """

    __tablename__ = "reservation"
    CHANGING = ("lifted_at",)
    TOLD = ("document_id", "paragraph_id", "version_id", "delegation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="raise")


class ExplanationKind(StrEnum):
    """What a delegation puts on record beside a text that has been adopted."""

    EXPLANATION = "explanation"
    RESERVATION = "reservation"


class Explanation(Written, Recorded, Base):
    """What a delegation puts on record beside an adopted text, for everybody to read.

    ``paragraph_id``: what it is about; empty for the whole text. The person may be an official who
    enters it for the delegation: then ``capacity`` says so. A withdrawn one stays, marked.
    """

    __tablename__ = "explanation"
    CHANGING = ("withdrawn_at",)
    TOLD = ("document_id", "paragraph_id", "delegation_id", "kind")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    kind: Mapped[ExplanationKind]
    words: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(16))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="raise")


class AuthorQuestion(Written, AppendOnly, Base):
    """What the committee means to decide on a suggestion, put to its author before it decides.

    The newest question on a suggestion counts. ``with_id``: the first of the questions that were
    sent by one press, empty in that one; together they are one decision. ``wording_id``,
    ``version_id`` and ``place_id`` are what it was asked on, the last two empty where there is no
    paragraph yet. ``words``: the whole text that would result; empty where nothing would change, or
    the paragraph would go. ``reason``, ``covered_by_id`` and ``changes``: as in a decision.
    ``note`` is said to the author alone.
    """

    __tablename__ = "author_question"
    WRITTEN = ("words", "reason", "note")
    TOLD = ("suggestion_id", "wording_id", "version_id", "outcome", "with_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("wording.id"))
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("version.id"))
    place_id: Mapped[int | None] = mapped_column(sa.ForeignKey("place.id"))
    with_id: Mapped[int | None] = mapped_column(sa.ForeignKey("author_question.id"), index=True)
    outcome: Mapped[Outcome]
    covered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    changes: Mapped[str | None] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    answer_by: Mapped[date]  # where the conference is
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]

    @property
    def press(self) -> int:
        """Return what all questions of one press have in common."""
        return self.with_id or self.id


class AuthorAnswer(Written, AppendOnly, Base):
    """What the author's delegation answered, once: it agrees, or does not, with a sentence."""

    __tablename__ = "author_answer"
    WRITTEN = ("sentence",)
    TOLD = ("question_id", "agrees")

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("author_question.id"), unique=True)
    agrees: Mapped[bool]
    sentence: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]


class Watching(State, Base):
    """What the holder of an office watches; mutable, and nobody else's business.

    A document, or in it a paragraph or a suggestion: one of the two, never both.
    """

    __tablename__ = "watching"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("membership.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"))
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    created_at: Mapped[datetime]


class Entry(Recorded, Base):
    """What an official entered for a delegation, and what became of it.

    A suggestion, a comment or a position, which stands in the delegation's name; who entered it,
    and in which capacity, stands here. ``answered_by_id`` is whoever confirmed, refused or took it
    back, or took a position of their own instead. ``counted``: of a position, that it counted at
    once; else it counts once it is confirmed.
    """

    __tablename__ = "entry"
    CHANGING = ("answer", "answered_at", "answered_by_id")
    TOLD = ("delegation_id", "suggestion_id", "comment_id", "position_id", "source", "counted")

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), unique=True)
    position_id: Mapped[int | None] = mapped_column(sa.ForeignKey("position.id"), unique=True)
    counted: Mapped[bool] = mapped_column(default=False)
    source: Mapped[EntrySource]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]
    answer: Mapped[EntryAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    delegation: Mapped[Delegation] = relationship(lazy="raise")
    suggestion: Mapped[Suggestion | None] = relationship(lazy="raise")
    comment: Mapped[Comment | None] = relationship(lazy="raise")
    position: Mapped[Position | None] = relationship(lazy="raise")
