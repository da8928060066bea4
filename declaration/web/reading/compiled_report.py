"""The compilation to take away: every alternative in square brackets, with those who ask for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from declaration import text
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting.compilation import HEAD, Compilation, compilation
from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import Block, Heading, Line, Prose, Report, TextParagraph
from declaration.text import MarkedText
from declaration.web.cache import shared
from declaration.web.discussing import report_lines
from declaration.web.discussing.report_lines import STRONG, line
from declaration.web.frame import language
from declaration.web.reading import notices
from declaration.web.reading.brackets import (
    Bracket,
    OtherWords,
    Stretch,
    Whose,
    brackets,
    other_words,
    stretches,
)
from models.vocabulary import Kind, SuggestionKind

Runs = tuple[MarkedText, ...]
EMPHASIS = (("em", ""),)


def report(slug: str) -> Report:
    """Return the rolling text with all that awaits a decision; what has no place in it follows."""
    manuscript = notices.noticed(shared.text(slug, ROLLING))
    own, names = manuscript.own_title, (_("Compilation of suggestions"), manuscript.notice)
    title = text.plain(own.words) if own else manuscript.title
    blocks = _blocks(manuscript, compilation(shared.listed(slug)))
    return notices.report(slug, title, blocks, *names, seal=manuscript.seal)


def _blocks(manuscript: Manuscript, asked: Compilation) -> Iterator[Block]:
    spoken = manuscript.language
    yield from _below(brackets(asked, HEAD), spoken)
    own = manuscript.own_title
    stored = {passage.paragraph_id: passage for passage in manuscript.passages}
    for shown in manuscript.shown:
        others = other_words(asked, shown.paragraph_id)
        passage = stored[shown.paragraph_id] if others else shown
        if own is None or passage.paragraph_id != own.paragraph_id:
            yield TextParagraph(passage, tuple(_runs(passage, others)), changed=bool(others))
        elif others:  # the title itself is that of the report
            plain = replace(passage, kind=Kind.PLAIN)
            yield TextParagraph(plain, tuple(_runs(passage, others)), changed=True)
        if others:
            yield from _left_open(manuscript, passage)
        yield from _below(brackets(asked, passage.paragraph_id), spoken)
    if asked.listed:
        heading = _("Suggestions that have no place in the current text")
        yield Heading(line(heading), 2)
        for suggestion in asked.listed:
            yield from _listed(suggestion)


def _left_open(manuscript: Manuscript, passage: Passage) -> Iterator[Block]:
    """Yield what the committee leaves open in a paragraph, apart from what is suggested."""
    for bracket in passage.open:
        words = text.seen(manuscript.bracket(passage, bracket))
        yield Prose((line(_("Left open:")),), small=True)
        yield Prose((Line(words, passage.language),))


def _runs(passage: Passage, others: Sequence[OtherWords]) -> Iterator[MarkedText]:
    """Yield the words of a paragraph with every alternative in its place."""
    for stretch in stretches(passage.words, others, text.seen_parts):
        if stretch.alternatives:
            yield from _contested(stretch)
        else:
            yield from stretch.words


def _contested(stretch: Stretch[Runs]) -> Iterator[MarkedText]:
    if stretch.ahead:
        yield MarkedText(" ", ())
    current = _stripped(stretch.words)
    if current:
        yield from (MarkedText("[", ()), *current, MarkedText("] ", ()))
    for place, (words, goes_on, whose) in enumerate(stretch.alternatives):
        wanted, owners = _stripped(words), MarkedText(_names(whose), STRONG)
        if place:
            yield MarkedText(" ", ())
        if wanted and goes_on:
            yield from (MarkedText("[", ()), *wanted, MarkedText(" – ", ()), owners)
        else:
            delete = MarkedText(_("delete"), EMPHASIS)
            yield from (MarkedText("[", ()), owners, MarkedText(": ", ()), *(wanted or (delete,)))
        yield MarkedText("]", ())
    if stretch.behind:
        yield MarkedText(" ", ())


def _stripped(runs: Runs) -> Runs:
    """Take the blanks off both ends."""
    if not runs:
        return runs
    first = runs[0]._replace(text=runs[0].text.lstrip())
    runs = (first, *runs[1:])
    last = runs[-1]._replace(text=runs[-1].text.rstrip())
    return tuple(run for run in (*runs[:-1], last) if run.text)


def _below(wishes: Iterable[Bracket], spoken: str) -> Iterator[Block]:
    """Yield what else is asked at a paragraph; ``spoken``: the language of the text."""
    for wish in wishes:
        owners = MarkedText(_names(wish.whose), STRONG)
        start, end = (MarkedText("[", ()), owners, MarkedText(": ", ())), MarkedText("]", ())
        if wish.form is SuggestionKind.INSERT:
            yield Prose((line(_("New paragraph:")),), small=True)
            yield Prose((Line((*start, *text.seen(wish.words), end), spoken),))
        else:
            runs = (*start, MarkedText(wish.wish, ()), end)
            yield Prose((Line(runs, language.code()),), small=True)


def _listed(suggestion: Suggested) -> Iterator[Block]:
    """Yield what has no place in the words as they are now."""
    yield Heading(line(report_lines.named(suggestion)), 3)
    yield Prose(report_lines.change(suggestion))
    yield Prose(report_lines.reason(suggestion), small=True)


def _names(whose: Iterable[Whose]) -> str:
    return "; ".join(f"{each.name} ({each.number})" for each in whose)
