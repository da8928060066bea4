"""Whether anything happened since that a page shows: asked every few seconds by every open page."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.journal.subjects import Ids, touching
from declaration.queries.sight import Reader, existing
from declaration.rules import Actor, may
from declaration.verbs import Role, Verb
from models.debate import Charge, Preparation, Suggestion, Wording
from models.document import Document, Paragraph
from models.journal import Event
from models.vocabulary import EventKind, SubjectKind

EVERYWHERE = (  # shown on every page of a document, whatever else the page is about
    EventKind.DOCUMENT_CHANGED,
    EventKind.STAGE_SET,
    EventKind.REVISION_PUBLISHED,
    EventKind.REVISION_SUPERSEDED,
    EventKind.DOCUMENT_ADOPTED,
    EventKind.ADOPTION_UNDONE,
    EventKind.TEXT_CORRECTED,
    EventKind.WORDS_REDACTED,
)
REWORDED = (  # what a suggestion stands on is no longer what it was
    EventKind.PARAGRAPH_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
    EventKind.DECISION_REOPENED,
    EventKind.TEXT_EDITED,
)
TALK = (
    EventKind.COMMENT_MADE,
    EventKind.COMMENT_RESOLVED,
    EventKind.COMMENT_REOPENED,
    EventKind.COMMENT_WITHDRAWN,
    EventKind.COMMENT_ENTERED,
)
SWITCHED = (  # of the conference, for all texts
    EventKind.DEBATE_OPENED,
    EventKind.DEBATE_CLOSED,
    EventKind.PROCEDURE_CHANGED,
)
Condition = sa.ColumnElement[bool]
About = Literal[SubjectKind.DOCUMENT, SubjectKind.PARAGRAPH, SubjectKind.SUGGESTION]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about: a document, or in it one paragraph (uid) or suggestion (number).

    ``talk``: it shows comments, too, or how many there are. ``work``: it shows what the committee
    is at work on.
    """

    slug: str
    paragraph: str = ""
    suggestion: int = 0
    talk: bool = True
    work: bool = False

    @property
    def about(self) -> About:
        """Return which of the three."""
        if self.suggestion:
            return SubjectKind.SUGGESTION
        return SubjectKind.PARAGRAPH if self.paragraph else SubjectKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class News:
    """The newest event that the page does not show yet, 0 if none; whether the deadline is over.

    ``work``: see ``at_work``; empty where the page shows none.
    """

    newest: int
    passed: bool
    work: str = ""


def news(session: Session, actor: Actor, topic: Topic, since: int, at: datetime) -> News:
    """Return what happened to the topic after the event ``since``. One statement, at a desk two.

    Only what the reader may see counts. Raises NotFound where they may not see the topic itself.
    """
    query = _query(actor.eyes, topic.about, talk=topic.talk)
    values = {"slug": topic.slug, "paragraph": topic.paragraph, "suggestion": topic.suggestion}
    rows = session.connection().execute(query, values | {"since": since})
    row = existing(rows.one_or_none())
    shared = at_work(session, actor, topic) if topic.work else ""
    return News(row.newest or 0, row.deadline is not None and at > row.deadline, shared)


def at_work(session: Session, actor: Actor, topic: Topic) -> str:
    """Return a digest of what the committee is at work on, which has no events; empty for none.

    Of a document: its next meeting, the sections taken, the preparations kept; of a paragraph or a
    suggestion what is prepared on it. For the committee alone. One statement.
    """
    if not may(actor, Verb.READ_DESK):
        return ""
    whole = topic.about is SubjectKind.DOCUMENT
    queries = [_prepared(topic), *(_shared() if whole else ())]
    limit = Document.slug == topic.slug
    query = sa.union_all(*(query.where(limit) for query in queries))
    rows = sorted(repr(tuple(row)) for row in session.execute(query))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12] if rows else ""


