"""Sets a text with typst. The same values give the same bytes, on any machine."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst

from declaration.errors import CannotSet
from declaration.manuscript import Manuscript, Passage, direction
from declaration.text import MarkedText, plain
from models.vocabulary import Kind

PAGE = Path(__file__).with_name("page.typ")
FAMILIES = ["Libertinus Serif"]
FONTS = typst.Fonts(include_system_fonts=False)  # those that typst brings along
EPOCH = 0  # of a text without a date
LACKS = re.compile(r"the text `\"(.*?)\"` could not be displayed")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # letters of one font alone
REGION = re.compile(r"-([A-Z]{2})\b")
LONGEST = 2_000  # characters of an address; a PDF refuses 8,000
PANIC = "PanicException"  # of typst's own language: no Exception, and nowhere to import from
MARKS = {"added": "added", "removed": "removed", "format added": "", "kept": ""}


class Blocks:
    """Paragraphs as the page reads them; of headings no level is skipped, as PDF/UA has it."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.level = 0 if _own_title(manuscript) else 1

    def block(
        self, passage: Passage, runs: Iterable[MarkedText], *, changed: bool = False
    ) -> dict[str, Any]:
        """Return a passage with what is to be seen of it."""
        visible = [run for run in runs if run.mark in MARKS]
        seen = [
            {"text": _spaced(run.text), "formats": _formats(run), "mark": MARKS[run.mark]}
            for run in visible
        ]
        blank = not any(run.text.strip() for run in visible)
        sizes = {Kind.TITLE: 0, Kind.ANNEX: 1}
        return {
            "heading": 0 if blank else self._level(passage),
            "size": sizes.get(passage.kind, passage.level),
            "label": passage.printed,
            "indent": passage.level if passage.kind is Kind.ITEM else 0,
            "changed": changed,
            "runs": seen,
        }

    def _level(self, passage: Passage) -> int:
        if not passage.kind.heads:
            return 0
        wanted = {Kind.TITLE: 1, Kind.ANNEX: 2}.get(passage.kind, passage.level + 1)
        self.level = min(wanted, self.level + 1)
        return self.level


def _titled(manuscript: Manuscript) -> tuple[str, list[dict[str, Any]]]:
    """Return the title of a text, and what stands for it where no paragraph of its own does."""
    own = _own_title(manuscript)
    if own:
        return own, []
    run = {"text": _spaced(manuscript.title), "formats": {}, "mark": ""}
    first = {"heading": 1, "size": 0, "label": "", "indent": 0, "changed": False, "runs": [run]}
    return manuscript.title, [first]


def write(manuscript: Manuscript, blocks: Iterable[dict[str, Any]], about: str) -> bytes:
    """Return a PDF. ``about``: the line that says what it is, at the head of every page.

    Raises CannotSet where no font has a letter, and where typst fails at a text.
    """
    title, first = _titled(manuscript)
    language, date = manuscript.language, manuscript.date
    file = {
        "title": _spaced(title),
        "about": _spaced(about),
        "language": language.split("-", maxsplit=1)[0],
        "region": region[1] if (region := REGION.search(language)) else None,
        "direction": direction(language),
        "fonts": FAMILIES,
        "blocks": [*first, *blocks],
        "end": [manuscript.seal],
    }
    data = json.dumps(file, ensure_ascii=False)
    private = dict.fromkeys(PRIVATE.findall(data))
    if private:
        raise CannotSet("".join(private))
    try:
        return typst.compile(
            PAGE,
            format="pdf",
            font_paths=FONTS,
            ignore_system_fonts=True,
            sys_inputs={"file": data},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(date.timestamp()) if date else EPOCH,
        )
    except typst.TypstError as error:
        letters = dict.fromkeys(map(_unescaped, LACKS.findall(error.diagnostic)))
        raise CannotSet("".join(letters)) from error
    except BaseException as failure:
        if type(failure).__name__ != PANIC:
            raise
        raise CannotSet from failure


def _formats(run: MarkedText) -> dict[str, str]:
    """Return formats by name; the words of a link with an endless address are words."""
    return {name: value for name, value in run.formats if len(value) <= LONGEST}


def _own_title(manuscript: Manuscript) -> str:
    """Return the words of the passage that is the title, if there are any."""
    own = manuscript.own_title
    return plain(own.words).strip() if own else ""


def _spaced(text: str) -> str:
    """Let a line's end be a blank, as a reader sees it; what no font shows is replaced."""
    return CONTROLS.sub("\ufffd", text.translate({ord("\n"): " ", ord("\t"): " "}))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
