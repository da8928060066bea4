"""What is refused before anything is made of it: strange hosts, forms of other sites, size."""

import logging
import re

import pytest
from flask import Request
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from declaration.web.frame.settings import SettingsError, settings
from models.people import Person, SignIn
from tests.conftest import application
from tests.support.enter import enter, post, token
from tests.support.visitors import PASSWORD
from tests.web.frame.test_unsent import TYPED, back_in, ended, hidden

KB = 1024
FORM = "application/x-www-form-urlencoded"
MALFORMED = [
    ".",
    "..",
    "a..b",
    ".a",
    "x" * 64,
    f"{'x' * 64}.example.org",
    "a b",
    "a/b",
    "a@b",
    "a\\b",
    "a?b",
    "a#b",
    "<b>",
    "a'b",
    "-a.example",
    "a-.example",
    "a:b",
    "a:",
    "a:1:2",
    "a:999999",
    "[",
    "[::1",
    "::1",
    "[::1]x",
    "[g::1]",
    "%00",
    "\xe9.example",
    "a,b",
    "a\tb",
    "xn--99999999.example",
]
WELL_FORMED = [
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "Cities.Example.ORG",
    "cities.example.org.",
    "xn--mlaga-lva.example",
    "a_b.example",
    f"{'x' * 63}.example",
]
PAGES = ["/", "/sign-in", "/no-such-page", "/d/declaration/p/arrival", "/static/img/mark.svg"]


def asked(app, host, path="/"):
    """Ask as a program does that sends any Host; a client of tests reads it first."""
    environ = create_environ(path) | {"HTTP_HOST": host}
    return TestResponse(*run_wsgi_app(app, environ, buffered=True), request=Request(environ))


@pytest.fixture
def named(url, tmp_path, cast):
    """The application as it is configured for two names, in earnest."""
    hosts = settings({"DECLARATION_HOSTS": "Cities.example, www.cities.example:8443"})
    kept = {name: hosts[name] for name in ("HOSTS", "SITE_URL")}
    return application(url, tmp_path, PROPAGATE_EXCEPTIONS=False, **kept)


@pytest.mark.parametrize("host", MALFORMED)
def test_what_no_host_can_be_called_is_refused_with_a_page(app, cast, caplog, host):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    with caplog.at_level(logging.ERROR):
        answers = [asked(app, host, path) for path in PAGES]

    assert {answer.status_code for answer in answers} == {400}
    assert all("does not respond to the name" in answer.text for answer in answers)
    assert caplog.records == []


@pytest.mark.parametrize("host", WELL_FORMED)
def test_unset_any_host_is_answered(app, cast, host):
    with asked(app, host, "/d/declaration/p/arrival") as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "host", ["cities.example", "CITIES.example:80", "www.cities.example", "cities.example."]
)
def test_configured_names_are_answered_whatever_the_port(named, host):
    assert asked(named, host).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "cities.example.evil.example", "xcities.example", "localhost", "127.0.0.1"],
)
def test_every_other_name_is_refused(named, host):
    for path in PAGES:
        answer = asked(named, host, path)

        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_the_refusal_is_in_the_readers_language(named):
    wanted = {"Host": "evil.example", "Accept-Language": "es"}

    assert '<html lang="es"' in named.test_client().get("/", headers=wanted).text


def test_what_a_proxy_passes_on_is_looked_at(url, tmp_path, cast):
    app = application(url, tmp_path, BEHIND_PROXY=1, HOSTS=("cities.example",), SITE_URL="")
    client = app.test_client()

    def through(host, **more):
        return client.get("/", headers={"X-Forwarded-Host": host} | more).status_code

    assert through("cities.example") == 200
    assert through("evil.example") == 400
    assert through("a..b") == 400
    assert through("cities.example", **{"X-Forwarded-Port": "x"}) == 400


def test_links_that_are_handed_out_name_the_configured_address(named, session, cast):
    host = {"base_url": "http://www.cities.example:8443"}
    noor = named.test_client()
    identity = enter(named.test_client(), "noor").get_cookie("session").value
    noor.set_cookie("session", identity, domain="www.cities.example")
    csrf = re.search(r'csrf_token"[^>]*value="([^"]+)"', noor.get("/account", **host).text)[1]
    amina = cast.people["amina"].id

    page = noor.post(f"/admin/people/{amina}/link", data={"csrf_token": csrf}, **host).text
    merged = noor.post(
        "/admin/links/mail-merge", data={"csrf_token": csrf, "person": str(amina)}, **host
    ).text
    story = noor.get("/d/declaration/p/arrival", **host).text

    assert "http://Cities.example/join/" in page
    assert "http://Cities.example/join/" in merged
    assert "http://Cities.example/d/declaration/p/arrival" in story
    assert "8443" not in page + merged + story


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://cities.example", 303),
        ("https://www.cities.example", 303),
        ("http://127.0.0.1:8000", 303),
        ("https://evil.example", 400),
    ],
)
def test_behind_a_proxy_that_gives_another_host_our_own_names_send_forms(
    url, tmp_path, cast, origin, status
):
    names = ("cities.example", "www.cities.example", "127.0.0.1")
    app = application(url, tmp_path, HOSTS=names, SITE_URL="https://cities.example")
    inner = {"base_url": "http://127.0.0.1:8000"}
    client = app.test_client()
    cookie = enter(app.test_client(), "amina").get_cookie("session").value
    client.set_cookie("session", cookie, domain="127.0.0.1")
    csrf = re.search(r'csrf_token"[^>]*value="([^"]+)"', client.get("/account", **inner).text)[1]
    sent = {"csrf_token": csrf, "language": "es", "time_zone": ""}

    answer = client.post("/account", data=sent, headers={"Origin": origin}, **inner)

    assert answer.status_code == status


