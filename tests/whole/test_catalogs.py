"""The catalogues: complete, in step with the code, and true to their placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("es", "fr")
LAZY = {"_l": None, "lazy_gettext": None, "lazy_pgettext": ((1, "c"), 2)}
KEYWORDS = DEFAULT_KEYWORDS | LAZY
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
        "%(delegation)s: %(stand)s",
        "%(hours)s h %(minutes)s min",
        "%(minutes)s min",
        "%(moment)s (%(zone)s)",
        "%(outcome)s (%(revision)s)",
        "%(suggestion)s: %(outcome)s",
        "%(title)s, %(revision)s, %(date)s, %(address)s",
        '<a href="#%(anchor)s">%(field)s</a>: %(said)s',
        "Markdown",
        "No",
        "PDF",
        "Total",
        "Word",
    },
    "fr": {
        "%(num)d position",
        "%(num)s abstention",
        "Abstentions",
        "%(num)s signature",
        "Date",
        "%(hours)s h %(minutes)s min",
        "%(minutes)s min",
        "%(moment)s (%(zone)s)",
        "%(outcome)s (%(revision)s)",
        "%(title)s, %(revision)s, %(date)s, %(address)s",
        "Actions",
        "Adoption",
        "Association",
        "Compilation",
        "Corrections",
        "Contact",
        "Discussion",
        "Document",
        "Documents",
        "Europe",
        "Journal",
        "Logo",
        "Markdown",
        "Participants",
        "Position",
        "Public",
        "Section",
        "Signature",
        "Signatures",
        "Total",
        "Type",
        "Version",
        "Votes",
        "version %(count)s",
        "Objections",
        "PDF",
        "Positions",
        "Word",
    },
}


def key(identity, context):
    return (tuple(identity) if isinstance(identity, list | tuple) else identity, context)


@pytest.fixture(scope="session")
def extracted():
    """Every message of code and templates, as ``make catalogues`` finds them."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    entries = extract_from_dir(str(ROOT), methods, options, KEYWORDS, directory_filter=_ours)
    return {key(identity, context) for _, _, identity, _, context in entries}


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


def test_the_head_of_a_catalogue_holds_nothing_that_changes_by_itself(catalog):
    path = ROOT / "declaration/locale" / str(catalog.locale) / "LC_MESSAGES/messages.po"

    head = path.read_text().split("\n\n")[0].splitlines()

    assert head == [
        "# Messages for people.",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: Declaration 1\\n"',
        f'"Language: {catalog.locale}\\n"',
        f'"Plural-Forms: {catalog.plural_forms}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]


def test_marks_are_those_of_the_language(catalog):
    asked = [words for message in messages(catalog) for words in forms(message.id)]
    translated = [words for message in messages(catalog) for words in forms(message.string)]

    assert [words for words in asked if re.search("[«»]", words)] == []
    assert [words for words in translated if re.search("[“”'\"]", HELD.sub("", words))] == []


def test_french_marks_stand_behind_blanks_that_do_not_break():
    path = ROOT / "declaration/locale/fr/LC_MESSAGES/messages.po"
    with path.open("rb") as stream:
        french = read_po(stream, locale="fr", abort_invalid=True)
    wide, narrow = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
    wrong = re.compile(f"[^{wide}](:(?!//)|»)|«[^{wide}]|[^{narrow}][;?!]")

    translated = [words for message in messages(french) for words in forms(message.string)]

    assert [words for words in translated if wrong.search(words)] == []


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
