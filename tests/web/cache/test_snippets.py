"""A snippet: the change with a few words around it, the whole of it still there."""

import re

import pytest

from declaration.web.cache.redlines import LONG, NEAR, Piece, piece_html, short_html, snippet_html

WORDS = "".join(f"word{n} " for n in range(80)) + "and the last."
TAGS = re.compile(r"<[^>]*>")
FOLDED = re.compile(r'<span class="folded">.*?</span><span class="folds"> … </span>', re.DOTALL)


@pytest.fixture(autouse=True)
def request_context(app, cast):
    with app.test_request_context():
        yield


def shown(html):
    """What one reads before the whole paragraph is asked for."""
    hidden = re.compile(r'<span class="visually-hidden[^>]*>[^<]*</span>')
    return TAGS.sub("", FOLDED.sub(" … ", hidden.sub("", html)))


def test_what_is_far_from_the_change_is_folded():
    piece = Piece(WORDS.replace("word40", "place40"), WORDS)

    text = shown(snippet_html(piece))

    assert "place40" in text
    assert "word40" in text
    assert "word39" in text
    assert "word1 " not in text
    assert "last" not in text
    assert len(text) < 4 * NEAR
    assert TAGS.sub("", short_html(piece)) == TAGS.sub("", FOLDED.sub(" … ", snippet_html(piece)))


@pytest.mark.parametrize("piece", [Piece(WORDS), Piece(WORDS, ""), Piece("", WORDS)])
def test_long_words_of_one_kind_show_their_beginning(piece):
    text = shown(snippet_html(piece))

    assert text.startswith("word0 word1 ")
    assert len(text) < LONG + NEAR


@pytest.mark.parametrize(
    "piece",
    [
        Piece("A *few* words."),
        Piece("A new word.", "A word."),
        Piece("", "A word."),
        Piece(WORDS.replace(" ", "\N{NO-BREAK SPACE}")),
    ],
)
def test_short_words_are_shown_whole(piece):
    assert snippet_html(piece) == piece_html(piece)


@pytest.mark.parametrize(
    "piece",
    [
        Piece(WORDS.replace("word40", "**place40**"), WORDS),
        Piece(WORDS.replace("word3 word4", "*word3 word4*"), ""),
        Piece(WORDS),
    ],
)
def test_unfolded_it_reads_as_the_whole(piece):
    snippet = snippet_html(piece).replace('<span class="folds"> … </span>', "")
    hidden = re.compile(r'<span class="visually-hidden[^>]*>[^<]*</span>')
    both = (TAGS.sub("", hidden.sub("", html)) for html in (snippet, piece_html(piece)))

    assert next(both) == next(both)
