"""What looks at pages as people do: Debian's Chromium, and a real server on loopback."""

import threading
from contextlib import contextmanager

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
    """Serve an application by threads; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    # It looks so often whether it is to stop: half a second otherwise, for every journey.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