@pytest.mark.parametrize("value", ["a..b", "https://a.example", "a.example/x", "a.example;b"])
def test_a_name_that_is_none_is_refused_at_the_start(value):
    with pytest.raises(SettingsError, match="DECLARATION_HOSTS"):
        settings({"DECLARATION_HOSTS": value})


def test_links_begin_with_https_behind_tls():
    environ = {"DECLARATION_HOSTS": "a.example", "DECLARATION_TLS": "1"}

    assert settings(environ)["SITE_URL"] == "https://a.example"


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
]
OWN = [
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "https://localhost:8000"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    "path", ["/sign-out", "/sign-in", "/sign-in?ui=es", "/link-request", "/account", "/office"]
)
def test_a_form_of_another_site_is_refused_and_sets_no_cookie(app, cast, headers, path):
    shown = token(app.test_client())  # the attacker's own, of nobody who is signed in
    lax = app.test_client()  # the reader's browser, which keeps its cookie back

    for fields in ({}, {"csrf_token": shown}, {"sign-in-csrf_token": shown}):
        answer = lax.post(path, data=fields, headers=headers)

        assert answer.status_code == 400
        assert "sent from another site" in answer.text
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", OWN)
def test_a_form_of_this_site_is_taken(client, cast, headers):
    enter(client, "amina")

    answer = post(client, "/account", {"language": "es", "time_zone": ""}, headers=headers)

    assert answer.status_code == 303


def test_the_token_of_somebody_elses_page_signs_nobody_out(app, client, session, cast):
    shown = token(app.test_client())
    enter(client, "amina")
    old_browser = app.test_client()  # one that neither keeps to Lax nor says where a form is from

    answer = old_browser.post("/sign-out", data={"csrf_token": shown})

    assert "This has not been sent yet" in answer.text
    assert session.query(SignIn).count() == 1
    assert client.get("/account").status_code == 200


TOO_MUCH = {
    "fields": b"a&" * 2000,
    "pairs": b"a=1&" * 2000,
    "four megabytes of fields": b"a&" * (2 * KB * KB - 1),
    "escapes": b"%00" * 22_000,
    "one long word": b"words=" + b"x" * (64 * KB),
    "many names": b"&".join(b"field-%d=x" % number for number in range(2001)),
    "a forged token": b"csrf_token=1.abc&words=" + b"x" * (64 * KB),
}


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/link-request", "/sign-out"])
@pytest.mark.parametrize("name", TOO_MUCH)
def test_somebody_signed_out_sends_little(client, cast, name, path):
    answer = client.post(path, data=TOO_MUCH[name], content_type=FORM)

    assert answer.status_code == 413
    assert "10,000 fields" in answer.text


def test_the_token_of_somebody_signed_out_opens_no_door(client, cast):
    body = f"csrf_token={token(client)}&words=".encode() + b"x" * (64 * KB)

    assert client.post("/account", data=body, content_type=FORM).status_code == 413


def test_a_form_in_parts_is_small_too(client, cast):
    many = {f"field-{number}": "x" for number in range(2001)}
    kind = {"content_type": "multipart/form-data"}

    assert client.post("/sign-in", data={"words": "x" * 64 * KB}, **kind).status_code == 413
    assert client.post("/sign-in", data=many, **kind).status_code == 413


def test_somebody_signed_in_sends_much_but_not_many_fields(client, cast):
    enter(client, "amina")
    csrf = token(client, "/account")

    much = client.post("/account", data={"csrf_token": csrf, "words": "x" * 3_000_000} | TYPED)
    many = client.post("/account", data={"csrf_token": csrf, "x": ["1"] * 10_000})

    assert much.status_code == 303
    assert many.status_code == 413


@pytest.mark.usefixtures("passwords")
def test_a_large_form_outlives_its_session_through_a_wrong_password(client, session, cast):
    enter(client, "amina")
    words = "Nous, les maires, " * 50_000
    asked = ended(client, "/account", TYPED | {"words": words})

    again = back_in(client, asked.text, password="wrong password")
    shown = back_in(client, again.text)

    assert (asked.status_code, again.status_code, shown.status_code) == (401, 422, 422)
    assert dict(hidden(again.text))["words"] == words
    assert session.get(Person, cast.people["amina"].id).language == ""


@pytest.mark.usefixtures("passwords")
def test_only_the_token_of_a_person_opens_the_sign_in_page_for_much(client):
    mine = {"sign-in-email": "amina@example.org", "sign-in-password": PASSWORD}
    much = {"sign-in-csrf_token": token(client), "_carried": "1", "words": "x" * 64 * KB}

    assert client.post("/sign-in", data=mine | much).status_code == 413
