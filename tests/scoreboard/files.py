"""What each format costs, and how many of the marks come back that were written.

    python -m tests.scoreboard.files [--write]

`--write` puts the table at the end of docs/scoreboard.md; the rest of that page stays.
"""

import argparse
import csv
import io
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, cycle, groupby, islice
from pathlib import Path
from typing import NamedTuple

import html5lib
import openpyxl
import pypdf

from declaration.comparison import Hand, Redline, compared
from declaration.formats import FORMATS, REDLINES, TABLES
from declaration.formats.reading import pieces
from declaration.manuscript import numbered
from declaration.text import seen
from tests.formats import akoma_ntoso, word
from tests.scoreboard.__main__ import PAGE, commit
from tests.support import pages

TIMES = 5  # the quickest of so many counts, behind one that is not counted
LONG = 150  # paragraphs
EVERY = 4  # paragraphs, of which one was changed
FORMATS_OF_WORDS = "strong", "em", "a"
HEADING = "## Files that are taken away\n"
HAND = Hand("Rev. 1", datetime(2017, 11, 2, tzinfo=UTC))


class Cost(NamedTuple):
    """What one file costs: bytes, milliseconds of CPU, marks read back and marks written."""

    size: int
    cpu: float
    back: int
    written: int

    def cells(self):
        marks = f"{self.back} of {self.written}" if self.written else "none"
        return f"{self.size:,}", f"{self.cpu:.1f}", marks


def cost(write, read, marks):
    """Measure one file; ``marks`` are what was written, by what they are."""
    file, spent = write(), []
    for _ in range(TIMES):
        began = time.process_time()
        write()
        spent.append(time.process_time() - began)
    return Cost(len(file), 1000 * min(spent), (read(file) & marks).total(), marks.total())


def formatted(paragraphs):
    """Count the stretches of each format; of every paragraph the formats letter by letter."""
    return Counter(
        name
        for letters in paragraphs
        for name in FORMATS_OF_WORDS
        for has, _stretch in groupby(name in formats for formats in letters)
        if has
    )


def of_words(words):
    """Return the formats of what is seen of Markdown, letter by letter."""
    return [dict(run.formats) for run in seen(words) for _ in run.text]


def marks_of_text(text):
    return formatted(of_words(p.words) for p in text.passages if p.live)


def marks_of_redline(redline):
    """Count the stretches that came, and those that went, in paragraphs that stayed."""
    marks = Counter()
    for pair in compared(redline.old, redline.new):
        runs = [run for run in seen(*pair.words) if run.text]
        marks += Counter(mark for mark, _ in groupby(run.mark for run in runs))
    return Counter({mark: marks[mark] for mark in ("added", "removed")})


def in_word(file):
    names = {"b": "strong", "i": "em"}
    parts = ([{names[f] for f in formats} for _, formats in p.letters] for p in word.read(file))
    links = word.part(file, "document").iter(f"{word.W}hyperlink")
    return formatted(parts) + Counter(a=len(list(links)))


def in_akoma_ntoso(file):
    return formatted([dict(formats) for _, formats in p.letters] for p in akoma_ntoso.read(file))


def in_markdown(file):
    return formatted(of_words(piece.words) for piece in pieces(file.decode(), "declaration"))


def in_html(file):
    page = html5lib.parse(file.decode(), namespaceHTMLElements=False)
    return Counter(element.tag for element in page.find("body").iter())


def in_csv(file):
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return formatted(of_words(row["words"]) for row in rows)


def nowhere(_file):
    """Count nothing: of a format that has no marks, or whose reader is not written."""
    return Counter()


def in_pdf(file):
    names = {"/Strong": "strong", "/Em": "em", "/Link": "a"}
    return Counter(names.get(str(part.get("/S"))) for part in structure(file))


def changes_in_word(file):
    names = {"ins": "added", "del": "removed"}
    return Counter(names.get(name) for name, _hand, _at, words in word.changes(file) if words)


def changes_in_akoma_ntoso(file):
    names = {"ins": "added", "del": "removed"}
    elements = akoma_ntoso.root(file).iter(*(f"{akoma_ntoso.A}{name}" for name in names))
    return Counter(
        names[element.tag.removeprefix(akoma_ntoso.A)]
        for element in elements
        if element.getparent().tag != f"{akoma_ntoso.A}num" and "".join(element.itertext())
    )


def changes_in_pdf(file):
    """Count what is struck, and what is underlined and is no link."""
    lines = [line for part in structure(file) for line in part.get("/A", ()) or ()]
    names = {"/LineThrough": "removed", "/Underline": "added"}
    own = (line for line in lines if "/TextDecorationThickness" in line)
    return Counter(names.get(str(line.get("/TextDecorationType"))) for line in own)


