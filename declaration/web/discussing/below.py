"""What becomes of the items below a paragraph that is moved or deleted, said before it happens."""

from dataclasses import dataclass

from flask_babel import gettext as _, ngettext

from declaration.blocks import heir, items_below
from declaration.manuscript import Manuscript, Passage, numbered
from declaration.web.discussing import places, sentences
from models.vocabulary import Kind, SuggestionKind


@dataclass(frozen=True, slots=True)
class Below:
    """What is said, and the items that it is said of."""

    sentence: str
    items: tuple[Passage, ...] = ()


def below(form: SuggestionKind, passage: Passage | None, rolling: Manuscript) -> Below | None:
    """Return what becomes of what stands below a paragraph; None where nothing does."""
    if passage is None or form not in {SuggestionKind.MOVE, SuggestionKind.DELETE}:
        return None
    items = items_below(rolling.passages, passage.paragraph_id)
    if not items:
        return Below(_section(form)) if passage.kind is Kind.HEADING else None
    if form is SuggestionKind.DELETE:
        return Below(_staying(passage, items, rolling), items)
    going = ngettext(
        "Its sub-item %(items)s goes with it.",
        "Its sub-items %(items)s go with it.",
        len(sentences.direct(items)),
        items=sentences.marks(items),
    )
    return Below(going, items)


def _section(form: SuggestionKind) -> str:
    if form is SuggestionKind.DELETE:
        return _("The heading alone is deleted; the paragraphs below it stay.")
    return _("The heading moves alone; the paragraphs below it stay where they are.")


def _staying(passage: Passage, items: tuple[Passage, ...], rolling: Manuscript) -> str:
    """Say to whom the items of a deleted paragraph belong, and how they are numbered then."""
    rest = (p for p in rolling.passages if p.paragraph_id != passage.paragraph_id)
    then = {p.paragraph_id: p for p in numbered(rest, rolling.scheme)}
    own = [then[item.paragraph_id].number for item in sentences.direct(items)]
    owner = heir(rolling.passages, passage.paragraph_id)
    values = {"items": sentences.marks(items), "other": places.within(owner)}
    several = len(own) > 1
    values["numbers"] = (
        _("%(first)s to %(last)s", first=own[0], last=own[-1]) if several else own[0]
    )
    if owner is None:
        return ngettext(
            "Its sub-item %(items)s stays, without a paragraph above it; in the next revision it is"
            " %(numbers)s.",
            "Its sub-items %(items)s stay, without a paragraph above them; in the next revision"
            " they are %(numbers)s.",
            len(own),
            **values,
        )
    return ngettext(
        "Its sub-item %(items)s stays and belongs to %(other)s; in the next revision it"
        " is %(numbers)s.",
        "Its sub-items %(items)s stay and belong to %(other)s; in the next revision they"
        " are %(numbers)s.",
        len(own),
        **values,
    )
