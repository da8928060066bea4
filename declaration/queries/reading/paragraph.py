"""A paragraph through all revisions: its words, its numbers, where it stood."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound, SignInNeeded
from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.reading.shelf import Shelf
from declaration.queries.sight import Reader
from declaration.rules import Actor, Role
from declaration.text import Span, provenance
from models.debate import Decision, Suggestion
from models.document import Paragraph, Place, Revision, RevisionEntry, Version
from models.people import Delegation
from models.vocabulary import TAKEN, SuggestionKind


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as one revision printed it; ``before`` has its words in the one before."""

    revision: Revision
    passage: Passage
    before: str | None

    @property
    def changed(self) -> bool:
        """Say whether the words are others than in the revision before, or the first."""
        return self.before != self.passage.words


@dataclass(frozen=True, slots=True)
class Story:
    """A paragraph and its prints, oldest first."""

    paragraph: Paragraph
    prints: tuple[Printed, ...]


def story(session: Session, actor: Actor, shelf: Shelf, uid: str) -> Story:
    """Return what was printed of a paragraph. One statement.

    Raises NotFound for an unknown one, SignInNeeded for the public where nothing was printed.
    """
    query = (
        sa.select(Paragraph, Revision, RevisionEntry.number, Place, Version)
        .outerjoin(RevisionEntry, RevisionEntry.paragraph_id == Paragraph.id)
        .outerjoin(Revision, Revision.id == RevisionEntry.revision_id)
        .outerjoin(Place, Place.id == RevisionEntry.place_id)
        .outerjoin(Version, Version.id == RevisionEntry.version_id)
        .where(Paragraph.document_id == shelf.document.id, Paragraph.uid == uid)
        .order_by(Revision.ordinal)
    )
    rows = session.execute(query).all()
    if not rows:
        raise NotFound
    prints: list[Printed] = []
    for paragraph, revision, number, place, version in rows:
        if revision is not None:
            passage = _passage(paragraph, place, version, number)
            before = prints[-1].passage.words if prints else None
            prints.append(Printed(revision, passage, before))
    if not prints and actor.role is Role.PUBLIC:
        raise SignInNeeded
    return Story(rows[0][0], tuple(prints))


def _passage(paragraph: Paragraph, place: Place, version: Version, number: str) -> Passage:
    return Passage(
        paragraph_id=paragraph.id,
        uid=paragraph.uid,
        kind=place.kind,
        level=place.level,
        words=version.words,
        version_id=version.id,
        place_id=place.id,
        language=version.language,
        number=number,
        redacted=version.redacted,
    )


MAKING_TEXT = [kind for kind in SuggestionKind if kind.makes_text]


class Bringer(StrEnum):
    """Who or what can bring words."""

    DRAFT = "draft"
    SUGGESTIONS = "suggestions"
    COMMITTEE = "committee"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Source:
    """What brought words.

    ``revision``: of a draft, the label of the revision that first printed it, "" before that.
    ``suggestions``: numbers and delegations (sorted), together credited with what one decision
    took from them. EARLIER says no more: the reader may not see it, or its words were redacted.
    """

    bringer: Bringer
    revision: str = ""
    suggestions: tuple[tuple[int, str], ...] = ()

    @property
    def delegations(self) -> tuple[str, ...]:
        """Return the delegations that share these words, by name."""
        return tuple(sorted({name for _, name in self.suggestions}))


@dataclass(frozen=True, slots=True)
class Took:
    """A decision that made a version; number and delegation only where the reader may see it."""

    seen: bool
    took_up: bool
    number: int
    delegation: str


EARLIER = Source(Bringer.EARLIER)
COMMITTEE = Source(Bringer.COMMITTEE)
Step = tuple[Source, str]  # who brought a version, and its words


