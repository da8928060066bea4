"""Comments: made, answered, resolved, taken back; what is taken back leaves its place."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.journal.events import Thing
from declaration.actions.suggesting import asked
from declaration.actions.suggesting.asked import LANGUAGE, MAX_WORDS
from declaration.errors import Invalid, NotFound, TooLong
from declaration.queries.comments import is_own
from declaration.rules import Actor, Case, Verb, require
from declaration.text import normal, plain
from models.base import Base
from models.debate import Comment, Suggestion, Wording
from models.document import Document
from models.vocabulary import Audience, Capacity, EventKind, SubjectKind

AROUND = 32  # characters kept on either side of a quote, so that it is found again


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says, and on what: a paragraph, a suggestion, a comment, or the whole.

    ``quote`` is a part of the paragraph as displayed; ``start`` and ``end`` count code points
    there, and are looked for if they do not fit. ``version_id`` empty = the current words;
    ``wording_id``, of a suggestion: the one that was on the screen, empty = the newest.
    ``internal``: for the own delegation alone. ``promised``: whom the form named as its readers.
    """

    words: str
    language: str = "en"
    paragraph_id: int | None = None
    suggestion_id: int | None = None
    parent_id: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    version_id: int | None = None
    wording_id: int | None = None
    internal: bool = False
    promised: Audience = Audience.OPENED


