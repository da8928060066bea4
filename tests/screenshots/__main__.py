"""`make screenshots`: the pictures of the papers, from the demo on a day that never changes.

`ARGS="--all FOLDER"` photographs every page instead, in three languages, wide and narrow, light and
dark, for those who look; `--only WORD` those whose address or name contains it.
"""

import argparse
import re
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from declaration.cli.base import migrate
from declaration.cli.demo import acts, script
from declaration.queries.people.people import DEMO_PASSWORD
from models.db import db
from tests.conftest import application
from tests.journeys.test_pages import READERS as WALKERS, addresses, enter
from tests.screenshots.png import smaller
from tests.screenshots.table import LANGUAGES, PICTURES, READERS
from tests.support.browser import CHROMIUM, NARROW, WIDE, launched, served

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "img"
TODAY = datetime(2017, 11, 6, 9, 0, tzinfo=UTC)
ZONE = "Europe/Brussels"  # the conference's, so that no second time stands beside it
SETTLED = 400  # ms after the last request
NO_NAME = re.compile(r"[^\w.=-]+")  # what a file is not called


def main():
    """Photograph the table, or everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every page, into a folder")
    parser.add_argument("--only", default="", metavar="WORD", help="addresses or names with it")
    options = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("Chromium is not installed: there is nothing to photograph with.")
    with tempfile.TemporaryDirectory() as folder, loaded(Path(folder)) as (app, address):
        if options.all:
            everything(app, address, options.all, options.only)
        else:
            papers(address, FOLDER, options.only)


@contextmanager
def loaded(folder):
    """Load the demo as on that day, and serve it; yields the application and its address."""
    url = f"sqlite:///{folder / 'declaration.sqlite3'}"
    app = application(url, folder, DEMO=True, CLOCK=lambda: TODAY)
    with app.app_context():
        migrate()
        password_hash = app.extensions["passwords"].hashed(DEMO_PASSWORD)
        acts.replay(db.session(), script.read(TODAY), password_hash)
        db.session.remove()
    with served(app) as address:
        yield app, address
    with app.app_context():
        db.engine.dispose()


def papers(address, folder, only=""):
    """Write the pictures of the table, reader by reader."""
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        passes, painter = signed_in(browser, address, READERS), browser.new_page()
        for picture in (each for each in PICTURES if only in each.name):
            for language in picture.languages:
                storage, size = (
                    passes[picture.reader],
                    {"width": picture.width, "height": picture.height},
                )
                with window(browser, address, storage, size, language) as page:
                    show(page, picture, language)
                    taken = page.screenshot()  # and away, before what is typed becomes a draft
                (folder / picture.file(language)).write_bytes(smaller(painter, taken))


def show(page, picture, language):
    """Open a page as the picture wants it."""
    page.emulate_media(color_scheme=picture.scheme, reduced_motion="reduce")
    look_at(page, picture.path, language)
    if picture.press:
        page.locator(picture.press).click()
    old, new = picture.type
    if old:
        field = page.locator("main textarea[name=words]")
        field.fill(field.input_value().replace(old, new))
        page.locator("[data-preview] ins").first.wait_for()


def look_at(page, path, language):
    """Open a page in a language and wait until nothing is on its way."""
    path, _, anchor = path.partition("#")
    answer = page.goto(f"{path}{'&' if '?' in path else '?'}ui={language}#{anchor}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    return answer


def everything(app, address, folder, only=""):
    """Write every page that answers a reader, in all languages, sizes and colours."""
    paths = [path for path in addresses(app) if only in path]
    with launched() as browser:
        for reader, storage in signed_in(browser, address, WALKERS).items():
            for path, language in product(paths, LANGUAGES):
                name = f"{reader}/{NO_NAME.sub('_', path.strip('/')) or 'home'}.{language}"
                with window(browser, address, storage, WIDE, language) as page:
                    if look_at(page, path, language).ok:
                        each_way(page, folder / name)


def each_way(page, file):
    """Photograph a page wide and narrow, light and dark."""
    for size, scheme in product((WIDE, NARROW), ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=f"{file}.{size['width']}.{scheme}.png", full_page=True)


def signed_in(browser, address, readers):
    """Return what a browser keeps of each reader."""
    storages = {}
    for reader, email in readers.items():
        with window(browser, address, None, WIDE) as page:
            if email:
                enter(page, email)
            storages[reader] = page.context.storage_state()
    return storages


@contextmanager
def window(browser, address, storage, size, language="en"):
    """Open a window of a size, in a browser of a language, for whoever has signed in."""
    context = browser.new_context(
        base_url=address, viewport=size, storage_state=storage, locale=language, timezone_id=ZONE
    )
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    main()
