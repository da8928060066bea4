"""`make scoreboard`: the text core over real texts, beside what others reach, as one table.

`ARGS=--write` also writes docs/scoreboard.md; `--json PATH` keeps the figures of a run, and
`--against PATH` says what differs from those of another.
"""

import argparse
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.scoreboard import chains, data, large, merges, pairs, report, rivals, seeded, worst
from tests.scoreboard.optima import Optima

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "scoreboard.md"
CACHE = ROOT / ".scoreboard" / "optima.json"
READ = {  # from files
    "pairs": pairs.section,
    "rivals": rivals.section,
    "seeded": seeded.section,
    "merges": merges.section,
    "paragraphs": merges.paragraphs,
    "chains": chains.section,
    "large": large.section,
}
PARTS = READ | {"worst": worst.section}


def arguments():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="scoreboard", description=__doc__)
    folder = os.environ.get("SCOREBOARD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(folder), help="folder of the texts")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--most", type=int, help="rows of each file to read, for a quick look")
    parser.add_argument("--sampled", type=int, default=data.SAMPLE, help="pairs to search through")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    parser.add_argument("--json", type=Path, help="where the figures go")
    parser.add_argument("--against", type=Path, help="figures of another run: say what differs")
    return parser.parse_args()


def main():
    """Measure, print, and write what is asked for."""
    asked = arguments()
    head = {"date": datetime.now(UTC).date().isoformat(), "commit": commit()}
    texts = data.Texts(asked.data, asked.most, asked.sampled)
    sections, missing = measured(texts, asked.only, Optima(CACHE))
    print(report.table(sections))  # noqa: T201
    for line in missing:
        print(line)  # noqa: T201
    figures = report.figures(sections, head)
    if asked.against:
        print(*report.compared(asked.against.read_text("utf-8"), figures), sep="\n")  # noqa: T201
    if asked.json:
        asked.json.write_text(figures, encoding="utf-8")
    if asked.write:
        before = PAGE.read_text("utf-8") if PAGE.exists() else ""
        PAGE.write_text(report.page(sections, head, missing, before), encoding="utf-8")


def measured(texts, parts, optima):
    """Return the sections of what is there, and a line for each part that is not."""
    sections, missing = [], []
    for name in parts:
        try:
            sections.append(PARTS[name](texts, optima))
        except data.MissingData as path:
            missing.append(f"{name}: skipped, {path} is not there.")
    return sections, missing


def commit():
    """Name the commit that was measured; a + says that files were changed since."""
    short = ["git", "rev-parse", "--short", "HEAD"]
    changed = ["git", "status", "--porcelain", "--", "declaration/text"]
    name, dirty = (
        subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()
        for command in (short, changed)
    )
    return name + ("+" if dirty else "")


if __name__ == "__main__":
    main()
