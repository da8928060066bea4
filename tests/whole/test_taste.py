"""What keeps the code as it is meant to be, where no tool of the gate looks."""

import ast
import gzip
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import jinja2.nodes
import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ("text", "rules", "formats", "manuscript", "errors")
IMPURE = ("flask", "flask_babel", "werkzeug", "jinja2", "wtforms", "sqlalchemy", "argon2", "click")
MAY_KNOW_FLASK = ("app.py", "declaration/web/", "declaration/cli/", "models/db.py", "models/migr")
ONE_MODULE_EACH = ("markdown", "nh3", "diff_match_patch", "rapidfuzz", "regex", "argon2")
TEXTS = (".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".lock", ".cfg", ".yml", "")
POSTPONED = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
PLACES = ("/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Use" + "rs/")
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
MIGRATIONS = "models/migrations/versions/"
MAX_FILE = 400  # lines
MAX_ENTRIES = 18  # of a folder of code
MAX_FUNCTION = 40  # lines
MAX_TEMPLATE = 120  # lines
MAX_MODULE = 170  # lines
MAX_FAMILIES = 18  # of macros in templates/components
MAX_SHEET = 300  # lines
MAX_SHEETS = 16
MAX_SCRIPTS = 20_000  # bytes of all modules together, compressed
COMMENT = re.compile(r"{#.*?#}|/\*.*?\*/|<!--.*?-->", re.DOTALL)
NEVER_IN_A_TEMPLATE = {
    "words marked safe": r"\|\s*safe\b|autoescape\s+false",
    "style attribute": r"\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "inline style sheet": r"<style\b",
    "another host": r"(src|href|action)\s*=\s*[\"'](https?:)?//",
    "address of a script": r"javascript:",
}
NEVER_IN_A_SHEET = {
    "important": r"!\s*important",
    "id": r"(?m)^\s*[^{}:;@\n]*#[a-zA-Z][\w-]*[^{};\n]*\{",
    "another host": r"url\([\"']?(https?:)?//",
    "physical side": r"(margin|padding|border)-(left|right)\s*:|text-align:\s*(left|right)",
}
NEVER_IN_A_MODULE = {
    "another host": r"[\"'`](https?:)?//",
    "words made markup": r"\beval\(|new Function|document\.write",
    "global": r"\bwindow\.\w+\s*=[^=]",
}


def files(*folders, ending=""):
    """List the repository's own files below ``folders`` (or files of that name)."""
    paths = (
        path
        for folder in folders
        for path in ([ROOT / folder] if (ROOT / folder).is_file() else (ROOT / folder).rglob("*"))
    )
    return sorted(path for path in paths if path.is_file() and path.name.endswith(ending))


def name(path):
    return path.relative_to(ROOT).as_posix()


CODE = files("app.py", "declaration", "models", ending=".py")
TEMPLATES = files("templates", ending=".html")
SHEETS = files("static/css", ending=".css")
MODULES = files("static/js", ending=".js")
PYTHON = [*CODE, *files("tests", ending=".py")]


@cache
def tree(path):
    return ast.parse(path.read_text())


def imported(path):
    """Name the outermost packages that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def modules(room):
    """Name every module of a room of ``declaration``."""
    for path in files(f"declaration/{room}", f"declaration/{room}.py", ending=".py"):
        yield name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_needs_neither_flask_nor_database(room):
    names = list(modules(room))
    question = f"import {', '.join(names)}, sys; print(*{IMPURE!r} & sys.modules.keys())"
    question = question.replace(repr(IMPURE), repr(set(IMPURE)))

    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert names
    assert answer.stdout.split() == []


def test_flask_is_known_to_the_web_the_commands_and_the_database_alone():
    knowing = [name(path) for path in CODE if "flask" in imported(path)]

    assert [path for path in knowing if not path.startswith(MAY_KNOW_FLASK)] == []


@pytest.mark.parametrize("library", ONE_MODULE_EACH)
def test_a_wrapped_library_is_imported_by_exactly_one_module(library):
    assert len([name(path) for path in CODE if library in imported(path)]) == 1


def test_no_module_of_the_text_core_has_the_name_of_what_the_core_offers():
    stems = {path.stem for path in files("declaration/text", ending=".py")}
    offered = {
        each.asname or each.name
        for node in tree(ROOT / "declaration/text/__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }

    assert stems & offered == set()


def test_no_module_is_called_after_nothing():
    assert [name(path) for path in PYTHON if path.stem in EMPTY_NAMES] == []


def test_time_enters_through_one_place():
    clocks = {"now", "utcnow", "today", "time", "time_ns"}
    asking = {
        name(path)
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
        and node.attr in clocks
    }

    assert asking == {"models/base.py"}


def test_no_file_is_longer_than_four_hundred_lines():
    written = [path for path in PYTHON if MIGRATIONS not in name(path)]
    lengths = {name(path): len(path.read_text().splitlines()) for path in written}

    assert {path: lines for path, lines in lengths.items() if lines > MAX_FILE} == {}


def test_no_folder_of_code_is_crowded():
    entries = defaultdict(set)
    for path in files("declaration", "templates", "tests"):
        if "__pycache__" not in path.parts and path.name != "__init__.py":
            own = path.relative_to(ROOT)
            for entry in (own, *own.parents[:-2]):
                entries[entry.parent.as_posix()].add(entry.name)

    assert {folder for folder, names in entries.items() if len(names) > MAX_ENTRIES} == set()


def test_no_function_is_longer_than_forty_lines():
    lengths = {
        f"{name(path)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in PYTHON
        if MIGRATIONS not in name(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {each: lines for each, lines in lengths.items() if lines > MAX_FUNCTION} == {}


def test_nothing_is_left_for_later_and_nothing_names_somebodys_machine():
    own = ("app.py", "declaration", "models", "templates", "static", "tests", "docs", ".ci")
    beside = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")]
    written = [path for path in (*files(*own), *beside) if path.suffix in TEXTS]

    postponed = Counter(
        f"{name(path)}: {word}"
        for path in written
        for word in (*POSTPONED, *PLACES)
        if word in path.read_text(encoding="utf-8")
    )

    assert postponed == {}


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        pytest.param(paths, pattern, id=f"{ending}: {what}")
        for ending, paths, patterns in (
            ("html", TEMPLATES, NEVER_IN_A_TEMPLATE),
            ("css", SHEETS, NEVER_IN_A_SHEET),
            ("js", MODULES, NEVER_IN_A_MODULE),
        )
        for what, pattern in patterns.items()
    ],
)
def test_what_pages_sheets_and_modules_never_hold(paths, pattern):
    forbidden = {
        name(path): match.group().strip()
        for path in paths
        if (match := re.search(pattern, COMMENT.sub("", path.read_text())))
    }

    assert forbidden == {}


def test_every_macro_that_a_template_imports_is_used_there():
    unused = [f"{name(path)}: {alias}" for path in TEMPLATES for alias in unused_imports(path)]

    assert unused == []


def unused_imports(path):
    """Name the macros that neither the template nor a fragment which it includes speaks of."""
    page = parsed(path)
    return sorted(macros(page) - spoken(page))


def parsed(path):
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    return environment.parse(path.read_text())


def macros(page):
    """Name what a template imports."""
    names = [each.names for each in page.find_all(jinja2.nodes.FromImport)]
    names.append([each.target for each in page.find_all(jinja2.nodes.Import)])
    return {each if isinstance(each, str) else each[1] for several in names for each in several}


def spoken(page):
    """Name what a template uses; a fragment relies on its page for what it does not import."""
    used = {each.name for each in page.find_all(jinja2.nodes.Name) if each.ctx == "load"}
    for node in page.find_all(jinja2.nodes.Include):
        if isinstance(node.template, jinja2.nodes.Const):
            fragment = parsed(ROOT / "templates" / node.template.value)
            used |= spoken(fragment) - macros(fragment)
    return used


def named(page):
    """Name what a template itself names: imports, macros, their parameters, what it sets."""
    made = {each.name for each in page.find_all(jinja2.nodes.Name) if each.ctx != "load"}
    return made | macros(page) | {each.name for each in page.find_all(jinja2.nodes.Macro)}


def test_no_template_calls_what_it_does_not_import(app):
    lent = {*app.jinja_env.globals, "caller", "super", "stop_url"}
    missing = {}
    for path in TEMPLATES:
        page = parsed(path)
        calls = {getattr(each.node, "name", "") for each in page.find_all(jinja2.nodes.Call)} - {""}
        if unknown := calls - named(page) - lent:
            missing[name(path)] = unknown

    assert missing == {}


def test_no_piece_reads_what_no_page_hands_it(app):
    """A file of macros alone sees nothing of the page that imports it."""
    lent = {*app.jinja_env.globals, "caller", "loop"}
    missing = {}
    for path in TEMPLATES:
        page = parsed(path)
        pages = (jinja2.nodes.Extends, jinja2.nodes.Block)
        if page.find(pages) or not page.find(jinja2.nodes.Macro):
            continue
        used = {each.name for each in page.find_all(jinja2.nodes.Name) if each.ctx == "load"}
        if unknown := used - named(page) - lent:
            missing[name(path)] = unknown

    assert missing == {}


def test_pages_sheets_and_modules_are_short():
    limits = {".html": MAX_TEMPLATE, ".css": MAX_SHEET, ".js": MAX_MODULE}
    too_long = {
        name(path): lines
        for path in (*TEMPLATES, *SHEETS, *MODULES)
        if (lines := len(path.read_text().splitlines())) > limits[path.suffix]
        and path.name != "styleguide.html"  # a list of everything, for those who write pages
    }

    assert too_long == {}


def test_the_macros_are_joined_in_few_families():
    families = sorted(path.name for path in (ROOT / "templates/components").iterdir())

    assert len(families) <= MAX_FAMILIES


def test_every_component_is_shown_to_those_who_build_the_pages():
    styleguide = (ROOT / "templates/layouts/styleguide.html").read_text()

    components = sorted(path.name for path in (ROOT / "templates/components").glob("*.html"))
    assert [family for family in components if f'"components/{family}"' not in styleguide] == []


def test_all_modules_together_weigh_little():
    together = b"".join(path.read_bytes() for path in MODULES)

    assert len(gzip.compress(together)) < MAX_SCRIPTS


def test_every_sheet_is_in_the_order_and_every_sheet_of_the_order_is_there():
    order = (ROOT / "static/css/order.css").read_text()

    named = re.findall(r'url\("([^"]+)"\)', order)
    assert sorted(named) == sorted(path.name for path in SHEETS if path.name != "order.css")


def test_a_sheet_is_a_family_of_components():
    assert len(SHEETS) <= MAX_SHEETS


def test_every_class_of_a_sheet_is_on_a_page():
    written = "".join(path.read_text() for path in (*TEMPLATES, *MODULES, *CODE))
    words, begun = set(re.findall(r"[\w-]+", written)), tuple(re.findall(r"([\w-]+-){{", written))
    sheets = "".join(COMMENT.sub("", path.read_text()) for path in SHEETS)
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"', "", sheets)))

    assert sorted(word for word in styled - words if not word.startswith(begun)) == []


def test_every_module_is_asked_for_by_a_template():
    asked = "".join(path.read_text() for path in TEMPLATES)

    assert [path.name for path in MODULES if f"'{path.stem}'" not in asked.replace('"', "'")] == []
