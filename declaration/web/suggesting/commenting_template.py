"""The table in which standards bodies collect comments: who, where, of which type, what.

Its columns are those of ISO's template for comments on a draft. Observations of the secretariat
are what the committee decided, and what was answered. A text has no lines before it is set, so
that this column is left to be filled in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.manuscript import Passage
from declaration.queries.comments import Thread
from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import Grid, Report
from declaration.text import plain
from declaration.web.cache import shared
from declaration.web.discussing import comment_table, places, sentences
from declaration.web.discussing.report_lines import told
from declaration.web.frame import language
from declaration.web.reading import notices
from models.vocabulary import Capacity, Kind, SuggestionKind

HEADS = (
    _l("Member"),
    _l("Line number"),
    _l("Clause"),
    _l("Paragraph"),
    _l("Type of comment (ge: general, te: technical, ed: editorial)"),
    _l("Comment"),
    _l("Proposed change"),
    _l("Observations of the secretariat"),
)
WIDTHS = (3, 3, 3, 3, 3, 6, 6, 5)
SECTIONS = {Kind.HEADING, Kind.ANNEX}
GENERAL = "ge"  # ISO's own abbreviation; which of the others holds, only its author can say


def report(slug: str, rows: Sequence[Sequence[str]]) -> Report:
    """Return the table on pages that lie on their side."""
    cells = tuple(tuple(map(told, row)) for row in rows)
    grid = Grid(tuple(map(str, HEADS)), cells, WIDTHS)
    newest = notices.newest(shared.listed(slug))
    about = notices.about(slug, newest)
    return Report(_("Commenting template"), language.code(), about, (grid,), newest, wide=True)


def rows(slug: str) -> Iterator[list[str]]:
    """Yield what is asked and what is said, each in the order of the text."""
    listed, threads = shared.listed(slug), comment_table.threads(slug)
    if not listed and not threads:
        return
    clauses = _clauses(shared.newest(shared.shelf(slug)).passages)
    for suggestion in listed:
        about = suggestion.paragraph_id or suggestion.after_id
        general = suggestion.form is SuggestionKind.GENERAL
        passage = suggestion.after if suggestion.form is SuggestionKind.INSERT else None
        yield [
            sentences.author(suggestion),
            "",
            clauses.get(about or 0, ""),
            "" if general else places.name(suggestion.paragraph or passage),
            GENERAL if general else "",
            suggestion.reason,
            _proposed(suggestion),
            _observed(suggestion),
        ]
    for about_, asked, thread in threads:
        comment = thread.comment
        yield [
            sentences.author(comment),
            "",
            clauses.get(comment.paragraph_id or 0, ""),
            about_,
            GENERAL if comment.paragraph_id is None and asked is None else "",
            comment_table.words(comment),
            _("Suggestion %(number)s", number=asked.number) if asked else "",
            _answered(thread),
        ]


def _clauses(passages: Iterable[Passage]) -> Mapping[int, str]:
    """Return the words of the heading above each paragraph, by its id."""
    clauses, heading = {}, ""
    for passage in passages:
        heading = plain(passage.words) if passage.kind in SECTIONS else heading
        clauses[passage.paragraph_id] = heading
    return clauses


def _proposed(suggestion: Suggested) -> str:
    """Say what is asked, and the words that are."""
    if suggestion.redacted:
        return _("The secretariat has redacted this content.")
    return "\n".join(filter(None, (sentences.asked(suggestion), plain(suggestion.words))))


def _observed(suggestion: Suggested) -> str:
    ruling = suggestion.ruling
    reason = ruling.reason if ruling and not suggestion.live else ""
    return "\n".join(filter(None, (sentences.outcome(suggestion), reason)))


def _answered(thread: Thread) -> str:
    """Return what committee and secretariat answered, and that a comment is done with."""
    officials = {Capacity.COMMITTEE, Capacity.SECRETARIAT}
    words = [comment_table.words(each) for each in thread.answers if each.capacity in officials]
    return "\n".join([*words, *([_("Resolved")] if thread.comment.resolved else [])])
