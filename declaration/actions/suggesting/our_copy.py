"""Our copy: what a delegation's own copy of a text asks for. Values in, values out; no writing."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from declaration.actions.suggesting.amendment import Amendment, of_draft
from declaration.errors import Invalid, Stale
from declaration.manuscript import Passage, check_length
from declaration.queries.suggesting.our_copy import insertions, newest
from declaration.text import tidy
from models.debate import Draft
from models.vocabulary import Kind, SuggestionKind

FOLLOWING = {  # what a new paragraph is after one of these; after others it is like them
    Kind.TITLE: (Kind.PLAIN, 0),
    Kind.HEADING: (Kind.OPERATIVE, 0),
    Kind.ANNEX: (Kind.PLAIN, 0),
}


@dataclass(frozen=True, slots=True)
class OpenedBox:
    """What stood in a box when the page was opened; an id is 0 where there was none.

    ``paragraph_id``: whose words the box holds, or after which the new paragraph in it stands;
    ``version_id`` and ``place_id``: those on which a change is written (no version: the box holds
    a new paragraph); ``draft_id``: the draft whose words it holds; ``deletion_id``: the draft that
    asks to delete the paragraph; ``digest``: of the words in the box.
    """

    paragraph_id: int
    version_id: int
    place_id: int
    draft_id: int
    deletion_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it comes back: its words, whether its paragraph is to go, what is to follow it."""

    opened: OpenedBox
    typed: str
    deleted: bool = False
    added: str = ""

    @property
    def touched(self) -> bool:
        """Whether other words stand in it than when the page was opened."""
        return digest(self.typed) != self.opened.digest


@dataclass(frozen=True, slots=True)
class CurrentBox:
    """What stands now where a box is.

    ``base_words``: those on which the box was written; ``words``: of the current text, None where
    the paragraph is removed or new; ``draft`` and ``deletion``: the delegation's own;
    ``following``: its drafts of new paragraphs after this one; ``kind`` and ``level``: what a new
    one would be.
    """

    base_words: str = ""
    words: str | None = None
    draft: Draft | None = None
    deletion: Draft | None = None
    following: tuple[Draft, ...] = ()
    kind: Kind = Kind.PLAIN
    level: int = 0


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """What is asked for, and the draft to save it in; None: a new one."""

    amendment: Amendment
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class DraftEdits:
    """Drafts to save, and drafts that are no longer needed."""

    saved: tuple[DraftEdit, ...] = ()
    dropped: tuple[Draft, ...] = ()

    def __add__(self, other: "DraftEdits") -> "DraftEdits":
        return DraftEdits(self.saved + other.saved, self.dropped + other.dropped)


def digest(words: str) -> str:
    """Name words, whatever a browser does to line ends and blanks around them."""
    plain = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").strip())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def current_box(
    opened: OpenedBox,
    drafts: Sequence[Draft],
    current: Mapping[int, Passage],
    bases: Mapping[int, tuple[int, str]],
) -> CurrentBox:
    """Return what stands where a box was; ``bases``: paragraph and words by version.

    Raises Invalid for a box that never was.
    """
    if not opened.version_id:
        own = (
            draft
            for draft in drafts
            if draft.id == opened.draft_id and draft.form is SuggestionKind.INSERT
        )
        kind, level = following(current.get(opened.paragraph_id))
        return CurrentBox(draft=next(own, None), kind=kind, level=level)
    paragraph_id, words = bases.get(opened.version_id, (0, ""))
    if paragraph_id != opened.paragraph_id:
        raise Invalid("base", "unknown")
    passage = current.get(paragraph_id)
    return CurrentBox(
        words,
        passage.words if passage and passage.live else None,
        newest(drafts, SuggestionKind.REPLACE, paragraph_id),
        newest(drafts, SuggestionKind.DELETE, paragraph_id),
        insertions(drafts, paragraph_id),
        *following(passage),
    )


def following(passage: Passage | None) -> tuple[Kind, int]:
    """Return kind and level of a new paragraph after this one."""
    if passage is None:
        return Kind.PLAIN, 0
    return FOLLOWING.get(passage.kind, (passage.kind, passage.level))


def edits(box: Box, current: CurrentBox) -> DraftEdits:
    """Return what a box asks for; an emptied one asks to delete its paragraph.

    Raises Stale with the draft that somebody of the delegation has saved meanwhile, Invalid and
    TooLong as ``text.tidy`` does, and for words above MAX_WORDS.
    """
    check_length(box.typed, box.added)
    return _reworded(box, current) + _deleted(box, current) + _added(box, current)


def _reworded(box: Box, current: CurrentBox) -> DraftEdits:
    if not box.touched:
        return DraftEdits()
    draft, words = current.draft, tidy(box.typed, current.base_words).text
    if draft is not None and draft.words == words:
        result = DraftEdits()
    elif draft is not None and _saved_since(draft, box.opened):
        raise Stale(draft)
    elif words in {"", current.base_words, current.words}:
        result = DraftEdits(dropped=(draft,) if draft else ())
    elif draft is not None:
        amendment = replace(of_draft(draft), words=words)
        result = DraftEdits((DraftEdit(amendment, draft),))
    elif box.opened.version_id:
        result = DraftEdits((DraftEdit(_change(box.opened, SuggestionKind.REPLACE, words)),))
    else:  # of a new paragraph whose draft has been deleted
        result = DraftEdits((DraftEdit(_insertion(box.opened, current, words)),))
    return result


def _saved_since(draft: Draft, opened: OpenedBox) -> bool:
    return draft.id != opened.draft_id or digest(draft.words) != opened.digest


def _deleted(box: Box, current: CurrentBox) -> DraftEdits:
    opened = box.opened
    if not opened.version_id:
        return DraftEdits()
    deleted = box.deleted or (box.touched and not box.typed.strip())
    if deleted and not opened.deletion_id and current.deletion is None:
        return DraftEdits((DraftEdit(_change(opened, SuggestionKind.DELETE)),))
    if not deleted and current.deletion and current.deletion.id == opened.deletion_id:
        return DraftEdits(dropped=(current.deletion,))
    return DraftEdits()


def _added(box: Box, current: CurrentBox) -> DraftEdits:
    words = tidy(box.added).text
    if not words or any(draft.words == words for draft in current.following):
        return DraftEdits()
    return DraftEdits((DraftEdit(_insertion(box.opened, current, words)),))


def _change(opened: OpenedBox, kind: SuggestionKind, words: str = "") -> Amendment:
    return Amendment(
        kind,
        paragraph_id=opened.paragraph_id,
        words=words,
        base_version_id=opened.version_id,
        base_place_id=opened.place_id,
    )


def _insertion(opened: OpenedBox, current: CurrentBox, words: str) -> Amendment:
    return Amendment(
        SuggestionKind.INSERT,
        after_id=opened.paragraph_id or None,
        kind=current.kind,
        level=current.level,
        words=words,
        base_place_id=opened.place_id or None,
    )
