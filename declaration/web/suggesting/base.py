"""What a suggestion is written on: the text, the paragraph, its words as they were on screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading import texts
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.standing import by_paragraph, predecessor
from declaration.web.frame.addresses import numeral
from models.document import Document
from models.vocabulary import SuggestionKind


@dataclass(frozen=True, slots=True)
class Ground:
    """What the form stands on. ``base_*`` is what was on the screen when it was opened.

    ``behind``: the paragraph's words have changed since, or the paragraph is gone.
    """

    document: Document
    rolling: Manuscript
    form: SuggestionKind
    passage: Passage | None
    after: Passage | None
    base_words: str
    base_version_id: int | None
    base_place_id: int | None
    behind: bool = False

    @property
    def language(self) -> str:
        """Return the language of the text."""
        return self.rolling.language


def at(
    session: Session, document: Document, rolling: Manuscript, values: Mapping[str, str]
) -> Ground:
    """Read what is asked about from an address or a form that came back.

    ``values``: form, paragraph and after (uids), base_version and base_place (ids). Raises
    NotFound for what is not in the text.
    """
    found = {one.uid: one for one in rolling.passages}
    form = _form(values.get("form", ""))
    passage = _named(found, values.get("paragraph", "")) if form.on_paragraph else None
    after = _named(found, values.get("after", "")) if form.places else None
    if form.on_paragraph and passage is None:
        raise NotFound
    version, place = numeral(values.get("base_version")), numeral(values.get("base_place"))
    anchor = passage or after
    words, version = _base(session, passage, version)
    return Ground(
        document=document,
        rolling=rolling,
        form=form,
        passage=passage,
        after=after,
        base_words=words,
        base_version_id=version,
        base_place_id=place or (anchor.place_id if anchor else None),
        behind=passage is not None and (not passage.live or words != passage.words),
    )


def of_draft(
    session: Session, drafted: Drafted, rolling: Manuscript, values: Mapping[str, str]
) -> Ground:
    """Return what a draft stands on; ``values`` of a form that came back go first."""
    draft = drafted.draft
    kept = {
        "form": draft.form.value,
        "paragraph": drafted.paragraph_uid,
        "after": drafted.after_uid,
        "base_version": str(draft.base_version_id or ""),
        "base_place": str(draft.base_place_id or ""),
    }
    chosen = {"after": values["after"]} if "after" in values else {}
    return at(session, drafted.document, rolling, kept | chosen)


def stands_there(ground: Ground) -> bool:
    """Whether a paragraph is asked to move to where it stands."""
    if ground.form is not SuggestionKind.MOVE or ground.passage is None or ground.after is None:
        return False
    current = by_paragraph(ground.rolling.passages)
    return predecessor(current, ground.passage.paragraph_id) == ground.after.paragraph_id


def _form(named: str) -> SuggestionKind:
    try:
        return SuggestionKind(named)
    except ValueError:
        raise NotFound from None


def _named(found: Mapping[str, Passage], uid: str) -> Passage | None:
    if not uid:
        return None
    if uid not in found:
        raise NotFound
    return found[uid]


def _base(
    session: Session, passage: Passage | None, version_id: int | None
) -> tuple[str, int | None]:
    if passage is None:
        return "", None
    if version_id is None or version_id == passage.version_id:
        return passage.words, passage.version_id
    version = texts.version(session, passage, version_id)
    if version is None:
        raise NotFound
    return version.words, version.id
