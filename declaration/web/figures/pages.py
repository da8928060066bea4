"""The debate in figures: pictures with their tables, of what the reader may see."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.errors import NotFound
from declaration.manuscript import Manuscript
from declaration.queries.journal import activity
from declaration.queries.reading.paragraph import sources
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.pages import conditional
from declaration.web.figures import days, places, regions, stands, words
from declaration.web.figures.charts import Figure
from declaration.web.frame import answers, layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.labels import revision_label
from declaration.web.frame.layout import reader

SHORT = 20  # lines of a table that stands open beside its picture

blueprint = Blueprint("figures", __name__)


@blueprint.get("/d/<slug>/figures")
@verb(Verb.READ_DEBATE)
@conditional
def page(slug: str) -> ResponseReturnValue:
    """Show where the debate is, when it was, who takes part, and whose words the text has."""
    shelf = shared.shelf(slug)
    return render_template(
        "figures/figures.html", shelf=shelf, figures=_figures(shelf), short=SHORT
    )


@blueprint.get("/d/<slug>/figures/<name>.<format_>")
@verb(Verb.READ_DEBATE)
def table(slug: str, name: str, format_: str) -> ResponseReturnValue:
    """Send the numbers of one figure as a table."""
    figure = {each.name: each for each in _figures(shared.shelf(slug))}.get(name)
    if figure is None:
        raise NotFound
    rows = [(line.name, *line.cells) for line in figure.lines]
    return answers.table(f"{slug}-figures-{name}", format_, figure.head, rows)


def _figures(shelf: Shelf) -> list[Figure]:
    """Return the figures that have something to show; none before anything was said."""
    text = _text(shelf)
    if text is None:
        return []
    acts = activity.acts(session(), reader(), shelf.document)
    if not acts:
        return []
    slug = shelf.document.slug
    listed = shared.listed(slug)
    delegations = activity.regions(session())
    live = [passage for passage in text.passages if passage.live]
    chains = sources(session(), reader(), text, live).values()
    figures = [
        places.figure(slug, listed),
        days.figure(shelf, acts),
        regions.figure(delegations, acts) if delegations else None,
        stands.figure(listed),
        words.figure(revision_label(text.label) or _("Rolling text"), chains),
    ]
    return [figure for figure in figures if figure is not None]


def _text(shelf: Shelf) -> Manuscript | None:
    """Return the text that was adopted, else the newest that the reader may see."""
    slug = shelf.document.slug
    if shelf.adoption is None and layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        return shared.text(slug, ROLLING)
    return shared.text(slug, shelf.in_force.slug) if shelf.in_force else None
