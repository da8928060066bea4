"""Before and after publishing: what would be printed, what stays open, old and new numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import comparison
from declaration.manuscript import Manuscript, Passage, numbered
from declaration.queries import comments
from declaration.queries.negotiating import brackets
from declaration.queries.negotiating.brackets import OpenPlace
from declaration.queries.reading import texts
from declaration.queries.sight import Reader
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.standing import by_paragraph
from models.document import Document, Revision, RevisionEntry
from models.journal import JournalHead
from models.people import Person
from models.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Renumbered:
    """One paragraph's numbers in two texts; None where it is not in that text."""

    paragraph_id: int
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do now.

    ``base_event_id``: the newest event that the preview has seen. ``standings`` and ``anchors``
    count all open suggestions and all comments that carry over; ``accounts`` the open ones.
    ``opened``: what is left open in brackets; ``reopened``: other than in the newest revision.
    """

    newest: Revision | None
    text: Manuscript
    pairs: tuple[comparison.ParagraphPair, ...]
    totals: comparison.Totals
    renumbered: tuple[Renumbered, ...]
    standings: Mapping[Standing, int]
    anchors: Mapping[comments.Anchor, int]
    base_event_id: int
    accounts: int
    opened: tuple[OpenPlace, ...] = ()
    reopened: bool = False

    @property
    def changed(self) -> tuple[comparison.ParagraphPair, ...]:
        """Return the paragraphs that read or stand otherwise than in the newest revision."""
        return tuple(pair for pair in self.pairs if pair.fate is not comparison.Fate.KEPT)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to publish."""
        same = self.newest is not None and not self.changed and not self.reopened
        return not self.text.passages or same


def preview(
    session: Session, reader: Reader, document: Document, *, brackets_known: bool = False
) -> Preview:
    """Return what publishing would do now. Nine statements, and three for what is in brackets."""
    base = session.scalar(sa.select(JournalHead.event_id)) or 0
    newest = texts.newest_revision(session, document.id)
    rolling = texts.rolling(session, document)
    old = replace(rolling, passages=())
    if newest is not None:
        old = texts.revision(session, document, newest)
    text = replace(rolling, passages=numbered(rolling.passages, document.scheme))
    pairs = comparison.compared(old, text)
    opened = brackets.places(session, text) if brackets_known else ()
    return Preview(
        newest=newest,
        text=text,
        pairs=pairs,
        totals=comparison.totals(pairs),
        renumbered=_renumbered(_numbers(old.passages), _numbers(text.passages)),
        standings=_standings(session, reader, document, rolling),
        anchors=_anchors(session, reader, document, rolling),
        base_event_id=base,
        opened=opened,
        reopened=newest is not None and newest.open_hash != _open_hash(session, text, opened),
        accounts=session.scalar(sa.select(sa.func.count(Person.id)).where(Person.active)) or 0,
    )


def _open_hash(session: Session, text: Manuscript, opened: tuple[OpenPlace, ...]) -> str:
    if not opened:
        return ""
    standing = brackets.standing(session, text)
    return brackets.open_hash(session, [(row, where) for row, _words, where in standing])


def renumbering(session: Session, older: Revision, newer: Revision) -> tuple[Renumbered, ...]:
    """Return the old and the new number of every paragraph, in the newer order, then what is gone.

    One statement. Paragraphs without a number in both are left out.
    """
    query = (
        sa.select(RevisionEntry)
        .where(RevisionEntry.revision_id.in_((older.id, newer.id)))
        .order_by(RevisionEntry.position)
    )
    numbers: dict[int, dict[int, str]] = {older.id: {}, newer.id: {}}
    for entry in session.scalars(query):
        numbers[entry.revision_id][entry.paragraph_id] = entry.number
    return _renumbered(numbers[older.id], numbers[newer.id])


def _numbers(passages: tuple[Passage, ...]) -> dict[int, str]:
    return {passage.paragraph_id: passage.number for passage in passages}


def _renumbered(old: Mapping[int, str], new: Mapping[int, str]) -> tuple[Renumbered, ...]:
    return tuple(
        Renumbered(key, old.get(key), new.get(key))
        for key in (*new, *(gone for gone in old if gone not in new))
        if old.get(key) or new.get(key)
    )


def _standings(
    session: Session, reader: Reader, document: Document, rolling: Manuscript
) -> dict[Standing, int]:
    listed = suggestions.listed(session, reader, document, rolling)
    return {
        standing: sum(suggestion.live and suggestion.standing is standing for suggestion in listed)
        for standing in Standing
    }


def _anchors(
    session: Session, reader: Reader, document: Document, rolling: Manuscript
) -> dict[comments.Anchor, int]:
    passages = by_paragraph(rolling.passages)
    threads = comments.everywhere(session, reader, document, passages)
    remarks = [remark for thread in threads for remark in (thread.comment, *thread.answers)]
    return {
        anchor: sum(remark.anchor is anchor and not remark.withdrawn for remark in remarks)
        for anchor in comments.Anchor
    }
