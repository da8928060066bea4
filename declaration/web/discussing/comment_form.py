"""The form in which somebody says something on the text or on a suggestion."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import DataRequired

from declaration.actions.comments import Remark
from declaration.actions.journal import audience
from declaration.verbs import Verb
from declaration.web.discussing import sentences
from declaration.web.frame import language, layout
from declaration.web.frame.acting import actor, session
from declaration.web.frame.addresses import numeral
from declaration.web.frame.forms import DebateForm, LineField, WordsField, languages
from models.vocabulary import Capacity

QUOTE = ("exact", "prefix", "suffix", "start", "end")


class RemarkForm(DebateForm):
    """Words, the words they quote (typed, or filled by quote-select.js), and for whom."""

    exact = LineField(
        _l("Text you are commenting on"),
        description=_l("Copied from the paragraph. Leave blank to comment on the whole paragraph."),
    )
    prefix = HiddenField()
    suffix = HiddenField()
    start = HiddenField()
    end = HiddenField()
    version = HiddenField()
    wording = HiddenField()
    promise = HiddenField()  # whom the page named as readers, when it was opened
    words = WordsField(_l("Your comment"), validators=[DataRequired()], render_kw={"rows": 4})
    language = SelectField(_l("Language of the comment"), validators=[DataRequired()])
    internal = BooleanField(
        _l("Only for my delegation"), description=_l("No one else will be able to read it.")
    )

    @classmethod
    def on(cls, version_id: int | None = None, **values: str) -> "RemarkForm":
        """Build the form; ``version_id`` are the words of the paragraph that can be quoted.

        ``wording``: the wording of the suggestion that is shown; ``promise``: who reads along.
        """
        if "promise" not in values:
            values["promise"] = audience.of_conference(session()).value
        start = {"version": str(version_id or ""), "language": language.code()}
        form = cls(data=start | values)
        form.language.choices = languages(form.language.data)
        if version_id is None:
            for name in ("exact", "prefix", "suffix", "start", "end", "version"):
                del form[name]
        if "wording" not in values:
            del form["wording"]
        by, sent = actor().capacity, "internal" in request.form
        if by is Capacity.COMMITTEE and (sent or layout.may(Verb.NOTE)):
            form.internal.label.text = _("Only the committee reads this")
            form.internal.description = _("A note for the members and the chair.")
        elif by is not Capacity.DELEGATION:
            del form["internal"]
        return form

    def remark(self, place: Mapping[str, int]) -> Remark:
        """Return what is said; ``place`` has paragraph_id, suggestion_id or parent_id."""
        quoted: dict[str, Any] = (
            {
                "quote": str(self.exact.data or ""),
                "start": numeral(self.start.data) or 0,
                "end": numeral(self.end.data) or 0,
                "version_id": numeral(self.version.data),
            }
            if "exact" in self
            else {}
        )
        return Remark(
            words=str(self.words.data),
            language=str(self.language.data),
            internal=bool(self.internal.data) if "internal" in self else False,
            paragraph_id=place.get("paragraph_id"),
            suggestion_id=place.get("suggestion_id"),
            parent_id=place.get("parent_id"),
            promised=sentences.promised_by(self.promise.data),
            wording_id=numeral(self.wording.data) if "wording" in self else None,
            **quoted,
        )


def quoted(values: Mapping[str, str]) -> dict[str, str]:
    """Return what quote-select.js put into an address."""
    return {name: values[name] for name in QUOTE if name in values}
