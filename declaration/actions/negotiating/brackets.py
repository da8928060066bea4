"""Leave a place of the text open in brackets, and close it again; decisions close it, too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.actions.journal import events
from declaration.actions.journal.audience import debated
from declaration.actions.negotiating.bracket_ends import (
    WHOLE,
    blanks,
    first_word,
    last_word,
    quoted,
    reads_alone,
)
from declaration.actions.negotiating.bracket_options import (
    Option,
    add_options,
    authors_of,
    checked,
    options_of,
)
from declaration.actions.writing import paragraphs
from declaration.actions.writing.paragraphs import CurrentParagraph, ParagraphChange
from declaration.errors import Invalid, NotFound, Stale
from declaration.manuscript import check_length
from declaration.queries import newest, sight
from declaration.queries.negotiating import brackets
from declaration.rules import Actor, require
from declaration.text import Segment, bracketed, merge, normal, plain
from declaration.verbs import Verb
from models.debate import Suggestion, Wording
from models.document import Document, Version
from models.negotiation import (
    Bracket,
    BracketClosing,
)
from models.vocabulary import EventKind, Procedure, Status, SubjectKind, SuggestionKind

ASKING = (SuggestionKind.REPLACE, SuggestionKind.DELETE)  # what can be an alternative


@dataclass(frozen=True, slots=True)
class BracketOpening:
    """What is left open, and why.

    ``quote``: the words as displayed, empty for the whole paragraph; ``version_id``: the version
    that was on the screen. Either ``suggestions`` (ids) say what else may stand, each where it
    differs from the text, or ``options`` do.
    """

    paragraph_id: int
    version_id: int | None = None
    quote: str = ""
    options: tuple[Option, ...] = ()
    suggestions: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place to be left open, in the words as they are stored."""

    starts: int
    ends: int
    options: tuple[Option, ...]


def leave_open(
    session: Session, by: Actor, document: Document, opening: BracketOpening, *, at: datetime
) -> tuple[Bracket, ...]:
    """Put a place in brackets, or every place where suggestions differ from the text: one event.

    Raises NotFound, Stale where the text is another than was seen, Invalid (``paragraph``,
    ``quote``, ``options``, ``owners``, ``suggestions``, ``reason``).
    """
    require(by, Verb.BRACKET, sight.case(session, document))
    events.head(session)
    current = paragraphs.current(session, document, opening.paragraph_id)
    if opening.version_id not in {None, current.version.id}:
        raise Stale(current.version)
    if not current.place.live or current.version.redacted:
        raise Invalid("paragraph", "deleted")
    check_length(opening.reason, *(option.words for option in opening.options))
    places = list(_places(session, document, current, opening))
    _check_apart(session, document, current, places)
    rows = [_open(session, by, current, place, opening, at) for place in places]
    _record_opened(session, by, document, rows, places, at)
    return tuple(rows)


def close(session: Session, by: Actor, bracket: Bracket, reason: str, *, at: datetime) -> None:
    """Close a bracket: the text is kept as it stands. Raises Invalid (``reason``), Stale."""
    document = session.get_one(Document, bracket.document_id)
    require(by, Verb.BRACKET, sight.case(session, document))
    words = normal(reason).strip()
    if not words:
        raise Invalid("reason", "missing")
    check_length(words)
    events.head(session)
    if _closing(session, bracket) is not None:
        raise Stale(bracket)
    session.add(_closed(by, bracket, None, words, at))
    session.flush()
    events.record(
        session,
        by,
        EventKind.BRACKET_CLOSED,
        [bracket, (SubjectKind.PARAGRAPH, bracket.paragraph_id)],
        at=at,
        audience=debated(session, document),
        document_id=document.id,
    )


def add_alternatives(
    session: Session,
    by: Actor,
    bracket: Bracket,
    options: Sequence[Option],
    *,
    at: datetime,
) -> Bracket:
    """Open a bracket anew with further alternatives, and close it: one event.

    What was printed in a revision keeps those it had. Raises Stale where it is closed, Invalid
    (``options``, ``owners``, ``quote`` where its words are lost or the brackets would cut markup).
    """
    document = session.get_one(Document, bracket.document_id)
    require(by, Verb.BRACKET, sight.case(session, document))
    check_length(*(option.words for option in options))
    events.head(session)
    if _closing(session, bracket) is not None:
        raise Stale(bracket)
    current = paragraphs.current(session, document, bracket.paragraph_id)
    words, old = current.version.words, session.get_one(Version, bracket.version_id).words
    where = brackets.span(bracket, old, words)
    if where.lost or not current.place.live or current.version.redacted:
        raise Invalid("quote", "lost")
    added = tuple(checked(session, options))
    if not added:
        raise Invalid("options", "missing")
    spot = WHOLE if (bracket.starts, bracket.ends) == WHOLE else (where.start, where.end)
    place = _Place(*spot, (*options_of(session, bracket), *added))
    _check_options(words, place)
    session.add(_closed(by, bracket, None, "", at))
    session.flush()
    opening = BracketOpening(bracket.paragraph_id, reason=bracket.reason)
    row = _open(session, by, current, place, opening, at)
    _record_opened(session, by, document, [row], [place], at)
    return row


