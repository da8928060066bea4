"""A paragraph through all revisions: its words, its numbers, where it stood."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import SignInNeeded
from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import Shelf
from declaration.rules import Actor
from declaration.verbs import Role
from models.debate import Decision, Suggestion
from models.discs import Disc
from models.document import Paragraph, Place, Revision, RevisionEntry, Version
from models.people import Delegation
from models.vocabulary import TAKEN, Outcome, SuggestionKind

MAKING_TEXT = [kind for kind in SuggestionKind if kind.makes_text]


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
    took from them, and ``discs`` those of the delegations, in that order; ``at``: when;
    ``adapted``: the committee changed what it took. EARLIER says no more: the reader may not see
    it, or its words were redacted.
    """

    bringer: Bringer
    revision: str = ""
    suggestions: tuple[tuple[int, str], ...] = ()
    discs: tuple[Disc, ...] = field(default=(), compare=False)
    at: datetime | None = field(default=None, compare=False)
    adapted: bool = field(default=False, compare=False)

    @property
    def delegations(self) -> tuple[str, ...]:
        """Return the delegations that share these words, by name."""
        return tuple(sorted({name for _, name in self.suggestions}))


@dataclass(frozen=True, slots=True)
class Took:
    """A decision that made a version; number and delegation only where the reader may see it."""

    seen: bool
    took_up: bool
    adapted: bool
    number: int
    delegation: Delegation | None


EARLIER = Source(Bringer.EARLIER)


COMMITTEE = Source(Bringer.COMMITTEE)


Step = tuple[Source, str]  # who brought a version, and its words


class Redactable(Protocol):
    """Whatever has words that may have been redacted: a version, a passage."""

    @property
    def words(self) -> str:
        """Markdown, NFC."""

    @property
    def redacted(self) -> bool:
        """Whether the words were taken out."""


def story(session: Session, actor: Actor, shelf: Shelf, uid: str) -> Story:
    """Return what was printed of a paragraph. One statement.

    Raises NotFound for an unknown one, SignInNeeded for the public where nothing was printed.
    """
    query = (
        sa.select(Paragraph, Revision, RevisionEntry.number, *texts.COLUMNS)
        .outerjoin(RevisionEntry, RevisionEntry.paragraph_id == Paragraph.id)
        .outerjoin(Revision, Revision.id == RevisionEntry.revision_id)
        .outerjoin(Place, Place.id == RevisionEntry.place_id)
        .outerjoin(Version, Version.id == RevisionEntry.version_id)
        .where(Paragraph.document_id == shelf.document.id, Paragraph.uid == uid)
        .order_by(Revision.ordinal)
    )
    rows = session.execute(query).all()
    first = sight.existing(next(iter(rows), None))
    printed = [(row.Revision, texts.passage(row)) for row in rows if row.Revision is not None]
    if not printed and actor.role is Role.PUBLIC:
        raise SignInNeeded
    before = (None, *(passage.words for _, passage in printed))
    prints = (Printed(*pair, words) for pair, words in zip(printed, before, strict=False))
    return Story(first.Paragraph, tuple(prints))


def sources(
    session: Session,
    reader: sight.Reader,
    text: Manuscript,
    passages: Sequence[Passage],
) -> Mapping[int, tuple[Step, ...]]:
    """Return the versions that led to these passages, oldest first, by paragraph id.

    Later ones than the passage's are left out. Two statements, whatever the length.
    """
    legible = [passage for passage in passages if not passage.redacted]
    newest = {passage.paragraph_id: passage.version_id for passage in legible}
    taken = _taken(session, reader, newest)
    steps: defaultdict[int, list[tuple[Source, Version]]] = defaultdict(list)
    for version, printed in _versions(session, text.language, newest):
        if version.id <= newest[version.paragraph_id]:
            source = _source(taken.get(version.id, ()), printed or "")
            steps[version.paragraph_id].append((replace(source, at=version.created_at), version))
    return {paragraph_id: chain(versions) for paragraph_id, versions in steps.items()}


def chain(versions: Iterable[tuple[Source, Redactable]]) -> tuple[Step, ...]:
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


def _source(decisions: Sequence[Took], printed: str) -> Source:
    taken_up = [decision for decision in decisions if decision.took_up]
    if not decisions:
        return Source(Bringer.DRAFT, revision=printed)
    if not all(decision.seen for decision in taken_up or decisions):
        return EARLIER
    numbered = sorted(taken_up, key=lambda decision: decision.number)
    named = [(each.number, each.delegation) for each in numbered if each.delegation]
    if not named:
        return COMMITTEE
    return Source(
        Bringer.SUGGESTIONS,
        suggestions=tuple((number, delegation.name) for number, delegation in named),
        discs=tuple(delegation.disc for _, delegation in named),
        adapted=any(decision.adapted for decision in numbered),
    )


def _versions(
    session: Session, language: str, ids: Iterable[int]
) -> Iterable[sa.Row[Version, str | None]]:
    """Return versions, oldest first, with the label of the revision that first printed them.

    That of what they became, where they were never printed themselves.
    """
    printed = (
        sa.select(Revision.called)
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


def _taken(
    session: Session, reader: sight.Reader, ids: Iterable[int]
) -> Mapping[int, Sequence[Took]]:
    """Return the decisions behind each version that one made, of these paragraphs."""
    seen = sight.suggestions(reader)
    took_up = Decision.outcome.in_(TAKEN) & Suggestion.form.in_(MAKING_TEXT)
    query = (
        sa.select(
            Decision.version_id,
            seen.label("seen"),
            took_up.label("took_up"),
            (Decision.outcome == Outcome.ADAPTED).label("adapted"),
            Suggestion.number,
            Delegation,
        )
        .join(Version, Version.id == Decision.version_id)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .where(Version.paragraph_id.in_(ids))
    )
    decisions: defaultdict[int, list[Took]] = defaultdict(list)
    rows: Iterable[sa.Row[int, bool, bool, bool, int, Delegation | None]] = session.execute(query)
    for version_id, sees, took, adapted, number, delegation in rows:
        named = (number, delegation) if sees else (0, None)
        decisions[version_id].append(Took(sees, took, adapted, *named))
    return decisions
