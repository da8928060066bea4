"""Packages: a delegation tables suggestions together, adds to them, takes out, dissolves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.amending import together
from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.errors import Invalid, NotFound, Stale
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.rules import Actor, Case, require
from declaration.text import normal
from declaration.verbs import Verb
from models.amending import Package, PackageMember
from models.debate import Draft, Suggestion
from models.document import Document
from models.vocabulary import Audience, EventKind, Status

MAX_TITLE = 200  # characters


@dataclass(frozen=True, slots=True)
class Tabling:
    """What a package is called, and why its suggestions belong together.

    ``promised``: whom the form named as its readers.
    """

    title: str
    reason: str = ""
    language: str = "en"
    promised: Audience = Audience.OPENED


def table(
    session: Session,
    by: Actor,
    document: Document,
    ids: Collection[int],
    tabling: Tabling,
    *,
    at: datetime,
) -> Package:
    """Table pending suggestions of one's own as a package.

    Raises NotFound, NotAllowed, Invalid (``suggestions``: few, packaged; ``title``, ``reason``).
    """
    suggestions = together.held(session, document, ids)
    _require(session, by, document, suggestions, at)
    together.check_enough(suggestions)
    together.check_free(session, PackageMember, suggestions, "packaged")
    last = sa.select(sa.func.max(Package.number)).where(Package.document_id == document.id)
    package = Package(
        document_id=document.id,
        delegation_id=by.delegation_id,
        number=(session.scalar(last) or 0) + 1,
        **_written(tabling),
        person_id=by.person_id,
        capacity=by.capacity,
        audience=narrower(
            debated(session, document),
            tabling.promised,
            *(suggestion.audience for suggestion in suggestions),
        ),
        created_at=at,
    )
    session.add(package)
    session.flush()
    _add(session, by, package, suggestions, at)
    _record(session, by, EventKind.PACKAGE_TABLED, package, suggestions, at)
    return package


def submit(
    session: Session,
    by: Actor,
    document: Document,
    drafts: Sequence[Draft],
    tabling: Tabling,
    *,
    at: datetime,
) -> Package:
    """Submit drafts that are ready, and table them as a package in the same act."""
    if any(draft.document_id != document.id for draft in drafts):
        raise NotFound
    handed_in = suggesting.submit_ready(session, by, drafts, promised=tabling.promised, at=at)
    return table(session, by, document, [row.id for row in handed_in], tabling, at=at)


def join(
    session: Session, by: Actor, package: Package, ids: Collection[int], *, at: datetime
) -> None:
    """Add pending suggestions of one's own to a package.

    Raises as ``table`` does, and Stale where it has been dissolved.
    """
    document = session.get_one(Document, package.document_id)
    suggestions = together.held(session, document, ids)
    _open(session, by, package)
    _require(session, by, document, suggestions, at)
    together.check_free(session, PackageMember, suggestions, "packaged")
    _add(session, by, package, suggestions, at)
    _record(session, by, EventKind.PACKAGE_CHANGED, package, suggestions, at)


def take_out(
    session: Session, by: Actor, package: Package, suggestion: Suggestion, *, at: datetime
) -> None:
    """Take a pending suggestion out; where one alone would stay, the package is dissolved.

    Raises Stale where it has left already, NotAllowed once it is decided.
    """
    document = session.get_one(Document, package.document_id)
    suggestions = together.held(session, document, [suggestion.id])
    _open(session, by, package)
    _require(session, by, document, suggestions, at)
    going = together.leaving(_inside(session, package), suggestion)
    if len(going) > 1:
        _dissolve(session, by, package, going, at)
        return
    together.leave(going, at)
    _record(session, by, EventKind.PACKAGE_CHANGED, package, suggestions, at)


def dissolve(session: Session, by: Actor, package: Package, *, at: datetime) -> None:
    """Dissolve a package of which nothing has been decided yet; its suggestions stay.

    Raises Stale where it has been dissolved, NotAllowed once one of them is decided.
    """
    document = session.get_one(Document, package.document_id)
    ids = {row.suggestion_id for row in _inside(session, package)}
    suggestions = together.held(session, document, sorted(ids)) if ids else []
    _open(session, by, package)
    own = Case(stage=document.stage, own=True, procedure=sight.procedure(session))
    require(by, Verb.TABLE_PACKAGE, own)
    standing = [each for each in suggestions if each.status is not Status.WITHDRAWN]
    _require(session, by, document, standing, at)
    members = _inside(session, package)
    if {row.suggestion_id for row in members} != ids:  # somebody joined before this was held
        raise Stale(package)
    _dissolve(session, by, package, members, at)


def _require(
    session: Session,
    by: Actor,
    document: Document,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> None:
    parts = sight.procedure(session)
    for suggestion in suggestions:
        case = suggesting.case(by, suggestion, document, at)
        require(by, Verb.TABLE_PACKAGE, replace(case, procedure=parts))


def _open(session: Session, by: Actor, package: Package) -> None:
    """See that the package is the actor's, and has not been dissolved."""
    session.refresh(package)
    if package.delegation_id != by.delegation_id:
        raise NotFound
    if package.dissolved_at is not None:
        raise Stale(package)


def _written(tabling: Tabling) -> dict[str, str]:
    title = " ".join(normal(tabling.title).split())
    reason = normal(tabling.reason).strip()
    if not title:
        raise Invalid("title", "missing")
    if len(title) > MAX_TITLE:
        raise Invalid("title", "long")
    if not LANGUAGE.fullmatch(tabling.language):
        raise Invalid("language", "unknown")
    check_length(reason)
    return {"title": title, "reason": reason, "language": tabling.language}


def _inside(session: Session, package: Package) -> Sequence[PackageMember]:
    return together.inside(session, PackageMember, PackageMember.package_id, package.id)


def _add(
    session: Session,
    by: Actor,
    package: Package,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> None:
    session.add_all(
        together.added(by, PackageMember, PackageMember.package_id, package.id, suggestions, at)
    )


def _dissolve(
    session: Session, by: Actor, package: Package, members: Sequence[PackageMember], at: datetime
) -> None:
    together.leave(members, at)
    package.dissolved_at = at
    ids = [row.suggestion_id for row in members]
    suggestions = session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(ids))).all()
    _record(session, by, EventKind.PACKAGE_DISSOLVED, package, suggestions, at)


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    package: Package,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> None:
    session.flush()
    events.record(
        session,
        by,
        kind,
        [package, *together.subjects(suggestions)],
        at=at,
        audience=narrower(package.audience, *(each.audience for each in suggestions)),
        document_id=package.document_id,
        payload={"package": package.number},
    )
