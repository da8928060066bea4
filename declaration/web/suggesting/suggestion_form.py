"""The form in which a change is asked for, whether drafted, submitted or reworded."""

from collections.abc import Iterator

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired

from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid
from declaration.manuscript import Passage
from declaration.text import tidy
from declaration.web.discussing import sentences
from declaration.web.frame import language
from declaration.web.frame.forms import DebateForm, WordsField, languages, wanted
from declaration.web.suggesting.base import Ground
from models.vocabulary import Kind, SuggestionKind

SHAPES = {  # kind and level of a new paragraph
    "operative": (Kind.OPERATIVE, 0, _l("A paragraph of the operative part")),
    "preambular": (Kind.PREAMBULAR, 0, _l("A paragraph of the preamble")),
    "plain": (Kind.PLAIN, 0, _l("A paragraph without a number")),
    "item-1": (Kind.ITEM, 1, _l("A sub-item (a)")),
    "item-2": (Kind.ITEM, 2, _l("A sub-item (i)")),
    "heading-1": (Kind.HEADING, 1, _l("A heading")),
    "heading-2": (Kind.HEADING, 2, _l("A heading of the second level")),
    "heading-3": (Kind.HEADING, 3, _l("A heading of the third level")),
    "annex": (Kind.ANNEX, 0, _l("The beginning of an annex")),
    "title": (Kind.TITLE, 0, _l("The title")),
}


class AskForm(DebateForm):
    """What is asked for, why, and on which words; ``seen`` is what was there when it was opened."""

    form = HiddenField()
    paragraph = HiddenField()
    base_version = HiddenField()
    base_place = HiddenField()
    seen = HiddenField()
    as_typed = HiddenField()
    promise = HiddenField()  # whom the page named as readers, when it was opened
    after = SelectField(_l("It should stand after"), validate_choice=True)
    shape = SelectField(
        _l("What it is"), choices=[SelectChoice(key, one[2]) for key, one in SHAPES.items()]
    )
    words = WordsField(_l("Your words"), [wanted], render_kw={"rows": 7, "required": False})
    reason = WordsField(
        _l("Reason"),
        description=_l("One or two sentences: the committee answers to them."),
        render_kw={"rows": 3},
    )
    language = SelectField(_l("Language of the reason"), validators=[DataRequired()])

    @classmethod
    def on(cls, ground: Ground, **values: str) -> "AskForm":
        """Build the form for what is asked about; ``values`` are what it says at first."""
        start = {
            "form": ground.form.value,
            "paragraph": ground.passage.uid if ground.passage else "",
            "after": ground.after.uid if ground.after else "",
            "shape": "operative",
            "base_version": str(ground.base_version_id or ""),
            "base_place": str(ground.base_place_id or ""),
            "words": ground.base_words if ground.form is SuggestionKind.REPLACE else "",
            "language": language.code(),
            "promise": sentences.promise(ground.document).value,
        }
        form = cls(data=start | values)
        form.language.choices = languages(form.language.data)
        if ground.form.places:
            form.after.choices = list(_places(ground, form.after.data))
        else:
            del form["after"]
        if not ground.form.words:
            del form["words"]
        if ground.form is not SuggestionKind.INSERT:
            del form["shape"]
        return form

    @property
    def typed(self) -> str:
        """Return the words of the form, empty where it takes none."""
        return str(self.words.data or "") if "words" in self else ""

    def begun(self, ground: Ground) -> bool:
        """Whether anything is written that does not stand there already."""
        written = self.typed.strip() not in {"", ground.base_words}
        return written or bool(str(self.reason.data or "").strip()) or "words" not in self

    def asked(self, ground: Ground) -> Amendment:
        """Return what the form asks for. Raises Invalid where what it is is not known."""
        if "shape" in self and self.shape.data not in SHAPES:
            raise Invalid("shape", "unknown")
        places = {one.uid: one.paragraph_id for one in ground.rolling.passages}
        kind, level, _label = SHAPES[self.shape.data] if "shape" in self else (None, 0, "")
        return Amendment(
            form=ground.form,
            paragraph_id=ground.passage.paragraph_id if ground.passage else None,
            after_id=places.get(self.after.data) if "after" in self else None,
            kind=kind,
            level=level,
            words=self.typed,
            reason=str(self.reason.data or ""),
            language=str(self.language.data),
            base_version_id=ground.base_version_id,
            base_place_id=self._place(ground),
            promised=sentences.promised_by(self.promise.data),
        )

    def _place(self, ground: Ground) -> int | None:
        """Return the base place; of an insertion that now goes elsewhere, the place there."""
        before = ground.after.uid if ground.after else ""
        moved = ground.form is SuggestionKind.INSERT and self.after.data != before
        return None if moved else ground.base_place_id

    def tidied(self, ground: Ground) -> tuple[str, ...]:
        """Tidy the words, unless they are to stay as typed; return codes of what changed.

        Raises Invalid, TooLong; Invalid("words", "typographic") if nothing else is left.
        """
        if self.as_typed.data or "words" not in self:
            return ()
        typed = self.typed
        tidied = tidy(typed, ground.base_words)
        if tidied.text == ground.base_words != typed.strip() and "marks" in tidied.changed:
            raise Invalid("words", "typographic")
        self.words.data = tidied.text
        return tidied.changed


def shape(kind: Kind | None, level: int) -> str:
    """Return the key in ``SHAPES`` of a paragraph to insert."""
    known = ((key, one[:2]) for key, one in SHAPES.items())
    return next((key for key, found in known if found == (kind, level)), "operative")


def act() -> str:
    """Return which button sent the form; a draft if none did."""
    return request.form.get("act", "draft")


def _places(ground: Ground, chosen: str | None) -> Iterator[SelectChoice]:
    if ground.form is SuggestionKind.INSERT:
        yield SelectChoice("", _("At the head of the text"))
    for passage in ground.rolling.passages:
        own = ground.passage and passage.uid == ground.passage.uid
        if (passage.live or passage.uid == chosen) and not own:
            yield SelectChoice(passage.uid, _labelled(passage))


def _labelled(passage: Passage) -> str:
    words = sentences.excerpt(passage)
    return f"{passage.number} · {words}" if passage.number else words
