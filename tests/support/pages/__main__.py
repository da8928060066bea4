"""What every page of the demo answers, kept as files: does a change of the code change a page?

    python -m tests.support.pages FOLDER      write the answers into a new folder

Two runs of the same code give the same bytes; ``differences`` compares. The file needs nothing of
the tests, so that it shows what another version answered: ``python PATH/pages FOLDER`` in that
version's folder.
"""

import argparse
import hashlib
import re
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

import click

TODAY = datetime(2017, 11, 6, 9, 0, tzinfo=UTC)  # the demo is played up to this moment
PASSWORD = "mechelen-2017"  # of all characters of the demo
READERS = {
    "public": None,
    "adviser": "d.salas@example.org",
    "head": "a.ndiaye@example.org",
    "chair": "h.vandersteen@example.org",
    "officer": "j.peeters@example.org",
}
LANGUAGES = ("es", "fr")  # besides English, for the first plain address of each shape
# What makes no other kind of page; and how many addresses of a kind are asked for, without and
# with a question.
SHAPE = re.compile(r"\d+|\b[a-z2-7]{8}\b|(?<=delegation=)[^&]+|(?<=next=)[^&]+")
MOST = {False: 8, True: 2}

SLUGS = ("declaration", "recommendations", "inputs", "statement")
OF_A_TEXT = """
/adoption /amend /amend/places /compare /compare/zero-draft...rev-1
/compare/zero-draft...rev-1?view=list&show=changes /compare/zero-draft...rev-1?view=side
/compare/rev-1...rolling /desk /desk/meeting /desk/release /desk/sections /desk/uncontested
/discussion /disposition /disposition.csv /figures /journal /journal?day=2017-11-01
/news?since=1 /our-copy /our-copy/reasons /phrases /plenary /publish /revisions
/revisions/zero-draft /revisions/rev-1 /revisions/rev-1/supersession /rolling
/rolling?view=compilation /suggest /suggestions /suggestions.csv ?since=zero-draft
"""
IN_DOCUMENT = (
    *OF_A_TEXT.split(),
    "",
    *(f"/figures/{name}.csv" for name in ("days", "places", "regions", "words")),
    *(
        f"/{name}.{kind}"
        for name in ("revisions/zero-draft", "revisions/rev-1", "rolling")
        for kind in ("html", "md", "csv")
    ),
)
OF_THE_SITE = """
/ /account /admin /admin/conference /admin/delegations /admin/delegations/dakar
/admin/delegations/import /admin/documents /admin/links /admin/people
/admin/people/1/anonymity /admin/people/import /admin/people/invitation /admin/redaction
/admin/redaction/comment/1 /admin/redaction/wording/1 /admin/references /admin/references/1
/d/declaration/revisions/rev-1.odt /d/no-such-text /delegation /for-you /for-you?all=1 /guide
/join/spent-or-unknown /journal /link-request /link-request/sent /no-such-page /sign-in
/sign-in?next=/for-you /styleguide /tray
"""
ELSEWHERE = (
    *OF_THE_SITE.split(),
    *(
        f"/admin/documents/{slug}{end}"
        for slug in SLUGS
        for end in ("", "/stage", "/text", "/text/import", "/text/insertion")
    ),
    *(f"/comments/{number}/answers" for number in range(1, 7)),
    *(f"/drafts/{number}" for number in range(1, 7)),
    *(
        f"/suggestions/{number}{end}"
        for number in range(1, 13)
        for end in ("", "?on=current", "/receipt", "/reopening", "/withdrawal", "/wording")
    ),
)
OF_PARAGRAPH = (
    "/d/{slug}/amend?paragraph={uid}",
    "/d/{slug}/desk/p/{uid}",
    "/d/{slug}/desk/p/{uid}/plenary",
    "/d/{slug}/journal?paragraph={uid}",
    "/d/{slug}/p/{uid}",
    "/d/{slug}/p/{uid}/comments",
    "/d/{slug}/p/{uid}/plenary",
    "/d/{slug}/rolling?open={uid}",
    *(
        f"/d/{{slug}}/rolling?open={{uid}}&write={way}"
        for way in ("replace", "insert", "move", "delete")
    ),
    "/d/{slug}/suggest?paragraph={uid}",
    "/d/{slug}/suggest?form=insert&after={uid}",
    "/admin/documents/{slug}/text/p/{uid}",
    "/admin/documents/{slug}/text/insertion?after={uid}",
)
PARAGRAPH = re.compile(r"/d/(?P<slug>[\w-]+)/p/(?P<uid>[a-z2-7]{8})")

