"""Lists of suggestions: all of them in text order, and what became of each; as tables, too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext as _, lazy_gettext as _l
from markupsafe import Markup

from declaration.formats import TABLES
from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.publishing.disposition import Disposed
from declaration.queries.reading.shelf import Shelf
from declaration.queries.sight import existing
from declaration.queries.suggesting.counts import tally
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import shown
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import annotated, links, report, table_links
from declaration.web.cache.pages import conditional
from declaration.web.cache.redlines import snippet_html
from declaration.web.discussing import asking, entered_for, groupings, panel, sentences, stands
from declaration.web.frame import layout
from declaration.web.frame.acting import actor, verb
from declaration.web.frame.addresses import file_link, paged
from declaration.web.frame.answers import table
from declaration.web.frame.labels import label, revision_label
from declaration.web.suggesting import amendments, commenting_template, in_text, subamendments
from declaration.web.suggesting.amendments import became
from models.document import Document
from models.vocabulary import Outcome, Procedure, Stand, Standing, Status

FILTERS = ("state", "delegation", "mine", "contested", "package")  # in the address
PAGE = 50  # suggestions with their redlines
STATES: tuple[Standing | Status | Outcome, ...] = (*Standing, *Status, *Outcome)  # as they follow
SUGGESTIONS = (
    _l("Suggestion"),
    _l("Number when asked"),
    _l("Number in the latest text"),
    _l("Type"),
    _l("Delegation"),
    _l("Status"),
    _l("Text it is based on"),
    _l("Text suggested"),
    _l("Reason"),
    _l("Committee’s reason"),
    _l("Submitted (UTC)"),
    _l("Late by (seconds)"),
)
DISPOSITION = (
    _l("Suggestion"),
    _l("Number when asked"),
    _l("Asked on"),
    _l("Number when decided"),
    _l("Decided in"),
    _l("Number in the latest text"),
    _l("Latest text"),
    _l("Delegation"),
    _l("Requested change"),
    _l("Text it is based on"),
    _l("Text suggested"),
    _l("Reason"),
    _l("Outcome"),
    _l("Resulting text"),
    _l("Changed for it"),
    _l("Committee’s reason"),
)

POSITIONS = {  # while positions are switched on, after the other columns
    Stand.COSPONSOR: _l("Co-sponsors"),
    Stand.SUPPORT: _l("Support"),
    Stand.OBJECT: _l("Objections"),
}
ENTRY = (_l("Entry for the delegation"),)  # after all other columns, while officials may enter
LAYOUTS = {"": amendments.one_a_page, "columns": amendments.in_columns}  # ?layout=
IN_TEXT = "text"  # the layout of those that stand in the text as tracked changes
blueprint = Blueprint("lists", __name__)


@blueprint.get("/d/<slug>/suggestions")
@verb(Verb.READ_DEBATE)
@conditional
def suggestions(slug: str) -> ResponseReturnValue:
    """List suggestions in text order, by state, delegation, mine."""
    listed = shared.listed(slug)
    chosen = _chosen(listed)
    page = paged(chosen, PAGE)
    return render_template(
        "suggesting/suggestions.html",
        document=shared.shelf(slug).document,
        page=page,
        total=len(listed),
        tally=tally(listed),
        found=len(chosen),
        cards=panel.cards(page.items, shared.in_brackets(slug)),
        states=_states(listed),
        delegations=_delegations(listed),
        opposed=sum(bool(each.support and each.support.objectors) for each in listed),
        packages=_packages(listed),
        may_be_mine=actor().delegation_id is not None,
        files=_lists(slug, pending=any(suggestion.live for suggestion in chosen)),
    )


@blueprint.get("/d/<slug>/suggestions.<format_>")
@verb(Verb.READ_DEBATE)
def suggestions_file(slug: str, format_: str) -> ResponseReturnValue:
    """Send the same list as a table, or as a list of amendments in the ``?layout=`` asked for."""
    chosen = {suggestion.id for suggestion in _chosen(shared.listed(slug))}
    rows = [row for row in shared.disposed(slug) if row.suggestion.id in chosen]
    if format_ in TABLES:
        heads = (*SUGGESTIONS, *_more())
        cells = (
            cells
            for row in rows
            for cells in (_suggestion_row(row), *_below(subamendments.listed_rows(row)))
        )
        return table(f"{slug}-suggestions", format_, heads, cells)
    ids, layout = [row.suggestion.id for row in rows], request.args.get("layout", "")
    whose = {row.suggestion.delegation_slug for row in rows}
    owner = whose.pop() if len(whose) == 1 else ""
    state = request.args.get("state", "") if ids else ""
    name = "-".join(filter(None, (slug, "suggestions", owner, state, layout)))
    if layout == IN_TEXT:
        asked = [row.suggestion for row in rows]
        return annotated(name, format_, *ids, make=lambda: in_text.redline(slug, asked))
    made = existing(LAYOUTS.get(layout))
    return report(name, format_, layout, *ids, make=lambda: made(slug, rows))


@blueprint.get("/d/<slug>/disposition")
@verb(Verb.READ_DEBATE)
@conditional
def disposition(slug: str) -> ResponseReturnValue:
    """Show what became of every suggestion, and why."""
    shelf = shared.shelf(slug)
    rows = shared.disposed(slug)
    beside = stands.columns(layout.parts()) | groupings.columns(layout.parts())
    says = beside.values()
    return render_template(
        "suggesting/disposition.html",
        document=shelf.document,
        newest=shelf.in_force,
        beside=tuple(beside),
        rows=[
            (
                row,
                became(row.suggestion, shelf),
                amendments.bracketed(row.suggestion, shelf),
                tuple(say(row.suggestion) for say in says),
            )
            for row in rows
        ],
        sums=Counter(became(row.suggestion, shelf) for row in rows),
        files=[
            *links("lists.disposition_file", slug=slug),
            *table_links("lists.disposition_file", _("Disposition table"), slug=slug),
        ],
    )


@blueprint.get("/d/<slug>/disposition.<format_>")
@verb(Verb.READ_DEBATE)
def disposition_file(slug: str, format_: str) -> ResponseReturnValue:
    """Send the disposition as a table, or set to hand over."""
    rows, name = shared.disposed(slug), f"{slug}-disposition"
    if format_ in TABLES:
        shelf = shared.shelf(slug)
        told = _asked(shelf.document)
        heads = (*DISPOSITION, *_more(), *(() if told is None else (_("Author asked"),)))
        cells = (cells for row in rows for cells in _disposition_rows(row, shelf, told))
        return table(name, format_, heads, cells)
    return report(name, format_, make=lambda: amendments.disposition(slug, rows))


@blueprint.get("/d/<slug>/commenting-template.<format_>")
@verb(Verb.READ_DEBATE)
def commenting_template_file(slug: str, format_: str) -> ResponseReturnValue:
    """Send all that is asked and said in the columns of ISO's template for comments."""
    shared.shelf(slug)  # raises
    name = f"{slug}-commenting-template"
    if format_ in TABLES:
        return table(name, format_, commenting_template.HEADS, commenting_template.rows(slug))
    return report(name, format_, make=lambda: commenting_template.report(slug))


