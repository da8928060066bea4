"""Whether anything happened since that a page shows: asked every few seconds by every open page."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.queries import sight
from declaration.queries.sight import Reader
from declaration.rules import Actor, Role
from models.debate import Suggestion, Wording
from models.document import Conference, Document, Paragraph
from models.journal import Event, Subject
from models.vocabulary import EventKind, SubjectKind

EVERYWHERE = (  # shown on every page of a document, whatever else the page is about
    EventKind.DOCUMENT_CHANGED,
    EventKind.STAGE_SET,
    EventKind.REVISION_PUBLISHED,
    EventKind.REVISION_SUPERSEDED,
    EventKind.DOCUMENT_ADOPTED,
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
)
SWITCHED = (EventKind.DEBATE_OPENED, EventKind.DEBATE_CLOSED)  # of the conference, for all texts
OPENED = sa.exists().where(Conference.id == 1, Conference.debate_open)

Condition = sa.ColumnElement[bool]
Ids = sa.Select[Any]
About = Literal[SubjectKind.DOCUMENT, SubjectKind.PARAGRAPH, SubjectKind.SUGGESTION]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about: a document, or in it one paragraph (uid) or suggestion (number).

    ``talk``: it shows comments, too, or how many there are.
    """

    slug: str
    paragraph: str = ""
    suggestion: int = 0
    talk: bool = True

    @property
    def about(self) -> About:
        """Return which of the three."""
        if self.suggestion:
            return SubjectKind.SUGGESTION
        return SubjectKind.PARAGRAPH if self.paragraph else SubjectKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class News:
    """The newest event that the page does not show yet, 0 if none; whether the deadline is over."""

    newest: int
    passed: bool


def news(session: Session, actor: Actor, topic: Topic, since: int, at: datetime) -> News:
    """Return what happened to the topic after the event ``since``. One statement.

    Only what the reader may see counts. Raises NotFound where they may not see the topic itself.
    """
    query = _query(actor.eyes, topic.about, talk=topic.talk)
    values = {"slug": topic.slug, "paragraph": topic.paragraph, "suggestion": topic.suggestion}
    found = session.connection().execute(query, values | {"since": since}).one_or_none()
    if found is None:
        raise NotFound
    return News(found.newest or 0, found.deadline is not None and at > found.deadline)


@lru_cache(maxsize=512)  # one for each delegation; building it takes as long as asking it
def _query(actor: Actor, about: About, *, talk: bool) -> sa.Select[*tuple[Any, ...]]:
    on_it, there = _about(actor, about)
    place = (Event.document_id == Document.id) & on_it
    if not talk:
        place &= Event.kind.not_in(TALK)
    switched = Event.document_id.is_(None) & Event.kind.in_(SWITCHED)
    newest = sa.select(sa.func.max(Event.id)).correlate(Document)
    newest = newest.where(Event.id > sa.bindparam("since"), _seen(actor), place | switched)
    query = sa.select(newest.scalar_subquery().label("newest"), Document.deadline)
    query = query.where(Document.slug == sa.bindparam("slug"), there)
    return query.where(Document.rehearsal.is_(False)) if _public(actor) else query


def _seen(actor: Actor) -> sa.ColumnElement[bool]:
    """Limit to the reader's events; those of the debate are the public's while it is open."""
    own = sight.events(Reader(actor, debate_open=False))
    return own | (sight.events(Reader(actor, debate_open=True)) & OPENED) if _public(actor) else own


def _public(actor: Actor) -> bool:
    return actor.role is Role.PUBLIC


def _about(actor: Actor, about: About) -> tuple[Condition, Condition]:
    """Return the limit to events on the topic, and the condition that it is there to be seen."""
    everywhere = Event.kind.in_(EVERYWHERE)
    if about is SubjectKind.SUGGESTION:
        one = _suggestion(actor)
        under = sa.select(Suggestion.paragraph_id).where(Suggestion.id == one.scalar_subquery())
        words = _touching(SubjectKind.PARAGRAPH, under) & Event.kind.in_(REWORDED)
        return everywhere | words | _touching(SubjectKind.SUGGESTION, one), one.exists()
    if about is SubjectKind.PARAGRAPH:
        here = sa.select(Paragraph.id).where(Paragraph.uid == sa.bindparam("paragraph"))
        ours = here.where(Paragraph.document_id == Document.id).correlate(Document)
        on_it = _touching(SubjectKind.SUGGESTION, _asked(here))
        return everywhere | on_it | _touching(SubjectKind.PARAGRAPH, here), ours.exists()
    return sa.true(), sa.true()


def _suggestion(actor: Actor) -> Ids:
    seen = sight.suggestions(Reader(actor, debate_open=False))
    if _public(actor):
        seen |= sight.suggestions(Reader(actor, debate_open=True)) & OPENED
    return sa.select(Suggestion.id).where(Suggestion.number == sa.bindparam("suggestion"), seen)


def _asked(paragraph: Ids) -> Ids:
    """Choose the suggestions on a paragraph, and those of a new one after it."""
    after = sa.select(Wording.suggestion_id).where(Wording.after_id.in_(paragraph))
    on_it = Suggestion.paragraph_id.in_(paragraph) | Suggestion.id.in_(after)
    return sa.select(Suggestion.id).where(on_it)


def _touching(kind: SubjectKind, things: Ids) -> Condition:
    """Limit to events that touched one of the things; a look into an index for each event."""
    named = (Subject.event_id == Event.id) & (Subject.kind == kind)
    return sa.exists().where(named, Subject.thing_id.in_(things)).correlate(Event)