def _record_opened(
    session: Session,
    by: Actor,
    document: Document,
    rows: Sequence[Bracket],
    places: Sequence[_Place],
    at: datetime,
) -> None:
    options = [option for place in places for option in place.options]
    named = {(SubjectKind.SUGGESTION, option.suggestion_id or 0) for option in options}
    named |= {(SubjectKind.DELEGATION, key) for option in options for key in option.owners}
    events.record(
        session,
        by,
        EventKind.BRACKET_OPENED,
        [*rows, (SubjectKind.PARAGRAPH, rows[0].paragraph_id), *(t for t in named if t[1])],
        at=at,
        audience=debated(session, document),
        document_id=document.id,
    )


def settle(
    session: Session,
    by: Actor,
    current: CurrentParagraph | None,
    change: ParagraphChange,
    at: datetime,
) -> list[BracketClosing]:
    """Close what a decision or an amendment has decided: bracketed words that it changed.

    Words that it left as they are stay in their bracket, wherever they stand then. The event of
    the act names what was closed.
    """
    gone = change.place is not None and not change.place.live
    if current is None or (change.version is None and not gone):
        return []
    if Procedure.BRACKETS not in sight.procedure(session):
        return []
    new = "" if gone or change.version is None else change.version.words
    rows = [
        _closed(by, bracket, change.version.id if change.version else None, "", at)
        for bracket, old in brackets.still_open(
            session, current.paragraph.document_id, current.paragraph.id
        )
        if gone or decided(bracket, old, current.version.words, new)
    ]
    session.add_all(rows)
    session.flush()
    return rows


def decided(bracket: Bracket, old: str, before: str, new: str) -> bool:
    """Whether words decide on a bracket that stood in the words ``before``.

    A whole paragraph is decided by any change; what was lost before, by none.
    """
    if (bracket.starts, bracket.ends) == WHOLE:
        return before != new
    return not brackets.span(bracket, old, before).lost and brackets.span(bracket, old, new).lost


def bracket(session: Session, document: Document, bracket_id: int) -> Bracket:
    """Return a bracket of this document. Raises NotFound."""
    row = session.get(Bracket, bracket_id)
    if row is None or row.document_id != document.id:
        raise NotFound
    return row


def _closing(session: Session, bracket: Bracket) -> int | None:
    query = sa.select(BracketClosing.id).where(BracketClosing.bracket_id == bracket.id)
    return session.scalar(query)


def _closed(
    by: Actor, bracket: Bracket, version_id: int | None, reason: str, at: datetime
) -> BracketClosing:
    return BracketClosing(
        bracket_id=bracket.id,
        version_id=version_id,
        reason=reason,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )


def _places(
    session: Session, document: Document, current: CurrentParagraph, opening: BracketOpening
) -> Iterator[_Place]:
    """Yield what is to be left open, checked."""
    words = current.version.words
    if opening.suggestions:
        yield from _asked(session, document, current, opening.suggestions)
        return
    options = tuple(checked(session, opening.options))
    if not options:
        raise Invalid("options", "missing")
    place = _Place(*quoted(words, opening.quote), options)
    _check_options(words, place)
    yield place


def _check_options(words: str, place: _Place) -> None:
    """See that no two alternatives are the same, and that the brackets cut no markup."""
    standing = words if (place.starts, place.ends) == WHOLE else words[place.starts : place.ends]
    texts = [standing, *(option.words for option in place.options)]
    if len(set(texts)) < len(texts):
        raise Invalid("options", "doubled")
    _check_markup(words, place)


