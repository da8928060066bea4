"""The secretariat's first page, and the conference: what it says, what it refers to."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.conference import conference as actions
from declaration.queries import secretariat, sight
from declaration.queries.people import people
from declaration.queries.reading import shelf
from declaration.queries.welcome import tasks
from declaration.verbs import Verb
from declaration.web.frame import acting
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import stored, typed
from declaration.web.people import set_up
from declaration.web.secretariat.forms import (
    ConferenceForm,
    LookForm,
    ProcedureForm,
    ReferenceForm,
    SwitchesForm,
)
from declaration.web.secretariat.procedure import GROUPS, MEANINGS

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("")
@verb(Verb.EDIT_CONFERENCE)
def index() -> str:
    """List the secretariat's tasks, and with whose eyes it can look."""
    return render_template(
        "secretariat/index.html",
        requests=people.link_requests(session()),
        delegations=people.delegations(session()),
        documents=secretariat.documents(session()),
        steps=set_up.steps(),
    )


@blueprint.route("/conference", methods=["GET", "POST"])
@verb(Verb.EDIT_CONFERENCE)
def conference() -> ResponseReturnValue:
    """Show what the conference says of itself, and its switches; change what it says."""
    listed = acting.conference()
    form = ConferenceForm(obj=listed)
    if stored(
        form,
        lambda transaction: actions.change_conference(
            transaction, actor(), listed, typed(form, actions.ConferenceValues), at=at()
        ),
    ):
        return _back("admin.conference")
    return _page(form, SwitchesForm(formdata=None, obj=listed), _look())


@blueprint.post("/conference/look")
@verb(Verb.EDIT_CONFERENCE)
def change_look() -> ResponseReturnValue:
    """Change what the pages look like: welcome, accent colour, logo."""
    listed = acting.conference()
    form = LookForm()
    if stored(
        form,
        lambda transaction: actions.change_look(transaction, actor(), listed, form.look, at=at()),
    ):
        return _back("admin.conference")
    return _page(
        ConferenceForm(formdata=None, obj=listed), SwitchesForm(formdata=None, obj=listed), form
    )


@blueprint.post("/conference/switches")
@verb(Verb.EDIT_CONFERENCE)
def switch() -> ResponseReturnValue:
    """Say who releases decisions, and which delegations are counted."""
    listed = acting.conference()
    form = SwitchesForm(obj=listed)
    if stored(
        form,
        lambda transaction: actions.set_switches(
            transaction, actor(), listed, typed(form, actions.Switches), at=at()
        ),
    ):
        return _back("admin.conference")
    return _page(ConferenceForm(formdata=None, obj=listed), form, _look())


@blueprint.route("/procedure", methods=["GET", "POST"])
@verb(Verb.EDIT_CONFERENCE)
def procedure() -> ResponseReturnValue:
    """Show which parts of the negotiation are switched on; switch them."""
    listed = acting.conference()
    form = ProcedureForm(data={"parts": list(sight.switched_on(listed.procedure))})
    if stored(
        form,
        lambda transaction: actions.set_procedure(
            transaction, actor(), listed, form.parts.data or (), at=at()
        ),
    ):
        return _back("admin.procedure")
    return (
        render_template("negotiating/procedure.html", form=form, meanings=MEANINGS, groups=GROUPS),
        status(),
    )


@blueprint.post("/conference/debate/<any(opening, closing):step>")
@verb(Verb.EDIT_CONFERENCE)
def switch_debate(step: str) -> ResponseReturnValue:
    """Let everybody read what is written from now on, or only those who are signed in."""
    opened = step == "opening"
    with writing() as transaction:
        actions.switch_debate(transaction, actor(), acting.conference(), opened=opened, at=at())
    return _back("admin.conference")


@blueprint.route("/references", methods=["GET", "POST"])
@verb(Verb.EDIT_CONFERENCE)
def references() -> ResponseReturnValue:
    """List the reference documents, with a form for another one; add it."""
    form = ReferenceForm()
    if stored(
        form,
        lambda transaction: actions.add_reference(
            transaction, actor(), typed(form, actions.ReferenceValues), at=at()
        ),
    ):
        return _back("admin.references")
    return _reference_page(form)


@blueprint.get("/references/<int:number>")
@verb(Verb.EDIT_CONFERENCE)
def reference(number: int) -> ResponseReturnValue:
    """Show one reference document in its form."""
    listed = secretariat.reference(session(), number)
    return _reference_page(ReferenceForm(formdata=None, obj=listed), number)


@blueprint.post("/references/<int:number>")
@verb(Verb.EDIT_CONFERENCE)
def change_reference(number: int) -> ResponseReturnValue:
    """Change a reference document."""
    form = ReferenceForm()
    if stored(
        form,
        lambda transaction: actions.change_reference(
            transaction,
            actor(),
            secretariat.reference(transaction, number),
            typed(form, actions.ReferenceValues),
            at=at(),
        ),
    ):
        return _back("admin.references")
    return _reference_page(form, number)


@blueprint.post("/references/<int:number>/removal")
@verb(Verb.EDIT_CONFERENCE)
def remove_reference(number: int) -> ResponseReturnValue:
    """Take a reference document off the list."""
    with writing() as transaction:
        listed = secretariat.reference(transaction, number)
        actions.remove_reference(transaction, actor(), listed, at=at())
    return _back("admin.references")


def _look() -> LookForm:
    listed = acting.conference()
    return LookForm(formdata=None, data={"welcome": listed.welcome, "accent": listed.accent})


def _page(form: ConferenceForm, switches: SwitchesForm, look: LookForm) -> ResponseReturnValue:
    page = render_template(
        "secretariat/conference.html",
        form=form,
        switches=switches,
        look=look,
        opened=acting.conference().debate_open,
        hidden=tasks.hidden(session()),
    )
    return page, status()


def _reference_page(form: ReferenceForm, number: int | None = None) -> ResponseReturnValue:
    references = shelf.references(session())
    page = render_template(
        "secretariat/references.html", form=form, references=references, number=number
    )
    return page, status()


def _back(endpoint: str) -> ResponseReturnValue:
    return see_other(url_for(endpoint), _("Your changes have been saved."))
