"""The table in which standards bodies collect comments: who, where, of which type, what.

Its columns are those of ISO's template for comments on a draft. Observations of the secretariat
are what the committee decided, and what was answered. A text has no lines before it is set, so
that this column is left to be filled in.
"""

from collections.abc import Iterable, Iterator, Mapping

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.manuscript import Passage
from declaration.queries.comments import Thread
from declaration.queries.reading.shelf import Shelf
from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import Grid, Report
from declaration.text import plain
from declaration.web.cache import shared
from declaration.web.discussing import comment_table, places, sentences
from declaration.web.discussing.comment_table import PlacedThread
from declaration.web.discussing.report_lines import told
from declaration.web.reading import notices
from declaration.web.suggesting.amendments import outcome
from models.vocabulary import Capacity, Kind, Status, SuggestionKind

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
OFFICIALS = {Capacity.COMMITTEE, Capacity.SECRETARIAT}
GENERAL = "ge"  # ISO's own abbreviation; which of the others holds, only its author can say


def report(slug: str) -> Report:
    """Return the table on pages that lie on their side."""
    cells = tuple(tuple(map(told, row)) for row in rows(slug))
    grid = Grid(tuple(map(str, HEADS)), cells, WIDTHS)
    return notices.report(slug, _("Commenting template"), [grid], wide=True)


def rows(slug: str) -> Iterator[list[str]]:
    """Yield what is asked and what is said, each in the order of the text.

    What is internal stays with the delegation; what was withdrawn is asked no more.
    """
    shelf = shared.shelf(slug)
    listed, threads = shared.listed(slug), comment_table.threads(slug)
    if not listed and not threads:
        return
    clauses = _clauses(shared.newest(shelf).passages)
    for suggestion in listed:
        if suggestion.status is not Status.WITHDRAWN:
            yield _asked(suggestion, clauses, shelf)
    for placed in threads:
        yield from _said(placed, clauses)


def _asked(suggestion: Suggested, clauses: Mapping[int, str], shelf: Shelf) -> list[str]:
    general = suggestion.form is SuggestionKind.GENERAL
    about = suggestion.paragraph_id or suggestion.after_id or 0
    passage = suggestion.after if suggestion.form is SuggestionKind.INSERT else suggestion.paragraph
    return [
        sentences.author(suggestion),
        "",
        clauses.get(about, ""),
        "" if general else places.name(passage),
        GENERAL if general else "",
        suggestion.reason,
        _proposed(suggestion),
        _observed(suggestion, shelf),
    ]


def _said(placed: PlacedThread, clauses: Mapping[int, str]) -> Iterator[list[str]]:
    """Yield a comment and what delegations answered; officials' answers are observations."""
    clause = clauses.get(placed.paragraph_id or 0, "")
    general = GENERAL if placed.paragraph_id is None and placed.asked is None else ""
    asked = placed.asked and _("Suggestion %(number)s", number=placed.asked.number)
    shown = [each for each in placed.comments if not each.internal and not each.withdrawn]
    first = placed.thread.comment
    for comment in shown:
        if first in shown and comment is not first and comment.capacity in OFFICIALS:
            continue
        yield [
            sentences.author(comment),
            "",
            clause,
            placed.about,
            general,
            comment_table.words(comment),
            asked or "",
            _answered(placed.thread) if comment is first else "",
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
        return sentences.redacted()
    return "\n".join(filter(None, (sentences.asked(suggestion), plain(suggestion.words))))


def _observed(suggestion: Suggested, shelf: Shelf) -> str:
    """Say what became of it, and why; nothing while it awaits a decision."""
    if suggestion.live:
        return ""
    reason = suggestion.ruling.reason if suggestion.ruling else ""
    return "\n".join(filter(None, (outcome(suggestion, shelf), reason)))


def _answered(thread: Thread) -> str:
    """Return what committee and secretariat answered, and that a comment is done with."""
    answers = (each for each in thread.answers if not each.internal)
    words = [comment_table.words(each) for each in answers if each.capacity in OFFICIALS]
    return "\n".join([*words, *([_("Resolved")] if thread.comment.resolved else [])])
