"""``flask site freeze``: what it writes, whether that is complete and public, what it refuses."""

import hashlib
import os
import posixpath
import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from tests.support.cast import NOON
from tests.support.desk import ask

FOREIGN = {"http", "https", "mailto"}
SERVERS = re.compile(r"csrf|session=|/sign-in|/account|/admin|\?ui=|frozen\.invalid", re.IGNORECASE)
SECRETS = ("A trial run", "Nobody but the committee", "Among us alone.")  # in every history


class Page(HTMLParser):
    """What a frozen page links to, holds and is anchored by."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.ids, self.links, self.values = [], set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values += [value for _, value in attrs if value]
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            if name in {"href", "src", "action"}:
                self.links.append(value)


def files(folder):
    """Return the paths of all files by their names."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def pages(folder):
    """Yield the pages; texts to take away are files of their own."""
    for name, path in sorted(files(folder).items()):
        if name.endswith(".html") and not name.endswith(".text.html"):
            yield name, Page(path)


def words(folder):
    paths = (path for path in folder.rglob("*") if path.suffix in {".html", ".md", ".csv"})
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("kind", ["site", "debate"])
def test_every_link_leads_to_a_file_and_to_a_place_in_it(request, kind):
    folder = request.getfixturevalue(kind)
    names, frozen = files(folder), dict(pages(folder))
    lost = []
    for name, page in frozen.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in FOREIGN:
                continue
            path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            file = posixpath.normpath(path) if parts.path else name
            if (
                file not in names
                or parts.query
                or (parts.fragment and parts.fragment not in frozen[file].ids)
            ):
                lost.append((name, link))

    assert len(frozen) > 60
    assert lost == []


def test_every_language_has_the_same_files(debate):
    english, spanish, french = (set(files(debate / language)) for language in ("en", "es", "fr"))

    assert english == spanish == french


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
    names = files(site)
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
            *(
                f"{declaration}/revisions/{slug}"
                for slug in ("rev-2.md", "rev-2.text.html", "rev-1.csv")
            ),
            f"{declaration}/p/means.html",
            f"{declaration}/p/title.html",
        ):
            assert f"{language}/{name}" in names
    assert "static/img/mark.svg" in names
    assert [name for name in names if re.fullmatch(r"assets/[0-9a-f]{16}\.css", name)]


def test_a_downloaded_text_has_the_bytes_that_the_server_sends(printed, site, client):
    sent = client.get("/d/declaration/revisions/rev-1.md").data

    assert (site / "en/d/declaration/revisions/rev-1.md").read_bytes() == sent


def test_what_is_not_public_is_not_there(site):
    content = words(site)

    assert "We will greet every person who arrives." in content
    for secret in (*SECRETS, "We will open schools to all.", "Libraries matter."):
        assert secret not in content
    assert [name for name in files(site) if re.search(r"trial|rolling|suggestion", name)] == []


def test_an_open_debate_is_there_with_what_became_of_it(debate):
    names, content = files(debate), words(debate)
    paragraph = names["en/d/declaration/p/services.html"].read_text(encoding="utf-8")

    for name in ("suggestions.html", "suggestions.csv", "disposition.html", "disposition.csv"):
        assert f"es/d/declaration/{name}" in names
    assert "fr/suggestions/2.html" in names
    assert {"fr/d/declaration/figures.html", "fr/d/declaration/figures/words.csv"} <= names.keys()
    assert "Libraries matter." in paragraph
    for secret in SECRETS:
        assert secret not in content


