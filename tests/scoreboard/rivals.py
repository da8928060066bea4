"""Time a pair, and what is marked: the core beside other engines on the same tokens, same run."""

import difflib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import mean, median

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from declaration import text as core
from declaration.text.readability import readable
from tests.scoreboard import data
from tests.scoreboard.pairs import measure as measured
from tests.scoreboard.report import Row, Section, formatted, p95, spread
from tests.scoreboard.yardstick import Region, cost

TIMES = 5  # each; the quickest counts, since others work on the same machine
CORE, DIFFLIB = "the core", "difflib"
RECORDED_TIMES = (
    "wikidiff2 66 / 247; rapidfuzz opcodes 69 / 182; cydifflib 75 / 226;"
    " fast-diff-match-patch 166 / 588; diff-match-patch 230 / 3,336, with clean-up 261 / 4,768;"
    " Antragsgrün 336 / 2,230; difflib 740 / 3,185; OpenSlides 2,351 / 10,316"
)
RECORDED_MARKS = (
    "wikidiff2 98.1 / 2.87; rapidfuzz opcodes 97.6 / 2.93; diff-match-patch 97.9 / 2.90, with"
    " clean-up 109.8 / 2.31; Antragsgrün 127.7 / 2.22; lxml 124.9 / 1.92; difflib 98.2 / 2.90;"
    " OpenSlides 116.8 / 2.24"
)


@dataclass
class Engine:
    """Something that compares two token sequences; ``read`` makes regions of its answer."""

    name: str
    run: Callable
    read: Callable
    given: list[float] = field(default_factory=list)  # µs CPU given tokens, a pair each
    costs: list = field(default_factory=list)


def of_opcodes(opcodes, *_sides):
    """Return the regions of opcodes as difflib and rapidfuzz have them."""
    return [Region(code[1], code[2], code[3], code[4]) for code in opcodes if code[0] != "equal"]


def by_difflib(old, new):
    """Compare as Python's own library does."""
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def by_diff_match_patch(old, new, *, semantic=False):
    """Compare with a character for every word, as its authors recommend."""
    codes = {}
    sides = [
        "".join([codes.setdefault(token, chr(0xE000 + len(codes))) for token in side])
        for side in (old, new)
    ]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    parts = engine.diff_main(*sides, checklines=False)
    if semantic:
        words = list(codes)
        parts = [
            (what, "".join(words[ord(code) - 0xE000] for code in part)) for what, part in parts
        ]
        engine.diff_cleanupSemantic(parts)
    return parts


def of_parts(parts, *_sides):
    """Return the regions of diff-match-patch's answer, a character a token."""
    regions, at = [], [0, 0]
    for what, part in parts:
        before, after = list(at), [at[0] + len(part) * (what <= 0), at[1] + len(part) * (what >= 0)]
        at = after
        if what and regions and [regions[-1].k, regions[-1].n] == before:
            regions[-1] = Region(regions[-1].i, after[0], regions[-1].m, after[1])
        elif what:
            regions.append(Region(before[0], after[0], before[1], after[1]))
    return regions


def of_characters(parts, old, new):
    """Return the regions of an answer in characters, as if every character were a token."""
    del old, new
    return of_parts(parts)


def engines():
    """Return the engines, the core first."""
    return (
        Engine(CORE, readable, lambda answer, *_sides: answer),
        Engine(DIFFLIB, by_difflib, of_opcodes),
        Engine("diff-match-patch", by_diff_match_patch, of_parts),
        Engine(
            "diff-match-patch with clean-up",
            lambda old, new: by_diff_match_patch(old, new, semantic=True),
            of_characters,
        ),
        Engine(
            "rapidfuzz opcodes", Indel.opcodes, lambda answer, *_s: of_opcodes(answer.as_list())
        ),
    )


def quickest(run, *sides):
    """Return the µs of CPU that the quickest of several calls took, and its answer."""
    spent = []
    for _ in range(TIMES):
        start = time.thread_time_ns()
        answer = run(*sides)
        spent.append((time.thread_time_ns() - start) / 1000)
    return min(spent), answer


