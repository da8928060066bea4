"""What happens to suggestions and to comments when a text is published."""

import sqlalchemy as sa

from declaration.manuscript import Passage
from declaration.queries import comments, sight
from declaration.queries.comments import Anchor
from declaration.queries.publishing.account import AccountKind, AccountLine, Consequence, Lines
from declaration.queries.publishing.account_basis import AccountBasis, AskedThen, by
from declaration.queries.suggesting.standing import Request, standing
from models.debate import Comment
from models.document import Version
from models.negotiation import Entry
from models.people import Delegation
from models.vocabulary import Audience, Capacity, Standing, Status, SubjectKind

PENDING = {
    Standing.CURRENT: Consequence.PENDING,
    Standing.STALE_CLEAN: Consequence.PENDING_EARLIER,
    Standing.STALE_CONFLICT: Consequence.PENDING_CONFLICT,
    Standing.ORPHANED: Consequence.PENDING_GONE,
}
LOST = {Consequence.GONE, Consequence.UNQUOTED}
ANCHORS = {
    Anchor.ANCHORED: Consequence.ANCHORED,
    Anchor.MOVED: Consequence.MOVED,
    Anchor.CHANGED: Consequence.CHANGED,
    Anchor.ORPHANED: Consequence.UNQUOTED,
}


def suggestion_rows(basis: AccountBasis) -> Lines:
    """Yield the suggestions, the committee's own among them."""
    for asked in basis.asked.values():
        suggestion, wording, decision = asked.suggestion, asked.wording, asked.decision
        covering = decision.covered_by_id if decision else None
        place = basis.place(asked.stands_at)
        gone = asked.about is not None and place["passage"] is None
        yield AccountLine(
            kind=AccountKind.SUGGESTION,
            id=suggestion.id,
            consequence=becomes(asked, basis),
            at=suggestion.submitted_at,
            capacity=suggestion.capacity,
            **by(asked.delegation),
            number=suggestion.number,
            **place,
            after=asked.after,
            words=wording.words,
            language=basis.text.language,
            redacted=wording.redacted,
            old=asked.base_words if gone else "",
            form=suggestion.form,
            as_made=_as_made(asked, place["passage"]),
            covered_by=basis.asked[covering].suggestion.number if covering in basis.asked else 0,
            entered=basis.moment.entered(asked.entry),
            waits=asked.pending,
        )


def becomes(asked: AskedThen, basis: AccountBasis) -> Consequence:
    """Return what happens to a suggestion."""
    if asked.suggestion.capacity is Capacity.COMMITTEE:
        return Consequence.COMMITTEE
    if asked.status is Status.DECIDED and asked.decision is not None:
        return Consequence(asked.decision.outcome.value)
    if asked.status is not Status.SUBMITTED:
        return Consequence(asked.status.value)
    request = Request(
        form=asked.suggestion.form,
        paragraph_id=asked.about,
        after_id=asked.wording.after_id,
        words=asked.wording.words,
        base_words=asked.base_words,
        base_place_id=asked.wording.base_place_id,
    )
    return PENDING[standing(request, basis.passages).standing]


def _as_made(asked: AskedThen, passage: Passage | None) -> bool | None:
    """Whether what a decision made still reads so; None where it made no words that are there."""
    decision = asked.decision
    if asked.status is not Status.DECIDED or decision is None or passage is None:
        return None
    made = decision.version_id if decision.outcome.taken else None
    return None if made is None else passage.version_id == made


def comment_rows(basis: AccountBasis) -> Lines:
    """Yield the comments and their answers. One statement."""
    return _said(basis, AccountKind.COMMENT, Comment.audience != Audience.COMMITTEE)


def note_rows(basis: AccountBasis) -> Lines:
    """Yield the notes of the committee. One statement."""
    return _said(basis, AccountKind.NOTE, Comment.audience == Audience.COMMITTEE)


def _said(basis: AccountBasis, kind: AccountKind, limit: sa.ColumnElement[bool]) -> Lines:
    moment, document_id = basis.moment, basis.text.document_id
    query = (
        sa.select(Comment, Version, Delegation, Entry)
        .outerjoin(Version, Version.id == Comment.version_id)
        .outerjoin(Delegation, Delegation.id == Comment.delegation_id)
        .outerjoin(Entry, Entry.comment_id == Comment.id)
        .where(Comment.document_id == document_id, sight.comments(basis.reader), limit)
        .order_by(Comment.id)
    )
    for comment, version, delegation, entry in basis.session.execute(query):
        if not moment.there(SubjectKind.COMMENT, comment.id, comment.created_at):
            continue
        asked = basis.asked.get(comment.suggestion_id or 0)
        worded = asked.wording.id if asked else None
        anchor, *_span = comments.anchored(comment, version, worded, basis.passages)
        withdrawn = moment.withdrawn(comment, entry)
        place = basis.place(comment.paragraph_id)
        gone = comment.paragraph_id is not None and place["passage"] is None
        happens = Consequence.GONE if gone else ANCHORS[anchor]
        lost = happens in LOST
        resolved = moment.resolved(comment)
        happens = Consequence.RESOLVED if resolved and not lost else happens
        yield AccountLine(
            kind=kind,
            id=comment.id,
            consequence=Consequence.WITHDRAWN if withdrawn else happens,
            at=comment.created_at,
            capacity=comment.capacity,
            **by(delegation),
            number=asked.suggestion.number if asked else 0,
            **place,
            words="" if withdrawn else comment.words,
            language=comment.language,
            redacted=comment.redacted,
            old=(comment.quote or (version.words if version else "")) if lost else "",
            resolved=resolved,
            entered=moment.entered(entry),
            waits=not withdrawn,
        )
