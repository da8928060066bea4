"""The papers name what is there, and nothing else."""

import re
from pathlib import Path

import click
import pytest

from declaration.formats import FORMATS
from declaration.verbs import Verb
from models import vocabulary

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
OPERATORS = ROOT / "docs/operators.md"
RULES = ROOT / "docs/rules.md"
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NOT_OURS = {"run", "shell", "routes", "db", "limiter"}  # come with Flask and its extensions
SETTING = re.compile(r"\bDECLARATION_[A-Z_]*[A-Z]\b")
CODE = re.compile(r"`((?:[a-z][\w.-]*/)+[\w.-]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
TABLE = "| verb |"  # begins the table that docs/rules.md ends with, as `flask rules` prints it
IN_GLOSSARY = ("Scheme", "Stage", "Kind", "SuggestionKind", "Status", "Outcome", "Standing", "Post")


def commands(group, path=()):
    """Yield every command of ours with its words: ("journal", "verify"), command."""
    for name, command in sorted(group.commands.items()):
        if not path and name in NOT_OURS:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.fixture
def all_commands(app):
    return dict(commands(app.cli))


def sources():
    paths = [ROOT / "app.py", ROOT / "Makefile", *(ROOT / ".ci").iterdir()]
    for folder in ("declaration", "models", "tests"):
        paths += (ROOT / folder).rglob("*.py")
    return "\n".join(path.read_text() for path in paths if path.name != "test_docs.py")


def test_the_operators_paper_names_every_command_with_its_options(all_commands):
    paper = OPERATORS.read_text()

    unnamed = [
        " ".join(["flask", *path, option])
        for path, command in all_commands.items()
        for option in ("", *(each.opts[-1] for each in command.params if each.opts[-1][0] == "-"))
        if f"flask {' '.join(path)}" not in paper or option not in paper
    ]

    assert all_commands
    assert unnamed == []


def test_every_command_that_a_paper_names_is_there(all_commands):
    groups = {path[:1] for path in all_commands if len(path) > 1}
    named = {
        tuple(words.split())
        for paper in PAPERS
        for words in re.findall(r"flask ([a-z]+(?: [a-z]+)?)", paper.read_text())
    }

    ours = {path for path in named if path[0] not in NOT_OURS and path[:1] not in all_commands}
    assert ours - set(all_commands) - groups == set()


def test_every_command_says_what_it_does(all_commands):
    assert [path for path, command in all_commands.items() if not command.help] == []


def test_the_operators_paper_names_every_setting():
    assert set(SETTING.findall(sources())) - set(SETTING.findall(OPERATORS.read_text())) == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_setting_that_a_paper_names_is_read_somewhere(paper):
    assert set(SETTING.findall(paper.read_text())) <= set(SETTING.findall(sources()))


def test_the_operators_paper_names_every_format():
    paper = OPERATORS.read_text()

    assert [ending for ending in FORMATS if f"`.{ending}`" not in paper] == []


def test_the_printed_rules_are_those_that_hold(app):
    printed = app.test_cli_runner().invoke(args=["rules"])

    assert printed.exit_code == 0
    assert RULES.read_text().partition(TABLE)[1:] == (TABLE, printed.output.removeprefix(TABLE))


def test_the_printed_rules_name_every_verb():
    words = set(re.findall(r"\w+", RULES.read_text()))

    assert [verb.value for verb in Verb if verb.value not in words] == []


@pytest.mark.parametrize("name", IN_GLOSSARY)
def test_the_readme_says_what_each_closed_list_means(name):
    readme = README.read_text().replace("\n", " ")

    codes = [each.value.replace("_", " ") for each in getattr(vocabulary, name)]
    assert [code for code in codes if code not in readme] == []


def test_every_step_that_a_paper_makes_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    named = {
        target
        for paper in PAPERS
        for target in re.findall(r"(?:`|    |\d )make ([a-z-]+)", paper.read_text())
    }

    assert named - targets == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_file_of_code_that_a_paper_names_is_there(paper):
    text = paper.read_text()
    named = [] if "\nSuperseded by [" in text else CODE.findall(text)

    roots = (ROOT, ROOT / "declaration")
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_of_a_paper_leads_somewhere(paper):
    links = [link for link in LINK.findall(paper.read_text()) if "://" not in link]

    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_readme_lists_every_decision_by_its_title():
    readme = README.read_text()

    missing = [
        path.name
        for path in sorted((ROOT / "docs/decisions").glob("*.md"))
        if f"[{title(path)}](docs/decisions/{path.name})" not in readme
    ]

    assert missing == []


def title(path):
    return path.read_text().splitlines()[0].removeprefix(f"# {int(path.name[:4])}. ")


def test_the_readme_needs_two_commands_to_begin():
    readme = README.read_text()

    assert "    make run" in readme
    assert "    make test" in readme
    assert "python3-venv" in readme
