"""Misprints in an adopted text: the page that corrects them, and what readers see of it."""

import re

import pytest
import sqlalchemy as sa

from declaration.actions.publishing import corrections
from declaration.actions.publishing.corrections import MISPRINT, Correcting
from models.document import Correction, Revision, Version
from models.vocabulary import Procedure
from tests.support.cast import adopt, name_history
from tests.support.committee import statements
from tests.support.desk import ARRIVAL, FIRST, LATER
from tests.support.enter import enter, post
from tests.support.valid import valid

PAGE = "/d/declaration/p/arrival/correction"
RIGHT = ARRIVAL.replace("arrives", "comes")
REASON = "A word was printed twice."


@pytest.fixture
def adopted(session, cast, client):
    client.application.config["CLOCK"] = lambda: LATER
    adopt(session, cast)
    cast.document.stage = "adopted"
    name_history(session)
    session.commit()
    return cast


def newest_version(session, key):
    query = sa.select(Version.id).where(Version.paragraph_id == key.id)
    return session.scalars(query.order_by(Version.id.desc())).first()


def correct(session, cast, words=RIGHT, key="arrival"):
    paragraph = cast.paragraphs[key]
    values = Correcting(paragraph.id, newest_version(session, paragraph), words, REASON)
    revision = corrections.correct(session, cast.noor, cast.document, values, at=LATER)
    session.commit()
    return revision


def typed(session, cast, words=RIGHT, reason=REASON):
    version = newest_version(session, cast.paragraphs["arrival"])
    return {"version": version, "words": words, "reason": reason}


def confirmation(page):
    return re.search(r'name="confirmed"\s+value="(\w+)"', page).group(1)


def made(session):
    session.rollback()
    return session.scalars(sa.select(Revision.label).order_by(Revision.ordinal)).all()[1:]


def test_the_change_is_shown_before_it_is_published(session, adopted, client):
    enter(client, "noor")
    assert "Correct a misprint" in valid(client.get("/d/declaration/rolling?open=arrival"))
    assert ARRIVAL in valid(client.get(PAGE))
    values = typed(session, adopted)

    asked = valid(post(client, PAGE, values))

    assert "Publish Corr. 1?" in asked
    assert "Is this still a correction?" not in asked
    assert "<ins>" in asked
    assert made(session) == []

    answer = post(client, PAGE, values | {"confirmed": confirmation(asked)})

    assert (answer.status_code, answer.location) == (303, "/d/declaration#arrival")
    assert made(session) == ["Corr. 1"]
    assert session.scalars(sa.select(Correction.reason)).one() == REASON


def test_what_was_typed_after_the_question_is_asked_about_again(session, adopted, client):
    enter(client, "noor")
    asked = valid(post(client, PAGE, typed(session, adopted)))

    again = post(client, PAGE, typed(session, adopted, FIRST) | {"confirmed": confirmation(asked)})

    assert "Publish Corr. 1?" in valid(again)
    assert made(session) == []


def test_a_change_of_many_words_is_asked_about(session, adopted, client):
    enter(client, "noor")
    many = ARRIVAL + " very" * (MISPRINT + 1)

    page = valid(post(client, PAGE, typed(session, adopted, many)))

    assert "Is this still a correction?" in page
    assert "removes and adds 41 words" in page


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"words": ""}, "This field is required."),
        ({"words": ARRIVAL}, "Nothing would change."),
        ({"reason": ""}, "This field is required."),
        ({"words": "We \u202ewill."}, "Remove the characters that reverse the reading direction."),
    ],
)
def test_nothing_typed_is_lost_where_it_cannot_be_taken(session, adopted, client, values, told):
    enter(client, "noor")

    page = valid(post(client, PAGE, typed(session, adopted) | values), 422)

    assert told in page
    assert (values.get("reason") == "") or (REASON in page)


def test_who_comes_second_sees_both(session, adopted, client):
    enter(client, "noor")
    values = typed(session, adopted, FIRST)
    asked = valid(post(client, PAGE, values))
    correct(session, adopted)

    page = valid(post(client, PAGE, values | {"confirmed": confirmation(asked)}), 409)

    assert RIGHT in page
    assert FIRST in page
    assert made(session) == ["Corr. 1"]
    assert f'value="{newest_version(session, adopted.paragraphs["arrival"])}"' in page


@pytest.mark.parametrize(("who", "status"), [("marie", 404), ("amina", 404), ("ole", 404)])
def test_nobody_else_corrects(session, adopted, client, who, status):
    enter(client, who)

    assert client.get(PAGE).status_code == status
    assert post(client, PAGE, typed(session, adopted)).status_code == status
    page = client.get("/d/declaration/rolling?open=arrival").get_data(as_text=True)
    assert "Correct a misprint" not in page


