"""One table, one file of figures: what is found, beside what is wanted and what others reach."""

import json
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """A line of the table; ``figures`` are what two runs are compared by."""

    name: str
    found: str
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
    lines = [HEAD]
    for section in sections:
        lines.append(f"| **{section.title}** | | | | |")
        lines += [_line(row) for row in section.rows]
    return "\n".join(lines)


def _line(row):
    cells = row.name, row.found, row.goal, row.beside, row.recorded
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def meanings(sections):
    """Return one sentence a row."""
    return "\n".join(f"- **{row.name}**: {row.means}" for s in sections for row in s.rows)


def figures(sections, head):
    """Return the figures as JSON, a row a line."""
    rows = {f"{s.title}: {row.name}": row.figures for s in sections for row in s.rows}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in {**head, **rows}.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


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


def shown(figures, form="{:.2f}"):
    """Write figures side by side."""
    return " / ".join(form.format(value) for value in figures.values()) or "nothing measured"


def share(part, whole):
    """Write a count and what part of the whole it is."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


PAGE = """# The text core on real texts

Measured on {date} at commit {commit} by `make scoreboard ARGS=--write`. The texts are not part of
the project. Lines are numbered from 1 in their file. Times are of one machine under load: compare
ratios first.

{table}

{missing}## What the rows say

{meanings}
{notes}"""


def page(sections, head, missing):
    """Return the page that documents a run."""
    notes = "".join(f"\n{note}\n" for section in sections for note in section.notes)
    return PAGE.format(
        table=table(sections),
        missing="".join(f"{line}\n\n" for line in missing),
        meanings=meanings(sections),
        notes=notes,
        **head,
    )