def comment(
    session: Session, by: Actor, document: Document, remark: Remark, *, at: datetime
) -> Comment:
    """Say something. Raises Invalid: words missing, quote not_found, ambiguous or misplaced."""
    require(by, Verb.COMMENT, Case(stage=document.stage))
    said = Comment(
        document_id=document.id,
        words=_checked(remark),
        language=remark.language,
        delegation_id=by.delegation_id,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    parent = _parent(session, by, document, remark)
    if parent is None:
        _place(session, document, remark, said)
    else:
        _place_beside(parent, said)
    said.audience = _audience(session, by, document, said, parent, remark)
    session.add(said)
    _record(session, by, EventKind.COMMENT_MADE, said, at)
    return said


def resolve(session: Session, by: Actor, comment: Comment, *, at: datetime) -> Comment:
    """Mark as dealt with; doing it twice changes nothing."""
    _require(session, by, Verb.RESOLVE_COMMENT, comment)
    if comment.resolved_at is None:
        comment.resolved_at = at
        _record(session, by, EventKind.COMMENT_RESOLVED, comment, at)
    return comment


def reopen(session: Session, by: Actor, comment: Comment, *, at: datetime) -> Comment:
    """Take «resolved» back."""
    _require(session, by, Verb.RESOLVE_COMMENT, comment)
    if comment.resolved_at is not None:
        comment.resolved_at = None
        _record(session, by, EventKind.COMMENT_REOPENED, comment, at)
    return comment


def withdraw(session: Session, by: Actor, comment: Comment, *, at: datetime) -> Comment:
    """Take a comment back: its words are shown no more, its place and its answers stay."""
    _require(session, by, Verb.WITHDRAW_COMMENT, comment)
    if comment.withdrawn_at is None:
        comment.withdrawn_at = at
        _record(session, by, EventKind.COMMENT_WITHDRAWN, comment, at)
    return comment


def _checked(remark: Remark) -> str:
    words = normal(remark.words).strip()
    if not words:
        raise Invalid("words", "missing")
    for text in (words, remark.quote):
        if len(text) > MAX_WORDS:
            raise TooLong(len(text), MAX_WORDS, "characters")
    if not LANGUAGE.fullmatch(remark.language):
        raise Invalid("language", "unknown")
    return words


def _parent(session: Session, by: Actor, document: Document, remark: Remark) -> Comment | None:
    """Return the first comment of the thread that is answered."""
    if remark.parent_id is None:
        return None
    parent = session.get(Comment, remark.parent_id)
    if parent is not None and parent.parent_id is not None:
        parent = session.get(Comment, parent.parent_id)
    if parent is None or parent.document_id != document.id:
        raise NotFound
    if parent.audience is Audience.DELEGATION and parent.delegation_id != by.delegation_id:
        raise NotFound
    return parent


def _place(session: Session, document: Document, remark: Remark, said: Comment) -> None:
    if remark.suggestion_id is not None:
        suggestion = session.get(Suggestion, remark.suggestion_id)
        if suggestion is None or suggestion.document_id != document.id:
            raise NotFound
        said.suggestion_id = suggestion.id
        said.wording_id = _wording(session, suggestion, remark)
    elif remark.paragraph_id is not None:
        if not asked.stands_in(session, document, remark.paragraph_id):
            raise NotFound
        found = asked.words(session, document, remark.paragraph_id, remark.version_id)
        if found is None:
            raise Invalid("version", "unknown")
        said.paragraph_id = remark.paragraph_id
        said.version_id, words = found
        _quote(remark, words, said)
    elif remark.quote:
        raise Invalid("quote", "misplaced")


def _place_beside(parent: Comment, said: Comment) -> None:
    said.parent_id = parent.id
    for name in ("paragraph_id", "suggestion_id", "wording_id", "version_id"):
        setattr(said, name, getattr(parent, name))


def _wording(session: Session, suggestion: Suggestion, remark: Remark) -> int:
    """Return the wording that was seen: a newer one may have come since the form was opened."""
    wordings = sa.select(Wording.id).where(Wording.suggestion_id == suggestion.id)
    if remark.wording_id is not None:
        wordings = wordings.where(Wording.id == remark.wording_id)
    found = session.scalars(wordings.order_by(Wording.id.desc()).limit(1)).first()
    if found is None:
        raise Invalid("wording", "unknown")
    return found


def _quote(remark: Remark, written: str, said: Comment) -> None:
    """Fix where the quoted words stand: by the offsets, else as the one place that has them."""
    exact = normal(remark.quote).strip()
    if not exact:
        return
    words, start = plain(written), remark.start
    if start < 0 or words[start : start + len(exact)] != exact or remark.end == 0:
        start = words.find(exact)
        if start < 0:
            raise Invalid("quote", "not_found")
        if words.find(exact, start + 1) >= 0:
            raise Invalid("quote", "ambiguous")
    end = start + len(exact)
    said.quote, said.quote_start, said.quote_end = exact, start, end
    said.quote_prefix = words[max(0, start - AROUND) : start]
    said.quote_suffix = words[end : end + AROUND]


def _audience(
    session: Session,
    by: Actor,
    document: Document,
    said: Comment,
    parent: Comment | None,
    remark: Remark,
) -> Audience:
    if remark.internal and by.capacity is Capacity.DELEGATION:
        return Audience.DELEGATION
    promised = [debated(session, document), remark.promised]
    if parent is not None:
        promised.append(parent.audience)
    if said.suggestion_id is not None:
        promised.append(session.get_one(Suggestion, said.suggestion_id).audience)
    return narrower(*promised)


def _require(session: Session, by: Actor, verb: Verb, comment: Comment) -> None:
    if comment.audience is Audience.DELEGATION and comment.delegation_id != by.delegation_id:
        raise NotFound
    document = session.get_one(Document, comment.document_id)
    require(by, verb, Case(stage=document.stage, own=is_own(by, comment)))


def _record(session: Session, by: Actor, kind: EventKind, comment: Comment, at: datetime) -> None:
    session.flush()
    subjects: list[Base | Thing] = [comment]
    if comment.paragraph_id is not None:
        subjects.append((SubjectKind.PARAGRAPH, comment.paragraph_id))
    if comment.suggestion_id is not None:
        subjects.append((SubjectKind.SUGGESTION, comment.suggestion_id))
    events.record(
        session,
        by,
        kind,
        subjects,
        at=at,
        audience=comment.audience,
        document_id=comment.document_id,
    )
