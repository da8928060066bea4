"""Sets a file with typst. The same values give the same bytes, on any machine."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from declaration.errors import CannotSet
from declaration.formats.pdf.blocks import Blocks, Data, listed, spaced, spoken
from declaration.formats.pdf.fonts import FONTS
from declaration.manuscript import Manuscript
from declaration.text import plain

PAGE = Path(__file__).with_name("page.typ")
KEEPS = 11  # files of which typst remembers how they were laid out; an empty one takes 1 ms
EPOCH = 0  # of a text without a date
LACKS = re.compile(r"the text `\"(.*?)\"` could not be displayed")
STANDARD = "PDF/"  # named where a text breaks PDF/A or PDF/UA; what else is wrong is page.typ
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # letters of one font alone
BETWEEN = " · "  # the parts of ``about``
SIGN = "\ufffd"
TRIES = 5  # typst does not always name all the letters that lack at once
BEGINNING = 60  # characters that show where a letter stands
PANIC = "PanicException"  # of typst's own language: no Exception, and nowhere to import from


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is set: ``about`` is at the head of every page, ``wide`` pages lie on their side.

    ``blocks`` are those of ``blocks.py``. ``exact``: they are a text, of which no letter may be
    another; what a report tells, and what stands around a text, has signs for those that lack.
    ``annex``: more blocks, after the last lines.
    """

    title: str
    language: str
    about: str
    blocks: Iterable[Data]
    date: datetime | None
    end: Sequence[str]
    wide: bool = False
    exact: bool = True
    annex: Sequence[Data] = ()


def begin(manuscript: Manuscript) -> Blocks:
    """Return what makes the blocks of a text."""
    return Blocks("" if _own_title(manuscript) else manuscript.title, manuscript.language)


def whole(manuscript: Manuscript, blocks: Iterable[Data], about: str) -> Sheets:
    """Return a text as it is set; ``about`` says what it is."""
    title, seal = _own_title(manuscript) or manuscript.title, (manuscript.seal,)
    return Sheets(title, manuscript.language, about, blocks, manuscript.date, seal)


def write(sheets: Sheets, every: int = 0) -> bytes:
    """Return a PDF, in which ``every`` so many lines have a number in the margin; 0: none has.

    Where no font has a letter of a report, or of what stands around a text, a sign stands for it,
    and the last line says for which. Raises CannotSet where a text lacks one, and where typst
    fails.
    """
    file = {
        "title": spaced(sheets.title),
        "head": [spaced(part) for part in sheets.about.split(BETWEEN) if part],
        "language": spoken(sheets.language),
        "families": FONTS.families(sheets.language),
        "wide": sheets.wide,
        "every": every,
        "blocks": list(listed(sheets.blocks)),
        "end": [spaced(line) for line in sheets.end],
        "annex": list(listed(sheets.annex)),
    }
    for _try in range(TRIES):
        try:
            return _compiled(file, sheets.date)
        except CannotSet as refusal:
            if not refusal.letters:
                raise
            kept = {"blocks": file["blocks"]} if sheets.exact else {}
            told = _without(refusal.letters, file | {"blocks": []} if kept else file) | kept
            if told == file:
                raise
            names = ", ".join(f"U+{ord(letter):04X}" for letter in refusal.letters)
            file = told | {"end": [*told["end"], f"{SIGN} {names}"]}
    return _compiled(file, sheets.date)


def _without(letters: str, data: Any) -> Any:  # noqa: ANN401 -- JSON
    """Return data in which a sign stands for each of these letters."""
    if isinstance(data, str):
        return data.translate(dict.fromkeys(map(ord, letters), SIGN))
    if isinstance(data, list | tuple):
        return [_without(letters, part) for part in data]
    if isinstance(data, dict):
        return {key: _without(letters, part) for key, part in data.items()}
    return data


def _compiled(file: Data, date: datetime | None) -> bytes:
    data = json.dumps(file, ensure_ascii=False)
    if private := PRIVATE.findall(data):
        raise _refusal(private, file)
    try:
        return typst.compile(
            PAGE,
            format="pdf",
            font_paths=FONTS.typst,
            ignore_system_fonts=True,
            sys_inputs={"file": data},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(date.timestamp()) if date else EPOCH,
        )
    except typst.TypstError as error:
        if STANDARD not in error.diagnostic:
            raise
        raise _refusal(map(_unescaped, LACKS.findall(error.diagnostic)), file) from error
    except BaseException as failure:
        if type(failure).__name__ != PANIC:
            raise
        raise CannotSet from failure
    finally:
        _forget()


def _forget() -> None:
    """Let typst go of what it keeps: for a long text 15 MB, until it has set ten others."""
    for _nth in range(KEEPS):
        typst.compile(b"", format="pdf", font_paths=FONTS.typst, ignore_system_fonts=True)


def _refusal(lacking: Iterable[str], file: Data) -> CannotSet:
    """Say which letters cannot be set, in the order in which they are read, and where first."""
    wanted = set("".join(lacking))
    places: dict[str, tuple[str, str]] = {}
    for number, words in _words(file):
        for letter in words:
            if letter in wanted:
                places.setdefault(letter, (number, words[:BEGINNING]))
    number, beginning = next(iter(places.values()), ("", ""))
    return CannotSet("".join(places), number, "" if number else beginning)


def _words(data: object) -> Iterator[tuple[str, str]]:
    """Yield all words, each with the number of the paragraph that they are in, if it has one."""
    if isinstance(data, str):
        yield "", data
    elif isinstance(data, list):
        for part in data:
            yield from _words(part)
    elif isinstance(data, dict) and "runs" in data:
        yield data.get("number", ""), "".join(run["text"] for run in data["runs"])
    elif isinstance(data, dict):
        for part in data.values():
            yield from _words(part)


def _own_title(manuscript: Manuscript) -> str:
    """Return the words of the passage that is the title, if there are any."""
    own = manuscript.own_title
    return plain(own.words).strip() if own else ""


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
