"""Where one is signed in: the list, and the end of what one does not use any more."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.people import sign_ins as actions
from declaration.queries.people import accounts
from declaration.queries.sight import existing
from declaration.verbs import Verb
from declaration.web.frame import acting
from declaration.web.frame.answers import see_other

blueprint = Blueprint("sign_ins", __name__, url_prefix="/account/sign-ins")


@blueprint.get("")
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def show() -> str:
    """List where one is signed in."""
    listed = accounts.sign_ins(acting.session(), acting.own_actor().person_id, acting.at())
    return render_template("people/sign_ins.html", sign_ins=listed, own=_own())


@blueprint.post("/<int:number>/ending")
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def end(number: int) -> ResponseReturnValue:
    """End one of them."""
    with acting.writing() as transaction:
        actions.end(transaction, acting.own_actor(), number)
    return see_other(url_for("sign_ins.show"), _("That session has ended."))


@blueprint.post("/others/ending")
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def end_others() -> ResponseReturnValue:
    """End all but this one."""
    with acting.writing() as transaction:
        actions.end_others(transaction, acting.own_actor(), _own())
    return see_other(url_for("sign_ins.show"), _("All other sessions have ended."))


def _own() -> int:
    """Return the sign-in of this request."""
    return existing(acting.account()).sign_in
