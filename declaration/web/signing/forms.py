"""What is asked of an authority that signs: on the public page, and by the secretariat."""

from datetime import date

from flask_babel import lazy_gettext as _l, lazy_pgettext
from wtforms import BooleanField, DateField, EmailField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from declaration.actions.people.people import MAX_EMAIL
from declaration.actions.signing.requests import AskingToSign
from declaration.actions.signing.signatures import MAX_LINE, MAX_URL, SignedBy, Signing
from declaration.web.frame.forms import Form, LineField, typed
from declaration.web.people.account import READ_IN
from declaration.web.secretariat.forms import member_field
from declaration.web.secretariat.people_forms import listed_countries
from models.signing import SigningWay
from models.vocabulary import DelegationKind, WorldRegion

NAME = [InputRequired(), Length(max=MAX_LINE)]


class SigningForm(Form):
    """Who signs."""

    authority = LineField(_l("Authority"), NAME, description=_l("City, region or association."))
    kind = member_field(lazy_pgettext("authority", "Type"), DelegationKind)
    country = SelectField(_l("Country"), coerce=str.upper, choices=listed_countries)
    world_region = member_field(_l("World region"), WorldRegion)
    signatory = LineField(_l("Name of the signatory"), NAME)
    office = LineField(
        _l("Title of the signatory"),
        [Length(max=MAX_LINE)],
        description=_l("For example: Mayor."),
    )
    decision_url = LineField(
        _l("Decision of the council"),
        [Length(max=MAX_URL)],
        description=_l("Web address of the decision, if there is one: https://…"),
    )

    @property
    def signing(self) -> Signing:
        """Return who signs, as typed."""
        return typed(self, Signing)


class SignForm(SigningForm):
    """A request to be listed. ``subject`` is a trap: nobody sees it, so nobody fills it in."""

    email = EmailField(
        _l("Email address for questions"),
        [InputRequired(), Length(max=MAX_EMAIL)],
        description=_l(
            "Visible only to the secretariat. It is deleted after one year, or earlier if you ask "
            "for it."
        ),
    )
    language = SelectField(_l("Language in which we can write to you"), choices=READ_IN[1:])
    consent = BooleanField(
        _l(
            "I may speak for this authority, and I agree that everything here but the email "
            "address is published."
        )
    )
    subject = LineField(_l("Leave this field empty"))

    @property
    def asking(self) -> AskingToSign:
        """Return the request, as typed."""
        return AskingToSign(
            self.signing,
            str(self.email.data or ""),
            str(self.language.data),
            consent=bool(self.consent.data),
        )


class EntryForm(SigningForm):
    """What came to the secretariat."""

    way = member_field(_l("How"), SigningWay)
    signed_on = DateField(_l("Date"), [DataRequired()])

    @property
    def entered(self) -> SignedBy:
        """Return it, as typed."""
        return SignedBy(self.signing, self.way.data, self.signed_on.data or date.min)


class OwnSignatureForm(Form):
    """In which office a head signs for the delegation."""

    office = LineField(_l("Your title"), [Length(max=MAX_LINE)])
