import re

import pytest

from declaration.queries.reading import texts
from models.document import Document
from models.vocabulary import Kind, Stage
from tests.support.cast import settle
from tests.support.enter import enter, post

TEXT = "/admin/documents/declaration/text"
PASTED = "# Declaration\n\nWe, the mayors, declare:\n\n1. We affirm:\n\n(a) dignity;\n(b) care."
ROWS = {
    "order": ["1", "2", "3"],
    "shape": ["title-0", "operative-0", "item-1"],
    "words": ["Declaration", "We affirm:", "dignity."],
    "kept": ["1", "2", "3"],
}


@pytest.fixture
def noor(client, session):
    """The secretariat, with a document in preparation, nothing published."""
    settle(session, published=False, stage=Stage.PREPARATION)
    session.commit()
    return enter(client, "noor")


def rolling(session):
    session.rollback()
    passages = texts.rolling(session, session.get_one(Document, 1)).passages
    return [passage for passage in passages if passage.live]


def seen(client, uid):
    page = client.get(f"{TEXT}/p/{uid}").text
    return {
        name: re.search(rf'name="{name}"\s+value="(\d+)"', page)[1] for name in ("version", "place")
    }


def test_a_pasted_text_is_shown_with_guessed_kinds_and_not_stored(noor, session):
    before = rolling(session)

    answer = post(noor, f"{TEXT}/import", {"pasted": PASTED})

    assert answer.status_code == 200
    assert re.search(r'value="item-1"\s+selected', answer.text)
    assert "We affirm:" in answer.text
    assert rolling(session) == before


def test_the_corrected_preview_becomes_the_text(noor, session):
    answer = post(noor, f"{TEXT}/import/creation", ROWS | {"order": ["1", "3", "2"]})

    assert answer.status_code == 303
    assert [(p.kind, p.words) for p in rolling(session)] == [
        (Kind.TITLE, "Declaration"),
        (Kind.ITEM, "dignity."),
        (Kind.OPERATIVE, "We affirm:"),
    ]


def test_paragraphs_can_be_left_out(noor, session):
    post(noor, f"{TEXT}/import/creation", ROWS | {"kept": ["1", "2"]})

    assert [p.words for p in rolling(session)] == ["Declaration", "We affirm:"]


def test_the_preview_is_shown_again_in_another_order(noor, session):
    before = rolling(session)

    answer = post(noor, f"{TEXT}/import/creation", ROWS | {"order": ["3", "2", "1"], "again": "y"})

    assert answer.status_code == 200
    assert answer.text.index("dignity.") < answer.text.index("We affirm:")
    assert rolling(session) == before


@pytest.mark.parametrize(
    "change",
    [
        {"words": ["Declaration", " ", "dignity."]},
        {"shape": ["title-0", "operative-2", "item-1"]},
        {"shape": ["title-0", "poem-0", "item-1"]},
        {"words": ["Declaration", "x" * 20_001, "dignity."]},
        {"kept": []},
    ],
)
def test_a_preview_that_cannot_be_stored_comes_back_with_its_words(noor, session, change):
    before = rolling(session)

    answer = post(noor, f"{TEXT}/import/creation", ROWS | change)

    assert answer.status_code == 422
    assert "your text is still here." in answer.text
    assert "dignity." in answer.text
    assert rolling(session) == before


@pytest.mark.parametrize("pasted", ["", "a\x00b", "1. x\n" * 2_001])
def test_a_paste_that_is_no_text_is_refused(noor, pasted):
    assert post(noor, f"{TEXT}/import", {"pasted": pasted}).status_code == 422


def test_signs_that_only_programs_put_in_are_no_obstacle(noor):
    answer = post(noor, f"{TEXT}/import", {"pasted": "We, the\x0bmayors, declare."})

    assert answer.status_code == 200


def test_a_paragraph_is_edited(noor, session):
    fields = seen(noor, "arrival") | {"shape": "plain-0", "words": "We welcome everybody."}

    assert post(noor, f"{TEXT}/p/arrival", fields).status_code == 303

    changed = next(p for p in rolling(session) if p.uid == "arrival")
    assert (changed.kind, changed.words) == (Kind.PLAIN, "We welcome everybody.")


def test_who_edits_older_words_gets_both(noor, session):
    fields = seen(noor, "arrival") | {"shape": "operative-0"}
    post(noor, f"{TEXT}/p/arrival", fields | {"words": "First hand."})

    answer = post(noor, f"{TEXT}/p/arrival", fields | {"words": "Second hand."})

    assert answer.status_code == 409
    assert "First hand." in answer.text
    assert "Second hand." in answer.text
    again = {
        name: re.search(rf'name="{name}"\s+value="(\d+)"', answer.text)[1]
        for name in ("version", "place")
    }
    fields = again | {"shape": "operative-0", "words": "Second hand."}
    assert post(noor, f"{TEXT}/p/arrival", fields).status_code == 303


def test_an_edit_without_words_is_said_and_kept(noor):
    fields = seen(noor, "arrival") | {"shape": "operative-0", "words": ""}

    assert post(noor, f"{TEXT}/p/arrival", fields).status_code == 422


def test_a_paragraph_is_inserted_after_another(noor, session):
    fields = {"shape": "operative-0", "words": "We listen."}

    assert post(noor, f"{TEXT}/insertion?after=arrival", fields).status_code == 303
    assert post(noor, f"{TEXT}/insertion", fields).status_code == 303
    assert post(noor, f"{TEXT}/insertion?after=nowhere", fields).status_code == 404

    words = [p.words for p in rolling(session)]
    uids = [p.uid for p in rolling(session)]
    assert words[0] == "We listen."
    assert words[uids.index("arrival") + 1] == "We listen."


def test_a_paragraph_moves_and_goes(noor, session):
    fields = seen(noor, "means") | {"after": "chapeau"}
    assert post(noor, f"{TEXT}/p/means/place", fields).status_code == 303
    assert [p.uid for p in rolling(session)][:3] == ["title", "chapeau", "means"]

    assert post(noor, f"{TEXT}/p/means/removal", seen(noor, "means")).status_code == 303
    assert "means" not in [p.uid for p in rolling(session)]
    assert noor.get(f"{TEXT}/p/means").status_code == 404


def test_a_stale_move_is_refused(noor):
    fields = seen(noor, "means") | {"after": "chapeau"}
    post(noor, f"{TEXT}/p/means/place", fields)

    assert post(noor, f"{TEXT}/p/means/place", fields).status_code == 409
    assert post(noor, f"{TEXT}/p/means/removal", fields).status_code == 409


def test_outside_preparation_the_text_is_shown_but_not_edited(client, cast):
    enter(client, "noor")

    page = client.get(TEXT)
    assert page.status_code == 200
    assert "Insert after" not in page.text
    for path in (f"{TEXT}/import", f"{TEXT}/insertion", f"{TEXT}/p/arrival"):
        assert client.get(path).status_code == 403
        assert post(client, path, {"pasted": PASTED}).status_code == 403


def test_the_text_in_preparation_leads_to_publishing(noor):
    page = noor.get(TEXT).text

    assert 'href="/d/declaration/publish"' in page
    assert "Insert after" in page