def _check_markup(words: str, place: _Place) -> None:
    """See that brackets cut no link and no format in two, so that a reader sees them as meant."""
    whole = (place.starts, place.ends) == WHOLE
    starts, ends = (0, len(words)) if whole else (place.starts, place.ends)
    options = [option.words for option in place.options]
    shown = plain(bracketed(words, [(starts, ends, options)]))
    before, standing, after = map(plain, (words[:starts], words[starts:ends], words[ends:]))
    told = " / ".join((standing, *(plain(option) or "–" for option in options)))
    if shown != f"{before}[{told}]{after}":
        raise Invalid("quote", "markup")


def _asked(
    session: Session, document: Document, current: CurrentParagraph, ids: Sequence[int]
) -> Iterator[_Place]:
    """Yield every place where suggestions differ from the text, each with those that do."""
    query = (
        sa.select(Suggestion, Wording, Version.words)
        .join(Wording, newest.its_wording())
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .where(Suggestion.id.in_(ids), Suggestion.paragraph_id == current.paragraph.id)
        .order_by(Suggestion.number)
    )
    rows = session.execute(query).all()
    if len(rows) < len(set(ids)) or any(row[0].document_id != document.id for row in rows):
        raise Invalid("suggestions", "elsewhere")
    words = current.version.words
    wordings: dict[int, str] = {}
    authors = {row[0].id: authors_of(session, row[0], row[1]) for row in rows}
    for suggestion, wording, base in rows:
        if suggestion.status is not Status.SUBMITTED or suggestion.form not in ASKING:
            raise Stale(suggestion)
        if suggestion.form is SuggestionKind.REPLACE:
            merged = merge(base or "", words, wording.words)
            if not merged.clean:  # its words would undo what others have changed since
                raise Invalid("suggestions", "conflict")
            wordings[suggestion.id] = merged.text
        else:
            wordings[suggestion.id] = ""
    if "" in wordings.values():
        yield _Place(*WHOLE, tuple(_options([(t, [k]) for k, t in wordings.items()], authors)))
        return
    places = list(_contested(text.compile(words, wordings), authors))
    if not places:
        raise Invalid("suggestions", "unchanged")
    yield from places


def _contested(
    segments: Sequence[Segment[int]], authors: Mapping[int, tuple[int, ...]]
) -> Iterator[_Place]:
    """Yield the contested places.

    Where words would only be added, or begin with a comma, the word before goes along.
    """
    at = 0
    for number, segment in enumerate(segments):
        start, at = at, at + len(segment.base)
        if not segment.alternatives:
            continue
        lead = tail = ""
        texts = [segment.base, *(option.text for option in segment.alternatives)]
        if not all(map(reads_alone, texts)) or not segment.base.strip():
            lead = last_word(segments[number - 1].base) if number else ""
            if not lead and number + 1 < len(segments):
                tail = first_word(segments[number + 1].base)
        whole = [f"{lead}{words}{tail}" for words in texts]
        ahead, behind = blanks(whole)
        asked = [
            (words[ahead : len(words) - behind] if words.strip() else "", list(option.owners))
            for words, option in zip(whole[1:], segment.alternatives, strict=True)
        ]
        starts = start - len(lead) + ahead
        ends = at + len(tail) - behind
        yield _Place(starts, ends, tuple(_options(asked, authors)))


def _options(
    asked: Iterable[tuple[str, list[int]]], authors: Mapping[int, tuple[int, ...]]
) -> Iterator[Option]:
    for words, ids in asked:
        for key in ids:
            yield Option(words, authors[key], key)


def _check_apart(
    session: Session, document: Document, current: CurrentParagraph, places: Sequence[_Place]
) -> None:
    """See that no place stands within an open bracket, or around one."""
    words = current.version.words
    taken = [
        brackets.span(row, old, words)
        for row, old in brackets.still_open(session, document.id, current.paragraph.id)
    ]
    for place in places:
        whole = (place.starts, place.ends) == WHOLE
        start, end = (0, len(words)) if whole else (place.starts, place.ends)
        if any(not span.lost and start < span.end and span.start < end for span in taken):
            raise Invalid("quote", "bracketed")


def _open(
    session: Session,
    by: Actor,
    current: CurrentParagraph,
    place: _Place,
    opening: BracketOpening,
    at: datetime,
) -> Bracket:
    row = Bracket(
        document_id=current.paragraph.document_id,
        paragraph_id=current.paragraph.id,
        version_id=current.version.id,
        starts=place.starts,
        ends=place.ends,
        reason=normal(opening.reason).strip(),
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(row)
    session.flush()
    add_options(session, row, place.options)
    return row
