"""The rows of a text: each rendered once, kept in memory, joined when a page is asked for.

A row is keyed by all that it shows, so that it is never stale: its passage, the words it is
compared with, the counts beside it, the language of the pages and the address it stands at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from flask import current_app, url_for
from markupsafe import Markup

from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading.comparison import Fate, ParagraphPair, compared
from declaration.queries.suggesting.suggestions import Counts
from declaration.web.cache import redlines
from declaration.web.cache.memory import memory
from declaration.web.cache.redlines import Piece
from declaration.web.reading import brackets as reading_brackets
from declaration.web.reading.brackets import Bracket, Wanted
from declaration.web.reading.proposal import Proposal
from models.vocabulary import Kind

HEADS = {Kind.TITLE, Kind.HEADING, Kind.ANNEX}
CHANGED, SUGGESTED = "changed", "suggested"
WARM, HOT = 3, 8  # suggestions and comments in a section: its heat in the outline


class Row(NamedTuple):
    """One paragraph as it is to be shown.

    ``old``: the words that it is compared with, None = as it stands. ``gone``: taken out of the
    text. ``moved_from``: the number where it stood, None = it did not move. ``counts``: None for
    readers to whom the debate is closed. ``wanted``, ``brackets``: what the compilation sets there;
    ``proposal``: the suggestion that is shown there.
    """

    passage: Passage
    old: str | None = None
    gone: bool = False
    moved_from: str | None = None
    counts: Counts | None = None
    open: bool = False
    wanted: tuple[Wanted, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    proposal: Proposal | None = None

    @property
    def piece(self) -> Piece | None:
        """Return what is rendered for it; None where its words are made otherwise."""
        passage = self.passage
        if self.wanted or passage.redacted or (self.gone and self.old is None):
            return None
        if self.old is None:
            return Piece(passage.words)
        return Piece("" if self.gone else passage.words, self.old)

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what leads to it from elsewhere in the text: CHANGED, SUGGESTED."""
        changed = self.old is not None or self.gone or self.moved_from is not None
        suggested = self.counts is not None and self.counts.suggestions > 0
        return (CHANGED,) * changed + (SUGGESTED,) * suggested


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand: language of the pages, document, address of the page, what one may do."""

    language: str
    slug: str
    url: str
    quotable: bool = False
    suggests: bool = False

    def opening(self, uid: str) -> str:
        """Return the address at which a paragraph's notes stand beside it."""
        return f"{self.url}{'&' if '?' in self.url else '?'}open={uid}#{uid}"

    def writing(self, row: Row) -> str | None:
        """Return the address at which one writes other words at once; None where one cannot."""
        if not self.suggests or row.gone or row.open or row.counts is None:
            return None
        uid = row.passage.uid
        return url_for("suggest.write", slug=self.slug, open=uid, write="replace", _anchor=uid)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline; ``heat`` 0 to 3."""

    label: str
    url: str
    level: int
    heat: int
    suggestions: int
    comments: int
    current: bool = False


def rows(
    text: Manuscript,
    base: Manuscript | None,
    counts: Mapping[int, Counts] | None,
    opened: str = "",
) -> tuple[Row, ...]:
    """Return a text's rows: as it stands, or with its changes since ``base``."""
    shown = [_changed(pair) for pair in compared(base, text)] if base else _clean(text)
    none = Counts()
    return tuple(
        row._replace(
            counts=None if counts is None else counts.get(row.passage.paragraph_id, none),
            open=row.passage.uid == opened,
        )
        for row in shown
    )


def rendered(place: Place, shown: Sequence[Row]) -> list[Markup]:
    """Render rows in their order; those in memory cost a look."""
    keeps = memory()
    return [keeps.made(("row", place, row), partial(_rendered, place, row)) for row in shown]


def words(row: Row) -> Markup:
    """Render the words of one row alone."""
    return _words(row) or Markup("")


def heading(passage: Passage) -> int:
    """Return which of h2 to h4 a passage is, 0 for none."""
    if passage.kind is Kind.HEADING:
        return min(passage.level + 1, 4)
    return 2 if passage.kind in HEADS else 0


def indent(passage: Passage) -> int:
    """Return how far a passage stands from the margin: 0 to 2."""
    return min(passage.level, 2) if passage.kind is Kind.ITEM else 0


def outline(shown: Iterable[Row]) -> list[Heading]:
    """Return the headings, with how much is said in the section below each."""
    found: list[Heading] = []
    sums: list[list[int]] = []
    for row in shown:
        if row.passage.kind in {Kind.HEADING, Kind.ANNEX} and not row.gone:
            level = max(1, row.passage.level)
            found.append(
                Heading(
                    redlines.plain_words(row.passage.words), f"#{row.passage.uid}", level, 0, 0, 0
                )
            )
            sums.append([0, 0])
        if sums and row.counts:
            sums[-1][0] += row.counts.suggestions
            sums[-1][1] += row.counts.comments
    return [_heated(heading, *said) for heading, said in zip(found, sums, strict=True)]


def _heated(heading: Heading, suggestions: int, comments: int) -> Heading:
    said = suggestions + comments
    heat = (said > 0) + (said >= WARM) + (said >= HOT)
    return Heading(heading.label, heading.url, heading.level, heat, suggestions, comments)


def _clean(text: Manuscript) -> list[Row]:
    return [Row(passage, gone=not passage.live) for passage in text.passages]


def _changed(pair: ParagraphPair) -> Row:
    old, new = pair.words
    moved_from = pair.old.number if pair.fate is Fate.MOVED and pair.old else None
    before = None if old == new else old
    return Row(pair.either, before, gone=pair.fate is Fate.REMOVED, moved_from=moved_from)


def _words(row: Row) -> Markup | None:
    """Render the words of a row; None where there are none to show."""
    if row.wanted:
        return reading_brackets.words(row.passage.words, row.wanted)
    return redlines.piece_html(row.piece) if row.piece else None


def _below(row: Row) -> Markup:
    inserted = row.proposal.block if row.proposal and not row.proposal.instead else Markup("")
    return inserted + reading_brackets.below(row.brackets, row.passage.language)


def _rendered(place: Place, row: Row) -> Markup:
    template: Any = current_app.jinja_env.get_template("reading/row.html")
    passage = row.passage
    html: Markup = template.module.row(
        row,
        _words(row),
        {
            "heading": heading(passage),
            "indent": indent(passage),
            "story": url_for("reading.paragraph", slug=place.slug, uid=passage.uid),
            "opening": place.opening(passage.uid),
            "writing": place.writing(row),
            "quotable": place.quotable and not row.gone and row.old is None and not row.wanted,
            "language": place.language,
        },
        _below(row),
        row.proposal.block if row.proposal and row.proposal.instead else None,
    )
    return html
