"""What people set for themselves: password, language, time zone, office; whose eyes they use."""

from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired

from declaration.actions.people import accounts as actions
from declaration.errors import NotFound
from declaration.queries.people.people import delegations
from declaration.verbs import Verb
from declaration.web.frame import acting, limits
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form
from declaration.web.frame.language import LANGUAGES
from declaration.web.frame.settings import passwords
from declaration.web.people import signing_in
from models.people import Person
from models.vocabulary import Capacity

blueprint = Blueprint("account", __name__)
READ_IN = [
    SelectChoice(code, name) for code, name in (("", _l("Same as my browser")), *LANGUAGES.items())
]


def zones(stored: str = "") -> list[tuple[str, str]]:
    """Return the time zones to choose from, by their IANA names: those of places, and ``stored``.

    The names in Etc turn signs round: Etc/GMT-3 lies east of Greenwich.
    """
    places = {zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/"}
    return [(zone, zone) for zone in sorted(places | {stored}) if zone]


def _own_zones() -> list[tuple[str, Any]]:
    account = acting.account()
    stored = account.time_zone if account else ""
    return [("", _l("Conference time only")), *zones(stored)]


class Preferences(Form):
    """Language and time zone."""

    language = SelectField(_l("Display language"), choices=READ_IN)
    time_zone = SelectField(_l("Your time zone"), choices=_own_zones)


class NewPassword(Form):
    """The present password, and another."""

    present_password = PasswordField(_l("Current password"), [InputRequired()])
    password = PasswordField(_l("New password"), [InputRequired()])


@blueprint.route("/account", methods=["GET", "POST"])
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def show() -> ResponseReturnValue:
    """Show what one can set; set language and time zone, which hold from now on."""
    form = Preferences(obj=acting.person())
    if not form.validate_on_submit():
        return _page(form, NewPassword(formdata=None))
    language, time_zone = form.language.data, form.time_zone.data
    with acting.writing() as transaction:
        actions.set_preferences(transaction, acting.own_actor(), _oneself(), language, time_zone)
    browser.pop("ui", None)
    return see_other(url_for("account.show"), _("Your changes have been saved."))


@blueprint.post("/account/password")
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def change_password() -> ResponseReturnValue:
    """Set another password; every other session of the account ends."""
    form = NewPassword()
    hashed = _new_hash(form) if form.validate_on_submit() else None
    if hashed is None:
        return _page(Preferences(formdata=None, obj=acting.person()), form)
    with acting.writing() as transaction:
        actions.change_password(transaction, acting.own_actor(), _oneself(), hashed)
    signing_in.begin(acting.own_actor().person_id)
    message = _("Your password has been changed. All other sessions have been signed out.")
    return see_other(url_for("account.show"), message)


@blueprint.post("/office")
@acting.verb(Verb.KEEP_ACCOUNT, really=True)
def act_as() -> ResponseReturnValue:
    """Act in the name of another office that one holds."""
    account = acting.account()
    chosen = request.form.get("office", "")
    held = {str(office.id): office.id for office in account.offices} if account else {}
    if chosen not in held:
        raise NotFound
    acting.not_carried()
    browser["office"] = held[chosen]
    browser.pop("seeing", None)
    return see_other(signing_in.following())


@blueprint.post("/seeing")
@acting.verb(Verb.SEE_AS, really=True)
def see_as() -> ResponseReturnValue:
    """See what a delegation's head, an observer or the public sees; change nothing meanwhile."""
    reader = request.form.get("as", "")
    acting.not_carried()
    browser.pop("seeing", None)
    if reader in {Capacity.OBSERVER, Capacity.PUBLIC}:
        browser["seeing"] = reader
    elif reader != "myself":
        by_id = {str(delegation.id): delegation for delegation in delegations(acting.session())}
        if reader not in by_id:
            raise NotFound
        browser["seeing"], browser["seeing_name"] = by_id[reader].id, by_id[reader].name
    return see_other("/")


def _page(form: Preferences, password: NewPassword) -> ResponseReturnValue:
    page = render_template("people/account.html", form=form, password=password)
    return page, status()


def _new_hash(form: NewPassword) -> str | None:
    """Return the hash of the new password; None, with the reason in the form, if it cannot be."""
    person = _oneself()
    stored, email = person.password_hash, person.email or ""
    acting.session().rollback()
    limits.before_password(email)
    if not passwords().matches(stored, form.present_password.data or ""):
        form.present_password.errors = [_("This is not your current password.")]
        return None
    limits.password_was_right(email)
    return signing_in.hashed(form)


def _oneself() -> Person:
    """Return the person who is signed in. Raises NotFound for nobody."""
    person = acting.person()
    if person is None:
        raise NotFound
    return person
