"""The catalogues: complete, in step with the code, and true to their placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("es", "fr")
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None}
HELD = re.compile(r"%\(\w+\)[sdf]|\{\w+\}|</?[a-z][^>]*>|%%")  # placeholders and tags
ATTRIBUTE = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if path.name != "styleguide.html"
)

# What reads the same in the other language, and may.
SAME = {
    "es": {
        "%(days)s d %(hours)s h",
        "%(delegation)s: %(post)s",
        "%(hours)s h %(minutes)s min",
        "%(minutes)s min",
        "%(moment)s (%(zone)s)",
        "%(title)s, %(revision)s, %(date)s, %(address)s",
        "Markdown",
        "No",
    },
    "fr": {
        "%(hours)s h %(minutes)s min",
        "%(minutes)s min",
        "%(moment)s (%(zone)s)",
        "%(title)s, %(revision)s, %(date)s, %(address)s",
        "Association",
        "Contact",
        "Discussion",
        "Document",
        "Documents",
        "Europe",
        "Journal",
        "Markdown",
        "Public",
        "Version",
    },
}


def key(identity, context):
    return (tuple(identity) if isinstance(identity, list | tuple) else identity, context)


@pytest.fixture(scope="session")
def extracted():
    """Every message of code and templates, as ``make catalogues`` finds them."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    found = extract_from_dir(str(ROOT), methods, options, KEYWORDS, directory_filter=_ours)
    return {key(identity, context) for _, _, identity, _, context in found}


def _ours(folder):
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name != "tests"


@pytest.fixture(scope="session", params=LANGUAGES)
def catalog(request):
    path = ROOT / "declaration/locale" / request.param / "LC_MESSAGES/messages.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=request.param, abort_invalid=True)


def messages(catalog):
    return [message for message in catalog if message.id]


def forms(value):
    return list(value) if isinstance(value, list | tuple) else [value]


def held(words):
    return sorted(HELD.findall(words))


def test_a_catalogue_has_the_messages_of_the_code_and_no_others(extracted, catalog):
    committed = {key(message.id, message.context) for message in messages(catalog)}

    assert {"missing": extracted - committed, "left over": committed - extracted} == {
        "missing": set(),
        "left over": set(),
    }


def test_no_message_is_untranslated(catalog):
    forms_needed = {False: 1, True: catalog.num_plurals}

    untranslated = [
        message.id
        for message in messages(catalog)
        if not all(words.strip() for words in forms(message.string))
        or len(forms(message.string)) != forms_needed[message.pluralizable]
    ]

    assert untranslated == []


def test_no_message_is_fuzzy_or_obsolete(catalog):
    assert [message.id for message in messages(catalog) if message.fuzzy] == []
    assert list(catalog.obsolete) == []


def test_a_translation_holds_the_same_placeholders_and_tags(catalog):
    differing = [message.id for message in messages(catalog) if not _same_held(message)]

    assert differing == []


def _same_held(message):
    """Compare; a singular may say «one» instead of the number."""
    most = held(forms(message.id)[-1])
    *singulars, last = [held(words) for words in forms(message.string)]
    return last == most and all(set(each) <= set(most) for each in singulars)


def test_a_translation_begins_and_ends_like_its_original(catalog):
    def ends(words):
        return (words[:1].isspace(), words[-1:].isspace(), words[-1:] in {":", "…", "?"})

    differing = [
        message.id
        for message in messages(catalog)
        if ends(forms(message.id)[-1]) != ends(forms(message.string)[-1])
    ]

    assert differing == []


def test_a_translation_differs_from_its_original_unless_listed(catalog):
    same = {
        forms(message.id)[0]
        for message in messages(catalog)
        if forms(message.id)[0] == forms(message.string)[0] and WORD.search(forms(message.id)[0])
    }

    assert same == SAME[str(catalog.locale)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_words_of_a_template_stand_outside_a_message(path):
    source = re.sub(r"{#.*?#}|<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
    source = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% block shape %}.*?{% endblock %}", "", source)  # classes
    source = re.sub(r"{{.*?}}|{%.*?%}", "", source, flags=re.DOTALL)

    bare = re.sub(r"<[^>]*>", " ", source)
    labels = " ".join(ATTRIBUTE.findall(source))

    assert WORD.findall(bare) + WORD.findall(labels) == []


def test_the_application_asks_for_the_messages_that_are_extracted(app, extracted):
    asked = {
        (identity, None)
        for path in TEMPLATES
        for _, _, identity in app.jinja_env.extract_translations(path.read_text())
        if not isinstance(identity, tuple)
    }

    assert asked - extracted == set()
