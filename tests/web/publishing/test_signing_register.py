"""The secretariat's page on signatures."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.queries.signing.requests import KEPT
from models.signing import Signature, SignatureRequest, SigningRegister, SigningWay
from tests.histories.signing import BOGOTA, EMAIL, adopt, ask, enter
from tests.support.cast import LATER
from tests.support.enter import enter as sign_in, post
from tests.support.statements import statements
from tests.support.valid import valid

PAGE = "/admin/documents/declaration/signatures"
TYPED = {
    "authority": "Gent",
    "kind": "city",
    "country": "BE",
    "world_region": "europe",
    "signatory": "Mathias Declercq",
    "office": "Burgemeester",
    "way": "letter",
}
ON_DAY = {"signed_on": LATER.date().isoformat()}
LIST = (
    "authority;type;country;region;signatory;office\n"
    "Gent;city;Belgium;europe;Mathias Declercq;Mayor\n"
    "Bogota;city;CO;latin_america;Elena Rojas;Mayor\n"
    "Lima;city;PE;;Nobody;\n"
    f"Cusco;city;PE;latin_america;Ana Paz;{'x' * 201}\n"
)


@pytest.fixture(autouse=True)
def _today(app):
    app.config["CLOCK"] = lambda: LATER + timedelta(hours=1)


@pytest.fixture
def browser(client, cast):
    return sign_in(client, "noor")


def rows(session, table):
    session.rollback()
    return session.scalars(sa.select(table).order_by(table.id)).all()


def test_the_page_is_there_once_the_text_is_adopted(browser, session, cast):
    assert browser.get(PAGE).status_code == 403
    adopt(session, cast, opened=False)

    assert "Open signatures" in valid(browser.get(PAGE))
    assert PAGE in browser.get("/admin/documents").text
    assert browser.get(f"{PAGE}/import").status_code == 404


def test_one_press_opens_the_register_and_another_closes_it(browser, session, cast):
    adopt(session, cast, opened=False)

    for sent, opened in (("1", True), ("0", False)):
        assert post(browser, f"{PAGE}/switch", {"open": sent}).status_code == 303
        [row] = rows(session, SigningRegister)
        assert row.open is opened


def test_what_waits_is_shown_with_its_doubles_and_verified(browser, session, cast):
    adopt(session, cast)
    enter(session, cast, replace(BOGOTA, authority="BOGOTA "))
    number = ask(session, cast, replace(BOGOTA, authority="Lima", country="PE")).id
    ask(session, cast)
    ask(session, cast, email="second@bogota.example")
    session.commit()

    page = valid(browser.get(PAGE))
    assert EMAIL in page
    assert "BOGOTA signed on" in page
    assert "Bogotá is waiting, too: Elena Rojas" in page
    assert "Lima is a delegation: its head can sign" in page

    assert post(browser, f"{PAGE}/requests/{number}/verify").status_code == 303
    assert rows(session, Signature)[-1].authority == "Lima"
    answer = post(browser, f"{PAGE}/requests/{number + 1}/verify")
    assert "This authority has already signed." in valid(answer, 422)
    assert post(browser, f"{PAGE}/requests/{number}/verify").status_code == 409


def test_a_refusal_needs_a_reason_which_stays_with_the_secretariat(browser, session, cast):
    adopt(session, cast)
    number = ask(session, cast).id
    session.commit()

    assert post(browser, f"{PAGE}/requests/{number}/refuse", {"reason": " "}).status_code == 422
    post(browser, f"{PAGE}/requests/{number}/refuse", {"reason": "Nobody answers."})

    assert "Refused: Nobody answers." in valid(browser.get(PAGE))
    assert "Nobody answers" not in browser.get("/d/declaration/signatures").text


def test_an_address_is_deleted(browser, session, cast):
    adopt(session, cast)
    number = ask(session, cast).id
    session.commit()

    post(browser, f"{PAGE}/requests/{number}/forget")

    page = valid(browser.get(PAGE))
    assert EMAIL not in page
    assert "Bogotá" in page
    assert browser.get(f"{PAGE}/requests/{number}/forget").status_code == 405


def test_opening_the_page_deletes_what_is_a_year_old(app, browser, session, cast):
    adopt(session, cast)
    ask(session, cast, at=LATER)
    session.commit()
    app.config["CLOCK"] = lambda: LATER + KEPT
    sign_in(browser, "noor")

    assert EMAIL not in valid(browser.get(PAGE))
    assert not rows(session, SignatureRequest)


def test_what_came_by_letter_is_entered(browser, session, cast):
    adopt(session, cast)

    assert post(browser, PAGE, TYPED | ON_DAY).status_code == 303

    [row] = rows(session, Signature)
    assert (row.authority, row.way, row.signed_on) == ("Gent", SigningWay.LETTER, LATER.date())
    again = post(browser, PAGE, TYPED | ON_DAY)
    assert "This authority has already signed." in valid(again, 422)
    early = post(browser, PAGE, TYPED | {"signed_on": "2017-01-01", "authority": "Brugge"})
    assert "This date is before the adoption." in valid(early, 422)
    assert "Brugge" in early.text


def test_a_pasted_list_is_shown_line_by_line_and_stored_once_confirmed(browser, session, cast):
    adopt(session, cast)
    enter(session, cast)
    session.commit()

    preview = valid(post(browser, f"{PAGE}/import", {"pasted": LIST}))
    assert "This authority has already signed." in preview
    assert len(rows(session, Signature)) == 1

    post(browser, f"{PAGE}/import", {"pasted": LIST, "confirmed": "yes"})

    [_bogota, ghent] = rows(session, Signature)
    assert (ghent.authority, ghent.way) == ("Gent", SigningWay.ON_THE_DAY)
    assert ghent.country == "BE"


def test_a_signature_is_withdrawn_and_its_name_taken_out(browser, session, cast):
    adopt(session, cast)
    number = enter(session, cast).id
    session.commit()

    post(browser, f"{PAGE}/{number}/withdraw")
    assert "Withdrawn on" in valid(browser.get(PAGE))

    redaction = f"/admin/redaction/signature/{number}"
    assert redaction in browser.get(PAGE).text
    assert "Elena Rojas" in valid(browser.get(redaction))
    post(browser, redaction)
    page = valid(browser.get(PAGE))
    assert "Elena Rojas" not in page
    assert "Name removed" in page


def test_what_waits_is_among_the_tasks_of_the_secretariat(browser, session, cast):
    adopt(session, cast)
    assert "request to sign" not in browser.get("/for-you").text
    ask(session, cast)
    session.commit()

    page = valid(browser.get("/for-you"))
    assert "1 request to sign" in page
    assert PAGE in page
    assert PAGE in valid(browser.get("/admin"))
    assert "request to sign" not in sign_in(browser, "marie").get("/for-you").text


def test_what_is_of_no_register_is_not_there(browser, session, cast):
    adopt(session, cast)

    for path in ("requests/9/verify", "requests/9/refuse", "requests/9/forget", "9/withdraw"):
        assert post(browser, f"{PAGE}/{path}").status_code == 404


def test_the_page_runs_as_many_statements_for_many_as_for_none(browser, session, cast):
    adopt(session, cast)
    few = len(statements(browser, PAGE))
    for number in range(20):
        enter(session, cast, replace(BOGOTA, authority=f"City {number}"))
        ask(session, cast, replace(BOGOTA, authority=f"Town {number}"))
    session.commit()

    assert len(statements(browser, PAGE)) == few <= 12
