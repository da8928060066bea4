"""The form in which a change is asked for, whether drafted, submitted or reworded."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Self

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired

from declaration.actions.suggesting.amendment import Amendment
from declaration.blocks import block
from declaration.errors import Invalid
from declaration.manuscript import Passage
from declaration.queries.suggesting.standing import stands_after
from declaration.text import opening, tidy
from declaration.web.discussing import places, sentences
from declaration.web.frame import language
from declaration.web.frame.forms import DebateForm, WordsField, languages, wanted
from declaration.web.suggesting.base import Base
from models.vocabulary import Kind, SuggestionKind

SHAPES = {  # kind and level of a new paragraph
    "operative": (Kind.OPERATIVE, 0, _l("Operative paragraph")),
    "preambular": (Kind.PREAMBULAR, 0, _l("Preambular paragraph")),
    "plain": (Kind.PLAIN, 0, _l("Unnumbered paragraph")),
    "item-1": (Kind.ITEM, 1, _l("Sub-item (a)")),
    "item-2": (Kind.ITEM, 2, _l("Sub-item (i)")),
    "heading-1": (Kind.HEADING, 1, _l("Heading 1")),
    "heading-2": (Kind.HEADING, 2, _l("Heading 2")),
    "heading-3": (Kind.HEADING, 3, _l("Heading 3")),
    "annex": (Kind.ANNEX, 0, _l("Start of an annex")),
    "title": (Kind.TITLE, 0, _l("Title")),
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
    after = SelectField(_l("Place it after"), validate_choice=True)
    shape = SelectField(
        _l("Type of paragraph"),
        choices=[SelectChoice(key, label) for key, (_kind, _level, label) in SHAPES.items()],
    )
    words = WordsField(_l("Your text"), [wanted], render_kw={"rows": 7, "required": False})
    reason = WordsField(
        _l("Reason"),
        description=_l("One or two sentences. The committee will respond to this reason."),
        render_kw={"rows": 3},
    )
    language = SelectField(_l("Language of the reason"), validators=[DataRequired()])

    @classmethod
    def on(cls, base: Base, **values: str) -> Self:
        """Build the form for what is asked about; ``values`` are what it says at first."""
        start = {
            "form": base.kind.value,
            "paragraph": base.passage.uid if base.passage else "",
            "after": _after(base),
            "shape": "operative",
            "base_version": str(base.version_id or ""),
            "base_place": str(base.place_id or ""),
            "words": base.words if base.kind is SuggestionKind.REPLACE else "",
            "language": language.code(),
            "promise": sentences.promise(base.document).value,
        }
        form = cls(data=start | values)
        form.language.choices = languages(form.language.data)
        if base.kind.places:
            form.after.choices = list(_places(base, form.after.data))
        else:
            del form["after"]
        if not base.kind.words:
            del form["words"]
        if base.kind is not SuggestionKind.INSERT:
            del form["shape"]
        return form

    @property
    def typed(self) -> str:
        """Return the words of the form, empty where it takes none."""
        return str(self.words.data or "") if "words" in self else ""

    def keep_as_typed(self) -> None:
        """Put back the words that tidying changed, and let them stay so."""
        if "words" in self:
            self.words.data, self.as_typed.data = request.form.get("typed", self.typed), "1"

    def begun(self, base: Base) -> bool:
        """Whether anything is written that does not stand there already."""
        written = self.typed.strip() not in {"", base.words}
        return written or bool(str(self.reason.data or "").strip()) or "words" not in self

    def asked(self, base: Base) -> Amendment:
        """Return what the form asks for. Raises Invalid where what it is is not known."""
        if "shape" in self and self.shape.data not in SHAPES:
            raise Invalid("shape", "unknown")
        places = {passage.uid: passage.paragraph_id for passage in base.rolling.passages}
        kind, level, _label = SHAPES[self.shape.data] if "shape" in self else (None, 0, "")
        return Amendment(
            form=base.kind,
            paragraph_id=base.passage.paragraph_id if base.passage else None,
            after_id=places.get(self.after.data) if "after" in self else None,
            kind=kind,
            level=level,
            words=self.typed,
            reason=str(self.reason.data or ""),
            language=str(self.language.data),
            base_version_id=base.version_id,
            base_place_id=self._place(base),
            promised=sentences.promised_by(self.promise.data),
        )

    def _place(self, base: Base) -> int | None:
        """Return the base place; of an insertion that now goes elsewhere, the place there."""
        before = base.after.uid if base.after else ""
        moved = base.kind is SuggestionKind.INSERT and self.after.data != before
        return None if moved else base.place_id

    def tidied(self, base: Base) -> tuple[str, ...]:
        """Tidy the words, unless they are to stay as typed; return codes of what changed.

        Another code, number_kept: they begin with what may be the paragraph's own number, or not.
        Raises Invalid, TooLong; Invalid("words", "typographic") if nothing else is left, and
        Invalid("after", "unchanged") where a paragraph is to move to where it stands.
        """
        if self._stays(base):
            raise Invalid("after", "unchanged")
        if self.as_typed.data or "words" not in self:
            return ()
        typed = self.typed
        tidied = tidy(typed, base.words)
        if tidied.text == base.words != typed.strip() and "marks" in tidied.changed:
            raise Invalid("words", "typographic")
        self.words.data = tidied.text
        if not self._may_be_numbered(base):
            return tidied.changed
        self.as_typed.data = "1"  # said once
        return (*tidied.changed, "number_kept")

    def _stays(self, base: Base) -> bool:
        if base.kind is not SuggestionKind.MOVE or base.passage is None:
            return False
        passages = base.rolling.passages
        places = {passage.uid: passage.paragraph_id for passage in passages}
        return stands_after(passages, base.passage.paragraph_id, places.get(self.after.data))

    def _may_be_numbered(self, base: Base) -> bool:
        begun = opening(self.typed)
        if begun is None or begun.kind not in {"number", "preambular"}:
            return False
        return not base.words.startswith(begun.mark.rstrip())


def shape(kind: Kind | None, level: int) -> str:
    """Return the key in ``SHAPES`` of a paragraph to insert."""
    keys = (key for key, (*piece, _label) in SHAPES.items() if piece == [kind, level])
    return next(keys, "operative")


def _after(base: Base) -> str:
    """Return what is chosen at first: of a move, where the paragraph stands now."""
    if base.after or base.kind is not SuggestionKind.MOVE or base.passage is None:
        return base.after.uid if base.after else ""
    passages = takewhile(lambda passage: passage is not base.passage, base.rolling.passages)
    return next((passage.uid for passage in reversed([*passages]) if passage.live), "")


def _places(base: Base, chosen: str | None) -> Iterator[SelectChoice]:
    yield SelectChoice("", _("At the beginning of the text"))
    about = base.passage.paragraph_id if base.passage else 0
    own = {passage.uid for passage in block(base.rolling.passages, about)}
    for passage in base.rolling.passages:
        itself = base.passage and passage.uid == base.passage.uid
        if (passage.live or passage.uid == chosen) and not itself:
            closed = {"disabled": True} if passage.uid in own else None
            yield SelectChoice(passage.uid, labelled(passage), closed)


def labelled(passage: Passage) -> str:
    """Name a passage in a list to choose from: its number, and how it begins."""
    name, words = places.name(passage), places.excerpt(passage)
    return name if words in name else f"{passage.number or name} · {words}"
