"""The journal: who did what, by paragraph, delegation, day; each reader what they may see."""

from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.errors import NotFound
from declaration.queries.journal import journal as journals
from declaration.queries.people import people
from declaration.queries.reading import shelf as shelves
from declaration.queries.reading.paragraph import story
from declaration.rules import Verb
from declaration.web.cache.pages import conditional
from declaration.web.discussing.sentences import stage_set
from declaration.web.frame import moments
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import Page, asked
from declaration.web.frame.layout import reader, state, titles

ACTS = {
    journals.Acts.SUGGESTIONS: _l("Suggestions"),
    journals.Acts.DECISIONS: _l("Decisions"),
    journals.Acts.COMMENTS: _l("Comments"),
    journals.Acts.TEXT: _l("Text, stages and revisions"),
    journals.Acts.PEOPLE: _l("Delegations and people"),
    journals.Acts.CONFERENCE: _l("Conference and documents"),
}

blueprint = Blueprint("journal", __name__)
blueprint.add_app_template_global(stage_set, "stage_set")


@blueprint.get("/journal")
@verb(Verb.READ_JOURNAL)
@conditional
def whole() -> ResponseReturnValue:
    """Show the journal of the conference, or of the document that ``?document=`` names."""
    slug = request.args.get("document")
    return _of(slug) if slug else _journal(None)


@blueprint.get("/d/<slug>/journal")
@verb(Verb.READ_JOURNAL)
@conditional
def of_document(slug: str) -> ResponseReturnValue:
    """Show the journal of one document."""
    return _of(slug)


def _of(slug: str) -> str:
    return _journal(shelves.shelf(session(), actor(), slug))


def _journal(shelf: shelves.Shelf | None) -> str:
    delegations = {delegation.slug: delegation for delegation in people.delegations(session())}
    slug, uid = request.args.get("delegation", ""), request.args.get("paragraph", "")
    if slug and slug not in delegations:
        raise NotFound
    paragraph = story(session(), actor(), shelf, uid).paragraph if shelf and uid else None
    day, acts = _day(), request.args.get("acts", "")
    since, until = _span(day)
    events = journals.JournalFilter(
        acts=journals.Acts(acts) if acts in ACTS else None,
        document_id=shelf.document.id if shelf else None,
        paragraph_id=paragraph.id if paragraph else None,
        delegation_id=delegations[slug].id if slug else None,
        since=since,
        until=until,
    )
    listed = journals.journal(session(), reader(), events, number=asked())
    return render_template(
        "journal/journal.html",
        shelf=shelf,
        titles=titles(),
        day=day,
        acts=acts,
        kinds=ACTS,
        delegation=slug,
        paragraph=uid,
        delegations=delegations.values(),
        entries=listed.entries,
        held=state().held,
        page=Page((), listed.number, listed.pages),
    )


def _day() -> date | None:
    """Return the day that is asked for; a day that is none asks for nothing."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def _span(day: date | None) -> tuple[datetime | None, datetime | None]:
    """Return a day of the conference as two moments, the second excluded."""
    if day is None or day in {date.min, date.max}:
        return None, None
    zone = moments.conference_zone()
    midnight = datetime.combine(day, time(), zone)
    return midnight, datetime.combine(day + timedelta(days=1), time(), zone)