TEXT = ("text/", "application/json", "image/svg")
MASKS = (  # what differs from one run to the next, and means nothing to a reader
    (re.compile(r'(csrf_token"[^>]*?value=")[^"]*'), r"\1TOKEN"),
    (re.compile(r'(name="once" value=")[^"]*'), r"\1MARK"),
    (re.compile(r'(name="csrf-token"[^>]*?content=")[^"]*'), r"\1TOKEN"),
    (re.compile(r"/assets/[\w.-]+\.(css|js)"), r"/assets/NAME.\1"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "HASH"),
    (re.compile(r'nonce="[^"]*"'), 'nonce="NONCE"'),
)
HEADERS = ("Content-Type", "Location", "Content-Disposition")
LONGEST = 150  # characters of an address in a file's name


def main():
    """Write the answers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--keep", type=Path, metavar="DATA", help="keep the demo, unasked, here")
    parser.add_argument("--data", type=Path, help="take a kept demo, and upgrade its database")
    parser.add_argument("--like", type=Path, metavar="FOLDER", help="ask for what was asked there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        app = demo(Path(data), options.data, options.keep)
        write(app, options.folder, asked_before(options.like) if options.like else None)


def demo(data, kept=None, keep=None):
    """Load the demo, with one moment for all that happens and the same secrets every time.

    ``kept``: a demo that was loaded by earlier code is copied and upgraded instead.
    """
    sys.path.insert(0, str(Path.cwd()))
    numbers = count(1)
    secrets.token_hex = lambda size=32: "5a" * size  # in hashes: the same, in whatever order
    secrets.token_urlsafe = lambda size=32: f"{next(numbers):0{size}d}"
    if kept:
        shutil.copytree(kept, data, dirs_exist_ok=True)
    from models import base

    base.now = lambda: TODAY  # before any other module takes it from there
    from app import create_app

    app = create_app(
        TESTING=True,
        DEMO=True,
        SECRET_KEY="the-same-for-all".ljust(32, "."),
        DATA=str(data),
        CLOCK=lambda: TODAY,
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{data / 'declaration.sqlite3'}",
        PASSWORD_HASH={"time_cost": 1, "memory_cost": 8, "parallelism": 1},
    )
    app.config["PROPAGATE_EXCEPTIONS"] = False
    if kept:
        from declaration.cli.base import migrate

        with app.app_context():
            migrate()
    else:
        loaded = app.test_cli_runner().invoke(args=["demo", "load"])
        if loaded.exit_code:
            sys.exit(f"The demo cannot be loaded: {loaded.output}{loaded.exception!r}")
    if keep:
        shutil.copytree(data, keep)
    numbers = count(100_000)  # the same from here on, loaded or kept
    return app


def asked_before(folder):
    """Return the addresses that an earlier run asked for."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("GET ") for path in files
    }


def write(app, folder, asked=None):
    """Let everybody ask for every address that anybody finds; store what each is answered.

    ``asked``: for these addresses instead.
    """
    shutil.rmtree(folder, ignore_errors=True)
    asking = {}
    for reader, email in READERS.items():
        (folder / reader).mkdir(parents=True)
        asking[reader] = Asking(app, email, folder / reader)
    addresses = crawl(asking.values()) if asked is None else asked
    for address in sorted(asked or ()):
        for client in asking.values():
            client.get(address)
    click.echo(f"{len(addresses)} addresses, asked for by {', '.join(READERS)}")
    for rule in unvisited(app, addresses):
        click.echo(f"no address asked for: {rule}")


class Asking:
    """Somebody who asks for pages, always with what the browser kept right after signing in."""

    def __init__(self, app, email, folder):
        self.folder = folder
        browser = app.test_client()
        if email:
            form = browser.get("/sign-in").text
            token = re.search(r'csrf_token"[^>]*value="([^"]+)"', form)[1]
            prefix = "sign-in-" if 'name="sign-in-csrf_token"' in form else ""
            fields = {"csrf_token": token, "email": email, "password": PASSWORD}
            answer = browser.post(
                "/sign-in", data={f"{prefix}{name}": value for name, value in fields.items()}
            )
            if answer.status_code not in {302, 303}:
                sys.exit(f"{email} cannot sign in: {answer.status_code}")
            browser.get("/for-you")  # the visit begins
            browser.get("/account")  # the session has its token
        self.headers = {"Accept-Language": "en"}  # what a reader gets who has no other language
        if email:
            cookies = map(browser.get_cookie, ("session", "remember_token"))
            pairs = (f"{cookie.key}={cookie.value}" for cookie in cookies if cookie)
            self.headers["Cookie"] = "; ".join(pairs)
        self.client = app.test_client(use_cookies=False)

    def get(self, address):
        """Ask, in English where the reader has no other language, and store the answer."""
        answer = self.client.get(address, headers=self.headers)
        (self.folder / named(address)).write_text(stored(address, answer), encoding="utf-8")
        return answer


