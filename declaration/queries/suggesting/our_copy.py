"""A delegation's own copy of a text: every paragraph as it stands, or as its drafts have it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Passage
from declaration.queries.reading import texts
from declaration.queries.suggesting.delegation import Drafted
from models.debate import Draft
from models.document import Document, Paragraph, Version
from models.vocabulary import SuggestionKind


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph of the copy; ``passage`` None: a new one, which ``draft`` asks to insert."""

    passage: Passage | None
    draft: Drafted | None
    deletion: Drafted | None = None

    @property
    def words(self) -> str:
        """Return the words in it: the draft's, else those of the text."""
        if self.draft is not None:
            return self.draft.draft.words
        return self.passage.words if self.passage else ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The leaves in text order, and the drafts that are on none of them.

    ``elsewhere``: moves, remarks on the whole, further drafts on a paragraph that has one, and
    those whose paragraph is no longer in the text.
    """

    leaves: tuple[Leaf, ...]
    elsewhere: tuple[Drafted, ...]


def copy(passages: Sequence[Passage], drafts: Sequence[Drafted]) -> Copy:
    """Lay a delegation's drafts on a text; every draft stands in exactly one place."""
    asked = [one.draft for one in drafts]
    by_id = {one.draft.id: one for one in drafts}
    leaves = list(_inserted(None, asked, by_id))
    for passage in passages:
        if passage.live:
            reworded = newest(asked, SuggestionKind.REPLACE, passage.paragraph_id)
            deleted = newest(asked, SuggestionKind.DELETE, passage.paragraph_id)
            found = [by_id[one.id] if one else None for one in (reworded, deleted)]
            leaves.append(Leaf(passage, *found))
            leaves += _inserted(passage.paragraph_id, asked, by_id)
    laid = {one.draft.id for leaf in leaves for one in (leaf.draft, leaf.deletion) if one}
    return Copy(tuple(leaves), tuple(one for one in drafts if one.draft.id not in laid))


def newest(drafts: Iterable[Draft], form: SuggestionKind, paragraph_id: int) -> Draft | None:
    """Return the draft of this form on a paragraph that was saved last."""
    mine = [one for one in drafts if one.form is form and one.paragraph_id == paragraph_id]
    return max(mine, key=lambda one: (one.updated_at, one.id), default=None)


def insertions(drafts: Iterable[Draft], after_id: int | None) -> tuple[Draft, ...]:
    """Return the drafts of new paragraphs after another (None: at the head), oldest first."""
    mine = (one for one in drafts if one.form is SuggestionKind.INSERT and one.after_id == after_id)
    return tuple(sorted(mine, key=lambda one: one.id))


def bases(session: Session, document: Document, ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return paragraph and words of versions that were there to read, by id. One statement."""
    wanted = sorted({one for one in ids if one})
    if not wanted:
        return {}
    query = (
        sa.select(Version.id, Version.paragraph_id, Version.words)
        .join(Paragraph, Paragraph.id == Version.paragraph_id)
        .where(Paragraph.document_id == document.id, Version.id.in_(wanted), texts.was_shown())
    )
    return {row.id: (row.paragraph_id, row.words) for row in session.execute(query)}


def _inserted(
    after_id: int | None, drafts: Sequence[Draft], by_id: Mapping[int, Drafted]
) -> Iterable[Leaf]:
    return (Leaf(None, by_id[one.id]) for one in insertions(drafts, after_id))
