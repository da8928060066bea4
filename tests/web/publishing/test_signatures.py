"""The public list of signatures, its files, the numbers elsewhere, and the head's press."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.signing import register, requests, signatures
from models.signing import Signature, SigningWay
from models.vocabulary import DelegationKind, WorldRegion
from tests.histories.signing import BOGOTA, EMAIL, adopt, ask, enter
from tests.support.cast import LATER
from tests.support.enter import enter as sign_in, post
from tests.support.statements import statements
from tests.support.valid import valid

PAGE = "/d/declaration/signatures"
GHENT = replace(
    BOGOTA,
    authority="Gent",
    country="BE",
    world_region=WorldRegion.EUROPE,
    signatory="Mathias Declercq",
)
NASTY = replace(
    BOGOTA,
    authority='=HYPERLINK("x")<script>alert(1)</script>',
    signatory="+1 <b>Bold</b>",
    office="@SUM(1)\r\nBcc: all@example.org",
)


@pytest.fixture(autouse=True)
def _today(app):
    app.config["CLOCK"] = lambda: LATER + timedelta(hours=1)


@pytest.fixture
def _signed(session, cast):
    adopt(session, cast)
    enter(session, cast)
    enter(session, cast, GHENT, way=SigningWay.LETTER)
    session.commit()


def test_nothing_is_there_before_the_register_is_opened(client, session, cast):
    assert client.get(PAGE).status_code == 404
    adopt(session, cast, opened=False)

    for path in (PAGE, f"{PAGE}.csv", f"{PAGE}/sign", f"{PAGE}/sign/sent"):
        assert client.get(path).status_code == 404
    assert "Sign here" not in client.get("/d/declaration").text
    assert "signed by" not in client.get("/").text


def test_a_rehearsal_shows_no_signatures_to_anybody(client, session, cast):
    cast.document.rehearsal = True
    adopt(session, cast, opened=False)

    assert client.get(PAGE).status_code == 404
    assert sign_in(client, "noor").get(PAGE).status_code == 404
    assert (
        sign_in(client, "noor").get(f"/admin/documents/declaration{PAGE[14:]}").status_code == 404
    )


@pytest.mark.usefixtures("_signed")
def test_who_signed_is_listed_by_region_with_how_and_when(client, cast):
    page = valid(client.get(PAGE))

    assert "2 authorities have signed this text." in page
    assert "Latin America and the Caribbean (1)" in page
    assert "Colombia" in page
    assert "Elena Rojas" in page
    assert "By letter" in page
    assert cast.zero.content_hash in page
    assert "Signatures by region" in page
    assert EMAIL not in page


@pytest.mark.usefixtures("_signed")
@pytest.mark.parametrize("sought", ["bogota", "ROJAS", "colombia", "mayor"])
def test_the_list_is_searched_without_case_and_accents(client, sought):
    page = valid(client.get(PAGE, query_string={"q": sought}))

    assert "Elena Rojas" in page


@pytest.mark.usefixtures("_signed")
def test_what_matches_nothing_says_so(client):
    page = valid(client.get(PAGE, query_string={"q": "<script>nobody"}))

    assert "No signature matches." in page
    assert "<script>nobody" not in page


@pytest.mark.usefixtures("_signed")
def test_a_withdrawn_signature_is_listed_apart_with_both_days(client, session, cast):
    row = session.scalars(sa.select(Signature).where(Signature.authority == "Gent")).one()
    signatures.withdraw(session, cast.noor, cast.document, row, at=LATER)
    session.commit()

    page = valid(client.get(PAGE))

    assert "1 authority has signed" in page
    assert "Withdrawn signatures" in page
    assert "Withdrawn on" in page


@pytest.mark.usefixtures("_signed")
def test_the_list_is_taken_away_in_three_formats(client, cast):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}.csv").text.removeprefix("\ufeff"))))
    assert [row["Authority"] for row in rows] == ["Gent", "Bogotá"]
    assert rows[0]["How"] == "By letter"

    [_ghent, bogota] = json.loads(client.get(f"{PAGE}.json").text)
    assert (bogota["authority"], bogota["region"], bogota["how"]) == (
        "Bogotá",
        "latin_america",
        "on_the_day",
    )
    assert bogota["fingerprint"] == cast.zero.content_hash
    assert client.get(f"{PAGE}.xlsx").status_code == 200
    assert client.get(f"{PAGE}.docx").status_code == 404


def test_what_is_typed_runs_nowhere(client, session, cast):
    adopt(session, cast)
    enter(session, cast, NASTY)
    session.commit()

    for path in (PAGE, f"{PAGE}?view=plenary", "/d/declaration", "/"):
        page = valid(client.get(path))
        assert "<script>alert" not in page
        assert "<b>Bold" not in page
    [row] = csv.reader(io.StringIO(client.get(f"{PAGE}.csv").text.splitlines()[1]))
    assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    [named] = json.loads(client.get(f"{PAGE}.json").text)
    assert named["office"] == "@SUM(1) Bcc: all@example.org"


@pytest.mark.usefixtures("_signed")
def test_the_text_and_the_home_page_say_how_many_signed(client):
    told = "Adopted by 5 delegations, signed by 2 authorities"

    assert told in valid(client.get("/d/declaration"))
    assert told in valid(client.get("/"))
    assert "Sign here" in client.get("/d/declaration").text


@pytest.mark.usefixtures("_signed")
def test_a_closed_register_is_read_and_takes_nothing(client, session, cast):
    register.switch(session, cast.noor, cast.document, opened=False, at=LATER)
    session.commit()

    page = valid(client.get(PAGE))
    assert "Elena Rojas" in page
    assert "Sign here" not in page
    assert "Sign here" not in client.get("/d/declaration").text
    assert client.get(f"{PAGE}/sign").status_code == 404


@pytest.mark.usefixtures("_signed")
def test_a_removed_name_is_on_no_page_and_in_no_file(client, session, cast):
    before = client.get(PAGE).text
    row = session.scalars(sa.select(Signature).where(Signature.authority == "Bogotá")).one()
    redaction.redact(session, cast.noor, row, at=LATER)
    session.commit()

    assert "Rojas" in before
    for path in (PAGE, f"{PAGE}.csv", f"{PAGE}.json", f"{PAGE}?view=plenary", "/journal.csv"):
        assert "Rojas" not in client.get(path).text
    assert "Bogotá" in client.get(PAGE).text


@pytest.mark.usefixtures("_signed")
def test_the_wall_shows_the_newest_names_and_learns_of_others(client):
    page = valid(client.get(f"{PAGE}?view=plenary"))

    assert page.index("Gent") < page.index("Bogotá")
    assert "data-news=" in page
    assert 'data-plenary="2-2"' in page


def test_a_head_signs_by_one_press(client, session, cast):
    adopt(session, cast)
    browser = sign_in(client, "amina")
    assert "Sign for Dakar" in valid(browser.get(PAGE))

    answer = post(browser, f"{PAGE}/delegation", {"office": "Mayor of Dakar"})

    assert answer.status_code == 303
    page = valid(browser.get(PAGE))
    assert "Mayor of Dakar" in page
    assert "Sign for Dakar" not in page
    again = post(browser, f"{PAGE}/delegation", {"office": "Mayor"})
    assert again.status_code == 422
    assert "This authority has already signed." in again.text


def test_an_office_that_is_too_long_comes_back(client, session, cast):
    adopt(session, cast)

    answer = post(sign_in(client, "amina"), f"{PAGE}/delegation", {"office": "x" * 201})

    assert answer.status_code == 422
    assert "x" * 201 in valid(answer, 422)


def test_the_page_runs_as_many_statements_for_many_as_for_none(client, session, cast):
    adopt(session, cast)
    few = len(statements(client, PAGE))
    for number in range(20):
        kind = DelegationKind.CITY if number % 2 else DelegationKind.REGION
        enter(session, cast, replace(BOGOTA, authority=f"City {number}", kind=kind))
    requests.verify(session, cast.noor, cast.document, ask(session, cast), at=LATER)
    session.commit()

    assert len(statements(client, PAGE)) == few <= 4


@pytest.mark.usefixtures("_signed")
def test_the_wall_is_told_when_somebody_signs(client, session, cast):
    wall = client.get(f"{PAGE}?view=plenary").text
    address = html.unescape(re.search(r'data-news="([^"]+)"', wall)[1])
    tag = html.unescape(re.search(r'data-tag="([^"]*)"', wall)[1])
    before = client.get(address, headers={"If-None-Match": tag})
    ask(session, cast, replace(BOGOTA, authority="Quito"))  # for the secretariat alone
    session.commit()
    asked = client.get(address, headers={"If-None-Match": tag})
    enter(session, cast, replace(BOGOTA, authority="Cusco", country="PE"))
    session.commit()

    assert (before.status_code, asked.status_code) == (304, 304)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
