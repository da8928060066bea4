"""The fields with which a decision is first put to the authors of its suggestions."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import Optional

from declaration.actions.deciding.asking import Asking
from declaration.errors import Invalid
from declaration.verbs import Verb
from declaration.web.discussing.asking import READERS
from declaration.web.frame import layout
from declaration.web.frame.forms import WordsField, wanted
from declaration.web.frame.moments import today
from models.vocabulary import Stage

USUAL = timedelta(days=7)  # to answer


class AsksAuthor:
    """A form that decides, or asks the authors first; only for those who may ask."""

    answer_by = DateField(_l("Answer by"), [Optional(), wanted], render_kw={"required": False})
    note = WordsField(
        _l("Message to the author"),
        description=READERS,
        render_kw={"rows": 2},
    )

    def ask_until(self: Any, stage: Stage, *, sent: bool) -> None:
        """Leave the fields out where the reader may not ask; else offer a date."""
        if not layout.may(Verb.ASK_AUTHOR, stage=stage):
            del self["answer_by"], self["note"]
        elif not sent:
            self.answer_by.data = today() + USUAL

    @property
    def asking(self: Any) -> Asking:
        """Return what is asked besides the ruling. Raises Invalid (``answer_by``)."""
        if "answer_by" not in self or self.answer_by.data is None:
            raise Invalid("answer_by", "missing")
        return Asking(self.answer_by.data, str(self.note.data or ""))
