"""What the committee decides on one paragraph, or on one insertion or general suggestion.

First everything is checked, then everything is written: one event, at most one version and one
place, a decision for every verdict.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome, rivals
from declaration.actions.deciding.verdicts import Changes, Matter, Plan, Ruling, weigh
from declaration.actions.journal import events
from declaration.actions.journal.audience import narrower
from declaration.actions.negotiating import brackets
from declaration.actions.suggesting.subamended import lapse
from declaration.actions.writing.paragraphs import CurrentParagraph
from declaration.errors import DeclarationError, Invalid, NotFound, Stale, Undecided
from declaration.queries import newest, sight
from declaration.queries.deciding import preparations
from declaration.queries.suggesting import subamended
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.debate import Decision, Preparation, Suggestion, Wording
from models.document import Document, Version
from models.journal import Event
from models.vocabulary import TAKEN, EventKind, Status, SuggestionKind

Weighed = tuple[list[Matter], CurrentParagraph | None, Plan]
Checked = tuple[Ruling, Weighed, Preparation | None]


@dataclass(frozen=True, slots=True)
class Several:
    """What became of several rulings: those that were done, and those that could not, with why.

    ``event_ids``: of what was done, in order; none where it was only prepared.
    """

    done: tuple[Ruling, ...]
    left: tuple[tuple[Ruling, DeclarationError], ...]
    event_ids: tuple[int, ...] = ()


def decide(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> Event:
    """Decide on every suggestion of the ruling, make the words that result: one event.

    Raises as ``rule`` does; nothing is written then.
    """
    return settle(session, by, document, ruling, at=at)[0]


def settle(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> tuple[Event, ...]:
    """Do the same; return its event, and those of what its rivals on other paragraphs became."""
    require(by, Verb.RELEASE, sight.case(session, document))
    return _ruled(session, by, document, ruling, at)


def decide_all(
    session: Session, by: Actor, document: Document, rulings: Sequence[Ruling], *, at: datetime
) -> Several:
    """Decide on several paragraphs, each by itself: what cannot be stays, and is reported."""
    require(by, Verb.RELEASE, sight.case(session, document))
    hold(session, (id_ for ruling in rulings for id_ in _concerned(ruling)))
    return each(rulings, lambda ruling: rule(session, by, document, ruling, at))


def foreseen(session: Session, document: Document, ruling: Ruling) -> Ruling:
    """Return the ruling compared with its outcomes, before the write transaction.

    Raises as ``rule`` does, which trusts it for the same words alone.
    """
    _matters, _current, plan = weighed(session, document, ruling)
    return replace(ruling, compared=plan.compared)


def foreseen_all(session: Session, document: Document, rulings: Iterable[Ruling]) -> list[Ruling]:
    """Compare several; what is refused here stays as it is, and is refused there again."""
    compared = []
    for ruling in rulings:
        try:
            compared.append(foreseen(session, document, ruling))
        except DeclarationError:
            compared.append(ruling)
    return compared


def each(
    rulings: Iterable[Ruling], act: Callable[[Ruling], Event | None], *, covers: bool = True
) -> Several:
    """Do one after another; what is refused stays, and (``covers``) what it would have covered.

    ``act`` raises before it writes anything.
    """
    done: list[Ruling] = []
    left: list[tuple[Ruling, DeclarationError]] = []
    events: list[Event | None] = []
    refused: set[int] = set()
    for ruling in rulings:
        try:
            _check_covers(ruling, refused if covers else ())
            events.append(act(ruling))
            done.append(ruling)
        except DeclarationError as why:
            left.append((ruling, why))
            refused.update(ruling.ids)
    return Several(tuple(done), tuple(left), tuple(event.id for event in events if event))


def rule(session: Session, by: Actor, document: Document, ruling: Ruling, at: datetime) -> Event:
    """Check and carry out a ruling.

    Raises NotFound, Invalid (``verdicts``, ``outcome``, ``reason``, ``covered_by``, ``changes``,
    ``words``, ``reopening``, ``rivals``), Undecided, Stale with what stands there now, Doubtful.
    """
    return _ruled(session, by, document, ruling, at)[0]


def _ruled(
    session: Session, by: Actor, document: Document, ruling: Ruling, at: datetime
) -> tuple[Event, ...]:
    """Check the ruling and what follows for its rivals, then carry all of it out."""
    hold(session, _concerned(ruling))
    events.head(session)
    first = weighed(session, document, ruling)
    whole, others = rivals.answered(session, document, ruling)
    if whole is not ruling and len(whole.verdicts) > len(ruling.verdicts):
        first = weighed(session, document, whole)
    checked = [(whole, first, preparation(session, whole))]
    checked += [
        (other, weighed(session, document, other), preparation(session, other)) for other in others
    ]
    at = committee.moment(session, document, at)
    return tuple(_carried_out(session, by, document, each, at) for each in checked)


def _carried_out(
    session: Session, by: Actor, document: Document, checked: Checked, at: datetime
) -> Event:
    ruling, (matters, current, plan), prepared = checked
    committee.reopen_agreed(session, by, document, (current, plan), ruling.reopening, at)
    change = outcome.carry_out(session, document, current, plan, at)
    decisions = outcome.decisions(session, by, matters, change, at)
    brackets.settle(session, by, current, change, at)
    lapse(session, by, Suggestion.id.in_(ruling.ids), at)
    if prepared is not None:
        _settle_preparation(session, ruling, prepared)
    return events.record(
        session,
        by,
        EventKind.PARAGRAPH_DECIDED,
        outcome.touched(session, matters, change, decisions),
        at=at,
        audience=narrower(*(matter.suggestion.audience for matter in matters)),
        document_id=document.id,
    )


def _check_covers(ruling: Ruling, refused: Collection[int]) -> None:
    if any(verdict.covered_by_id in refused for verdict in ruling.verdicts):
        raise Stale


def _concerned(ruling: Ruling) -> tuple[int, ...]:
    """Return what a ruling may decide on: its own suggestions, and their rivals."""
    return (*ruling.ids, *(rival.suggestion_id for rival in ruling.rivals))


def hold(session: Session, ids: Iterable[int]) -> None:
    """Hold what is decided on, in the order of ids and before the journal: nobody changes it."""
    query = sa.select(Suggestion.id).where(Suggestion.id.in_(list(ids))).order_by(Suggestion.id)
    session.execute(query.with_for_update())


def weighed(session: Session, document: Document, ruling: Ruling) -> Weighed:
    """Load what a ruling decides on, and check what it makes of it. Raises as ``rule`` does."""
    matters = _matters(session, document, ruling)
    current = committee.unchanged(session, document, ruling)
    return matters, current, weigh(matters, current, ruling)


def _matters(session: Session, document: Document, ruling: Ruling) -> list[Matter]:
    """Load what is decided on, and see that it is as it was seen."""
    ids = ruling.ids
    if not ids or len(set(ids)) < len(ids):
        raise Invalid("verdicts", "missing" if not ids else "doubled")
    query = sa.select(Suggestion).where(
        Suggestion.id.in_(ids), Suggestion.document_id == document.id
    )
    rows = session.scalars(query, execution_options={"populate_existing": True})
    suggestions = {suggestion.id: suggestion for suggestion in rows}
    if len(suggestions) < len(ids):
        raise NotFound
    wordings = _wordings(session, ids)
    versions_seen = {wording.base_version_id for wording in wordings.values()} - {None}
    versions = session.scalars(sa.select(Version).where(Version.id.in_(versions_seen)))
    bases = {version.id: version for version in versions}
    matters = [
        Matter(
            suggestion=suggestions[verdict.suggestion_id],
            wording=wordings[verdict.suggestion_id],
            base=bases.get(wordings[verdict.suggestion_id].base_version_id or 0),
            outcome=verdict.outcome,
            reason=normal(verdict.reason).strip(),
            covered_by_id=verdict.covered_by_id,
            changes=verdict.changes,
        )
        for verdict in ruling.verdicts
    ]
    _check_matters(session, document, ruling, matters)
    return matters


def _wordings(session: Session, suggestion_ids: Collection[int]) -> dict[int, Wording]:
    """Return each suggestion's newest wording, by suggestion."""
    latest = newest.each(Wording.suggestion_id, Wording.suggestion_id.in_(suggestion_ids))
    rows = session.scalars(sa.select(Wording).where(Wording.id.in_(latest)))
    return {wording.suggestion_id: wording for wording in rows}


