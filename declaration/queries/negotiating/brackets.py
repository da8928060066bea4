"""What is left open in a text: places in brackets, with their alternatives and who wants them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.left_open import OpenAlternative, OpenBracket
from declaration.manuscript import Manuscript, Passage
from declaration.text import Quote, locate
from models.base import canonical, sealed
from models.debate import Suggestion
from models.document import Document, Version
from models.negotiation import (
    Bracket,
    BracketAlternative,
    BracketClosing,
    BracketOwner,
    RevisionBracket,
)
from models.people import Delegation

AROUND = 32  # characters kept in mind on either side of bracketed words
CLOSED = sa.exists().where(BracketClosing.bracket_id == Bracket.id)
OPEN = (  # with the words that were put in brackets
    sa.select(Bracket, Version.words)
    .join(Version, Version.id == Bracket.version_id)
    .where(~CLOSED)
    .order_by(Bracket.id)
)
Row = sa.Row[*tuple[Any, ...]]
NOTHING: tuple[int, int] = (0, 0)


class BracketSpan(NamedTuple):
    """Where bracketed words stand in a paragraph as it is now; ``lost``: nowhere, so at its end."""

    start: int
    end: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """An open bracket: in which passage (None where it is gone), why, and since when."""

    bracket: OpenBracket
    passage: Passage | None
    whole: bool
    reason: str
    since: datetime


def still_open(
    session: Session, document_id: int, paragraph_id: int | None = None
) -> Sequence[tuple[Bracket, str]]:
    """Return the open brackets of a document or a paragraph, each with the words it was put in.

    One statement.
    """
    query = OPEN.where(Bracket.document_id == document_id)
    if paragraph_id is not None:
        query = query.where(Bracket.paragraph_id == paragraph_id)
    return [(row[0], row[1]) for row in session.execute(query)]


def number_open(session: Session, document_id: int) -> int:
    """Return how many brackets are open in a document. One statement."""
    query = sa.select(sa.func.count(Bracket.id)).where(Bracket.document_id == document_id, ~CLOSED)
    return session.scalar(query) or 0


def span(bracket: Bracket, old: str, new: str) -> BracketSpan:
    """Find the words that were bracketed in ``old`` in the paragraph as it reads now."""
    if (bracket.starts, bracket.ends) == NOTHING:
        return BracketSpan(0, len(new))
    if old == new:
        return BracketSpan(bracket.starts, bracket.ends)
    prefix = old[max(0, bracket.starts - AROUND) : bracket.starts]
    suffix = old[bracket.ends : bracket.ends + AROUND]
    exact = old[bracket.starts : bracket.ends]
    quote = Quote(exact, prefix, suffix, bracket.starts, bracket.ends)
    located = locate(quote, old, new)
    if located.outcome in {"anchored", "moved"}:
        return BracketSpan(located.start, located.end)
    return BracketSpan(len(new), len(new), lost=True)


def laid(session: Session, text: Manuscript) -> Manuscript:
    """Return a text with what is open in it; a revision with what was. One statement at most."""
    by_paragraph: defaultdict[int | None, list[OpenBracket]] = defaultdict(list)
    for place in places(session, text):
        by_paragraph[place.passage.paragraph_id if place.passage else None].append(place.bracket)
    if not by_paragraph:
        return text
    passages = (
        replace(passage, open=tuple(by_paragraph.get(passage.paragraph_id, ())))
        for passage in text.passages
    )
    return replace(text, passages=tuple(passages))


def places(session: Session, text: Manuscript) -> tuple[OpenPlace, ...]:
    """Return what is open in a text, in its order; what is in no paragraph last. One statement.

    None for a revision in which nothing was.
    """
    if text.revision_id and not text.open_hash:
        return ()
    passages = {passage.paragraph_id: passage for passage in text.passages if passage.live}
    rows = session.execute(_query(text)).all()
    if not rows:
        return ()
    alternatives = _alternatives(rows)
    brackets = {row.Bracket.id: row for row in rows}
    order = {paragraph_id: place for place, paragraph_id in enumerate(passages)}
    ordered = [
        _place(row, passages.get(row.Bracket.paragraph_id), alternatives)
        for row in brackets.values()
    ]
    ordered.sort(
        key=lambda place: (
            order.get(place.passage.paragraph_id, 0) if place.passage else len(order),
            place.bracket.start,
            place.bracket.end,
            place.bracket.id,
        )
    )
    return tuple(_apart(ordered))


def open_hash(session: Session, printed: Iterable[tuple[Bracket, BracketSpan]]) -> str:
    """Return SHA-256 over what is open: places, the hashes of all words, owners. One statement.

    It covers the sealed hashes of the words, so that it holds when these are redacted.
    """
    spans = {bracket.id: where for bracket, where in printed}
    if not spans:
        return ""
    query = (
        sa.select(
            BracketAlternative.bracket_id,
            BracketAlternative.ordinal,
            BracketAlternative.digest,
            BracketOwner.delegation_id,
        )
        .outerjoin(BracketOwner, BracketOwner.alternative_id == BracketAlternative.id)
        .where(BracketAlternative.bracket_id.in_(spans))
        .order_by(BracketAlternative.id, BracketOwner.id)
    )
    rows = [list(row) for row in session.execute(query)]
    return sealed("", [canonical([sorted([key, *where] for key, where in spans.items()), rows])])


def standing(session: Session, text: Manuscript) -> list[tuple[Bracket, str, BracketSpan]]:
    """Return the open brackets of a rolling text, their words, and where they stand in it now.

    One statement.
    """
    passages = {passage.paragraph_id: passage for passage in text.passages if passage.live}
    rows = []
    for bracket, words in still_open(session, text.document_id):
        passage = passages.get(bracket.paragraph_id)
        rows.append((bracket, words, span(bracket, words, passage.words if passage else "")))
    return rows


def _query(text: Manuscript) -> sa.Select[*tuple[Any, ...]]:
    """Select what is open in a text: a row for every owner of every alternative."""
    query = (
        sa.select(Bracket, Version.words, BracketAlternative, Delegation, Suggestion.number)
        .join(Version, Version.id == Bracket.version_id)
        .outerjoin(BracketAlternative, BracketAlternative.bracket_id == Bracket.id)
        .outerjoin(BracketOwner, BracketOwner.alternative_id == BracketAlternative.id)
        .outerjoin(Delegation, Delegation.id == BracketOwner.delegation_id)
        .outerjoin(Suggestion, Suggestion.id == BracketAlternative.suggestion_id)
        .order_by(Bracket.id, BracketAlternative.ordinal, BracketOwner.id)
    )
    if not text.revision_id:
        return query.where(Bracket.document_id == text.document_id, ~CLOSED)
    printed = RevisionBracket.bracket_id == Bracket.id
    query = query.add_columns(RevisionBracket).join(RevisionBracket, printed)
    return query.where(RevisionBracket.revision_id == text.revision_id)


def _alternatives(rows: Iterable[Row]) -> Mapping[int, tuple[OpenAlternative, ...]]:
    """Return alternatives by bracket; those of equal words are one, wanted by all who want it."""
    by_bracket: defaultdict[int, dict[str | int, OpenAlternative]] = defaultdict(dict)
    for _bracket, _words, row, delegation, number, *_printed in rows:
        if row is None:
            continue
        key = row.id if row.redacted else row.words
        known = by_bracket[row.bracket_id].get(key)
        if known is None:
            known = OpenAlternative(row.words, redacted=row.redacted)
        owner = ((delegation.name, delegation.disc.hue),) if delegation else ()
        asked = (number,) if number else ()
        by_bracket[row.bracket_id][key] = replace(
            known,
            owners=tuple(dict.fromkeys(known.owners + owner)),
            numbers=tuple(dict.fromkeys(known.numbers + asked)),
        )
    return {key: tuple(alternatives.values()) for key, alternatives in by_bracket.items()}


def _place(
    row: Row, passage: Passage | None, alternatives: Mapping[int, tuple[OpenAlternative, ...]]
) -> OpenPlace:
    bracket, words, _alternative, _delegation, _number, *printed = row
    if printed:
        where = BracketSpan(printed[0].starts, printed[0].ends, printed[0].lost)
    else:
        where = span(bracket, words, passage.words if passage else "")
    whole = (bracket.starts, bracket.ends) == NOTHING
    opened = OpenBracket(
        id=bracket.id,
        start=where.start,
        end=where.end,
        quoted=words if whole else words[bracket.starts : bracket.ends],
        alternatives=alternatives.get(bracket.id, ()),
        lost=where.lost,
    )
    return OpenPlace(opened, passage, whole, bracket.reason, bracket.created_at)


def _apart(ordered: Iterable[OpenPlace]) -> Iterator[OpenPlace]:
    """Yield places of which none stands within another: one that would is shown as lost."""
    last = (0, 0)
    for place in ordered:
        paragraph_id = place.passage.paragraph_id if place.passage else 0
        bracket = place.bracket
        if (
            place.passage
            and not bracket.lost
            and (last[0] == paragraph_id and last[1] > bracket.start)
        ):
            end = len(place.passage.words)
            yield replace(place, bracket=replace(bracket, start=end, end=end, lost=True))
            continue
        if not bracket.lost:
            last = (paragraph_id, bracket.end)
        yield place


def holds(session: Session, suggestion_id: int) -> bool:
    """Whether a suggestion is an alternative in an open bracket. One statement."""
    query = (
        sa.select(Bracket.id)
        .join(BracketAlternative, BracketAlternative.bracket_id == Bracket.id)
        .where(BracketAlternative.suggestion_id == suggestion_id, ~CLOSED)
    )
    return session.scalar(query.limit(1)) is not None


def documents_open(session: Session) -> Mapping[str, int]:
    """Return by slug how many brackets are open in each document that has any. One statement."""
    query = (
        sa.select(Document.slug, sa.func.count(Bracket.id))
        .join(Bracket, Bracket.document_id == Document.id)
        .where(~CLOSED)
        .group_by(Document.slug)
    )
    return {row[0]: row[1] for row in session.execute(query)}
