"""What may stand in a bracket, and who wants it: an alternative's words and its delegations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid
from declaration.queries import newest, sight
from declaration.text import normal
from models.base import Base
from models.debate import Suggestion, Wording
from models.negotiation import Bracket, BracketAlternative, BracketOwner, Position
from models.people import Delegation
from models.vocabulary import Procedure, Stand


@dataclass(frozen=True, slots=True)
class Option:
    """What may stand in a bracket; without words the place would be deleted. ``owners``: ids."""

    words: str
    owners: tuple[int, ...] = ()
    suggestion_id: int | None = None


def add_options(session: Session, bracket: Bracket, options: Iterable[Option]) -> None:
    """Add the alternatives of a bracket with those who want them."""
    for ordinal, option in enumerate(options, 1):
        alternative = BracketAlternative(
            bracket_id=bracket.id,
            ordinal=ordinal,
            words=option.words,
            suggestion_id=option.suggestion_id,
        )
        session.add(alternative)
        session.flush()
        owners: list[Base] = [
            BracketOwner(alternative_id=alternative.id, delegation_id=key) for key in option.owners
        ]
        session.add_all(owners)
    session.flush()


def options_of(session: Session, bracket: Bracket) -> tuple[Option, ...]:
    """Return the alternatives of a bracket. Raises Invalid where words of one were redacted."""
    rows = session.execute(
        sa.select(BracketAlternative, BracketOwner.delegation_id)
        .outerjoin(BracketOwner, BracketOwner.alternative_id == BracketAlternative.id)
        .where(BracketAlternative.bracket_id == bracket.id)
        .order_by(BracketAlternative.ordinal, BracketOwner.id)
    ).all()
    options: dict[int, Option] = {}
    for alternative, owner in rows:
        if alternative.redacted:
            raise Invalid("options", "redacted")
        before = options.get(alternative.id, Option(alternative.words))
        owners = before.owners if owner is None else (*before.owners, owner)
        options[alternative.id] = Option(alternative.words, owners, alternative.suggestion_id)
    return tuple(options.values())


def authors_of(session: Session, suggestion: Suggestion, wording: Wording) -> tuple[int, ...]:
    """Return the delegations that ask for a wording: the first author, then its co-sponsors."""
    first = () if suggestion.delegation_id is None else (suggestion.delegation_id,)
    if Procedure.COSPONSORS not in sight.procedure(session):
        return first
    latest = newest.each(
        Position.delegation_id, Position.suggestion_id == suggestion.id, newest.COUNTS
    )
    joined = (
        sa.select(Position.delegation_id)
        .where(
            Position.id.in_(latest),
            Position.stand == Stand.COSPONSOR,
            Position.wording_id == wording.id,
        )
        .order_by(Position.id)
    )
    return (*first, *session.scalars(joined))


def checked(session: Session, options: Iterable[Option]) -> Iterator[Option]:
    """Yield alternatives as they are kept. Raises Invalid for owners that are not there."""
    known = set(session.scalars(sa.select(Delegation.id)))
    for option in options:
        if not set(option.owners) <= known:
            raise Invalid("owners", "unknown")
        yield Option(normal(option.words).strip(), tuple(dict.fromkeys(option.owners)))
