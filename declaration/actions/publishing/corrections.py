"""Correct a misprint in an adopted text: a revision of its own that differs in one paragraph.

The adopted revision stays what it is, and the adoption goes on naming it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.publishing.revisions import print_text, slug_of
from declaration.actions.writing import paragraphs
from declaration.errors import Doubtful, Invalid, NotFound, Stale
from declaration.formats.reading import PastedPassage
from declaration.manuscript import Manuscript, Passage, check_length
from declaration.queries import sight
from declaration.queries.negotiating import brackets
from declaration.queries.negotiating.brackets import BracketSpan
from declaration.queries.publishing import corrections as queries
from declaration.queries.reading import texts
from declaration.rules import Actor, require
from declaration.text import diff, figures, normal
from declaration.verbs import Verb
from models.document import Correction, Document, Paragraph, Revision, Version
from models.negotiation import Bracket, RevisionBracket
from models.vocabulary import Audience, EventKind

MISPRINT = 40  # words taken out and put in; what changes more is asked about: is it a correction?
MAX_SYMBOL = 80  # as the column holds


@dataclass(frozen=True, slots=True)
class Correcting:
    """The words that a paragraph should have, why, and the version that was on the screen.

    ``confirmed``: it is a correction, though many words change.
    """

    paragraph_id: int
    version_id: int
    words: str
    reason: str
    confirmed: bool = False


def correct(
    session: Session, by: Actor, document: Document, correcting: Correcting, *, at: datetime
) -> Revision:
    """Publish the adopted text with other words in one paragraph.

    Raises NotFound, Stale with the paragraph as it is now, Invalid (``words``, ``reason``),
    TooLong, Doubtful with the number of words where these are many.
    """
    require(by, Verb.CORRECT, sight.case(session, document))
    events.head(session)
    corrected = queries.in_force(session, document.id)
    text = texts.revision(session, document, corrected)
    passage = _passage(text, correcting)
    words, reason = checked(passage, correcting)
    paragraph = session.get_one(Paragraph, passage.paragraph_id)
    version = paragraphs.word(session, document, paragraph, words, at)
    revision = _published(session, document, corrected, _with(text, version), at)
    session.add(
        Correction(
            revision_id=revision.id,
            corrected_id=corrected.id,
            paragraph_id=paragraph.id,
            old_version_id=passage.version_id,
            version_id=version.id,
            reason=reason,
            person_id=by.person_id,
            capacity=by.capacity,
            created_at=at,
        )
    )
    _record(session, by, document, (paragraph, version, revision), at)
    return revision


def changed_words(old: str, new: str) -> int:
    """Return how many words a correction takes out and puts in."""
    counted = figures(diff(old, new))
    return counted.added + counted.removed


def checked(passage: Passage, correcting: Correcting) -> tuple[str, str]:
    """Return words and reason as they would be stored. Raises as ``correct``."""
    if passage.version_id != correcting.version_id:
        raise Stale(passage)
    words = normal(correcting.words).strip()
    paragraphs.check(PastedPassage(passage.kind, passage.level, words))
    reason = _reason(correcting.reason)
    check_length(words, reason)
    if passage.redacted:
        raise Invalid("words", "redacted")
    if words == passage.words:
        raise Invalid("words", "unchanged")
    many = changed_words(passage.words, words)
    if many > MISPRINT and not correcting.confirmed:
        raise Doubtful([many])
    return words, reason


def _passage(text: Manuscript, correcting: Correcting) -> Passage:
    passage = next((p for p in text.passages if p.paragraph_id == correcting.paragraph_id), None)
    if passage is None:
        raise NotFound
    return passage


def _reason(reason: str) -> str:
    try:
        reason = normal(reason).strip()
    except Invalid as refusal:
        raise Invalid("reason", refusal.why) from None
    if not reason:
        raise Invalid("reason", "missing")
    return reason


def _with(text: Manuscript, version: Version) -> Manuscript:
    """Return a text with another version of one paragraph; numbers and places stay."""
    passages = tuple(
        replace(passage, words=version.words, version_id=version.id)
        if passage.paragraph_id == version.paragraph_id
        else passage
        for passage in text.passages
    )
    return replace(text, passages=passages)


def _published(
    session: Session, document: Document, corrected: Revision, text: Manuscript, at: datetime
) -> Revision:
    newest = texts.newest_revision(session, document.id) or corrected
    number = queries.count(session, document.id) + 1
    label = f"Corr. {number}"
    opened = _open(session, corrected, text)
    revision = Revision(
        document_id=document.id,
        ordinal=newest.ordinal + 1,
        slug=slug_of(session, document, label),
        label=label,
        title=corrected.title,
        symbol=_symbol(queries.adopted(session, document.id).symbol, number),
        language=corrected.language,
        content_hash=text.content_hash,
        open_hash=brackets.open_hash(session, opened),
        published_at=at,
    )
    print_text(session, revision, text, opened)
    return revision


def _record(
    session: Session,
    by: Actor,
    document: Document,
    made: tuple[Paragraph, Version, Revision],
    at: datetime,
) -> None:
    events.record(
        session,
        by,
        EventKind.TEXT_CORRECTED,
        [document, *made],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"content_hash": made[-1].content_hash},
    )


def _symbol(adopted: str, number: int) -> str:
    symbol = f"{adopted}/Corr.{number}"
    return symbol if adopted and len(symbol) <= MAX_SYMBOL else adopted


def _open(
    session: Session, corrected: Revision, text: Manuscript
) -> Sequence[tuple[Bracket, BracketSpan]]:
    """Return what was open in the corrected revision, where it stands in the text now."""
    if not corrected.open_hash:
        return ()
    query = (
        sa.select(Bracket, Version.words)
        .join(RevisionBracket, RevisionBracket.bracket_id == Bracket.id)
        .join(Version, Version.id == Bracket.version_id)
        .where(RevisionBracket.revision_id == corrected.id)
        .order_by(Bracket.id)
    )
    now = {passage.paragraph_id: passage.words for passage in text.passages}
    return [
        (bracket, brackets.span(bracket, words, now.get(bracket.paragraph_id, "")))
        for bracket, words in session.execute(query)
    ]