def test_each_language_speaks_for_itself_and_leads_to_the_others(site):
    for language, foot in (
        ("en", "Static copy made on 7 October 2017; last journal fingerprint:"),
        ("es", "Copia fijada el 7 de octubre de 2017; última huella (hash) del registro:"),
        ("fr", "Copie figée le 7 octobre 2017"),
    ):
        html = (site / language / "d/declaration/p/means.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in html
        assert foot in html
        for other in ("en", "es", "fr"):
            link = f"../../../../{other}/d/declaration/p/means.html"
            assert f'href="{link if other != language else "means.html"}"' in html


def test_the_top_is_the_home_page_in_english(site):
    html = (site / "index.html").read_text(encoding="utf-8")

    assert '<html lang="en"' in html
    assert 'href="en/d/declaration.html"' in html
    assert 'href="fr/index.html"' in html


def test_every_page_names_the_head_of_the_journal(run, printed, freeze, tmp_path):
    head = run("journal", "head").output.strip()
    folder = freeze(tmp_path / "frozen")

    assert re.fullmatch(r"[0-9a-f]{64}", head)
    for name, _ in pages(folder):
        assert f"{head} " in (folder / name).read_text(encoding="utf-8"), name


def test_twice_the_same_bytes_but_for_the_date(app, printed, freeze, tmp_path):
    first = files(freeze(tmp_path / "once"))
    app.config["CLOCK"] = lambda: NOON + timedelta(days=6)
    second = files(freeze(tmp_path / "again"))
    dates = re.compile(rb"\b[78] (?:de )?(?:October|octubre|octobre)(?: de)? 2017")

    def bare(path):
        return dates.sub(b"", path.read_bytes())

    assert first.keys() == second.keys()
    sums = "SHA256SUMS"
    assert [n for n in first if n != sums and bare(first[n]) != bare(second[n])] == []
    assert first[sums].read_text().startswith("# Frozen on 2017-10-07; journal head ")


def test_pages_made_for_the_public_are_as_before(printed, freeze, client, tmp_path):
    before = client.get("/d/declaration").text
    freeze(tmp_path / "frozen")

    assert client.get("/d/declaration").text == before
    assert "Static copy made on" not in before


def test_a_citation_names_the_file(printed, site, freeze, tmp_path):
    name = "en/d/declaration/p/means.html"
    named = freeze(tmp_path / "named", "--url", "https://archive.example.org/mechelen/")

    assert f", {name}" in (site / name).read_text()
    assert f", https://archive.example.org/mechelen/{name}" in (named / name).read_text()


def test_the_sums_are_those_of_the_files(site):
    lines = (site / "SHA256SUMS").read_text().splitlines()[1:]
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert listed.keys() == files(site).keys() - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == digest


def test_what_is_no_longer_there_goes_and_what_somebody_added_stays(
    session, opened, freeze, tmp_path
):
    folder = freeze(tmp_path / "frozen")
    (folder / "CNAME").write_text("archive.example.org")
    opened.conference.debate_open = False
    session.commit()
    freeze(folder)

    assert (folder / "CNAME").read_text() == "archive.example.org"
    assert not (folder / "en/suggestions").exists()
    assert (folder / "en/d/declaration.html").exists()


@pytest.mark.parametrize("name", ["thesis.txt", "en/index.html", "SHA256SUMS"])
def test_a_folder_with_other_files_is_refused(run, printed, tmp_path, name):
    file = tmp_path / "mine" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")

    answer = run("site", "freeze", str(tmp_path / "mine"))

    assert answer.exit_code == 1
    assert "files that are not of a frozen site" in answer.output
    assert files(tmp_path / "mine") == {name: file}


def test_a_list_of_files_elsewhere_takes_nothing_away(run, printed, tmp_path):
    mine, folder = tmp_path / "mine.txt", tmp_path / "folder"
    mine.write_text("mine")
    folder.mkdir()
    (folder / "SHA256SUMS").write_text(f"# Frozen on a day\n{'0' * 64}  ../mine.txt\n")

    answer = run("site", "freeze", str(folder))

    assert answer.exit_code == 1
    assert mine.exists()


def test_a_folder_that_cannot_be_written_is_said_to_be_so(run, printed, tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")

    answer = run("site", "freeze", str(file / "below"))

    assert answer.exit_code == 1
    assert "The files cannot be written" in answer.output


def test_a_conference_must_be_there(run, tmp_path):
    folder = tmp_path / "none"

    answer = run("site", "freeze", str(folder))

    assert answer.exit_code == 1
    assert "flask setup" in answer.output
    assert not os.path.lexists(folder)


def test_a_decision_in_the_meantime_stops_it(run, app, session, cast, printed, tmp_path):
    folder = tmp_path / "frozen"
    app.config["CLOCK"] = lambda: once(app, session, cast)

    answer = run("site", "freeze", str(folder))

    assert answer.exit_code == 1
    assert "The journal went on" in answer.output
    assert files(folder) == {}


def once(app, session, cast):
    """The first time that somebody asks what time it is, somebody acts."""
    app.config["CLOCK"] = lambda: NOON
    ask(session, cast, "We will give.", by="luis", paragraph="means")
    session.commit()
    return NOON
