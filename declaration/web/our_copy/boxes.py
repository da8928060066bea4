"""The boxes of our copy: read from a form that came back, and the rows that show them."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import NamedTuple

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from declaration.actions.suggesting.our_copy import Box, OpenedBox, digest
from declaration.errors import Invalid, TooLong
from declaration.manuscript import Passage
from declaration.queries.suggesting.our_copy import CopyParagraph, OurCopy
from declaration.text import lines, tidy
from declaration.web.cache import redlines
from declaration.web.discussing import places, sentences
from declaration.web.frame.addresses import numeral
from models.debate import Draft
from models.vocabulary import Kind

LINE = 64  # characters: how high a box is where the browser does not fit it to its words
IDS = 5  # numbers in the stamp of a box, before its digest


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in boxes, by key: what cannot be taken, what colleagues have saved.

    ``bases``: paragraph and words of the versions on which boxes were written; ``lost``: how many
    wishes are for a place that is no longer in the text.
    """

    problems: Mapping[str, str] = field(default_factory=dict)
    clashes: Mapping[str, Draft] = field(default_factory=dict)
    bases: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    lost: int = 0

    @property
    def status(self) -> int:
        """Return how a form is answered in whose boxes this was found."""
        return 409 if self.clashes else 422 if self.problems else 200


class CopyRow(NamedTuple):
    """One paragraph to write in; ``passage`` None: a new one, or one that is in the text no more.

    ``html``: the redline, empty where nothing changes or all is new; ``behind``: the text has
    changed since the words were written; ``theirs``: how the box differs from what a colleague
    has saved.
    """

    key: str
    opened: OpenedBox
    label: str
    words: str
    html: Markup
    passage: Passage | None = None
    draft: Draft | None = None
    deleted: bool = False
    added: str = ""
    behind: bool = False
    problem: str = ""
    theirs: Markup | None = None

    @property
    def stamp(self) -> str:
        """Write down what stands in the box."""
        return " ".join(map(str, astuple(self.opened)))

    @property
    def lines(self) -> int:
        """Return how many lines the words take, about."""
        return sum(len(line) // LINE + 1 for line in self.words.split("\n"))

    @property
    def heading(self) -> int:
        """Return the level of a heading; 0 means no heading."""
        kinds = {Kind.TITLE: 1, Kind.ANNEX: 2, Kind.HEADING: 2}
        return kinds.get(self.passage.kind, 0) if self.passage else 0

    @property
    def indent(self) -> int:
        """Return how far in a sub-item stands."""
        item = self.passage is not None and self.passage.kind is Kind.ITEM
        return self.passage.level if item and self.passage else 0


def read(values: "MultiDict[str, str]") -> dict[str, Box]:
    """Return the boxes of a form by their keys, in its order. Invalid for a stamp that is none.

    A box that came without its words was cut off on its way: it is not taken for an empty one.
    """
    boxes = {}
    for name in values:
        kind, _, key = name.partition("-")
        if kind == "seen" and f"words-{key}" in values:
            boxes[key] = Box(
                _opened(values[name]),
                lines(values[f"words-{key}"]),
                deleted=f"gone-{key}" in values,
                added=lines(values.get(f"new-{key}", "")),
            )
    return boxes


def _opened(value: str) -> OpenedBox:
    *ids, words_digest = value.split(" ")
    numbers = [number for number in map(numeral, ids) if number is not None]
    if len(numbers) != IDS or len(ids) != IDS:
        raise Invalid("base", "unknown")
    paragraph, version, place, draft, deletion = numbers
    return OpenedBox(paragraph, version, place, draft, deletion, words_digest)


def rows(copy: OurCopy, boxes: Mapping[str, Box], findings: Findings) -> list[CopyRow]:
    """Return the rows of a copy; what was typed stands in those whose words are another's else.

    Boxes whose place is gone follow at the end: their words are not lost.
    """
    fresh = {_key(leaf): _row(leaf) for leaf in copy.leaves}
    held = {
        key: CopyRow(key, box.opened, "–", box.typed, Markup())
        for key, box in boxes.items()
        if key not in fresh and _holds(box)
    }
    return [
        _returned(row, boxes[key], findings) if key in boxes else row
        for key, row in (fresh | held).items()
    ]


def change(base: str, words: str) -> Markup:
    """Return the redline of words being written; empty where nothing changes or none can be."""
    try:
        new = tidy(words, base).text
        html = Markup() if new == base else redlines.changed(base, new)
    except (Invalid, TooLong):
        html = Markup()
    return html


def _key(leaf: CopyParagraph) -> str:
    if leaf.passage is not None:
        return leaf.passage.uid
    return f"draft-{leaf.draft.draft.id}" if leaf.draft else ""


def _row(leaf: CopyParagraph) -> CopyRow:
    drafted, passage = leaf.draft, leaf.passage
    return CopyRow(
        _key(leaf),
        _seen(leaf),
        sentences.placed(drafted) if drafted and not passage else places.name(passage),
        leaf.words,
        redlines.piece_html(sentences.piece(drafted)) if drafted and passage else Markup(),
        passage,
        drafted.draft if drafted else None,
        deleted=leaf.deletion is not None,
        behind=bool(passage and drafted and drafted.base_words != passage.words),
    )


def _seen(leaf: CopyParagraph) -> OpenedBox:
    passage, draft = leaf.passage, leaf.draft.draft if leaf.draft else None
    deletion = leaf.deletion.draft.id if leaf.deletion else 0
    ids = (draft.id if draft else 0, deletion, digest(leaf.words))
    if passage is None:
        return OpenedBox(draft.after_id or 0 if draft else 0, 0, 0, *ids)
    version = draft.base_version_id if draft else None
    return OpenedBox(passage.paragraph_id, version or passage.version_id, passage.place_id, *ids)


def _holds(box: Box) -> bool:
    return box.touched or bool(box.added.strip()) or box.deleted != bool(box.opened.deletion_id)


def _returned(row: CopyRow, box: Box, findings: Findings) -> CopyRow:
    """Put back what was typed, on what was seen; what was not touched shows what is there now."""
    now, clash = row.opened, findings.clashes.get(row.key)
    row = row._replace(added=box.added, problem=findings.problems.get(row.key, ""))
    if box.deleted != bool(box.opened.deletion_id):
        row = row._replace(deleted=box.deleted)
        now = replace(now, deletion_id=box.opened.deletion_id)
    if box.touched:
        base = findings.bases.get(box.opened.version_id, (0, ""))[1]
        row = row._replace(words=box.typed, html=change(base, box.typed))
        if clash is None:
            now = replace(box.opened, deletion_id=now.deletion_id)
        else:
            row = row._replace(theirs=change(clash.words, box.typed))
    return row._replace(opened=now)
