"""Pages without their server: links that lead to files, nothing that asks a server for an answer.

What is not changed keeps its bytes. Addresses are those of pages (``/d/slug?since=zero-draft``),
files are named from the top of the frozen site (``en/d/slug.since-zero-draft.html``).
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlsplit

Attributes = list[tuple[str, str | None]]
Lead = Callable[[str], str | None]

HOST = "http://frozen.invalid"  # answers to requests from here name it in permanent addresses
SCRIPTS = ("copy.", "every-page.", "jump.", "outline.")  # the others serve forms, or ask the server
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
OF_A_LINK = frozenset({"href", "rel", "hreflang"})
ADDRESS = re.compile(re.escape(HOST) + r"(/[^\s<>\"]*)")
SIGNS = re.compile(r"[^a-z0-9-]+", re.IGNORECASE)


def file_name(address: str, *, page: bool) -> str:
    """Return the file of an address: ``/d/x?view=side`` is ``d/x.view-side.html``, if a page.

    Of what is a file already: ``/d/x.pdf?lines=5`` is ``d/x.lines-5.pdf``.
    """
    parts = urlsplit(address)
    asked = [SIGNS.sub("-", f"{name}-{value}") for name, value in parse_qsl(parts.query)]
    path = parts.path.strip("/") or "index"
    stem, ending = (path, ".html") if page else posixpath.splitext(path)
    return ".".join([stem, *asked]) + ending


def relative(file: str, start: str) -> str:
    """Return how the file ``start`` links to ``file``."""
    return quote(posixpath.relpath(file, posixpath.dirname(start) or "."))


def links(html: str) -> Iterator[str]:
    """Yield where a page leads on its own host, as it says so, without the part after «#»."""
    page = _Links()
    page.feed(html)
    page.close()
    for url in page.urls:
        if _own(url):
            yield url.removeprefix(HOST).partition("#")[0]


def frozen(html: str, lead: Lead, cited: Callable[[str], str]) -> str:
    """Return the page with links that lead to files and without forms.

    ``lead``: from an address to what replaces it; None keeps the words of a link alone, and ""
    takes the link out with its words. ``cited``: the same for an address that stands as words.
    """
    page = _Frozen(lead, cited)
    page.feed(html)
    page.close()
    return "".join(page.out)


def _own(url: str) -> bool:
    """Say whether an address is of this host, and is no place on the same page."""
    return (url.startswith("/") and not url.startswith("//")) or url.startswith(f"{HOST}/")


class _Links(HTMLParser):
    """Collects what links name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        named = dict(attrs)
        url = named.get(LINKS.get(tag, ""))
        self.urls += [url] if url and not _asks(tag, named) else []


class _Frozen(HTMLParser):
    """Writes a page again, token by token."""

    def __init__(self, lead: Lead, cited: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.lead, self.cited = lead, cited
        self.out: list[str] = []
        self.dropped = ""  # the element that is being left out
        self.depth = 0  # how many of its kind are open
        self.bare = False  # inside a link of which only the words stay

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.dropped:
            self.depth += tag == self.dropped
            return
        named = dict(attrs)
        if _asks(tag, named):
            self._drop(tag)
        elif _own(named.get(LINKS.get(tag, "")) or ""):
            self._link(tag, attrs)
        else:
            self._write(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002
        """Keep what closes itself: only elements of pictures do."""
        self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self.depth -= tag == self.dropped
            self.dropped = self.dropped if self.depth else ""
            return
        self._write("</span>" if tag == "a" and self.bare else f"</{tag}>")
        self.bare = self.bare and tag != "a"

    def handle_data(self, data: str) -> None:
        self._write(ADDRESS.sub(lambda match: self.cited(match[1]), data))

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _link(self, tag: str, attrs: Attributes) -> None:
        """Let a link lead to a file, or take it away."""
        name = LINKS[tag]
        led = self.lead((dict(attrs)[name] or "").removeprefix(HOST))
        if led == "":
            self._drop(tag)
        elif led is None:
            self.bare = tag == "a"
            others = [pair for pair in attrs if pair[0] not in OF_A_LINK]
            self._write(_tag("span", others) if self.bare else "")
        else:
            self._write(_tag(tag, [(key, led if key == name else it) for key, it in attrs]))

    def _drop(self, tag: str) -> None:
        self.dropped, self.depth = tag, 1

    def _write(self, html: str) -> None:
        if not self.dropped:
            self.out.append(html)


def _asks(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Say whether an element needs an answer from the server, or serves those that do."""
    if tag == "script":
        return not posixpath.basename(attributes.get("src") or "").startswith(SCRIPTS)
    return tag == "form" or "data-news" in attributes


def _tag(name: str, attrs: Attributes) -> str:
    written = (key if it is None else f'{key}="{escape(it)}"' for key, it in attrs)
    return f"<{' '.join([name, *written])}>"
