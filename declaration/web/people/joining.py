"""The way in: a one-time link to set a password, and how to ask for another one."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from declaration.actions.people import accounts as actions
from declaration.queries.people import accounts
from declaration.verbs import Verb
from declaration.web.frame import acting, labels, layout, limits, refusals
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form
from declaration.web.people import signing_in

blueprint = Blueprint("joining", __name__)


class FirstPassword(Form):
    """The password that one will sign in with."""

    password = PasswordField(_l("Your password"), [InputRequired()])


class LinkRequestForm(Form):
    """Which account needs a new link."""

    email = EmailField(_l("Email address"), [InputRequired(), Length(max=254)])


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@acting.verb(Verb.ENTER)
def join(token: str) -> ResponseReturnValue:
    """Show what the link is for; set the password, which spends the link, and signs in.

    Showing it spends nothing: scanners open links, too.
    """
    invited = accounts.invited(acting.session(), token, acting.at())
    if invited is None or invited.state is not accounts.LinkState.OPEN:
        return _useless(invited)
    form = FirstPassword()
    hashed = None
    if form.validate_on_submit():
        limits.before_join()
        hashed = signing_in.hashed(form)
    if hashed is None:
        return _page(invited, form), status()
    with acting.writing() as transaction:
        person = actions.accept_invitation(transaction, token, hashed, at=acting.at())
        number, email = person.id, person.email or ""
    if signing_in.begin(number) is not None:
        limits.remember_browser(email)
    return see_other(url_for("for_you.show"))


@blueprint.route("/link-request", methods=["GET", "POST"])
@acting.verb(Verb.ENTER)
def ask() -> ResponseReturnValue:
    """Ask the secretariat for a new link: the same answer whether the address is known or not."""
    form = LinkRequestForm()
    if not form.validate_on_submit():
        page = render_template("people/link_request.html", form=form)
        return page, status()
    limits.before_request_for_link(form.email.data or "")
    with acting.writing() as transaction:
        actions.request_link(transaction, form.email.data or "", at=acting.at())
    return see_other("/link-request/sent")


@blueprint.get("/link-request/sent")
@acting.verb(Verb.ENTER)
def asked() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("people/link_requested.html")


def _page(invited: accounts.Invited, form: FirstPassword) -> str:
    conference, person = layout.banner(), invited.person
    facts = [] if conference is None else [(_("Conference"), conference.name)]
    facts += [(_("Your role"), labels.office_and_post(held)) for held in invited.offices]
    facts.append((_("You sign in with"), person.email or ""))
    return render_template("people/join.html", form=form, person=person, invitation=facts)


def _useless(invited: accounts.Invited | None) -> ResponseReturnValue:
    """Say why the link works no longer, and how to have a new one."""
    reason = refusals.link(None if invited is None else invited.state)
    form = LinkRequestForm(formdata=None)
    return render_template("people/link_useless.html", form=form, reason=reason), 404
