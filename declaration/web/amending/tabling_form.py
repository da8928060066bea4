"""The forms of packages: title, reason, which suggestions or drafts; and which join."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired

from declaration.actions.amending.packages import Tabling
from declaration.errors import Invalid, TooLong
from declaration.web.discussing import sentences
from declaration.web.frame import language
from declaration.web.frame.forms import DebateForm, LineField, WordsField, languages, wanted

PROBLEMS = {
    "none": _l("Select at least one suggestion."),
    "few": _l("Select at least two suggestions."),
    "packaged": _l("One of these suggestions is already part of a package."),
    "excluded": _l("One of these suggestions is already marked as excluding others."),
}


CHANGED = _l(
    "Something you selected has changed since you opened this page. Nothing has been sent. Check "
    "the selection, then send it again."
)


class Tickable(NamedTuple):
    """What can be chosen: a suggestion or a draft, with its redline and the language of that."""

    value: str
    label: str
    html: Markup
    language: str


class ChoosingForm(DebateForm):
    """Which suggestions are meant."""

    chosen = SelectMultipleField(_l("Suggestions"), validate_choice=False)
    behind = False  # what was ticked has been changed or decided since

    def offer(self, ticks: Sequence[Tickable]) -> None:
        """Let the reader choose among these; what is ticked and gone meanwhile is no longer."""
        self.chosen.choices = [SelectChoice(tick.value, tick.label) for tick in ticks]
        known = {tick.value for tick in ticks}
        ticked = self.chosen.data or ()
        self.chosen.data = [value for value in ticked if value in known]
        self.behind = self.is_submitted() and len(self.chosen.data) < len(ticked)
        if self.behind:
            self.form_errors.append(str(CHANGED))

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say what is wrong with the choice in its own words."""
        if isinstance(error, Invalid) and error.field == "suggestions" and error.why in PROBLEMS:
            self.form_errors.append(str(PROBLEMS[error.why]))
        else:
            super().refuse(error)


class TablingForm(ChoosingForm):
    """What is tabled together, and why."""

    promise = HiddenField()  # whom the page named as readers, when it was opened
    title = LineField(_l("Title"), [wanted], description=_l("Names the package in lists."))
    reason = WordsField(_l("Reason for all"), render_kw={"rows": 4})
    language = SelectField(_l("Language of title and reason"), validators=[DataRequired()])

    @classmethod
    def on(cls, promise: str, ticked: Sequence[str]) -> "TablingForm":
        """Fill the form with what was sent, else with what is ticked."""
        form = cls(data={"promise": promise, "chosen": ticked, "language": language.code()})
        form.language.choices = languages(form.language.data)
        return form

    @property
    def tabling(self) -> Tabling:
        """Return what the form says."""
        return Tabling(
            title=str(self.title.data or ""),
            reason=str(self.reason.data or ""),
            language=str(self.language.data),
            promised=sentences.promised_by(self.promise.data),
        )
