"""Lists of suggestions: all of them in text order, and what became of each; as tables, too."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from declaration.formats import csv_file
from declaration.queries.publishing.disposition import disposition as disposed
from declaration.rules import Verb
from declaration.web import keeping, naming, panels, sifting
from declaration.web.acting import actor, session, verb
from declaration.web.conditional import conditional
from declaration.web.paging import paged
from declaration.web.tables import DISPOSITION, SUGGESTIONS, disposition_row, suggestion_row
from declaration.web.taking import attachment

PAGE = 50  # suggestions with their redlines

blueprint = Blueprint("lists", __name__)


@blueprint.get("/d/<slug>/suggestions")
@verb(Verb.READ_DEBATE)
@conditional
def suggestions(slug: str) -> ResponseReturnValue:
    """List suggestions in text order, by state, delegation, mine."""
    shelf, listed = keeping.shelf(slug), keeping.listed(slug)
    sifted = sifting.sift(listed, request.args)
    page = paged(sifted, PAGE)
    return render_template(
        "reading/suggestions.html",
        shelf=shelf,
        page=page,
        total=len(listed),
        found=len(sifted),
        shown=panels.shown(page.items),
        states=sifting.states(listed, request.args),
        delegations=sifting.delegations(listed, request.args),
        may_be_mine=actor().delegation_id is not None,
    )


@blueprint.get("/d/<slug>/suggestions.csv")
@verb(Verb.READ_DEBATE)
def suggestions_table(slug: str) -> ResponseReturnValue:
    """Send the same list as a table."""
    listed = keeping.listed(slug)
    rows = [suggestion_row(one) for one in sifting.sift(listed, request.args)]
    written = csv_file.sheet([str(name) for name in SUGGESTIONS], rows)
    return attachment(written, f"{slug}-suggestions.csv", "text/csv; charset=utf-8")


@blueprint.get("/d/<slug>/disposition")
@verb(Verb.READ_DEBATE)
@conditional
def disposition(slug: str) -> ResponseReturnValue:
    """Show what became of every suggestion, and why."""
    shelf, listed = keeping.shelf(slug), keeping.listed(slug)
    rows = disposed(session(), shelf, listed)
    return render_template("reading/disposition.html", shelf=shelf, rows=rows, naming=naming)


@blueprint.get("/d/<slug>/disposition.csv")
@verb(Verb.READ_DEBATE)
def disposition_table(slug: str) -> ResponseReturnValue:
    """Send the disposition as a table."""
    shelf, listed = keeping.shelf(slug), keeping.listed(slug)
    rows = [disposition_row(one) for one in disposed(session(), shelf, listed)]
    written = csv_file.sheet([str(name) for name in DISPOSITION], rows)
    return attachment(written, f"{slug}-disposition.csv", "text/csv; charset=utf-8")
