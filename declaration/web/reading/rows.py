"""The rows of a text: each rendered once, kept in memory, joined when a page is asked for.

A row is keyed by all that it shows, so that it is never stale: its passage, the words it is
compared with, the counts beside it, the language of the pages and the address it stands at.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from flask import current_app, url_for
from flask_babel import ngettext
from markupsafe import Markup

from declaration.comparison import Fate, ParagraphPair, compared
from declaration.manuscript import Manuscript, Passage
from declaration.queries.suggesting.suggestions import Counts
from declaration.web.cache import redlines
from declaration.web.cache.memory import memory
from declaration.web.reading import brackets as reading_brackets, open_brackets
from declaration.web.reading.proposal import Proposal
from models.vocabulary import Kind

CHANGED, SUGGESTED = "changed", "suggested"


class TextRow(NamedTuple):
    """One paragraph as it is to be shown.

    ``old``: the words that it is compared with, None = as it stands. ``gone``: taken out of the
    text. ``moved_from``: the number where it stood, None = it did not move. ``counts``: None for
    readers to whom the debate is closed. ``others``, ``brackets``: what the compilation sets there;
    ``proposal``: the suggestion that is shown there. ``agreed``: provisionally, as it stands.
    """

    passage: Passage
    old: str | None = None
    gone: bool = False
    moved_from: str | None = None
    counts: Counts | None = None
    open: bool = False
    others: tuple[reading_brackets.OtherWords, ...] = ()
    brackets: tuple[reading_brackets.Bracket, ...] = ()
    proposal: Proposal | None = None
    agreed: bool = False

    @property
    def piece(self) -> redlines.Piece | None:
        """Return what is rendered for it; None where its words are made otherwise."""
        passage = self.passage
        if self.others or passage.redacted or (self.gone and self.old is None):
            return None
        if self.old is None:
            return redlines.Piece(passage.words)
        return redlines.Piece("" if self.gone else passage.words, self.old)

    @property
    def opened(self) -> bool:
        """Whether brackets that are left open stand among its words."""
        passage = self.passage
        shown = not (self.gone or passage.redacted)
        return bool(passage.open) and shown and self.old is None and not self.others

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what leads to it from elsewhere in the text: CHANGED, SUGGESTED."""
        changed = self.old is not None or self.gone or self.moved_from is not None
        suggested = self.counts is not None and self.counts.suggestions > 0
        return (CHANGED,) * changed + (SUGGESTED,) * suggested


class Sheet(NamedTuple):
    """Where rows stand: language of the pages, document, address of the page, what one may do.

    ``drafts_only``: suggestions are written, but not sent any more; ``discusses``: comments are.
    """

    language: str
    slug: str
    url: str
    quotable: bool = False
    suggests: bool = False
    drafts_only: bool = False
    discusses: bool = False

    def opening(self, uid: str) -> str:
        """Return the address at which a paragraph's notes stand beside it."""
        return f"{self.url}{'&' if '?' in self.url else '?'}open={uid}#{uid}"

    def writing(self, row: TextRow) -> str | None:
        """Return the address at which one writes other words at once; None where one cannot."""
        if not self.suggests or row.gone or row.counts is None:
            return None
        uid = row.passage.uid
        return url_for("suggest.write", slug=self.slug, open=uid, write="replace", _anchor=uid)

    def notes(self, row: TextRow) -> dict[str, Any]:
        """Return what stands beside a row: addresses to open it and to write, and their words."""
        return {
            "opening": self.opening(row.passage.uid),
            "writing": self.writing(row),
            "drafts_only": self.drafts_only,
            "discusses": self.discusses,
        }


def rows(
    text: Manuscript,
    base: Manuscript | None,
    counts: Mapping[int, Counts] | None,
    agreed: Collection[int] = (),
) -> tuple[TextRow, ...]:
    """Return a text's rows: as it stands, or with its changes since ``base``.

    ``agreed``: the versions that are agreed provisionally.
    """
    plain = [_changed(pair) for pair in compared(base, text)] if base else _clean(text)
    if agreed:
        plain = [
            row._replace(agreed=not row.gone and row.passage.version_id in agreed) for row in plain
        ]
    if counts is None:
        return tuple(plain)
    none = Counts()
    return tuple(row._replace(counts=counts.get(row.passage.paragraph_id, none)) for row in plain)


