"""The text that a suggestion was written on, with the numbers and the words of then.

It is told by rows that are only ever added; what no event names counts by its time.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from declaration.blocks import items_below
from declaration.manuscript import Passage, between
from declaration.queries.journal.subjects import names
from declaration.queries.reading.shelf import PRINTING
from models.debate import Suggestion, Wording
from models.document import Document, Paragraph, Place, Revision, RevisionEntry, Version
from models.journal import Event, Subject
from models.vocabulary import EventKind, Kind, SubjectKind, SuggestionKind

HANDED_IN = (
    EventKind.SUGGESTION_SUBMITTED,
    EventKind.SUGGESTION_REVISED,
    EventKind.SUGGESTION_ENTERED,
    EventKind.SUB_AMENDMENT_TAKEN,
    EventKind.SUB_AMENDMENT_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
)
MADE = (  # what makes places, versions and revisions; other events name them again later
    EventKind.TEXT_IMPORTED,
    EventKind.TEXT_EDITED,
    EventKind.DOCUMENT_CHANGED,  # another authentic language takes the words over
    EventKind.PARAGRAPH_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
    EventKind.DECISION_REOPENED,
    *PRINTING,
)
Row = sa.Row[*tuple[Any, ...]]
Entries = Mapping[int, RevisionEntry]  # of one revision, by paragraph


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A revision, as a receipt names it; ``title`` is empty where it was not kept."""

    id: int
    slug: str
    label: str
    symbol: str
    title: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class AskedOn:
    """What one wording was written on.

    ``revision``: the newest one then that reads at this place as what was written on; None = the
    draft as of ``at``. ``since``: the newest revision then, from which the draft has its numbers;
    None before the first. ``paragraph`` and ``after``: what is asked about, and what it is to
    follow, as they stood there. ``title``: how the text was called.
    """

    at: datetime
    title: str
    revision: PrintedText | None
    since: PrintedText | None
    paragraph: Passage | None
    after: Passage | None
    items: tuple[Passage, ...] = ()  # below the paragraph, words left out

    @property
    def number(self) -> str:
        """Return the number that the paragraph had; empty where it had none, or is a new one."""
        return self.paragraph.number if self.paragraph else ""


def asked_on(
    session: Session, document: Document, *only: sa.ColumnElement[bool]
) -> dict[int, AskedOn]:
    """Return for every wording, by its id, what it was written on. Five statements.

    ``only`` limits the suggestions.
    """
    wordings = session.execute(_wordings(document).where(*only)).all()
    history = _history(session, document)
    stands = [_stand(wording, history) for wording in wordings]
    words = _words(session, (stand.version_ids for stand in stands))
    return {stand.wording.id: _asked_on(stand, words) for stand in stands}


@dataclass(frozen=True, slots=True)
class _Moment:
    """The text at one moment: its revisions until then, and the draft, words left out."""

    revisions: Sequence[Revision]
    draft: Mapping[int, Passage]

    @property
    def since(self) -> Revision | None:
        """Return the newest revision."""
        return self.revisions[-1] if self.revisions else None


