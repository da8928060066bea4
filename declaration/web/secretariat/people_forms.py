"""The secretariat's forms on delegations and people."""

from typing import Any

from flask_babel import lazy_gettext as _l, lazy_pgettext
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from declaration.actions.people.offices import CAPACITY, Appointment
from declaration.actions.people.people import DelegationValues
from declaration.formats.pasted import folded
from declaration.queries.people import people
from declaration.web.frame import acting, language
from declaration.web.frame.forms import Form, LineField, typed
from declaration.web.people.account import READ_IN
from declaration.web.secretariat.columns import countries_of
from declaration.web.secretariat.forms import member_field
from models.discs import LETTERS
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion


def listed_countries() -> list[tuple[str, Any]]:
    """Return the codes and names of all countries, in the order of the reader's language."""
    named = countries_of(language.code()).items()
    several = ("", _l("None: several countries"))
    return [several, *sorted(named, key=lambda country: folded(country[1]))]


class DelegationForm(Form):
    """Who sends a delegation."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    kind = member_field(lazy_pgettext("delegation", "Type"), DelegationKind)
    country = SelectField(_l("Country"), coerce=str.upper, choices=listed_countries)
    world_region = member_field(_l("World region"), WorldRegion)
    status = member_field(_l("Credentials"), DelegationStatus)
    initials = LineField(
        _l("Initials"),
        [Length(max=LETTERS)],
        description=_l(
            "Up to three letters or digits, shown beside its name. Empty: made from the name."
        ),
    )

    @property
    def values(self) -> DelegationValues:
        """Return what was typed."""
        return typed(self, DelegationValues)


class PersonForm(Form):
    """Who somebody is."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    email = LineField(_l("Email address"), [InputRequired(), Length(max=254)])
    language = SelectField(_l("Display language"), choices=READ_IN)


def _delegations() -> list[tuple[int, str]]:
    delegations = people.delegations(acting.session())
    return [
        (0, lazy_pgettext("delegation", "None")),
        *((delegation.id, delegation.name) for delegation in delegations),
    ]


class OfficeForm(Form):
    """An office to be given."""

    post = member_field(_l("Role"), Post)
    delegation = SelectField(_l("Delegation"), coerce=int, choices=_delegations)

    @property
    def office(self) -> Appointment:
        """Return what was chosen; a delegation counts only for offices of one."""
        capacity = CAPACITY[self.post.data]
        of_delegation = capacity is Capacity.DELEGATION
        delegation_id = (self.delegation.data or None) if of_delegation else None
        return Appointment(capacity, self.post.data, delegation_id)


class InvitationForm(PersonForm, OfficeForm):
    """A person with a first office."""

    delegation = SelectField(
        _l("Delegation"),
        coerce=int,
        choices=_delegations,
        description=_l("For heads, alternates and advisers."),
    )
