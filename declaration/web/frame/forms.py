"""The base of all forms, and the fields that take people's words."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from inspect import signature
from typing import Any, TypeVar

from flask import current_app, g, request, session as browser
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import Field, FieldList, FormField, StringField, TextAreaField, ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from declaration.errors import Invalid, TooLong
from declaration.manuscript import MAX_WORDS
from declaration.text import lines
from declaration.web.frame import acting, language, refusals

V = TypeVar("V")

TOKEN = "csrf_token"  # noqa: S105 (the name of the field, and of the session's key)
ONCE = "once"  # the name of the field with the form's mark, see ``sendings``
HIDDEN_FIELD = Markup('<input id="{}" name="{}" type="hidden" value="{}">')
MARK = re.compile(r"[A-Za-z0-9_-]{16,32}")
MARK_BYTES = 12  # 16 characters: unique among the forms of one person in 48 hours
MAX_PASTED = 2_000_000  # characters of a pasted text: a whole book
OF_PROGRAMS = str.maketrans({"\x07": "\t", "\x1e": "-", "\x1f": ""})
FURTHER = {"ar": "العربية", "pt": "Português", "ru": "Русский", "zh": "中文"}
PROBLEMS = {  # field and code of what is wrong with a suggestion or a comment
    ("words", "missing"): _l("Enter the text you suggest."),
    ("internal", "off"): _l(
        "The conference no longer has committee notes, so nothing has been sent. Clear this to "
        "comment for all who read the debate."
    ),
    ("words", "unchanged"): _l("This is the same as the current text: nothing would change."),
    ("words", "typographic"): _l(
        "The only differences are in quotation marks, dashes or spaces. If that is the change "
        "you want, select “Keep as typed”."
    ),
    ("words", "direction"): _l(
        "Remove the invisible characters that reverse the reading direction."
    ),
    ("reason", "direction"): _l(
        "Remove the invisible characters that reverse the reading direction."
    ),
    ("after", "itself"): _l("A paragraph cannot follow itself."),
    ("after", "unchanged"): _l("The paragraph is already there. Choose another place."),
    ("after", "missing"): _l("Choose where the paragraph should go."),
    ("drafts", "missing"): _l("Select at least one draft."),
    ("quote", "not_found"): _l(
        "These words are not in the current paragraph. Copy them exactly from the text."
    ),
    ("quote", "ambiguous"): _l(
        "These words appear more than once in the paragraph. Quote a few more."
    ),
    ("quote", "misplaced"): _l("You can only quote from one paragraph at a time."),
}
# the field that shows what is wrong with the first
FIELDS = {"kind": "shape", "level": "shape", "quote": "exact"}
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')
NEVER = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def csrf_token() -> str:
    """Return Flask-WTF's token of this session, good as long as it; its secret names the person."""
    if TOKEN not in g:
        person = acting.own_actor().person_id
        if not str(browser.get(TOKEN, "")).startswith(f"{person}."):
            browser[TOKEN] = f"{person}.{secrets.token_hex(16)}"
    return str(generate_csrf())


def token_and_mark(*, again: bool = True) -> Markup:
    """Return what every form carries that is sent: the session's token, and its own mark."""
    return HIDDEN.format(TOKEN, csrf_token()) + marked(again=again)


def marked(*, again: bool = True) -> Markup:
    """Return the field of a form's one-time mark (``sendings``); signed out, a form has none.

    ``again``: a form that comes back keeps the mark that it was sent with, unless that is spent.
    """
    if not acting.own_actor().person_id:
        return Markup()
    sent = again and not g.get("sent_before") and "form" in vars(request)
    mark = request.form.get(ONCE, "") if sent else ""
    if not MARK.fullmatch(mark):
        mark = secrets.token_urlsafe(MARK_BYTES)
    return HIDDEN.format(ONCE, mark)


def whose(token: str | None) -> int | None:
    """Return the id of the person to whom a form with this token was shown.

    0: to somebody signed out; None: the token is not ours. It may be of a session that has ended:
    it says who typed, it allows nothing.
    """
    serializer = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
    try:
        return int(str(serializer.loads(token or "")).partition(".")[0])
    except (BadData, ValueError):
        return None


def renew() -> None:
    """Begin a new session that keeps nothing of the old one but the language and the theme."""
    kept = {name: browser[name] for name in ("ui", "theme") if name in browser}
    browser.clear()
    browser.update(kept)
    g.pop(TOKEN, None)
    g.pop("actor", None)


def showable(value: str) -> str:
    """Return a text with a mark wherever a sign stands that no page, file or database takes."""
    return NEVER.sub("\ufffd", value)


