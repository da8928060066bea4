"""Somebody who works by keyboard alone: what they press, and how long they wait."""

import time
from dataclasses import dataclass, field

READY = "document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')"
RETURNED = "Boolean(document.querySelector('form[data-returned]'))"
ASKED = "document.activeElement.name === 'confirmed'"
TABS = 400  # before one gives up
PAUSE = 0.01  # seconds


@dataclass
class Counted:
    """What was pressed, loaded and waited for; seconds of each act that decides."""

    keys: int = 0
    letters: int = 0
    loads: int = 0
    waited: float = 0.0
    decisions: list = field(default_factory=list)

    def nth(self, percent):
        """Return the seconds that so many of a hundred acts that decide do not exceed."""
        ordered = sorted(self.decisions)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Member(Counted):
    """One of the committee at the desk, on a screen of 1024 x 768."""

    def __init__(self, browser, address, cookie):
        super().__init__()
        context = browser.new_context(
            base_url=address, viewport={"width": 1024, "height": 768}, locale="en"
        )
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())

    __hash__ = object.__hash__

    def look(self, path):
        """Open a page by its address."""
        start = time.monotonic()
        self.page.goto(path)
        self._waited(start)
        self.loads += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def write(self, words):
        self.page.keyboard.type(words)
        self.letters += len(words)

    def reach(self, selector):
        """Press Tab until the first of these has the focus."""
        held = f"document.activeElement === document.querySelector({selector!r})"
        for _ in range(TABS):
            if self.holds(held):
                return
            self.press("Tab")
        raise AssertionError(f"not reached by keyboard: {selector}")

    def follow(self, selector):
        """Go where a link leads."""
        self.reach(selector)
        self.go("Enter")

    def go(self, key, *, decides=False):
        """Press what leads to a page, and wait until one can go on."""
        start = time.monotonic()
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)
        taken = self._waited(start)
        self.loads += 1
        if decides:
            self.decisions.append(taken)

    def send(self):
        """Send what was decided; what the server has merged, or asks, is looked at and sent."""
        self.go("Control+Enter", decides=True)
        while self.holds(RETURNED):
            self.go("Enter" if self.holds(ASKED) else "Control+Enter", decides=True)

    def change(self, key):
        """Press what puts words into the result without leaving the page."""
        start = time.monotonic()
        self.press(key)
        self._waited(start)

    def count(self, selector):
        return self.page.locator(selector).count()

    def within(self, selector):
        return self.holds(f"Boolean(document.activeElement.closest({selector!r}))")

    def holds(self, expression):
        """Ask the page."""
        return self.page.evaluate(expression)

    def _waited(self, start):
        while not self.holds(READY):
            time.sleep(PAUSE)
        taken = time.monotonic() - start
        self.waited += taken
        return taken


def total(*members):
    """Add up what several have counted."""
    sums = Counted()
    for member in members:
        for name in ("keys", "letters", "loads", "waited"):
            setattr(sums, name, getattr(sums, name) + getattr(member, name))
        sums.decisions += member.decisions
    return sums
