"""``flask site freeze``: the public pages as plain files, asked for as the public does."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from declaration.cli.server import wsgi
from declaration.formats import frozen
from declaration.queries import sight
from declaration.queries.journal import chain
from models.base import now
from models.db import db

LANGUAGES = ("en", "es", "fr")  # of the pages; the first leads
SUMS = "SHA256SUMS"  # says what was frozen: `sha256sum -c` checks it
HEADING = "# Frozen on "  # the list of sums begins so
UNFINISHED = ".freezing"  # the folder of the files until all are written
SUM = re.compile(r"[0-9a-f]{64}  (?P<name>.+)")
FREEZING = "declaration.frozen"  # in the environment of a request: what its page says at its foot
SHARED = frozenset(
    {"assets.show", "assets.accent_sheet", "assets.logo", "static"}
)  # the same in all languages
FILES: Mapping[str, frozenset[str]] = {  # the parameters that each may have in its address
    "taking.text": frozenset({"lines"}),
    "taking.redline": frozenset({"lines"}),
    "lists.suggestions_file": frozenset({"layout"}),
    "lists.disposition_file": frozenset(),
    "lists.commenting_template_file": frozenset(),
    "comments.table": frozenset(),
    "journal.table": frozenset(),
    "figures.table": frozenset(),
    "signatures.table": frozenset(),
    "adoption_record.file": frozenset(),
}
PAGES: Mapping[str, frozenset[str]] = {  # likewise
    "welcome.home": frozenset(),
    "reading.text": frozenset({"since"}),
    "reading.revision": frozenset({"since"}),
    "reading.revisions": frozenset(),
    "reading.paragraph": frozenset(),
    "explanations.show": frozenset(),
    "comparing.choose": frozenset(),
    "comparing.compare": frozenset({"view", "show"}),
    "lists.suggestions": frozenset({"page"}),
    "lists.disposition": frozenset(),
    "figures.page": frozenset(),
    "suggestion.show": frozenset(),
    "comments.on_the_whole": frozenset(),
    "journal.whole": frozenset({"page"}),
    "signatures.show": frozenset(),
    "adoption_record.show": frozenset(),
}
NOT_KEPT = re.compile(r"/sign-in|/suggestions/\d+\.\w+")  # one by one, what the lists have anyway
COMMENTS = "said"  # the place on a paragraph's page where its comments stand
OK, SERVER_ERROR = 200, 500  # status codes

site = AppGroup("site", help="Keep the public pages without this server.")


@site.command("freeze")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", default="", help="Where the files will stand; citations name it.")
def freeze(folder: Path, url: str) -> None:
    """Write all that is public into FOLDER, as files that any host serves.

    FOLDER is new or empty, or was written by this command before: then its files are replaced.
    """
    earlier = _earlier_files(folder)
    head, at = _head(), current_app.config.get("CLOCK", now)()
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        files = _files({"at": at, "head": head}, f"{url.rstrip('/')}/" if url else "")
        sums = _write(unfinished, files)
        if _head() != head:
            raise click.ClickException("The journal went on meanwhile: run this again.")
        _write_sums(unfinished, sums, head, at)
        _replace(folder, unfinished, earlier)
    except BrokenPageError as error:
        problem = f"{error} is not available from the application. Nothing has been changed."
        raise click.ClickException(problem) from error
    except OSError as error:
        raise click.ClickException(f"The files cannot be written: {error}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    click.echo(f"{len(sums)} files in {folder}; open {folder / 'index.html'}")
    click.echo(f"Journal head {head}")


def _earlier_files(folder: Path) -> set[str]:
    """Return the names of the files that an earlier freezing left; refuse other folders."""
    listed = (folder / SUMS).read_text(encoding="utf-8") if (folder / SUMS).is_file() else ""
    if listed.startswith(HEADING):
        names = {line["name"] for line in map(SUM.fullmatch, listed.splitlines()) if line}
        if all((folder / name).resolve().is_relative_to(folder.resolve()) for name in names):
            return names
    elif not folder.exists() or not any(path.name != UNFINISHED for path in folder.iterdir()):
        return set()
    raise click.ClickException(
        f"{folder} has files that are not of a frozen site. Nothing has been changed."
        " Name a new folder."
    )


def _head() -> str:
    """Return the hash with which the journal ends now."""
    session = db.session()
    session.rollback()
    if sight.conference(session) is None:
        raise click.ClickException("There is no conference yet: flask setup makes it.")
    return chain.head(session)


def _files(foot: Mapping[str, Any], url: str) -> Iterator[tuple[str, bytes]]:
    """Yield all files: name and bytes; the top one is the home page in the first language."""
    for language in LANGUAGES:
        edition = Edition(wsgi(current_app), language, foot, url)
        yield from edition.files()
        if language == LANGUAGES[0]:
            yield "index.html", edition.page("/", "index.html")


def _write(folder: Path, files: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """Write files below a folder; return the hash of each by its name."""
    sums = {}
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sums[name] = sha256(content).hexdigest()
    return sums


def _write_sums(folder: Path, sums: Mapping[str, str], head: str, at: datetime) -> None:
    """Write down the hash of each file; sha256sum passes over the first line."""
    lines = [f"{HEADING}{at:%Y-%m-%d}; journal head {head}"]
    lines += [f"{digest}  {name}" for name, digest in sorted(sums.items())]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _replace(folder: Path, unfinished: Path, earlier: set[str]) -> None:
    """Move all files to their places, and take away those that are no longer there."""
    names = {
        path.relative_to(unfinished).as_posix() for path in unfinished.rglob("*") if path.is_file()
    }
    for name in sorted(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (unfinished / name).replace(folder / name)
    for name in sorted(earlier - names):
        (folder / name).unlink(missing_ok=True)
        for parent in (folder / name).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


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
    def page(self) -> bool:
        """Say whether it is a page, with links of its own."""
        return self.endpoint in PAGES

    def file(self, language: str) -> str:
        """Return the file that holds it in a language of the pages."""
        name = frozen.file_name(self.address, page=self.page)
        return name if self.endpoint in SHARED else f"{self.language or language}/{name}"


class Edition:
    """All that the public reaches from the home page in one language, signed out, no session.

    ``foot`` is what each page says of the freezing; permanent addresses begin with ``url``.
    """

    def __init__(self, app: Flask, language: str, foot: Mapping[str, Any], url: str) -> None:
        self._client = app.test_client(use_cookies=False)
        self._urls = app.url_map.bind(urlsplit(frozen.HOST).netloc)
        self._language, self._foot, self._url = language, foot, url
        self._answers: dict[str, bytes] = {}
        self._follow("/")

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files: name and bytes."""
        for address, answer in self._answers.items():
            target = self._target(address)
            if target is not None:
                name = target.file(self._language)
                yield name, self.page(address, name) if target.page else answer

    def page(self, address: str, name: str) -> bytes:
        """Return a page as the file ``name``, its links leading to files."""

        def lead(url: str) -> str | None:
            if NOT_KEPT.fullmatch(urlsplit(url).path):
                return ""
            target = self._reached(url)
            if target is None:
                return None
            link = frozen.relative(target.file(self._language), name)
            return f"{link}#{target.place}" if target.place else link

        def cited(url: str) -> str:
            target = self._reached(url)
            return self._url + (target.file(self._language) if target else url.strip("/"))

        return frozen.frozen(self._answers[address].decode(), lead, cited).encode()

    def _follow(self, start: str) -> None:
        """Ask for a page and for all that it leads to, from link to link."""
        waiting, asked = [start], {start}
        for address in waiting:  # grows on the way
            answer, target = self._ask(address), self._target(address)
            if answer is None or target is None:
                continue
            self._answers[address] = answer
            links = frozen.links(answer.decode()) if target.page else ()
            targets = filter(None, map(self._target, links))
            new = {target.address for target in targets} - asked
            waiting += sorted(new)
            asked |= new

    def _ask(self, address: str) -> bytes | None:
        """Return what is answered, or None where the public gets no page."""
        # Outside of the command's own context: there, all requests would share one ``g``.
        answer = Context().run(self._get, address)
        if answer.status_code >= SERVER_ERROR:
            raise BrokenPageError(address)
        content: bytes = answer.data
        answer.close()
        return content if answer.status_code == OK else None

    def _get(self, address: str) -> Any:  # noqa: ANN401
        return self._client.get(
            address,
            base_url=frozen.HOST,
            headers={"Accept-Language": self._language},
            environ_overrides={FREEZING: self._foot},
        )

    def _target(self, url: str) -> Target | None:
        """Return what a link of a page leads to, if that can be frozen."""
        parts = urlsplit(url)
        parameters, place = dict(parse_qsl(parts.query)), parts.fragment
        try:
            endpoint, values = self._urls.match(parts.path)
        except (HTTPException, RequestRedirect):
            return None
        path, language = parts.path, parameters.pop("ui", None)
        opened = parameters.pop("open", None)
        if opened:  # the comments on a paragraph also stand on its own page
            endpoint, place = "reading.paragraph", COMMENTS
            path = self._urls.build(endpoint, {"slug": values["slug"], "uid": opened})
        if endpoint in SHARED:
            return Target(path, language, endpoint, place)
        if parameters.get("page") == "1":
            del parameters["page"]
        allowed = PAGES.get(endpoint, FILES.get(endpoint))
        if allowed is None or not allowed.issuperset(parameters):
            return None
        address = f"{path}?{urlencode(sorted(parameters.items()))}" if parameters else path
        return Target(address, language, endpoint, place)

    def _reached(self, url: str) -> Target | None:
        target = self._target(url)
        return target if target and target.address in self._answers else None
