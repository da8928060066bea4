"""Configuration, the release at work, the hasher of passwords, fonts: all fixed at the start.

Settings come from ``DECLARATION_*`` environment variables; docs/operators.md names each.
"""

import hashlib
import os
import secrets
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from flask.cli import NoAppException

from declaration.actions.people.passwords import Passwords
from declaration.formats import pdf
from declaration.queries.people.accounts import SIGNED_IN
from declaration.web.frame import addresses

ROOT = Path(__file__).resolve().parents[3]
MAX_BODY = 4 * 1024 * 1024  # bytes of a request; a longer one is a 413
SHORTEST_KEY = 32  # characters
NEW_KEY = (
    "Make one with python3 -c 'import secrets; print(secrets.token_hex())' and keep it secret;"
    " DECLARATION_DEMO=1 starts the demo conference without one."
)
GENERATED = {"__pycache__", ".DS_Store"}  # names that are no part of a release


class SettingsError(NoAppException):
    """A setting is missing or cannot be read: the application refuses to start."""


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return Flask's configuration; keyword arguments of ``create_app`` go before it."""
    demo = flag(environ, "DECLARATION_DEMO") or asks_for_demo(sys.argv)
    folder = Path(environ.get("DECLARATION_DATA", ROOT / "instance"))
    names, tls = hosts(environ, "DECLARATION_HOSTS"), flag(environ, "DECLARATION_TLS")
    return {
        "DEMO": demo,
        "DATA": str(folder),
        "FONTS": environ.get("DECLARATION_FONTS", ""),
        "SECRET_KEY": environ.get("DECLARATION_SECRET_KEY")
        or (demo_key(folder) if demo else None)
        or (secrets.token_hex() if only_tells(sys.argv) else None),
        "SQLALCHEMY_DATABASE_URI": environ.get(
            "DECLARATION_DATABASE", f"sqlite:///{folder / 'declaration.sqlite3'}"
        ),
        "BEHIND_PROXY": count(environ, "DECLARATION_PROXIES"),
        "TLS": tls,
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "PERMANENT_SESSION_LIFETIME": SIGNED_IN,
        "HOSTS": names,
        "SITE_URL": f"{'https' if tls else 'http'}://{names[0]}" if names else "",
    }


def asks_for_demo(line: Sequence[str]) -> bool:
    """Answer whether the command line is one of ``flask demo``; known before there is an app."""
    return _command(line) == "demo"


def only_tells(line: Sequence[str]) -> bool:
    """Answer whether the command only tells something, so that it needs no key."""
    return _command(line) in {"", "rules"} or (_command(line) is not None and "--help" in line)


def _command(line: Sequence[str]) -> str | None:
    """Return flask's command, empty if there is none; None for any other program."""
    program = Path(line[0]) if line else Path()
    if program.stem != "flask" and program.parts[-2:] != ("flask", "__main__.py"):
        return None
    words = iter(line[1:])
    for word in words:
        if word in {"--app", "-A", "--env-file", "-e"}:
            next(words, "")
        elif not word.startswith("-"):
            return word
    return ""


def demo_key(folder: Path) -> str:
    """Return the demo's secret key, made once and kept beside its data: sessions survive."""
    file = folder / "demo-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(), encoding="ascii")
    return file.read_text(encoding="ascii")


def flag(environ: Mapping[str, str], name: str) -> bool:
    """Read a switch (1, true, yes, on, or their opposites); anything else is refused."""
    value = environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise SettingsError(f"{name} is {value!r}; it takes 1 or 0")


def count(environ: Mapping[str, str], name: str) -> int:
    """Read a number from 0 up; anything else is refused."""
    value = environ.get(name, "").strip() or "0"
    if not (value.isascii() and value.isdecimal()):
        raise SettingsError(f"{name} is {value!r}; it takes a number from 0 up")
    return int(value)


def hosts(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read names of hosts, with commas between; anything else is refused."""
    names = tuple(filter(None, (each.strip() for each in environ.get(name, "").split(","))))
    wrong = next((each for each in names if not addresses.host_name(each)), None)
    if wrong is not None:
        raise SettingsError(f"{name} names {wrong!r}; it takes names like declaration.example.org")
    return names


def check(config: Mapping[str, Any]) -> None:
    """Refuse to start without a secret key, or with one that can be guessed."""
    key = config["SECRET_KEY"]
    if not key:
        raise SettingsError(f"DECLARATION_SECRET_KEY is not set. {NEW_KEY}")
    if len(key) < SHORTEST_KEY:
        raise SettingsError(
            f"DECLARATION_SECRET_KEY has {len(key)} characters; it takes {SHORTEST_KEY} or more."
            f" {NEW_KEY} Nothing has been changed; with a new key, everyone has to sign in again."
        )


def release(*paths: Path) -> str:
    """Return a hash of all files at and below ``paths``: names and contents."""
    digest = hashlib.sha256()
    for file in sorted(_files(paths)):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        for file in [path, *path.rglob("*")]:
            if file.is_file() and not GENERATED.intersection(file.parts):
                yield file


APPLICATION = release(
    ROOT / "app.py",
    *(ROOT / room for room in ("declaration", "models", "templates", "static")),
    ROOT / "requirements.lock",
)
"""What answers requests."""


def init(app: Flask) -> None:
    """Make the hasher: all threads wait for the same few turns. Take the fonts, once for all."""
    app.extensions["passwords"] = Passwords(app.config.get("PASSWORD_HASH"))
    folder = app.config["FONTS"]
    try:
        pdf.FONTS.use(folder)
    except ValueError as error:
        raise SettingsError(
            f"DECLARATION_FONTS is {folder!r}; it takes a folder of fonts"
        ) from error


def passwords() -> Passwords:
    """Return the hasher."""
    return cast("Passwords", current_app.extensions["passwords"])
