"""The forms in which something is entered for a delegation: a suggestion, comment or position."""

from collections.abc import Iterable, Sequence
from typing import Self

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs

from declaration.actions.negotiating.entries import ENTERABLE, Origin
from declaration.actions.negotiating.positions import Stance
from declaration.errors import Invalid, TooLong
from declaration.queries.negotiating.entries import RepresentedDelegation
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.discussing import sentences
from declaration.web.discussing.comment_form import RemarkForm
from declaration.web.frame import language, refusals
from declaration.web.frame.addresses import numeral
from declaration.web.frame.forms import DebateForm, WordsField, languages, wanted
from declaration.web.frame.labels import label
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import EntrySource, Stand

PROBLEMS = {
    ("stand", "own"): _l("This is the delegation’s own suggestion."),
    ("stand", "same"): _l("The delegation has this position already."),
    ("quote", "misplaced"): _l("A comment on a suggestion quotes nothing: leave this blank."),
}


class OriginFields:
    """For whom, and where it comes from: the fields that both forms have beside their own."""

    delegation = SelectField(_l("Delegation"), validate_choice=False)
    source = SelectField(_l("Received"), validate_choice=False)

    def offer(self, delegations: Sequence[RepresentedDelegation]) -> None:
        """Let the reader choose one of these delegations."""
        named = [SelectChoice(str(each.id), _called(each)) for each in delegations]
        self.delegation.choices = [SelectChoice("", _("Choose a delegation")), *named]
        self.source.choices = [SelectChoice(each.value, label(each)) for each in EntrySource]

    def offer_suggestions(self, pending: Iterable[Suggested], chosen: str, none: str) -> None:
        """Let the reader choose one of these; ``none`` names that it is none of them.

        A choice names the wording on the screen: ``chosen`` is a number.
        """
        field: SelectField = self.suggestion  # type: ignore[attr-defined] # of two of the forms
        named = [(f"{item.number} {item.wording_id}", _listed(item)) for item in pending]
        field.choices = [SelectChoice("", none), *(SelectChoice(*choice) for choice in named)]
        if chosen and not field.data:
            field.data = next((v for v, _line in named if v.split()[0] == chosen), "")

    @property
    def on_suggestion(self) -> tuple[int, int] | None:
        """Return number and wording of the suggestion that was chosen. Raises Invalid."""
        chosen = str(self.suggestion.data or "")  # type: ignore[attr-defined] # of two of the forms
        number, _blank, seen = chosen.partition(" ")
        if not chosen:
            return None
        if numeral(number) is None or numeral(seen) is None:
            raise Invalid("suggestion", "unknown")
        return int(number), int(seen)

    @property
    def origin(self) -> Origin:
        """Return what was chosen. Raises Invalid."""
        delegation_id, source = numeral(self.delegation.data), self.source.data
        if delegation_id is None:
            raise Invalid("delegation", "missing")
        if source not in set(EntrySource):
            raise Invalid("source", "unknown")
        return Origin(delegation_id, EntrySource(source))


class SuggestionEntryForm(OriginFields, AskForm):
    """A suggestion that is entered for a delegation."""

    words = WordsField(_l("Text of the delegation"), [wanted], render_kw={"rows": 7})
    reason = WordsField(_l("Reason"), render_kw={"rows": 3})


class CommentEntryForm(OriginFields, RemarkForm):
    """A comment that is entered for a delegation, on a paragraph or on a suggestion there."""

    suggestion = SelectField(_l("Comment on"), validate_choice=False)
    words = WordsField(_l("Comment of the delegation"), [wanted], render_kw={"rows": 4})

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say it in the words of entries."""
        _refuse(self, error)


class PositionEntryForm(OriginFields, DebateForm):
    """Where a delegation stands on a suggestion, and why."""

    promise = HiddenField()  # whom the page named as readers, when it was opened
    suggestion = SelectField(_l("Suggestion"), validate_choice=False)
    stand = SelectField(_l("Position"), validate_choice=False)
    reason = WordsField(_l("Reason"), render_kw={"rows": 3})
    language = SelectField(_l("Language of the reason"), validate_choice=False)

    @classmethod
    def on(cls, promise: str) -> Self:
        """Build the form; ``promise``: who reads it."""
        form = cls(data={"language": language.code(), "promise": promise})
        form.language.choices = languages(form.language.data)
        form.stand.choices = [SelectChoice(stand.value, label(stand)) for stand in ENTERABLE]
        return form

    @property
    def stance(self) -> tuple[int, Stance]:
        """Return on which suggestion (its number) who stands how. Raises Invalid."""
        chosen = self.on_suggestion
        if chosen is None:
            raise Invalid("suggestion", "missing")
        if self.stand.data not in set(ENTERABLE):
            raise Invalid("stand", "unknown")
        number, seen = chosen
        stance = Stance(
            Stand(self.stand.data),
            reason=str(self.reason.data or ""),
            language=str(self.language.data),
            seen_wording_id=seen,
            promised=sentences.promised_by(self.promise.data),
        )
        return number, stance

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say it in the words of entries; too long is the reason."""
        if isinstance(error, TooLong):
            self.blame("reason", refusals.too_long(error.length, error.limit, error.unit))
        else:
            _refuse(self, error)


def _refuse(form: DebateForm, error: Invalid | TooLong) -> None:
    message = isinstance(error, Invalid) and PROBLEMS.get((error.field, error.why))
    if isinstance(error, Invalid) and message:
        form.blame({"quote": "exact"}.get(error.field, error.field), str(message))
    else:
        DebateForm.refuse(form, error)


def _listed(item: Suggested) -> str:
    return f"{item.number} · {sentences.author(item)} – {sentences.asked(item)}"


def _called(delegation: RepresentedDelegation) -> str:
    if delegation.heard:
        return delegation.name
    return _("%(delegation)s – no one there can confirm yet", delegation=delegation.name)
