"""The base of all forms, and the fields that take people's words."""

import unicodedata
from collections.abc import Callable
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

from declaration.errors import Invalid
from declaration.web import reasons, tokens
from declaration.web.settings import MAX_WORDS

LINE_ENDS = "\n\r\t"
NEVER = {"Cc", "Cs"}  # control characters and lone surrogates: no file and no database takes them


class Tokens(CSRF):
    """The session's still token, in a form; ``security.check`` has looked at it already."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:  # noqa: ARG002
        """Return the token to send along."""
        return tokens.csrf_token()

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:  # noqa: ANN401, ARG002
        """Look again, should the form be used where nothing has looked."""
        if not g.get("csrf_valid"):
            validate_csrf(field.data)


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose words come back whenever they cannot be taken."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Tokens that stand still; messages in the reader's language."""

        csrf_class = Tokens

    def is_submitted(self) -> bool:
        """Answer whether the reader means it now: carried words are shown, not sent."""
        return bool(super().is_submitted()) and not g.get("carried", False)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        """Check all fields; control characters are refused in every one."""
        valid = bool(super().validate(extra_validators))
        clean = [_clean(field) for field in self if isinstance(field.data, str)]
        return valid and all(clean)

    def refuse(self, error: Invalid) -> None:
        """Say at its field (or on top) what an action could not take."""
        message = reasons.problem(error.why)
        if error.field in self:
            field = self[error.field]
            field.errors = [*field.errors, message]
        else:
            self.form_errors.append(message)


class WordsField(TextAreaField):
    """Words of the text, a comment or a reason: normal form, no control characters, bounded.

    ``normal`` is what the words go through first (``declaration.text.normal``).
    """

    def __init__(
        self,
        label: Any = None,  # noqa: ANN401
        validators: Any = (),  # noqa: ANN401
        *,
        limit: int = MAX_WORDS,
        normal: Callable[[str], str] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.limit = limit
        self.normal = normal or (lambda words: unicodedata.normalize("NFC", words))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the words with one kind of line end, in normal form, unless they are too long."""
        typed = str(valuelist[0]) if valuelist else ""
        typed = typed.replace("\r\n", "\n").replace("\r", "\n")
        if len(typed) > self.limit or _controls(typed):
            self.data = typed
        else:
            self.data = self.normal(typed)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002
        """Refuse what is too long."""
        if self.data and len(self.data) > self.limit:
            raise ValidationError(reasons.too_long(len(self.data), self.limit))


class LineField(StringField):
    """One line: blanks around it go away."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the line without blanks around it."""
        self.data = str(valuelist[0]).strip() if valuelist else None


def _clean(field: Field) -> bool:
    if _controls(field.data):
        field.errors = [*field.errors, CONTROL]
        return False
    return True


def _controls(words: str) -> bool:
    return any(unicodedata.category(sign) in NEVER and sign not in LINE_ENDS for sign in words)


CONTROL = _l("Please remove the control characters: they cannot be shown or stored.")
