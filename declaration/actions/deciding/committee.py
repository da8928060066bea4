"""What the committee's acts share: the moment, the paragraph as seen, what is reopened."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from declaration.actions.deciding import outcome
from declaration.actions.deciding.verdicts import Plan, Ruling
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.writing import agreed, paragraphs
from declaration.errors import Stale
from declaration.queries.reading import texts
from declaration.rules import Actor
from models.document import Document


def moment(session: Session, document: Document, at: datetime) -> datetime:
    """Return when an act happens that had to wait: never before the latest revision.

    What a decision made is in the revisions after it, and can be reopened until then.
    """
    revision = texts.newest_revision(session, document.id)
    if revision is None or revision.published_at <= at:
        return at
    return revision.published_at + timedelta(microseconds=1)


def reopen_agreed(
    session: Session,
    by: Actor,
    document: Document,
    planned: tuple[paragraphs.CurrentParagraph | None, Plan],
    reason: str,
    at: datetime,
) -> None:
    """Reopen what is agreed, before a plan changes it. Raises Invalid (``reopening``)."""
    changing = outcome.changing(session, document, *planned)
    if changing:
        agreed.reopen(session, by, agreed.standing(session, document), changing, reason, at)


def unchanged(
    session: Session, document: Document, seen: Ruling | Amendment
) -> paragraphs.CurrentParagraph | None:
    """Return the paragraph as it stands now; None without one.

    Raises Stale where that is not the version or the place that was seen on the screen.
    """
    if seen.paragraph_id is None:
        return None
    current = paragraphs.current(session, document, seen.paragraph_id)
    if seen.base_version_id not in {None, current.version.id}:
        raise Stale(current.version)
    if seen.base_place_id not in {None, current.place.id}:
        raise Stale(current.place)
    return current
