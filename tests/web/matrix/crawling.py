"""Walks the pages as one reader: follows what they link to, presses what they offer."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import html5lib
from werkzeug.exceptions import HTTPException

from models.vocabulary import Procedure
from tests.web.matrix.table import natures

NATURES = natures()
ALIKE = 2  # addresses of one view with the same names in their query: more are not visited
# All parts of the procedure are switched on, each may ask once; beside an adopted text stand more.
STATEMENTS = 17 + len(Procedure)
REFUSED = {400, 401, 403, 404, 405}
SWITCHES = {"ui"}  # every page links to itself in every language
UNSENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Crawl:
    """One walk; ``findings`` are sentences, empty if all is well."""

    stand: object
    reader: object
    findings: list = field(default_factory=list)
    seen: set = field(default_factory=set)
    alike: Counter = field(default_factory=Counter)
    waiting: deque = field(default_factory=deque)
    pages: int = 0
    pressed: int = 0

    def walk(self, *starts):
        for start in starts:
            self.note(start, "the beginning")
        while self.waiting:
            self.visit(*self.waiting.popleft())
        return self

    def note(self, link, found_on):
        """Put a link on the list, unless enough like it have been there."""
        path, names = link.partition("#")[0], ()
        if not path.startswith("/") or path in self.seen:
            return
        self.seen.add(path)
        names = {name for name, _ in parse_qsl(urlsplit(path).query)}
        kind = ("GET", self.endpoint(path, "GET"), frozenset(names))
        self.alike[kind] += 1
        if self.alike[kind] <= (1 if names & SWITCHES else ALIKE):
            self.waiting.append((path, found_on))

    def visit(self, path, found_on):
        answer = self.stand.send(self.reader, "GET", path)
        if answer.status_code == 303:
            self.note(answer.location, path)
        elif answer.status_code != 200:
            self.findings.append(f"{found_on} links to {path}: {answer.status_code}")
        elif answer.mimetype == "text/html":
            self.pages += 1
            self.look(path, answer)

    def look(self, path, answer):
        """Judge a page, follow its links, press its buttons."""
        count = len(self.stand.statements)
        if count > STATEMENTS:
            self.findings.append(f"{path}: {count} statements")
        page = self.parsed(path, answer.text)
        if page is None:
            return
        if not page.get("lang"):
            self.findings.append(f"{path}: in no language")
        self.findings += [f"{path}: {what}" for what in inline(page)]
        for link in page.iter("a"):
            self.note(link.get("href") or "", path)
        for form in page.iter("form"):
            if (form.get("method") or "get").lower() == "post":
                self.offer(path, page, form)

    def parsed(self, path, text):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
        try:
            return parser.parse(text)
        except html5lib.html5parser.ParseError as error:
            self.findings.append(f"{path}: no valid HTML: {error}")

    def offer(self, path, page, form):
        """Press every button of a form as it stands, untouched."""
        within = list(form.iter())
        named = form.get("id")
        buttons = [button for button in page.iter("button") if sends(button, within, named)]
        for button in buttons:
            action = button.get("formaction") or form.get("action") or path
            pressed = (button.get("name") or "", button.get("value") or "")
            kind = ("POST", self.endpoint(action.partition("?")[0], "POST"), pressed)
            self.alike[kind] += 1
            if self.alike[kind] <= ALIKE:
                self.press(
                    path, action, fields(form) | ({pressed[0]: pressed[1]} if pressed[0] else {})
                )

    def press(self, path, action, sent):
        self.pressed += 1
        if "makes" in NATURES.get(self.endpoint(action, "POST"), ()) and "once" not in sent:
            self.findings.append(f"{path} offers {action} without a mark")
        token = sent.pop("csrf_token", "")
        answer = self.stand.send(self.reader, "POST", action, sent, token=token)
        if answer.status_code in REFUSED or answer.status_code >= 500:
            self.findings.append(f"{path} offers {action} {sent}: {answer.status_code}")

    def endpoint(self, path, method):
        urls = self.stand.app.url_map.bind("localhost")
        try:
            return urls.match(urlsplit(path).path, method)[0]
        except HTTPException:
            return path


def sends(button, within, named):
    """Whether a button sends this form: it stands in it, or names it."""
    mine = button in within if button.get("form") is None else button.get("form") == named
    return mine and (button.get("type") or "submit") == "submit"


def fields(form):
    """Return what a browser would send of an untouched form, without its buttons."""
    sent = {}
    for entry in form.iter("input"):
        kind = entry.get("type") or "text"
        checked = kind not in {"checkbox", "radio"} or entry.get("checked") is not None
        if entry.get("name") and kind not in UNSENT and checked and entry.get("disabled") is None:
            sent.setdefault(entry.get("name"), []).append(entry.get("value") or "")
    for area in form.iter("textarea"):
        sent.setdefault(area.get("name"), []).append("".join(area.itertext()).removeprefix("\n"))
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        sent.setdefault(select.get("name"), []).extend(
            option.get("value") or "" for option in chosen
        )
    return sent


def inline(page):
    """Name what the Content-Security-Policy would not let run."""
    for element in page.iter():
        if element.tag == "script" and not element.get("src"):
            yield "a script in the page"
        for name in element.attrib if isinstance(element.tag, str) else ():
            if name == "style" or name.startswith("on"):
                yield f"{name} at <{element.tag}>"