def test_before_the_adoption_there_is_nothing_to_correct(cast, client, session):
    session.commit()
    enter(client, "noor")

    assert client.get(PAGE).status_code == 403
    assert "Correct a misprint" not in valid(client.get("/d/declaration/rolling?open=arrival"))


def test_readers_see_the_corrected_text_and_what_was_adopted(session, adopted, client):
    revision = correct(session, adopted)

    page = valid(client.get("/d/declaration"))

    assert "comes" in page
    assert "As corrected by Corr. 1 of 2 October 2017." in page
    assert "/d/declaration/compare/zero-draft...corr-1?show=changes" in page
    assert "/d/declaration/revisions/zero-draft" in page
    assert revision.content_hash in page
    assert adopted.zero.content_hash in page
    assert REASON in page
    old = valid(client.get("/d/declaration/revisions/zero-draft"))
    assert "This is the text as it was adopted. Misprints have been corrected since." in old
    assert "This is an earlier revision" not in old
    assert "Adopted in Mechelen" in old
    compared = valid(client.get("/d/declaration/compare/zero-draft...corr-1?show=changes"))
    assert re.search(r"<ins>.*?comes.*?</ins>", compared)


def test_an_earlier_correction_leads_to_the_newest(session, adopted, client):
    correct(session, adopted)
    correct(session, adopted, "A welcome", "welcome")

    assert "This is an earlier revision" in valid(client.get("/d/declaration/revisions/corr-1"))
    page = valid(client.get("/d/declaration"))
    assert page.count('class="words redline words-small"') == 2
    listed = valid(client.get("/d/declaration/revisions"))
    assert "compare/corr-1...corr-2" in listed
    assert listed.index("Corr. 2") < listed.index("Corr. 1") < listed.index("Zero draft")
    assert REASON in listed
    home = valid(client.get("/"))
    assert home.rindex("Zero draft") < home.rindex("Adopted in Mechelen") < home.rindex("Corr. 2")


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_files_name_both_texts(session, adopted, client, ending):
    revision = correct(session, adopted)

    file = client.get(f"/d/declaration.{ending}").get_data(as_text=True)

    assert "CM/2017/L.1/Corr.1" in file
    assert "As corrected by Corr. 1 of 2 October 2017." in file
    assert revision.content_hash in file
    assert adopted.zero.content_hash in file
    old = client.get(f"/d/declaration/revisions/zero-draft.{ending}").get_data(as_text=True)
    assert "This is the text as adopted; it was corrected by Corr. 1 of 2 October 2017." in old
    assert adopted.zero.content_hash in old


@pytest.mark.parametrize("ending", ["docx", "pdf", "xml", "csv"])
def test_other_files_are_made_of_a_corrected_text(session, adopted, client, ending):
    correct(session, adopted)

    assert client.get(f"/d/declaration.{ending}").status_code == 200
    assert client.get("/d/declaration/compare/zero-draft...corr-1.docx").status_code == 200


def test_a_corrected_text_costs_one_statement_more(session, adopted, client):
    plain = statements(client, "/d/declaration/revisions/zero-draft")
    correct(session, adopted)
    once = statements(client, "/d/declaration/revisions/corr-1")
    correct(session, adopted, "A welcome", "welcome")
    twice = statements(client, "/d/declaration/revisions/corr-2")

    assert plain < once == twice


def test_those_who_follow_are_told(session, adopted, client):
    correct(session, adopted)
    enter(client, "amina")

    page = valid(client.get("/for-you"))

    assert "Corr. 1: a misprint was corrected" in page
    assert "compare/zero-draft...corr-1" in page
    assert "Misprint corrected" in valid(client.get("/journal"))


def test_a_paragraph_tells_its_correction(session, adopted, client):
    correct(session, adopted)
    enter(client, "amina")

    page = valid(client.get("/d/declaration/p/arrival"))

    assert "Paragraph 1, adopted on 2 October 2017, as corrected by Corr. 1, " in page
    other = valid(client.get("/d/declaration/p/services"))
    assert "paragraph 2, adopted on 2 October 2017, http" in other


def test_the_account_of_a_corrected_text_is_there(session, adopted, client):
    adopted.conference.procedure += f" {Procedure.ACCOUNT}"
    correct(session, adopted)
    enter(client, "amina")

    assert "Account of Corr. 1" in valid(client.get("/d/declaration/revisions/corr-1/account"))
    page = valid(client.get("/d/declaration/revisions"))
    assert "/revisions/zero-draft/account" in page
    assert "/revisions/corr-1/account" not in page
