"""What two versions answer: the differences between two folders of pages, each told once.

    python -m tests.support.pages.differences OLD NEW        of two folders that are there
    python -m tests.support.pages.differences --against COMMIT FOLDER

The second loads the demo as COMMIT made it, asks for its pages there, upgrades the same database to
the code at hand, asks for the same addresses here, and compares. FOLDER keeps the answers of both.
"""

import argparse
import difflib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click

SCRIPT = Path(__file__).with_name("__main__.py")
COMPILE = ("-m", "babel.messages.frontend", "-q", "compile", "-d", "declaration/locale")
BETWEEN = re.compile(r">\s+<")
SPACE = re.compile(r"\s+")
TAGS = re.compile(r"(?=<)|(?<=>)")
# What makes no other kind of difference: numbers, hashes, names of texts and paragraphs.
NAMED = re.compile(r"\b\w*\d\w*\b|(?<=/d/)[\w-]+|(?:(?<=/p/)|(?<=paragraph=)|(?<=open=))\w+")
SHOWN = 12  # lines of a difference
ALIKE = 3  # answers named of those that differ in the same way


def main():
    """Compare two folders, or an earlier commit with the code at hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--against", metavar="COMMIT", help="compare with an earlier commit")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="REGEX",
        help="leave out of both what matches; may be given more than once",
    )
    options = parser.parse_args()
    if options.against:
        old, new = answers(options.against, options.folders[0].resolve())
    else:
        old, new = options.folders
    sys.exit(compare(old, new, [re.compile(pattern) for pattern in options.without]))


def answers(commit, folder):
    """Let an earlier commit and the code at hand answer on one database; return both folders."""
    shutil.rmtree(folder, ignore_errors=True)
    before, kept, old, new = (folder / name for name in ("code", "demo", "old", "new"))
    run(["git", "worktree", "add", "--detach", before, commit], Path.cwd())
    try:
        run([sys.executable, *COMPILE], before)
        run([sys.executable, SCRIPT, "--keep", kept, old], before)
    finally:
        run(["git", "worktree", "remove", "--force", before], Path.cwd())
    run([sys.executable, SCRIPT, "--data", kept, "--like", old, new], Path.cwd())
    return old, new


def run(command, folder):
    """Run a command in a folder; raises where it fails."""
    subprocess.run(command, cwd=folder, check=True)


def compare(old, new, without):
    """Print what differs between two folders, each difference once; return how many answers differ.

    At most 100: it is what the program ends with.
    """
    names = [
        {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        for folder in (old, new)
    ]
    kinds = {}
    for name in sorted(names[0] | names[1]):
        if name not in names[0] or name not in names[1]:
            kinds.setdefault((f"only in {old if name in names[0] else new}",), []).append(name)
            continue
        before, after = (lines(folder / name, without) for folder in (old, new))
        if before != after:
            kinds.setdefault(difference(before, after), []).append(name)
    for kind, of_this in sorted(kinds.items(), key=lambda item: -len(item[1])):
        click.echo(f"\n{len(of_this)} answers:")
        for name in of_this[:ALIKE]:
            click.echo(f"  {name}")
        show(kind)
    different = sum(map(len, kinds.values()))
    click.echo(f"\n{different} of {len(names[0] | names[1])} answers differ, in {len(kinds)} ways")
    return min(different, 100)


def lines(path, without):
    """Return an answer in lines, a tag each; space between tags is nothing."""
    whole = path.read_text(encoding="utf-8")
    for pattern in without:
        whole = pattern.sub("", whole)
    head, _, body = whole.partition("\n\n")
    if "text/html" in head:
        whole = f"{head}\n{SPACE.sub(' ', BETWEEN.sub('><', body))}"
        return [line for line in (each.strip() for each in TAGS.split(whole)) if line]
    return whole.splitlines()


def difference(before, after):
    """Return the lines that differ; numbers and names of paragraphs are no difference of kind."""
    unified = difflib.unified_diff(before, after, "old", "new", n=0, lineterm="")
    changed = (line for line in unified if not line.startswith(("---", "+++", "@@")))
    return tuple(NAMED.sub("*", line) for line in changed)


def show(differing):
    """Print the first lines that differ."""
    for line in differing[:SHOWN]:
        click.echo(f"    {line[:240]}")
    if len(differing) > SHOWN:
        click.echo(f"    ... and {len(differing) - SHOWN} lines more")


if __name__ == "__main__":
    main()