def _clean(text: Manuscript) -> list[TextRow]:
    return [TextRow(passage, gone=not passage.live) for passage in text.passages]


def _changed(pair: ParagraphPair) -> TextRow:
    old, new = pair.words
    moved_from = pair.old.number if pair.fate is Fate.MOVED and pair.old else None
    before = None if old == new else old
    return TextRow(pair.either, before, gone=pair.fate is Fate.REMOVED, moved_from=moved_from)


def outline(rows: Iterable[TextRow]) -> list[dict[str, Any]]:
    """Return the headings as links, with how much is said in the section below each."""
    sections: list[tuple[Passage, list[Counts], list[int]]] = []
    for row in rows:
        if row.passage.kind in {Kind.HEADING, Kind.ANNEX} and not row.gone:
            sections.append((row.passage, [], []))
        if sections and row.counts:
            sections[-1][1].append(row.counts)
        if sections and not row.gone:
            sections[-1][2].append(len(row.passage.open))
    return [_section(passage, counts, sum(opened)) for passage, counts, opened in sections]


def _section(passage: Passage, counts: Sequence[Counts], opened: int) -> dict[str, Any]:
    suggestions = sum(count.suggestions for count in counts)
    comments = sum(count.comments for count in counts)
    labels = []
    if suggestions:
        labels.append(ngettext("%(num)s suggestion", "%(num)s suggestions", suggestions))
    if comments:
        labels.append(ngettext("%(num)s comment", "%(num)s comments", comments))
    if opened:
        labels.append(ngettext("%(num)s open bracket", "%(num)s open brackets", opened))
    return {
        "label": redlines.plain_words(passage.words),
        "url": f"#{passage.uid}",
        "level": max(1, passage.level),
        "current": False,
        "count": suggestions,
        "open": opened,
        "said": ", ".join(labels),
    }


def rendered(sheet: Sheet, rows: Sequence[TextRow]) -> list[Markup]:
    """Render rows in their order; those in memory cost a look."""
    memory_ = memory()
    return [
        memory_.get_or_make(("row", sheet, row), partial(_rendered, sheet, row)) for row in rows
    ]


def _rendered(sheet: Sheet, row: TextRow) -> Markup:
    template: Any = current_app.jinja_env.get_template("reading/row.html")
    passage, proposal = row.passage, row.proposal
    html: Markup = template.module.row(
        row,
        words(row),
        {
            "heading": heading(passage),
            "indent": indent(passage),
            "story": url_for("reading.paragraph", slug=sheet.slug, uid=passage.uid),
            **sheet.notes(row),
            "quotable": sheet.quotable
            and not (row.gone or row.others or row.passage.open)
            and row.old is None,
            "language": sheet.language,
        },
        _below(row),
        proposal.block if proposal and proposal.instead else None,
    )
    return html


def words(row: TextRow) -> Markup | None:
    """Render the words of a row; None where there are none to show."""
    if row.others:
        return reading_brackets.words(row.passage.words, row.others)
    if row.opened:
        return open_brackets.words(row.passage)
    return redlines.piece_html(row.piece) if row.piece else None


def _below(row: TextRow) -> Markup:
    inserted = row.proposal.block if row.proposal and not row.proposal.instead else Markup("")
    asked = reading_brackets.below(row.brackets, row.passage.language)
    opened = Markup("") if row.gone else open_brackets.below(row.passage, inline=row.opened)
    return inserted + opened + asked


def heading(passage: Passage) -> int:
    """Return which of h2 to h4 a passage is, 0 for none."""
    if passage.kind is Kind.HEADING:
        return min(passage.level + 1, 4)
    return 2 if passage.kind.heads else 0


def indent(passage: Passage) -> int:
    """Return how far a passage stands from the margin: 0 to 2."""
    return min(passage.level, 2) if passage.kind is Kind.ITEM else 0
