"""Comments as threads, each with what became of the words it was made on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Passage
from declaration.queries import newest, sight
from declaration.queries.entered import Entered, entered
from declaration.rules import Actor
from declaration.text import Quote, locate, plain
from models.debate import Comment, Suggestion, Wording
from models.discs import Disc
from models.document import Document, Paragraph, Version
from models.negotiation import Entry
from models.people import Delegation, Person
from models.vocabulary import Audience, Capacity

REMARKS = (
    sa.select(
        Comment,
        Version,
        Delegation,
        newest.wording(Wording.id, Comment.suggestion_id).correlate(Comment).scalar_subquery(),
        Entry,
        Person.name,  # of a note: the committee is told who of it writes
    )
    .outerjoin(
        Person,
        (Person.id == Comment.person_id) & (Comment.audience == Audience.COMMITTEE),
    )
    .outerjoin(Version, Version.id == Comment.version_id)
    .outerjoin(Delegation, Delegation.id == Comment.delegation_id)
    .outerjoin(Entry, Entry.comment_id == Comment.id)
    .order_by(Comment.id)
)
WHEREABOUTS = (  # built once: every comment that is made asks for it
    sa.select(Document.slug, Paragraph.uid, Suggestion.number)
    .select_from(Comment)
    .join(Document, Document.id == Comment.document_id)
    .outerjoin(Paragraph, Paragraph.id == Comment.paragraph_id)
    .outerjoin(Suggestion, Suggestion.id == Comment.suggestion_id)
    .where(Comment.id == sa.bindparam("comment"))
)


class Anchor(StrEnum):
    """Where the words stand on which a comment was made. Computed; the four sum to all.

    Without a quote: anchored to the same words, changed where these were reworded since.
    """

    ANCHORED = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class AnchoredComment:
    """A comment as shown; ``words`` and ``quote`` are empty where it was taken back or redacted.

    ``start`` and ``end`` are where the quote stands in the current words as displayed, 0 and 0
    if orphaned. ``internal``: not for all who see the debate; ``note``: the committee's alone,
    which is told the ``writer``.
    ``delegation`` is empty for committee and secretariat; ``own``: see ``is_own``.
    """

    id: int
    paragraph_id: int | None
    suggestion_id: int | None
    delegation: str
    delegation_slug: str
    capacity: Capacity
    own: bool
    internal: bool
    words: str
    language: str
    quote: str
    anchor: Anchor
    start: int
    end: int
    created_at: datetime
    resolved: bool
    withdrawn: bool
    redacted: bool
    disc: Disc | None = None  # of the delegation
    note: bool = False
    entered: Entered | None = None  # by an official, for the delegation
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, in the order in which they were made."""

    comment: AnchoredComment
    answers: tuple[AnchoredComment, ...] = ()


def is_own(actor: Actor, comment: Comment) -> bool:
    """Whether a comment is the actor's to take back: the delegation's, or an official's own."""
    if actor.capacity is Capacity.DELEGATION:
        return comment.delegation_id == actor.delegation_id
    return comment.person_id == actor.person_id and comment.capacity is actor.capacity


def on_paragraph(session: Session, reader: sight.Reader, now: Passage) -> tuple[Thread, ...]:
    """Return what is said on a paragraph, against its rolling passage. One statement."""
    limit = Comment.paragraph_id == now.paragraph_id
    return _threads(session, reader, limit, {now.paragraph_id: now})


def on_suggestion(session: Session, reader: sight.Reader, suggestion_id: int) -> tuple[Thread, ...]:
    """Return what is said on a suggestion. One statement."""
    return _threads(session, reader, Comment.suggestion_id == suggestion_id, {})


def on_suggestions(
    session: Session, reader: sight.Reader, ids: Collection[int]
) -> dict[int, list[AnchoredComment]]:
    """Return what stands there to be read on several suggestions, by id. One statement."""
    by_suggestion: dict[int, list[AnchoredComment]] = {}
    for thread in _threads(session, reader, Comment.suggestion_id.in_(ids), {}):
        for remark in (thread.comment, *thread.answers):
            if remark.words and remark.suggestion_id is not None:
                by_suggestion.setdefault(remark.suggestion_id, []).append(remark)
    return {
        key: sorted(remarks, key=lambda remark: remark.id) for key, remarks in by_suggestion.items()
    }


def open_counts(
    session: Session, reader: sight.Reader, document: Document
) -> dict[int, tuple[int, int]]:
    """Count the comments on each suggestion that are not resolved, without answers, and the notes.

    One statement.
    """
    notes = Comment.audience == Audience.COMMITTEE
    counts = (sa.func.count(Comment.id).filter(part) for part in (~notes, notes))
    query = (
        sa.select(Comment.suggestion_id, *counts)
        .where(
            Comment.document_id == document.id,
            Comment.suggestion_id.is_not(None),
            Comment.parent_id.is_(None),
            Comment.withdrawn_at.is_(None),
            Comment.resolved_at.is_(None),
            Comment.redacted.is_(False),
            sight.comments(reader),
        )
        .group_by(Comment.suggestion_id)
    )
    return {row[0] or 0: (row[1], row[2]) for row in session.execute(query)}


