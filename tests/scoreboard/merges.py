"""Real merges: what is left to people, what equals what they kept, and what is silently wrong."""

import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from declaration import text as core
from declaration.errors import TooLong
from tests.scoreboard.report import Row, Section, formatted, lines, p95, spread
from tests.scoreboard.yardstick import breaks
from tests.text import checks

RECORDED = (
    "of 138: git on lines 0 / 0 / -; git on tokens 27.5 / 15.9 / 58 %; merge3 21.0 / 13.0 / 62 %;"
    " diff-match-patch 40.8 / 17.1 / 42 %; Antragsgrün 29.3 / 19.8 / 67 % (another sample)"
)


@dataclass(frozen=True)
class Case:
    """Two changes of a base and what people kept; ``number`` is its line in the file, from 1."""

    number: int
    base: str
    ours: str
    theirs: str
    kept: str
    git: str  # what git's line merge came to: conflict, clean_equal, clean_differs
    translation: bool = False

    @property
    def sides(self):
        """Return what a merge is given."""
        return self.base, self.ours, self.theirs


@dataclass(frozen=True)
class Result:
    """What a merge came to; ``text`` is None where it left a conflict."""

    case: Case
    text: str | None
    touching: str | None = None  # where all conflicts are of changes that touch: both, joined
    seconds: float = 0.0

    @property
    def equal(self):
        """Whether it is what people kept."""
        return self.text == self.case.kept


def cases(texts, name):
    """Return the merges of a file."""
    return [
        Case(
            number,
            *(row[side] for side in ("base", "ours", "theirs", "merged", "git_result")),
            translation=row.get("translation_repo", False),
        )
        for number, row in enumerate(texts.rows(name), 1)
    ]


def merged(case):
    """Merge with the core."""
    start = time.process_time()
    try:
        merge = core.merge(*case.sides)
    except TooLong:
        return Result(case, None)
    spent = time.process_time() - start
    if merge.clean:
        return Result(case, merge.text, merge.text, spent)
    return Result(case, None, both(merge), spent)


def both(merge):
    """Join what merely touches, ours before theirs in the same place; None where sides overlap."""
    text, end = [], len(merge.text)
    for conflict in reversed(merge.conflicts):
        place = joined(conflict)
        if conflict.kind != "touching" or place is None:
            return None
        text += [merge.text[conflict.at + len(conflict.base) : end], place]
        end = conflict.at
    return "".join([merge.text[:end], *reversed(text)])


def joined(conflict):
    """Do what both sides did to the words of a conflict, if each did it in one place of its own."""
    base = core.words(conflict.base)
    sides = [edit(base, core.words(side)) for side in (conflict.ours, conflict.theirs)]
    (i, k, ours), (m, n, theirs) = sorted(sides, key=lambda side: side[:2])
    if k > m:
        return None
    return "".join([*base[:i], *ours, *base[k:m], *theirs, *base[n:]])


def edit(base, side):
    """Say which tokens of the base were replaced, and by what."""
    start = stop = 0
    most = min(len(base), len(side))
    while start < most and base[start] == side[start]:
        start += 1
    while stop < most - start and base[-1 - stop] == side[-1 - stop]:
        stop += 1
    return start, len(base) - stop, side[start : len(side) - stop]


def by_git(case):
    """Merge with git, one token a line."""
    numbers = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, side in zip(paths, (case.ours, case.base, case.theirs), strict=True):
            lines = [numbers.setdefault(token, len(numbers)) for token in core.words(side)]
            path.write_text("".join(f"{line}\n" for line in lines))
        before = time.perf_counter()
        done = subprocess.run(
            ["git", "merge-file", "-p", "-q", *paths], capture_output=True, text=True, check=False
        )
        spent = time.perf_counter() - before
    tokens = list(numbers)
    text = None if done.returncode else "".join(tokens[int(line)] for line in done.stdout.split())
    return Result(case, text, seconds=spent)


def section(texts, _optima):
    """Return the rows of the merges of whole documents."""
    all_cases = cases(texts, "merges.jsonl")
    core_done, git_done = [merged(case) for case in all_cases], [by_git(case) for case in all_cases]
    rows = [promises(all_cases)]
    for name, belongs, goal in SETS:
        mine, git = (
            [result for result in done if belongs(result.case)] for done in (core_done, git_done)
        )
        if mine:
            rows.append(outcome(name, mine, git, goal))
    rows += [
        touching(
            "git conflicts", [result for result in core_done if result.case.git == "conflict"]
        ),
        touching("git is clean", [result for result in core_done if result.case.git != "conflict"]),
    ]
    times = [[1000 * result.seconds for result in done] for done in (core_done, git_done)]
    rows.append(
        Row(
            "ms a merge of whole documents, median / p95",
            formatted(spread(times[0], p95)),
            "CPU of the core, tokenising and its own proof included; git's is wall time of a"
            " process, tokenising excluded.",
            beside=f"git on tokens {formatted(spread(times[1], p95))}",
            figures=spread(times[0], p95),
        )
    )
    return Section(f"{len(all_cases)} real merges of documents", rows)


