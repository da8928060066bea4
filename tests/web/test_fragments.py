import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from declaration.manuscript import Passage
from declaration.web import fragments
from declaration.web.fragments import Piece
from models.cache import Fragment
from models.vocabulary import Kind
from tests.cast import NOON


@pytest.fixture(autouse=True)
def forgetful():
    fragments.memory.clear()


@pytest.fixture
def context(app):
    with app.test_request_context("/"):
        yield


def passage(words):
    return Passage(1, "uid", Kind.OPERATIVE, 0, words, 1, 1, "en")


def test_words_are_rendered_and_safe(context):
    made = fragments.words_html(passage("We *all* <script>"))

    assert made == "We <em>all</em> &lt;script&gt;"
    assert made.__html__() == made


def test_a_redline_speaks_the_reader_s_language(app):
    with app.test_request_context("/"):
        english = fragments.redline_html("one two three", "one 2 three")
        with force_locale("fr"):
            said = fragments.spoken()

    assert "[removed: " in english
    assert "<del>" in english
    slot = fragments.SLOT.format("language", "direction", "added")
    assert fragments.speaking(slot, said) == (
        f'<span class="visually-hidden" lang="fr" dir="ltr">{said.added}</span>'
    )
    assert ' lang="en" dir="ltr">[removed: </span>' in english


def test_what_is_said_at_a_change_does_not_turn_a_paragraph_round(app):
    with app.test_request_context("/"):
        shown = fragments.redline_html("كلمة", "كلمتان")

    assert shown.count('dir="ltr"') == shown.count("<span") == 4


def test_words_that_look_like_a_slot_stay_words(context):
    slot = fragments.SLOT.format("language", "direction", "removed")

    made = fragments.redline_html(slot, slot + " more")

    assert "&lt;span class=" in made
    assert made.count("[removed") == 0


def test_filled_pieces_are_read_from_the_table(context, session):
    piece = Piece("new words", "old words")
    fragments.store(session, fragments.made([piece, piece], at=NOON))
    session.execute(sa.update(Fragment).values(html="from the table"))
    fragments.memory.clear()

    assert fragments.rendered(session, [piece]) == ["from the table"]


def test_filling_twice_changes_nothing(context, session):
    fragments.store(session, fragments.made([Piece("words")], at=NOON))
    fragments.store(session, fragments.made([Piece("words")], at=NOON))

    assert session.scalar(sa.select(sa.func.count()).select_from(Fragment)) == 1


def test_a_page_that_misses_computes_and_does_not_store(context, session):
    made = fragments.rendered(session, [Piece("one"), Piece("two")])

    assert made == ["one", "two"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Fragment)) == 0


def testmemory_stays_within_its_bound(context, monkeypatch):
    monkeypatch.setattr(fragments.memory, "size", 3)

    for number in range(5):
        fragments.words_html(passage(f"words {number}"))

    assert len(fragments.memory) == 3
