"""Places in the text by name: whole noun phrases, alone and within a sentence."""

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from declaration.manuscript import Passage, numbered
from declaration.queries.reading import texts
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.web.discussing import places
from models.document import Paragraph
from models.vocabulary import Kind, Scheme
from tests.support.enter import enter

BLANK = "\N{NO-BREAK SPACE}"
LINES = (
    (Kind.TITLE, "Declaration of Mayors"),
    (Kind.PLAIN, "We, the mayors,"),
    (Kind.PREAMBULAR, "Recalling Quito,"),
    (Kind.HEADING, "Work and skills"),
    (Kind.OPERATIVE, "We open our schools."),
    (Kind.PLAIN, "So be it."),
    (Kind.PLAIN, "Signed below."),
    (Kind.ANNEX, "Cities"),
)
ALONE = {
    "en": [
        "Title",
        "Opening paragraph",
        "Opening paragraph (no. 2)",
        "Heading “Work and skills”",
        "Paragraph 1",
        "Unnumbered paragraph after 1",
        "Unnumbered paragraph after 1 (no. 2)",
        "Annex “Cities”",
    ],
    "es": [
        "Título",
        "Párrafo introductorio",
        f"Párrafo introductorio (n.º{BLANK}2)",
        "Epígrafe «Work and skills»",
        "Párrafo 1",
        "Párrafo sin número después del 1",
        f"Párrafo sin número después del 1 (n.º{BLANK}2)",
        "Anexo «Cities»",
    ],
    "fr": [
        "Titre",
        "Paragraphe liminaire",
        f"Paragraphe liminaire (n°{BLANK}2)",
        f"Intertitre «{BLANK}Work and skills{BLANK}»",
        "Paragraphe 1",
        "Paragraphe non numéroté après le 1",
        f"Paragraphe non numéroté après le 1 (n°{BLANK}2)",
        f"Annexe «{BLANK}Cities{BLANK}»",
    ],
}
WITHIN = {
    "en": ["the title", "the opening paragraph", "the opening paragraph (no. 2)"],
    "es": ["título", "párrafo introductorio", f"párrafo introductorio (n.º{BLANK}2)"],
    "fr": ["le titre", "le paragraphe liminaire", f"le paragraphe liminaire (n°{BLANK}2)"],
}


@pytest.fixture
def text():
    lines = (
        Passage(at, f"p{at}", kind, 1 if kind is Kind.HEADING else 0, words, at, at, "en")
        for at, (kind, words) in enumerate(LINES)
    )
    return numbered(lines, Scheme.DECLARATION)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_place_is_named_by_its_number_or_by_what_it_is(app, text, language):
    with app.test_request_context(), force_locale(language):
        assert [places.name(passage) for passage in text] == ALONE[language]
        assert [places.within(passage) for passage in text[:3]] == WITHIN[language]


def test_a_place_that_is_in_no_text_is_named_by_what_is_known(app):
    unknown = PrintedPlace("", None, "")
    gone = PrintedPlace("", None, "We, the mayors,")

    with app.test_request_context(), force_locale("en"):
        assert [places.name(place) for place in (None, unknown, gone)] == [
            "Paragraph removed",
            "Paragraph not yet published",
            "“We, the mayors,”",
        ]


def test_a_list_without_the_text_names_places_as_the_text_does(app, session, cast):
    text = texts.revision(session, cast.document, cast.zero)
    rows = session.execute(
        with_place(sa.select(Paragraph.uid).select_from(Paragraph), Paragraph.id)
    )

    listed = {uid: printed_place(*place) for uid, *place in rows}

    with app.test_request_context():
        for passage in text.passages:
            assert places.name(listed[passage.uid]) == places.name(passage)
    assert {place.follows for place in listed.values()} == {("", 0), ("", 1)}


@pytest.mark.parametrize(
    ("key", "heading"),
    [("title", "Title"), ("chapeau", "Opening paragraph"), ("arrival", "Paragraph 1")],
)
def test_a_page_is_called_as_its_paragraph(session, cast, client, key, heading):
    uid = cast.paragraphs[key].uid

    page = enter(client, "amina").get(f"/d/declaration/p/{uid}").text

    assert f"<h1>{heading}</h1>" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "“We say”"), ("es", "«We say»"), ("fr", f"«{BLANK}We say{BLANK}»")],
)
def test_words_are_quoted_as_the_reader_s_language_does_it(app, language, words):
    with app.test_request_context(), force_locale(language):
        assert places.quoted("We say") == words
