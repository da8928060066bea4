"""The secretariat's forms on delegations and people."""

from typing import Any

from flask_babel import lazy_gettext as _l, lazy_pgettext
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from declaration.actions.people.offices import POSTS, Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.queries.people import people
from declaration.web.frame import acting, labels
from declaration.web.frame.forms import Form, LineField
from declaration.web.frame.language import LANGUAGES
from declaration.web.secretariat.forms import members
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion

CAPACITY = {post: capacity for capacity, posts in POSTS.items() for post in posts}


class DelegationForm(Form):
    """Who sends a delegation."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    kind = SelectField(lazy_pgettext("delegation", "Kind"))
    country = LineField(
        _l("Country, in two letters"),
        [Length(max=2)],
        description=_l("SN, PE, BE; empty for a network of several countries."),
    )
    world_region = SelectField(_l("Region of the world"))
    status = SelectField(_l("Credentials"))

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.kind.choices = members(DelegationKind)
        self.world_region.choices = members(WorldRegion)
        self.status.choices = members(DelegationStatus)

    @property
    def values(self) -> DelegationValues:
        """Return what was typed."""
        return DelegationValues(
            self.name.data or "",
            DelegationKind(self.kind.data),
            (self.country.data or "").upper(),
            WorldRegion(self.world_region.data),
            DelegationStatus(self.status.data),
        )


class PersonForm(Form):
    """Who somebody is."""

    name = LineField(_l("Name"), [InputRequired(), Length(max=200)])
    email = LineField(_l("E-mail address"), [InputRequired(), Length(max=254)])
    language = SelectField(_l("Language of the pages"))

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.language.choices = [("", _l("As the browser asks")), *LANGUAGES.items()]

    def invitee(self, time_zone: str = "") -> Invitee:
        """Return what was typed."""
        return Invitee(
            self.name.data or "", self.email.data or "", self.language.data or "", time_zone
        )


class OfficeForm(Form):
    """An office to be given."""

    post = SelectField(_l("Office"))
    delegation = SelectField(_l("Delegation"), coerce=int)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.post.choices = [(post.value, labels.label(post)) for post in CAPACITY]
        delegations = people.delegations(acting.session())
        self.delegation.choices = [
            (0, _l("None")),
            *((delegation.id, delegation.name) for delegation in delegations),
        ]

    @property
    def office(self) -> Appointment:
        """Return what was chosen; a delegation counts only for offices of one."""
        post = Post(self.post.data)
        of_delegation = CAPACITY[post] is Capacity.DELEGATION
        return Appointment(
            CAPACITY[post], post, (self.delegation.data or None) if of_delegation else None
        )


class InvitationForm(PersonForm, OfficeForm):
    """A person with a first office."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.delegation.description = _l("For heads, alternates and advisers.")
