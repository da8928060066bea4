"""Sign in and out: the same answer and the same work for every address that is not let in."""

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    session as browser,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from flask_login import login_user, logout_user
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from declaration.actions.people import sign_ins
from declaration.errors import Invalid
from declaration.queries.people import accounts
from declaration.queries.people.people import demo_accounts
from declaration.verbs import Verb
from declaration.web.frame import acting, forms, limits, unsent
from declaration.web.frame.layout import banner
from declaration.web.frame.settings import passwords
from declaration.web.people import browsers

blueprint = Blueprint("signing_in", __name__)


class SignIn(forms.Form):
    """Who one says one is, and what proves it."""

    email = EmailField(_l("Email address"), [InputRequired(), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired()])


@blueprint.get("/sign-in")
@acting.verb(Verb.ENTER)
def sign_in() -> ResponseReturnValue:
    """Show the sign-in form; whoever is signed in goes on."""
    if acting.account() is not None:
        return redirect(following(), 303)
    return _page(SignIn(prefix=unsent.SIGN_IN, formdata=None))


@blueprint.post("/sign-in")
@acting.verb(Verb.ENTER)
def enter() -> ResponseReturnValue:
    """Let in whoever knows the password, and lead on; a carried form is sent on, filled."""
    form = SignIn(prefix=unsent.SIGN_IN)
    if not form.validate_on_submit():
        return _page(form), 422
    email, password = form.email.data or "", form.password.data or ""
    limits.before_password(email)
    account = _let_in(email, password)
    if account is None:
        form.password.errors = [_("The email address or password is incorrect.")]
        return _page(form), 422
    limits.password_was_right(email)
    limits.remember_browser(email)
    return redirect(following(), 307 if unsent.MARK in request.form else 303)


@blueprint.post("/sign-out")
@acting.verb(Verb.ENTER)
def sign_out() -> ResponseReturnValue:
    """End the session, here and wherever its cookie may be."""
    acting.not_carried()
    account = acting.account()
    if account is not None:
        with acting.writing() as transaction:
            sign_ins.end(transaction, acting.own_actor(), account.sign_in)
        logout_user()
        forms.renew()
    return redirect("/", 303)


def _page(form: SignIn, url: str | None = None) -> str:
    """Render the sign-in page; ``url`` is where to go on; what a form brings along is carried.

    The people of the demo are shown only if this is the demo, in demo mode.
    """
    conference = banner()
    demo = current_app.config["DEMO"] and conference is not None and conference.demo
    return render_template(
        "people/sign_in.html",
        form=form,
        luggage=unsent.luggage(),
        characters=demo_accounts(acting.session()) if demo else (),
        action=url_for("signing_in.enter", next=url or request.args.get("next")),
    )


def ask() -> ResponseReturnValue:
    """Answer somebody who is signed out: sign in, then back here; a form comes along."""
    url = request.full_path.removesuffix("?")
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("signing_in.sign_in", next=url), 303)
    return _page(SignIn(prefix=unsent.SIGN_IN, formdata=None), url), 401


def _let_in(email: str, password: str) -> acting.Account | None:
    """Begin a session of whom these let in; every other address costs the same time."""
    person = accounts.by_email(acting.session(), email)
    stored, number = ("", 0) if person is None else (person.password_hash, person.id)
    acting.session().rollback()  # others may have the connection while this one hashes
    return begin(number, stored) if passwords().matches(stored, password) else None


def hashed(form: forms.Form) -> str | None:
    """Return the hash of the form's new password; None, with the reason in the form, if none."""
    acting.session().rollback()  # others may have the connection while this one hashes
    try:
        return passwords().hashed(form["password"].data or "")
    except Invalid as error:
        form.refuse(error)
        return None


def begin(person_id: int, stored: str | None = None) -> acting.Account | None:
    """Begin a session: a new one, which nobody can have prepared; None for a closed account."""
    present = acting.account()
    with acting.writing() as transaction:
        mark = sign_ins.begin(
            transaction,
            person_id,
            browsers.name(),
            at=acting.at(),
            stored=stored,
            earlier=None if present is None else present.sign_in,
        )
    account = acting.load(acting.key(person_id, mark)) if mark else None
    if account is not None:
        forms.renew()
        browser.permanent = True
        login_user(account)
    return account


def following() -> str:
    """Return where to go after signing in: only ever a page of this site, else what is new."""
    url = request.args.get("next", "")
    return url if inside(url) else url_for("for_you.show")


def inside(url: str) -> bool:
    """Answer whether an address is a path of this site, whatever a browser makes of it."""
    return (
        url.startswith("/") and not url.startswith("//") and "\\" not in url and url.isprintable()
    )
