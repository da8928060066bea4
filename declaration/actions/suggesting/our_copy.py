"""Our copy: what a delegation's own copy of a text asks for. Values in, wishes out; no writing."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from declaration.actions.suggesting import asked as asking
from declaration.actions.suggesting.asked import MAX_WORDS, Asked
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import Passage
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
class Seen:
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

    seen: Seen
    typed: str
    deleted: bool = False
    added: str = ""

    @property
    def touched(self) -> bool:
        """Whether other words stand in it than when the page was opened."""
        return digest(self.typed) != self.seen.digest


@dataclass(frozen=True, slots=True)
class There:
    """What there is now where a box stands.

    ``base_words``: those on which the box was written; ``words``: of the text now, None where the
    paragraph is gone or new; ``draft`` and ``deletion``: the delegation's own; ``following``: its
    drafts of new paragraphs after this one; ``kind`` and ``level``: what a new one would be.
    """

    base_words: str = ""
    words: str | None = None
    draft: Draft | None = None
    deletion: Draft | None = None
    following: tuple[Draft, ...] = ()
    kind: Kind = Kind.PLAIN
    level: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, and the draft that takes it; None: a new one."""

    asked: Asked
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Drafts to keep, and drafts that are needed no more."""

    kept: tuple[Wish, ...] = ()
    dropped: tuple[Draft, ...] = ()

    def __add__(self, other: "Wishes") -> "Wishes":
        return Wishes(self.kept + other.kept, self.dropped + other.dropped)


def digest(words: str) -> str:
    """Name words, whatever a browser does to line ends and blanks around them."""
    plain = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").strip())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def there(
    seen: Seen,
    drafts: Sequence[Draft],
    current: Mapping[int, Passage],
    bases: Mapping[int, tuple[int, str]],
) -> There:
    """Find what stands where a box was; ``bases``: paragraph and words by version.

    Raises Invalid for a box that never was.
    """
    if not seen.version_id:
        mine = (
            one for one in drafts if one.id == seen.draft_id and one.form is SuggestionKind.INSERT
        )
        kind, level = following(current.get(seen.paragraph_id))
        return There(draft=next(mine, None), kind=kind, level=level)
    paragraph_id, words = bases.get(seen.version_id, (0, ""))
    if paragraph_id != seen.paragraph_id:
        raise Invalid("base", "unknown")
    passage = current.get(paragraph_id)
    return There(
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


def wishes(box: Box, now: There) -> Wishes:
    """Say what a box asks for; an emptied one asks to delete its paragraph.

    Raises Stale with the draft that somebody of the delegation has saved meanwhile, Invalid and
    TooLong as ``text.tidy`` does, TooLong above MAX_WORDS.
    """
    for words in (box.typed, box.added):
        if len(words) > MAX_WORDS:
            raise TooLong(len(words), MAX_WORDS, "characters")
    return _reworded(box, now) + _deleted(box, now) + _added(box, now)


def _reworded(box: Box, now: There) -> Wishes:
    if not box.touched:
        return Wishes()
    mine, words = now.draft, tidy(box.typed, now.base_words).text
    if mine is not None and mine.words == words:
        found = Wishes()
    elif mine is not None and _saved_since(mine, box.seen):
        raise Stale(mine)
    elif words in {"", now.base_words, now.words}:
        found = Wishes(dropped=(mine,) if mine else ())
    elif mine is not None:
        found = Wishes((Wish(replace(asking.of_draft(mine), words=words), mine),))
    else:
        found = Wishes((Wish(_new(box.seen, now, words)),))
    return found


def _saved_since(mine: Draft, seen: Seen) -> bool:
    return mine.id != seen.draft_id or digest(mine.words) != seen.digest


def _new(seen: Seen, now: There, words: str) -> Asked:
    """Return a change on the words that were seen; of a new paragraph whose draft is gone, it."""
    if not seen.version_id:
        return _insertion(seen, now, words)
    return Asked(
        SuggestionKind.REPLACE,
        paragraph_id=seen.paragraph_id,
        words=words,
        base_version_id=seen.version_id,
        base_place_id=seen.place_id,
    )


def _deleted(box: Box, now: There) -> Wishes:
    seen = box.seen
    if not seen.version_id:
        return Wishes()
    wanted = box.deleted or (box.touched and not box.typed.strip())
    if wanted and not seen.deletion_id and now.deletion is None:
        asked = Asked(
            SuggestionKind.DELETE,
            paragraph_id=seen.paragraph_id,
            base_version_id=seen.version_id,
            base_place_id=seen.place_id,
        )
        return Wishes((Wish(asked),))
    if not wanted and now.deletion is not None and now.deletion.id == seen.deletion_id:
        return Wishes(dropped=(now.deletion,))
    return Wishes()


def _added(box: Box, now: There) -> Wishes:
    words = tidy(box.added).text
    if not words or any(one.words == words for one in now.following):
        return Wishes()
    return Wishes((Wish(_insertion(box.seen, now, words)),))


def _insertion(seen: Seen, now: There, words: str) -> Asked:
    return Asked(
        SuggestionKind.INSERT,
        after_id=seen.paragraph_id or None,
        kind=now.kind,
        level=now.level,
        words=words,
        base_place_id=seen.place_id or None,
    )
