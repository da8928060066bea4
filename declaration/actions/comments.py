"""Comments: made, replied to, resolved, withdrawn; what is withdrawn leaves its place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting.amendment import LANGUAGE, belongs, seen_version
from declaration.errors import Invalid, NotFound
from declaration.manuscript import check_length
from declaration.queries import newest, sight
from declaration.queries.comments import is_own
from declaration.rules import Actor, Case, may, require
from declaration.text import normal, plain
from declaration.verbs import Verb
from models.base import Base
from models.debate import Comment, Suggestion, Wording
from models.document import Document
from models.vocabulary import Audience, Capacity, EventKind, SubjectKind

OWN_CIRCLE = {  # who alone reads what somebody keeps internal
    Capacity.DELEGATION: Audience.DELEGATION,
    Capacity.COMMITTEE: Audience.COMMITTEE,
}
AROUND = 32  # characters kept on either side of a quote, so that it is found again


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says, and on what: a paragraph, a suggestion, a comment, or the whole.

    ``quote`` is a part of the paragraph as displayed; ``start`` and ``end`` count code points
    there, and are looked for if they do not fit. ``version_id`` empty = the current version;
    ``wording_id``, of a suggestion: the one that was on the screen, empty = the newest.
    ``internal``: for the own delegation alone; of a member of the committee, a note that the
    committee alone reads. ``promised``: whom the form named as its readers.
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
    """Say something.

    Raises Invalid: words missing, quote not_found, ambiguous or misplaced, internal switched off.
    """
    require(by, Verb.COMMENT, Case(stage=document.stage))
    comment = add(session, by, document, remark, at=at)
    _record(session, by, EventKind.COMMENT_MADE, comment, at)
    return comment


def add(
    session: Session, by: Actor, document: Document, remark: Remark, *, at: datetime
) -> Comment:
    """Make the row of a comment, without its event."""
    comment = Comment(
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
        _place(session, document, remark, comment)
    else:
        comment.parent_id = parent.id
        for name in ("paragraph_id", "suggestion_id", "wording_id", "version_id"):
            setattr(comment, name, getattr(parent, name))
    comment.audience = _audience(session, by, document, comment, parent, remark)
    _check_note(session, by, document, comment)
    session.add(comment)
    session.flush()
    return comment


def resolve(session: Session, by: Actor, comment: Comment, *, at: datetime) -> None:
    """Mark as resolved; doing it twice changes nothing."""
    _require(session, by, Verb.RESOLVE_COMMENT, comment)
    if comment.resolved_at is None:
        comment.resolved_at = at
        _record(session, by, EventKind.COMMENT_RESOLVED, comment, at)


def reopen(session: Session, by: Actor, comment: Comment, *, at: datetime) -> None:
    """Mark as not resolved after all."""
    _require(session, by, Verb.RESOLVE_COMMENT, comment)
    if comment.resolved_at is not None:
        comment.resolved_at = None
        _record(session, by, EventKind.COMMENT_REOPENED, comment, at)


def withdraw(session: Session, by: Actor, comment: Comment, *, at: datetime) -> None:
    """Withdraw a comment: its words are shown no more, its place and its replies stay."""
    _require(session, by, Verb.WITHDRAW_COMMENT, comment)
    if comment.withdrawn_at is None:
        comment.withdrawn_at = at
        _record(session, by, EventKind.COMMENT_WITHDRAWN, comment, at)


def _checked(remark: Remark) -> str:
    words = normal(remark.words).strip()
    if not words:
        raise Invalid("words", "missing")
    check_length(words, remark.quote)
    if not LANGUAGE.fullmatch(remark.language):
        raise Invalid("language", "unknown")
    return words


def _parent(session: Session, by: Actor, document: Document, remark: Remark) -> Comment | None:
    """Return the first comment of the thread that is replied to."""
    if remark.parent_id is None:
        return None
    parent = session.get(Comment, remark.parent_id)
    if parent is not None and parent.parent_id is not None:
        parent = session.get(Comment, parent.parent_id)
    if parent is None or parent.document_id != document.id:
        raise NotFound
    _check_seen(by, parent)
    return parent


def _place(session: Session, document: Document, remark: Remark, comment: Comment) -> None:
    if remark.suggestion_id is not None:
        suggestion = session.get(Suggestion, remark.suggestion_id)
        if suggestion is None or suggestion.document_id != document.id:
            raise NotFound
        comment.suggestion_id = suggestion.id
        comment.wording_id = _wording_id(session, suggestion, remark)
    elif remark.paragraph_id is not None:
        if not belongs(session, document, remark.paragraph_id):
            raise NotFound
        version = seen_version(session, document, remark.paragraph_id, remark.version_id)
        comment.paragraph_id = remark.paragraph_id
        comment.version_id, words = version
        _quote(remark, words, comment)
    elif remark.quote:
        raise Invalid("quote", "misplaced")


def _wording_id(session: Session, suggestion: Suggestion, remark: Remark) -> int:
    """Return the wording that was seen: a newer one may have come since the form was opened."""
    query = newest.wording(Wording.id, suggestion.id)
    if remark.wording_id is not None:
        query = query.where(Wording.id == remark.wording_id)
    wording_id = session.scalar(query)
    if wording_id is None:
        raise Invalid("wording", "unknown")
    return wording_id


def _quote(remark: Remark, written: str, comment: Comment) -> None:
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
    comment.quote, comment.quote_start, comment.quote_end = exact, start, end
    comment.quote_prefix = words[max(0, start - AROUND) : start]
    comment.quote_suffix = words[end : end + AROUND]


def _audience(
    session: Session,
    by: Actor,
    document: Document,
    comment: Comment,
    parent: Comment | None,
    remark: Remark,
) -> Audience:
    if remark.internal and by.capacity in OWN_CIRCLE:
        return OWN_CIRCLE[by.capacity]
    audiences = [debated(session, document), remark.promised]
    if parent is not None:
        audiences.append(parent.audience)
    if comment.suggestion_id is not None:
        audiences.append(session.get_one(Suggestion, comment.suggestion_id).audience)
    return narrower(*audiences)


def _check_note(session: Session, by: Actor, document: Document, comment: Comment) -> None:
    """Refuse a note where the conference has none any more: it would be hidden at once."""
    if comment.audience is Audience.COMMITTEE:
        case = Case(stage=document.stage, procedure=sight.procedure(session))
        if not may(by, Verb.NOTE, case):
            raise Invalid("internal", "off")


def _check_seen(by: Actor, comment: Comment) -> None:
    """Raise NotFound where a comment is internal to another delegation, or to the committee."""
    others = comment.delegation_id != by.delegation_id
    if (comment.audience is Audience.DELEGATION and others) or (
        comment.audience is Audience.COMMITTEE and by.capacity is not Capacity.COMMITTEE
    ):
        raise NotFound


def _require(session: Session, by: Actor, verb: Verb, comment: Comment) -> None:
    _check_seen(by, comment)
    document = session.get_one(Document, comment.document_id)
    require(by, verb, Case(stage=document.stage, own=is_own(by, comment)))


def touched(comment: Comment) -> list[Base | events.Thing]:
    """Return what an act on a comment names: the comment, and what it is about."""
    subjects: list[Base | events.Thing] = [comment]
    if comment.paragraph_id is not None:
        subjects.append((SubjectKind.PARAGRAPH, comment.paragraph_id))
    if comment.suggestion_id is not None:
        subjects.append((SubjectKind.SUGGESTION, comment.suggestion_id))
    return subjects


def _record(session: Session, by: Actor, kind: EventKind, comment: Comment, at: datetime) -> None:
    session.flush()
    events.record(
        session,
        by,
        kind,
        touched(comment),
        at=at,
        audience=comment.audience,
        document_id=comment.document_id,
    )
