"""Comments in the margin of a Word file: on their words, with answers, done with or not.

python-docx keeps the part with their words; what answers what, and what is done with, stands in
a part that it does not know.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.comments import CommentsPart
from docx.text.paragraph import Paragraph

from declaration.comparison import Annotation, Reply
from declaration.formats.word import paragraphs, runs, styles
from declaration.formats.word.package import Package
from declaration.formats.word.runs import TrackedPiece
from declaration.formats.word.xml import element

IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
EXTENDED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">%s'
    "</w15:commentsEx>"
)
EXTENDED_NAME = PackURI("/word/commentsExtended.xml")
EXTENDED_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
)
EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
MOST_INITIALS = 9  # letters, as Word has it


@dataclass(frozen=True, slots=True)
class CommentRange:
    """Where a comment and its answers stand in a paragraph, in code points of the new words."""

    start: float
    end: float
    ids: tuple[str, ...]


class Margin:
    """The comments of a file; each waits for its paragraph."""

    def __init__(self, package: Package, annotations: Iterable[Annotation]) -> None:
        self.package = package
        self._waiting: dict[int | None, list[Annotation]] = {}
        for annotation in annotations:
            self._waiting.setdefault(annotation.paragraph_id, []).append(annotation)
        self._comments: list[BaseOxmlElement] = []
        self._states: list[str] = []

    def on(self, *paragraph_ids: int | None) -> list[CommentRange]:
        """Make the comments that wait for these paragraphs, and say where they stand."""
        waited = [made for key in paragraph_ids for made in self._waiting.pop(key, ())]
        return [self._anchor(annotation) for annotation in waited]

    def rest(self) -> list[CommentRange]:
        """Do the same with all that still wait; their words are no longer there."""
        anchors = self.on(*self._waiting)
        return [replace(anchor, start=-inf, end=inf) for anchor in anchors]

    def write(self) -> None:
        """Put the comments into the file, where there are any."""
        if not self._comments:
            return
        main = self.package.document.part
        part = CommentsPart.default(main.package)
        part.element.set(IGNORABLE, "w14")  # says nothing to a reader that is older than answers
        part.element.extend(self._comments)
        main.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
        states = (EXTENDED % "".join(self._states)).encode()
        extended = Part(EXTENDED_NAME, EXTENDED_TYPE, states, main.package)
        main.relate_to(extended, EXTENDED_RELATION)

    def _anchor(self, annotation: Annotation) -> CommentRange:
        first = self._comment(annotation)
        known_as = self._know(first, resolved=annotation.resolved)
        answers = [self._comment(answer) for answer in annotation.answers]
        for answer in answers:
            self._know(answer, resolved=annotation.resolved, parent=known_as)
        ids = tuple(comment.get(qn("w:id")) for comment in (first, *answers))
        if annotation.start >= annotation.end:
            return CommentRange(-inf, inf, ids)
        return CommentRange(annotation.start, annotation.end, ids)

    def _know(self, comment: BaseOxmlElement, *, resolved: bool, parent: str = "") -> str:
        """Say how a comment stands, and which it answers; return what it is known by."""
        known_as = f"{int(self.package.new_id()):08X}"
        comment[-1].set(qn("w14:paraId"), known_as)
        of = f' w15:paraIdParent="{parent}"' if parent else ""
        state = f'w15:paraId="{known_as}"{of} w15:done="{resolved:d}"'
        self._states.append(f"<w15:commentEx {state}/>")
        return known_as

    def _comment(self, remark: Annotation | Reply) -> BaseOxmlElement:
        comment = runs.change(self.package, "w:comment", remark.hand)
        comment.set(qn("w:initials"), _initials(remark.hand.name))
        for line in remark.words.splitlines() or [""]:
            paragraph = self.package.loose(styles.COMMENT)
            paragraphs.turn(paragraph, self.package, remark.language or self.package.language)
            if not len(comment):
                sign = _sign(self.package, OxmlElement("w:annotationRef"))
                paragraph.paragraph_format.element.append(sign)
            runs.write(paragraph, self.package, [TrackedPiece(line, ())], remark.language)
            comment.append(paragraph.paragraph_format.element)
        self._comments.append(comment)
        return comment


class AnchoredWords:
    """Writes the words of one paragraph, and puts the marks of comments among them.

    The marks stand beside what is tracked, never in it, so that they outlive it.
    """

    def __init__(
        self, package: Package, paragraph: Paragraph, anchors: Iterable[CommentRange]
    ) -> None:
        self.package, self.paragraph = package, paragraph
        self.starts = sorted(anchors, key=lambda anchor: anchor.start)
        self.ends = sorted(self.starts, key=lambda anchor: anchor.end)
        self.at = 0  # code points of the new words that are written
        self._begin(-1)  # what is about the whole paragraph

    def write(self, pieces: Iterable[TrackedPiece]) -> None:
        """Write pieces, cut where a comment begins or ends; words that went are no place."""
        together: list[TrackedPiece] = []
        for piece in pieces:
            if piece.tracking.element == runs.REMOVED.element:
                together.append(piece)
                continue
            for part in self._cut(piece):
                if self.starts and self.starts[0].start <= self.at:
                    self._put(together)
                    self._begin(self.at)
                together.append(part)
                self.at += len(part.text)
                if self.ends and self.ends[0].end <= self.at:
                    self._put(together)
                    self._end(self.at)
        self._put(together)

    def end(self) -> None:
        """Put the marks that are left behind the last words."""
        self._begin(inf)
        self._end(inf)

    def _cut(self, piece: TrackedPiece) -> Iterator[TrackedPiece]:
        marks = (*(anchor.start for anchor in self.starts), *(anchor.end for anchor in self.ends))
        within = {mark - self.at for mark in marks if 0 < mark - self.at < len(piece.text)}
        for start, end in pairwise([0, *sorted(map(int, within)), len(piece.text)]):
            yield replace(piece, text=piece.text[start:end])

    def _put(self, together: list[TrackedPiece]) -> None:
        runs.write(self.paragraph, self.package, together)
        together.clear()

    def _begin(self, at: float) -> None:
        """Open the comments that begin up to a place."""
        while self.starts and self.starts[0].start <= at:
            self._append(element("w:commentRangeStart", id=id_) for id_ in self.starts.pop(0).ids)

    def _end(self, at: float) -> None:
        """Close the comments that end up to a place, and put the signs of them behind."""
        while self.ends and self.ends[0].end <= at:
            for id_ in self.ends.pop(0).ids:
                sign = element("w:commentReference", id=id_)
                self._append([element("w:commentRangeEnd", id=id_), _sign(self.package, sign)])

    def _append(self, elements: Iterable[BaseOxmlElement]) -> None:
        self.paragraph.paragraph_format.element.extend(elements)


def _sign(package: Package, sign: BaseOxmlElement) -> BaseOxmlElement:
    """Return a run with the sign of a comment."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(element("w:rStyle", val=package.style_id(styles.COMMENT_MARK)))
    run.extend((properties, sign))
    return run


def _initials(name: str) -> str:
    """Return the first letters of a name."""
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words)[:MOST_INITIALS].upper()
