"""The way in: a one-time link to set a password, and how to ask for another one."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from declaration.actions.people import accounts as actions
from declaration.errors import Invalid
from declaration.queries.people import accounts
from declaration.queries.people.accounts import Invited, LinkState
from declaration.rules import Verb
from declaration.web.frame import acting, labels, layout, limits, refusals
from declaration.web.frame.acting import at, session, verb, writing
from declaration.web.frame.forms import Form
from declaration.web.frame.settings import passwords
from declaration.web.people import signing_in

blueprint = Blueprint("joining", __name__)


class FirstPassword(Form):
    """The password that one will sign in with."""

    password = PasswordField(_l("Your password"), [InputRequired()])


class LinkRequestForm(Form):
    """Which account needs a new link."""

    email = EmailField(_l("E-mail address"), [InputRequired(), Length(max=254)])


@blueprint.get("/join/<token>")
@verb(Verb.ENTER)
def join(token: str) -> ResponseReturnValue:
    """Show what the link is for. Nothing is spent: scanners open links, too."""
    invited = accounts.invited(session(), token, at())
    if invited is None or invited.state is not LinkState.OPEN:
        return _useless(invited)
    return _page(invited, FirstPassword(formdata=None))


@blueprint.post("/join/<token>")
@verb(Verb.ENTER)
def set_password(token: str) -> ResponseReturnValue:
    """Set the password: this spends the link, and signs in."""
    invited = accounts.invited(session(), token, at())
    if invited is None or invited.state is not LinkState.OPEN:
        return _useless(invited)
    form = FirstPassword()
    hashed = _first_hash(form) if form.validate_on_submit() else None
    if hashed is None:
        return _page(accounts.invited(session(), token, at()) or invited, form), 422
    with writing() as transaction:
        person = actions.accept_invitation(transaction, token, hashed, at=at())
        key, email = acting.key(person), person.email or ""
    account = acting.load(key)
    if account is not None:
        signing_in.begin(account)
        limits.remember_browser(email)
    return redirect(url_for("for_you.show"), 303)


@blueprint.get("/link-request")
@verb(Verb.ENTER)
def forgotten() -> ResponseReturnValue:
    """Show the form that asks the secretariat for a new link."""
    return render_template("people/link_request.html", form=LinkRequestForm(formdata=None))


@blueprint.post("/link-request")
@verb(Verb.ENTER)
def ask() -> ResponseReturnValue:
    """Ask for a new link: the same answer whether the address is known or not."""
    form = LinkRequestForm()
    if not form.validate_on_submit():
        return render_template("people/link_request.html", form=form), 422
    limits.before_request_for_link(form.email.data or "")
    with writing() as transaction:
        actions.request_link(transaction, form.email.data or "", at=at())
    return redirect("/link-request/sent", 303)


@blueprint.get("/link-request/sent")
@verb(Verb.ENTER)
def asked() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("people/link_requested.html")


def _page(invited: Invited, form: FirstPassword) -> str:
    """Render the page that names conference, delegation and office."""
    conference = layout.banner()
    names = [] if conference is None else [(_("Conference"), conference.name)]
    offices = [
        (_("You take part as"), labels.office_and_post(office)) for office in invited.offices
    ]
    account = [(_("You sign in as"), invited.person.email or "")]
    return render_template(
        "people/join.html", form=form, person=invited.person, invitation=names + offices + account
    )


def _useless(invited: Invited | None) -> ResponseReturnValue:
    """Say why the link works no longer, and how to have a new one."""
    reason = refusals.link(None if invited is None else invited.state)
    form = LinkRequestForm(formdata=None)
    return render_template("people/link_useless.html", form=form, reason=reason), 404


def _first_hash(form: FirstPassword) -> str | None:
    """Return the hash of the first password; None, with the reason in the form, if none."""
    limits.before_join()
    session().rollback()
    try:
        return passwords().hashed(form.password.data or "")
    except Invalid as error:
        form.refuse(error)
        return None
