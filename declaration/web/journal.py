"""The journal: who did what, by paragraph, delegation, day; each reader what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from declaration.errors import NotFound
from declaration.queries.journal import journal as journals
from declaration.queries.people import people
from declaration.queries.reading import shelf as shelves
from declaration.queries.reading.paragraph import story
from declaration.verbs import Verb
from declaration.web.cache.files import table_links
from declaration.web.cache.pages import conditional
from declaration.web.discussing import places
from declaration.web.discussing.sentences import stage_set
from declaration.web.frame import answers, layout, moments
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import Page, asked
from declaration.web.frame.labels import label, revision_label
from declaration.web.frame.layout import reader, state, titles
from models.people import Delegation
from models.vocabulary import Procedure, SubjectKind

ACTS = {
    journals.Acts.SUGGESTIONS: _l("Suggestions"),
    journals.Acts.POSITIONS: _l("Positions"),
    journals.Acts.DECISIONS: _l("Decisions"),
    journals.Acts.COMMENTS: _l("Comments"),
    journals.Acts.TEXT: _l("Text, stages and revisions"),
    journals.Acts.PEOPLE: _l("Delegations and people"),
    journals.Acts.CONFERENCE: _l("Conference and documents"),
}

HEADS = (
    _l("Entry"),
    _l("When (UTC)"),
    _l("Who"),
    _l("Person"),
    _l("Event"),
    _l("About"),
    _l("Document"),
    _l("Fingerprint (hash)"),
)
FILTERS = ("acts", "delegation", "day", "paragraph")  # in the address

blueprint = Blueprint("journal", __name__)
blueprint.add_app_template_global(stage_set, "stage_set")


@blueprint.get("/journal")
@verb(Verb.READ_JOURNAL)
@conditional
def whole() -> ResponseReturnValue:
    """Show the journal of the conference, or of the document that ``?document=`` names."""
    return _journal(_shelf(request.args.get("document", "")))


@blueprint.get("/d/<slug>/journal")
@verb(Verb.READ_JOURNAL)
@conditional
def of_document(slug: str) -> ResponseReturnValue:
    """Show the journal of one document."""
    return _journal(_shelf(slug))


@blueprint.get("/journal.<format_>", defaults={"slug": ""})
@blueprint.get("/d/<slug>/journal.<format_>")
@verb(Verb.READ_JOURNAL)
def table(slug: str, format_: str) -> ResponseReturnValue:
    """Send the journal as it is chosen, as a table."""
    slug = slug or request.args.get("document", "")
    which = _asked(_shelf(slug))
    rows = map(_row, journals.whole(session(), reader(), which.events))
    return answers.table(f"{slug}-journal" if slug else "journal", format_, HEADS, rows)


def _row(entry: journals.JournalEntry) -> list[str]:
    act = label(entry.kind)
    if entry.stage:
        act = stage_set(entry.stage, entry.deadline)
    return [
        str(entry.id),
        entry.at.isoformat(timespec="seconds"),
        entry.delegation or label(entry.capacity),
        entry.person or (_("anonymised person") if entry.anonymous else ""),
        act,
        "; ".join(map(_named, entry.touched)),
        entry.document.title if entry.document else "",
        entry.hash,
    ]


def _named(thing: journals.Touched) -> str:
    if thing.kind is SubjectKind.SUGGESTION:
        name = _("Suggestion %(number)s", number=thing.name)
        return f"{name}: {label(thing.outcome)}" if thing.outcome else name
    if thing.kind is SubjectKind.PARAGRAPH:
        return places.name(thing.place)
    return revision_label(thing.name)


def _shelf(slug: str) -> shelves.Shelf | None:
    return shelves.shelf(session(), actor(), slug) if slug else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the filter, and the values of its fields."""

    events: journals.JournalFilter
    day: date | None
    acts: str
    delegation: str
    paragraph: str
    delegations: Sequence[Delegation]


def _asked(shelf: shelves.Shelf | None) -> Asked:
    """Read the filter. Raises NotFound where what it names is not the reader's to see."""
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
    return Asked(events, day, acts, slug, uid, tuple(delegations.values()))


def _journal(shelf: shelves.Shelf | None) -> str:
    which = _asked(shelf)
    listed = journals.journal(session(), reader(), which.events, number=asked())
    return render_template(
        "journal/journal.html",
        shelf=shelf,
        titles=titles(),
        which=which,
        kinds=_kinds(which.acts),
        files=_files(shelf),
        entries=listed.entries,
        held=state().held,
        page=Page((), listed.number, listed.pages),
    )


def _kinds(asked_for: str) -> dict[journals.Acts, LazyString]:
    """Return the kinds of acts to choose from: positions where there are some."""
    wanted = Procedure.POSITIONS in layout.parts() or asked_for == journals.Acts.POSITIONS
    return {kind: name for kind, name in ACTS.items() if wanted or kind != journals.Acts.POSITIONS}


def _files(shelf: shelves.Shelf | None) -> list[dict[str, str]]:
    """Return the files in which the journal can be taken away, chosen as it is."""
    chosen = {key: request.args[key] for key in FILTERS if request.args.get(key)}
    slug = shelf.document.slug if shelf else ""
    return table_links("journal.table", _("Table of entries"), slug=slug, **chosen)


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
