"""The frozen site: complete, closed in itself, and nothing in it that is not public."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from tests.freezing import SECRETS, files, pages, words

FOREIGN = {"http", "https", "mailto"}
SERVERS = re.compile(r"csrf|session=|/sign-in|/account|/admin|\?ui=|frozen\.invalid", re.IGNORECASE)


@pytest.mark.parametrize("kind", ["site", "debate"])
def test_every_link_leads_to_a_file_and_to_a_place_in_it(request, kind):
    folder = request.getfixturevalue(kind)
    found, known = files(folder), dict(pages(folder))
    lost = []
    for name, page in known.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in FOREIGN:
                continue
            led = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            file = posixpath.normpath(led) if parts.path else name
            if (
                file not in found
                or parts.query
                or (parts.fragment and parts.fragment not in known[file].ids)
            ):
                lost.append((name, link))

    assert len(known) > 60
    assert lost == []


@pytest.mark.parametrize("kind", ["site", "debate"])
def test_nothing_asks_the_server_for_an_answer(request, kind):
    for name, page in pages(request.getfixturevalue(kind)):
        assert not {"form", "input", "select", "textarea"} & set(page.tags), name
        assert [value for value in page.values if value.startswith("/")] == [], name
        assert [value for value in page.values if SERVERS.search(value)] == [], name


def test_pages_stay_valid(debate):
    for path in [debate / "index.html", *(debate / "fr").rglob("*.html")]:
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_all_that_was_published_is_there(site):
    found = files(site)
    declaration = "d/declaration"
    pairs = ("zero-draft...rev-1", "rev-1...rev-2", "zero-draft...rev-2")

    for language in ("en", "es", "fr"):
        for name in (
            "index.html",
            "journal.html",
            "d/inputs.html",
            f"{declaration}.html",
            f"{declaration}.since-rev-1.html",
            f"{declaration}/revisions.html",
            *(f"{declaration}/revisions/{slug}.html" for slug in ("zero-draft", "rev-1", "rev-2")),
            *(f"{declaration}/compare/{pair}.html" for pair in pairs),
            *(f"{declaration}/compare/{pair}.view-side.html" for pair in pairs),
            *(f"{declaration}/compare/{pair}.view-list.html" for pair in pairs),
            *(f"{declaration}/take/{slug}" for slug in ("rev-2.md", "rev-2.html", "rev-1.csv")),
            f"{declaration}/p/means.html",
            f"{declaration}/p/title.html",
        ):
            assert f"{language}/{name}" in found
    assert "static/img/mark.svg" in found
    assert [name for name in found if re.fullmatch(r"assets/[0-9a-f]{16}\.css", name)]


def test_a_downloaded_text_has_the_bytes_that_the_server_sends(printed, site, client):
    sent = client.get("/d/declaration/take/rev-1.md").data

    assert (site / "en/d/declaration/take/rev-1.md").read_bytes() == sent


def test_what_is_not_public_is_not_there(site):
    said = words(site)

    assert "We will greet every person who arrives." in said
    for secret in (*SECRETS, "We will open schools to all.", "Libraries matter."):
        assert secret not in said
    assert [name for name in files(site) if re.search(r"trial|rolling|suggestion", name)] == []


def test_an_open_debate_is_there_with_what_became_of_it(debate):
    found, said = files(debate), words(debate)
    story = found["en/d/declaration/p/services.html"].read_text(encoding="utf-8")

    for name in ("suggestions.html", "suggestions.csv", "disposition.html", "disposition.csv"):
        assert f"es/d/declaration/{name}" in found
    assert "fr/suggestions/2.html" in found
    assert {"fr/d/declaration/figures.html", "fr/d/declaration/figures/words.csv"} <= found.keys()
    assert "Libraries matter." in story
    for secret in SECRETS:
        assert secret not in said


def test_each_language_speaks_for_itself_and_leads_to_the_others(site):
    for language, foot in (
        ("en", "Frozen on 7 October 2017; journal head"),
        ("es", "Copia fijada el 7 de octubre de 2017; última huella (hash) del diario:"),
        ("fr", "Copie figée le 7 octobre 2017"),
    ):
        html = (site / language / "d/declaration/p/means.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in html
        assert foot in html
        for other in ("en", "es", "fr"):
            there = f"../../../../{other}/d/declaration/p/means.html"
            assert f'href="{there if other != language else "means.html"}"' in html


def test_the_top_is_the_home_page_in_english(site):
    html = (site / "index.html").read_text(encoding="utf-8")

    assert '<html lang="en"' in html
    assert 'href="en/d/declaration.html"' in html
    assert 'href="fr/index.html"' in html
