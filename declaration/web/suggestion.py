"""One suggestion: read, reworded, withdrawn, its receipt."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.actions.suggesting import suggestions as suggesting
from declaration.queries.suggesting import suggestions
from declaration.rules import Verb, require
from declaration.web import handing_in, looking
from declaration.web.acting import actor, at, session, verb, writing
from declaration.web.layout import reader
from declaration.web.news import watched
from models.debate import Suggestion

blueprint = Blueprint("suggestion", __name__)


@blueprint.get("/suggestions/<int:number>")
@verb(Verb.READ_DEBATE)
@watched
def show(number: int) -> ResponseReturnValue:
    """Show a suggestion with its redline, its fate and what is said on it."""
    page = looking.page(_found(session(), number))
    return render_template("debate/suggestion.html", page=page)


@blueprint.get("/suggestions/<int:number>/wording")
@verb(Verb.REVISE)
def reword(number: int) -> ResponseReturnValue:
    """Show its newest wording in a form; ``?on=current`` puts it on the current words."""
    found = _found(session(), number)
    require(actor(), Verb.REVISE, looking.case(found))
    return handing_in.page(looking.work(found, on_current=request.args.get("on") == "current"))


@blueprint.post("/suggestions/<int:number>/wording")
@verb(Verb.REVISE)
def revise(number: int) -> ResponseReturnValue:
    """Submit a new wording; the earlier ones stay."""
    return handing_in.respond(looking.work(_found(session(), number)))


@blueprint.get("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def confirm(number: int) -> ResponseReturnValue:
    """Ask before a suggestion is withdrawn: there is no way back."""
    found = _found(session(), number)
    require(actor(), Verb.WITHDRAW, looking.case(found))
    return render_template("debate/withdrawal.html", page=looking.page(found))


@blueprint.post("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw it; its page stays."""
    seen = request.form.get("seen", type=int)
    with writing() as here:
        found = _found(here, number)
        suggesting.withdraw(here, actor(), found, seen_wording_id=seen, at=at())
    flash(_("The suggestion is withdrawn."), "good")
    return redirect(url_for("suggestion.show", number=number), 303)


@blueprint.get("/suggestions/<int:number>/receipt")
@verb(Verb.READ_DEBATE)
def receipt(number: int) -> ResponseReturnValue:
    """Show what was handed in and when, to print and keep; of one's own delegation."""
    found = _found(session(), number)
    return render_template("debate/receipt.html", **looking.receipt(found))


def _found(here: Session, number: int) -> Suggestion:
    return suggestions.suggestion(here, reader(), number)
