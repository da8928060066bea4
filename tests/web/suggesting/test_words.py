"""Words of a suggestion: too long, unshowable, unchanged, tidied."""

import pytest

from models.vocabulary import SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.suggest_form import SUBMIT, SUGGEST, base, fields, reword, suggestions
from tests.support.valid import valid


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON
    return app.test_client()


@pytest.mark.parametrize("words", ["a" * 20_001, "a b " * 500_000, "a\x00b", "a\u202eb", "a\x07b"])
def test_words_that_cannot_be_taken_come_back(cast, client, session, words):
    page = valid(post(enter(client, "amina"), SUBMIT, fields(words=words)), 422)

    assert "not sent yet" in page
    assert len(page) > len(words)
    assert suggestions(session) == []


@pytest.mark.parametrize("words", ["a" * 20_001, "a\u202eb", "a\x00b", "\ufdd0"])
def test_the_preview_of_such_words_is_quiet(cast, client, words):
    answer = post(enter(client, "amina"), f"{SUGGEST}/preview?part=redline", fields(words=words))

    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("field", ["words", "reason"])
def test_markup_is_words(cast, client, session, field):
    evil = 'Yes <script>alert("1")</script> [x](javascript:alert(1))'
    post(enter(client, "amina"), SUBMIT, fields(**{field: evil}))

    page = valid(client.get("/suggestions/1"))

    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "values",
    [
        {"language": "<script>"},
        {"form": "move", "after": "nothing"},
        {"form": "insert", "shape": "throne"},
        {"words": ""},
        {"form": "general", "words": " "},
    ],
)
def test_bad_values_are_said_at_their_fields(cast, client, session, values):
    answer = post(enter(client, "amina"), SUBMIT, fields(**values))

    assert answer.status_code in {404, 422}
    assert suggestions(session) == []


@pytest.mark.parametrize("base", ["99999", "99999999999999999999", "x", "-1"])
def test_a_wrong_base_is_not_taken(cast, client, session, base):
    answer = post(enter(client, "amina"), SUBMIT, fields(base_version=base))

    assert answer.status_code in {303, 404}
    assert all(suggestion.form is SuggestionKind.REPLACE for suggestion in suggestions(session))


def test_lone_surrogates_are_refused(cast, client, session):
    body = b"form=general&words=%ED%A0%80&language=en"
    answer = enter(client, "amina").post(
        SUBMIT, data=body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 400
    assert suggestions(session) == []


def test_unchanged_words_are_refused(cast, client, session):
    words = base(session, cast, "arrival")

    page = valid(post(enter(client, "amina"), SUBMIT, fields(words=words)), 422)

    assert "nothing would change" in page


def test_other_quotation_marks_alone_are_asked_about(cast, client, session):
    reword(session, cast, "arrival", "We say “welcome” to all.")
    typed = 'We say "welcome" to all.'

    page = valid(post(enter(client, "amina"), SUBMIT, fields(words=typed)), 422)

    assert "The only differences are in quotation marks" in page
    preview = post(client, f"{SUGGEST}/preview", fields(words="x", typed=typed, keep="1"))
    assert "as_typed" in valid(preview)
    answer = post(client, SUBMIT, fields(words=typed, as_typed="1"))
    assert answer.status_code == 303


def test_pasted_marks_take_the_form_of_the_text_and_the_page_says_so(cast, client, session):
    reword(session, cast, "arrival", "We say “welcome” to all.")

    page = valid(
        post(enter(client, "amina"), SUBMIT, fields(words='We say "welcome" to everybody.'))
    )

    assert "Your text has been tidied up" in page
    assert "We say “welcome” to everybody." in page
    assert suggestions(session) == []


def test_what_may_be_a_number_or_a_word_stays_and_is_said_once(cast, client, session):
    enter(client, "amina")

    answer = post(client, SUBMIT, fields(words="1. Mai ist frei."))

    page = valid(answer)
    assert "begins with what may be a number" in page
    assert "1. Mai ist frei." in page
    assert suggestions(session) == []
    again = fields(words="1. Mai ist frei.") | {"as_typed": "1"}
    assert 'name="as_typed" type="hidden" value="1"' in page
    assert post(client, SUBMIT, again).status_code == 303


def test_another_address_of_a_link_is_named_with_the_old_one(cast, client, session):
    reword(session, cast, "arrival", "We read [the Charter](https://e.org/1) to all.")
    words = "We read [the Charter](https://e.org/2) to all."

    page = valid(post(enter(client, "amina"), f"{SUGGEST}/preview", fields(words=words)))

    assert "A link leads elsewhere: from https://e.org/1 to https://e.org/2." in page