def sources(
    session: Session,
    reader: Reader,
    text: Manuscript,
    passages: Sequence[Passage],
) -> Mapping[int, tuple[Step, ...]]:
    """Return the versions that led to these passages, oldest first, by paragraph id.

    Later ones than the passage's are left out. Two statements, whatever the length.
    """
    newest = {one.paragraph_id: one.version_id for one in passages if not one.redacted}
    taken = _taken(session, reader, newest)
    found: defaultdict[int, list[tuple[Source, Version]]] = defaultdict(list)
    for version, printed in _versions(session, text.language, newest):
        if version.id <= newest[version.paragraph_id]:
            source = _source(taken.get(version.id, ()), printed or "")
            found[version.paragraph_id].append((source, version))
    return {paragraph_id: chain(versions) for paragraph_id, versions in found.items()}


class Worded(Protocol):
    """Whatever has words that may have been redacted: a version, a passage."""

    @property
    def words(self) -> str:
        """Markdown, NFC."""

    @property
    def redacted(self) -> bool:
        """Whether the words were taken out."""


def chain(versions: Iterable[tuple[Source, Worded]]) -> tuple[Step, ...]:
    """Return the steps that count: going back to earlier words undoes what came between.

    What followed a redacted version may be that version's: nobody is credited with it.
    """
    steps: list[Step] = []
    hidden = False
    for source, version in versions:
        if version.redacted:
            hidden = True
            continue
        back = next((n for n, (_, words) in enumerate(steps) if words == version.words), None)
        if back is not None:
            del steps[back + 1 :]
        else:
            steps.append((EARLIER if hidden else source, version.words))
        hidden = False
    return tuple(steps)


def credited(steps: Sequence[Step]) -> tuple[Span[Source], ...]:
    """Say of the words of the last step which came from whom."""
    return provenance(steps)


def _source(decisions: Sequence[Took], printed: str) -> Source:
    taken_up = [one for one in decisions if one.took_up]
    if not decisions:
        return Source(Bringer.DRAFT, revision=printed)
    if not all(one.seen for one in taken_up or decisions):
        return EARLIER
    named = sorted((one.number, one.delegation) for one in taken_up if one.delegation)
    return Source(Bringer.SUGGESTIONS, suggestions=tuple(named)) if named else COMMITTEE


def _versions(
    session: Session, language: str, ids: Iterable[int]
) -> Iterable[sa.Row[Version, str | None]]:
    """Return versions, oldest first, with the label of the revision that first printed them.

    That of what they became, where they were never printed themselves.
    """
    printed = (
        sa.select(Revision.label)
        .join(RevisionEntry, RevisionEntry.revision_id == Revision.id)
        .where(
            RevisionEntry.paragraph_id == Version.paragraph_id,
            RevisionEntry.version_id >= Version.id,
            Revision.language == Version.language,
        )
        .order_by(Revision.ordinal)
        .limit(1)
        .correlate(Version)
        .scalar_subquery()
    )
    query = sa.select(Version, printed).where(
        Version.paragraph_id.in_(ids), Version.language == language
    )
    return session.execute(query.order_by(Version.id))


def _taken(session: Session, reader: Reader, ids: Iterable[int]) -> Mapping[int, Sequence[Took]]:
    """Return the decisions behind each version that one made, of these paragraphs."""
    seen = sight.suggestions(reader)
    took_up = Decision.outcome.in_(TAKEN) & Suggestion.form.in_(MAKING_TEXT)
    query = (
        sa.select(
            Decision.version_id,
            seen.label("seen"),
            took_up.label("took_up"),
            Suggestion.number,
            Delegation.name,
        )
        .join(Version, Version.id == Decision.version_id)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .where(Version.paragraph_id.in_(ids))
    )
    found: defaultdict[int, list[Took]] = defaultdict(list)
    rows: Iterable[sa.Row[int, bool, bool, int, str | None]] = session.execute(query)
    for version_id, sees, took, number, name in rows:
        named = (number, name or "") if sees else (0, "")
        found[version_id].append(Took(sees, took, *named))
    return found
