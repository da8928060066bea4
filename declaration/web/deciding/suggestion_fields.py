"""The fields that decide on one suggestion, and as many of them as there are suggestions."""

from typing import Any

from flask_babel import lazy_gettext as _l, lazy_pgettext
from wtforms import BooleanField, FieldList, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import NumberRange, Optional

from declaration.web.frame import addresses
from declaration.web.frame.forms import Form, LineField, WordsField, wanted
from models.vocabulary import Outcome

CHOICES = (
    SelectChoice("", lazy_pgettext("of a suggestion", "Leave open")),
    SelectChoice(Outcome.ACCEPTED.value, _l("Accept")),
    SelectChoice(Outcome.ADAPTED.value, _l("Accept with changes")),
    SelectChoice(Outcome.REJECTED.value, _l("Reject")),
    SelectChoice(Outcome.COVERED.value, _l("Covered by another")),
    SelectChoice(Outcome.OVERTAKEN.value, _l("Overtaken")),
)


class SuggestionFields(Form):
    """What is decided on one suggestion."""

    class Meta(Form.Meta):
        """Without a token: the decision's form has it."""

        csrf = False

    wording = HiddenField()  # the id of the one that the page shows
    row = HiddenField()  # the number of the suggestion whose fields decide on this one, too
    outcome = RadioField(_l("Outcome"))
    reason = WordsField(
        _l("Reason"), [wanted], render_kw={"rows": 1, "required": False, "placeholder": " "}
    )
    standard_reason = SelectField(_l("Or a standard reason"))
    covered = IntegerField(
        _l("Number of the suggestion that covers it"),
        validators=[Optional(), NumberRange(min=1, max=addresses.LARGEST)],
    )
    changed_by = LineField(_l("Suggestions that were taken for it, by number"))
    changed_paragraphs = LineField(_l("Paragraphs changed for it, by number"))
    unchanged = BooleanField(_l("Nothing was changed for it"))


class BySuggestion(FieldList):  # type: ignore[type-arg]
    """One enclosed form for each key of its data, whatever was sent; the key is its number."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401, ARG002
        """Add the entries."""
        self.entries = []
        for key, values in (data or {}).items():
            self._add_entry(formdata, values, index=key)  # type: ignore[attr-defined] # not in its stubs