def measure(pairs):
    """Return the engines with their figures, and µs of cutting words and of the core's diff."""
    compared = engines()
    cutting, whole = [], []
    for pair in pairs:
        spent, (old, new) = quickest(lambda timed=pair: timed.tokens)
        cutting.append(spent)
        whole.append(quickest(core.diff, pair.old, pair.new)[0])
        for engine in compared:
            spent, answer = quickest(engine.run, old, new)
            engine.given.append(spent)
            regions = engine.read(answer, old, new)
            sides = (pair.old, pair.new) if engine.read is of_characters else (old, new)
            engine.costs.append(cost(*sides, regions))
    return compared, cutting, whole


def section(texts, optima):
    """Return the rows of times and marks."""
    pairs = data.timed(texts.pairs())
    compared, cutting, whole = measure(pairs)
    rows = [given(compared), cut(compared, cutting, whole), marks(compared, best(pairs, optima))]
    return Section(f"{len(pairs)} real pairs of 25-250 words", rows)


def given(compared):
    """Return the row of times given tokens."""
    mine, *others = compared
    typical = {engine.name: median(engine.given) for engine in compared}
    faster = typical[DIFFLIB] / typical[CORE]
    return Row(
        "µs CPU a pair given tokens, median / p95",
        f"{formatted(spread(mine.given, p95), '{:.0f}')} ({faster:.1f}x faster than difflib)",
        "the quickest of five calls on words that are cut already, the core's own rules included.",
        goal="100 / 300; 3x",
        beside="; ".join(f"{e.name} {formatted(spread(e.given, p95), '{:,.0f}')}" for e in others),
        recorded=RECORDED_TIMES,
        figures={"faster": round(faster, 2), **{e.name: spread(e.given, p95) for e in compared}},
    )


def cut(compared, cutting, whole):
    """Return the row of times with tokenising; the others are given the core's words."""
    both = {
        engine.name: [sum(parts) for parts in zip(engine.given, cutting, strict=True)]
        for engine in compared[1:]
    }
    others = "; ".join(
        f"{name} {formatted(spread(spent, p95), '{:,.0f}')}" for name, spent in both.items()
    )
    return Row(
        "µs CPU a pair with tokenising, median / p95",
        f"{formatted(spread(whole, p95), '{:.0f}')} (cutting alone"
        f" {formatted(spread(cutting, p95), '{:.0f}')})",
        "`diff` of two texts: words cut, compared, made readable, told as changes.",
        goal="250 / 700",
        beside=others,
        figures={"diff": spread(whole, p95), "cutting": spread(cutting, p95)},
    )


def best(pairs, optima):
    """Return the cheapest costs; none for pairs that the core shows as a whole."""
    costs = [
        None if measured(pair).rewritten else optima.of(*pair.tokens)[0].charged for pair in pairs
    ]
    optima.keep()
    return costs


def marks(compared, least):
    """Return the row of what is marked."""
    figures = {
        engine.name: {
            "marked": round(mean(charge.marked for charge in engine.costs), 2),
            "regions": round(mean(charge.regions for charge in engine.costs), 3),
            "ratio": round(ratio(engine.costs, least), 4),
        }
        for engine in compared
    }
    told = {
        name: f"{f['marked']:.1f} / {f['regions']:.2f} / {f['ratio']:.3f}"
        for name, f in figures.items()
    }
    return Row(
        "characters marked / regions / cost over cheapest",
        told.pop(CORE),
        "means a pair; and the cost, blanks charged, without the pairs that the core shows as a"
        " whole.",
        beside="; ".join(f"{name} {figure}" for name, figure in told.items()),
        recorded=RECORDED_MARKS,
        figures=figures,
    )


def ratio(costs, least):
    """Return the sum of costs over the sum of the cheapest, where there is a cheapest."""
    both = [(charge.charged, best) for charge, best in zip(costs, least, strict=True) if best]
    mine, theirs = (sum(side) for side in zip(*both, strict=True))
    return mine / theirs
