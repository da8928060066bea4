"""Several decisions in one press: the list that is shown, what is chosen on it, the rulings.

What the form names are stamps: the wordings, and the words and the place that they are to change,
as they were shown. Whatever has changed since stays as it is, and is reported.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import flash, request
from flask_babel import ngettext
from markupsafe import Markup

from declaration.actions.deciding import decisions, preparations
from declaration.actions.deciding.decisions import Ruling, Verdict
from declaration.errors import DeclarationError
from declaration.queries import sight
from declaration.queries.deciding.queue import key
from declaration.queries.deciding.uncontested import Line
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor, at, session, writing
from models.document import Document
from models.vocabulary import Outcome, SuggestionKind

NUMBER = re.compile(r"(?:^|[-\s])([0-9]{1,9})(?![0-9])")
ONCE = frozenset({SuggestionKind.INSERT, SuggestionKind.MOVE})  # whoever else asked is covered


@dataclass(frozen=True, slots=True)
class BatchEntry:
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
        return any(item.merged not in {None, item.words} for item in self.items)


@dataclass(frozen=True, slots=True)
class Settled:
    """The ids of the suggestions that were decided or prepared; how many chosen lines were not."""

    ids: frozenset[int]
    left: int


def entries(lines: Sequence[Line], chosen: Callable[[Line], bool]) -> list[BatchEntry]:
    """Render lines."""
    return [BatchEntry(line, piece_html(_piece(line[0])), chosen(line)) for line in lines]


def stamp(line: Line) -> str:
    """Name the wordings, and the words and the place that they are to change, as they are now.

    An insertion is to change nothing but its place: that of the paragraph before.
    """
    wordings = "-".join(f"{item.number}.{item.wording_id}" for item in line)
    first = line[0]
    if first.form is SuggestionKind.INSERT:
        return f"{wordings}@{first.after.place_id}" if first.after else wordings
    passage = first.paragraph
    return f"{wordings}@{passage.version_id}.{passage.place_id}" if passage else wordings


def stamps() -> set[str]:
    """Return the stamps of what was chosen."""
    return set(request.form.getlist("chosen"))


def numbers(stamped: str) -> list[int]:
    """Return the numbers of the suggestions that a form names, with or without a stamp."""
    return [int(number) for number in NUMBER.findall(stamped.partition("@")[0])]


def settle(
    document: Document,
    lines: Iterable[Line],
    rule: Callable[[Sequence[Line]], Iterable[Ruling]],
    *,
    release: bool,
) -> Settled:
    """Decide, or prepare, what is chosen and still is as it was shown; say how much that was."""
    chosen = stamps()
    same = [line for line in lines if stamp(line) in chosen]
    compared = [_foreseen(document, ruling) for ruling in rule(same)]
    settle_all = decisions.decide_all if release else preparations.prepare_all
    with writing() as transaction:
        again = sight.document(transaction, actor(), document.slug)
        several = settle_all(transaction, actor(), again, compared, at=at())
    ids = [id_ for ruling in several.done for id_ in ruling.ids]
    if ids:
        flash(_message(len(ids), release=release), "good")
    return Settled(frozenset(ids), len(chosen) - len(same) + len(several.left))


def accepting(lines: Iterable[Line], reason: str) -> Iterator[Ruling]:
    """Yield what accepts each line as it was shown."""
    for line in lines:
        first = line[0]
        covered_by_id = first.id if first.form in ONCE else None
        others = Outcome.COVERED if covered_by_id else Outcome.ACCEPTED
        verdicts = [
            _verdict(first, Outcome.ACCEPTED, reason),
            *(_verdict(item, others, reason, covered_by_id) for item in line[1:]),
        ]
        if key(first)[0]:
            words = first.merged if first.form is SuggestionKind.REPLACE else None
            yield _ruling(first, verdicts, words)
        else:
            for item, verdict in zip(line, verdicts, strict=True):
                yield _ruling(item, [verdict])


def giving(
    outcome: Outcome, lines: Iterable[Line], reason: str, covered_by_id: int | None
) -> list[Ruling]:
    """Return what gives all the same outcome without changing a word: one ruling a paragraph."""
    gathered: dict[tuple[int, int], list[Suggested]] = {}
    for line in lines:
        for item in line:
            gathered.setdefault(key(item), []).append(item)
    return [
        _ruling(items[0], [_verdict(item, outcome, reason, covered_by_id) for item in items])
        for items in gathered.values()
    ]


def _piece(item: Suggested) -> Piece:
    if item.paragraph is None or item.form not in {SuggestionKind.REPLACE, SuggestionKind.DELETE}:
        return sentences.piece(item)
    words = "" if item.form is SuggestionKind.DELETE else item.merged or item.words
    return Piece(words, item.paragraph.words)


def _foreseen(document: Document, ruling: Ruling) -> Ruling:
    """Compare before the write transaction; what is refused here is refused there again."""
    try:
        return decisions.foreseen(session(), document, ruling)
    except DeclarationError:
        return ruling


def _message(count: int, *, release: bool) -> str:
    if release:
        return ngettext("%(num)s suggestion decided.", "%(num)s suggestions decided.", count)
    return ngettext(
        "%(num)s suggestion prepared. The chair can release it.",
        "%(num)s suggestions prepared. The chair can release them.",
        count,
    )


def _verdict(
    item: Suggested, outcome: Outcome, reason: str, covered_by_id: int | None = None
) -> Verdict:
    return Verdict(item.id, item.wording_id, outcome, reason, covered_by_id)


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
