"""A form whose session has ended comes back filled after the sign-in, and is never executed."""

import re
from html import unescape

import pytest

from models.people import Membership, Person
from tests.support.enter import enter, token
from tests.support.visitors import PASSWORD

pytestmark = pytest.mark.usefixtures("passwords")

TYPED = {"language": "fr", "time_zone": "America/Lima"}
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')


def hidden(page):
    """Return the hidden fields of a page's last form, as a browser would send them."""
    form = page[page.index('action="/sign-in') :]
    fields = []
    for tag in HIDDEN.findall(form[: form.index("</form>")]):
        value = re.search(r'value="([^"]*)"', tag)
        fields.append((re.search(r'name="([^"]*)"', tag)[1], unescape(value[1]) if value else ""))
    return fields


def ended(client, path, typed):
    """POST a form that ``client`` was shown before its session ended."""
    csrf = token(client, "/account")
    client.delete_cookie("session")
    return client.post(path, data={"csrf_token": csrf} | typed)


def back_in(client, page, who="amina", password=PASSWORD):
    action = unescape(re.search(r'action="(/sign-in[^"]*)"', page)[1])
    mine = {"sign-in-email": f"{who}@example.org", "sign-in-password": password}
    fields = dict(hidden(page)) | mine
    answer = client.post(action, data=fields)
    if answer.status_code == 307:  # a browser sends the same body to the new address
        answer = client.post(answer.location, data=fields)
    return answer


def preferred(session, cast, who="amina"):
    session.expire_all()
    person = session.get(Person, cast.people[who].id)
    return person.language, person.time_zone


def test_the_sign_in_page_carries_the_words_but_no_password_and_no_token(client):
    enter(client, "amina")

    answer = ended(client, "/account", {"language": '"><b>fr', "password": "secret word"})

    assert answer.status_code == 401
    fields = dict(hidden(answer.text))
    assert fields["language"] == '"><b>fr'
    assert "secret word" not in answer.text
    assert "csrf_token" not in fields
    assert "Nothing" in answer.text or "Nothing has been sent" in answer.text


def test_after_signing_in_the_form_is_shown_filled_and_nothing_is_executed(client, session, cast):
    enter(client, "amina")
    asked = ended(client, "/account", TYPED)

    answer = back_in(client, asked.text)

    assert answer.status_code == 422
    assert answer.request.path == "/account"
    assert re.search(r'<option selected value="America/Lima"', answer.text)
    assert preferred(session, cast) == ("", "")


def test_the_filled_form_can_then_be_sent(client, session, cast):
    enter(client, "amina")
    page = back_in(client, ended(client, "/account", TYPED).text).text
    fresh = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    answer = client.post("/account", data={"csrf_token": fresh} | TYPED)

    assert answer.status_code == 303
    assert preferred(session, cast) == ("fr", "America/Lima")


def test_a_wrong_password_in_between_loses_nothing(client):
    enter(client, "amina")
    asked = ended(client, "/account", TYPED)

    again = back_in(client, asked.text, password="wrong password")

    assert again.status_code == 422
    assert dict(hidden(again.text))["time_zone"] == "America/Lima"
    assert "America/Lima" in back_in(client, again.text).text


def test_somebody_else_who_signs_in_may_copy_the_words_and_no_more(client, session, cast):
    enter(client, "amina")
    asked = ended(client, "/account", TYPED | {"note": "We <must> welcome."})

    answer = back_in(client, asked.text, who="luis")

    assert answer.status_code == 403
    assert "typed under another account" in answer.text
    assert "We &lt;must&gt; welcome." in answer.text
    assert preferred(session, cast, "luis") == ("", "")


def test_a_button_is_pressed_again_knowingly(client, cast, session):
    enter(client, "paul")
    member = session.query(Membership).filter_by(person_id=cast.people["paul"].id).all()[1].id
    asked = ended(client, "/office", {"office": str(member)})

    answer = back_in(client, asked.text, who="paul")

    assert "<title>This has not been sent yet" in answer.text
    assert "<h1>This has not been sent yet" in answer.text
    assert f'name="office" value="{member}"' in answer.text.replace("\n", " ")
    assert "Kampala" in client.get("/account").text


def test_a_form_of_an_earlier_session_of_the_same_person_is_shown_filled(client, session, cast):
    enter(client, "amina")
    old = token(client, "/account")
    client.delete_cookie("session")
    enter(client, "amina")

    answer = client.post("/account", data={"csrf_token": old} | TYPED)

    assert answer.status_code == 422
    assert preferred(session, cast) == ("", "")


def test_a_switched_off_account_gets_the_sign_in_page_with_its_words(client, session, cast):
    enter(client, "amina")
    csrf = token(client, "/account")
    cast.people["amina"].active = False
    session.commit()

    answer = client.post("/account", data={"csrf_token": csrf} | TYPED)

    assert answer.status_code == 401
    assert dict(hidden(answer.text))["time_zone"] == "America/Lima"


@pytest.mark.parametrize("proof", ["", "forged", None])
def test_carried_words_without_proof_are_no_form(client, session, cast, proof):
    enter(client, "amina")
    fields = {"_carried": "1"} | TYPED | ({} if proof is None else {"_token": proof})

    answer = client.post("/account", data=fields)

    assert answer.status_code == 403
    assert preferred(session, cast) == ("", "")


def test_carried_words_with_a_right_token_are_not_executed_either(client, session, cast):
    enter(client, "amina")
    csrf = token(client, "/account")

    answer = client.post(
        "/account", data={"_carried": "1", "_token": csrf, "csrf_token": csrf} | TYPED
    )

    assert answer.status_code == 422
    assert preferred(session, cast) == ("", "")


def test_a_large_text_comes_through(client):
    enter(client, "amina")
    words = "Nous, les maires, " * 50_000

    asked = ended(client, "/account", TYPED | {"words": words})

    assert dict(hidden(asked.text))["words"] == words


def test_fields_that_repeat_are_carried_each(client):
    enter(client, "amina")
    csrf = token(client, "/account")
    client.delete_cookie("session")

    asked = client.post("/account", data={"csrf_token": csrf, "pick": ["1", "2"]})

    assert [value for name, value in hidden(asked.text) if name == "pick"] == ["1", "2"]
