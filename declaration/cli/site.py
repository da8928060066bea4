"""``flask site``: the public part of the installation as plain files."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from declaration.cli.base import now
from declaration.cli.gathering import BrokenPageError, Public, Volume, gathered, translated
from declaration.cli.server import wsgi
from declaration.queries import sight
from declaration.queries.journal import chain
from models.db import db

LANGUAGES = ("en", "es", "fr")  # of the pages; the first leads
SUMS = "SHA256SUMS"  # says what was frozen: `sha256sum -c` checks it
FROZEN = "# Frozen on "  # the list begins so
HALF = ".freezing"  # where files lie until all are there
SUM = re.compile(r"[0-9a-f]{64}  (?P<name>.+)")

site = AppGroup("site", help="Keep the public pages without this server.")


@site.command("freeze")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", default="", help="Where the files will stand; citations name it.")
def freeze(folder: Path, url: str) -> None:
    """Write all that is public into FOLDER, as files that any host serves.

    FOLDER is new or empty, or was written by this command before: then its files are replaced.
    """
    before = _frozen_before(folder)
    head, at = _head(), current_app.config.get("CLOCK", now)()
    half = folder / HALF
    shutil.rmtree(half, ignore_errors=True)
    try:
        sums = _written(half, _made({"at": at, "head": head}, f"{url.rstrip('/')}/" if url else ""))
        if _head() != head:
            raise click.ClickException("The journal went on meanwhile: run this again.")
        _sealed(half, sums, head, at)
        _put(half, folder, before)
    except BrokenPageError as error:
        said = f"{error} cannot be had from the application. Nothing was changed."
        raise click.ClickException(said) from error
    except OSError as error:
        raise click.ClickException(f"The files cannot be written: {error}") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    click.echo(f"{len(sums)} files in {folder}; open {folder / 'index.html'}")
    click.echo(f"Journal head {head}")


def _frozen_before(folder: Path) -> set[str]:
    """Return the names of the files that an earlier freezing left; refuse other folders."""
    listed = (folder / SUMS).read_text(encoding="utf-8") if (folder / SUMS).is_file() else ""
    if listed.startswith(FROZEN):
        found = map(SUM.fullmatch, listed.splitlines())
        names = {line["name"] for line in found if line}
        if all((folder / name).resolve().is_relative_to(folder.resolve()) for name in names):
            return names
    elif not folder.exists() or not any(path.name != HALF for path in folder.iterdir()):
        return set()
    raise click.ClickException(
        f"{folder} has files that are not of a frozen site. Name a new folder. Nothing was changed."
    )


def _head() -> str:
    """Return the hash with which the journal ends now."""
    session = db.session()
    session.rollback()
    if sight.conference(session) is None:
        raise click.ClickException("There is no conference yet: flask setup makes it.")
    return chain.head(session)


def _made(foot: dict[str, Any], url: str) -> Iterator[tuple[str, bytes]]:
    """Yield all files: name and bytes; the top one is the home page in the first language."""
    public = Public(wsgi(current_app), foot)
    first = gathered(public, LANGUAGES[0])
    for language in LANGUAGES:
        leads = language == LANGUAGES[0]
        answers = first if leads else translated(public, language, first)
        volume = Volume(public, language, answers, url)
        yield from volume.files()
        if leads:
            yield "index.html", volume.page(answers["/"], "index.html")


def _written(half: Path, files: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """Write files below ``half``; return the hash of each by its name."""
    sums = {}
    for name, content in files:
        path = half / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sums[name] = sha256(content).hexdigest()
    return sums


def _sealed(half: Path, sums: dict[str, str], head: str, at: datetime) -> None:
    """Write down the hash of each file; sha256sum passes over the first line."""
    lines = [f"{FROZEN}{at:%Y-%m-%d}; journal head {head}"]
    lines += [f"{digest}  {name}" for name, digest in sorted(sums.items())]
    (half / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _put(half: Path, folder: Path, before: set[str]) -> None:
    """Move all files to their places, and take away those that are no longer there."""
    new = [path.relative_to(half) for path in sorted(half.rglob("*")) if path.is_file()]
    for name in new:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (half / name).replace(folder / name)
    for gone in sorted(before - {name.as_posix() for name in new}):
        (folder / gone).unlink(missing_ok=True)
        for parent in (folder / gone).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
