"""The real pairs: invariants, how much is marked, and what a diff costs beside the cheapest."""

from dataclasses import dataclass
from statistics import mean

from rapidfuzz.distance import Indel

from declaration import text as core
from tests.scoreboard import data
from tests.scoreboard.report import Row, Section, formatted, lines, share, spread
from tests.scoreboard.yardstick import Cost, breaks, cheapest, cost, regions
from tests.text import checks

REWRITTEN = 0.6  # of all characters marked: rule 4 shows old struck, new inserted
LITTLE = 0.4  # of all characters changed: nobody expects that
TOO_DEAR = 1.25  # times the cheapest


@dataclass(frozen=True)
class Measured:
    """A pair and its diff: words marked, the fewest that must be, and the cost."""

    pair: data.Pair
    marked_words: int
    fewest_words: int
    cost: Cost

    @property
    def rewritten(self):
        """Whether old and new stand as a whole against each other."""
        size = len(self.pair.old) + len(self.pair.new)
        return self.cost.marked > REWRITTEN * size and self.fallback

    @property
    def fallback(self):
        """Whether one region marks words that need not be."""
        return self.cost.regions == 1 and self.marked_words > self.fewest_words

    @property
    def changed(self):
        """Return the share of characters that any diff must mark."""
        size = len(self.pair.old) + len(self.pair.new)
        return cheapest(*self.pair.tokens, region=0).marked / size


def measure(pair):
    """Measure the core's diff of a pair."""
    old, new = pair.tokens
    differences = regions(core.diff(pair.old, pair.new), old, new)
    marked = sum(count(old[r.i : r.k]) + count(new[r.m : r.n]) for r in differences)
    return Measured(pair, marked, fewest(old, new), cost(old, new, differences))


def count(tokens):
    """Count words and marks; blanks are none."""
    return sum(not token.isspace() for token in tokens)


def fewest(old, new):
    """Count the words and marks that any diff must mark."""
    sides = ([token for token in side if not token.isspace()] for side in (old, new))
    return Indel.distance(*sides)


def section(texts, optima):
    """Return the rows of the real pairs."""
    pairs = texts.pairs()
    measurements = [measure(pair) for pair in pairs if pair.old != pair.new]
    rows = [*invariants(pairs), *amounts(measurements)]
    chosen = {pair.number for pair in data.sample(pairs, texts.sampled)}
    rows += costs([measured for measured in measurements if measured.pair.number in chosen], optima)
    return Section(f"{len(pairs):,} real pairs", rows)


def invariants(pairs):
    """Yield one row for each function whose promises are checked."""
    for name, check in (("diff", checks.check_diff), ("redline", checks.check_redline)):
        broken = [pair.number for pair in pairs if breaks(check, pair.old, pair.new)]
        yield Row(
            f"invariants of {name} broken",
            f"{len(broken)}{lines(broken)}",
            f"pairs on which one of the promises that the tests check of `{name}` does not hold.",
            goal="0",
            recorded="OpenSlides 5 of 300 not reconstructing, the others 0"
            if name == "diff"
            else "",
            figures={"broken": len(broken)},
        )


def amounts(measurements):
    """Yield how much is marked, and in how many places."""
    ratios = [
        measured.marked_words / measured.fewest_words
        for measured in measurements
        if measured.fewest_words
    ]
    yield Row(
        "marked / minimal, median and p90",
        formatted(spread(ratios)),
        "words and marks that the diff marks, over the fewest that any diff must mark; joining"
        " crumbs raises it on purpose.",
        goal="1.00 / 1.50 (on edits as in the engine cases)",
        figures=spread(ratios),
    )
    places = [measured.cost.regions for measured in measurements]
    yield Row(
        "regions a changed pair, mean; median and p90",
        f"{mean(places):.2f}; {formatted(spread(places), '{:.0f}')}",
        "places that a reader has to look at; a gap of blanks alone does not part two.",
        figures={"mean": round(mean(places), 4), **spread(places)},
    )
    rewritten = [measured for measured in measurements if measured.rewritten]
    little = [measured.pair.number for measured in rewritten if measured.changed < LITTLE]
    yield Row(
        "shown as a whole; of these with < 40 % changed",
        f"{len(rewritten)}; {len(little)}{lines(little)}",
        "pairs that read as old struck, new inserted although fewer words could be marked; and"
        " those of them of which less than 40 % of the characters must be marked.",
        goal="-; 0",
        recorded="OpenSlides 33 of 400 engine cases, Antragsgrün 0",
        figures={"whole": len(rewritten), "little": len(little)},
    )


def costs(measurements, optima):
    """Yield the readability cost beside the cheapest, under both readings of blanks."""
    goal = [measured for measured in measurements if not measured.rewritten]
    least = [optima.of(*measured.pair.tokens) for measured in goal]
    optima.keep()
    for reading in ("charged", "free"):
        mine = [getattr(measured.cost, reading) for measured in goal]
        best = [getattr(pair[reading == "free"], reading) for pair in least]
        yield from _costs(reading, [measured.pair.number for measured in goal], mine, best)
    avoidable = [
        measured.pair.number
        for measured in measurements
        if measured.rewritten
        and optima.of(*measured.pair.tokens)[0].marked
        <= REWRITTEN * (len(measured.pair.old) + len(measured.pair.new))
    ]
    optima.keep()
    outside = len(measurements) - len(goal)
    yield Row(
        "outside the goal; of these avoidable",
        f"{share(outside, len(measurements))}; {len(avoidable)}{lines(avoidable)}",
        "pairs of the sample that are shown as a whole; and those whose cheapest diff marks no"
        " more than 60 % of the characters.",
        figures={"outside": outside, "avoidable": len(avoidable)},
    )


def _costs(reading, numbers, mine, best):
    ratios = [(own / least, number) for own, least, number in zip(mine, best, numbers, strict=True)]
    total = sum(mine) / sum(best)
    dear = sorted((own for own in ratios if own[0] > TOO_DEAR), reverse=True)
    worst, where = max(ratios)
    yield Row(
        f"cost / cheapest, blanks {reading}",
        f"{total:.4f} ({sum(mine) / len(mine):.1f} / {sum(best) / len(best):.1f})",
        "sum of the costs (characters marked + 25 x regions) over the sum of the cheapest costs"
        f" on a fixed sample of 1,000; a blank between two changed words is {reading}.",
        goal="1.0100",
        recorded="diff-match-patch with its clean-up 1.059, minimal word diff 1.42",
        figures={"ratio": round(total, 5), "cost": sum(mine), "cheapest": sum(best)},
    )
    yield Row(
        f"worst pair; pairs above 1.25, blanks {reading}",
        f"{worst:.3f} (line {where}); {len(dear)}{lines(number for _, number in dear)}",
        "the pair that costs most beside its cheapest diff, and how many cost a quarter more.",
        goal="1.250; 0",
        figures={"worst": round(worst, 4), "line": where, "above": len(dear)},
    )