def promises(all_cases):
    """Return the row of broken promises."""
    broken = [case.number for case in all_cases if breaks(checks.check_merge, *case.sides)]
    return Row(
        "invariants of merge broken",
        f"{len(broken)}{lines(broken)}",
        "merges on which one of the promises that the tests check of `merge` does not hold.",
        goal="0",
        figures={"broken": len(broken)},
    )


SETS = (
    ("git's line merge conflicts", lambda case: case.git == "conflict", ">= git / 15.9 / 65 %"),
    (
        "of these, no translations",
        lambda case: case.git == "conflict" and not case.translation,
        "",
    ),
    ("of these, translations", lambda case: case.git == "conflict" and case.translation, ""),
    ("git's line merge is clean", lambda case: case.git != "conflict", "- / 98.5 % / -"),
    (
        "of these, no translations, clean",
        lambda case: case.git != "conflict" and not case.translation,
        "",
    ),
)


def outcome(name, mine, git, goal):
    """Return the row of a set: no conflict left / equal to what people kept / right when silent."""
    differing = [result.case for result in mine if result.text is not None and not result.equal]
    wrong, own = [case.number for case in differing], sum(map(reworked, differing))
    left = [result.case.number for result in mine if result.text is None]
    told = f"; {len(wrong)} wrong{lines(wrong)}, {own} of them reworked" if wrong else ""
    if left and "clean" in name:
        told += f"; left to people{lines(left)}"
    silent, equal, right = counts(mine)
    return Row(
        f"{name} ({len(mine)}): silent / equal / right when silent",
        percent(mine) + told,
        "merges without a conflict; those equal to what people kept, of all; and of the silent."
        " Reworked: people also changed what neither side had, which no merge can know.",
        goal=goal,
        beside=f"git on tokens {percent(git)}",
        recorded=RECORDED if goal.startswith(">") else "",
        figures={
            "cases": len(mine),
            "silent": silent,
            "equal": equal,
            "right": right,
            "reworked": own,
            "wrong lines": wrong,
            "left lines": left,
        },
    )


def counts(results):
    """Return how many are silent and equal, and the share of the silent that are right."""
    silent = sum(result.text is not None for result in results)
    equal = sum(result.equal for result in results)
    return silent, equal, round(equal / silent, 4) if silent else 0


def percent(results):
    """Write the counts of a set in percent."""
    silent, equal, right = counts(results)
    share = 100 / len(results)
    return f"{share * silent:.1f} / {share * equal:.1f} / {100 * right:.0f} %"


def touching(name, results):
    """Return what the rule costs and gains by which changes that touch conflict."""
    more = [result for result in results if result.text is None and result.touching is not None]
    costs = [result.case.number for result in more if result.touching == result.case.kept]
    gains = [result.case.number for result in more if result.touching != result.case.kept]
    return Row(
        f"{name}: the rule on touching changes costs / gains",
        f"{len(costs)}{lines(costs)} / {len(gains)}{lines(gains)}",
        "merges that only this rule leaves to people: joining both sides' words would have been"
        " what people kept (a cost), or silently something else (a gain).",
        figures={"costs": len(costs), "gains": len(gains)},
    )


def paragraphs(texts, _optima):
    """Return the rows of the paragraphs that both sides changed."""
    all_cases = cases(texts, "merge_paragraphs.jsonl")
    mine, git = [merged(case) for case in all_cases], [by_git(case) for case in all_cases]
    rows = [
        promises(all_cases),
        outcome("all", mine, git, ""),
        dropping(mine, git),
        touching("all", mine),
    ]
    return Section(f"{len(all_cases)} paragraphs that both sides changed", rows)


def dropping(mine, git):
    """Return the row of silent merges that lose what somebody added and people kept."""
    lost = {result.case.number: words for result in mine if (words := dropped(result))}
    return Row(
        "silent merges that drop an added word which people kept",
        f"{len(lost)}{lines(lost)}",
        "merges without a conflict in which a word that a side added stands less often than people"
        " kept it, and less often than both sides' changes together leave it.",
        goal="0",
        beside=f"git on tokens {sum(bool(dropped(result)) for result in git)}",
        figures={"dropping": len(lost), "words": lost},
    )


def reworked(case):
    """Say whether people added or took out more of some word than both sides together."""
    base, ours, theirs, kept = (Counter(core.words(side)) for side in (*case.sides, case.kept))
    most = base + (ours - base) + (theirs - base)
    gone = (base - ours) + (base - theirs)
    return bool(kept - most) or any(kept[token] < base[token] - gone[token] for token in base)


def dropped(result):
    """Name the words that a side added, people kept, and a silent merge has not."""
    if result.text is None:
        return []
    case = result.case
    base, ours, theirs, kept, text = (
        Counter(token for token in core.words(side) if token.isalnum())
        for side in (*case.sides, case.kept, result.text)
    )
    added, removed = (ours | theirs) - base, base - (ours & theirs)
    both = {word: base[word] + added[word] - removed[word] for word in added}
    return [word for word in added if text[word] < min(kept[word], both[word])]
