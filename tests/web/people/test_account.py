"""What people set for themselves; in whose name they act; with whose eyes the secretariat looks."""

import pytest

from declaration.actions.people.passwords import Passwords
from declaration.verbs import Role, Verb
from declaration.web.frame.acting import actor, own_actor, verb
from models.people import Membership, Person
from tests.conftest import QUICK_HASH
from tests.support.cast import NOON
from tests.support.enter import enter, post

WORD = "correct horse battery"


@pytest.fixture
def app(own_app):
    return own_app


@pytest.fixture
def whose(app):
    """Routes that say who acts."""

    def said():
        by = actor()
        return f"{by.role} {by.delegation_id} {by.seeing}"

    app.add_url_rule("/whose", "whose", said)
    app.add_url_rule("/desk", "desk", verb(Verb.READ_DESK)(lambda: "the desk"))
    app.add_url_rule("/really", "really", verb(Verb.SEE_AS, really=True)(lambda: own_actor().role))
    return app


def stored(session, cast, name="amina"):
    session.expire_all()
    return session.get(Person, cast.people[name].id)


def offices(session, cast, name):
    rows = session.query(Membership).filter_by(person_id=cast.people[name].id)
    return [row.id for row in rows.order_by(Membership.id)]


def test_signed_out_there_is_no_account(client, cast):
    assert client.get("/account").status_code == 303


def test_language_and_time_zone_are_stored_and_hold(client, session, cast):
    enter(client, "amina", ui="es")

    answer = post(client, "/account", {"language": "fr", "time_zone": "Africa/Dakar"})

    assert answer.status_code == 303
    person = stored(session, cast)
    assert (person.language, person.time_zone) == ("fr", "Africa/Dakar")
    assert '<html lang="fr"' in client.get("/account").text


@pytest.mark.parametrize(
    "values", [{"language": "xx", "time_zone": ""}, {"language": "", "time_zone": "Mars/Base"}]
)
def test_what_is_not_offered_is_not_stored(client, session, cast, values):
    enter(client, "amina")

    answer = post(client, "/account", values)

    assert answer.status_code == 422
    assert stored(session, cast).time_zone == ""


@pytest.fixture
def with_password(session, cast):
    cast.people["amina"].password_hash = Passwords(QUICK_HASH).hashed(WORD)
    session.commit()


def change(client, present, new):
    return post(client, "/account/password", {"present_password": present, "password": new})


def test_a_new_password_holds_here_and_ends_every_other_session(
    app, client, session, cast, with_password
):
    other = enter(app.test_client(), "amina")
    enter(client, "amina")

    answer = change(client, WORD, "a better password")

    assert answer.status_code == 303
    assert "password has been changed" in client.get("/account").text
    assert other.get("/account").status_code == 303
    assert Passwords(QUICK_HASH).matches(stored(session, cast).password_hash, "a better password")


@pytest.mark.parametrize(
    ("present", "new"),
    [
        ("wrong password", "a better password"),
        (WORD, "short"),
        (WORD, ""),
        ("", "a better password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_or_to_a_bad_one(
    client, session, cast, with_password, present, new
):
    enter(client, "amina")
    before = stored(session, cast).password_hash

    answer = change(client, present, new)

    assert answer.status_code == 422
    assert stored(session, cast).password_hash == before
    assert "a better password" not in answer.text


def test_after_ten_wrong_passwords_one_waits(client, cast, with_password):
    enter(client, "amina")
    for _ in range(10):
        assert change(client, "wrong password", "a better password").status_code == 422

    assert change(client, WORD, "a better password").status_code == 429


def test_a_delegation_comes_before_the_committee(whose, client, cast):
    enter(client, "paul")

    assert client.get("/whose").text.startswith("head")


def test_another_office_can_be_chosen_and_leads_back(whose, client, session, cast):
    enter(client, "paul")
    member = offices(session, cast, "paul")[1]

    answer = post(client, "/office?next=/account", {"office": str(member)})

    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/whose").text.startswith("member")
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("office", ["", "x", "999999999999999999999999", "-1", "\x00"])
def test_an_office_that_is_none_is_refused(whose, client, cast, office):
    enter(client, "paul")

    assert post(client, "/office", {"office": office}).status_code == 404


def test_an_office_of_somebody_else_is_refused(whose, client, session, cast):
    enter(client, "paul")

    answer = post(client, "/office", {"office": str(offices(session, cast, "marie")[0])})

    assert answer.status_code == 404
    assert client.get("/whose").text.startswith("head")


def test_an_office_that_has_ended_is_left_at_once(whose, client, session, cast):
    first = offices(session, cast, "paul")[0]
    session.commit()  # its reading is over before the other session writes
    enter(client, "paul", office=None)
    session.get(Membership, first).ended_at = NOON
    session.commit()

    assert client.get("/whose").text.startswith("member")


def look(client, seen):
    return post(client, "/seeing", {"as": seen})


def test_the_secretariat_sees_as_a_delegation_and_only_reads(whose, client, cast):
    enter(client, "noor")
    dakar = cast.delegations["dakar"].id

    answer = look(client, str(dakar))

    assert answer.status_code == 303
    assert client.get("/whose").text == f"head {dakar} True"
    page = client.get("/account").text
    assert "the site as the head of the delegation of Dakar" in page
    assert "Return to my own view" in page


@pytest.mark.parametrize(("seen", "role"), [("observer", Role.OBSERVER), ("public", Role.PUBLIC)])
def test_the_secretariat_sees_as_others_do(whose, client, cast, seen, role):
    enter(client, "noor")

    look(client, seen)

    assert client.get("/whose").text == f"{role} None True"
    assert client.get("/really").text == Role.SECRETARIAT


def test_being_oneself_again_ends_it(whose, client, cast):
    enter(client, "noor")
    look(client, "public")

    look(client, "myself")

    assert client.get("/whose").text.startswith("secretariat")


@pytest.mark.parametrize("seen", ["", "committee", "999999", "x" * 5000])
def test_nobody_can_be_seen_as_who_is_not_there(whose, client, cast, seen):
    enter(client, "noor")

    assert look(client, seen).status_code == 404


@pytest.mark.parametrize("name", ["amina", "marie", "ole"])
def test_nobody_else_sees_as_another(whose, client, cast, name):
    enter(client, name, seeing="public")

    assert look(client, "observer").status_code == 404
    assert not client.get("/whose").text.endswith("True")


def test_as_the_public_one_learns_where_a_sign_in_would_be_asked_for(whose, client, cast):
    enter(client, "noor", seeing="public")

    answer = client.get("/desk")

    assert answer.status_code == 403
    assert "asked to sign in" in answer.text
