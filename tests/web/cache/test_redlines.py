import pytest
from flask_babel import force_locale

from declaration.web.cache import redlines


@pytest.fixture
def context(app):
    with app.test_request_context("/"):
        yield


def test_words_are_rendered_and_safe(context):
    html = redlines.words_html("We *all* <script>")

    assert html == "We <em>all</em> &lt;script&gt;"
    assert html.__html__() == html


def test_a_redline_speaks_the_reader_s_language_whoever_read_it_before(context):
    english = redlines.redline_html("one two three", "one 2 three")
    with force_locale("fr"):
        french = redlines.redline_html("one two three", "one 2 three")

    assert ' lang="en" dir="ltr">[removed: </span>' in english
    assert ' lang="fr" dir="ltr">[supprimé' in french
    assert "<del>" in english
    assert english == redlines.redline_html("one two three", "one 2 three")


def test_what_is_said_at_a_change_does_not_turn_a_paragraph_round(context):
    html = redlines.redline_html("كلمة", "كلمتان")

    assert html.count('dir="ltr"') == html.count("<span") == 4


def test_what_is_rendered_once_is_kept(context):
    html = redlines.words_html("words")

    assert redlines.words_html("words") is html
