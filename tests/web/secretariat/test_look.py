import io
import zlib

import pytest

from declaration.formats.accent import GROUND, LEAST, contrast, dark_twin, readable
from models.document import Conference
from tests.support.enter import enter, post, token

PNG = b"\x89PNG\r\n\x1a\n" + zlib.compress(b"a picture")
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LOOK = "/admin/conference/look"


def look(session):
    session.rollback()
    conference = session.get(Conference, 1)
    return conference.welcome, conference.accent, conference.logo


def choose(client, content, name="logo.png", **fields):
    """Send the form with a file, as a browser does."""
    sent = {"csrf_token": token(client), "logo": (io.BytesIO(content), name), **fields}
    return client.post(LOOK, data=sent, content_type="multipart/form-data")


def test_nothing_of_it_is_there_at_first(client, session, cast):
    page = client.get("/").text

    assert look(session) == ("", "", "")
    assert "/accent/" not in page
    assert "/logo/" not in page


def test_welcome_and_accent_stand_on_the_pages(client, session, cast):
    noor = enter(client, "noor")

    assert (
        post(noor, LOOK, {"welcome": "Welcome to Ghent.", "accent": "#8A1538"}).status_code == 303
    )

    page = noor.get("/").text
    assert "Welcome to Ghent." in page
    assert "/accent/8a1538.css" in page
    sheet = noor.get("/accent/8a1538.css")
    assert (sheet.mimetype, sheet.headers["X-Content-Type-Options"]) == ("text/css", "nosniff")
    assert f"light-dark(#8a1538, {dark_twin('#8a1538')})" in sheet.text
    tag = {"If-None-Match": sheet.headers["ETag"]}
    assert noor.get("/accent/8a1538.css", headers=tag).status_code == 304


@pytest.mark.parametrize("colour", ["ffee00", "8a153", "8a15388", "red"])
def test_a_sheet_is_made_of_a_colour_that_can_be_read_alone(client, cast, colour):
    assert client.get(f"/accent/{colour}.css").status_code == 404


@pytest.mark.parametrize(
    ("accent", "problem"), [("#ffee00", "too light to be read"), ("red", "Enter a colour as")]
)
def test_an_accent_that_cannot_be_read_is_refused(client, session, cast, accent, problem):
    answer = post(enter(client, "noor"), LOOK, {"accent": accent, "welcome": "Welcome."})

    assert answer.status_code == 422
    assert problem in answer.text
    assert "Welcome." in answer.text
    assert look(session) == ("", "", "")


@pytest.mark.parametrize("accent", ["#2446b8", "#8a1538", "#00695c", "#5c5c5c", "#000000"])
def test_both_twins_of_an_accent_can_be_read(accent):
    assert readable(accent)
    assert contrast(accent, GROUND) >= LEAST
    assert contrast(dark_twin(accent), "#16181b") >= LEAST


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (WEBP, "image/webp")],
)
def test_a_logo_is_what_its_content_says(client, session, cast, content, media_type):
    noor = enter(client, "noor")

    assert choose(noor, content, "logo.svg").status_code == 303

    digest = look(session)[2]
    assert f"/logo/{digest}" in noor.get("/").text
    logo = client.get(f"/logo/{digest}")
    assert (logo.data, logo.content_type) == (content, media_type)
    assert logo.headers["X-Content-Type-Options"] == "nosniff"
    tag = {"If-None-Match": logo.headers["ETag"]}
    assert client.get(f"/logo/{digest}", headers=tag).status_code == 304


@pytest.mark.parametrize(
    ("content", "problem"),
    [(SVG, "not a PNG, JPEG or WebP"), (PNG + b"0" * 200_000, "larger than 200 kB")],
)
def test_another_file_is_no_logo(client, session, cast, content, problem):
    answer = choose(enter(client, "noor"), content)

    assert answer.status_code == 422
    assert problem in answer.text
    assert look(session) == ("", "", "")


def test_a_logo_stays_until_it_is_replaced_or_removed(client, session, cast):
    noor = enter(client, "noor")
    choose(noor, PNG)
    first = look(session)[2]

    post(noor, LOOK, {"welcome": "Welcome."})
    assert look(session)[2] == first

    choose(noor, WEBP)
    second = look(session)[2]
    assert second not in {"", first}
    assert client.get(f"/logo/{first}").status_code == 404

    post(noor, LOOK, {"removes_logo": "y"})
    assert look(session)[2] == ""
    assert client.get(f"/logo/{second}").status_code == 404


def test_the_look_is_the_secretariats(client, cast):
    assert post(enter(client, "amina"), LOOK, {"accent": "#2446b8"}).status_code == 404
