"""A long text against itself with seeded edits: what became of each paragraph is known."""

import random
import time
from collections import Counter
from dataclasses import dataclass

from declaration import text as core
from tests.scoreboard import data
from tests.scoreboard.chains import blocks
from tests.scoreboard.report import Row, Section

EDITS = {"changed": 100, "added": 20, "removed": 20, "moved": 20, "split": 20, "joined": 20}
LONG = 30  # words: paragraphs that can be split in two that still say something
SAYING = 8  # words: shorter ones are changed beyond recognition by one edit
TRIES = 100  # for each edit, of paragraphs that may be too short for it or touched already
SHORTER = 4  # words taken out or put in at once, at most


@dataclass
class Item:
    """A paragraph of the new text, what it was made of, and how."""

    old: tuple[int, ...]
    texts: list[str]
    kind: str = "kept"


def edited(old, edits, chance):
    """Return the items of the new text: each paragraph is touched by one edit at most."""
    items = [Item((i,), [text]) for i, text in enumerate(old)]
    for kind, times in edits.items():
        done = 0
        for _ in range(times * TRIES):
            if done < times:
                done += CHANGES[kind](items, chance.randrange(len(items)), chance)
    return items


def change(items, at, chance):
    """Replace, add or take out some words."""
    item = items[at]
    pieces = item.texts[0].split(" ") if item.texts else []
    if item.kind != "kept" or len(pieces) < SAYING:
        return False
    place = chance.randrange(len(pieces) - SHORTER)
    gone, came = chance.choice([(0, 1), (1, 0), (1, 1)])
    new = chance.sample(words(items), came * chance.randint(1, SHORTER))
    pieces[place : place + gone * chance.randint(1, SHORTER)] = new
    item.texts, item.kind = [" ".join(pieces)], "changed"
    return True


def add(items, at, chance):
    """Add a paragraph of words from everywhere."""
    items.insert(at, Item((), [" ".join(chance.sample(words(items), LONG))], "added"))
    return True


def remove(items, at, _chance):
    """Take a paragraph out."""
    item = items[at]
    if item.kind != "kept":
        return False
    item.texts, item.kind = [], "removed"
    return True


def move(items, at, chance):
    """Move a paragraph to anywhere else."""
    item = items[at]
    if item.kind != "kept" or len(item.texts[0].split()) < SAYING:
        return False
    item.kind = "moved"
    items.insert(chance.randrange(len(items) - 1), items.pop(at))
    return True


def split(items, at, _chance):
    """Split a paragraph behind the blank nearest to its middle."""
    item = items[at]
    if item.kind != "kept" or len(item.texts[0].split()) < LONG:
        return False
    text = item.texts[0]
    middle = text.index(" ", len(text) // 2)
    item.texts, item.kind = [text[:middle], text[middle + 1 :]], "split"
    return True


def join(items, at, _chance):
    """Join a paragraph and the next one."""
    pair = items[at : at + 2]
    if len(pair) < 2 or any(
        item.kind != "kept" or len(item.texts[0].split()) < SAYING for item in pair
    ):
        return False
    if pair[1].old[0] != pair[0].old[0] + 1:
        return False
    texts = [" ".join(item.texts[0] for item in pair)]
    items[at : at + 2] = [Item((*pair[0].old, *pair[1].old), texts, "joined")]
    return True


CHANGES = {
    "changed": change,
    "added": add,
    "removed": remove,
    "moved": move,
    "split": split,
    "joined": join,
}


def words(items):
    """Return words to invent with."""
    return " ".join(item.texts[0] for item in items[:100] if item.texts).split()


def truth(items):
    """Return the new paragraphs, and what every one of both sides became."""
    new, pairs = [], []
    for item in items:
        at = range(len(new), len(new) + len(item.texts))
        pairs.append((item.old, tuple(at), item.kind))
        new += item.texts
    return new, pairs


def section(texts, _optima):
    """Return the rows of the long text."""
    (path,) = texts.open("large").glob("*.md")
    old = blocks(path)
    share = 1 if len(old) > sum(EDITS.values()) else 0.05
    edits = {kind: int(times * share) for kind, times in EDITS.items()}
    new, pairs = truth(edited(old, edits, random.Random(data.SEED)))  # noqa: S311
    start = time.process_time()
    aligned_pairs = core.align(old, new)
    align_seconds = time.process_time() - start
    for pair in aligned_pairs:
        if pair.kind in {"changed", "moved", "split", "joined"}:
            core.diff(" ".join(old[i] for i in pair.old), " ".join(new[m] for m in pair.new))
    spent = time.process_time() - start
    rows = [
        speed(align_seconds, spent, sum(edits.values())),
        accuracy(old, new, pairs, aligned_pairs),
    ]
    return Section(f"{len(old)} paragraphs against themselves with edits", rows)


def speed(aligned, spent, edits):
    """Return the row of times."""
    return Row(
        f"s CPU with {edits} edits: align; align and all diffs",
        f"{aligned:.2f}; {spent:.2f}",
        "time to align the long text with itself edited, and to compare what changed.",
        goal="2.00",
        figures={"align": round(aligned, 4), "all": round(spent, 4)},
    )


def accuracy(old, new, pairs, aligned_pairs):
    """Return the row of what was found as it was made; equal texts may stand for each other."""

    def texts(before, after):
        return tuple(old[i] for i in before), tuple(new[m] for m in after)

    seen = Counter(texts(pair.old, pair.new) for pair in aligned_pairs)
    named = Counter((texts(pair.old, pair.new), pair.kind) for pair in aligned_pairs)
    expected = Counter(texts(before, after) for before, after, _ in pairs)
    kinds = Counter((texts(before, after), kind) for before, after, kind in pairs)
    right, alike = (seen & expected).total(), (named & kinds).total()
    missed = Counter(kind for (_, kind) in (kinds - named).elements())
    told = ", ".join(f"{number} {kind}" for kind, number in missed.most_common()) or "none"
    return Row(
        "paragraphs recognised; named as what was done",
        f"{right} of {expected.total()}; {alike} (missed: {told})",
        "pairs that align finds exactly as the edits made them; and those to which it gives the"
        " same kind.",
        figures={"right": right, "named": alike, "all": expected.total(), "missed": dict(missed)},
    )
