"""Prepare: what the committee's members propose to decide, until it is released."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import decisions, rivals
from declaration.actions.deciding.doubts import Doubts
from declaration.actions.deciding.verdicts import Changes, Ruling, Verdict
from declaration.errors import Invalid, NotFound, Stale
from declaration.queries import sight
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.debate import Preparation, Suggestion
from models.document import Document, Paragraph
from models.journal import Event
from models.vocabulary import Outcome


def prepare(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> Preparation:
    """Save a ruling for this paragraph, finished or not; one a paragraph, the newest counts.

    Raises Stale where somebody else has prepared it since it was on the screen.
    """
    require(by, Verb.PREPARE, sight.case(session, document))
    _check_subject(session, document, ruling)
    earlier = decisions.preparation(session, ruling)
    return _save(session, by, earlier or Preparation(document_id=document.id), ruling, at)


def prepare_all(
    session: Session, by: Actor, document: Document, rulings: Sequence[Ruling], *, at: datetime
) -> decisions.Several:
    """Prepare on several paragraphs, each by itself, beside what is prepared there already.

    What is prepared already, or has changed since it was seen, stays and is reported.
    """
    require(by, Verb.PREPARE, sight.case(session, document))

    def add(ruling: Ruling) -> None:
        decisions.foreseen(session, document, ruling)
        earlier = decisions.preparation(session, ruling)
        if earlier is None:
            _save(session, by, Preparation(document_id=document.id), ruling, at)
        else:
            _save(session, by, earlier, _joined(earlier, ruling), at)

    return decisions.each(rulings, add)


def foresee_all(session: Session, document: Document) -> dict[int, Doubts | None]:
    """Compare all that was prepared with its outcomes, before the write transaction."""
    rows = _all(session, document)
    rulings = decisions.foreseen_all(session, document, map(prepared, rows))
    return {row.id: ruling.compared for row, ruling in zip(rows, rulings, strict=True)}


def release_all(
    session: Session,
    by: Actor,
    document: Document,
    *,
    compared: Mapping[int, Doubts | None] = MappingProxyType({}),
    seen: Mapping[int, str] | None = None,
    at: datetime,
) -> decisions.Several:
    """Decide all that was prepared, each by itself: what cannot be stays, and is reported.

    ``compared``: what ``foresee_all`` found. ``seen``: only these, by id, and each as its ``mark``
    says it was; None = all, unchecked.
    """
    require(by, Verb.RELEASE, sight.case(session, document))
    rulings = [
        replace(
            prepared(row),
            compared=compared.get(row.id),
            prepared=None if seen is None else seen[row.id],
        )
        for row in _all(session, document)
        if seen is None or row.id in seen
    ]
    done: list[Ruling] = []

    def rule(ruling: Ruling) -> Event:
        """Decide; what was decided before in the same act is an answer to what it excludes."""
        event = decisions.rule(session, by, document, rivals.elsewhere(ruling, done), at)
        done.append(ruling)
        return event

    return _in_two_turns(rulings, rule)


def _in_two_turns(rulings: Sequence[Ruling], rule: Callable[[Ruling], Event]) -> decisions.Several:
    """Decide on each; then again on what asked about others, which may be answered since."""
    first = decisions.each(rulings, rule, covers=False)
    asking = [ruling for ruling, why in first.left if rivals.asks(why)]
    if not asking:
        return first
    second = decisions.each(asking, rule, covers=False)
    left = [each for each in first.left if each[0] not in asking]
    return decisions.Several(
        (*first.done, *second.done),
        (*left, *second.left),
        (*first.event_ids, *second.event_ids),
    )


def prepared(preparation: Preparation) -> Ruling:
    """Return the ruling that a preparation keeps."""
    return Ruling(
        verdicts=[_verdict(stored) for stored in preparation.outcomes],
        paragraph_id=preparation.paragraph_id,
        words=preparation.words or None,
        base_version_id=preparation.base_version_id,
        base_place_id=preparation.base_place_id,
    )


def _all(session: Session, document: Document) -> Sequence[Preparation]:
    query = sa.select(Preparation).where(Preparation.document_id == document.id)
    return session.scalars(query.order_by(Preparation.id)).all()


def _save(
    session: Session, by: Actor, preparation: Preparation, ruling: Ruling, at: datetime
) -> Preparation:
    if ruling.paragraph_id is None:
        preparation.suggestion_id = ruling.verdicts[0].suggestion_id
    preparation.paragraph_id = ruling.paragraph_id
    preparation.base_version_id = ruling.base_version_id
    preparation.base_place_id = ruling.base_place_id
    preparation.words = ruling.words or ""
    preparation.outcomes = [_stored(verdict) for verdict in ruling.verdicts]
    preparation.person_id = by.person_id
    preparation.updated_at = at
    session.add(preparation)
    session.flush()
    return preparation


def _joined(preparation: Preparation, ruling: Ruling) -> Ruling:
    """Add verdicts to what somebody has prepared. Raises Stale where the two do not go together."""
    earlier = prepared(preparation)
    bases = (earlier.base_version_id, earlier.base_place_id)
    same = bases == (ruling.base_version_id, ruling.base_place_id)
    if set(earlier.ids) & set(ruling.ids) or ruling.words is not None or not same:
        raise Stale(preparation)
    return replace(earlier, verdicts=[*earlier.verdicts, *ruling.verdicts])


def _check_subject(session: Session, document: Document, ruling: Ruling) -> None:
    if ruling.paragraph_id is None and len(ruling.verdicts) != 1:
        raise Invalid("verdicts", "missing" if not ruling.verdicts else "elsewhere")
    if ruling.paragraph_id is not None:
        paragraph = session.get(Paragraph, ruling.paragraph_id)
        if paragraph is None or paragraph.document_id != document.id:
            raise NotFound
    count = sa.select(sa.func.count(Suggestion.id)).where(
        Suggestion.id.in_(ruling.ids), Suggestion.document_id == document.id
    )
    if session.scalar(count) != len(set(ruling.ids)):
        raise NotFound


def _stored(verdict: Verdict) -> dict[str, Any]:
    return {
        "suggestion": verdict.suggestion_id,
        "wording": verdict.wording_id,
        "outcome": verdict.outcome.value,
        "reason": verdict.reason,
        "covered_by": verdict.covered_by_id,
        "changes": verdict.changes.ids if verdict.changes else None,
    }


def _verdict(stored: dict[str, Any]) -> Verdict:
    return Verdict(
        suggestion_id=stored["suggestion"],
        wording_id=stored["wording"],
        outcome=Outcome(stored["outcome"]),
        reason=stored["reason"],
        covered_by_id=stored["covered_by"],
        changes=_changes(stored.get("changes")),  # prepared before it was asked: none
    )


def _changes(stored: Mapping[str, Sequence[int]] | None) -> Changes | None:
    if stored is None:
        return None
    return Changes(tuple(stored["suggestions"]), tuple(stored["paragraphs"]))
