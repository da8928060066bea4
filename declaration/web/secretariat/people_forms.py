"""The secretariat's forms on delegations and people."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l, lazy_pgettext
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from declaration.actions.people.offices import CAPACITY, Appointment
from declaration.actions.people.people import DelegationValues
from declaration.queries.people import people
from declaration.web.frame import acting
from declaration.web.frame.forms import Form, LineField, typed
from declaration.web.people.account import READ_IN
from declaration.web.secretariat.forms import member_field
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion


class DelegationForm(Form):
    """Who sends a delegation."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    kind = member_field(lazy_pgettext("delegation", "Type"), DelegationKind)
    country = LineField(
        _l("Country (two-letter code)"),
        [Length(max=2)],
        description=_l("SN, PE, BE. Leave blank for a network covering several countries."),
    )
    world_region = member_field(_l("World region"), WorldRegion)
    status = member_field(_l("Credentials"), DelegationStatus)

    @property
    def values(self) -> DelegationValues:
        """Return what was typed."""
        return replace(typed(self, DelegationValues), country=(self.country.data or "").upper())


class PersonForm(Form):
    """Who somebody is."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    email = LineField(_l("Email address"), [InputRequired(), Length(max=254)])
    language = SelectField(_l("Display language"), choices=READ_IN)


def _delegations() -> list[tuple[int, str]]:
    delegations = people.delegations(acting.session())
    return [(0, _l("None")), *((delegation.id, delegation.name) for delegation in delegations)]


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
