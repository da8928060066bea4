"""What awaits the committee and the secretariat, over all texts at once."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest
from declaration.queries.people import set_up
from declaration.queries.suggesting.counts import counted
from declaration.queries.suggesting.standing import stale
from models.debate import Decision, Preparation, Suggestion, Wording
from models.document import Document, Revision
from models.people import LinkRequest
from models.vocabulary import Audience, Status


@dataclass(frozen=True, slots=True)
class DeskTasks:
    """How much lies on the desk of one document; ``prepared`` counts paragraphs, and the like.

    ``unpublished``: of what is decided, what no revision shows yet.
    """

    document: Document
    awaiting: int
    older: int
    decided: int
    unpublished: int
    prepared: int

    @property
    def asked(self) -> int:
        """Count what was asked and not taken back."""
        return self.awaiting + self.decided


@dataclass(frozen=True, slots=True)
class SecretariatTasks:
    """What the secretariat has to look after: people who ask for a link, and how many take part.

    ``hidden``: suggestions that were handed in while the debate was closed; ``newest``: the ordinal
    of the newest revision, 0 for zero drafts.
    """

    requests: int
    hidden: int
    newest: int | None


def piles(session: Session) -> tuple[DeskTasks, ...]:
    """Return every document's, in their order; the committee's own changes left out.

    One statement.
    """
    decided = Suggestion.status == Status.DECIDED
    asked = (
        sa.select(
            Suggestion.document_id,
            (Suggestion.status == Status.SUBMITTED).label("awaits"),
            ((Suggestion.status == Status.SUBMITTED) & stale()).label("older"),
            decided.label("decided"),
            (decided & _unpublished()).label("unpublished"),
        )
        .select_from(Suggestion)
        .join(Wording, newest.its_wording())
        .join(Document, Document.id == Suggestion.document_id)
        .where(counted())
        .subquery()
    )
    prepared = (
        sa.select(sa.func.count())
        .select_from(Preparation)
        .where(Preparation.document_id == Document.id)
        .correlate(Document)
        .scalar_subquery()
    )
    flags = (asked.c.awaits, asked.c.older, asked.c.decided, asked.c.unpublished)
    counts = (sa.func.count(sa.case((flag, 1))) for flag in flags)
    query = (
        sa.select(Document, *counts, prepared)
        .outerjoin(asked, asked.c.document_id == Document.id)
        .group_by(Document.id)
        .order_by(Document.position, Document.id)
    )
    return tuple(DeskTasks(document, *numbers) for document, *numbers in session.execute(query))


def _unpublished() -> sa.ColumnElement[bool]:
    """Limit decided suggestions to those decided on after the newest revision, if there is one."""
    at = newest.decision(Decision.created_at, Suggestion.id).correlate(Suggestion)
    published = newest.revision(Revision.published_at, Suggestion.document_id).correlate(Suggestion)
    since = at.scalar_subquery() > published.scalar_subquery()
    return sa.func.coalesce(since, sa.true())


def office(session: Session) -> SecretariatTasks:
    """Return what the secretariat has to look after. One statement."""
    requests = sa.select(sa.func.count(LinkRequest.id)).where(LinkRequest.answered_at.is_(None))
    counts = (requests, _hidden(), set_up.newest())
    row = session.execute(sa.select(*(count.scalar_subquery() for count in counts))).one()
    return SecretariatTasks(*row)


def hidden(session: Session) -> int:
    """Count the suggestions that the public will not read even while the debate is open.

    They were handed in while it was closed, and were promised so. One statement.
    """
    return session.scalar(_hidden()) or 0


def _hidden() -> sa.Select[int]:
    return (
        sa.select(sa.func.count(Suggestion.id))
        .join(Document, Document.id == Suggestion.document_id)
        .where(
            Suggestion.audience == Audience.PARTICIPANTS,
            Suggestion.status != Status.WITHDRAWN,
            Document.rehearsal.is_(False),
        )
    )
