"""The secretariat’s forms on conference and documents."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from declaration.web.frame import labels
from declaration.web.frame.forms import Form, LineField, WordsField
from declaration.web.people.account import zones
from models.vocabulary import DelegationKind, Kind, Scheme, Stage

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
        choices=lambda: [("UTC", "UTC"), *zones()],
        description=_l("All deadlines are shown in this time zone."),
    )
    organisers = WordsField(_l("Organisers (one per line)"))
    supporters = WordsField(_l("Supporters (one per line)"))
    contact = WordsField(_l("Contact for questions"))


class SwitchesForm(Form):
    """What the secretariat decides about the room."""

    members_release = BooleanField(_l("Committee members can also release decisions"))
    counted_kinds = ChecksField(
        _l("Delegations included in the figures"),
        coerce=DelegationKind,
        choices=partial(members, DelegationKind),
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
    language = LineField(
        _l("Authentic language"),
        [InputRequired(), Length(max=16)],
        description=_l("The language the text is negotiated in, as a code: en, es, fr, ar."),
    )
    rehearsal = BooleanField(_l("Rehearsal: marked on every page, never public"))


class StageForm(Form):
    """The stage of a document, and until when suggestions are in time."""

    stage = member_field(_l("Stage"), Stage)
    deadline = DateTimeLocalField(
        _l("Deadline for suggestions"), [Optional()], format="%Y-%m-%dT%H:%M"
    )


class PieceForm(Form):
    """One paragraph of a text in preparation."""

    shape = SelectField(_l("Type"), choices=shapes)
    words = WordsField(_l("Text"), [InputRequired()])
    version = IntegerField(_l("Version"), [Optional()])
    place = IntegerField(_l("Order"), [Optional()])
