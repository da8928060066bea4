"""The rolling text with all that is asked for, in square brackets, and what has no place below."""

import re

import html5lib
import pytest
from flask_babel import force_locale

from declaration.actions.suggesting.amendment import Amendment
from declaration.web.reading.brackets import OtherWords, Whose, words
from models.vocabulary import Kind, SuggestionKind
from tests.support.enter import enter
from tests.support.submitted import better, submit
from tests.support.valid import valid

PAGE = "/d/declaration/rolling?view=compilation"
TAGS = re.compile(r'<span class="visually-hidden".*?</span>|<[^>]+>')


@pytest.fixture
def luis(app, clock, session, cast):
    """Luis; Dakar and Lima ask for the same words, Kampala for others, and for more."""
    more = "We will give every person who arrives a first point of contact in their language."
    for by, wish in (
        (cast.amina, better(cast, more)),
        (cast.luis, better(cast, more)),
        (cast.paul, Amendment(SuggestionKind.DELETE, paragraph_id=cast.paragraphs["services"].id)),
        (
            cast.paul,
            Amendment(
                SuggestionKind.INSERT, after_id=None, words="*Peace* first.", kind=Kind.PLAIN
            ),
        ),
        (cast.amina, Amendment(SuggestionKind.GENERAL, words="Shorter, please.")),
        (
            cast.amina,
            Amendment(SuggestionKind.REPLACE, cast.paragraphs["title"].id, words="Call of Mayors"),
        ),
    ):
        submit(session, cast, by, wish)
    session.commit()
    return enter(app.test_client(), "luis")


def seen(html):
    return " ".join(TAGS.sub("", html).split())


def test_every_suggestion_stands_in_brackets_or_below(luis):
    html = valid(luis.get(PAGE))

    page = seen(html)
    assert "6 suggestions are pending." in page
    assert "5 are shown in square brackets" in page
    assert "1 could not be placed in the text" in page
    assert "contact in [a language that the person understands] [Dakar; Lima: their language]." in (
        page
    )
    assert "[Kampala: delete this paragraph]" in page
    assert "New paragraph: [Kampala: Peace first.]" in page
    assert "[Declaration] [Dakar: Call] of Mayors" in page
    assert "Shorter, please." in page
    for number in range(1, 7):
        assert f'href="/suggestions/{number}"' in html


def test_it_is_one_of_the_views(luis):
    page = luis.get(PAGE).text

    assert re.search(r'href="/d/declaration/rolling\?view=compilation" aria-current="true"', page)
    assert "view=compilation" in luis.get("/d/declaration/rolling").text
    assert "view=compilation" not in luis.get("/d/declaration").text


def test_what_is_said_stands_beside_it_and_leads_back(luis):
    page = luis.get(f"{PAGE}&open=arrival").text

    assert 'aria-labelledby="beside"' in page
    assert "[<" in page
    assert 'href="/d/declaration/rolling?view=compilation#arrival"' in page


def test_a_new_suggestion_is_in_it_at_once(luis, session, cast):
    assert "Everybody is welcome." not in luis.get(PAGE).text
    submit(session, cast, cast.paul, better(cast, "Everybody is welcome."))
    session.commit()

    assert "Everybody is welcome." in luis.get(PAGE).text


@pytest.mark.parametrize(
    "path",
    [
        "/d/declaration?view=compilation",
        "/d/declaration/revisions/zero-draft?view=compilation",
        "/d/declaration/rolling?view=mirror",
    ],
)
def test_no_other_text_and_no_other_view_is_there(luis, path):
    assert luis.get(path).status_code == 404


def test_the_public_is_asked_to_sign_in(luis, client):
    response = client.get(PAGE)

    assert response.status_code == 303
    assert "/sign-in" in response.headers["Location"]


def test_formats_are_closed_and_opened_where_brackets_stand(app, cast):
    with app.test_request_context():
        html = words(
            "We *act now*.",
            [
                OtherWords(Whose(1, "Dakar"), "We *act <soon>*."),
                OtherWords(Whose(2, "B"), "We *act now*."),
            ],
        )

    html5lib.HTMLParser(strict=True).parseFragment(str(html))
    assert "<em>act </em>" in html
    assert "<em>now</em>]" in html
    assert "<em>&lt;soon&gt;</em>]" in html
    assert ">B<" not in html


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_words_that_go_on_with_a_comma_stand_before_the_name(app, language):
    more = OtherWords(Whose(1, "Montréal"), "We open schools, sports grounds and parks.")
    with app.test_request_context(), force_locale(language):
        html = words("We open schools.", [more])

    assert seen(html) == "We open schools [, sports grounds and parks – Montréal]."
