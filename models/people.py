"""Who takes part: persons, delegations, offices, and the links that let people in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, State
from models.discs import Disc
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion


class Person(State, Base):
    """The one table of names and addresses; it can be made anonymous without touching the rest."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)  # lower case
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="")
    time_zone: Mapped[str] = mapped_column(sa.String(64), default="")
    active: Mapped[bool] = mapped_column(default=True)
    anonymised_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Delegation(State, Base):
    """A city, region, association, network or partner; it speaks with one voice."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    kind: Mapped[DelegationKind]
    country: Mapped[str] = mapped_column(sa.String(2), default="")  # ISO 3166-1 alpha-2
    world_region: Mapped[WorldRegion]
    status: Mapped[DelegationStatus] = mapped_column(default=DelegationStatus.PROVISIONAL)
    ordinal: Mapped[int]  # as registered, from 1: its hue
    initials: Mapped[str] = mapped_column(sa.String(8))
    created_at: Mapped[datetime]

    @property
    def provisional(self) -> bool:
        """Whether its credentials are not accepted yet."""
        return self.status is DelegationStatus.PROVISIONAL

    @property
    def disc(self) -> Disc:
        """Return what stands on its disc."""
        return Disc(self.initials, self.ordinal, self.kind)


class Membership(State, Base):
    """An office that a person holds; it is ended, never deleted."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    capacity: Mapped[Capacity]
    post: Mapped[Post]
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    may_submit: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
    delegation: Mapped[Delegation | None] = relationship(lazy="raise")


class Invitation(State, Base):
    """A one-time link to set a password; only the hash of its token is stored."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]  # when the password was set, never when it was opened
    replaced_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")


class SignIn(State, Base):
    """One browser in which somebody is signed in; the session ends when the row goes.

    ``mark`` stands in the session's cookie; ``browser`` is what its owner knows it by.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mark: Mapped[str] = mapped_column(sa.String(32), unique=True)
    browser: Mapped[str] = mapped_column(sa.String(80), default="")
    began_at: Mapped[datetime]


class Sending(State, Base):
    """A form that was acted upon: whoever sends it again is led to where the first answer led.

    ``mark`` stood in the form; ``digest`` is keyed, so that no words can be guessed from it;
    ``thing`` is by which name the browser keeps the words of the form, or empty.
    """

    __tablename__ = "sending"
    __table_args__ = (sa.UniqueConstraint("person_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    mark: Mapped[str] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    led_to: Mapped[str] = mapped_column(sa.Text)
    thing: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(index=True)


class LinkRequest(State, Base):
    """Somebody asks the secretariat for a new link; the secretariat sees and answers it."""

    __tablename__ = "link_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Visit(State, Base):
    """What the holder of an office has seen of the news; mutable, and nobody else's business.

    News begin after the event ``seen_id``, as of ``seen_at`` (empty: nothing seen yet);
    ``shown_id`` was the newest event when this visit began. ``guided``: the guide was dismissed.
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("membership.id"), unique=True)
    seen_id: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None]
    shown_id: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime]
    guided: Mapped[bool] = mapped_column(default=False)