def notes(
    session: Session, reader: sight.Reader, now: Passage | None, ids: Collection[int]
) -> tuple[Thread, ...]:
    """Return the committee's notes on a paragraph, if there is one, and on suggestions.

    One statement.
    """
    on_paragraph = Comment.paragraph_id == now.paragraph_id if now else sa.false()
    limit = (Comment.audience == Audience.COMMITTEE) & (
        on_paragraph | Comment.suggestion_id.in_(ids)
    )
    return _threads(session, reader, limit, {now.paragraph_id: now} if now else {})


def everywhere(
    session: Session,
    reader: sight.Reader,
    document: Document,
    passages: Mapping[int, Passage],
) -> tuple[Thread, ...]:
    """Return all that is said on a document; ``passages`` by paragraph id. One statement."""
    return _threads(session, reader, Comment.document_id == document.id, passages)


def whereabouts(session: Session, comment: Comment) -> tuple[str, str | None, int | None]:
    """Return the document's slug, the paragraph's uid and the suggestion's number.

    One statement.
    """
    slug, uid, number = session.execute(WHEREABOUTS, {"comment": comment.id}).one()
    return slug, uid, number


def comment(session: Session, reader: sight.Reader, comment_id: int) -> Comment:
    """Return one comment, through what the reader may see. One statement."""
    query = sa.select(Comment).where(Comment.id == comment_id, sight.comments(reader))
    return sight.existing(session.scalar(query))


def _threads(
    session: Session,
    reader: sight.Reader,
    limit: sa.ColumnElement[bool],
    passages: Mapping[int, Passage],
) -> tuple[Thread, ...]:
    rows = session.execute(REMARKS.where(limit, sight.comments(reader))).all()
    return tuple(_joined((_remarked(row, reader, passages), row[0].parent_id) for row in rows))


def _joined(remarks: Iterable[tuple[AnchoredComment, int | None]]) -> list[Thread]:
    """Put answers under their comment; one whose comment is not the reader's stands alone."""
    threads: dict[int, Thread] = {}
    for remark, parent in remarks:
        if parent in threads:
            above = threads[parent]
            threads[parent] = Thread(above.comment, (*above.answers, remark))
        else:
            threads[remark.id] = Thread(remark)
    return list(threads.values())


def _remarked(
    row: sa.Row[Comment, Version, Delegation, int, Entry, str | None],
    reader: sight.Reader,
    passages: Mapping[int, Passage],
) -> AnchoredComment:
    comment, version, delegation, newest_wording, entry, writer = row
    where, start, end = anchored(comment, version, newest_wording, passages)
    gone = comment.withdrawn_at is not None or comment.redacted
    return AnchoredComment(
        id=comment.id,
        paragraph_id=comment.paragraph_id,
        suggestion_id=comment.suggestion_id,
        delegation=delegation.name if delegation else "",
        delegation_slug=delegation.slug if delegation else "",
        capacity=comment.capacity,
        own=is_own(reader.actor, comment),
        internal=comment.audience in {Audience.DELEGATION, Audience.COMMITTEE},
        note=comment.audience is Audience.COMMITTEE,
        writer=writer or "",
        words="" if gone else comment.words,
        language=comment.language,
        quote="" if gone else comment.quote,
        anchor=where,
        start=start,
        end=end,
        created_at=comment.created_at,
        resolved=comment.resolved_at is not None,
        withdrawn=comment.withdrawn_at is not None,
        disc=delegation.disc if delegation else None,
        redacted=comment.redacted,
        entered=entered(entry),
    )


def anchored(
    comment: Comment,
    version: Version | None,
    newest_wording: int | None,
    passages: Mapping[int, Passage],
) -> tuple[Anchor, int, int]:
    """Find what a comment is on in a text: ``version`` and ``passages`` have the words."""
    if comment.paragraph_id is None:
        same = comment.wording_id == newest_wording
        return (Anchor.ANCHORED if same else Anchor.CHANGED), 0, 0
    now = passages.get(comment.paragraph_id)
    if now is None or not now.live or version is None:
        return Anchor.ORPHANED, 0, 0
    if comment.quote:
        quote = Quote(
            comment.quote,
            comment.quote_prefix,
            comment.quote_suffix,
            comment.quote_start,
            comment.quote_end,
        )
        located = locate(quote, plain(version.words), plain(now.words))
        return Anchor(located.outcome), located.start, located.end
    same = version.words == now.words
    return (Anchor.ANCHORED if same else Anchor.CHANGED), 0, 0
