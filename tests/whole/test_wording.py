"""Words that were given up stay out of all that people read: pages, guides, commands.

What is used instead stands in the glossary of the README and in the catalogues.
"""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs/guide").glob("*.md"))
COMMANDS = sorted((ROOT / "declaration/cli").rglob("*.py"))
SETTINGS = ROOT / "declaration/web/frame/settings.py"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^}]*\}|<[^>]*>")
GIVEN_UP = {
    "en": (
        r"somebody|nobody|everybody|anybody",
        r"trays?",
        r"hand(ed|s|ing)? (\w+ )?in",
        r"tak(e|en|es|ing) (\w+ )?back",
        r"took back",
        r"put(s|ting)? (in|away)",
        r"(older|newer|current|newest) words",
        r"words of (our|your|their) own",
        r"usual reasons?",
        r"adapted|adaptations?",
        r"awaits? (a|another|its) decision",
        r"switched off",
        r"made anonymous",
        r"takes? words out",
        r"with no place",
        r"nothing was (changed|saved|sent|published|stored)\.",
        r"please",
        r"click(s|ed|ing)?",
        r"sorry",
        r"invalid",
        r"e-mails?",
        r"offices?",
        r"lies? here",
        r"stands? there",
        r"tombstones?",
    ),
    "es": (
        r"diario",
        r"mesa de trabajo",
        r"bandejas?",
        r"adaptaci(ón|ones)",
        r"adaptadas?",
        r"por favor",
        r"haga clic|pinche",
        r"lo sentimos",
        r"inválid[oa]s?",
        r"husos? horarios?",
        r"e-mails?|emails?",
        r"elegid[oa]s",
        r"tú|tu|tus|puedes|tienes|haz",
    ),
    "fr": (
        r"table de travail",
        r"boîte d’envoi",
        r"adaptations?|adaptés?",
        r"veuillez",
        r"s’il vous plaît",
        r"cliquez|cliquer",
        r"désolés?",
        r"invalides?",
        r"changements?",
        r"e-mails?|emails?",
        r"expurgés?",
        r"tu|tes|peux",
    ),
}


def given_up(language, text):
    """Return what a text uses of the words that were given up."""
    words = "|".join(GIVEN_UP[language])
    prose = PLACEHOLDER.sub("…", text)
    whole = re.compile(rf"(?<![\w-])({words})(?![\w-])", re.IGNORECASE)
    return [match[0] for match in whole.finditer(prose)]


def catalogue(language):
    """Yield every message in a language, whole."""
    other = "fr" if language == "en" else language
    with (ROOT / f"declaration/locale/{other}/LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file):
            if not message.id or message.context == "mail merge":  # heads that letters name
                continue
            texts = message.id if language == "en" else message.string
            yield from [texts] if isinstance(texts, str) else texts


def literals(path):
    """Yield the strings of a module; docstrings only where they are the help of a command."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = [
        getattr(node.body[0], "value", None)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        or (isinstance(node, ast.FunctionDef) and not node.decorator_list)
    ]
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    for node in strings:
        if isinstance(node.value, str) and " " in node.value and node not in quiet:
            yield node.value


@pytest.mark.parametrize("language", GIVEN_UP)
def test_no_message_uses_a_word_that_was_given_up(language):
    used = [(words, text) for text in catalogue(language) if (words := given_up(language, text))]

    assert used == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_no_guide_uses_a_word_that_was_given_up(path):
    language = path.suffixes[0][1:]
    prose = re.sub(r"\]\([^)]*\)", "]", path.read_text(encoding="utf-8"))

    assert given_up(language, " ".join(prose.split())) == []


@pytest.mark.parametrize("path", [*COMMANDS, SETTINGS], ids=lambda path: path.name)
def test_no_command_says_a_word_that_was_given_up(path):
    used = [(words, text) for text in literals(path) if (words := given_up("en", text))]

    assert used == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Hand your drafts in; the tray is full.", ["tray"]),
        ("en", "Somebody has handed it in.", ["Somebody", "handed it in"]),
        ("es", "Puede consultar el diario.", ["diario"]),
        ("fr", "Veuillez vérifier ce changement.", ["Veuillez", "changement"]),
    ],
)
def test_the_words_are_found_in_a_text(language, text, words):
    assert given_up(language, text) == words
