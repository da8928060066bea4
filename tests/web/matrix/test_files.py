"""Files: whoever gets a page gets it as a file, and reads there no more than on the page."""

import io
import re
import zipfile

import pytest

from declaration.formats import FORMATS, OPEN_TABLES, REDLINES, REPORTS, TABLES
from tests.support import desk
from tests.web.matrix.readers import reader

STATEMENTS = 20  # a disposition alone asks seven times; each part of the procedure once
TEXT = "/d/declaration"
LIST, NUMBER = f"{TEXT}/suggestions", "/suggestions/{}"
LAYOUTS = {"docx": ("", "?layout=columns", "?layout=text"), "pdf": ("", "?layout=columns")}
PAGES = {  # by address: the endings that it has
    TEXT: FORMATS,
    f"{TEXT}/rolling": FORMATS,
    f"{TEXT}/rolling?view=compilation": REPORTS,
    f"{TEXT}/revisions/rev-1": FORMATS,
    f"{TEXT}/compare/zero-draft...rev-1": REDLINES,
    f"{TEXT}/compare/rev-1...rolling": REDLINES,
    LIST: REPORTS | TABLES,
    f"{LIST}?delegation=lima": REPORTS | TABLES,
    f"{TEXT}/disposition": REPORTS | TABLES,
    f"{TEXT}/brackets": REPORTS | TABLES,
    f"{TEXT}/discussion": TABLES,
    f"{TEXT}/account": TABLES,
    f"{TEXT}/revisions/rev-1/account": TABLES,
    "/participants": TABLES,
    f"{TEXT}/signatures": OPEN_TABLES,
    f"{TEXT}/journal": TABLES,
    "/journal": TABLES,
    NUMBER: REPORTS,
    f"{NUMBER}/receipt": REPORTS,
}
DRAFTED = ("Words of own.", "Words of others.", "Words of ready.")
DEBATED = (desk.FIRST, desk.OTHER, "We will listen.", "So says luis.", "Which language?")
TAGS = re.compile(r"<[^>]*>")


def files(page, endings, stand):
    """Yield the addresses of the files of a page, and the page's own."""
    number = stand.world.suggestions["own"][0]
    path, _, asked = page.format(number).partition("?")
    for ending in endings:
        layouts = LAYOUTS.get(ending, ("",)) if page == LIST else (f"?{asked}" if asked else "",)
        for layout in layouts:
            yield f"{path}.{ending}{layout}", page.format(number)


def words(answer):
    """Return what can be read in a file without its own program: all but PDF."""
    if answer.data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(answer.data))
        whole = " ".join(archive.read(name).decode() for name in archive.namelist())
        return TAGS.sub("", whole)
    return "" if answer.mimetype == "application/pdf" else answer.data.decode()


@pytest.mark.parametrize("setting", ["consultation", "adopted", "open to all"])
@pytest.mark.parametrize("name", ["public", "observer", "head", "member", "secretariat"])
def test_a_file_is_answered_as_its_page_is_and_tells_no_more(standing, name, setting):
    stand, findings = standing(setting), []
    who = reader(name, stand.world)
    debate = stand.send(who, "GET", LIST).status_code == 200
    for page, endings in PAGES.items():
        for address, own in files(page, endings, stand):
            wanted = stand.send(who, "GET", own).status_code
            answer = stand.send(who, "GET", address)
            if answer.status_code != wanted:
                findings.append(f"{address}: {answer.status_code}, its page {wanted}")
            if len(stand.statements) > STATEMENTS:
                findings.append(f"{address}: {len(stand.statements)} statements")
            if answer.status_code == 200:
                told = words(answer)
                secret = DRAFTED if debate else DRAFTED + DEBATED
                findings += [f"{address} tells «{each}»" for each in secret if each in told]

    assert not findings, "\n".join(findings)


def test_what_a_file_tells_of_an_open_debate_is_found(standing):
    stand = standing("open to all")
    told = words(stand.send(reader("head", stand.world), "GET", f"{TEXT}/discussion.csv"))

    assert "So says luis." in told
    assert desk.OTHER in words(stand.send(reader("head", stand.world), "GET", f"{LIST}.xlsx"))
