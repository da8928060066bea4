"""Prepare: what the committee's members propose to decide, until it is released."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee
from declaration.actions.deciding.decisions import (
    Ruling,
    Several,
    Verdict,
    about,
    each,
    foreseen,
    rule,
)
from declaration.actions.deciding.doubts import Doubts
from declaration.errors import DeclarationError, Invalid, NotFound, Stale
from declaration.rules import Actor, Verb, require
from models.debate import Preparation, Suggestion
from models.document import Document, Paragraph
from models.journal import Event
from models.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Released:
    """What became of all preparations of a document: the events, and what stays, with why."""

    events: tuple[Event, ...]
    left: tuple[tuple[Preparation, DeclarationError], ...]


def prepare(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> Preparation:
    """Save a ruling for this paragraph, finished or not; one a paragraph, the newest counts."""
    require(by, Verb.PREPARE, committee.case(session, document))
    _check_subject(session, document, ruling)
    preparation = _existing(session, ruling) or Preparation(document_id=document.id)
    return _save(session, by, preparation, ruling, at)


def prepare_all(
    session: Session, by: Actor, document: Document, rulings: Sequence[Ruling], *, at: datetime
) -> Several:
    """Prepare on several paragraphs, each by itself, beside what is prepared there already.

    What is prepared already, or has changed since it was seen, stays and is reported.
    """
    require(by, Verb.PREPARE, committee.case(session, document))

    def add(ruling: Ruling) -> None:
        foreseen(session, document, ruling)
        preparation = _existing(session, ruling)
        if preparation is None:
            _save(session, by, Preparation(document_id=document.id), ruling, at)
        else:
            _join(session, by, preparation, ruling, at)

    return each(rulings, add)


def discard(session: Session, by: Actor, preparation: Preparation, *, at: datetime) -> None:  # noqa: ARG001
    """Drop a preparation; no event, for nobody else could read it."""
    document = session.get_one(Document, preparation.document_id)
    require(by, Verb.PREPARE, committee.case(session, document))
    session.delete(preparation)
    session.flush()


def release(
    session: Session,
    by: Actor,
    preparation: Preparation,
    *,
    confirmed: bool = False,
    at: datetime,
) -> Event:
    """Decide what was prepared, checked again; the preparation is gone then."""
    document = session.get_one(Document, preparation.document_id)
    require(by, Verb.RELEASE, committee.case(session, document))
    return rule(session, by, document, prepared(preparation, confirmed=confirmed), at)


def foresee_all(session: Session, document: Document) -> dict[int, Doubts | None]:
    """Compare all that was prepared with its outcomes, before the write transaction."""
    compared: dict[int, Doubts | None] = {}
    for preparation in _all(session, document):
        with suppress(DeclarationError):  # which keeps it from being released, too
            compared[preparation.id] = foreseen(session, document, prepared(preparation)).compared
    return compared


def release_all(
    session: Session,
    by: Actor,
    document: Document,
    *,
    compared: Mapping[int, Doubts | None] = MappingProxyType({}),
    at: datetime,
) -> Released:
    """Decide all that was prepared, each by itself: what cannot be stays, and is reported.

    ``compared``: what ``foresee_all`` found.
    """
    require(by, Verb.RELEASE, committee.case(session, document))
    events: list[Event] = []
    left: list[tuple[Preparation, DeclarationError]] = []
    for preparation in _all(session, document):
        ruling = replace(prepared(preparation), compared=compared.get(preparation.id))
        try:
            events.append(rule(session, by, document, ruling, at))
        except DeclarationError as why:  # raised before anything is written
            left.append((preparation, why))
    return Released(tuple(events), tuple(left))


def prepared(preparation: Preparation, *, confirmed: bool = False) -> Ruling:
    """Return the ruling that a preparation keeps."""
    return Ruling(
        verdicts=[_verdict(stored) for stored in preparation.outcomes],
        paragraph_id=preparation.paragraph_id,
        words=preparation.words or None,
        base_version_id=preparation.base_version_id,
        base_place_id=preparation.base_place_id,
        confirmed=confirmed,
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


def _join(
    session: Session, by: Actor, preparation: Preparation, ruling: Ruling, at: datetime
) -> None:
    """Add verdicts to what somebody has prepared. Raises Stale where the two do not go together."""
    prepared = {stored["suggestion"] for stored in preparation.outcomes}
    bases = (preparation.base_version_id, preparation.base_place_id)
    same = bases == (ruling.base_version_id, ruling.base_place_id)
    if prepared & set(ruling.ids) or ruling.words is not None or not same:
        raise Stale(preparation)
    preparation.outcomes = [*preparation.outcomes, *map(_stored, ruling.verdicts)]
    preparation.person_id = by.person_id
    preparation.updated_at = at
    session.flush()


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


def _existing(session: Session, ruling: Ruling) -> Preparation | None:
    return session.scalars(sa.select(Preparation).where(about(ruling))).first()


def _stored(verdict: Verdict) -> dict[str, Any]:
    return {
        "suggestion": verdict.suggestion_id,
        "wording": verdict.wording_id,
        "outcome": verdict.outcome.value,
        "reason": verdict.reason,
        "covered_by": verdict.covered_by_id,
    }


def _verdict(stored: dict[str, Any]) -> Verdict:
    return Verdict(
        suggestion_id=stored["suggestion"],
        wording_id=stored["wording"],
        outcome=Outcome(stored["outcome"]),
        reason=stored["reason"],
        covered_by_id=stored["covered_by"],
    )
