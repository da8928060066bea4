"""The front page: each document with its stage, and the one thing that the reader can do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from declaration.queries.reading import shelf as shelves
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.pages import conditional
from declaration.web.frame import layout
from declaration.web.frame.acting import actor, at, conference, session, verb
from declaration.web.frame.labels import revision_label
from declaration.web.frame.moments import day
from declaration.web.frame.stages import STAGES
from declaration.web.reading.road import road, step
from declaration.web.welcome.guide import public_steps
from declaration.web.welcome.news import PageLink

blueprint = Blueprint("welcome", __name__)


@blueprint.get("/")
@verb(Verb.READ_PUBLISHED)
@conditional
def home() -> str:
    """Show the conference, its documents and what comes next."""
    if layout.banner() is None:
        return render_template("welcome/empty.html")
    listed = shelves.home(session(), actor())
    return render_template(
        "welcome/home.html",
        conference=conference(),
        references=listed.references,
        fronts=[front(shelf, at()) for shelf in listed.shelves],
        steps=public_steps(),
    )


def front(shelf: shelves.Shelf, at: datetime) -> dict[str, Any]:
    """Return a document with what holds now, where the reader goes from here, and the road so far.

    ``doors``: the most likely first; none where there is nothing to read yet.
    """
    passed = shelf.passed(at)
    return {
        "document": shelf.document,
        "passed": passed,
        "state": _state(shelf, passed=passed),
        "doors": list(_doors(shelf))[:2],
        "left": layout.left(shelf.document.slug),
        "tally": shared.tally(shelf.document.slug),
        "road": [*road(shelf), *_ahead(shelf)],
    }


def _ahead(shelf: shelves.Shelf) -> list[dict[str, Any]]:
    """Return the steps ahead; when they come is said where it is known, once."""
    if shelf.adoption is not None:
        return []
    zero = [] if shelf.revisions else [step(_("Zero draft"), "next")]
    return [*zero, step(_("Adoption"), "next")]


def _state(shelf: shelves.Shelf, *, passed: bool) -> str:
    """Say in one sentence what holds for the reader now."""
    stage = shelf.document.stage
    if shelf.adoption is not None:
        when, where = day(shelf.adoption.adopted_on), shelf.adoption.place
        return _("Adopted in %(place)s on %(day)s. This text is final.", place=where, day=when)
    if stage.takes_suggestions and passed:
        return _("Suggestions submitted from now on are marked as late.")
    if stage.takes_suggestions and layout.may(Verb.DRAFT, stage=stage):
        return _("Your delegation can suggest changes to any paragraph.")
    if stage.takes_suggestions and layout.may(Verb.READ_DESK):
        return _("Delegations suggest changes; the committee responds to each one.")
    return str(STAGES[stage].state)


def _doors(shelf: shelves.Shelf) -> Iterator[PageLink]:
    document, newest = shelf.document, shelf.in_force
    slug, stage = document.slug, document.stage
    if stage.takes_suggestions and layout.may(Verb.DRAFT, stage=stage):
        yield PageLink(_("Read and suggest changes"), url_for("reading.rolling", slug=slug))
    elif layout.may(Verb.PREPARE, stage=stage):
        yield PageLink(_("Open the desk"), url_for("desk.show", slug=slug))
    elif layout.may(Verb.EDIT_TEXT, stage=stage):
        yield PageLink(_("Prepare the text"), url_for("admin_text.text", slug=slug))
    if newest is None:
        return
    yield PageLink(
        _("Read %(revision)s", revision=revision_label(newest.called)),
        url_for("reading.text", slug=slug),
    )
    earlier = [revision for revision in shelf.before(newest) if revision.id not in shelf.errors]
    before = shelf.previous(newest) if shelf.corrections else next(reversed(earlier), None)
    if before:
        url = url_for("comparing.compare", slug=slug, old=before.slug, new=newest.slug)
        yield PageLink(_("Changes since %(revision)s", revision=revision_label(before.called)), url)
