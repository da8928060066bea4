"""Texts and comparisons that are taken away: what a file says, and to whom."""

from datetime import date, timedelta

import pytest

from declaration.actions import comments
from declaration.text import plain
from models.document import Adoption, Supersession
from models.vocabulary import Capacity, Stage
from tests.formats import word
from tests.support.cast import NOON, PASSAGES, print_revision
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert
from tests.support.enter import enter
from tests.support.statements import statements

REDLINE = "/d/declaration/compare/zero-draft...rev-1.docx"


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=3)
    return app.test_client()


@pytest.fixture
def printed(session, cast):
    """A suggestion of Dakar that was accepted, and printed."""
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()
    return cast


def hands(file):
    return {hand for _element, hand, _date, _words in word.changes(file)}


def test_a_redline_names_the_delegation_to_whom_the_debate_is_open(printed, client):
    assert hands(client.get(REDLINE).data) == {"Rev. 1"}
    assert hands(enter(client, "luis").get(REDLINE).data) == {"Dakar"}


def test_closing_the_debate_takes_the_names_out_again(session, cast, client):
    cast.conference.debate_open = True
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()
    assert hands(client.get(REDLINE).data) == {"Dakar"}

    cast.conference.debate_open = False
    session.commit()

    assert hands(client.get(REDLINE).data) == {"Rev. 1"}


def say(session, cast, words, *, by="luis", on="services", at=LATER, **remark):
    """Say something about a paragraph, or about the whole text."""
    about = {"paragraph_id": cast.paragraphs[on].id} if on else {}
    made = comments.Remark(words, **{**about, **remark})
    return comments.comment(session, cast.actors[by], cast.document, made, at=at)


def margin(client, address=REDLINE):
    """Return what the margin of a file says, as author, words and the words that it is about."""
    file = client.get(address).data
    return [(made.author, made.words, made.anchored) for made in word.comments(file)]


def test_comments_stand_on_their_words_for_those_who_may_read_the_debate(session, printed, client):
    asked = say(session, printed, "All of them?", quote="health centres")
    say(session, printed, "Yes.", by="amina", on=None, parent_id=asked.id)
    say(session, printed, "Well done.", by="noor", on=None)
    comments.resolve(session, printed.luis, asked, at=LATER)
    session.commit()

    assert margin(client) == []
    enter(client, "eleni")
    assert margin(client) == [
        ("Secretariat", "Well done.", "Declaration of Mayors"),
        ("Lima", "All of them?", "health centres"),
        ("Dakar", "Yes.", "health centres"),
    ]
    states = [(made.to, made.done) for made in word.comments(client.get(REDLINE).data)]
    assert states == [(None, False), (None, True), ("All of them?", True)]


def test_the_public_reads_comments_of_an_open_debate(session, cast, client):
    cast.conference.debate_open = True
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    say(session, cast, "All of them?")
    session.commit()

    assert [words for _author, words, _on in margin(client)] == ["All of them?"]
    cast.conference.debate_open = False
    session.commit()
    assert margin(client) == []


def test_what_is_internal_withdrawn_or_on_a_suggestion_leaves_in_no_file(session, printed, client):
    suggestion = ask(session, printed, OTHER, by="paul", paragraph="hosts")
    gone = say(session, printed, "Taken back.", quote="health centres")
    say(session, printed, "An answer.", by="amina", on=None, parent_id=gone.id)
    say(session, printed, "Among us.", internal=True)
    say(session, printed, "An idea.", by="luis", on=None, suggestion_id=suggestion.id)
    session.commit()
    enter(client, "luis")
    assert len(margin(client)) == 2

    comments.withdraw(session, printed.luis, gone, at=LATER)
    session.commit()

    words = plain(PASSAGES[4][3])
    assert margin(client) == [("Dakar", "An answer.", words)]


def test_a_comment_whose_words_or_paragraph_are_gone_says_so(session, cast, client):
    say(session, cast, "Who?", on="arrival", quote="person who arrives")
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    inserted = insert(session, cast, "We will listen.", after="services")
    accept(session, cast, inserted)
    say(session, cast, "Good.", on=None, paragraph_id=inserted.paragraph_id)
    session.commit()
    enter(client, "luis")

    lost, unprinted = margin(client)

    assert lost == ("Lima", "Not in this text: “person who arrives”\nWho?", FIRST)
    assert unprinted[1] == "The paragraph is not in this text.\nGood."
    assert "SHA-256" in unprinted[2]
    rolling = margin(client, REDLINE.replace("rev-1", "rolling"))
    assert rolling[1] == ("Lima", "Good.", "We will listen.")