blueprint.add_app_template_global(sentences.asked_then, "asked_then")
blueprint.add_app_template_global(sentences.changed_for, "changed_for")
blueprint.add_app_template_global(sentences.outcome, "outcome")
blueprint.add_app_template_global(sentences.text_of, "text_of")


@blueprint.app_template_global()
def suggestion_redline(suggestion: Suggested) -> Markup:
    """Return a snippet of what is asked for, against the words that it was written on."""
    return snippet_html(sentences.piece(suggestion))


def _lists(slug: str, *, pending: bool) -> list[dict[str, str]]:
    """Return the files in which the list can be taken away, chosen as it is.

    ``pending``: some of it awaits a decision.
    """
    chosen = {key: request.args[key] for key in FILTERS if request.args.get(key)}
    kinds = [
        (_("Word, one suggestion a page"), "docx", {}),
        (_("PDF, one suggestion a page"), "pdf", {}),
        (_("Word, in two columns"), "docx", {"layout": "columns"}),
        (_("PDF, in two columns"), "pdf", {"layout": "columns"}),
        *([(_("Word, as tracked changes in the text"), "docx", {"layout": IN_TEXT})] * pending),
        *((_("Table of suggestions"), format_, {}) for format_ in TABLES),
    ]
    template = "lists.commenting_template_file", _("Commenting template (ISO)")
    return [
        *(
            file_link("lists.suggestions_file", name, format_, slug=slug, **chosen, **layout)
            for name, format_, layout in kinds
        ),
        *(file_link(*template, format_, slug=slug) for format_ in ("docx", "xlsx")),
    ]


def _chosen(listed: Iterable[Suggested]) -> list[Suggested]:
    """Keep what the FILTERS in the address ask for; unknown values keep none."""
    state, delegation, mine, contested, package = map(request.args.get, FILTERS)
    return [
        suggestion
        for suggestion in listed
        if (not state or suggestion.state.value == state)
        and (not delegation or suggestion.delegation_slug == delegation)
        and (not mine or suggestion.own)
        and (not contested or bool(suggestion.support and suggestion.support.objectors))
        and (not package or groupings.package_number(suggestion) == package)
    ]