def structure(file):
    """Yield the parts of a tagged PDF."""
    waiting = [pypdf.PdfReader(io.BytesIO(file)).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            yield part
            waiting += [part["/K"]] if "/K" in part else []


def in_workbook(file):
    page = openpyxl.load_workbook(io.BytesIO(file)).active
    return Counter(str(cell.value or "") for row in page.iter_rows() for cell in row)


def in_separated(file):
    rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return Counter(chain.from_iterable(rows))


TEXTS = {
    "docx": in_word,
    "pdf": in_pdf,
    "md": in_markdown,
    "html": in_html,
    "csv": in_csv,
    "xml": in_akoma_ntoso,
}
CHANGES = {"docx": changes_in_word, "pdf": changes_in_pdf, "xml": changes_in_akoma_ntoso}
LISTS = {"xlsx": in_workbook, "csv": in_separated}


def costs(redline):
    """Measure every format with a pair of texts; returns costs by name."""
    text, rows = redline.new, table(redline.new)
    cells = Counter(chain.from_iterable(rows))
    measured = {
        f"text .{name}": cost(
            lambda f=f: f.write(text), TEXTS.get(name, nowhere), marks_of_text(text)
        )
        for name, f in FORMATS.items()
    }
    measured |= {
        f"redline .{name}": cost(
            lambda f=f: f.write(redline), CHANGES.get(name, nowhere), marks_of_redline(redline)
        )
        for name, f in REDLINES.items()
    }
    return measured | {
        f"table .{name}": cost(
            lambda f=f: f.write(rows[0], rows[1:], "en"), LISTS.get(name, nowhere), cells
        )
        for name, f in TABLES.items()
    }


def table(text):
    """Return the paragraphs of a text as a list with heads."""
    rows = [[p.number, p.kind.value, p.words.replace("'", "’")] for p in text.passages if p.live]
    return [["Number", "Type", "Text"], *rows]


def lengthened(text):
    """Return a text of 150 paragraphs made of another's, and the same with one in four changed."""
    live = [p for p in text.passages if p.live]
    again = [
        replace(p, paragraph_id=key, uid=f"p{key}", number="")
        for key, p in enumerate(islice(cycle(live), LONG), 1)
    ]
    changed = [
        replace(p, words=f"{p.words} **And** we say so.") if p.paragraph_id % EVERY == 0 else p
        for p in again
    ]
    old, new = (replace(text, passages=numbered(ps, text.scheme)) for ps in (again, changed))
    return Redline(old, new, HAND, "Changes")


HEAD = """{heading}
Measured on {date} at commit {commit} by `python -m tests.scoreboard.files --write`: the demo's
declaration, and a text of {long} paragraphs made of it. CPU is the quickest of {times}, in
milliseconds.
*Marks* are stretches in strong, emphasis or a link in a text, stretches added or removed in a
redline, cells in a table: so many are read back, by another program or reader, of those written.
Plain text has none.

| | demo: bytes | CPU ms | marks | {long} paragraphs: bytes | CPU ms | marks |
|---|---|---|---|---|---|---|
"""


def section(demo, long):
    """Return the part of the page: costs of two documents, by name."""
    head = HEAD.format(
        heading=HEADING,
        date=datetime.now(UTC).date().isoformat(),
        commit=commit(),
        long=LONG,
        times=TIMES,
    )
    lines = [f"| {' | '.join((n, *demo[n].cells(), *long[n].cells()))} |\n" for n in demo]
    return head + "".join(lines)


def with_section(page, part):
    """Return the page with this part at its end, in the place of an earlier one."""
    return f"{page.partition(HEADING)[0].rstrip()}\n\n{part}"


def main():
    """Measure, print, and write what is asked for."""
    parser = argparse.ArgumentParser(prog="scoreboard.files", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, pages.demo(Path(data)).app_context():
        demo = demo_redline()
    part = section(costs(demo), costs(lengthened(demo.new)))
    print(part)  # noqa: T201
    if asked.write:
        PAGE.write_text(with_section(PAGE.read_text("utf-8"), part), encoding="utf-8")


def demo_redline():
    """Return the demo's declaration as it stands, with what changed since the zero draft."""
    import sqlalchemy as sa  # the demo sets the clock before anything reads it

    from declaration.queries.reading import texts
    from models.db import db
    from models.document import Document, Revision

    session = db.session()
    document = session.scalars(sa.select(Document).where(Document.slug == "declaration")).one()
    first = sa.select(Revision).where(Revision.document_id == document.id, Revision.ordinal == 0)
    old = texts.revision(session, document, session.scalars(first).one())
    return Redline(old, texts.rolling(session, document), HAND, "Changes")


if __name__ == "__main__":
    main()
