"""Sub-amendments in lists and tables that are handed over: below the suggestion that they amend."""

from collections.abc import Iterator

from flask_babel import gettext as _

from declaration.queries.publishing.disposition import Disposed
from declaration.queries.suggesting.subamended import SubAmended
from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import Block, Heading, Lines, Prose, said, shown
from declaration.web.discussing import amended, sentences
from declaration.web.discussing.report_lines import STRONG, line, told
from declaration.web.frame.labels import revision_label


def below(suggestion: Suggested) -> Iterator[Block]:
    """Yield what amends a suggestion, each under a heading of its own."""
    for each in suggestion.subamendments:
        yield Heading(line(_numbered(each)), 3)
        yield Prose((*_change(each, suggestion.language), *_fate(each, suggestion.language)))


def in_columns(suggestion: Suggested) -> Iterator[tuple[Lines, Lines]]:
    """Yield the suggestion's own text beside each change of it."""
    language = suggestion.language
    for each in suggestion.subamendments:
        base = (line(amended.asked(each), STRONG), *shown(each.base_words, language))
        named = line(_numbered(each), STRONG)
        yield base, (named, *_change(each, language), *_fate(each, language))


def disposed(row: Disposed, beside: int) -> Iterator[tuple[Lines, ...]]:
    """Yield what became of each, in the columns of the disposition; ``beside`` are of positions."""
    language = row.suggestion.language
    for each in row.suggestion.subamendments:
        yield (
            told(f"{each.name}\n{each.delegation}"),
            *[()] * beside,
            told(row.number_asked),
            (),
            told(row.number_newest),
            (line(amended.asked(each)), *_change(each, language)),
            told(_outcome(each)),
            (),
            said(each.answer, language),
        )


def listed_rows(row: Disposed) -> Iterator[list[str]]:
    """Yield each in the columns of the table of suggestions, but for those of positions."""
    for each in row.suggestion.subamendments:
        yield [
            each.name,
            row.number_asked,
            row.number_newest,
            _("Sub-amendment"),
            each.delegation,
            amended.state(each)[0],
            each.base_words,
            _words(each),
            each.reason,
            each.answer,
            each.made_at.isoformat(timespec="seconds"),
            "",
        ]


def disposed_rows(row: Disposed) -> Iterator[list[str]]:
    """Yield each in the columns of the disposition as a table, but for those of positions."""
    for each in row.suggestion.subamendments:
        yield [
            each.name,
            row.number_asked,
            *("", "", ""),
            row.number_newest,
            revision_label(row.newest),
            each.delegation,
            amended.asked(each),
            each.base_words,
            _words(each),
            each.reason,
            _outcome(each),
            *("", ""),
            each.answer,
        ]


def _numbered(each: SubAmended) -> str:
    return f"{amended.called(each)} · {each.delegation}"


def _words(each: SubAmended) -> str:
    return sentences.redacted() if each.redacted else each.words


def _change(each: SubAmended, language: str) -> Lines:
    """Return its redline against the suggestion, and why it is asked for."""
    why = (line(_("Reason"), STRONG), *said(each.reason, each.language)) if each.reason else ()
    if each.redacted:
        return (*told(sentences.redacted()), *why)
    new, old = amended.piece(each)
    return (*shown(new, language, old), *why)


def _outcome(each: SubAmended) -> str:
    return " ".join(filter(None, (amended.became(each), amended.answered_by(each))))


def _fate(each: SubAmended, language: str) -> Lines:
    """Say what became of it, by whom and why."""
    return (*told(_outcome(each)), *said(each.answer, language))
