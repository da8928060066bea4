"""The form in which a change is asked for, whether drafted, submitted or reworded."""

from collections.abc import Iterator

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired

from declaration.actions.journal import audience
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, TooLong
from declaration.manuscript import Passage
from declaration.text import tidy
from declaration.web.discussing import sentences
from declaration.web.frame import language, refusals
from declaration.web.frame.acting import conference
from declaration.web.frame.forms import Form, WordsField, wanted
from declaration.web.suggesting.base import Ground
from models.document import Document
from models.vocabulary import Audience, Kind, SuggestionKind

FURTHER = {"ar": "العربية", "pt": "Português", "ru": "Русский", "zh": "中文"}
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
PROBLEMS = {
    ("words", "missing"): _l("Please write the words that you suggest."),
    ("words", "unchanged"): _l("These are the words that stand there: nothing would change."),
    ("words", "typographic"): _l(
        "Only the form of quotation marks, dashes or blanks differs from the text. If you mean"
        " exactly that, keep them as typed."
    ),
    ("words", "direction"): _l(
        "Please remove the invisible characters that turn the direction of reading."
    ),
    ("reason", "direction"): _l(
        "Please remove the invisible characters that turn the direction of reading."
    ),
    ("after", "itself"): _l("A paragraph cannot stand after itself."),
    ("after", "unchanged"): _l("The paragraph stands there already."),
    ("after", "missing"): _l("Please choose where the paragraph should stand."),
    ("drafts", "missing"): _l("Please choose at least one draft."),
    ("quote", "not_found"): _l(
        "These words do not stand in the paragraph as it is now. Please copy them from it."
    ),
    ("quote", "ambiguous"): _l(
        "These words stand more than once in the paragraph. Please quote a few more."
    ),
    ("quote", "misplaced"): _l("Words can be quoted from one paragraph only."),
}
FIELDS = {"kind": "shape", "level": "shape", "quote": "exact"}  # where a refusal is shown


class AskForm(Form):
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
            "promise": promise(ground.document).value,
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
            promised=promised(self.promise.data),
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


def refuse(form: Form, error: Invalid | TooLong) -> None:
    """Put a refusal of an action beside the field that it is about, else on top."""
    if isinstance(error, TooLong):
        field, message = "words", refusals.too_long(error.length, error.limit)
    else:
        field = error.field
        known = PROBLEMS.get((error.field, error.why))
        message = refusals.problem(error.why) if known is None else str(known)
    name = FIELDS.get(field, field)
    if name in form:
        form[name].errors = [*form[name].errors, message]
    else:
        form.form_errors = [*form.form_errors, message]


def shape(kind: Kind | None, level: int) -> str:
    """Return the key in ``SHAPES`` of a paragraph to insert."""
    known = ((key, one[:2]) for key, one in SHAPES.items())
    return next((key for key, found in known if found == (kind, level)), "operative")


def promised(named: str | None) -> Audience:
    """Return whom a form named as its readers; where it named nobody, it promised nothing."""
    return Audience.PARTICIPANTS if named == Audience.PARTICIPANTS else Audience.OPENED


def promise(document: Document) -> Audience:
    """Return who would read what is handed in now, as far as the page knows it."""
    return audience.of(opened=conference().debate_open and not document.rehearsal)


def act() -> str:
    """Return which button sent the form; a draft if none did."""
    return request.form.get("act", "draft")


def languages(chosen: str | None) -> list[SelectChoice]:
    """Return the languages in which reasons and comments are written, the chosen one included."""
    known = language.LANGUAGES | FURTHER
    if chosen:
        known = {chosen: chosen} | known
    return [SelectChoice(code, name) for code, name in known.items()]


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
