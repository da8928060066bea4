"""What is agreed, in one page and in numbers, and what is said of it when a text is published."""

import pytest

from declaration.actions.negotiating import agreement
from declaration.queries.negotiating import agreement as queries
from declaration.queries.sight import Reader
from tests.support.cast import print_revision
from tests.support.desk import (
    FIRST,
    LATER,
    accept,
    agree,
    agreeing,
    ask,
    reserve,
    switch_on,
)
from tests.support.enter import post
from tests.support.statements import statements
from tests.support.valid import valid

AGREED = "/d/declaration/agreed"
WHY = "A word is missing."
PLACES = ("/", "/d/declaration/desk", "/d/declaration/publish")


@pytest.fixture(autouse=True)
def _on(session, cast):
    switch_on(session, cast)


@pytest.fixture
def reopened(session, cast):
    """One paragraph is agreed, one was and has changed since; Dakar reserves its position there."""
    agree(session, cast, "arrival", "means")
    reserve(session, cast, "arrival", words="Our council has to see it.")
    accept(session, cast, ask(session, cast, FIRST), reopening=WHY)
    session.commit()


def test_the_page_shows_what_is_agreed_and_what_has_changed_since(amina, reopened):
    page = amina.get(AGREED).text

    changed, _, held = page.partition('id="agreed"')
    assert WHY in changed
    assert "<del>" in changed
    assert "Our council has to see it." in changed
    assert 'id="means"' in held
    assert "1 of 7 paragraphs provisionally agreed" in page


def test_the_same_is_a_table(amina, reopened):
    rows = amina.get(f"{AGREED}.csv").text.splitlines()

    assert len(rows) == 3
    assert WHY in rows[1]
    assert "Provisionally agreed" in rows[2]


def test_the_page_is_not_there_where_the_part_is_off(amina, session, cast, reopened):
    cast.conference.procedure = ""
    session.commit()

    assert amina.get(AGREED).status_code == 404
    assert amina.get(f"{AGREED}.csv").status_code == 404
    assert "/agreed" not in amina.get("/d/declaration/rolling").text


@pytest.mark.parametrize("path", PLACES)
def test_the_share_of_the_text_agreed_stands_where_one_looks_for_it(marie, reopened, path):
    assert "1 of 7 paragraphs provisionally agreed" in marie.get(path).text
    assert "<b>1</b> of 7 provisionally agreed" in marie.get("/d/declaration/rolling").text


def test_the_reservations_that_stand_are_said_before_publishing(marie, reopened):
    page = marie.get("/d/declaration/publish").text

    assert "Our council has to see it." in page


def test_a_revision_keeps_what_was_agreed_when_it_was_published(marie, session, cast):
    agree(session, cast, "arrival", at=LATER)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER)
    seen = agreeing(session, cast, "arrival")
    after = LATER.replace(hour=LATER.hour + 1)
    agreement.reopen(session, cast.marie, cast.document, seen, WHY, at=after)
    session.commit()

    assert "row-agreed" in marie.get("/d/declaration/revisions/rev-1").text
    assert "row-agreed" not in marie.get("/d/declaration/revisions/zero-draft").text
    assert "row-agreed" not in marie.get("/d/declaration/rolling").text


def test_the_share_counts_all_paragraphs_but_headings(session, cast):
    agree(session, cast, "means")

    reader = Reader(cast.amina, debate_open=False)
    assert queries.shares(session, reader) == {"declaration": queries.Share(1, 7)}
    assert queries.Share(2, 3).percent == 66


def test_the_page_runs_as_many_statements_for_many_paragraphs_as_for_one(marie, session, cast):
    agree(session, cast, "means")
    session.commit()
    few = len(statements(marie, AGREED))
    agree(session, cast, "arrival", "services", "hosts", "ties")
    reserve(session, cast, "arrival")
    reserve(session, cast, "hosts", by="luis")
    session.commit()

    assert len(statements(marie, AGREED)) == few


def test_the_same_is_set_to_hand_over(amina, reopened):
    for format_, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert amina.get(f"{AGREED}.{format_}").data.startswith(begins)


@pytest.mark.parametrize("format_", ["md", "txt", "html"])
def test_files_of_the_text_mark_what_is_agreed(marie, session, cast, format_):
    agree(session, cast, "means")
    session.commit()

    text = marie.get(f"/d/declaration/rolling.{format_}").text

    assert text.count("(provisionally agreed)") == 1
    assert text.index("We call on States") < text.index("(provisionally agreed)")


@pytest.mark.parametrize("format_", ["csv", "xml"])
def test_files_for_programs_have_the_words_alone(marie, session, cast, format_):
    agree(session, cast, "means")
    session.commit()

    assert "provisionally" not in marie.get(f"/d/declaration/rolling.{format_}").text


def test_a_copy_that_is_pasted_back_asks_for_no_mark(amina, session, cast):
    agree(session, cast, "means")
    session.commit()
    copy = amina.get("/d/declaration/rolling.md").text.replace("all inhabitants", "everybody")

    page = post(amina, "/d/declaration/our-copy/pasted", {"pasted": copy, "source": "rolling"})

    assert "provisionally" in copy
    assert page.status_code == 200
    assert "<ins>" in page.text
    assert page.text.count("provisionally") == 1  # in the box that was pasted into


def test_the_paragraphs_page_has_the_history_of_its_agreement(amina, reopened):
    page = valid(amina.get("/d/declaration/p/arrival"))

    _, _, record = page.partition('id="agreement-record"')
    for line in ("Reopened", WHY, "Dakar reserved its position", "Our council has to see it."):
        assert line in record


def test_the_delegations_page_lists_its_reservations(amina, luis, reopened):
    assert "Our council has to see it." in valid(amina.get("/delegation"))
    assert "Our reservations" not in luis.get("/delegation").text


def test_whoever_reserves_its_position_learns_that_the_text_is_reopened(amina, luis, session, cast):
    agree(session, cast, "arrival")
    reserve(session, cast, "arrival")
    seen = agreeing(session, cast, "arrival")
    agreement.reopen(session, cast.marie, cast.document, seen, WHY, at=LATER)
    session.commit()

    assert "Agreed text reopened" in amina.get("/for-you").text
    assert "Agreed text reopened" not in luis.get("/for-you").text


def test_a_decision_that_reopens_says_so_in_what_is_new(noor, reopened):
    assert "What was provisionally agreed has been reopened" in noor.get("/for-you").text