def _check_matters(
    session: Session, document: Document, ruling: Ruling, matters: Sequence[Matter]
) -> None:
    for verdict, matter in zip(ruling.verdicts, matters, strict=True):
        suggestion = matter.suggestion
        if matter.wording.id != verdict.wording_id:
            raise Stale(matter.wording)
        if suggestion.status is not Status.SUBMITTED:
            raise Stale(suggestion)
        if suggestion.paragraph_id != ruling.paragraph_id:  # a pending insertion has none
            raise Invalid("verdicts", "elsewhere")
        if matter.covered_by_id is not None:
            _check_cover(session, document, matter)
        if matter.changes is not None:
            _check_changes(session, document, matter.changes)
    if ruling.paragraph_id is None and len(matters) > 1:
        raise Invalid("verdicts", "elsewhere")
    _check_amended(session, ruling)


def _check_amended(session: Session, ruling: Ruling) -> None:
    """See that whatever would change these suggestions is decided. Raises Undecided."""
    if subamended.known(sight.procedure(session)):
        names = subamended.pending_names(session, ruling.ids)
        if names:
            raise Undecided(names)


def _check_cover(session: Session, document: Document, matter: Matter) -> None:
    cover = session.get(Suggestion, matter.covered_by_id)
    if cover is None or cover.document_id != document.id or cover.id == matter.suggestion.id:
        raise Invalid("covered_by", "unknown")


