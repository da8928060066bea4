"""What a delegation asks for, in a draft or a suggestion: one value, checked in one place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid, TooLong
from declaration.text import normal
from models.debate import Draft
from models.document import Document, Paragraph, Place, Version
from models.vocabulary import Audience, Kind, SuggestionKind

PARAGRAPH = sa.bindparam("paragraph", type_=sa.Integer)
SEEN = sa.bindparam("seen", type_=sa.Integer)
OWNER = sa.select(Paragraph.document_id).where(Paragraph.id == PARAGRAPH)
WORDS = (
    sa.select(Version.id, Version.words)
    .where(
        Version.paragraph_id == PARAGRAPH,
        Version.language == sa.bindparam("language"),
        SEEN.is_(None) | (Version.id == SEEN),
    )
    .order_by(Version.id.desc())
    .limit(1)
)
PLACE = (
    sa.select(Place.id)
    .where(Place.paragraph_id == PARAGRAPH, SEEN.is_(None) | (Place.id == SEEN))
    .order_by(Place.id.desc())
    .limit(1)
)


def stands_in(session: Session, document: Document, paragraph_id: int) -> bool:
    """Whether this is a paragraph of the document."""
    return session.scalar(OWNER, {"paragraph": paragraph_id}) == document.id


def words(
    session: Session, document: Document, paragraph_id: int, seen: int | None
) -> tuple[int, str] | None:
    """Return the version that was ``seen`` (None: the newest) with its words, if there is one."""
    on = {"paragraph": paragraph_id, "language": document.language, "seen": seen}
    found = session.execute(WORDS, on).first()
    return None if found is None else (found.id, found.words)


def place(session: Session, paragraph_id: int, seen: int | None) -> int | None:
    """Return the place that was ``seen`` (None: the newest), if there is one."""
    return session.scalar(PLACE, {"paragraph": paragraph_id, "seen": seen})


MAX_WORDS = 20_000  # characters of words or of a reason; the longest articles have 9,000
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
LEVELS: Mapping[Kind, range] = {Kind.HEADING: range(1, 4), Kind.ITEM: range(1, 3)}
ON_PARAGRAPH = frozenset({SuggestionKind.REPLACE, SuggestionKind.DELETE, SuggestionKind.MOVE})


@dataclass(frozen=True, slots=True)
class Asked:
    """A change somebody asks for.

    ``after_id`` empty, of an insertion: at the head of the document. ``base_version_id`` and
    ``base_place_id`` are what was on the screen; empty = what stands there now. The base place of
    an insertion is that of the paragraph it follows. ``language`` is that of the reason.
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


DRAFTED = tuple(name for name in Asked.__slots__ if name != "promised")  # what a draft keeps


def whole(session: Session, document: Document, asked: Asked) -> Asked:
    """Return what can be submitted: complete, on its base, without what its form has no use for.

    Raises Invalid or TooLong; the fields are those of ``Asked`` (``paragraph``, ``after``,
    ``base``), the codes missing, unknown, unchanged, itself.
    """
    found, base_words = _based(session, document, asked)
    if (
        found.form in {SuggestionKind.REPLACE, SuggestionKind.INSERT, SuggestionKind.GENERAL}
        and not found.words
    ):
        raise Invalid("words", "missing")
    if found.form is SuggestionKind.INSERT and found.kind is None:
        raise Invalid("kind", "missing")
    if found.form in ON_PARAGRAPH and found.paragraph_id is None:
        raise Invalid("paragraph", "missing")
    if found.form is SuggestionKind.MOVE and found.after_id is None:
        raise Invalid("after", "missing")
    if found.form is SuggestionKind.REPLACE and found.words == base_words:
        raise Invalid("words", "unchanged")
    return found


def begun(session: Session, document: Document, asked: Asked) -> Asked:
    """Return what can be kept as a draft: its references hold, words may be missing."""
    found, _ = _based(session, document, asked)
    return found


def of_draft(draft: Draft, promised: Audience = Audience.OPENED) -> Asked:
    """Return what a draft asks for."""
    return Asked(**{name: getattr(draft, name) for name in DRAFTED}, promised=promised)


def _check_writing(asked: Asked) -> None:
    for words in (asked.words, asked.reason):
        if len(words) > MAX_WORDS:
            raise TooLong(len(words), MAX_WORDS, "characters")
    if not LANGUAGE.fullmatch(asked.language):
        raise Invalid("language", "unknown")
    if asked.kind is not None and asked.level not in LEVELS.get(asked.kind, range(1)):
        raise Invalid("level", "unknown")


def _trimmed(asked: Asked) -> Asked:
    """Drop what the form of the suggestion has no use for."""
    worded = asked.form in {SuggestionKind.REPLACE, SuggestionKind.INSERT, SuggestionKind.GENERAL}
    shaped = asked.form is SuggestionKind.INSERT
    return replace(
        asked,
        words=normal(asked.words).strip() if worded else "",
        reason=_normal_reason(asked.reason),
        paragraph_id=asked.paragraph_id if asked.form in ON_PARAGRAPH else None,
        after_id=asked.after_id
        if asked.form in {SuggestionKind.INSERT, SuggestionKind.MOVE}
        else None,
        kind=asked.kind if shaped else None,
        level=asked.level if shaped else 0,
    )


def _normal_reason(reason: str) -> str:
    try:
        return normal(reason).strip()
    except Invalid as refusal:
        raise Invalid("reason", refusal.why) from None


def _based(session: Session, document: Document, asked: Asked) -> tuple[Asked, str]:
    """Return what is asked on its base, and the words that stand there."""
    _check_writing(asked)
    found = _trimmed(asked)
    for field, paragraph_id in (("paragraph", found.paragraph_id), ("after", found.after_id)):
        if paragraph_id is not None and not stands_in(session, document, paragraph_id):
            raise Invalid(field, "unknown")
    if found.form is SuggestionKind.MOVE and found.after_id == found.paragraph_id is not None:
        raise Invalid("after", "itself")
    version_id, words = _base_version(session, document, found)
    place_id = _base_place(session, found)
    return replace(found, base_version_id=version_id, base_place_id=place_id), words


def _base_version(session: Session, document: Document, asked: Asked) -> tuple[int | None, str]:
    if asked.paragraph_id is None:
        return None, ""
    found = words(session, document, asked.paragraph_id, asked.base_version_id)
    if found is None:
        raise Invalid("base", "unknown")
    return found


def _base_place(session: Session, asked: Asked) -> int | None:
    anchor = asked.paragraph_id or asked.after_id
    if anchor is None:
        return None
    found = place(session, anchor, asked.base_place_id)
    if found is None:
        raise Invalid("base", "unknown")
    return found
