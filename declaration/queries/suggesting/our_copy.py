"""A delegation's own copy of a text: every paragraph as it stands, or as its drafts have it."""

from collections.abc import Iterable, Sequence
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
class CopyParagraph:
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
class OurCopy:
    """The leaves in text order, and the drafts that are on none of them.

    ``elsewhere``: moves, remarks on the whole, further drafts on a paragraph that has one, and
    those whose paragraph is no longer in the text.
    """

    leaves: tuple[CopyParagraph, ...]
    elsewhere: tuple[Drafted, ...]


def copy(passages: Sequence[Passage], drafts: Sequence[Drafted]) -> OurCopy:
    """Lay a delegation's drafts on a text; every draft stands in exactly one place."""
    asked = [drafted.draft for drafted in drafts]
    by_id: dict[int | None, Drafted] = {drafted.draft.id: drafted for drafted in drafts}
    leaves = [CopyParagraph(None, by_id[draft.id]) for draft in insertions(asked, None)]
    for passage in passages:
        if passage.live:
            reworded = newest(asked, SuggestionKind.REPLACE, passage.paragraph_id)
            deleted = newest(asked, SuggestionKind.DELETE, passage.paragraph_id)
            both = (by_id.get(draft.id if draft else None) for draft in (reworded, deleted))
            leaves.append(CopyParagraph(passage, *both))
            after = insertions(asked, passage.paragraph_id)
            leaves += (CopyParagraph(None, by_id[draft.id]) for draft in after)
    laid = {id(drafted) for leaf in leaves for drafted in (leaf.draft, leaf.deletion)}
    return OurCopy(tuple(leaves), tuple(drafted for drafted in drafts if id(drafted) not in laid))


def newest(drafts: Iterable[Draft], form: SuggestionKind, paragraph_id: int) -> Draft | None:
    """Return the draft of this form on a paragraph that was saved last."""
    mine = [draft for draft in drafts if draft.form is form and draft.paragraph_id == paragraph_id]
    return max(mine, key=lambda draft: (draft.updated_at, draft.id), default=None)


def insertions(drafts: Iterable[Draft], after_id: int | None) -> tuple[Draft, ...]:
    """Return the drafts of new paragraphs after another (None: at the head), oldest first."""
    mine = (
        draft
        for draft in drafts
        if draft.form is SuggestionKind.INSERT and draft.after_id == after_id
    )
    return tuple(sorted(mine, key=lambda draft: draft.id))


def bases(session: Session, document: Document, ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return paragraph and words of versions that were there to read, by id. One statement."""
    version_ids = sorted({version_id for version_id in ids if version_id})
    if not version_ids:
        return {}
    query = (
        sa.select(Version.id, Version.paragraph_id, Version.words)
        .join(Paragraph, Paragraph.id == Version.paragraph_id)
        .where(Paragraph.document_id == document.id, Version.id.in_(version_ids), texts.was_shown())
    )
    return {row.id: (row.paragraph_id, row.words) for row in session.execute(query)}
