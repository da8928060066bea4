"""What the pages of the desk share: what is asked for, kept in the address; names and states."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext

from declaration.queries import sight
from declaration.queries.deciding.preparations import Draftsman
from declaration.queries.deciding.queue import START, Group, Section, Show, Wanted
from declaration.queries.suggesting.suggestions import Listed
from declaration.queries.suggesting.waiting import ALONE
from declaration.rules import Actor, Case, Verb, require
from declaration.web import naming
from declaration.web.acting import actor, at, conference, session
from declaration.web.fragments import plain_words
from models.document import Document
from models.vocabulary import Standing

AT_WORK = timedelta(minutes=10)  # since the last time that somebody kept what is prepared
ASKED = ("show", "section", "delegation", "mine")  # in the address
VIEWS = {
    Show.AWAITING: _l("Awaiting a decision"),
    Show.STALE: _l("On older words"),
    Show.PREPARED: lazy_pgettext("part of the desk", "Prepared"),
    Show.DECIDED: lazy_pgettext("part of the desk", "Decided"),
    Show.ALL: lazy_pgettext("part of the desk", "All"),
}


def document(slug: str, named: Verb) -> Document:
    """Load a document on which the committee may do this now."""
    found = sight.document(session(), actor(), slug)
    case = Case(stage=found.stage, members_release=conference().members_release)
    require(actor(), named, case)
    return found


def wanted(by: Actor) -> Wanted:
    """Read what the address asks for; an unknown part is what awaits a decision."""
    asked = request.args
    shows = asked.get("show", "")
    return Wanted(
        show=Show(shows) if shows in set(Show) else Show.AWAITING,
        section=asked.get("section", ""),
        delegation=asked.get("delegation", ""),
        holder=by.person_id if asked.get("mine") else 0,
    )


def views(chosen: Wanted) -> list[dict[str, Any]]:
    """Return the parts of the queue, each with its address; what else is asked for stays."""
    slug = (request.view_args or {})["slug"]
    return [
        {
            "label": label,
            "url": url_for("desk.show", slug=slug, **kept() | {"show": view.value}),
            "current": view is chosen.show,
        }
        for view, label in VIEWS.items()
    ]


def kept() -> dict[str, Any]:
    """Return what the address asks for, to go on with it elsewhere."""
    return {name: request.args[name] for name in ASKED if request.args.get(name)}


def title(section: Section) -> str:
    """Name a section in the reader's language, or by its heading."""
    if section.heading is not None:
        return plain_words(section.heading.words)
    return _("Before the first heading") if section.key == START else _("On the text as a whole")


def busy(prepared: Draftsman | None) -> bool:
    """Whether somebody else is at work there at this moment."""
    if prepared is None or prepared.person_id == actor().person_id:
        return False
    return at() - prepared.at < AT_WORK


def mine(section: Section) -> bool:
    """Whether the reader goes through this section."""
    return section.holder is not None and section.holder.person_id == actor().person_id


def url(slug: str, group: Group) -> str:
    """Return where a group is decided; what has no place any more is looked at by itself."""
    return decide_url(slug, group.lines[0][0])


def decide_url(slug: str, one: Listed) -> str:
    """Return where a suggestion is decided."""
    if one.form in ALONE:
        return url_for("deciding.page", slug=slug, number=one.number)
    if one.paragraph is None:
        return url_for("suggestion.show", number=one.number)
    return url_for("deciding.page", slug=slug, uid=one.paragraph.uid)


def authors(items: Sequence[Listed]) -> str:
    """Name all in whose name the same is asked, each once."""
    return ", ".join(dict.fromkeys(naming.author(one) for one in items))


def states(items: Sequence[Listed]) -> list[tuple[str, str]]:
    """Return how they stand, each state once with its tone; on the current words: nothing."""
    found = dict.fromkeys(
        naming.state(one) for one in items if one.standing is not Standing.CURRENT
    )
    return list(found)
