"""Comments as threads, each with what became of the words it was made on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Passage
from declaration.queries import newest, sight
from declaration.queries.sight import Reader
from declaration.rules import Actor
from declaration.text import Quote, locate, plain
from models.debate import Comment, Suggestion, Wording
from models.document import Document, Paragraph, Version
from models.people import Delegation
from models.vocabulary import Audience, Capacity

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
class Remarked:
    """A comment as shown; ``words`` and ``quote`` are empty where it was taken back or redacted.

    ``start`` and ``end`` are where the quote stands in the current words as displayed, 0 and 0
    if orphaned. ``delegation`` is empty for committee and secretariat; ``own``: see ``is_own``.
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


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, in the order in which they were made."""

    comment: Remarked
    answers: tuple[Remarked, ...] = ()


def is_own(actor: Actor, comment: Comment) -> bool:
    """Whether a comment is the actor's to take back: the delegation's, or an official's own."""
    if actor.capacity is Capacity.DELEGATION:
        return comment.delegation_id == actor.delegation_id
    return comment.person_id == actor.person_id and comment.capacity is actor.capacity


def on_paragraph(session: Session, reader: Reader, now: Passage) -> tuple[Thread, ...]:
    """Return what is said on a paragraph, against its rolling passage. One statement."""
    passages = {now.paragraph_id: now}
    limit = Comment.paragraph_id == now.paragraph_id
    return _threads(session, reader, limit, passages)


def on_suggestion(session: Session, reader: Reader, suggestion_id: int) -> tuple[Thread, ...]:
    """Return what is said on a suggestion. One statement."""
    limit = Comment.suggestion_id == suggestion_id
    return _threads(session, reader, limit, {})


def on_suggestions(
    session: Session, reader: Reader, ids: Collection[int]
) -> dict[int, list[Remarked]]:
    """Return what stands there to be read on several suggestions, by id. One statement."""
    limit = Comment.suggestion_id.in_(ids)
    found: dict[int, list[Remarked]] = {}
    for thread in _threads(session, reader, limit, {}):
        for one in (thread.comment, *thread.answers):
            if one.words and one.suggestion_id is not None:
                found.setdefault(one.suggestion_id, []).append(one)
    return {key: sorted(said, key=lambda one: one.id) for key, said in found.items()}


def on_the_whole(session: Session, reader: Reader, document: Document) -> tuple[Thread, ...]:
    """Return what is said on the text as a whole. One statement."""
    limit = sa.and_(
        Comment.document_id == document.id,
        Comment.paragraph_id.is_(None),
        Comment.suggestion_id.is_(None),
    )
    return _threads(session, reader, limit, {})


def everywhere(
    session: Session,
    reader: Reader,
    document: Document,
    passages: Mapping[int, Passage],
) -> tuple[Thread, ...]:
    """Return all that is said on a document; ``passages`` by paragraph id. One statement."""
    limit = Comment.document_id == document.id
    return _threads(session, reader, limit, passages)


def whereabouts(session: Session, comment: Comment) -> tuple[str, str | None, int | None]:
    """Return the document's slug, the paragraph's uid and the suggestion's number.

    One statement.
    """
    slug, uid, number = session.execute(WHEREABOUTS, {"comment": comment.id}).one()
    return slug, uid, number


def comment(session: Session, reader: Reader, comment_id: int) -> Comment:
    """Return one comment, through what the reader may see. One statement."""
    limits = Comment.id == comment_id, sight.comments(reader)
    found = session.scalars(sa.select(Comment).where(*limits)).first()
    if found is None:
        raise NotFound
    return found


def _threads(
    session: Session,
    reader: Reader,
    limit: sa.ColumnElement[bool],
    passages: Mapping[int, Passage],
) -> tuple[Thread, ...]:
    wording = newest.wording(Wording.id, Comment.suggestion_id).correlate(Comment)
    query = (
        sa.select(Comment, Version, Delegation, wording.scalar_subquery())
        .outerjoin(Version, Version.id == Comment.version_id)
        .outerjoin(Delegation, Delegation.id == Comment.delegation_id)
        .where(limit, sight.comments(reader))
        .order_by(Comment.id)
    )
    rows = session.execute(query).all()
    return tuple(_joined((_remarked(row, reader, passages), row[0].parent_id) for row in rows))


def _joined(remarks: Iterable[tuple[Remarked, int | None]]) -> list[Thread]:
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
    row: sa.Row[Comment, Version, Delegation, int],
    reader: Reader,
    passages: Mapping[int, Passage],
) -> Remarked:
    one, version, delegation, newest_wording = row
    anchor, start, end = _anchor(one, version, newest_wording, passages)
    gone = one.withdrawn_at is not None or one.redacted
    return Remarked(
        id=one.id,
        paragraph_id=one.paragraph_id,
        suggestion_id=one.suggestion_id,
        delegation=delegation.name if delegation else "",
        delegation_slug=delegation.slug if delegation else "",
        capacity=one.capacity,
        own=is_own(reader.actor, one),
        internal=one.audience is Audience.DELEGATION,
        words="" if gone else one.words,
        language=one.language,
        quote="" if gone else one.quote,
        anchor=anchor,
        start=start,
        end=end,
        created_at=one.created_at,
        resolved=one.resolved_at is not None,
        withdrawn=one.withdrawn_at is not None,
        redacted=one.redacted,
    )


def _anchor(
    one: Comment,
    version: Version | None,
    newest_wording: int | None,
    passages: Mapping[int, Passage],
) -> tuple[Anchor, int, int]:
    if one.paragraph_id is None:
        same = one.wording_id == newest_wording
        return (Anchor.ANCHORED if same else Anchor.CHANGED), 0, 0
    now = passages.get(one.paragraph_id)
    if now is None or not now.live or version is None:
        return Anchor.ORPHANED, 0, 0
    if one.quote:
        quote = Quote(one.quote, one.quote_prefix, one.quote_suffix, one.quote_start, one.quote_end)
        found = locate(quote, plain(version.words), plain(now.words))
        return Anchor(found.outcome), found.start, found.end
    same = version.words == now.words
    return (Anchor.ANCHORED if same else Anchor.CHANGED), 0, 0
