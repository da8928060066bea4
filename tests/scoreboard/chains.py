"""Documents in successive revisions: which paragraph became which."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Indel

from declaration import text as core
from tests.scoreboard.report import Row, Section, formatted, p95, spread
from tests.scoreboard.yardstick import breaks
from tests.text import checks

READ = "paris-agreement"  # the chain whose doubtful pairs are read by eye
KINDS = ("kept", "changed", "moved", "split", "joined", "added", "removed")
UNLIKE = 0.5  # of the words of both kept in order: fewer, and one paragraph is hard to see in it
ALIKE = 0.5  # of the words of both in order: more, and one paragraph is easily seen in two
SAYING = 4  # words: shorter paragraphs are alike by chance
LISTED = 40  # doubtful pairs of a kind


@dataclass(frozen=True)
class Step:
    """Two neighbours of a chain, and how the core aligned them."""

    chain: str
    names: tuple[str, str]
    old: list[str]
    new: list[str]
    pairs: tuple[core.Pair, ...]
    seconds: float

    def sides(self, pair):
        """Return the texts of a pair, each side joined."""
        return " ".join(self.old[i] for i in pair.old), " ".join(self.new[m] for m in pair.new)


@dataclass(frozen=True)
class Doubt:
    """A pair to be read by eye: paragraphs by number from 1, and how alike their words are."""

    why: str
    names: tuple[str, str]
    old: tuple[int, ...]
    new: tuple[int, ...]
    likeness: float
    texts: tuple[str, str]

    def line(self):
        """Write the numbers; the words themselves are not the project's to print."""
        places = (", ".join(str(at + 1) for at in side) for side in (self.old, self.new))
        return f"{'→'.join(self.names)}: {' → '.join(places)} ({self.likeness:.2f})"

    def told(self):
        """Write the numbers and the words."""
        return f"{self.line()}\n- {self.texts[0]}\n+ {self.texts[1]}\n"


def blocks(path):
    """Return the paragraphs of a file."""
    return [block for block in core.normal(path.read_text("utf-8")).split("\n\n") if block.strip()]


def steps(folder):
    """Align every revision of a chain with the one before."""
    paths = sorted(folder.glob("*.md"))
    texts = [blocks(path) for path in paths]
    for at in range(1, len(paths)):
        old, new = texts[at - 1 : at + 1]
        start = time.process_time()
        pairs = core.align(old, new)
        spent = time.process_time() - start
        yield Step(folder.name, (paths[at - 1].stem, paths[at].stem), old, new, pairs, spent)


def section(texts, optima):
    """Return the rows of all chains, and the doubtful pairs of one."""
    folders = sorted(path for path in texts.open("chains").iterdir() if path.is_dir())
    all_steps = [step for folder in folders[: texts.most] for step in steps(folder)]
    doubts = [doubt for step in all_steps if step.chain == READ for doubt in doubtful(step)]
    write(doubts, optima.path.with_name("doubtful.txt"))
    rows = [promises(all_steps), kinds("all chains", all_steps), times(all_steps)]
    rows.append(kinds(READ, [step for step in all_steps if step.chain == READ]))
    rows.append(alike(all_steps))
    return Section(
        f"{len(folders)} chains of revisions, {len(all_steps)} steps", rows, notes(doubts)
    )


def promises(all_steps):
    """Return the row of broken promises."""
    broken = [
        f"{step.chain} {step.names[1]}"
        for step in all_steps
        if breaks(checks.check_align, step.old, step.new)
    ]
    return Row(
        "invariants of align broken",
        str(len(broken)) + (f" ({', '.join(broken[:5])})" if broken else ""),
        "neighbours on which one of the promises that the tests check of `align` does not hold.",
        goal="0",
        figures={"broken": len(broken)},
    )


