"""The forms in which places are left open, get another alternative, or are closed."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    FieldList,
    Form as PlainForm,
    FormField,
    HiddenField,
    SelectMultipleField,
)

from declaration.actions.negotiating.bracket_options import Option
from declaration.errors import Invalid, TooLong
from declaration.queries.people.people import delegations
from declaration.web.frame import refusals
from declaration.web.frame.forms import DebateForm, LineField, WordsField, wanted

ROWS = 3  # alternatives that the form has room for
PROBLEMS = {
    ("options", "missing"): _l("Enter at least one alternative, or select a suggestion."),
    ("options", "both"): _l("Select suggestions or enter alternatives, not both."),
    ("options", "doubled"): _l(
        "Two alternatives are the same, or one is the same as the current text."
    ),
    ("options", "redacted"): _l(
        "The secretariat has redacted an alternative here. Close these brackets and open others."
    ),
    ("quote", "lost"): _l("These words are no longer in the paragraph."),
    ("quote", "bracketed"): _l(
        "Part of this text is already in open brackets. Close those first, or choose other words."
    ),
    ("quote", "markup"): _l(
        "The brackets would cut a link or a format in two. Choose a few more words or a few less."
    ),
    ("suggestions", "unchanged"): _l(
        "The selected suggestions do not differ from the current text."
    ),
    ("suggestions", "conflict"): _l(
        "A selected suggestion conflicts with the current text. Enter its words as an alternative."
    ),
    ("suggestions", "elsewhere"): _l("Select suggestions on this paragraph."),
    ("paragraph", "deleted"): _l("This paragraph is no longer in the text."),
}


class OptionForm(PlainForm):
    """An alternative: its words or to delete, and who wants it."""

    words = WordsField(_l("Alternative text"), render_kw={"rows": 2})
    delete = BooleanField(_l("Delete the words instead"))
    owners = LineField(
        _l("Wanted by"),
        description=_l("Names of delegations, separated by semicolons."),
        render_kw={"list": "delegations"},
    )


class BracketForm(DebateForm):
    """Which words are left open, what else may stand there, and why."""

    version = HiddenField()
    exact = LineField(
        _l("Text to leave open"),
        description=_l("Copied from the paragraph. Leave blank to leave the whole paragraph open."),
    )
    suggestions = SelectMultipleField(_l("Suggestions on this paragraph"), coerce=int)
    options = FieldList(FormField(OptionForm), min_entries=ROWS, max_entries=ROWS)
    reason = WordsField(_l("Reason"), render_kw={"rows": 3})

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say it in the words of brackets."""
        message = isinstance(error, Invalid) and PROBLEMS.get((error.field, error.why))
        if isinstance(error, Invalid) and message:
            name = {"quote": "exact", "suggestions": ""}.get(error.field, "")
            self.blame(name, str(message))
        else:
            super().refuse(error)


class AlternativeForm(DebateForm):
    """One more alternative for a place that is open."""

    option = FormField(OptionForm)

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say it in the words of brackets."""
        message = isinstance(error, Invalid) and PROBLEMS.get((error.field, error.why))
        if isinstance(error, Invalid):
            self.blame("", str(message or refusals.problem(error.why)))
        else:
            super().refuse(error)


class CloseForm(DebateForm):
    """Why the text is kept as it stands."""

    reason = WordsField(_l("Reason"), validators=[wanted], render_kw={"rows": 3})


def read_options(session_: Session, forms: Iterable[OptionForm]) -> Iterator[Option]:
    """Yield the alternatives that were entered. Raises Invalid, said at their fields."""
    ids = {row.name.casefold(): row.id for row in delegations(session_)}
    for option in forms:
        words, names = str(option.words.data or ""), str(option.owners.data or "")
        if not (words.strip() or names or option.delete.data):
            continue
        unknown = [name for name in _names(names) if name.casefold() not in ids]
        if unknown:
            option.owners.errors = [_("No delegation is called “%(name)s”.", name=unknown[0])]
            raise Invalid("owners", "unknown")
        if bool(words.strip()) == bool(option.delete.data):
            option.words.errors = [_("Enter the text, or select that the words are deleted.")]
            raise Invalid("words", "missing")
        owners = tuple(ids[name.casefold()] for name in _names(names))
        yield Option("" if option.delete.data else words, owners)


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split(";") if name.strip()]
