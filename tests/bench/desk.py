"""`python -m tests.bench.desk`: two people decide on 310 suggestions by keyboard, in Chromium.

The chair reads the list of what nobody speaks against, gives the deletions one reason, and goes
through the first half of the paragraphs; the member prepares the other half, which the chair
releases. Counted: keys, letters of reasons, pages, and how long server and browser let one wait.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from models.debate import Decision
from tests.bench.__main__ import built, signed_in
from tests.bench.asked import MEMBER, PARAGRAPHS, awaiting, fill
from tests.bench.conference import Numbers
from tests.bench.member import Counted, Member, total
from tests.bench.visit import serving
from tests.support.browser import launched

DESK = "/d/declaration/desk"
PEOPLE = 61  # the last one is the chair
HOURS, MEMBERS = 3, 2
REASON = "The committee keeps to what was agreed in June."
AT = """[...document.querySelectorAll("[data-stop]")].indexOf(
  document.activeElement.closest("[data-stop]"))"""
ROWS = """[...document.querySelectorAll(".alternative[data-row]")].map((row) => ({
  changes: row.querySelectorAll("button[aria-pressed]").length,
  words: Boolean(row.querySelector(".outcomes button")),
}))"""


def main():
    """Make the conference, decide, print."""
    numbers = Numbers(paragraphs=PARAGRAPHS, people=PEOPLE, suggestions=0, comments=0)
    with tempfile.TemporaryDirectory() as folder, built(Path(folder), numbers) as site:
        with sa.orm.Session(site.engine) as session:
            fill(session, site.debate)
        with launched() as browser:
            for line in report(decided(site, Path(folder), browser)):
                print(line)  # noqa: T201


@dataclass(frozen=True)
class Done:
    """What two people counted; ids of what was asked, of what got its decision, of what waits."""

    counted: Counted
    asked: set
    decided: list
    left: set


def decided(site, folder, browser):
    """Let two people decide on all there is."""
    with sa.orm.Session(site.engine) as session:
        asked = awaiting(session)
    chair = f"p{len(site.debate.heads)}@example.org"  # the last of the people
    with serving(folder, site.app) as address:
        chair = Member(browser, address, signed_in(site.app, chair))
        member = Member(browser, address, signed_in(site.app, MEMBER))
        read_list(chair)
        refuse_deletions(chair)
        share(chair, member)
        release(chair)
        finish(chair)
    with sa.orm.Session(site.engine) as session:
        with_decision = sa.select(Decision.suggestion_id).where(Decision.suggestion_id.in_(asked))
        return Done(
            total(chair, member), asked, list(session.scalars(with_decision)), awaiting(session)
        )


def read_list(by):
    """Read what nobody speaks against, one after another, and accept all of it."""
    by.look(DESK)
    by.follow("a[href$='/uncontested']")
    by.reach("[name=chosen]")
    while by.count(".entry"):
        for at in range(by.count(".entry")):
            if at or not by.within(".entry"):
                by.press("j")
            if not by.holds("document.activeElement.checked"):
                by.press("x")
        by.send()


def refuse_deletions(by):
    """Choose those who want to delete a paragraph, and give all of them one reason."""
    by.look(DESK)
    by.reach("[name=chosen]")
    last = by.count("[data-row]") - 1
    for at in range(last + 1):
        if by.holds("document.activeElement.closest('[data-row]').innerText.includes('Delet')"):
            by.press("x")
        if at < last:
            by.press("j")
    if by.count("[name=chosen]:checked"):
        by.go("Control+Enter")
        by.press("j")
        by.press("r")
        by.press("y")
        by.write(REASON)
        by.send()


def share(chair, member):
    """Decide on the first half of the paragraphs, and prepare the second, in turns."""
    chair.look(DESK)
    stops = chair.count(".queue-place")
    halves = {chair: range((stops + 1) // 2), member: range((stops + 1) // 2, stops)}
    for by, half in halves.items():
        if half:
            by.look(DESK)
            by.reach("[name=chosen]")
            while by.holds(AT) < half.start:
                by.press("j")
            by.go("Enter")
    for turn in range(max(map(len, halves.values()))):
        for by, half in halves.items():
            if turn < len(half):
                settle(by, turn)


def settle(by, turn):
    """Decide on all that is asked here: one is accepted, of one a change, the rest is refused."""
    rows = by.holds(ROWS)
    mixed = turn % 2 and len(rows) > 1 and rows[0]["words"] and rows[1]["changes"]
    by.press("a")
    if mixed:
        by.change("t")
    for at in range(1, len(rows)):
        by.press("j")
        if mixed and at == 1:
            adapt(by)
        else:
            by.press("r")
    if len(rows) > 1:
        by.press("s")
        by.write(REASON)
    by.send()


def adapt(by):
    """Take a suggestion's first change into the result, and say so."""
    by.change("1")
    by.press("d")
    by.press("y")
    by.write("The first change says it.")
    by.press("Escape")


def release(by):
    """Release all that the other has prepared."""
    by.look(DESK)
    by.follow("a[href$='/release']")
    if by.count("main form [type=submit]"):
        by.reach("main form [type=submit]")
        by.go("Enter", decides=True)


def finish(by):
    """Go through what could not be released: it is as prepared, and the question is answered."""
    by.look(DESK)
    if by.count(".queue-place"):
        by.reach("[name=chosen]")
        by.go("Enter")
        while by.count(".alternative[data-row]"):
            by.send()


def report(done):
    """Yield what was counted."""
    sums, asked = done.counted, len(done.asked)
    each = HOURS * 3600 * MEMBERS / asked
    machine = sums.waited / asked
    yield f"suggestions {asked}, with one decision {len(done.decided)}, left {len(done.left)}"
    yield f"pages loaded {sums.loads}, acts that decide {len(sums.decisions)}"
    yield f"keys {sums.keys} ({sums.keys / asked:.1f} a suggestion), letters {sums.letters}"
    yield f"waiting {sums.waited:.1f} s ({machine:.2f} s a suggestion)"
    yield f"waiting for an act: median {sums.nth(50):.2f} s, p95 {sums.nth(95):.2f} s"
    yield f"of {each:.0f} s a suggestion, {each - machine:.0f} are left to read and to talk"


if __name__ == "__main__":
    main()
