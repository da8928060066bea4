"""What became of every suggestion: its number in three texts, the words asked, the words made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.reading.shelf import Shelf
from declaration.queries.suggesting.asked_on import AskedOn, asked_on
from declaration.queries.suggesting.suggestions import Suggested
from models.document import Revision, RevisionEntry, Version
from models.vocabulary import Outcome

Numbers = Mapping[int, Mapping[int, str]]  # paragraph id -> revision id -> number


@dataclass(frozen=True, slots=True)
class Disposed:
    """A suggestion, what it was written on, and what became of it.

    ``number_decided`` is that of the first revision after the decision, whose label is
    ``decided_in``; ``number_newest`` that of the text in force, whose label is ``newest``. Each is
    empty where there is no such revision, or the paragraph is not numbered in it. ``words`` are
    those that the decision made; empty where it made none that the reader may see. ``changed``:
    what was changed for a general suggestion, as numbers of suggestions and of paragraphs in the
    newest revision that has them; None where that was not asked.
    """

    suggestion: Suggested
    asked_on: AskedOn
    number_decided: str
    decided_in: str
    number_newest: str
    newest: str
    words: str
    changed: tuple[tuple[int, ...], tuple[str, ...]] | None

    @property
    def number_asked(self) -> str:
        """Return the number in the text that it was asked on; a new paragraph had none."""
        return self.asked_on.number


def disposition(
    session: Session, shelf: Shelf, suggestions: Sequence[Suggested], *, unprinted: bool
) -> tuple[Disposed, ...]:
    """Put numbers and words to suggestions, in the order given. Seven statements.

    ``unprinted``: the reader may see words that no revision has.
    """
    numbers = _numbers(session, shelf)
    named = {suggestion.id: suggestion.number for suggestion in suggestions}
    texts = asked_on(session, shelf.document)
    words = _words(session, suggestions, unprinted=unprinted)
    return tuple(
        _disposed(
            suggestion,
            shelf,
            texts[suggestion.wording_id],
            numbers,
            words.get(suggestion.id, ""),
            _changed(suggestion, named, numbers),
        )
        for suggestion in suggestions
    )


def _numbers(session: Session, shelf: Shelf) -> Numbers:
    query = (
        sa.select(RevisionEntry.paragraph_id, RevisionEntry.revision_id, RevisionEntry.number)
        .where(RevisionEntry.revision_id.in_([revision.id for revision in shelf.revisions]))
        .order_by(RevisionEntry.revision_id)
    )
    numbers: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for paragraph_id, revision_id, number in session.execute(query):
        numbers[paragraph_id][revision_id] = number
    return numbers


def _words(
    session: Session, suggestions: Sequence[Suggested], *, unprinted: bool
) -> dict[int, str]:
    """Return by suggestion the words that its decision made, where it was taken."""
    made = {
        suggestion.id: suggestion.ruling.version_id
        for suggestion in suggestions
        if not suggestion.live and suggestion.ruling and suggestion.ruling.outcome.taken
    }
    query = sa.select(Version.id, Version.words).where(Version.id.in_({*made.values()} - {None}))
    if not unprinted:
        query = query.where(Version.id.in_(sa.select(RevisionEntry.version_id)))
    words = {row.id: row.words for row in session.execute(query)}
    return {key: words.get(version_id or 0, "") for key, version_id in made.items()}


def _changed(
    suggestion: Suggested, named: Mapping[int, int], numbers: Numbers
) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """Return the numbers of what was changed; 0 for a suggestion that the reader may not see."""
    changed = suggestion.ruling.changed if suggestion.ruling and not suggestion.live else None
    if changed is None:
        return None
    return (
        tuple(named.get(key, 0) for key in changed.suggestions),
        tuple([*numbers.get(key, {0: ""}).values()][-1] for key in changed.paragraphs),
    )


def _disposed(
    suggestion: Suggested,
    shelf: Shelf,
    on: AskedOn,
    by_paragraph: Numbers,
    words: str,
    changed: tuple[tuple[int, ...], tuple[str, ...]] | None,
) -> Disposed:
    numbers = by_paragraph.get(suggestion.paragraph_id or 0, {})
    decided = _decided_in(suggestion, shelf)
    newest = shelf.in_force
    return Disposed(
        suggestion=suggestion,
        asked_on=on,
        number_decided=numbers.get(decided.id, "") if decided else "",
        decided_in=decided.called if decided else "",
        number_newest=numbers.get(newest.id, "") if newest else "",
        newest=newest.called if newest else "",
        words=words,
        changed=changed,
    )


def _decided_in(suggestion: Suggested, shelf: Shelf) -> Revision | None:
    """Return the first revision after the decision; of what lapsed, the one that was adopted."""
    ruling = suggestion.ruling
    if ruling is None or suggestion.live:
        return None
    if ruling.outcome is Outcome.LAPSED:
        return shelf.adopted
    printed = (rev for rev in shelf.revisions if rev.id not in shelf.corrections)
    return next((rev for rev in printed if rev.published_at >= ruling.decided_at), None)
