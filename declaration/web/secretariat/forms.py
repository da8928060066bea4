"""The secretariat’s forms on conference and documents."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import Any

from babel import Locale
from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from declaration.actions.conference.conference import Look
from declaration.formats.pasted import folded
from declaration.web.frame import acting, labels, language
from declaration.web.frame.forms import Form, LineField, WordsField, languages
from declaration.web.negotiating.reopening_field import ReopensAgreed
from declaration.web.people.account import zones
from models.vocabulary import DelegationKind, Kind, Procedure, Scheme, Stage

USUAL_ZONES = (  # from west to east, a few on every continent
    "UTC",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Bogota",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Dakar",
    "Europe/London",
    "Europe/Brussels",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
)
LONG = Length(max=300)
SHORT = Length(max=80)
IN_A_TEXT = (  # the kinds as they mostly follow one another
    Kind.TITLE,
    Kind.PLAIN,
    Kind.PREAMBULAR,
    Kind.HEADING,
    Kind.OPERATIVE,
    Kind.ITEM,
    Kind.ANNEX,
)


def shape(kind: Kind, level: int) -> str:
    """Return the one value that stands for kind and level in a form."""
    return f"{kind.value}-{level}"


def shapes() -> list[tuple[str, Any]]:
    """Return all kinds with their levels, and their names."""
    return [
        (shape(kind, level), labels.shape(kind, level))
        for kind in IN_A_TEXT
        for level in kind.levels
    ]


def members(vocabulary: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a closed list."""
    return [(member.value, labels.label(member)) for member in vocabulary]


def member_field(label: Any, vocabulary: type[StrEnum]) -> SelectField:  # noqa: ANN401
    """Return a field for one of a closed list, in the reader's language; its data is the member."""
    return SelectField(label, coerce=vocabulary, choices=partial(members, vocabulary))


def zone_groups() -> dict[Any, list[tuple[str, str]]]:
    """Return the zones to choose from: a short list of usual ones, then all others."""
    usual = [(zone, zone) for zone in USUAL_ZONES]
    others = [zone for zone in zones(acting.conference().time_zone) if zone not in usual]
    return {_("Often used"): usual, _("All time zones"): others}


def text_languages(stored: str | None) -> list[SelectChoice]:
    """Return the languages that a text can be in: the usual ones, ``stored``, then all others."""
    usual = languages(stored)
    known = {choice.value for choice in usual}
    others = sorted(
        (folded(name), code, name)
        for code, name in Locale(language.code()).languages.items()
        if len(code) == len("en") and code not in known
    )
    return [*usual, *(SelectChoice(code, name) for _folded, code, name in others)]


class ChecksField(SelectMultipleField):
    """Several of a closed list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ConferenceForm(Form):
    """What the conference says of itself."""

    name = LineField(_l("Name"), [InputRequired(), LONG])
    short_name = LineField(
        _l("Short name"),
        [InputRequired(), SHORT],
        description=_l("Shown at the top of every page."),
    )
    place = LineField(_l("Place"), [Length(max=200)])
    starts_on = DateField(_l("Start date"), [Optional()])
    ends_on = DateField(_l("End date"), [Optional()])
    time_zone = SelectField(
        _l("Time zone"),
        choices=zone_groups,
        description=_l("All deadlines are shown in this time zone."),
    )
    organisers = WordsField(_l("Organisers (one per line)"))
    supporters = WordsField(_l("Supporters (one per line)"))
    contact = WordsField(_l("Contact for questions"))


class LookForm(Form):
    """What the pages look like."""

    welcome = WordsField(
        _l("Welcome"), limit=2000, description=_l("A paragraph at the head of the home page.")
    )
    accent = LineField(
        _l("Accent colour"),
        description=_l("For links and buttons, as #2446b8. It must be dark enough to be read."),
    )
    logo = FileField(_l("Logo"), description=_l("PNG, JPEG or WebP, at most 200 kB."))
    removes_logo = BooleanField(_l("Remove the logo"))

    @property
    def look(self) -> Look:
        """Return what was typed, and the picture that was chosen."""
        return Look(
            welcome=self.welcome.data or "",
            accent=self.accent.data or "",
            logo=self.logo.data.read() if self.logo.data else b"",
            keeps_logo=not self.removes_logo.data,
        )


class SwitchesForm(Form):
    """What the secretariat decides about the room."""

    members_release = BooleanField(_l("Committee members can also release decisions"))
    counted_kinds = ChecksField(
        _l("Delegations included in the figures"),
        coerce=DelegationKind,
        choices=partial(members, DelegationKind),
    )


class ProcedureForm(Form):
    """What the rules of procedure let delegations and the committee do beside the usual."""

    parts = ChecksField(
        _l("Parts of the negotiation"),
        coerce=Procedure,
        choices=partial(members, Procedure),
    )


class ReferenceForm(Form):
    """A reference document."""

    title = LineField(_l("Title"), [InputRequired(), LONG])
    url = LineField(_l("Web address"), [Length(max=500)], description=_l("Full address: https://…"))
    position = IntegerField(_l("Order in the list"), [Optional(), NumberRange(0, 1000)])


class DocumentForm(Form):
    """What a document's cover says."""

    title = LineField(_l("Title"), [InputRequired(), LONG])
    slug = LineField(
        _l("Name in the web address"),
        [InputRequired(), SHORT],
        description=_l(
            "Lower-case letters, digits and hyphens. It cannot be changed once a revision has "
            "been published."
        ),
    )
    symbol = LineField(
        _l("Symbol"), [SHORT], description=_l("As shown on the document: CONF/2017/L.1")
    )
    scheme = member_field(_l("Numbering"), Scheme)
    language = SelectField(
        _l("Authentic language"),
        [InputRequired(), Length(max=16)],
        choices=[],
        validate_choice=False,  # the action says whether it can be one
        description=_l("The language in which it is negotiated."),
    )
    rehearsal = BooleanField(_l("Rehearsal: marked on every page, never public"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.language.choices = text_languages(self.language.data)


class StageForm(Form):
    """The stage of a document, and until when suggestions are in time."""

    stage = member_field(_l("Stage"), Stage)
    deadline = DateTimeLocalField(
        _l("Deadline for suggestions"), [Optional()], format="%Y-%m-%dT%H:%M"
    )


class PieceForm(ReopensAgreed, Form):
    """One paragraph of a text in preparation."""

    shape = SelectField(_l("Type"), choices=shapes)
    words = WordsField(_l("Text"), [InputRequired()])
    version = IntegerField(_l("Version"), [Optional()])
    place = IntegerField(_l("Order"), [Optional()])
