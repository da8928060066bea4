"""What a suggestion is written on: the text, the paragraph, its words as they were on screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading import texts
from declaration.queries.sight import existing
from declaration.web.frame.addresses import numeral
from models.document import Document
from models.vocabulary import SuggestionKind


@dataclass(frozen=True, slots=True)
class Base:
    """What a suggestion is written on: ``words``, version and place as they were on the screen.

    ``behind``: the paragraph's words have changed since, or the paragraph is gone.
    """

    document: Document
    rolling: Manuscript
    kind: SuggestionKind
    passage: Passage | None
    after: Passage | None
    words: str
    version_id: int | None
    place_id: int | None
    behind: bool = False

    @property
    def language(self) -> str:
        """Return the language of the text."""
        return self.rolling.language


def read_base(
    session: Session, document: Document, rolling: Manuscript, values: Mapping[str, str]
) -> Base:
    """Read what is asked about from an address or a form that came back.

    ``values``: form, paragraph and after (uids), base_version and base_place (ids). Raises
    NotFound for what is not in the text.
    """
    passages = {passage.uid: passage for passage in rolling.passages}
    if values.get("form") not in set(SuggestionKind):
        raise NotFound
    kind = SuggestionKind(values["form"])
    passage = _named(passages, values.get("paragraph", "")) if kind.on_paragraph else None
    after = _named(passages, values.get("after", "")) if kind.places else None
    if kind.on_paragraph and passage is None:
        raise NotFound
    version_id, place_id = numeral(values.get("base_version")), numeral(values.get("base_place"))
    anchor = passage or after
    words, version_id = _words(session, passage, version_id)
    return Base(
        document=document,
        rolling=rolling,
        kind=kind,
        passage=passage,
        after=after,
        words=words,
        version_id=version_id,
        place_id=place_id or (anchor.place_id if anchor else None),
        behind=passage is not None and (not passage.live or words != passage.words),
    )


def _named(passages: Mapping[str, Passage], uid: str) -> Passage | None:
    return existing(passages.get(uid)) if uid else None


def _words(
    session: Session, passage: Passage | None, version_id: int | None
) -> tuple[str, int | None]:
    if passage is None:
        return "", None
    if version_id is None or version_id == passage.version_id:
        return passage.words, passage.version_id
    version = existing(texts.version(session, passage, version_id))
    return version.words, version.id