def kinds(name, all_steps):
    """Return the row of what became of the paragraphs."""
    counts = Counter(pair.kind for step in all_steps for pair in step.pairs)
    return Row(
        f"{name}: {' / '.join(KINDS)}",
        " / ".join(f"{counts[kind]:,}" for kind in KINDS),
        "what became of the paragraphs from each revision to the next.",
        figures=dict(counts),
    )


def times(all_steps):
    """Return the row of times."""
    spent = [1000 * step.seconds for step in all_steps]
    slowest = max(all_steps, key=lambda step: step.seconds)
    return Row(
        "ms CPU a step, median / p95; slowest",
        f"{formatted(spread(spent, p95), '{:.0f}')}; {max(spent):.0f}"
        f" ({slowest.chain}, {len(slowest.old)} → {len(slowest.new)} paragraphs)",
        "time to align a revision with the one before, words cut included.",
        figures={**spread(spent, p95), "slowest": round(max(spent), 2)},
    )


def alike(all_steps):
    """Return the row of paragraphs that look as if they had been lost."""
    counts = Counter(doubt.why for step in all_steps for doubt in doubtful(step))
    return Row(
        f"all chains, doubtful: {' / '.join(WHYS)}",
        " / ".join(str(counts[why]) for why in WHYS),
        "pairs of all chains that deserve a look: one paragraph though less than half of the words"
        " stand in both in order; removed and added though more than half do; parts.",
        figures={why: counts[why] for why in WHYS},
    )


WHYS = ("same though unlike", "two though alike", "split or joined")


def doubtful(step):
    """Yield the pairs of a step that deserve a look."""
    for pair in step.pairs:
        sides = step.sides(pair)
        near = likeness(*sides)
        if pair.kind in {"changed", "moved"} and near < UNLIKE:
            yield Doubt(WHYS[0], step.names, pair.old, pair.new, near, sides)
        elif pair.kind in {"split", "joined"}:
            yield Doubt(WHYS[2], step.names, pair.old, pair.new, near, sides)
    added = [pair.new[0] for pair in step.pairs if pair.kind == "added"]
    for pair in step.pairs:
        if pair.kind == "removed":
            yield from lost(step, pair.old[0], added)


def lost(step, i, added):
    """Yield the added paragraph that a removed one is most like, if it is alike."""
    gone = words(step.old[i])
    near = [(Indel.normalized_similarity(gone, words(step.new[m])), -m) for m in added]
    best, place = max(near, default=(0, 0))
    if best > ALIKE and len(gone) >= SAYING:
        texts = step.old[i], step.new[-place]
        yield Doubt(WHYS[1], step.names, (i,), (-place,), best, texts)


def likeness(old, new):
    """Return the share of the words of both that stand in both in the same order."""
    return Indel.normalized_similarity(words(old), words(new))


def words(text):
    """Return the words of a paragraph without marks and capitals."""
    return [token.casefold() for token in core.words(text) if token.isalnum()]


def write(doubts, path: Path):
    """Keep the doubtful pairs with their words where git does not look."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [
        f"== {doubt.why}\n{doubt.told()}" for why in WHYS for doubt in sorted_by_doubt(doubts, why)
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def sorted_by_doubt(doubts, why):
    """Return the doubts of a kind, the most doubtful first."""
    mine = [doubt for doubt in doubts if doubt.why == why]
    return sorted(mine, key=lambda doubt: -doubt.likeness if why == WHYS[1] else doubt.likeness)


EXPLAINED = """Revisions, then paragraphs by number from 1, and the share of the words of both that
stand in both in the same order. The texts are not the project's: `make scoreboard` writes the pairs
with their words to .scoreboard/doubtful.txt."""


def notes(doubts):
    """Return the doubtful pairs by number, as lists."""
    written = [f"## Doubtful pairs of {READ}", "", EXPLAINED]
    for why in WHYS:
        mine = sorted_by_doubt(doubts, why)
        first = "; ".join(doubt.line() for doubt in mine[:LISTED]) or "none"
        written += ["", f"- **{why}** ({len(mine)}, the most doubtful {LISTED} at most): {first}"]
    return ["\n".join(written)]
