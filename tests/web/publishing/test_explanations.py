"""Explanations of position beside an adopted text: read by everyone, published by a head."""

import re

import pytest
import sqlalchemy as sa

from declaration.actions.publishing import explanations
from declaration.actions.publishing.explanations import Explaining
from models.negotiation import Agreement, Explanation, ExplanationKind, Reservation
from models.vocabulary import Audience, Capacity, Procedure
from tests.support.cast import adopt, name_history
from tests.support.committee import statements
from tests.support.desk import LATER
from tests.support.enter import enter, post
from tests.support.valid import valid

PAGE = "/d/declaration/explanations"
FORM = f"{PAGE}/new"
WORDS = "Nous le comprenons comme volontaire."
TITLE = "Explanations of position and reservations"


@pytest.fixture
def adopted(session, cast, client):
    client.application.config["CLOCK"] = lambda: LATER
    adopt(session, cast)
    cast.document.stage = "adopted"
    name_history(session)
    session.commit()
    return cast


def explain(session, cast, words=WORDS, *, by="amina", city="dakar", on="arrival", **values):
    values = {"kind": ExplanationKind.EXPLANATION, "language": "fr"} | values
    about = cast.paragraphs[on].id if on else None
    note = Explaining(cast.delegations[city].id, words=words, paragraph_id=about, **values)
    row = explanations.explain(session, cast.actors[by], cast.document, note, at=LATER)
    session.commit()
    return row


def test_a_head_publishes_an_explanation(session, adopted, client):
    enter(client, "amina")
    form = valid(client.get(f"{FORM}?paragraph=arrival"))
    assert "Visible to everyone, including people without an account" in form
    assert 'name="delegation"' not in form

    sent = {"kind": "explanation", "paragraph": "arrival", "words": WORDS, "language": "fr"}
    answer = post(client, FORM, sent)

    session.rollback()
    row = session.scalars(sa.select(Explanation)).one()
    assert answer.location == f"{PAGE}#explanation-{row.id}"
    assert (row.delegation_id, row.language) == (adopted.delegations["dakar"].id, "fr")
    assert row.paragraph_id == adopted.paragraphs["arrival"].id


def test_the_secretariat_chooses_the_delegation(session, adopted, client):
    enter(client, "noor")
    sent = {"kind": "reservation", "paragraph": "", "words": WORDS, "language": "fr"}
    assert "This field is required." in valid(post(client, FORM, sent), 422)

    lima = adopted.delegations["lima"].id
    assert post(client, FORM, sent | {"delegation": lima}).status_code == 303

    page = valid(client.get(PAGE))
    assert "Lima" in page
    assert "entered by the secretariat" in page
    assert "The text as a whole" in page


@pytest.mark.parametrize(
    "values",
    [{"words": " "}, {"words": "x" * 20_001}, {"kind": "speech"}, {"paragraph": "nowhere"}],
)
def test_bad_input_comes_back_with_what_was_typed(session, adopted, client, values):
    enter(client, "amina")
    sent = {"kind": "explanation", "paragraph": "means", "words": WORDS, "language": "fr"}

    page = valid(post(client, FORM, sent | values), 422)

    assert ("words" in values) or (WORDS in page)
    assert session.scalar(sa.select(sa.func.count(Explanation.id))) == 0


def test_everyone_reads_it_beside_the_text_and_never_in_it(session, adopted, client):
    row = explain(session, adopted)
    explain(session, adopted, "Not by law.", by="noor", city="lima", on=None, language="en")

    text = valid(client.get("/d/declaration"))
    assert f"{PAGE}#explanation-{row.id}" in text
    assert re.search(rf'href="{PAGE}">{TITLE}\s*<small>2</small>', text)
    assert WORDS not in text
    page = valid(client.get(PAGE))
    assert WORDS in page
    assert 'lang="fr"' in page
    assert page.index("The text as a whole") < page.index("Paragraph 1")
    assert WORDS in valid(client.get("/d/declaration/p/arrival"))
    assert WORDS not in valid(client.get("/d/declaration/p/services"))
    enter(client, "awa")
    assert WORDS in valid(client.get("/d/declaration/rolling?open=arrival"))


def test_where_there_are_none_nothing_is_shown_but_to_those_who_write(adopted, client):
    assert TITLE not in valid(client.get("/d/declaration"))
    assert TITLE not in valid(client.get("/d/declaration/p/arrival"))
    for name, offered in (("awa", False), ("marie", False), ("amina", True), ("noor", True)):
        enter(client, name)
        assert ("Explain a position" in valid(client.get("/d/declaration"))) == offered
        story = valid(client.get("/d/declaration/p/arrival"))
        assert ("Explain a position on this paragraph" in story) == offered


def test_before_the_adoption_there_is_nothing(session, cast, client):
    session.commit()
    enter(client, "amina")

    assert client.get(FORM).status_code == 403
    assert TITLE not in valid(client.get("/d/declaration"))
    assert "Nothing is on record." in valid(client.get(PAGE))