def _check_changes(session: Session, document: Document, changes: Changes) -> None:
    """See that they were changed by the committee: suggestions taken, paragraphs decided on."""
    latest = newest.decision(Decision.id, Suggestion.id).correlate(Suggestion).scalar_subquery()
    taken = (
        sa.select(Suggestion.id)
        .join(Decision, Decision.id == latest)
        .where(
            Suggestion.document_id == document.id,
            Suggestion.status == Status.DECIDED,
            Suggestion.form != SuggestionKind.GENERAL,
            Decision.outcome.in_(TAKEN),
        )
    )
    made = (
        sa.select(Suggestion.paragraph_id)
        .join(Decision, Decision.suggestion_id == Suggestion.id)
        .where(
            Suggestion.document_id == document.id,
            Decision.version_id.is_not(None) | Decision.place_id.is_not(None),
        )
    )
    for query, ids in ((taken, changes.suggestions), (made, changes.paragraphs)):
        if ids and not set(ids) <= set(session.scalars(query)):
            raise Invalid("changes", "unknown")


def preparation(session: Session, ruling: Ruling) -> Preparation | None:
    """Return what is prepared for the paragraph of a ruling, or for its one insertion or remark.

    Raises Stale where that is not what was on the screen: it would be lost unseen.
    """
    query = sa.select(Preparation)
    if ruling.paragraph_id is None:
        query = query.where(Preparation.suggestion_id == ruling.verdicts[0].suggestion_id)
    else:
        query = query.where(Preparation.paragraph_id == ruling.paragraph_id)
    prepared = session.scalars(query).first()
    if ruling.prepared not in {None, preparations.mark(prepared)}:
        raise Stale(prepared)
    return prepared


def _settle_preparation(session: Session, ruling: Ruling, prepared: Preparation) -> None:
    """Drop what was prepared for this, or what of it has been decided now."""
    stored = prepared.outcomes
    others = [outcome for outcome in stored if outcome["suggestion"] not in ruling.ids]
    begun = not stored and _pending(session, ruling)  # words, no outcome yet
    if ruling.alongside and (others or begun):
        prepared.outcomes = others
    else:
        session.delete(prepared)


def _pending(session: Session, ruling: Ruling) -> bool:
    """Whether anything on the paragraph is still to be decided."""
    query = sa.select(Suggestion.id).where(
        Suggestion.paragraph_id == ruling.paragraph_id,
        Suggestion.status == Status.SUBMITTED,
        Suggestion.id.not_in(ruling.ids),
    )
    return session.scalar(query.limit(1)) is not None