def crawl(asking):
    """Ask for what is listed here, and for what any page leads any reader to; return all of it."""
    new = [*ELSEWHERE, *(f"/d/{slug}{end}" for slug in SLUGS for end in IN_DOCUMENT)]
    asked, met, shapes = set(), set(), Counter()
    while new:
        answered = []
        for address in sorted(set(new) - met):
            met.add(address)
            shape = SHAPE.sub("*", address)
            shapes[shape] += 1
            if shapes[shape] > MOST["?" in address]:
                continue
            asked.add(address)
            answers = [client.get(address) for client in asking]
            for answer in answers:
                answered += links(address, answer)
            if shapes[shape] == 1 and "?" not in address and any(map(is_page, answers)):
                answered += [f"{address}?ui={code}" for code in LANGUAGES]
        new = [*answered, *about_paragraphs(answered)]
    return asked


def is_page(answer):
    return answer.status_code == 200 and answer.mimetype == "text/html"


def about_paragraphs(addresses):
    """Yield the addresses of all paragraphs that links lead to."""
    for match in filter(None, map(PARAGRAPH.match, addresses)):
        yield from (pattern.format(**match.groupdict()) for pattern in OF_PARAGRAPH)


class Links(HTMLParser):
    """Every address of this site that a page names, and those that its GET forms can ask for."""

    def __init__(self, base, body):
        super().__init__()
        self.base, self.addresses, self.action, self.select = base, [], None, None
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            posts = (values.get("method") or "get").lower() == "post"
            self.action = None if posts else values.get("action") or self.base
        for name, value in attrs:
            if name not in {"action", "formaction"} and (value or "").startswith(("/", "?")):
                self.addresses.append(value)
        if tag == "select":
            self.select = values.get("name")
        if self.action and tag in {"option", "input", "button"}:
            self.fields(tag, values)

    def fields(self, tag, values):
        name = self.select if tag == "option" else values.get("name")
        if name and values.get("value"):
            question = urlencode({name: values["value"]})
            self.addresses.append(f"{self.action.partition('?')[0]}?{question}")

    def handle_endtag(self, tag):
        if tag == "form":
            self.action = None


def links(address, answer):
    """Return the addresses that an answer leads to, without language, anchor and host."""
    addresses = [answer.location] if answer.location else []
    if is_page(answer):
        addresses += Links(address, answer.text).addresses
    return [plain for link in addresses if (plain := plainly(urljoin(address, link)))]


def plainly(link):
    """Return the address of a link; none if it leads elsewhere, or to style sheets and scripts."""
    parts = urlsplit(link)
    if parts.netloc not in {"", "localhost"} or parts.path.startswith(("/assets/", "/static/")):
        return None
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name not in {"ui", "guide"}]
    return quote(parts.path, safe="/.-~%") + (f"?{urlencode(asked)}" if asked else "")


def named(address):
    """Return the name of an address's file."""
    name = quote(address, safe="?=&.-~")
    if len(name) <= LONGEST:
        return name
    return f"{name[:LONGEST]}.{hashlib.sha256(address.encode()).hexdigest()[:12]}"


def stored(address, answer):
    """Return what is kept of an answer: all that a reader can see of it."""
    headers = [f"{name}: {answer.headers[name]}" for name in HEADERS if name in answer.headers]
    if answer.mimetype.startswith(TEXT):
        body = answer.get_data(as_text=True)
    else:
        body = f"{hashlib.sha256(answer.data).hexdigest()[:20]}, {len(answer.data)} bytes\n"
    whole = "\n".join([f"GET {address}", f"Status: {answer.status_code}", *headers, "", body])
    for pattern, mask in MASKS:
        whole = pattern.sub(mask, whole)
    return whole


def unvisited(app, addresses):
    """Yield the rules for GET that no address asks for."""
    ways = app.url_map.bind("localhost")
    asked = set()
    for address in addresses:
        try:
            asked.add(ways.match(address.partition("?")[0], method="GET", return_rule=True)[0].rule)
        except Exception:  # noqa: BLE001, S112 - no rule: a page that is not there, or no GET
            continue
    for rule in sorted(app.url_map.iter_rules(), key=str):
        served = rule.rule.startswith(("/static/", "/assets/"))
        if "GET" in rule.methods and not served and rule.rule not in asked:
            yield rule.rule


if __name__ == "__main__":
    main()
