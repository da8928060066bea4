"""The seeded edits of declaration prose on which the peers' real code ran."""

import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape

from declaration import text as core
from tests.scoreboard.merges import Case, merged
from tests.scoreboard.pairs import LITTLE, count, fewest
from tests.scoreboard.report import Row, Section, formatted, spread
from tests.scoreboard.yardstick import breaks, regions
from tests.text import checks

MARKS = {"em": "*", "strong": "**", "u": "_"}
BLOCKS = re.compile(r"</?(?:p|ul|li)>")
INLINE = re.compile(r"</?(em|strong|u)>")
ALMOST_ALL = 0.9  # of the words marked: the whole text
A_PARAGRAPH = 18  # words: fewer added or removed with a paragraph, and it was split or joined


@dataclass(frozen=True)
class Edit:
    """One case: paragraphs of Markdown before and after."""

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def regrouped(self):
        """Whether a paragraph was split or joined: about as many words in more or fewer."""
        sizes = [sum(len(text.split()) for text in side) for side in (self.old, self.new)]
        return (
            self.kind == "doc-paragraph-ops"
            and len(self.old) != len(self.new)
            and abs(sizes[1] - sizes[0]) < A_PARAGRAPH
        )

    @property
    def pairs(self):
        """Return the texts that are compared, as the core aligns them."""
        return [
            (" ".join(self.old[i] for i in pair.old), " ".join(self.new[m] for m in pair.new))
            for pair in core.align(self.old, self.new)
        ]

    def fewest(self):
        """Count the words that any diff must mark."""
        return fewest(*(core.words(" ".join(side)) for side in (self.old, self.new)))

    def size(self):
        """Count the words of both sides."""
        return sum(count(core.words(text)) for text in (*self.old, *self.new))


def blocks(html):
    """Return the paragraphs and items of a piece of HTML in Markdown."""
    marked = INLINE.sub(lambda tag: MARKS[tag[1]], html)
    return [unescape(block) for block in BLOCKS.split(marked) if block.strip()]


def edits(texts):
    """Return the cases of diffs."""
    return [
        Edit(
            row["kind"],
            *(tuple(b for html in row[side] for b in blocks(html)) for side in ("before", "after")),
        )
        for row in texts.rows("engine/diffs.jsonl")
    ]


def marked(old, new):
    """Count the words that the core's diff marks."""
    tokens = core.words(old), core.words(new)
    differences = regions(core.diff(old, new), *tokens)
    return sum(count(tokens[0][r.i : r.k]) + count(tokens[1][r.m : r.n]) for r in differences)


def section(texts, _optima):
    """Return the rows of the seeded cases."""
    all_edits = edits(texts)
    kinds = defaultdict(list)
    for row in texts.rows("engine/merges.jsonl"):
        kinds[row["kind"]].append(row)
    return Section("seeded edits of declaration prose", [*diffs(all_edits), *merges(kinds)])


def diffs(all_edits):
    """Yield the rows of the diffs."""
    broken = sum(
        any(
            breaks(check, *pair)
            for pair in edit.pairs
            for check in (checks.check_diff, checks.check_redline)
        )
        or breaks(checks.check_align, edit.old, edit.new)
        for edit in all_edits
    )
    yield Row(
        f"a side cannot be recovered, of {len(all_edits):,}",
        str(broken),
        "cases on which an invariant of `diff`, `redline` or `align` does not hold.",
        goal="0",
        recorded="Antragsgrün 0, OpenSlides 0",
        figures={"broken": broken},
    )
    rows = [(edit, sum(marked(*pair) for pair in edit.pairs), edit.fewest()) for edit in all_edits]
    yield ratio("marked / minimal, median and p90", [row for row in rows if not row[0].regrouped])
    whole = [
        edit
        for edit, words, least in rows
        if edit.kind == "p-words"
        and words > ALMOST_ALL * edit.size()
        and least < LITTLE * edit.size()
    ]
    of = sum(edit.kind == "p-words" for edit in all_edits)
    yield Row(
        f"whole text marked though < 40 % changed, of {of}",
        str(len(whole)),
        "cases of edited words in which over 90 % of the words are marked though under 40 % of"
        " them changed.",
        goal="0",
        recorded="Antragsgrün 0, OpenSlides 33",
        figures={"whole": len(whole)},
    )
    yield ratio("split or joined: marked / minimal", [row for row in rows if row[0].regrouped])


def ratio(name, rows):
    """Return the row of words marked over the fewest possible; nothing to mark counts as one."""
    ratios = [max(1, words) / max(1, least) for _, words, least in rows]
    split = name.startswith("split")
    return Row(
        f"{name}, of {len(rows)}",
        formatted(spread(ratios)),
        "words marked over the fewest possible, where a paragraph was split or joined."
        if split
        else "words and marks that are marked over the fewest possible, in the other cases.",
        goal="- / 1.00" if split else "1.00 / 1.50",
        recorded="p90: Antragsgrün 14, OpenSlides 1.0" if split else "both 1.00 / 1.00",
        figures={"cases": len(rows), **spread(ratios)},
    )


ASKED = (  # kind, what is counted, what counts, recorded
    ("disjoint", "merged exactly", "Antragsgrün 600, OpenSlides 573"),
    ("overlap", "flagged", "Antragsgrün 199, OpenSlides 200"),
    ("identical", "recognised", "Antragsgrün 0 (73 doubled), OpenSlides 0"),
)


def merges(kinds):
    """Yield the rows of the merges, one a kind."""
    for kind, name, recorded in ASKED:
        rows = kinds[kind]
        done = [merged(Case(0, *(row[side] for side in CASE), "")) for row in rows]
        if kind == "overlap":
            right = sum(result.text is None for result in done)
        else:
            right = sum(result.equal for result in done)
        yield Row(
            f"{kind} edits {name}, of {len(rows)}",
            str(right),
            f"seeded {kind} edits of one paragraph that are {name}.",
            goal=str(len(rows)),
            recorded=recorded,
            figures={"right": right, "cases": len(rows)},
        )


CASE = ("base", "ours", "theirs", "wanted")
