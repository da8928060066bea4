"""A ruling: what the committee decides on one paragraph, or on one insertion or general wish.

First everything is checked, then everything is written: one event, at most one version and one
place, a decision for every verdict.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome as settling, verdicts as weighing
from declaration.actions.deciding.doubts import Compared
from declaration.actions.deciding.verdicts import Item, Plan, Result
from declaration.actions.journal import events
from declaration.actions.journal.audience import narrower
from declaration.actions.writing import paragraphs
from declaration.actions.writing.paragraphs import Spot
from declaration.errors import DeclarationError, Invalid, NotFound, Stale
from declaration.rules import Actor, Verb, require
from declaration.text import normal
from models.debate import Preparation, Suggestion
from models.document import Document, Version
from models.journal import Event
from models.vocabulary import EventKind, Outcome, Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome for one suggestion, on the wording that the decider saw."""

    suggestion_id: int
    wording_id: int
    outcome: Outcome
    reason: str = ""
    covered_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Verdicts on suggestions to one paragraph, and the words that result.

    ``paragraph_id`` is empty for the one verdict on an insertion or a general suggestion.
    ``words``: the resulting ones; None = unchanged, or those of the only accepted suggestion, if
    it was written on the current words. The bases are what was on the screen; None = not checked.
    ``compared``: what ``foreseen`` found, so that it need not be done under the lock.
    ``alongside``: what is prepared for others on the paragraph stays prepared.
    """

    verdicts: Sequence[Verdict]
    paragraph_id: int | None = None
    words: str | None = None
    base_version_id: int | None = None
    base_place_id: int | None = None
    confirmed: bool = False
    compared: Compared | None = None
    alongside: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """Return what is decided on."""
        return tuple(verdict.suggestion_id for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Several:
    """What became of several rulings: those that were done, and those that could not, with why."""

    done: tuple[Ruling, ...]
    left: tuple[tuple[Ruling, DeclarationError], ...]


def foreseen(session: Session, document: Document, ruling: Ruling) -> Ruling:
    """Return the ruling compared with its outcomes, before the write transaction.

    Raises as ``rule`` does, which trusts it for the same words alone.
    """
    plan = _plan(_items(session, document, ruling), _spot(session, document, ruling), ruling)
    return replace(ruling, compared=plan.compared)


def each(rulings: Sequence[Ruling], deed: Callable[[Ruling], object]) -> Several:
    """Do one after another; what is refused stays, and with it what it would have covered.

    ``deed`` raises before it writes anything.
    """
    done: list[Ruling] = []
    left: list[tuple[Ruling, DeclarationError]] = []
    for ruling in rulings:
        refused = {id_ for one, _why in left for id_ in one.ids}
        if any(verdict.covered_by_id in refused for verdict in ruling.verdicts):
            left.append((ruling, Stale()))
            continue
        try:
            deed(ruling)
            done.append(ruling)
        except DeclarationError as why:
            left.append((ruling, why))
    return Several(tuple(done), tuple(left))


def rule(session: Session, by: Actor, document: Document, ruling: Ruling, at: datetime) -> Event:
    """Check and carry out a ruling.

    Raises NotFound, Invalid (``verdicts``, ``outcome``, ``reason``, ``covered_by``, ``words``),
    Stale with what stands there now, Doubtful.
    """
    hold(session, ruling.ids)
    events.head(session)
    items = _items(session, document, ruling)
    spot = _spot(session, document, ruling)
    at = committee.moment(session, document, at)
    plan = _plan(items, spot, ruling)
    made = settling.carry_out(session, document, spot, plan, at)
    decisions = settling.decisions(session, by, items, made, at)
    _settle_preparation(session, ruling)
    return events.record(
        session,
        by,
        EventKind.PARAGRAPH_DECIDED,
        settling.touched(session, items, made, decisions),
        at=at,
        audience=narrower(*(item.suggestion.audience for item in items)),
        document_id=document.id,
        payload={"decisions": [settling.stated(decision) for decision in decisions]},
    )


def hold(session: Session, ids: Iterable[int]) -> None:
    """Hold what is decided on, in the order of ids and before the journal: nobody changes it."""
    query = sa.select(Suggestion.id).where(Suggestion.id.in_(list(ids))).order_by(Suggestion.id)
    session.execute(query.with_for_update())


def _plan(items: Sequence[Item], spot: Spot | None, ruling: Ruling) -> Plan:
    return weighing.plan(items, spot, Result(ruling.words, ruling.confirmed, ruling.compared))


def _items(session: Session, document: Document, ruling: Ruling) -> list[Item]:
    """Load what is decided on, and see that it is as it was seen."""
    ids = ruling.ids
    if not ids or len(set(ids)) < len(ids):
        raise Invalid("verdicts", "missing" if not ids else "doubled")
    query = sa.select(Suggestion).where(
        Suggestion.id.in_(ids), Suggestion.document_id == document.id
    )
    found = {
        row.id: row for row in session.scalars(query, execution_options={"populate_existing": True})
    }
    if len(found) < len(ids):
        raise NotFound
    wordings = committee.newest_wordings(session, ids)
    bases = _bases(session, [wording.base_version_id for wording in wordings.values()])
    items = [
        Item(
            suggestion=found[verdict.suggestion_id],
            wording=wordings[verdict.suggestion_id],
            base=bases.get(wordings[verdict.suggestion_id].base_version_id or 0),
            outcome=verdict.outcome,
            reason=normal(verdict.reason).strip(),
            covered_by_id=verdict.covered_by_id,
        )
        for verdict in ruling.verdicts
    ]
    _check_items(session, document, ruling, items)
    return items


def _bases(session: Session, ids: Sequence[int | None]) -> dict[int, Version]:
    query = sa.select(Version).where(Version.id.in_([found for found in ids if found]))
    return {version.id: version for version in session.scalars(query)}


def _check_items(
    session: Session, document: Document, ruling: Ruling, items: Sequence[Item]
) -> None:
    for verdict, item in zip(ruling.verdicts, items, strict=True):
        if item.wording.id != verdict.wording_id:
            raise Stale(item.wording)
        if item.suggestion.status is not Status.SUBMITTED:
            raise Stale(item.suggestion)
        asked_on = item.suggestion.paragraph_id if item.on_paragraph else None
        if asked_on != ruling.paragraph_id:
            raise Invalid("verdicts", "elsewhere")
        if item.covered_by_id is not None:
            _check_cover(session, document, item)
    if ruling.paragraph_id is None and len(items) > 1:
        raise Invalid("verdicts", "elsewhere")


def _check_cover(session: Session, document: Document, item: Item) -> None:
    cover = session.get(Suggestion, item.covered_by_id)
    if cover is None or cover.document_id != document.id or cover.id == item.suggestion.id:
        raise Invalid("covered_by", "unknown")


def _spot(session: Session, document: Document, ruling: Ruling) -> Spot | None:
    if ruling.paragraph_id is None:
        return None
    spot = paragraphs.spot(session, document, ruling.paragraph_id)
    if ruling.base_version_id not in {None, spot.version.id}:
        raise Stale(spot.version)
    if ruling.base_place_id not in {None, spot.place.id}:
        raise Stale(spot.place)
    return spot


def _settle_preparation(session: Session, ruling: Ruling) -> None:
    """Drop what was prepared for this paragraph, or for this insertion, as far as it is asked."""
    if ruling.paragraph_id is None:
        mine = Preparation.suggestion_id == ruling.verdicts[0].suggestion_id
    else:
        mine = Preparation.paragraph_id == ruling.paragraph_id
    for preparation in session.scalars(sa.select(Preparation).where(mine)):
        others = [one for one in preparation.outcomes if one["suggestion"] not in ruling.ids]
        begun = not preparation.outcomes and _awaits(session, ruling)  # words, no outcome yet
        if ruling.alongside and (others or begun):
            preparation.outcomes = others
        else:
            session.delete(preparation)


def _awaits(session: Session, ruling: Ruling) -> bool:
    """Whether anything on the paragraph is still to be decided."""
    query = sa.select(Suggestion.id).where(
        Suggestion.paragraph_id == ruling.paragraph_id,
        Suggestion.status == Status.SUBMITTED,
        Suggestion.id.not_in(ruling.ids),
    )
    return session.scalars(query.limit(1)).first() is not None


__all__ = ["Ruling", "Several", "Verdict", "decide", "decide_all", "foresee"]


def foresee(session: Session, by: Actor, document: Document, ruling: Ruling) -> Ruling:
    """Return what to ``decide``, compared with its outcomes before the write transaction.

    Raises as ``decide`` does.
    """
    require(by, Verb.RELEASE, committee.case(session, document))
    return foreseen(session, document, ruling)


def decide(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> Event:
    """Decide on every suggestion of the ruling, make the words that result: one event.

    Raises as ``ruling.rule`` does; nothing is written then.
    """
    require(by, Verb.RELEASE, committee.case(session, document))
    return rule(session, by, document, ruling, at)


def decide_all(
    session: Session, by: Actor, document: Document, rulings: Sequence[Ruling], *, at: datetime
) -> Several:
    """Decide on several paragraphs, each by itself: what cannot be stays, and is reported."""
    require(by, Verb.RELEASE, committee.case(session, document))
    hold(session, (id_ for ruling in rulings for id_ in ruling.ids))
    return each(rulings, lambda ruling: rule(session, by, document, ruling, at))
