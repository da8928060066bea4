"""The field in which one says why text that is agreed is changed: the same in every form."""

from typing import Any

from flask_babel import lazy_gettext as _l

from declaration.web.cache import shared
from declaration.web.frame.forms import WordsField

LABEL = _l("Reason for reopening the agreed text")


class ReopensAgreed:
    """A form by which text can change; it asks why only where that text is agreed."""

    reopening = WordsField(
        LABEL,
        description=_l(
            "This text is provisionally agreed. If it changes, everyone who can read the debate "
            "will see why."
        ),
        render_kw={"rows": 2},
    )

    def ask_why(self: Any, slug: str, paragraph_id: int | None) -> None:
        """Leave the field out where nothing that is agreed can change."""
        if not shared.reopens(slug, paragraph_id):
            del self["reopening"]

    @property
    def why(self: Any) -> str:
        """Return the reason as it was typed."""
        return str(self.reopening.data or "") if "reopening" in self else ""
