"""Lists of suggestions: all of them in text order, and what became of each; as tables, too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.formats import csv_file
from declaration.queries.publishing.disposition import Disposed, disposition as disposed
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.cache.pages import conditional
from declaration.web.discussing import panel, sentences
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import paged
from declaration.web.frame.answers import attachment
from declaration.web.frame.labels import label
from models.vocabulary import Outcome, Standing, Status


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list to choose from; ``count`` suggestions are so."""

    value: str
    label: str
    count: int
    chosen: bool


def sift(listed: Iterable[Suggested], wanted: Mapping[str, Any]) -> list[Suggested]:
    """Keep what ``state``, ``delegation`` and ``mine`` ask for; unknown values find nothing."""
    state, delegation, mine = (wanted.get(name) for name in ("state", "delegation", "mine"))
    return [
        one
        for one in listed
        if (not state or _state(one).value == state)
        and (not delegation or one.delegation_slug == delegation)
        and (not mine or one.own)
    ]


def states(listed: Sequence[Suggested], wanted: Mapping[str, Any]) -> list[Choice]:
    """Return the states that occur, in the order of a suggestion's life; they sum to all."""
    found = [_state(one) for one in listed]
    life: list[Standing | Status | Outcome] = [*Standing, *Status, *Outcome]
    return [
        Choice(state.value, label(state), found.count(state), wanted.get("state") == state.value)
        for state in life
        if state in found
    ]


def delegations(listed: Sequence[Suggested], wanted: Mapping[str, Any]) -> list[Choice]:
    """Return the delegations that have suggestions, by name."""
    slugs = [one.delegation_slug for one in listed]
    named = {one.delegation_slug: one.delegation for one in listed if one.delegation_slug}
    return [
        Choice(slug, name, slugs.count(slug), wanted.get("delegation") == slug)
        for slug, name in sorted(named.items(), key=lambda pair: pair[1])
    ]


def _state(one: Suggested) -> Standing | Status | Outcome:
    """Return where a suggestion stands: how it fits while it is live, else what became of it."""
    if one.live and one.standing is not None:
        return one.standing
    if one.status is Status.DECIDED and one.ruling is not None:
        return one.ruling.outcome
    return one.status


SUGGESTIONS = (
    _l("Number"),
    _l("Paragraph"),
    _l("Form"),
    _l("Delegation"),
    _l("State"),
    _l("Words"),
    _l("Reason"),
    _l("Submitted (UTC)"),
    _l("Late by (seconds)"),
)
DISPOSITION = (
    _l("Number"),
    _l("Old number"),
    _l("New number"),
    _l("What is asked"),
    _l("Delegation"),
    _l("Outcome"),
    _l("Reason"),
    _l("Revision"),
)


def suggestion_row(one: Suggested) -> list[str]:
    """Return a suggestion's cells."""
    passage = one.paragraph or one.after
    return [
        str(one.number),
        passage.number if passage else "",
        label(one.form),
        sentences.author(one),
        sentences.state(one)[0],
        one.words,
        one.reason,
        one.submitted_at.isoformat(timespec="seconds"),
        str(one.late_seconds or ""),
    ]


def disposition_row(row: Disposed) -> list[str]:
    """Return what became of a suggestion, as cells."""
    one = row.suggestion
    return [
        str(one.number),
        row.old_number,
        row.new_number,
        sentences.asked(one),
        sentences.author(one),
        sentences.outcome(one) or sentences.state(one)[0],
        one.ruling.reason if one.ruling else "",
        one.ruling.revision_label if one.ruling else "",
    ]


PAGE = 50  # suggestions with their redlines

blueprint = Blueprint("lists", __name__)


@blueprint.get("/d/<slug>/suggestions")
@verb(Verb.READ_DEBATE)
@conditional
def suggestions(slug: str) -> ResponseReturnValue:
    """List suggestions in text order, by state, delegation, mine."""
    shelf, listed = shared.shelf(slug), shared.listed(slug)
    sifted = sift(listed, request.args)
    page = paged(sifted, PAGE)
    return render_template(
        "suggesting/suggestions.html",
        shelf=shelf,
        page=page,
        total=len(listed),
        found=len(sifted),
        shown=panel.cards(page.items),
        states=states(listed, request.args),
        delegations=delegations(listed, request.args),
        may_be_mine=actor().delegation_id is not None,
    )


@blueprint.get("/d/<slug>/suggestions.csv")
@verb(Verb.READ_DEBATE)
def suggestions_table(slug: str) -> ResponseReturnValue:
    """Send the same list as a table."""
    listed = shared.listed(slug)
    rows = [suggestion_row(one) for one in sift(listed, request.args)]
    written = csv_file.sheet([str(name) for name in SUGGESTIONS], rows)
    return attachment(written, f"{slug}-suggestions.csv", "text/csv; charset=utf-8")


@blueprint.get("/d/<slug>/disposition")
@verb(Verb.READ_DEBATE)
@conditional
def disposition(slug: str) -> ResponseReturnValue:
    """Show what became of every suggestion, and why."""
    shelf, listed = shared.shelf(slug), shared.listed(slug)
    rows = disposed(session(), shelf, listed)
    return render_template("suggesting/disposition.html", shelf=shelf, rows=rows, naming=sentences)


@blueprint.get("/d/<slug>/disposition.csv")
@verb(Verb.READ_DEBATE)
def disposition_table(slug: str) -> ResponseReturnValue:
    """Send the disposition as a table."""
    shelf, listed = shared.shelf(slug), shared.listed(slug)
    rows = [disposition_row(one) for one in disposed(session(), shelf, listed)]
    written = csv_file.sheet([str(name) for name in DISPOSITION], rows)
    return attachment(written, f"{slug}-disposition.csv", "text/csv; charset=utf-8")
