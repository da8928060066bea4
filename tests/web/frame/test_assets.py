"""Style sheets and modules: joined, hashed, compressed, kept for good; pages compressed."""

import gzip
import re
from pathlib import Path

import pytest

from declaration.web.frame.assets import joined, module
from tests.conftest import application
from tests.support.enter import TOKEN, enter

STATIC = Path(__file__).resolve().parents[3] / "static"
SHEET = re.compile(r'href="(/assets/[0-9a-f]{16}\.css)"')
MODULE = re.compile(r'src="(/assets/[\w-]+\.[0-9a-f]{16}\.js)"')


@pytest.fixture
def page(client, cast):
    return client.get("/sign-in").text


def test_a_page_links_to_one_style_sheet_that_is_kept_for_good(client, page):
    answer = client.get(SHEET.search(page)[1])

    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_all_sheets_are_in_it_each_in_its_layer(client, page):
    sheet = client.get(SHEET.search(page)[1]).text
    order = (STATIC / "css/order.css").read_text()
    layers = re.findall(r'url\("[\w-]+\.css"\) layer\((\w+)\)', order)

    assert "@import" not in sheet
    assert "/*" not in sheet
    assert re.findall(r"^@layer (\w+) \{", sheet, re.MULTILINE) == layers
    assert sheet.startswith("@layer ")


def test_every_sheet_is_named_in_the_order():
    order = (STATIC / "css/order.css").read_text()
    sheets = {path.name for path in (STATIC / "css").glob("*.css")} - {"order.css"}

    assert {name for name in sheets if f'"{name}"' not in order} == set()


def test_a_change_of_the_sheets_changes_the_address(tmp_path):
    (tmp_path / "order.css").write_text('@import url("a.css") layer(base);')
    (tmp_path / "a.css").write_text("p { margin: 0 } /* why */")

    assert joined(tmp_path / "order.css") == "@layer base {\np { margin: 0 }\n}\n"


def test_a_sheet_goes_without_its_comments_indents_and_empty_lines(tmp_path):
    (tmp_path / "order.css").write_text('@import url("a.css") layer(base);')
    (tmp_path / "a.css").write_text("p {\n  margin: 0; /* why */\n\n  & a { color: red }\n}\n")

    sheet = joined(tmp_path / "order.css")

    assert sheet == "@layer base {\np {\nmargin: 0;\n& a { color: red }\n}\n}\n"


def test_modules_are_linked_by_their_hash(client, page):
    address = MODULE.search(page)[1]

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.data == module(STATIC / "js/every-page.js").encode()


def test_a_module_goes_without_the_notes_that_stand_in_it(tmp_path):
    (tmp_path / "a.js").write_text('// why\nconst at = "https://a"; // kept\n  // how\ngo(at);\n')

    assert module(tmp_path / "a.js") == 'const at = "https://a"; // kept\ngo(at);\n'


def test_assets_come_compressed_to_those_who_take_it(client, page):
    address = SHEET.search(page)[1]

    plain = client.get(address)
    zipped = client.get(address, headers={"Accept-Encoding": "gzip, br"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("name", ["x.css", "0123456789abcdef.css", "..%2Fapp.py", "%00", "a.js"])
def test_an_asset_that_is_not_there_is_no_page(client, cast, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_pages_come_compressed_to_those_who_take_it(client, cast):
    enter(client, "amina")

    plain = client.get("/d/declaration")
    zipped = client.get("/d/declaration", headers={"Accept-Encoding": "gzip"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert without_tokens(gzip.decompress(zipped.data)) == without_tokens(plain.data)
    assert int(zipped.headers["Content-Length"]) == len(zipped.data)
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def without_tokens(page):
    """Return a page without its forms' tokens: each answer signs them anew."""
    return TOKEN.sub("", page.decode())


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0"])
def test_whoever_takes_no_gzip_gets_none(client, cast, accepted):
    answer = client.get("/sign-in", headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers


def test_small_answers_and_redirects_stay_as_they_are(own_app, cast):
    client = own_app.test_client()
    own_app.add_url_rule("/small", "small", lambda: "a word")

    answer = client.get("/small", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_the_style_guide_is_there_in_debug_mode_only(url, tmp_path, cast, monkeypatch):
    assert application(url, tmp_path).test_client().get("/styleguide").status_code == 404

    monkeypatch.setenv("FLASK_DEBUG", "1")

    assert application(url, tmp_path).test_client().get("/styleguide").status_code == 200
