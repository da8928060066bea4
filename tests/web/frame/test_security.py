"""Headers, cookies, tokens, settings."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from declaration.web.frame.settings import SettingsError, check, settings
from tests.conftest import application
from tests.support.enter import enter, post, token

ROOT = Path(__file__).resolve().parents[3]


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(client, cast):
    policy = client.get("/sign-in").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert all(
        f"{name} 'self'" in policy
        for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
    )
    assert all(f"{name} 'none'" in policy for name in ("base-uri", "frame-ancestors"))


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/static/img/mark.svg"])
def test_every_answer_carries_the_headers(client, cast, path):
    with client.get(path) as answer:
        headers = answer.headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_pages_are_kept_by_nobody_but_their_reader(client, cast):
    control = client.get("/sign-in").headers["Cache-Control"]

    assert "private" in control
    assert "no-cache" in control


def test_no_script_or_style_stands_in_a_page(client, cast):
    enter(client, "noor")

    page = client.get("/account").text

    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\sstyle=|\son\w+=|<style", page)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, cast):
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_tls_cookies_are_secure_and_browsers_stay_there(url, tmp_path, cast):
    client = application(url, tmp_path, TLS=True).test_client()

    answer = client.get("/sign-in", base_url="https://localhost")

    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_tls_nothing_is_promised(client, cast):
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


@pytest.mark.parametrize(
    ("hops", "expected"), [(0, "http://localhost/"), (1, "https://cities.example/")]
)
def test_a_proxy_is_believed_only_when_there_is_one(url, tmp_path, cast, hops, expected):
    app = application(url, tmp_path, BEHIND_PROXY=hops)
    app.add_url_rule("/here", "here", lambda: __import__("flask").request.host_url)
    forwarded = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "cities.example",
        "X-Forwarded-Port": "443",
    }

    assert app.test_client().get("/here", headers=forwarded).text == expected


def test_a_page_without_a_form_sets_no_cookie(client, cast):
    assert "Set-Cookie" not in client.get("/link-request/sent").headers


def test_a_token_is_good_as_long_as_its_session(client, cast, monkeypatch):
    enter(client, "amina")
    csrf = token(client, "/account")
    later = time.time() + 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)

    values = {"csrf_token": csrf, "language": "es", "time_zone": ""}
    assert client.post("/account", data=values).status_code == 303


def test_two_sessions_have_two_tokens(app, cast):
    first, second = (enter(app.test_client(), "amina") for _ in range(2))

    assert token(first, "/account") != token(second, "/account")


@pytest.mark.parametrize(
    "sent", [{}, {"csrf_token": ""}, {"csrf_token": "forged"}, {"csrf_token": "\x00é"}]
)
def test_a_post_without_a_right_token_is_refused(client, cast, sent):
    enter(client, "amina")

    answer = client.post("/account", data={"language": "es", "time_zone": ""} | sent)

    assert answer.status_code == 400
    assert "could not be read" in answer.text


def test_a_post_with_the_token_of_the_page_is_taken(client, cast):
    enter(client, "amina")

    assert post(client, "/account", {"language": "es", "time_zone": ""}).status_code == 303


def test_another_persons_token_is_refused(app, cast):
    stolen = token(enter(app.test_client(), "luis"), "/account")
    client = enter(app.test_client(), "amina")
    token(client, "/account")

    answer = client.post("/account", data={"csrf_token": stolen, "language": "es", "time_zone": ""})

    assert answer.status_code == 400


def test_a_missing_secret_key_is_refused():
    with pytest.raises(SettingsError, match="DECLARATION_SECRET_KEY"):
        check(settings({}))


@pytest.mark.parametrize("key", ["abc", "x" * 31])
def test_a_secret_key_that_can_be_guessed_is_refused(key):
    with pytest.raises(SettingsError, match="takes 32 or more"):
        check(settings({"DECLARATION_SECRET_KEY": key}))


def test_a_long_secret_key_is_taken():
    assert check(settings({"DECLARATION_SECRET_KEY": "x" * 32})) is None


def test_the_demo_makes_its_own_key_and_keeps_it(tmp_path):
    environ = {"DECLARATION_DEMO": "1", "DECLARATION_DATA": str(tmp_path)}

    key = settings(environ)["SECRET_KEY"]

    assert len(key) >= 32
    assert settings(environ)["SECRET_KEY"] == key


@pytest.mark.parametrize(
    ("name", "value"),
    [("DECLARATION_TLS", "maybe"), ("DECLARATION_PROXIES", "two"), ("DECLARATION_PROXIES", "-1")],
)
def test_a_setting_that_cannot_be_read_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        settings({name: value})


def test_a_folder_without_fonts_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="takes a folder of fonts"):
        application("sqlite://", tmp_path, FONTS=str(tmp_path / "none"))


def flask(tmp_path, *command):
    """Run a command of the application in an environment without settings."""
    environ = {"PATH": os.environ["PATH"], "DECLARATION_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", [["run"], ["db", "current"], ["journal", "verify"]])
def test_the_refusal_to_start_is_one_sentence_and_no_traceback(command, tmp_path):
    done = flask(tmp_path, *command)

    assert done.returncode != 0
    assert "DECLARATION_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_needs_no_key(tmp_path):
    done = flask(tmp_path, "--help")

    assert done.returncode == 0
    assert "journal" in done.stdout
    assert done.stderr == ""
