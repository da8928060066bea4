"""Where delegations stand on suggestions: who supports, who objects, who joined as co-sponsor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest, sight
from declaration.queries.entered import Entered, entered
from models.debate import Suggestion, Wording
from models.discs import Disc
from models.negotiation import Entry, Position
from models.people import Delegation
from models.vocabulary import Procedure, Stand, WorldRegion

PARTS = {  # what is shown while a part is switched on
    Procedure.POSITIONS: (Stand.SUPPORT, Stand.OBJECT),
    Procedure.COSPONSORS: (Stand.COSPONSOR,),
}


class TakenPosition(NamedTuple):
    """The newest position of a delegation; ``earlier``: given on an earlier version.

    ``entered``: by an official, for the delegation; ``waits``: it does not count until confirmed.
    """

    disc: Disc
    id: int
    stand: Stand
    delegation_id: int
    delegation: str
    slug: str
    region: WorldRegion
    earlier: bool
    reason: str
    language: str
    redacted: bool
    at: datetime
    entered: Entered | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """All that counts on one suggestion, in the order in which it was said.

    ``mine``: of the reader's delegation. ``positions`` has no more than one of each; ``waiting``:
    entered for delegations that have not confirmed them: they count nowhere. ``asked``: what the
    reader's delegation can confirm or refuse.
    """

    positions: tuple[TakenPosition, ...] = ()
    mine: TakenPosition | None = None
    waiting: tuple[TakenPosition, ...] = ()
    asked: TakenPosition | None = None

    def __hash__(self) -> int:
        """Return a hash that is cheap: the newest position tells the others."""
        return hash((len(self.positions), max((each.id for each in self.positions), default=0)))

    def faces(self, stand: Stand) -> tuple[tuple[str, Disc], ...]:
        """Return name and disc of each who stands so."""
        return tuple((each.delegation, each.disc) for each in self.of(stand))

    def of(self, stand: Stand) -> tuple[TakenPosition, ...]:
        """Return those who stand so."""
        return tuple(each for each in self.positions if each.stand is stand)

    @property
    def supporters(self) -> tuple[TakenPosition, ...]:
        """Return who supports it."""
        return self.of(Stand.SUPPORT)

    @property
    def objectors(self) -> tuple[TakenPosition, ...]:
        """Return who objects to it."""
        return self.of(Stand.OBJECT)

    @property
    def cosponsors(self) -> tuple[TakenPosition, ...]:
        """Return who stands as author beside the first, on the text as it is now."""
        return tuple(each for each in self.of(Stand.COSPONSOR) if not each.earlier)

    @property
    def asked_again(self) -> tuple[TakenPosition, ...]:
        """Return the co-sponsors of an earlier version: they have to join again."""
        return tuple(each for each in self.of(Stand.COSPONSOR) if each.earlier)

    @property
    def stand(self) -> Stand:
        """Return where the reader's delegation stands."""
        return self.mine.stand if self.mine else Stand.NONE

    @property
    def earlier(self) -> int:
        """Count what was given on an earlier version and stands all the same."""
        return sum(each.earlier and each.stand is not Stand.COSPONSOR for each in self.positions)

    def regions(self) -> Mapping[WorldRegion, Counter[Stand]]:
        """Count by region of the world, in the order of the list of regions."""
        counts = {region: Counter[Stand]() for region in WorldRegion}
        for each in self.positions:
            counts[each.region][each.stand] += 1
        return {region: counted for region, counted in counts.items() if counted}


UNSUPPORTED = Support()


def together(several: Iterable[Support | None]) -> Support | None:
    """Join what is said on suggestions that ask for the same, each delegation's stand once.

    None where positions are switched off.
    """
    known = [each for each in several if each is not None]
    if not known:
        return None
    taken = {(held.delegation_id, held.stand): held for each in known for held in each.positions}
    return Support(tuple(taken.values()))


def shown(parts: frozenset[Procedure]) -> tuple[Stand, ...]:
    """Return the stands that are shown while these parts are switched on."""
    return tuple(stand for part, stands in PARTS.items() if part in parts for stand in stands)


def support(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    *only: sa.ColumnElement[bool],
) -> dict[int, Support]:
    """Return where delegations stand, by suggestion id. One statement; none with all parts off.

    ``only`` limits the suggestions. The newest position of a delegation counts, also where the
    reader may not see it: then nothing of that delegation is shown.
    """
    stands = shown(parts)
    if not stands:
        return {}
    taken: dict[int, list[TakenPosition]] = {}
    for suggestion_id, initials, ordinal, kind, *columns in session.execute(
        _rows(reader, stands, only)
    ):
        *taken_as, entry, waits = columns
        disc = Disc(initials, ordinal, kind)
        position = TakenPosition(disc, *taken_as)._replace(entered=entered(entry), waits=waits)
        taken.setdefault(suggestion_id, []).append(position)
    return {id_: _support(positions, reader) for id_, positions in taken.items()}


def _rows(
    reader: sight.Reader, stands: tuple[Stand, ...], only: tuple[sa.ColumnElement[bool], ...]
) -> sa.Select[*tuple[Any, ...]]:
    among = Position.suggestion_id.in_(sa.select(Suggestion.id).where(*only))
    latest = (
        sa.select(sa.func.max(Position.id).label("id"))
        .where(among, newest.COUNTS)
        .group_by(Position.suggestion_id, Position.delegation_id)
        .subquery()
    )
    waits = Entry.answer.is_(None) & ~Entry.counted
    waiting = sa.select(Entry.position_id).where(Entry.position_id.is_not(None), waits)
    worded = newest.wording(Wording.id, Position.suggestion_id).correlate(Position)
    return (
        sa.select(
            Position.suggestion_id,
            Delegation.initials,
            Delegation.ordinal,
            Delegation.kind,
            Position.id,
            Position.stand,
            Position.delegation_id,
            Delegation.name,
            Delegation.slug,
            Delegation.world_region,
            (Position.wording_id != worded.scalar_subquery()).label("earlier"),
            Position.reason,
            Position.language,
            Position.redacted,
            Position.created_at,
            Entry,
            sa.func.coalesce(waits, sa.false()),
        )
        .join(Delegation, Delegation.id == Position.delegation_id)
        .outerjoin(Entry, Entry.position_id == Position.id)
        .where(among, Position.id.in_(sa.select(latest.c.id)) | Position.id.in_(waiting))
        .where(Position.stand.in_(stands), Position.audience.in_(sight.audiences(reader)))
        .order_by(Position.id)
    )


def _support(positions: list[TakenPosition], reader: sight.Reader) -> Support:
    own = reader.actor.delegation_id
    counting = tuple(each for each in positions if not each.waits)
    mine = next((each for each in counting if each.delegation_id == own), None)
    unsaid = [each for each in positions if each.entered and each.entered.answer is None]
    asked = next((each for each in reversed(unsaid) if each.delegation_id == own), None)
    return Support(counting, mine, tuple(each for each in positions if each.waits), asked)
