"""What a screen reader says, line by line, against what was written by hand.

A file in trees/ is an expectation: when a page changes on purpose, read it aloud before it is
changed, and say why at its top, behind «#».
"""

from datetime import timedelta
from difflib import unified_diff
from pathlib import Path

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import print_revision
from tests.support.desk import FIRST, LATER, accept, ask, decide, insert, verdict
from tests.support.hearing import heard
from tests.support.visitors import sign_in

SITE = "https://conference.example"  # wherever it is served
TREES = Path(__file__).parent / "trees"
PAGES = {  # name of the file -> address, who looks, whether at what is inside main
    "frame": ("/suggestions/1", "luis", False),
    "suggestion": ("/suggestions/1", "luis", True),
    "comparison": ("/d/declaration/compare/zero-draft...rev-1", None, True),
}
SERVICES = "We will open municipal schools, health centres and libraries to all inhabitants."


@pytest.fixture
def debated(app, passwords, session, cast):
    """A suggestion with its reason and what is said on it; a first revision; all on fixed days."""
    app.config["CLOCK"] = lambda: LATER + timedelta(days=1)
    asked = ask(session, cast, FIRST, reason="Así se dice en Dakar.", language="es")
    taken = ask(session, cast, SERVICES, by="luis", paragraph="services")
    gone = ask(session, cast, "", by="paul", paragraph="ties", form=SuggestionKind.DELETE)
    new = insert(session, cast, "We will listen first.", by="luis", after="services")
    refused = ask(session, cast, "We ask.", by="paul", paragraph="means")
    accept(session, cast, taken)
    accept(session, cast, gone)
    accept(session, cast, new)
    no = verdict(session, refused, Outcome.REJECTED, "Too short.")
    decide(session, cast, no, on="means")
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, LATER + timedelta(hours=2))
    question = Remark("Does it include children?", suggestion_id=asked.id, language="en")
    comment = comments.comment(session, cast.luis, cast.document, question, at=LATER)
    answer = Remark("It does.", parent_id=comment.id, language="en")
    comments.comment(session, cast.amina, cast.document, answer, at=LATER)
    session.commit()
    return cast


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_heard_as_it_was_written_down(debated, visit, site, name):
    address, reader, inside = PAGES[name]
    page = visit()
    if reader:
        sign_in(page, reader)
    page.goto(address)
    page.wait_for_load_state("networkidle")

    spoken = [line.replace(site, SITE) for line in part(heard(page), inside=inside)]

    path = TREES / f"{name}.txt"
    written = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    assert spoken == written, "\n".join(
        unified_diff(written, spoken, "written", "heard", lineterm="")
    )


def part(lines, *, inside):
    """Return what is said inside the landmark main, or outside of it."""
    start = lines.index("main")
    end = next(at for at, line in enumerate(lines) if at > start and line[0] != " ")
    return lines[start:end] if inside else [*lines[: start + 1], *lines[end:]]
