"""One table, one file of figures: what is found, beside what is wanted and what others reach."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """A line of the table; ``figures`` are what two runs are compared by."""

    name: str
    value: str
    means: str
    goal: str = ""
    beside: str = ""  # others, in this run
    recorded: str = ""  # others, as the README of the texts has them
    figures: dict = field(default_factory=dict)


@dataclass
class Section:
    """What one part of the texts gave; ``notes`` are lists to be read by eye, in Markdown."""

    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


HEAD = "| | the core | goal | others, same run | others, recorded |\n|---|---|---|---|---|"


def table(sections):
    """Return the table in Markdown."""
    written = [HEAD]
    for section in sections:
        written.append(f"| **{section.title}** | | | | |")
        written += [_line(row) for row in section.rows]
    return "\n".join(written)


def _line(row):
    cells = row.name, row.value, row.goal, row.beside, row.recorded
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def meanings(sections):
    """Return one sentence a row; rows of the same sentence share it."""
    names = defaultdict(dict)
    for section in sections:
        for row in section.rows:
            names[row.means][row.name] = None
    return "\n".join(f"- **{'; '.join(rows)}**: {means}" for means, rows in names.items())


def figures(sections, head):
    """Return the figures as JSON, a row a line."""
    rows = {f"{s.title}: {row.name}": row.figures for s in sections for row in s.rows}
    pairs = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in {**head, **rows}.items()]
    return "{\n" + ",\n".join(pairs) + "\n}\n"


def p90(values):
    """Return the ninth decile."""
    return quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else values[0]


def p95(values):
    """Return the nineteenth of twenty quantiles."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def spread(values, tail=p90):
    """Return the median and the tail as figures; nothing where nothing was measured."""
    if not values:
        return {}
    return {"median": round(median(values), 4), tail.__name__: round(tail(values), 4)}


def formatted(figures, form="{:.2f}"):
    """Write figures side by side."""
    return " / ".join(form.format(value) for value in figures.values()) or "nothing measured"


def lines(numbers, most=15):
    """Write the numbers of lines in brackets, if there are any."""
    numbers = list(numbers)
    more = ", …" if len(numbers) > most else ""
    return f" (lines {', '.join(map(str, numbers[:most]))}{more})" if numbers else ""


def share(part, whole):
    """Write a count and what part of the whole it is."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


def compared(before, after):
    """Return a line for each row whose figures differ between two runs, both as written."""
    old, new = json.loads(before), json.loads(after)
    return [
        f"{name}: {json.dumps(old[name])} → {json.dumps(new[name])}"
        for name in new
        if name in old and old[name] != new[name]
    ]


PAGE = """# The text core on real texts

Measured on {date} at commit {commit} by `make scoreboard ARGS=--write`. The texts are not part of
the project. Lines are numbered from 1 in their file. Times are of one machine under load: compare
ratios first.

{table}

{missing}## What the rows say

The cheapest diff is that word alignment, of all there are, which costs least (Gotoh's global
alignment with affine gaps, in tests/scoreboard/yardstick.py). A blank between two changed words is
read in two ways. *Charged*: it is struck and inserted with them, as it is shown, and marked on both
sides. *Free*: it is nobody's change. A word changed inside counts as a whole in both. The core
cannot cost less than the cheapest in either.

{meanings}
{notes}
{read}"""
READ = "## Read by eye\n"


def page(sections, head, missing, before=""):
    """Return the page that documents a run; what people wrote on it ``before`` stays."""
    notes = "".join(f"\n{note}\n" for section in sections for note in section.notes)
    return PAGE.format(
        table=table(sections),
        missing="".join(f"{line}\n\n" for line in missing),
        meanings=meanings(sections),
        notes=notes,
        read=READ + before.partition(READ)[2],
        **head,
    )