class Tokens(CSRF):
    """The session's token, in a form; ``security.check`` has looked at it already."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:  # noqa: ARG002
        """Return the token to send along."""
        return csrf_token()

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:  # noqa: ANN401, ARG002
        """Look again, should the form be used where nothing has looked."""
        if not g.get("csrf_valid"):
            validate_csrf(field.data)


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose words come back whenever they cannot be taken."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Tokens that name the person; messages in the reader's language."""

        csrf_class = Tokens

        @property
        def locales(self) -> tuple[str, ...]:
            """Return the language of WTForms' own messages."""
            return (language.code(),)

        def get_translations(self, form: Any) -> Any:  # noqa: ANN401
            """Return those messages, kept; Flask-WTF's reads their file for every request."""
            return DefaultMeta.get_translations(self, form)

    def hidden_tag(self) -> Markup:
        """Return the hidden fields, and beside the token the form's mark.

        They have nothing but a name and a value: WTForms takes ten times as long for each.
        """
        hidden = (field for field in self if isinstance(field.widget, HiddenInput))
        tags = [HIDDEN_FIELD.format(field.id, field.name, field._value()) for field in hidden]  # noqa: SLF001 -- what its widget shows
        return Markup("\n").join(tags) + (marked() if self.meta.csrf else "")

    def is_submitted(self) -> bool:
        """Answer whether the reader means it now: carried words are shown, not sent."""
        return bool(super().is_submitted()) and not g.get("carried", False)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        """Check all fields; control characters are refused in every one."""
        valid = bool(super().validate(extra_validators))
        clean = [_clean(field) for field in self if isinstance(field.data, str)]
        return valid and all(clean)

    def refused(self) -> list[Field]:
        """Return the fields with something wrong, those of enclosed forms among them."""
        return [field for field in _leaves(self) if field.errors]

    def called(self, field: Field) -> str:
        """Name a field where it is spoken of elsewhere on the page."""
        return str(field.label.text)

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say at its field (or on top) what an action could not take; too long are the words."""
        if isinstance(error, TooLong):
            self.blame("words", refusals.too_long(error.length, error.limit, error.unit))
        else:
            self.blame(error.field, refusals.invalid(error))

    def blame(self, name: str, message: str) -> None:
        """Put a message beside the field ``name``, on top if the form has none of that name."""
        if name in self:
            field = self[name]
            field.errors = [*field.errors, message]
        else:
            self.form_errors.append(message)


def typed(form: Form, values: type[V]) -> V:
    """Return what was typed as the dataclass ``values``; what was not stays as it is there."""
    fields = [form[name] for name in signature(values).parameters if name in form]
    return values(**{field.name: field.data for field in fields if field.data is not None})


def stored(form: Form, store: Callable[[Session], V]) -> V | None:
    """Return what ``store`` makes of what was typed, in one transaction.

    None, with the reasons in the form, if it is refused; and where nothing was sent yet.
    """
    if not form.validate_on_submit():
        return None
    try:
        with acting.writing() as transaction:
            return store(transaction)
    except Invalid as error:
        form.refuse(error)
        return None


class DebateForm(Form):
    """A form that takes suggestions, their reasons, or comments."""

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say it in the words of the debate."""
        if isinstance(error, TooLong):
            super().refuse(error)
        else:
            message = PROBLEMS.get((error.field, error.why)) or refusals.problem(error.why)
            self.blame(FIELDS.get(error.field, error.field), str(message))


class WordsField(TextAreaField):
    """Words of the text, a comment or a reason: NFC, LF line ends, at most ``limit`` characters.

    What the text core refuses beyond that (``declaration.text.normal``) the action says.
    """

    def __init__(self, *args: Any, limit: int = MAX_WORDS, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.limit = limit

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the words in normal form; a line end is counted once, whoever sends it."""
        typed = str(valuelist[0]) if valuelist else ""
        self.data = unicodedata.normalize("NFC", lines(typed))

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002
        """Refuse what is too long; nothing is cut off."""
        if self.data and len(self.data) > self.limit:
            raise ValidationError(refusals.too_long(len(self.data), self.limit))


class PastedField(WordsField):
    """A paste: the hyphens and cell marks of word processors are no control characters."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Turn what only programs put in into hyphens and tabs."""
        super().process_formdata([value.translate(OF_PROGRAMS) for value in valuelist])


class PasteForm(Form):
    """A whole text or table, pasted."""

    pasted = PastedField(_l("Paste here"), [InputRequired()], limit=MAX_PASTED)

    def blame(self, name: str, message: str) -> None:  # noqa: ARG002
        """Say at the paste why it cannot be read: nothing else was sent."""
        super().blame("pasted", message)


class LineField(StringField):
    """One line: blanks around it go away, and a line end that was copied along is a blank."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the line without blanks around it."""
        self.data = lines(str(valuelist[0])).strip().replace("\n", " ") if valuelist else None


def wanted(_form: Form, _field: Field) -> None:
    """Call a field not optional, without asking for it here: whoever takes the words does."""


wanted.field_flags = {"required": True}  # type: ignore[attr-defined] # as WTForms' validators


def languages(chosen: str | None) -> list[SelectChoice]:
    """Return the languages in which people write, and ``chosen``, whatever it is."""
    named = language.LANGUAGES | FURTHER
    if chosen:
        named = {chosen: chosen} | named
    return [SelectChoice(code, name) for code, name in named.items()]


def _leaves(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from _leaves(field)
        else:
            yield field


def _clean(field: Field) -> bool:
    """Refuse control characters; where they stood, the form that comes back shows a mark."""
    marked = showable(field.data)
    if marked == field.data:
        return True
    field.data = marked
    field.errors = [*field.errors, refusals.problem("control")]
    return False
