"""Lists of amendments and the disposition, set as reports to hand over."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flask_babel import gettext as _

from declaration.queries.publishing.disposition import Disposed
from declaration.queries.reading.shelf import Shelf
from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import (
    Block,
    Facts,
    Grid,
    Heading,
    Lines,
    NewPage,
    Prose,
    Report,
    said,
    shown,
)
from declaration.web.cache import shared
from declaration.web.discussing import entered_for, groupings, sentences, stands
from declaration.web.discussing.report_lines import STRONG, change, line, numbered, reason, told
from declaration.web.frame import layout
from declaration.web.frame.labels import label, revision_label
from declaration.web.frame.moments import when
from declaration.web.reading import notices
from declaration.web.suggesting import subamendments
from models.vocabulary import Stand, Status

NUMBER, SHORT, LONG = 2, 3, 7  # widths of columns, as shares of the page


def one_a_page(slug: str, rows: Sequence[Disposed]) -> Report:
    """Return suggestions in the order given, each on a page of its own."""
    shelf = shared.shelf(slug)
    blocks: list[Block] = []
    for place, row in enumerate(rows):
        blocks += [NewPage()] * bool(place)
        blocks += _amendment(row, shelf)
    return _listed(slug, rows, blocks)


def one_suggestion(slug: str, row: Disposed) -> Report:
    """Return a suggestion by itself."""
    _heading, *blocks = _amendment(row, shared.shelf(slug))
    return notices.report(slug, numbered(row.suggestion), blocks)


def in_columns(slug: str, rows: Sequence[Disposed]) -> Report:
    """Return suggestions in the order given, in two columns as parliaments print them."""
    heads = (_("Text it is based on"), _("Suggestion"))
    cells = tuple(
        cells
        for row in rows
        for cells in (
            (_base(row.suggestion), _asked(row.suggestion)),
            *subamendments.in_columns(row.suggestion),
        )
    )
    return _listed(slug, rows, [Grid(heads, cells, (1, 1))])


def disposition(slug: str, rows: Sequence[Disposed]) -> Report:
    """Return what became of every suggestion, on pages that lie on their side."""
    shelf = shared.shelf(slug)
    beside = stands.columns(layout.parts()) | groupings.columns(layout.parts())
    heads = (
        _("Suggestion"),
        *beside,
        _("Number when asked"),
        _("Number when decided"),
        _("Number in the latest text"),
        _("Requested change"),
        _("Outcome"),
        _("Resulting text"),
        _("Committee’s reason"),
    )
    cells = tuple(
        cells
        for row in rows
        for cells in (
            _disposed(row, shelf, beside.values()),
            *subamendments.disposed(row, len(beside)),
        )
    )
    widths = (SHORT, *[SHORT] * len(beside), SHORT, SHORT, NUMBER, LONG, SHORT, LONG, LONG - 2)
    table = Grid(heads, cells, widths) if rows else Prose(told(_("No suggestions yet.")))
    return notices.report(slug, _("Disposition table"), [table], wide=True)


def outcome(suggestion: Suggested, shelf: Shelf) -> str:
    """Say what the committee decided, and where it landed; else what became of it."""
    told = sentences.outcome(suggestion) or became(suggestion, shelf)
    return f"{told} – {_('Left in brackets')}" if bracketed(suggestion, shelf) else told


def bracketed(suggestion: Suggested, shelf: Shelf) -> bool:
    """Whether it is pending as an alternative in an open bracket."""
    return suggestion.live and suggestion.number in shared.in_brackets(shelf.document.slug)


def became(suggestion: Suggested, shelf: Shelf) -> str:
    """Say what became of it in one word or two; what is open counts as one, however it stands."""
    if not suggestion.live:
        return label(suggestion.state)
    if shelf.adoption is not None:  # from before suggestions lapsed
        return _("Undecided")
    return label(Status.SUBMITTED)


def _listed(slug: str, rows: Sequence[Disposed], blocks: Sequence[Block]) -> Report:
    """Set a list below its name; with whose it is, if all are of one author."""
    authors = {sentences.author(row.suggestion) for row in rows}
    owner = authors if len(authors) == 1 else ()
    title = " · ".join([_("List of suggestions"), *owner])
    empty = Prose(told(_("No suggestions match these filters.")))
    return notices.report(slug, title, blocks if rows else [empty])


def _amendment(row: Disposed, shelf: Shelf) -> Iterator[Block]:
    suggestion = row.suggestion
    yield Heading(line(numbered(suggestion)), 2)
    facts = (
        (_("Requested change"), told(sentences.asked_then(suggestion.form, row.asked_on))),
        (_("Text it is based on"), told(sentences.text_of(row.asked_on))),
        (_("Submitted"), told(_submitted(suggestion))),
        (_("Entry for the delegation"), told(entered_for.entry_note(suggestion))),
        (_("Support"), told(stands.standing_so(suggestion, Stand.SUPPORT))),
        (_("Objections"), told(stands.standing_so(suggestion, Stand.OBJECT))),
        (_("Package"), told(groupings.package_note(suggestion))),
        (_("Excludes"), told(groupings.excluded(suggestion))),
        (_("Outcome"), told(outcome(suggestion, shelf))),
        (_("Decided"), told(_decided(suggestion))),
        (_("Committee’s reason"), _ruled(suggestion)),
    )
    yield Facts(tuple((name, lines) for name, lines in facts if lines))
    yield Prose(change(suggestion))
    if suggestion.reason:
        yield Heading(line(_("Reason")), 3)
        yield Prose(reason(suggestion))
    yield from subamendments.below(suggestion)


def _submitted(suggestion: Suggested) -> str:
    late = suggestion.late_seconds
    note = _("late by %(time)s", time=sentences.duration(late)) if late else ""
    return " · ".join(filter(None, (when(suggestion.submitted_at), note)))


def _decided(suggestion: Suggested) -> str:
    ruling = suggestion.ruling
    return when(ruling.decided_at) if ruling and not suggestion.live else ""


def _base(suggestion: Suggested) -> Lines:
    return (*_place(suggestion), *shown(suggestion.base_words, suggestion.language))


def _place(suggestion: Suggested) -> Lines:
    """Say what is asked, and how it stands to the current text where that is not as usual."""
    standing, _tone = sentences.badge(suggestion)
    return (line(sentences.asked(suggestion), STRONG), *told(standing))


def _asked(suggestion: Suggested) -> Lines:
    beside = told(_beside(suggestion))
    return (line(numbered(suggestion), STRONG), *change(suggestion), *beside, *_why(suggestion))


def _why(suggestion: Suggested) -> Lines:
    """Return the delegation's reason below its name."""
    return (line(_("Reason"), STRONG), *reason(suggestion)) if suggestion.reason else ()