def test_comments_cost_no_more_statements_where_there_are_many(session, printed, client):
    enter(client, "luis")
    say(session, printed, "One.")
    session.commit()
    few = len(statements(client, REDLINE))
    for number in range(20):
        say(session, printed, f"{number}.", on="arrival", by="amina")
    session.commit()

    assert len(statements(client, REDLINE)) == few


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_a_comparison_is_a_file_with_its_own_mark(printed, client, format_):
    address = REDLINE.replace("docx", format_)

    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="declaration-zero-draft-rev-1.{format_}"'
    )
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["zero-draft...rev-1.exe", "zero-draft...rev-9.docx"])
def test_what_is_not_there_is_not_found(printed, client, name):
    assert client.get(f"/d/declaration/compare/{name}").status_code == 404


def test_the_page_of_a_comparison_offers_its_files(printed, client):
    page = client.get(REDLINE.removesuffix(".docx")).text

    assert f'href="{REDLINE}"' in page
    assert f'href="{REDLINE.replace("docx", "pdf")}"' in page


def test_every_file_of_the_adopted_text_says_so(session, printed, client):
    adopted = {"adopted_on": date(2017, 11, 17), "place": "Mechelen", "method": "consensus"}
    revision = printed.zero
    session.add(
        Adoption(
            document_id=printed.document.id,
            revision_id=revision.id,
            person_id=printed.noor.person_id,
            capacity=Capacity.SECRETARIAT,
            created_at=NOON,
            **adopted,
        )
    )
    printed.document.stage = Stage.ADOPTED
    session.commit()

    for format_ in ("md", "txt", "html"):
        file = client.get(f"/d/declaration/take/zero-draft.{format_}").text
        assert "Adopted in Mechelen on 17 November 2017. By consensus." in file
        assert "Adopted" not in client.get(f"/d/declaration/take/rev-1.{format_}").text
    header = word.part(client.get("/d/declaration/take/zero-draft.docx").data, "header1")
    assert "Adopted in Mechelen" in "".join(header.itertext())


def test_every_file_of_a_rehearsal_says_so(session, printed, client):
    printed.document.rehearsal = True
    session.commit()

    enter(client, "luis")

    assert "This is a rehearsal" in client.get("/d/declaration/take/rolling.md").text
    header = word.part(client.get(REDLINE).data, "header1")
    assert "This is a rehearsal" in "".join(header.itertext())


def test_a_revision_published_in_error_says_so(session, printed, client):
    session.add(
        Supersession(
            revision_id=printed.zero.id,
            right_revision_id=printed.zero.id + 1,
            reason="The wrong annex.",
            created_at=NOON,
        )
    )
    session.commit()

    file = client.get("/d/declaration/take/zero-draft.md").text

    assert "Published in error. The correct revision is Rev. 1." in file
    assert "in error" not in client.get("/d/declaration/take/rev-1.md").text


def test_the_rolling_text_says_that_it_is_not_published(printed, client):
    file = enter(client, "luis").get("/d/declaration/take/rolling.md").text

    assert "Not published." in file


@pytest.mark.parametrize("asked", ["endpoint=x", "_method=POST", "_external=1", "mine=1"])
@pytest.mark.parametrize("page", ["suggestions", "disposition"])
def test_what_is_asked_of_a_list_leads_no_link_astray(printed, client, page, asked):
    answer = enter(client, "luis").get(f"/d/declaration/{page}?{asked}")

    assert answer.status_code == 200
    assert f'href="/d/declaration/{page}.xlsx' in answer.text


def test_letters_that_cannot_be_set_are_named(session, cast, client):
    accept(session, cast, ask(session, cast, "We welcome 城 and all."))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()

    refused = client.get("/d/declaration/take/rev-1.pdf")

    assert refused.status_code == 422
    assert "no font has 城." in refused.text
