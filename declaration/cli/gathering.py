"""Every public page of the application, asked for as the public does: from link to link."""

from collections.abc import Iterator, Mapping
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from declaration.formats import frozen

FREEZING = "declaration.frozen"  # in the environment of a request: what its page says at its foot
SHARED = frozenset({"assets.show", "static"})  # the same in all languages
FILES: frozenset[str] = SHARED | {
    "taking.text",
    "lists.suggestions_table",
    "lists.disposition_table",
    "figures.table",
}
PAGES: Mapping[str, frozenset[str]] = {  # what may be asked in the address of each
    "reading.home": frozenset(),
    "reading.text": frozenset({"since"}),
    "reading.revision": frozenset({"since"}),
    "reading.revisions": frozenset(),
    "reading.paragraph": frozenset(),
    "comparing.choose": frozenset(),
    "comparing.compare": frozenset({"view", "show"}),
    "lists.suggestions": frozenset({"page"}),
    "lists.disposition": frozenset(),
    "figures.page": frozenset(),
    "suggestion.show": frozenset(),
    "comments.on_the_whole": frozenset(),
    "journal.whole": frozenset({"page"}),
}
SIGN_IN = "/sign-in"
SAID = "said"  # the part of a paragraph's story with what is said on it
FOUND, BROKEN = 200, 500  # status codes


class BrokenPageError(Exception):
    """A page cannot be had, though it is there; carries its address."""


@dataclass(frozen=True)
class Target:
    """Where a link leads: an address without language, the language that it asks for, the place."""

    address: str
    language: str | None
    endpoint: str
    place: str = ""

    @property
    def shared(self) -> bool:
        """Say whether it is one file for all languages."""
        return self.endpoint in SHARED

    @property
    def page(self) -> bool:
        """Say whether it is a page, with links of its own."""
        return self.endpoint in PAGES

    def file(self, language: str) -> str:
        """Return the file that holds it in a language of the pages."""
        name = frozen.file_name(self.address, page=self.page)
        return name if self.shared else f"{self.language or language}/{name}"


class Public:
    """The application as everybody sees it, who is signed out and has no session."""

    def __init__(self, app: Flask, foot: Mapping[str, Any]) -> None:
        self._client = app.test_client(use_cookies=False)
        self._urls = app.url_map.bind(urlsplit(frozen.HOST).netloc)
        self._foot = foot

    def ask(self, address: str, language: str) -> bytes | None:
        """Return what is answered, or None where the public gets no page."""
        # Outside of the command's own context: there, all requests would share one ``g``.
        answer = Context().run(self._get, address, language)
        if answer.status_code >= BROKEN:
            raise BrokenPageError(address)
        data: bytes = answer.data
        answer.close()
        return data if answer.status_code == FOUND else None

    def _get(self, address: str, language: str) -> Any:  # noqa: ANN401
        return self._client.get(
            address,
            base_url=frozen.HOST,
            headers={"Accept-Language": language},
            environ_overrides={FREEZING: self._foot},
        )

    def target(self, url: str) -> Target | None:
        """Return what a link of a page leads to, if that can be frozen."""
        parts = urlsplit(url)
        asked, place = dict(parse_qsl(parts.query)), parts.fragment
        try:
            endpoint, values = self._urls.match(parts.path)
        except (HTTPException, RequestRedirect):
            return None
        path, language, opened = parts.path, asked.pop("ui", None), asked.pop("open", None)
        if opened:  # what is said on a paragraph also stands in its story
            endpoint, place = "reading.paragraph", SAID
            path = self._urls.build(endpoint, {"slug": values["slug"], "uid": opened})
        if endpoint in FILES:
            return Target(path, language, endpoint, place)
        if asked.get("page") == "1":
            del asked["page"]
        if endpoint not in PAGES or not PAGES[endpoint].issuperset(asked):
            return None
        address = f"{path}?{urlencode(sorted(asked.items()))}" if asked else path
        return Target(address, language, endpoint, place)


@dataclass(frozen=True)
class Volume:
    """All that was gathered in one language of the pages, by address."""

    public: Public
    language: str
    answers: Mapping[str, bytes]
    url: str = ""  # where the frozen site will stand; permanent addresses begin with it

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files: name and bytes."""
        for address, answer in self.answers.items():
            target = self.public.target(address)
            if target is None:
                continue
            name = target.file(self.language)
            yield name, self.page(answer, name) if target.page else answer

    def page(self, answer: bytes, name: str) -> bytes:
        """Return a page as the file ``name``, its links leading to files."""

        def lead(url: str) -> str | None:
            if urlsplit(url).path == SIGN_IN:
                return ""
            target = self._known(url)
            if target is None:
                return None
            link = frozen.relative(target.file(self.language), name)
            return f"{link}#{target.place}" if target.place else link

        def cited(url: str) -> str:
            target = self._known(url)
            return self.url + (target.file(self.language) if target else url.strip("/"))

        return frozen.frozen(answer.decode(), lead, cited).encode()

    def _known(self, url: str) -> Target | None:
        target = self.public.target(url)
        return target if target and target.address in self.answers else None


def gathered(public: Public, language: str) -> dict[str, bytes]:
    """Return all that the public reaches from the home page, by address, in one language."""
    found: dict[str, bytes] = {}
    waiting = ["/"]
    known = set(waiting)
    for address in waiting:  # grows on the way
        answer, target = public.ask(address, language), public.target(address)
        if answer is None or target is None:
            continue
        found[address] = answer
        if target.page:
            led = [public.target(url) for url in frozen.links(answer.decode())]
            new = dict.fromkeys(one.address for one in led if one and one.address not in known)
            waiting.extend(new)
            known.update(new)
    return found


def translated(public: Public, language: str, first: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the same addresses in another language; what all languages share stays."""
    answers = {}
    for address, answer in first.items():
        target = public.target(address)
        shared = target is not None and target.shared
        asked = answer if shared else public.ask(address, language)
        if asked is None:
            raise BrokenPageError(address)
        answers[address] = asked
    return answers