@dataclass(frozen=True, slots=True)
class _History:
    """Every row from which the text of a document can be told as it was at any moment.

    ``named`` are the events that made rows, ``unnamed`` the times of those that no event made,
    each in order: how many come before a wording tells its moment, which many wordings share.
    """

    document: Document
    places: Sequence[Row]
    versions: Sequence[Row]
    revisions: Mapping[int, tuple[Revision, int | None]]
    entries: Mapping[int, Entries]
    named: Sequence[int]
    unnamed: Sequence[datetime]
    moments: dict[object, _Moment]

    def moment(self, wording: Row) -> _Moment:
        """Return the text that was there when a wording was handed in."""
        key: object = wording.created_at
        if wording.event is not None:
            unnamed = bisect_right(self.unnamed, wording.created_at)
            key = bisect_left(self.named, wording.event), unnamed
        if key not in self.moments:
            self.moments[key] = _moment(self, wording)
        return self.moments[key]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What one wording stands on, words still to be loaded."""

    wording: Row
    revision: Revision | None
    since: Revision | None
    paragraph: Passage | None
    after: Passage | None
    items: tuple[Passage, ...]
    title: Passage | None

    @property
    def version_ids(self) -> set[int]:
        """Return whose words are needed."""
        passages = (self.paragraph, self.after, self.title)
        return {passage.version_id for passage in passages if passage is not None}


def _wordings(document: Document) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Wording.id,
            Wording.base_version_id,
            Wording.base_place_id,
            Wording.after_id,
            Wording.created_at,
            Suggestion.form,
            Suggestion.paragraph_id,
            _event(SubjectKind.WORDING, Wording.id, HANDED_IN),
        )
        .join(Suggestion, Suggestion.id == Wording.suggestion_id)
        .where(Suggestion.document_id == document.id)
        .order_by(Wording.id)
    )


def _event(
    kind: SubjectKind, column: InstrumentedAttribute[int], kinds: Iterable[EventKind]
) -> sa.Label[Any]:
    """Return the event that first named a row; None for what the journal does not know."""
    return (
        sa.select(sa.func.min(Event.id))
        .join(Subject, Subject.event_id == Event.id)
        .where(names(kind, column), Event.kind.in_(kinds))
        .correlate_except(Event, Subject)
        .scalar_subquery()
        .label("event")
    )


def _history(session: Session, document: Document) -> _History:
    """Load a document's history without its words. Three statements."""
    places = session.execute(_places(document)).all()
    versions = session.execute(_versions(document)).all()
    revisions: dict[int, tuple[Revision, int | None]] = {}
    entries: defaultdict[int, dict[int, RevisionEntry]] = defaultdict(dict)
    for revision, event, entry in session.execute(_printings(document)):
        revisions[revision.id] = revision, event
        if entry is not None:
            entries[revision.id][entry.paragraph_id] = entry
    made = [
        *((row.event, row.created_at) for row in (*places, *versions)),
        *((event, revision.published_at) for revision, event in revisions.values()),
    ]
    return _History(
        document,
        places,
        versions,
        revisions,
        entries,
        named=sorted(event for event, _at in made if event is not None),
        unnamed=sorted(at for event, at in made if event is None),
        moments={},
    )


def _places(document: Document) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Place.id,
            Place.paragraph_id,
            Place.rank,
            Place.kind,
            Place.level,
            Place.live,
            Place.created_at,
            Paragraph.uid,
            _event(SubjectKind.PLACE, Place.id, MADE),
        )
        .join(Paragraph, Paragraph.id == Place.paragraph_id)
        .where(Paragraph.document_id == document.id)
        .order_by(Place.id)
    )


def _versions(document: Document) -> sa.Select[*tuple[Any, ...]]:
    mine = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    return (
        sa.select(
            Version.id,
            Version.paragraph_id,
            Version.created_at,
            _event(SubjectKind.VERSION, Version.id, MADE),
        )
        .where(Version.paragraph_id.in_(mine), Version.source_version_id.is_(None))
        .order_by(Version.id)
    )


def _printings(document: Document) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Revision, _event(SubjectKind.REVISION, Revision.id, MADE), RevisionEntry)
        .outerjoin(RevisionEntry, RevisionEntry.revision_id == Revision.id)
        .where(Revision.document_id == document.id)
        .order_by(Revision.ordinal)
    )


def _moment(history: _History, wording: Row) -> _Moment:
    revisions = [
        revision
        for revision, event in history.revisions.values()
        if _earlier(event, revision.published_at, wording)
    ]
    places = {row.paragraph_id: row for row in history.places if _there(row, wording)}
    versions = {row.paragraph_id: row for row in history.versions if _there(row, wording)}
    passages = [
        _bare(history, row, versions[row.paragraph_id])
        for row in sorted(places.values(), key=lambda row: (row.rank, row.id))
        if row.paragraph_id in versions
    ]
    entries = history.entries[revisions[-1].id] if revisions else {}
    earlier = {paragraph_id: entry.number for paragraph_id, entry in entries.items()}
    numbered = between(earlier, passages, history.document.scheme)
    return _Moment(revisions, {passage.paragraph_id: passage for passage in numbered})


