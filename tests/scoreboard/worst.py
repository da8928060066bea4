"""Texts made to be slow: what they cost at the bound, and how that grows."""

import random
import time

from declaration import text as core
from declaration.errors import TooLong
from tests.scoreboard.report import Row, Section

WORDS = 9_900  # with the blanks between them just under the bound
LETTERS = 1_000_000
SIGNS = 18_000
MEANS = (
    "s CPU at the bound, and how many times that of half the size; 4 is the square, which the"
    " comparison of words is documented to grow with."
)


def section(_texts, _optima):
    """Return a row for each kind of text."""
    rows = [row(name, *case) for name, case in cases().items()]
    return Section("texts made to be slow", [*rows, refused()])


def row(name, act, size):
    """Measure at half the size and at the whole."""
    half, whole = (seconds(act, count) for count in (size // 2, size))
    growth = whole / half if half else 0
    value = f"{whole:.2f} s; x {growth:.1f}"
    return Row(name, value, MEANS, figures={"seconds": round(whole, 3), "growth": round(growth, 2)})


def seconds(act, count):
    """Return the quickest of two, in seconds of CPU; making the texts is not counted."""
    spent = []
    for _ in range(2):
        run = act(count)
        began = time.process_time()
        run()
        spent.append(time.process_time() - began)
    return min(spent)


def cases():
    """Return acts by name: each makes its texts of a size, and returns what is measured."""
    pairs = {
        f"{WORDS:,} words, all others": (distinct("w"), distinct("v")),
        f"{WORDS:,} times one word, fewer": (repeated(0), repeated(7)),
        f"{WORDS:,} words, two by turns": (turns("ab"), turns("ac")),
        f"{WORDS:,} words, five by chance": (chance(1), chance(2)),
    }
    acts = {
        f"{verb}: {name}": (comparing(getattr(core, verb), *sides), WORDS)
        for name, sides in pairs.items()
        for verb in ("diff", "redline")
    }
    acts |= {f"merge: {name}": (merging(*sides), WORDS) for name, sides in pairs.items()}
    letters = comparing(core.redline, lambda n: "x" * n, lambda n: "x" * (n - 1) + "y")
    acts[f"redline: {LETTERS:,} letters, no blank"] = letters, LETTERS
    for mark in ("*", "[", "[a](", "\\", "_a", "<a ", "![", "&#x", "*a* "):
        act = comparing(core.redline, signs(mark), signs(mark, "x"))
        name = mark.replace("](", "] (")  # no link on the page
        acts[f"redline: {SIGNS:,} signs of `{name}`"] = act, SIGNS
    return acts


def refused():
    """Say how long it takes to refuse a million words."""
    text = " ".join(map(str, range(1_000_000)))
    began = time.process_time()
    try:
        core.words(text)
    except TooLong:
        outcome = f"refused after {time.process_time() - began:.2f} s"
    else:
        outcome = "taken"
    return Row("a million words", outcome, "s CPU until TooLong is raised.")


def comparing(act, left, right):
    """Return an act on two texts of a size."""

    def of(count):
        sides = left(count), right(count)
        return lambda: act(*sides)

    return of


def merging(long, near):
    """Return a merge of a far change and a near one."""

    def of(count):
        base = long(count)
        sides = near(count), base + " z"
        return lambda: core.merge(base, *sides)

    return of


def distinct(letter):
    return lambda count: " ".join(f"{letter}{number}" for number in range(count))


def repeated(fewer):
    return lambda count: " ".join(["word"] * (count - fewer))


def turns(pair):
    return lambda count: " ".join(pair[number % 2] for number in range(count))


def chance(number):
    return lambda count: " ".join(random.Random(number).choices("abcde", k=count))  # noqa: S311


def signs(mark, end=""):
    return lambda count: mark * (count // len(mark)) + end
