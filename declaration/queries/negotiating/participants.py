"""Who takes part: delegations with their people, and what each has done as far as one may see."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import rules
from declaration.queries import newest, sight
from declaration.queries.suggesting import counts
from declaration.queries.suggesting.counts import Tally
from declaration.queries.suggesting.support import shown
from declaration.rules import Actor, Case
from declaration.verbs import Role, Verb
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Comment, Suggestion, Wording
from models.discs import Disc
from models.document import Document
from models.negotiation import Position, Reservation
from models.people import Delegation, Membership, Person
from models.vocabulary import (
    Amended,
    Audience,
    Capacity,
    DelegationKind,
    DelegationStatus,
    Post,
    Procedure,
    Stand,
    WorldRegion,
)

Ids = sa.Select[*tuple[Any, ...]]


class Deed(StrEnum):
    """What delegations do and a page counts; of suggestions, first all that are counted."""

    SUGGESTIONS = "suggestions"
    PENDING = "pending"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    ENTERED = "entered"
    SUBAMENDMENTS = "subamendments"
    COMMENTS = "comments"
    SUPPORT = "support"
    OBJECT = "object"
    COSPONSOR = "cosponsor"
    RESERVATIONS = "reservations"


PARTS: Mapping[Deed, Procedure] = {  # counted while the conference has it; all others always
    Deed.ENTERED: Procedure.ON_BEHALF,
    Deed.SUBAMENDMENTS: Procedure.SUBAMENDMENTS,
    Deed.SUPPORT: Procedure.POSITIONS,
    Deed.OBJECT: Procedure.POSITIONS,
    Deed.COSPONSOR: Procedure.COSPONSORS,
    Deed.RESERVATIONS: Procedure.AGREEMENT,
}
STANDS = {
    Stand.SUPPORT: Deed.SUPPORT,
    Stand.OBJECT: Deed.OBJECT,
    Stand.COSPONSOR: Deed.COSPONSOR,
}
Deeds = Mapping[Deed, int]


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody's office in a delegation; ``name`` is empty for those who may not know it."""

    post: Post
    name: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A delegation. ``credentials`` is None for those who may not know, or where none are asked."""

    id: int
    name: str
    disc: Disc
    kind: DelegationKind
    region: WorldRegion
    country: str
    credentials: DelegationStatus | None
    seated: tuple[Seated, ...]
    deeds: Deeds


@dataclass(frozen=True, slots=True)
class RegionParticipants:
    """The delegations of a region of the world, by kind and name."""

    region: WorldRegion
    participants: tuple[Participant, ...]

    @property
    def kinds(self) -> Iterator[tuple[DelegationKind, tuple[Participant, ...]]]:
        """Yield them kind by kind."""
        for kind, group in groupby(self.participants, key=lambda each: each.kind):
            yield kind, tuple(group)

    @property
    def total(self) -> Deeds:
        """Return what they did together."""
        return total(self.participants)


def total(participants: Iterable[Participant]) -> Deeds:
    """Return what delegations did together."""
    return sum((Counter(each.deeds) for each in participants), Counter())


def counted(parts: frozenset[Procedure]) -> tuple[Deed, ...]:
    """Return what is counted while these parts are switched on."""
    return tuple(deed for deed in Deed if PARTS.get(deed) in {None, *parts})


def participants(
    session: Session, reader: sight.Reader, parts: frozenset[Procedure]
) -> tuple[RegionParticipants, ...]:
    """Return all delegations by region, each with what it did. Seven statements at most."""
    deeds = _deeds(session, reader, parts)
    seated = _seated(session, reader.actor)
    rows = [
        _participant(row, reader.actor, parts, seated.get(row.id, ()), deeds.get(row.id, Counter()))
        for row in session.scalars(sa.select(Delegation).order_by(Delegation.name))
    ]
    kinds, regions = list(DelegationKind), list(WorldRegion)
    rows.sort(key=lambda each: (regions.index(each.region), kinds.index(each.kind)))
    return tuple(
        RegionParticipants(region, tuple(group))
        for region, group in groupby(rows, key=lambda each: each.region)
    )


def _participant(
    row: Delegation,
    actor: Actor,
    parts: frozenset[Procedure],
    seated: tuple[Seated, ...],
    deeds: Deeds,
) -> Participant:
    told = Procedure.CREDENTIALS in parts and _may_know_credentials(actor, row.id)
    return Participant(
        id=row.id,
        name=row.name,
        disc=row.disc,
        kind=row.kind,
        region=row.world_region,
        country=row.country,
        credentials=row.status if told else None,
        seated=seated,
        deeds=deeds,
    )


def _may_know_credentials(actor: Actor, delegation_id: int) -> bool:
    """Whether they matter to the actor: of the own delegation, or of all to those who decide."""
    decides = actor.capacity in {Capacity.COMMITTEE, Capacity.SECRETARIAT}
    return decides or actor.delegation_id == delegation_id


def _seated(session: Session, actor: Actor) -> Mapping[int, tuple[Seated, ...]]:
    """Return who sits where, by delegation: nobody for the public. One statement."""
    if actor.role is Role.PUBLIC:
        return {}
    query = (
        sa.select(Membership.delegation_id, Membership.post, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.capacity == Capacity.DELEGATION,
            Membership.ended_at.is_(None),
            Person.active,
        )
        .order_by(Person.name, Membership.id)
    )
    seated: defaultdict[int, list[Seated]] = defaultdict(list)
    for delegation_id, post, name in session.execute(query):
        own = delegation_id is not None and delegation_id == actor.delegation_id
        named = rules.may(actor, Verb.READ_DELEGATION, Case(own=own))
        seated[delegation_id or 0].append(Seated(post, name if named else ""))
    posts = list(Post)
    return {
        id_: tuple(sorted(several, key=lambda each: posts.index(each.post)))
        for id_, several in seated.items()
    }


def _deeds(
    session: Session, reader: sight.Reader, parts: frozenset[Procedure]
) -> Mapping[int, Counter[Deed]]:
    """Count what each delegation did. Five statements at most."""
    deeds: defaultdict[int, Counter[Deed]] = defaultdict(Counter)
    for id_, tally in counts.by_delegation(session, reader).items():
        deeds[id_].update(_suggested(tally))
    for id_, count in session.execute(_comments(reader)):
        deeds[id_ or 0][Deed.COMMENTS] += count
    amends = Procedure.SUBAMENDMENTS in parts
    for id_, count in session.execute(_subamendments(reader)) if amends else ():
        deeds[id_][Deed.SUBAMENDMENTS] += count
    stands = shown(parts)
    for id_, stand, count in session.execute(_positions(reader, stands)) if stands else ():
        deeds[id_][STANDS[stand]] += count
    agreed = Procedure.AGREEMENT in parts
    for id_, count in session.execute(_reservations(reader)) if agreed else ():
        deeds[id_][Deed.RESERVATIONS] += count
    return deeds


def _suggested(tally: Tally) -> Deeds:
    return {
        Deed.SUGGESTIONS: tally.total,
        Deed.PENDING: tally.pending,
        Deed.ACCEPTED: tally.accepted,
        Deed.NOT_ACCEPTED: tally.not_accepted,
        Deed.WITHDRAWN: tally.withdrawn,
        Deed.ENTERED: tally.entered,
    }


def _comments(reader: sight.Reader) -> Ids:
    """Select how many comments each made that others can read; what was withdrawn left out."""
    return (
        sa.select(Comment.delegation_id, sa.func.count(Comment.id))
        .join(Document, Document.id == Comment.document_id)
        .where(
            Comment.delegation_id.is_not(None),
            Comment.audience != Audience.DELEGATION,
            Comment.withdrawn_at.is_(None),
            sight.comments(reader),
            sight.documents(reader.actor),
        )
        .group_by(Comment.delegation_id)
    )


def _subamendments(reader: sight.Reader) -> Ids:
    """Select how many sub-amendments each made; what was withdrawn left out."""
    made = SubAmendmentDecision.sub_amendment_id == SubAmendment.id
    withdrawn = sa.exists().where(made, SubAmendmentDecision.outcome == Amended.WITHDRAWN)
    return (
        sa.select(SubAmendment.delegation_id, sa.func.count(SubAmendment.id))
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .join(Document, Document.id == Suggestion.document_id)
        .where(
            SubAmendment.audience.in_(sight.audiences(reader)),
            ~withdrawn.correlate(SubAmendment),
            sight.suggestions(reader),
            sight.documents(reader.actor),
        )
        .group_by(SubAmendment.delegation_id)
    )


def _positions(reader: sight.Reader, stands: tuple[Stand, ...]) -> Ids:
    """Select where each stands; a co-sponsor of an earlier version is one no more."""
    latest = newest.each(Position.suggestion_id, newest.COUNTS).group_by(Position.delegation_id)
    worded = newest.wording(Wording.id, Position.suggestion_id).correlate(Position)
    joined = (Position.stand != Stand.COSPONSOR) | (Position.wording_id == worded.scalar_subquery())
    return (
        sa.select(Position.delegation_id, Position.stand, sa.func.count(Position.id))
        .join(Suggestion, Suggestion.id == Position.suggestion_id)
        .join(Document, Document.id == Suggestion.document_id)
        .where(
            Position.id.in_(latest),
            Position.stand.in_(stands),
            Position.audience.in_(sight.audiences(reader)),
            joined,
            sight.suggestions(reader),
            sight.documents(reader.actor),
        )
        .group_by(Position.delegation_id, Position.stand)
    )


def _reservations(reader: sight.Reader) -> Ids:
    """Select how many reservations of each stand."""
    return (
        sa.select(Reservation.delegation_id, sa.func.count(Reservation.id))
        .join(Document, Document.id == Reservation.document_id)
        .where(
            Reservation.lifted_at.is_(None),
            Reservation.audience.in_(sight.audiences(reader)),
            sight.documents(reader.actor),
        )
        .group_by(Reservation.delegation_id)
    )