def test_a_withdrawn_one_stays_with_both_dates(session, adopted, client):
    row = explain(session, adopted)
    enter(client, "paul")
    assert "Withdraw" not in valid(client.get(PAGE))
    assert post(client, f"/explanations/{row.id}/withdrawal").status_code == 404
    enter(client, "amina")
    assert f"/explanations/{row.id}/withdrawal" in valid(client.get(PAGE))

    assert post(client, f"/explanations/{row.id}/withdrawal").status_code == 303

    page = valid(client.get(PAGE))
    assert WORDS in page
    assert page.count("2 October 2017") >= 2
    assert "Withdrawn on 2 October 2017" in page
    assert f"/explanations/{row.id}/withdrawal" not in page
    assert "Withdrawn on" in valid(client.get("/d/declaration"))


def test_redacted_words_are_gone_everywhere(session, adopted, client):
    row = explain(session, adopted)
    client.get("/d/declaration.html")
    enter(client, "noor")
    assert f"/admin/redaction/explanation/{row.id}" in valid(client.get(PAGE))

    assert post(client, f"/admin/redaction/explanation/{row.id}").status_code == 303

    for path in (PAGE, "/d/declaration/p/arrival", "/d/declaration.html", "/d/declaration.txt"):
        note = client.get(path).get_data(as_text=True)
        assert WORDS not in note
        assert "redacted" in note


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_files_have_it_after_the_text_and_its_hash(session, adopted, client, ending):
    seal = f"SHA-256 {adopted.zero.content_hash}"
    plain = client.get(f"/d/declaration.{ending}").get_data(as_text=True)
    assert "not part of the text" not in plain
    explain(session, adopted)

    file = client.get(f"/d/declaration.{ending}").get_data(as_text=True)

    assert file.index(seal) < file.index("not part of the text") < file.index(WORDS)
    assert "Dakar · Explanation of position · Paragraph 1 · 2 October 2017" in file


@pytest.mark.parametrize("ending", ["docx", "pdf", "xml", "csv"])
def test_other_files_are_made_beside_explanations(session, adopted, client, ending):
    before = client.get(f"/d/declaration.{ending}").data
    explain(session, adopted, "ሰላም ለሁሉም")

    after = client.get(f"/d/declaration.{ending}")

    assert after.status_code == 200
    assert (before == after.data) == (ending in {"xml", "csv"})


def test_the_text_costs_as_many_statements_however_many_there_are(session, adopted, client):
    explain(session, adopted)
    few = [statements(client, path) for path in ("/d/declaration", PAGE)]
    explain(session, adopted, "And more.", on="services")
    explain(session, adopted, "And more.", by="noor", city="lima")

    assert [statements(client, path) for path in ("/d/declaration", PAGE)] == few


def test_those_who_follow_are_told(session, adopted, client):
    explain(session, adopted)
    for name in ("luis", "marie", "ole", "noor"):
        enter(client, name)
        page = valid(client.get("/for-you"))
        assert "Explanation or reservation published" in page
        assert f'href="{PAGE}"' in page
    assert "Explanation or reservation published" in valid(client.get("/journal"))


def test_what_was_reserved_before_the_adoption_is_offered(session, cast, client):
    client.application.config["CLOCK"] = lambda: LATER
    cast.conference.procedure += f" {Procedure.AGREEMENT}"
    version, place = session.execute(
        sa.text("SELECT version_id, place_id FROM revision_entry WHERE paragraph_id = :id"),
        {"id": cast.paragraphs["means"].id},
    ).one()
    on = {"document_id": cast.document.id, "paragraph_id": cast.paragraphs["means"].id}
    by = {"person_id": cast.amina.person_id, "created_at": LATER, "version_id": version}
    by["audience"] = Audience.PARTICIPANTS
    session.add(Agreement(**on, **by, place_id=place, agreed=True, capacity=Capacity.COMMITTEE))
    dakar = cast.delegations["dakar"].id
    reserved = {"delegation_id": dakar, "words": "Notre conseil décide.", "language": "fr"}
    session.add(Reservation(**on, **by, **reserved, capacity=Capacity.DELEGATION))
    adopt(session, cast)
    cast.document.stage = "adopted"
    name_history(session)
    session.commit()
    enter(client, "amina")
    link = "/d/declaration/explanations/new?paragraph=means&amp;kind=reservation"
    assert link in valid(client.get(PAGE))
    form = valid(client.get(link.replace("&amp;", "&")))
    assert "Notre conseil décide." in form

    explain(session, cast, "Notre conseil.", on="means", kind=ExplanationKind.RESERVATION)

    assert link not in valid(client.get(PAGE))
    enter(client, "paul")
    assert "Notre conseil décide." not in valid(client.get(PAGE))