def _stand(wording: Row, history: _History) -> _Stand:
    """Find what a wording stands on: a revision that reads like it there, else the draft."""
    moment = history.moment(wording)
    revisions, draft = moment.revisions, moment.draft
    about = None if wording.form is SuggestionKind.INSERT else wording.paragraph_id
    whole = about is None and wording.after_id is None
    revision = next(
        (
            revision
            for revision in (revisions[-1:] if whole else reversed(revisions))
            if (
                _unchanged(history.entries[revision.id], draft)
                if whole
                else _reads_alike(history.entries[revision.id], wording)
            )
        ),
        None,
    )
    entries = history.entries[revision.id] if revision else {}
    paragraph = _passage(about, draft, entries)
    if paragraph is not None and wording.base_version_id is not None:
        paragraph = replace(paragraph, version_id=wording.base_version_id)
    title = next((p for p in draft.values() if p.live and p.kind is Kind.TITLE), None)
    after = _passage(wording.after_id, draft, entries)
    live = [_numbered(p, entries) for p in draft.values() if p.live]
    items = items_below(live, about) if about and wording.form.on_paragraph else ()
    return _Stand(wording, revision, moment.since, paragraph, after, tuple(items), title)


def _there(row: Row, wording: Row) -> bool:
    return _earlier(row.event, row.created_at, wording)


def _earlier(event: int | None, made_at: datetime, wording: Row) -> bool:
    """Whether something was there already when a wording was handed in."""
    if event is None or wording.event is None:
        return bool(made_at <= wording.created_at)
    return bool(event < wording.event)


def _bare(history: _History, place: Row, version: Row) -> Passage:
    return Passage(
        paragraph_id=place.paragraph_id,
        uid=place.uid,
        kind=place.kind,
        level=place.level,
        words="",
        version_id=version.id,
        place_id=place.id,
        language=history.document.language,
        live=place.live,
    )


def _reads_alike(entries: Entries, wording: Row) -> bool:
    """Whether a revision has, at the place asked about, what the wording was written on."""
    about = entries.get(wording.paragraph_id)
    after = entries.get(wording.after_id)
    if wording.form is SuggestionKind.INSERT:
        return after is not None and after.place_id == wording.base_place_id
    alike = about is not None and about.version_id == wording.base_version_id
    if wording.form is SuggestionKind.MOVE:
        in_place = about is not None and about.place_id == wording.base_place_id
        return alike and in_place and after is not None
    return alike


def _unchanged(entries: Entries, draft: Mapping[int, Passage]) -> bool:
    """Whether nothing of the whole has changed since a revision."""
    printed = {key: (entry.version_id, entry.place_id) for key, entry in entries.items()}
    return printed == {key: (p.version_id, p.place_id) for key, p in draft.items() if p.live}


def _passage(
    paragraph_id: int | None, draft: Mapping[int, Passage], entries: Entries
) -> Passage | None:
    """Return a paragraph with the number that it has in the revision, else in the draft."""
    passage = draft.get(paragraph_id or 0)
    return None if passage is None else _numbered(passage, entries)


def _numbered(passage: Passage, entries: Entries) -> Passage:
    entry = entries.get(passage.paragraph_id)
    if entry is None:
        return passage
    return replace(passage, number=entry.number, version_id=entry.version_id)


def _words(session: Session, needed: Iterable[set[int]]) -> dict[int, tuple[str, bool]]:
    """Return words by version, and whether they were redacted. One statement."""
    query = sa.select(Version.id, Version.words, Version.redacted)
    rows = session.execute(query.where(Version.id.in_(set().union(*needed))))
    return {version_id: (words, redacted) for version_id, words, redacted in rows}


def _asked_on(stand: _Stand, words: Mapping[int, tuple[str, bool]]) -> AskedOn:
    def worded(passage: Passage | None) -> Passage | None:
        if passage is None:
            return None
        text, redacted = words[passage.version_id]
        return replace(passage, words=text, redacted=redacted)

    title = worded(stand.title)
    named = stand.revision or stand.since
    return AskedOn(
        at=stand.wording.created_at,
        title=(named.title if named else "") or (title.words if title else ""),
        revision=_printed(stand.revision),
        since=_printed(stand.since),
        paragraph=worded(stand.paragraph),
        after=worded(stand.after),
        items=stand.items,
    )


def _printed(revision: Revision | None) -> PrintedText | None:
    if revision is None:
        return None
    return PrintedText(
        id=revision.id,
        slug=revision.slug,
        label=revision.called,
        symbol=revision.symbol,
        title=revision.title,
        content_hash=revision.content_hash,
    )
