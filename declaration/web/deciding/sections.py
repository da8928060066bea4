"""Among the committee: who goes through which section of a text, and when it meets next."""

from collections.abc import Iterator

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from declaration.actions.deciding import sharing
from declaration.errors import Invalid
from declaration.queries import secretariat, sight
from declaration.queries.deciding import preparations, queue
from declaration.queries.reading import texts
from declaration.verbs import Verb
from declaration.web.deciding import desk
from declaration.web.frame import addresses, answers, layout, moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import Form, stored
from declaration.web.frame.live import work_watched
from models.document import Document, Paragraph

blueprint = Blueprint("sections", __name__)


class MeetingForm(Form):
    """When the committee meets next, on the conference's clock."""

    meeting = DateTimeLocalField(
        _l("Date and time of the next meeting"), [Optional()], format="%Y-%m-%dT%H:%M"
    )


@blueprint.post("/d/<slug>/desk/section")
@verb(Verb.PREPARE)
def take(slug: str) -> ResponseReturnValue:
    """Take a section for oneself, or hand it back."""
    key = request.form.get("take") or request.form.get("back", "")
    person = actor().person_id if "take" in request.form else None
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        heading = _heading(transaction, document, key)
        sharing.assign(transaction, actor(), document, heading, person, at=at())
    return answers.see_other(url_for("desk.show", slug=slug, _anchor=f"on-{key}", **desk.filters()))


@blueprint.route("/d/<slug>/desk/sections", methods=["GET", "POST"])
@verb(Verb.PREPARE)
@work_watched
def share(slug: str) -> ResponseReturnValue:
    """Show who goes through which section; share the sections anew, as far as the form says."""
    document = desk.open_document(slug, Verb.PREPARE)
    if request.method == "POST":
        try:
            with writing() as transaction:
                document = sight.document(transaction, actor(), slug)
                for key, person in _shares():
                    heading = _heading(transaction, document, key)
                    sharing.assign(transaction, actor(), document, heading, person, at=at())
        except Invalid:
            document = desk.open_document(slug, Verb.PREPARE)
        else:
            return answers.see_other(
                url_for("desk.show", slug=slug), _("Section assignments saved.")
            )
    rolling = texts.rolling(session(), document)
    parts = queue.sections(session(), layout.reader(), document, rolling)
    page = render_template(
        "deciding/sections.html",
        document=document,
        language=rolling.language,
        sections=[section for section in parts if section.key != queue.WHOLE],
        members=preparations.members(session()),
        refused=request.method == "POST",
    )
    return page, answers.status()


@blueprint.route("/d/<slug>/desk/meeting", methods=["GET", "POST"])
@verb(Verb.PREPARE)
def meeting(slug: str) -> ResponseReturnValue:
    """Show and keep when the committee meets next."""
    document = desk.open_document(slug, Verb.PREPARE)
    zone = moments.conference_zone()
    start = document.meeting_at.astimezone(zone) if document.meeting_at else None
    form = MeetingForm(data={"meeting": start})
    meeting_at = form.meeting.data and form.meeting.data.replace(tzinfo=zone)

    def keep(transaction: Session) -> Document:
        text = sight.document(transaction, actor(), slug)
        return sharing.set_meeting(transaction, actor(), text, meeting_at, at=at())

    if stored(form, keep):
        message = _("Meeting saved.") if meeting_at else _("No meeting is scheduled.")
        return answers.see_other(url_for("desk.show", slug=slug), message)
    page = render_template("deciding/meeting.html", document=document, form=form)
    return page, answers.status()


def _shares() -> Iterator[tuple[str, int | None]]:
    """Yield what the form changes: a section, and the person who is to go through it."""
    for name, value in request.form.items():
        key = name.removeprefix("person_")
        if name.startswith("person_") and value != request.form.get(f"was_{key}"):
            yield key, addresses.number(value) if value else None


def _heading(session: Session, document: Document, key: str) -> Paragraph | None:
    return None if key == queue.START else secretariat.paragraph(session, document, key)
