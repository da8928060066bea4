"""The forms around our copy: the boxes themselves are read by copy_boxes."""

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField

from declaration.queries.reading.shelf import ROLLING
from declaration.web import asking, keeping, language
from declaration.web.admin_forms import PasteForm
from declaration.web.forms import Form, WordsField


class CopyForm(Form):
    """The boxes of our copy: nothing but the token."""


class PastedForm(PasteForm):
    """The whole text from a word processor, and which text it was made from."""

    source = SelectField(_l("Your file was made from"), default=ROLLING)

    @classmethod
    def on(cls, slug: str, *, empty: bool = True) -> "PastedForm":
        """Offer the texts of a document, the newest first."""
        form = cls(formdata=None) if empty else cls()
        earlier = reversed(keeping.shelf(slug).revisions)
        form.source.choices = [(ROLLING, _("Rolling text"))] + [
            (one.slug, one.label) for one in earlier
        ]
        return form


class ReasonsForm(Form):
    """What is said of all drafts together; each one's own reason is read by its line."""

    same = WordsField(
        _l("The same reason for several"),
        description=_l("It goes to those chosen that have no reason yet."),
        render_kw={"rows": 2},
    )
    language = SelectField(_l("Language of the reasons"))
    promise = HiddenField()

    @classmethod
    def on(cls, promise: str, *, empty: bool = True) -> "ReasonsForm":
        """Begin in the reader's language."""
        values = {"language": language.code(), "promise": promise}
        form = cls(formdata=None, data=values) if empty else cls(data=values)
        form.language.choices = asking.languages(str(form.language.data))
        return form
