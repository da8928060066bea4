"""Comments in the margin of a comparison: on their words, for those who may read the debate."""

from datetime import timedelta

import pytest

from declaration.actions import comments
from declaration.text import plain
from tests.formats import word
from tests.support.cast import NOON, PASSAGES, print_revision
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert, print_first
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
    print_first(session, cast)
    return cast


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
