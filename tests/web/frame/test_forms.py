"""What people type: kept whatever it is, taken when it can be, never a failure of ours."""

import unicodedata

import pytest
from flask import render_template_string
from wtforms import StringField
from wtforms.validators import DataRequired

from declaration.errors import Invalid
from declaration.manuscript import MAX_WORDS
from declaration.web.frame.forms import Form, LineField, WordsField
from tests.support.enter import enter, post

FIELDS = "{% for f in form %}[{{ f.name }}={{ f.data }}|{{ f.errors|join(' ') }}]{% endfor %}"
PAGE = FIELDS + "{{ form.hidden_tag() }}{{ form.words() }}{{ form.form_errors|join }}"


class Note(Form):
    words = WordsField("Text")
    line = LineField("Line")
    other = StringField("Other")


@pytest.fixture
def noted(own_app, cast):
    """Post a note and return the answer; what was taken stands in ``taken``."""
    taken = []

    def note():
        form = Note()
        if not form.validate_on_submit():
            return render_template_string(PAGE, form=form), 422
        if form.line.data == "taken":
            form.refuse(Invalid("line", "taken"))
            form.refuse(Invalid("elsewhere", "unchanged"))
            return render_template_string(PAGE, form=form), 422
        taken.append((form.words.data, form.line.data))
        return "taken"

    own_app.add_url_rule("/note", "note", note, methods=["POST"])
    client = enter(own_app.test_client(), "amina")

    def send(**fields):
        answer = post(client, "/note", fields, shown="/account")
        return answer, taken

    return send


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("e\u0301tat", "\u00e9tat"),
        (
            "\u0645\u0631\u062d\u0628\u0627 \u200f\u200d",
            "\u0645\u0631\u062d\u0628\u0627 \u200f\u200d",
        ),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("\U0001f469\u200d\U0001f680\ttab", "\U0001f469\u200d\U0001f680\ttab"),
        ("", ""),
    ],
)
def test_words_are_taken_in_normal_form(noted, typed, stored):
    answer, taken = noted(words=typed)

    assert answer.status_code == 200
    assert taken[0][0] == stored
    assert unicodedata.is_normalized("NFC", taken[0][0])


def test_a_line_loses_the_blanks_around_it(noted):
    _, taken = noted(line="  Dakar \n")

    assert taken[0][1] == "Dakar"


@pytest.mark.parametrize("odd", ["a\x00b", "a\x1bb", "a\x7fb", "a\x9fb", "a\ufffeb"])
@pytest.mark.parametrize("name", ["words", "line", "other"])
def test_control_characters_are_refused_and_their_place_is_shown(noted, name, odd):
    answer, taken = noted(**{name: odd})

    assert answer.status_code == 422
    assert not taken
    assert "control characters" in answer.text
    assert "a\ufffdb" in answer.text
    assert "\x00" not in answer.text


def test_the_longest_words_are_taken(noted):
    _, taken = noted(words="x" * MAX_WORDS)

    assert len(taken[0][0]) == MAX_WORDS


def test_longer_words_come_back_whole(noted):
    answer, taken = noted(words="y" * (MAX_WORDS + 1))

    assert answer.status_code == 422
    assert "Nothing has been cut off" in answer.text
    assert "y" * (MAX_WORDS + 1) in answer.text
    assert not taken


def test_line_ends_are_counted_once(noted):
    answer, _ = noted(words="x\r\n" * (MAX_WORDS // 2))

    assert answer.status_code == 200


def test_two_megabytes_are_words_that_are_too_long(noted):
    answer, _ = noted(words="z" * 2_000_000)

    assert answer.status_code == 422
    assert "z" * 2_000_000 in answer.text


def test_what_an_action_refuses_is_said_at_its_field_or_on_top(noted):
    answer, _ = noted(line="taken")

    assert "[line=taken|This is already in use. Choose another.]" in answer.text
    assert "Nothing would change." in answer.text


class Needed(Form):
    words = WordsField("Text", validators=[DataRequired()])


def test_what_the_library_of_forms_says_is_in_the_reader_s_language(app):
    errors = {}
    for code in ("en", "es", "fr", "en"):
        with app.test_request_context(f"/?ui={code}", method="POST"):
            app.preprocess_request()
            form = Needed(formdata=None)
            form.validate()
            errors.setdefault(code, set()).update(form.words.errors)

    assert errors == {
        "en": {"This field is required."},
        "es": {"Este campo es obligatorio."},
        "fr": {"Ce champ est requis."},
    }
