"""The public form: what it promises, and what it withstands."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.signing import register
from declaration.web.frame import limits
from models.journal import Event
from models.signing import SignatureRequest
from tests.histories.signing import EMAIL, adopt, ask, enter
from tests.support.cast import LATER
from tests.support.enter import enter as sign_in, post, token
from tests.support.statements import counting
from tests.support.valid import valid

FORM = "/d/declaration/signatures/sign"
TYPED = {
    "authority": "Bogotá",
    "kind": "city",
    "country": "CO",
    "world_region": "latin_america",
    "signatory": "Elena Rojas",
    "office": "Mayor",
    "email": EMAIL,
    "language": "es",
    "consent": "y",
}


@pytest.fixture(autouse=True)
def _opened(app, session, cast):
    app.config["CLOCK"] = lambda: LATER + timedelta(hours=1)
    adopt(session, cast)


def sent(client, other=None):
    """The answer to the form; a field that is None is left out."""
    fields = {name: value for name, value in (TYPED | (other or {})).items() if value is not None}
    return post(client, FORM, fields, shown=FORM)


def stored(session):
    session.rollback()
    return session.scalars(sa.select(SignatureRequest)).all()


def test_the_form_says_what_happens_and_who_reads_it(client):
    page = valid(client.get(FORM))

    assert "writes to you from its own mail" in page
    assert "visible only to the secretariat" in page.lower()
    assert 'aria-hidden="true"' in page


def test_whoever_asks_is_told_and_nothing_is_public(client, session):
    answer = sent(client)

    assert (answer.status_code, answer.location) == (303, f"{FORM}/sent")
    assert "has received your request" in valid(client.get(f"{FORM}/sent"))
    [row] = stored(session)
    assert (row.authority, row.email, row.language) == ("Bogotá", EMAIL, "es")
    for path in ("/d/declaration/signatures", "/d/declaration/signatures.json", "/journal", "/"):
        page = client.get(path).text
        assert "Rojas" not in page
        assert EMAIL not in page
        assert "Signature requested" not in page


def test_the_journal_of_the_secretariat_tells_that_somebody_asked_and_not_who(client):
    sent(client)

    for path in ("/journal", "/journal.csv"):
        page = sign_in(client, "noor").get(path).text
        assert "Signature requested" in page
        assert "Rojas" not in page
        assert EMAIL not in page


def test_the_answer_and_the_work_are_the_same_whoever_asked_or_signed_before(client, session, cast):
    def answered(**other):
        with counting(client.application) as seen:
            answer = client.post(FORM, data=TYPED | other | {"csrf_token": proof})
        return answer.status_code, answer.location, answer.data, len(seen)

    proof = token(client, FORM)
    first = answered(email="a@bogota.example")
    asked = answered(email="b@bogota.example")
    enter(session, cast)
    session.commit()

    assert first == asked == answered(email="c@bogota.example")
    assert len(stored(session)) == 3


@pytest.mark.parametrize("field", ["authority", "signatory", "email", "consent"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, session, field):
    answer = sent(client, {field: None})

    assert answer.status_code == 422
    page = valid(answer, 422)
    assert "There is a problem" in page
    assert "Mayor" in page
    assert not stored(session)


@pytest.mark.parametrize(
    "typed",
    [
        {"authority": "x" * 201},
        {"email": "nobody"},
        {"decision_url": "javascript:alert(1)"},
        {"kind": "planet"},
        {"country": "XX"},
        {"language": "tlh"},
        {"signatory": "Elena\u202eRojas"},
        {"office": "Mayor\x00"},
    ],
)
def test_what_cannot_be_taken_is_refused(client, session, typed):
    answer = sent(client, typed)

    assert answer.status_code == 422
    valid(answer, 422)
    assert not stored(session)


def test_a_line_break_makes_no_second_line(client, session):
    sent(client, {"authority": "Bogotá\r\nQuito", "signatory": "Elena\nRojas"})

    [row] = stored(session)
    assert (row.authority, row.signatory) == ("Bogotá Quito", "Elena Rojas")


def test_whoever_fills_in_the_trap_is_thanked_and_forgotten(client, session):
    events = session.scalar(sa.select(sa.func.count(Event.id)))

    trapped = sent(client, {"subject": "Buy now"})

    assert (trapped.status_code, trapped.location) == (303, f"{FORM}/sent")
    assert not stored(session)
    assert session.scalar(sa.select(sa.func.count(Event.id))) == events


def test_too_many_from_one_address_are_refused(client, session):
    most = limits.SIGNINGS.amount
    answers = [
        sent(client, {"authority": f"City {number}"}).status_code for number in range(most + 1)
    ]

    assert answers == [303] * most + [429]
    assert len(stored(session)) == most
    assert client.get(FORM).status_code == 200


def test_a_form_that_was_open_when_the_register_closed_says_so(client, session, cast):
    proof = token(client, FORM)
    register.switch(session, cast.noor, cast.document, opened=False, at=LATER)
    session.commit()

    answer = client.post(FORM, data=TYPED | {"csrf_token": proof})

    assert answer.status_code == 422
    assert "The signatures have been closed since." in answer.text
    assert "Elena Rojas" in answer.text


def test_a_form_without_a_token_is_refused(client, session):
    assert client.post(FORM, data=TYPED).status_code == 400
    assert not stored(session)


def test_nothing_personal_is_logged(client, session, cast, caplog):
    caplog.set_level("DEBUG")
    sent(client)
    sent(client, {"email": "nobody"})
    ask(session, cast)

    assert EMAIL not in caplog.text
    assert "Rojas" not in caplog.text
