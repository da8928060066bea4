"""The signing of an adopted text: its register, who signed, and who asks to."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Recorded, State, Written
from models.vocabulary import Capacity, DelegationKind, WorldRegion


class SigningWay(StrEnum):
    """How an authority signed an adopted text."""

    ON_THE_DAY = "on_the_day"
    LETTER = "letter"
    PAGE = "page"
    COUNCIL = "council"  # by decision of its council


class SigningRegister(Recorded, Base):
    """That the secretariat has opened the signatures of an adopted text.

    ``open``: everybody may ask to sign; a closed one is still read, and the secretariat goes on
    entering what came by other ways.
    """

    __tablename__ = "signing_register"
    CHANGING = ("open",)
    TOLD = ("adoption_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(sa.ForeignKey("adoption.id"), unique=True)
    open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Signature(Written, Recorded, Base):
    """That an authority signed an adopted text; ``withdrawn_on``: since when no longer.

    The name and the office of the signatory are sealed: redaction takes them out, the authority
    stays. ``person_id`` is whoever verified or entered it, or the head who signed it.
    ``delegation_id``: the authority is that delegation, however it signed.
    """

    __tablename__ = "signature"
    WRITTEN = ("signatory", "office")
    CHANGING = ("withdrawn_on",)
    TOLD = ("adoption_id", "way", "delegation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(sa.ForeignKey("adoption.id"), index=True)
    authority: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[DelegationKind]
    country: Mapped[str] = mapped_column(sa.String(2), default="")  # ISO 3166-1 alpha-2
    world_region: Mapped[WorldRegion]
    signatory: Mapped[str] = mapped_column(sa.String(200))
    office: Mapped[str] = mapped_column(sa.String(200), default="")
    way: Mapped[SigningWay]
    decision_url: Mapped[str] = mapped_column(sa.String(500), default="")  # of the council
    signed_on: Mapped[date]
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]


class SignatureRequest(State, Base):
    """Somebody asks that an authority be listed, and agrees to that; the secretariat answers.

    It is mutable, so that an address is deleted for good: the journal never has it. Of one that was
    verified (``signature_id``) the address and the language are left, of one that was refused the
    reason, too; a year after it was asked the row goes.
    """

    __tablename__ = "signature_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(sa.ForeignKey("adoption.id"), index=True)
    authority: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[DelegationKind]
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    world_region: Mapped[WorldRegion]
    signatory: Mapped[str] = mapped_column(sa.String(200))
    office: Mapped[str] = mapped_column(sa.String(200), default="")
    decision_url: Mapped[str] = mapped_column(sa.String(500), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="")  # in which to write back
    asked_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(sa.Text, default="")
    signature_id: Mapped[int | None] = mapped_column(sa.ForeignKey("signature.id"))
