"""``flask site freeze``: what it writes where, twice the same, and what it refuses."""

import hashlib
import os
import re
from datetime import timedelta

import pytest

from tests.cast import NOON
from tests.desk import ask
from tests.freezing import files


def test_every_page_names_the_head_of_the_journal(app, printed, freeze, tmp_path):
    head = app.test_cli_runner().invoke(args=["journal", "head"]).output.strip()
    folder = freeze(tmp_path / "frozen")

    assert re.fullmatch(r"[0-9a-f]{64}", head)
    for name, path in files(folder).items():
        if name.endswith(".html") and "/take/" not in name:
            assert f"{head} " in path.read_text(encoding="utf-8"), name


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
    assert "Frozen on" not in before


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
def test_a_folder_with_other_files_is_refused(app, printed, tmp_path, name):
    file = tmp_path / "mine" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")

    answer = app.test_cli_runner().invoke(args=["site", "freeze", str(tmp_path / "mine")])

    assert answer.exit_code == 1
    assert "files that are not of a frozen site" in answer.output
    assert files(tmp_path / "mine") == {name: file}


def test_a_list_of_files_elsewhere_takes_nothing_away(app, printed, tmp_path):
    mine, folder = tmp_path / "mine.txt", tmp_path / "folder"
    mine.write_text("mine")
    folder.mkdir()
    (folder / "SHA256SUMS").write_text(f"# Frozen on a day\n{'0' * 64}  ../mine.txt\n")

    answer = app.test_cli_runner().invoke(args=["site", "freeze", str(folder)])

    assert answer.exit_code == 1
    assert mine.exists()


def test_a_folder_that_cannot_be_written_is_said_to_be_so(app, printed, tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")

    answer = app.test_cli_runner().invoke(args=["site", "freeze", str(file / "below")])

    assert answer.exit_code == 1
    assert "The files cannot be written" in answer.output


def test_a_conference_must_be_there(app, tmp_path):
    folder = tmp_path / "none"

    answer = app.test_cli_runner().invoke(args=["site", "freeze", str(folder)])

    assert answer.exit_code == 1
    assert "flask setup" in answer.output
    assert not os.path.lexists(folder)


def test_a_decision_in_the_meantime_stops_it(app, session, cast, printed, tmp_path):
    folder = tmp_path / "frozen"
    app.config["CLOCK"] = lambda: once(app, session, cast)

    answer = app.test_cli_runner().invoke(args=["site", "freeze", str(folder)])

    assert answer.exit_code == 1
    assert "The journal went on" in answer.output
    assert files(folder) == {}


def once(app, session, cast):
    """The first time that somebody asks what time it is, somebody acts."""
    app.config["CLOCK"] = lambda: NOON
    ask(session, cast, "We will give.", by="luis", paragraph="means")
    session.commit()
    return NOON