def _disposed(
    row: Disposed, shelf: Shelf, beside: Iterable[Callable[[Suggested], str]]
) -> tuple[Lines, ...]:
    suggestion = row.suggestion
    changed = sentences.changed_for(*row.changed) if row.changed else ""
    return (
        told(
            f"{suggestion.number}\n{sentences.author(suggestion)}"
            f"\n{entered_for.entry_note(suggestion)}"
        ),
        *(told(say(suggestion)) for say in beside),
        told(f"{row.number_asked}\n{sentences.text_of(row.asked_on)}"),
        told(f"{row.number_decided}\n{revision_label(row.decided_in)}"),
        told(row.number_newest),
        (
            line(sentences.asked_then(suggestion.form, row.asked_on)),
            *change(suggestion),
            *_why(suggestion),
        ),
        told(f"{outcome(suggestion, shelf)}\n{changed}"),
        shown(row.words, suggestion.language),
        _ruled(suggestion),
    )


def _beside(suggestion: Suggested) -> str:
    """Say who entered it, and who supports it or objects to it."""
    return f"{entered_for.entry_note(suggestion)}\n{stands.support(suggestion)}"


def _ruled(suggestion: Suggested) -> Lines:
    """Return the committee's reason, once it has decided."""
    ruling = suggestion.ruling
    return said(ruling.reason, suggestion.language) if ruling and not suggestion.live else ()
