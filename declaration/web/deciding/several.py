"""Several decisions in one press: what is shown, how the form names it, the rulings that follow."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.deciding import decisions, preparations
from declaration.actions.deciding.decisions import Ruling, Several, Verdict, foreseen
from declaration.errors import DeclarationError
from declaration.queries import sight
from declaration.queries.deciding.queue import key
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Actor
from declaration.web.cache.redlines import Piece, rendered
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor, at, session, writing
from models.document import Document
from models.vocabulary import Outcome, SuggestionKind

NUMBER = re.compile(r"(?:^|[-\s])([0-9]{1,9})(?![0-9])")
Line = tuple[Suggested, ...]  # suggestions that ask for exactly the same


@dataclass(frozen=True, slots=True)
class Entry:
    """A line on the page, with the redline of what it asks for against the current words."""

    items: Line
    html: Markup
    chosen: bool

    @property
    def first(self) -> Suggested:
        """Return the one that speaks for all."""
        return self.items[0]

    @property
    def count(self) -> int:
        """Count the suggestions."""
        return len(self.items)

    @property
    def stamp(self) -> str:
        """Name what was shown, in the form."""
        return stamp(self.items)

    @property
    def merged(self) -> bool:
        """Whether the redline shows other words than those that were written."""
        return any(one.merged not in {None, one.words} for one in self.items)


class Deed(Protocol):
    """``deciding.decide_all`` or ``preparing.prepare_all``."""

    def __call__(
        self,
        session: Session,
        by: Actor,
        document: Document,
        rulings: Sequence[Ruling],
        *,
        at: datetime,
    ) -> Several:
        """Do it."""


def stamp(items: Line) -> str:
    """Name the wordings, and the words and the place that they are to change, as they are now.

    An insertion is to change nothing but its place: that of the paragraph before.
    """
    seen = "-".join(f"{one.number}.{one.wording_id}" for one in items)
    first = items[0]
    if first.form is SuggestionKind.INSERT:
        return f"{seen}@{first.after.place_id}" if first.after else seen
    passage = first.paragraph
    return f"{seen}@{passage.version_id}.{passage.place_id}" if passage else seen


def entries(lines: Sequence[Line], chosen: Callable[[Line], bool]) -> list[Entry]:
    """Render lines."""
    html = rendered([_piece(line[0]) for line in lines])
    return [Entry(line, made, chosen(line)) for line, made in zip(lines, html, strict=True)]


def accepting(lines: Iterable[Line], reason: str) -> list[Ruling]:
    """Return what accepts each line as it was shown."""
    found: list[Ruling] = []
    for line in lines:
        first, same = line[0], line[1:]
        once = first.form.places  # whoever asked for the same is covered
        taken = _verdict(first, Outcome.ACCEPTED, reason)
        other = Outcome.COVERED if once else Outcome.ACCEPTED
        others = [_verdict(one, other, reason, first.id if once else None) for one in same]
        words = first.merged if first.form is SuggestionKind.REPLACE else None
        if key(first)[0]:
            found.append(_ruling(first, [taken, *others], words))
        else:
            found += [_ruling(one, [v]) for one, v in zip(line, [taken, *others], strict=True)]
    return found


def settling(
    lines: Iterable[Line], outcome: Outcome, reason: str, covered_by_id: int | None
) -> list[Ruling]:
    """Return what gives all the same outcome without changing a word: one ruling a paragraph."""
    gathered: dict[tuple[int, int], list[Suggested]] = {}
    for line in lines:
        for one in line:
            gathered.setdefault(key(one), []).append(one)
    return [
        _ruling(found[0], [_verdict(one, outcome, reason, covered_by_id) for one in found])
        for found in gathered.values()
    ]


def done(document: Document, rulings: Sequence[Ruling], *, release: bool) -> Several:
    """Decide or prepare."""
    deed: Deed = decisions.decide_all if release else preparations.prepare_all
    compared = [_foreseen(document, ruling) for ruling in rulings]
    slug = document.slug
    with writing() as here:
        found = sight.document(here, actor(), slug)
        return deed(here, actor(), found, compared, at=at())


def numbers(stamped: str) -> list[int]:
    """Return the numbers of the suggestions that a form names, with or without a stamp."""
    return [int(found) for found in NUMBER.findall(stamped.partition("@")[0])]


def said(several: Several, *, release: bool) -> str:
    """Say how many suggestions were decided on, or prepared."""
    count = sum(len(ruling.ids) for ruling in several.done)
    if release:
        return ngettext("%(num)s suggestion decided.", "%(num)s suggestions decided.", count)
    return ngettext(
        "%(num)s suggestion prepared. The chair can release it.",
        "%(num)s suggestions prepared. The chair can release them.",
        count,
    )


def _foreseen(document: Document, ruling: Ruling) -> Ruling:
    """Compare before the write transaction; what is refused here is refused there again."""
    try:
        return foreseen(session(), document, ruling)
    except DeclarationError:
        return ruling


def _piece(one: Suggested) -> Piece:
    if one.paragraph is None or one.form not in {SuggestionKind.REPLACE, SuggestionKind.DELETE}:
        return sentences.piece(one)
    words = "" if one.form is SuggestionKind.DELETE else one.merged or one.words
    return Piece(words, one.paragraph.words)


def _verdict(
    one: Suggested, outcome: Outcome, reason: str, covered_by_id: int | None = None
) -> Verdict:
    return Verdict(one.id, one.wording_id, outcome, reason, covered_by_id)


def _ruling(first: Suggested, verdicts: Sequence[Verdict], words: str | None = None) -> Ruling:
    paragraph_id, _alone = key(first)
    passage = first.paragraph if paragraph_id else None
    return Ruling(
        verdicts=verdicts,
        paragraph_id=paragraph_id or None,
        words=words,
        base_version_id=passage.version_id if passage else None,
        base_place_id=passage.place_id if passage else None,
        alongside=True,
    )