def _prepared(topic: Topic) -> sa.Select[*tuple[Any, ...]]:
    columns = (Preparation.id, Preparation.person_id, Preparation.updated_at)
    query = sa.select(sa.literal("prepared"), *columns)
    query = query.join(Document, Document.id == Preparation.document_id)
    if topic.about is SubjectKind.SUGGESTION:
        query = query.join(Suggestion, Suggestion.id == Preparation.suggestion_id)
        return query.where(Suggestion.number == topic.suggestion)
    if topic.about is SubjectKind.PARAGRAPH:
        query = query.join(Paragraph, Paragraph.id == Preparation.paragraph_id)
        return query.where(Paragraph.uid == topic.paragraph)
    return query


def _shared() -> Iterator[sa.Select[*tuple[Any, ...]]]:
    taken = sa.select(
        sa.literal("taken"), Charge.paragraph_id, Charge.person_id, Charge.taken_at
    ).join(Document, Document.id == Charge.document_id)
    meeting = sa.select(sa.literal("meeting"), Document.id, Document.id, Document.meeting_at)
    yield from (taken, meeting.where(Document.meeting_at.is_not(None)))


@lru_cache(maxsize=512)  # one for each delegation; building it takes as long as asking it
def _query(actor: Actor, about: About, *, talk: bool) -> sa.Select[*tuple[Any, ...]]:
    on_it, visible = _about(actor, about)
    place = (Event.document_id == Document.id) & on_it
    if not talk:
        place &= Event.kind.not_in(TALK)
    switched = Event.document_id.is_(None) & Event.kind.in_(SWITCHED)
    newest = sa.select(sa.func.max(Event.id)).correlate(Document)
    newest = newest.where(
        Event.id > sa.bindparam("since"), _seen(sight.events, actor), place | switched
    )
    query = sa.select(newest.scalar_subquery().label("newest"), Document.deadline)
    return query.where(Document.slug == sa.bindparam("slug"), sight.documents(actor), visible)


def _seen(limit: Callable[[Reader], Condition], actor: Actor) -> Condition:
    """Limit to what the reader may see; the database says whether the debate is open."""
    closed = limit(Reader(actor, debate_open=False))
    if actor.role is not Role.PUBLIC:
        return closed
    return closed | (limit(Reader(actor, debate_open=True)) & sight.DEBATE_OPEN)


def _about(actor: Actor, about: About) -> tuple[Condition, Condition]:
    """Return the limit to events on the topic, and the condition that it is there to be seen."""
    everywhere = Event.kind.in_(EVERYWHERE)
    if about is SubjectKind.SUGGESTION:
        suggestion = _suggestion(actor)
        under = sa.select(Suggestion.paragraph_id).where(
            Suggestion.id == suggestion.scalar_subquery()
        )
        words = touching(SubjectKind.PARAGRAPH, under) & Event.kind.in_(REWORDED)
        on_it = touching(SubjectKind.SUGGESTION, suggestion)
        return everywhere | words | on_it, suggestion.exists()
    if about is SubjectKind.PARAGRAPH:
        paragraph = sa.select(Paragraph.id).where(Paragraph.uid == sa.bindparam("paragraph"))
        ours = paragraph.where(Paragraph.document_id == Document.id).correlate(Document)
        on_it = touching(SubjectKind.SUGGESTION, _asked(paragraph))
        return everywhere | on_it | touching(SubjectKind.PARAGRAPH, paragraph), ours.exists()
    return sa.true(), sa.true()


def _suggestion(actor: Actor) -> Ids:
    seen = _seen(sight.suggestions, actor)
    return sa.select(Suggestion.id).where(Suggestion.number == sa.bindparam("suggestion"), seen)


def _asked(paragraph: Ids) -> Ids:
    """Choose the suggestions on a paragraph, and those of a new one after it."""
    after = sa.select(Wording.suggestion_id).where(Wording.after_id.in_(paragraph))
    on_it = Suggestion.paragraph_id.in_(paragraph) | Suggestion.id.in_(after)
    return sa.select(Suggestion.id).where(on_it)
