"""Sign in and out: who gets in, what is said to those who do not, how often one may try."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from declaration.actions.people.passwords import Passwords
from declaration.web.frame import limits
from models.people import Membership, Person
from tests.support.cast import NOON
from tests.support.enter import enter, post, token
from tests.support.visitors import PASSWORD

pytestmark = pytest.mark.usefixtures("passwords")


def attempt(client, email="amina@example.org", password=PASSWORD, path="/sign-in", **options):
    fields = {
        "sign-in-csrf_token": token(client),
        "sign-in-email": email,
        "sign-in-password": password,
    }
    return client.post(path, data=fields, **options)


def test_the_right_password_lets_in(client):
    answer = attempt(client)

    assert answer.status_code == 303
    assert "Amina" in client.get("/account").text


def test_letter_case_and_blanks_in_the_address_do_not_matter(client):
    assert attempt(client, " Amina@Example.ORG ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("amina@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("amina@example.org", "x" * 10_000),
    ],
)
def test_everybody_else_reads_the_same_sentence(client, email, password):
    answer = attempt(client, email, password)

    assert answer.status_code == 422
    assert "The email address or password is incorrect." in answer.text
    assert client.get("/account").status_code == 303


def test_an_unknown_address_costs_the_same_work(app, client, session, cast):
    passwords = app.extensions["passwords"] = Passwords({"time_cost": 8, "memory_cost": 8192})
    passwords.matches("", "warm up")

    def cost(email):
        began = time.process_time()
        attempt(client, email, "wrong password")
        return time.process_time() - began

    cast.people["amina"].password_hash = passwords.hashed(PASSWORD)
    session.commit()
    ours = sorted(cost("nobody@example.org") for _ in range(3))[1]
    theirs = sorted(cost("amina@example.org") for _ in range(3))[1]

    assert 0.3 < ours / theirs < 3


@pytest.mark.parametrize("fields", [{}, {"sign-in-email": "", "sign-in-password": ""}])
def test_an_empty_form_comes_back(client, fields):
    answer = client.post("/sign-in", data={"sign-in-csrf_token": token(client)} | fields)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "email", ["a\x00b@example.org", "\u202eamina@example.org", "<script>alert(1)</script>"]
)
def test_odd_addresses_are_only_wrong(client, email):
    answer = attempt(client, email)

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_without_a_token_nobody_gets_in(client):
    fields = {"sign-in-email": "amina@example.org", "sign-in-password": PASSWORD}

    assert client.post("/sign-in", data=fields).status_code == 400


def test_a_sign_in_page_of_an_old_session_comes_back_filled(app):
    old = token(app.test_client())
    client = app.test_client()
    fields = {
        "sign-in-csrf_token": old,
        "sign-in-email": "amina@example.org",
        "sign-in-password": PASSWORD,
    }

    answer = client.post("/sign-in", data=fields)

    assert answer.status_code == 422
    assert "amina@example.org" in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("inside", ["/account", "/d/declaration?view=clean", "/d/déclaration"])
def test_signing_in_leads_on_inside_the_site(client, inside):
    answer = attempt(client, path="/sign-in?next=" + inside.replace("?", "%3F"))

    assert answer.status_code == 303
    assert answer.location.startswith("/account" if inside == "/account" else "/d/")


@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%5Cevil.example",
        "%09//evil.example",
        "/%0D%0ALocation: x",
        "evil",
    ],
)
def test_signing_in_never_leads_outside(client, outside):
    assert attempt(client, path=f"/sign-in?next={outside}").location == "/for-you"


def test_whoever_is_signed_in_is_led_on(client):
    enter(client, "amina")

    answer = client.get("/sign-in?next=/account")

    assert (answer.status_code, answer.location) == (303, "/account")


def test_a_page_that_needs_an_account_asks_for_it_and_leads_back(client):
    asked = client.get("/account?x=1")

    answer = attempt(client, path=asked.location)

    assert asked.status_code == 303
    assert answer.location == "/account?x=1"


def test_the_session_is_a_new_one(client):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["ui"] = "es"
    before = token(client)

    attempt(client)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["ui"] == "es"
    assert token(client, "/account") != before


def test_signing_out_ends_the_session_wherever_its_cookie_was_copied(app, client):
    attempt(client)
    copied = client.get_cookie("session").value
    thief = app.test_client()
    thief.set_cookie("session", copied)
    assert thief.get("/account").status_code == 200
    thief.set_cookie("session", copied)

    answer = post(client, "/sign-out")

    assert answer.status_code == 303
    assert client.get("/account").status_code == 303
    assert thief.get("/account").status_code == 303


def test_signing_out_leaves_the_other_browsers_signed_in(app, client):
    other = app.test_client()
    attempt(client)
    attempt(other)

    post(client, "/sign-out")

    assert other.get("/account").status_code == 200


def test_a_session_ends_after_thirty_days_whoever_used_it_meanwhile(client, clock):
    attempt(client)
    for _ in range(3):
        clock.now += timedelta(days=9)
        assert post(client, "/account", {"language": "es", "time_zone": ""}).status_code == 303

    clock.now += timedelta(days=3)

    assert client.get("/account").status_code == 303


def test_a_cookie_from_before_sign_ins_were_kept_is_nobodys(client, cast):
    with client.session_transaction() as session:
        session["_user_id"] = f"{cast.people['amina'].id}:{'0' * 32}"

    assert client.get("/account").status_code == 303


def test_an_account_switched_off_is_signed_out_at_once(client, session, cast):
    attempt(client)
    cast.people["amina"].active = False
    session.commit()

    assert client.get("/account").status_code == 303
    assert attempt(client).status_code == 422


def test_whoever_holds_no_office_is_not_let_in(client, session, cast):
    attempt(client)
    amina = cast.people["amina"].id
    session.query(Membership).filter_by(person_id=amina).one().ended_at = NOON
    session.commit()

    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("identity", ["", "x", "1", "1:wrong", "99:x", ":amina", "1:amina:more"])
def test_an_identity_that_is_none_is_nobody(client, identity):
    with client.session_transaction() as session:
        session["_user_id"] = identity

    assert client.get("/account").status_code == 303


def test_three_hundred_people_sign_in_behind_one_address(app, session, cast):
    hashed = cast.people["amina"].password_hash
    people = [
        Person(
            name=f"P{n}",
            email=f"p{n}@example.org",
            password_hash=hashed,
            created_at=NOON,
        )
        for n in range(300)
    ]
    session.add_all(people)
    session.flush()
    held = session.query(Membership).filter_by(person_id=cast.people["amina"].id).one()
    for person in people:
        office = {"capacity": held.capacity, "post": held.post, "delegation_id": held.delegation_id}
        session.add(Membership(person_id=person.id, created_at=NOON, **office))
    session.commit()

    for person in people:
        client = app.test_client()
        assert attempt(client, person.email, "a slip of hand").status_code == 422
        assert attempt(client, person.email).status_code == 303


def test_after_ten_failures_one_waits(client):
    for _ in range(10):
        assert attempt(client, password="wrong password").status_code == 422

    answer = attempt(client)

    assert answer.status_code == 429
    assert "Too many attempts" in answer.text


def test_of_forty_wrong_attempts_at_once_ten_are_looked_at(app):
    clients = [app.test_client() for _ in range(40)]
    forms = [token(client) for client in clients]
    ready = threading.Barrier(len(clients))

    def guess(client, csrf):
        mine = {"sign-in-email": "amina@example.org", "sign-in-password": "a wrong password"}
        ready.wait()
        return client.post("/sign-in", data={"sign-in-csrf_token": csrf} | mine).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = Counter(pool.map(guess, clients, forms))

    assert answers == {422: 10, 429: 30}


def test_whoever_knows_the_password_is_never_stopped(client):
    for _ in range(15):
        assert attempt(client).status_code == 303
        post(client, "/sign-out")


def test_failures_elsewhere_lock_nobody_out(app):
    villain = app.test_client()
    for _ in range(12):
        attempt(villain, password="wrong password", environ_base={"REMOTE_ADDR": "203.0.113.66"})

    assert attempt(app.test_client()).status_code == 303


def test_failures_at_the_next_table_do_not_lock_out_a_browser_that_was_there_before(app):
    client, villain = app.test_client(), app.test_client()
    attempt(client)
    post(client, "/sign-out")
    for _ in range(12):
        attempt(villain, password="wrong password")

    assert attempt(villain).status_code == 429
    assert attempt(client).status_code == 303


def test_a_known_browser_has_its_own_limit(client):
    attempt(client)
    post(client, "/sign-out")
    for _ in range(10):
        attempt(client, password="wrong password")

    assert attempt(client).status_code == 429


def test_one_address_has_a_wide_limit(client, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS", limits.parse("3 per 5 minutes"))
    for number in range(3):
        attempt(client, f"n{number}@example.org")

    assert attempt(client).status_code == 429
