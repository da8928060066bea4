"""What somebody asks for, in a draft or a suggestion: one value, checked in one place."""

import re
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.writing import paragraphs
from declaration.errors import Invalid
from declaration.manuscript import check_length
from declaration.queries import newest
from declaration.queries.reading import texts
from declaration.text import normal
from models.debate import Draft
from models.document import Document, Paragraph, Place, Version
from models.vocabulary import Audience, Kind, SuggestionKind

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")

# Built once: every act goes through them, and building a statement takes longer than asking it.
PARAGRAPH = sa.bindparam("paragraph", type_=sa.Integer)
SEEN = sa.bindparam("seen", type_=sa.Integer)
OWNER = sa.select(Paragraph.document_id).where(Paragraph.id == PARAGRAPH)
VERSION = (
    newest.version(Version.id, PARAGRAPH, sa.bindparam("language", type_=sa.String))
    .add_columns(Version.words)
    .where(SEEN.is_(None) | (Version.id == SEEN))
)
PLACE = newest.place(Place.id, PARAGRAPH).where(SEEN.is_(None) | (Place.id == SEEN))


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change that is asked for, or a general remark on the text as a whole.

    ``after_id`` empty, of an insertion or a move: at the head of the text. ``base_version_id`` and
    ``base_place_id`` are what was on the screen; empty = the current ones. The base place of an
    insertion is that of the paragraph it follows. ``language`` is that of the reason.
    ``promised``: whom the form named as its readers.
    """

    form: SuggestionKind
    paragraph_id: int | None = None
    after_id: int | None = None
    kind: Kind | None = None
    level: int = 0
    words: str = ""
    reason: str = ""
    language: str = "en"
    base_version_id: int | None = None
    base_place_id: int | None = None
    promised: Audience = Audience.OPENED


DRAFTED = tuple(name for name in Amendment.__slots__ if name != "promised")  # what a draft keeps


def whole(session: Session, document: Document, amendment: Amendment) -> Amendment:
    """Return what can be submitted: complete, on its base, without what its kind has no use for.

    Raises Invalid or TooLong; the fields are those of ``Amendment`` (``paragraph``, ``after``,
    ``base``), the codes missing, unknown, unchanged, itself.
    """
    based, base_words = _based(session, document, amendment)
    kind = based.form
    required = {
        "words": not kind.words or based.words,
        "kind": kind is not SuggestionKind.INSERT or based.kind,
        "paragraph": not kind.on_paragraph or based.paragraph_id,
    }
    for field, present in required.items():
        if not present:
            raise Invalid(field, "missing")
    if kind is SuggestionKind.REPLACE and based.words == base_words:
        raise Invalid("words", "unchanged")
    return based


def begun(session: Session, document: Document, amendment: Amendment) -> Amendment:
    """Return what can be saved as a draft: its references hold, words may be missing."""
    return _based(session, document, amendment)[0]


def of_draft(draft: Draft, promised: Audience = Audience.OPENED) -> Amendment:
    """Return what a draft asks for."""
    return Amendment(**{name: getattr(draft, name) for name in DRAFTED}, promised=promised)


def belongs(session: Session, document: Document, paragraph_id: int) -> bool:
    """Whether this is a paragraph of the document."""
    return session.scalar(OWNER, {"paragraph": paragraph_id}) == document.id


def seen_version(
    session: Session, document: Document, paragraph_id: int, version_id: int | None
) -> tuple[int, str]:
    """Return id and words of the version that was seen; None = the newest.

    Raises Invalid where the paragraph has no such version in the document's language.
    """
    on = {"paragraph": paragraph_id, "language": document.language, "seen": version_id}
    version = session.execute(VERSION, on).first()
    if version is None:
        raise Invalid("version", "unknown")
    return version.id, version.words


def _based(session: Session, document: Document, amendment: Amendment) -> tuple[Amendment, str]:
    """Return what is asked on its base, and the words that it would replace."""
    _check_writing(amendment)
    trimmed = _trimmed(amendment)
    for field, paragraph_id in (("paragraph", trimmed.paragraph_id), ("after", trimmed.after_id)):
        if paragraph_id is not None and not belongs(session, document, paragraph_id):
            raise Invalid(field, "unknown")
    _check_move(session, document, trimmed)
    version_id, words = _base_version(session, document, trimmed)
    place_id = _base_place(session, trimmed)
    return replace(trimmed, base_version_id=version_id, base_place_id=place_id), words


def _check_move(session: Session, document: Document, amendment: Amendment) -> None:
    """Raise Invalid where a paragraph is to stand in its own items, or among another one's."""
    if amendment.form is SuggestionKind.MOVE and None not in {
        amendment.paragraph_id,
        amendment.after_id,
    }:
        passages = texts.rolling(session, document).passages
        paragraphs.check_move(passages, amendment.paragraph_id or 0, amendment.after_id)


def _check_writing(amendment: Amendment) -> None:
    check_length(amendment.words, amendment.reason)
    if not LANGUAGE.fullmatch(amendment.language):
        raise Invalid("language", "unknown")
    if amendment.kind is not None and amendment.level not in amendment.kind.levels:
        raise Invalid("level", "unknown")


def _trimmed(amendment: Amendment) -> Amendment:
    """Drop what the kind of suggestion has no use for."""
    kind = amendment.form
    inserts = kind is SuggestionKind.INSERT
    return replace(
        amendment,
        words=normal(amendment.words).strip() if kind.words else "",
        reason=_normal_reason(amendment.reason),
        paragraph_id=amendment.paragraph_id if kind.on_paragraph else None,
        after_id=amendment.after_id if kind.places else None,
        kind=amendment.kind if inserts else None,
        level=amendment.level if inserts else 0,
    )


def _normal_reason(reason: str) -> str:
    try:
        return normal(reason).strip()
    except Invalid as refusal:
        raise Invalid("reason", refusal.why) from None


def _base_version(
    session: Session, document: Document, amendment: Amendment
) -> tuple[int | None, str]:
    if amendment.paragraph_id is None:
        return None, ""
    try:
        return seen_version(session, document, amendment.paragraph_id, amendment.base_version_id)
    except Invalid as refusal:
        raise Invalid("base", refusal.why) from None


def _base_place(session: Session, amendment: Amendment) -> int | None:
    anchor = amendment.paragraph_id or amendment.after_id
    if anchor is None:
        return None
    seen = {"paragraph": anchor, "seen": amendment.base_place_id}
    place_id = session.scalar(PLACE, seen)
    if place_id is None:
        raise Invalid("base", "unknown")
    return place_id