def _states(listed: Sequence[Suggested]) -> list[dict[str, Any]]:
    """Return the states that occur, in the order of a suggestion's life; they sum to all."""
    counts = Counter(suggestion.state for suggestion in listed)
    labels = {state.value: label(state) for state in STATES if counts[state]}
    return _filters("state", labels, {state.value: count for state, count in counts.items()})


def _delegations(listed: Sequence[Suggested]) -> list[dict[str, Any]]:
    names = {each.delegation_slug: each.delegation for each in listed if each.delegation_slug}
    by_name = dict(sorted(names.items(), key=lambda pair: pair[1]))
    return _filters("delegation", by_name, Counter(each.delegation_slug for each in listed))


def _packages(listed: Sequence[Suggested]) -> list[dict[str, Any]]:
    counts = Counter(each.package.number for each in listed if each.package)
    titles = {each.package.number: each.package.title for each in listed if each.package}
    labels = {
        str(number): f"{number} – {titles[number]}" if titles[number] else str(number)
        for number in sorted(counts)
    }
    return _filters("package", labels, {str(number): count for number, count in counts.items()})


def _filters(
    name: str, labels: Mapping[str, str], counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    chosen = request.args.get(name)
    return [
        {"value": value, "label": text, "count": counts[value], "chosen": value == chosen}
        for value, text in labels.items()
    ]


def _suggestion_row(row: Disposed) -> list[str]:
    suggestion = row.suggestion
    ruling = suggestion.ruling
    return [
        str(suggestion.number),
        row.number_asked,
        row.number_newest,
        label(suggestion.form),
        sentences.author(suggestion),
        sentences.state(suggestion)[0],
        suggestion.base_words,
        _words(suggestion),
        suggestion.reason,
        ruling.reason if ruling else "",
        suggestion.submitted_at.isoformat(timespec="seconds"),
        str(suggestion.late_seconds or ""),
        *_switched_on(suggestion),
    ]


def _disposition_row(row: Disposed, shelf: Shelf) -> list[str]:
    suggestion, ruling = row.suggestion, row.suggestion.ruling
    return [
        str(suggestion.number),
        row.number_asked,
        sentences.text_of(row.asked_on),
        row.number_decided,
        revision_label(row.decided_in),
        row.number_newest,
        revision_label(row.newest),
        sentences.author(suggestion),
        sentences.asked_then(suggestion.form, row.asked_on),
        suggestion.base_words,
        _words(suggestion),
        suggestion.reason,
        amendments.outcome(suggestion, shelf),
        row.words,
        sentences.changed_for(*row.changed) if row.changed else "",
        ruling.reason if ruling else "",
        *_switched_on(suggestion),
    ]


def _below(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows of sub-amendments: nobody takes a position on them, no package has them."""
    for cells in rows:
        yield [*cells, *("" for _name in _more())]


def _asked(document: Document) -> dict[int, str] | None:
    """Return what authors were asked and have answered, by number; None if not all is shown."""
    if not layout.may(Verb.READ_QUESTIONS, own=False):
        return None
    rounds: dict[int, list[AskedRound]] = {}
    for each in asking.asked(queries.on_document(document)):
        rounds.setdefault(each.number, []).append(each)
    return {number: asking.story(several) for number, several in rounds.items()}


def _disposition_rows(
    row: Disposed, shelf: Shelf, told: Mapping[int, str] | None
) -> Iterator[list[str]]:
    """Yield the cells of a suggestion, and of those that amend it; ``told``: what authors were."""
    answers, none = ([], []) if told is None else ([told.get(row.suggestion.number, "")], [""])
    yield [*_disposition_row(row, shelf), *answers]
    for cells in _below(subamendments.disposed_rows(row)):
        yield [*cells, *none]


def _more() -> tuple[LazyString | str, ...]:
    """Return the heads of the columns that parts of the procedure add, after the others."""
    parts = layout.parts()
    return (*_stands(), *groupings.columns(parts), *ENTRY[: Procedure.ON_BEHALF in parts])


def _switched_on(suggestion: Suggested) -> list[str]:
    """Return what stands in these columns."""
    parts = layout.parts()
    cells = [stands.standing_so(suggestion, stand) for stand in _stands().values()]
    cells += [said_of(suggestion) for said_of in groupings.columns(parts).values()]
    if Procedure.ON_BEHALF in parts:
        cells.append(entered_for.entry_note(suggestion))
    return cells


def _stands() -> dict[LazyString, Stand]:
    """Return the columns of positions; none while they are switched off."""
    on = shown(layout.parts())
    return {head: stand for stand, head in POSITIONS.items() if stand in on}


def _words(suggestion: Suggested) -> str:
    """Return the words that are suggested, or that they were redacted."""
    return sentences.redacted() if suggestion.redacted else suggestion.words
