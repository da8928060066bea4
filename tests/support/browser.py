"""What looks at pages as people do: Debian's Chromium, a real server on loopback, and axe."""

import threading
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.needs import program

CHROMIUM = program("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1440, "height": 1000}
NARROW = {"width": 390, "height": 844}


class Quiet(WSGIRequestHandler):
    """Says nothing of what it answers."""

    def log(self, kind, message, *values):
        pass


@contextmanager
def launched():
    """Open a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def served(app):
    """Serve an application by threads; yields its address.

    In the end every request that came is answered: a page that is left saves what was typed, and
    must not do so in the next test's database.
    """
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = False  # it waits for no others
    # It looks so often whether it is to stop: half a second otherwise, for every journey.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def rules(*names):
    """Return the options that ask for single rules."""
    return {"runOnly": {"type": "rule", "values": names}, "resultTypes": ["violations"]}


NARROW_AXE = rules("color-contrast", "target-size")

# Contrast takes three quarters of axe's time, and most of a page looks like something before it:
# the rule sees once in a tab what has the same styles, down from the root, in the same window.
LOOK = """async (options) => {
  const rules = new CSSStyleSheet();
  const staying = "[data-stay], .bar, .rail, .beside, .panes, .desk-result, .desk-way, .news > p";
  rules.replaceSync(`${staying} { position: static }`);
  document.adoptedStyleSheets = [rules];

  const STYLES = ["color", "backgroundColor", "backgroundImage", "fontSize", "fontWeight",
    "opacity", "textShadow", "position", "filter", "mixBlendMode"];
  const known = new Map(JSON.parse(sessionStorage.looks ?? "[]"));
  const looks = new Map([[document.documentElement, `window of ${innerWidth}`]]);
  for (const element of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(element);
    const look = [
      looks.get(element.parentElement), element.localName, element.className,
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
      element.checkVisibility(), element.getClientRects().length > 0,
      element.matches(":disabled, [aria-disabled=true]"), element.control?.disabled,
      ...STYLES.map((name) => style[name]),
    ].join();
    element.toggleAttribute("data-looked-at", known.has(look));
    if (!known.has(look)) known.set(look, known.size);
    looks.set(element, known.get(look));
  }
  sessionStorage.looks = JSON.stringify([...known]);
  axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-looked-at])" }] });

  const { violations } = await axe.run(document, options);
  document.adoptedStyleSheets = [];
  const wide = document.documentElement.scrollWidth > innerWidth;
  return [
    ...violations.map(({ id, nodes }) => `${id} ${nodes[0].html.slice(0, 160)}`),
    ...(wide ? ["wider than the window"] : []),
  ];
}"""


def look(page, options):
    """Return what axe finds, and whether anything sticks out of the window.

    What stays in view covers what scrolls under it, and axe takes what it can see of a link for
    the whole: it looks while everything stands in its own place.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(LOOK, options)
