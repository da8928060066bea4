"""A first visit in Chromium: bytes, requests, nodes, the largest paint, shifts of the layout.

The server is gunicorn in a process of its own, as in production; the browser knows nothing yet.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import urlopen

from tests.support.browser import CHROMIUM, WIDE, launched

TEXT = "/d/declaration"
ROLLING = "/d/declaration/rolling"
OPENED = f"{ROLLING}?open=p7#p7"
SKIPPED = "a first visit: Chromium is not installed, so nothing was looked at"
SLOW = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SETTLED = 500  # ms after the last request: whatever scripts and styles move has moved by then
PATIENCE = 20  # seconds until the server answers
AIMS = {  # figure -> greatest value
    "bytes": 64_000,
    "requests": 6,
    "bytes of scripts": 20_000,
    "bytes of all modules": 20_000,
    "nodes": 2_500,
    "largest paint, ms": 1_500,
    "layout shift": 0,
}
WATCH = """
  window.seen = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    window.seen.paint = entry.startTime;
  })).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    window.seen.shift += entry.hadRecentInput ? 0 : entry.value;
  })).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class VisitFigure:
    """A figure of a page, which meets its aim or not."""

    page: str
    figure: str
    value: float

    @property
    def missed(self):
        """Whether it is more than was aimed at."""
        return self.value > AIMS[self.figure]

    def row(self):
        """Return the line that is printed."""
        aim = f"{self.value:8,.10g} {AIMS[self.figure]:8,}"
        return f"{self.page:44} {self.figure:22} {aim}{' missed' if self.missed else ''}"


def measure_visits(app, folder, cookie):
    """Yield a line for each figure, or one that says why there is none."""
    if CHROMIUM is None:
        yield SKIPPED
        return
    yield f"{'a first visit':44} {'figure':22} {'found':>8} {'aim':>8}"
    with launched() as browser:
        for figure in figures(app, folder, cookie, browser):
            yield figure.row()


def figures(app, folder, cookie, browser):
    """Yield what a stranger and a delegate meet on their first visit."""
    assets = app.extensions["assets"].values()
    modules = sum(len(each.zipped) for each in assets if each.name.endswith(".js"))
    yield VisitFigure("all pages", "bytes of all modules", modules)
    with serving(folder, app) as address:
        for name, path, session_cookie, own in (
            ("published text, signed out", TEXT, "", ("bytes", "requests", "bytes of scripts")),
            ("rolling text, signed in", ROLLING, cookie, ("nodes",)),
            ("opened panel, signed in", OPENED, cookie, ("nodes",)),
        ):
            page_figures = visited(browser, address, path, session_cookie)
            for figure in (*own, "largest paint, ms", "layout shift"):
                yield VisitFigure(name, figure, page_figures[figure])
        yield VisitFigure(
            "panel opened by a link", "layout shift", clicked(browser, address, cookie)
        )


def visited(browser, address, path, cookie):
    """Look at a page with an empty cache on a slow line; return its figures."""
    with slow(browser, address, cookie) as (page, answers):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        seen = page.evaluate("window.seen")
        scripts = [size for kind, size in answers.values() if kind == "Script"]
        return {
            "bytes": sum(size for _, size in answers.values()),
            "requests": len(answers),
            "bytes of scripts": sum(scripts),
            "nodes": page.evaluate("document.querySelectorAll('*').length"),
            "largest paint, ms": round(seen["paint"]),
            "layout shift": round(seen["shift"], 4),
        }


def clicked(browser, address, cookie):
    """Open what is said on a paragraph by its link; return how much the layout shifted."""
    with slow(browser, address, cookie) as (page, _answers):
        page.goto(ROLLING)
        page.locator("main article a[href*='open=']").nth(3).click()
        page.wait_for_url("**open=*")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        return round(page.evaluate("window.seen.shift"), 4)


@contextmanager
def slow(browser, address, cookie):
    """Open a page on a slow line; yields it with its answers: id -> kind, bytes on the wire."""
    context = browser.new_context(base_url=address, viewport=WIDE, locale="en")
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.add_init_script(WATCH)
    wire, answers = context.new_cdp_session(page), {}
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    wire.on(
        "Network.requestWillBeSent", lambda event: answers.update({event["requestId"]: ("", 0)})
    )
    wire.on(
        "Network.responseReceived",
        lambda event: answers.update({event["requestId"]: (event["type"], 0)}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: answers.update(
            {event["requestId"]: (answers[event["requestId"]][0], event["encodedDataLength"])}
        ),
    )
    yield page, answers
    context.close()


@contextmanager
def serving(folder, app):
    """Serve the bench's database by gunicorn; yields the address."""
    address = f"127.0.0.1:{free_port()}"
    environment = os.environ | {
        "DECLARATION_DATA": str(folder),
        "DECLARATION_DATABASE": app.config["SQLALCHEMY_DATABASE_URI"],
        "DECLARATION_SECRET_KEY": app.config["SECRET_KEY"],
    }
    command = [sys.executable, "-m", "gunicorn", "--threads", "16", "--log-level", "warning"]
    with subprocess.Popen([*command, "-b", address, "app:create_app()"], env=environment) as server:
        try:
            wait_for(f"http://{address}/")
            yield f"http://{address}"
        finally:
            server.terminate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url):
    """Return as soon as the server answers; the page is in its memory then, as after the first."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(url).close()  # noqa: S310 -- our own address
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
