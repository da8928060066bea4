"""Style sheets and modules, joined, hashed and compressed once, when the application starts."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, url_for

from declaration.errors import NotFound
from declaration.rules import Verb
from declaration.web.frame import answers
from declaration.web.frame.acting import verb

IMPORT = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"\s*\n\s*")  # indents and empty lines, for those who read a sheet here
NOTE = re.compile(r"^\s*//.*\n", re.MULTILINE)  # a line of its own: nobody downloads what it says
FOREVER = 365 * 24 * 3600  # seconds; the address changes with the bytes

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """Bytes under an address that names them by their hash."""

    name: str
    mimetype: str
    plain: bytes
    zipped: bytes


@dataclass(frozen=True)
class Assets:
    """All that pages link to: the style sheet, and modules by their short name."""

    sheet: Asset
    modules: dict[str, Asset]

    def named(self, name: str) -> Asset | None:
        """Return the asset with this hashed name."""
        return next((a for a in (self.sheet, *self.modules.values()) if a.name == name), None)


def init(app: Flask) -> None:
    """Join and hash what lies in the static folder."""
    folder = Path(app.static_folder or "static")
    sheet = joined(folder / "css" / "order.css").encode()
    modules = {
        path.stem: asset(f"{path.stem}.", "js", module(path).encode())
        for path in sorted((folder / "js").glob("*.js"))
    }
    app.extensions["assets"] = Assets(asset("", "css", sheet), modules)
    views: dict[str, Any] = app.view_functions
    views["static"] = verb(Verb.ENTER)(views["static"])  # Flask's own route names its verb, too


def joined(order: Path) -> str:
    """Return all style sheets as one, each in its layer, in the order of ``order``."""
    text = COMMENT.sub("", order.read_text(encoding="utf-8"))

    def sheet(line: re.Match[str]) -> str:
        rules = (order.parent / line["name"]).read_text(encoding="utf-8")
        rules = MARGIN.sub("\n", COMMENT.sub("", rules)).strip()
        return f"@layer {line['layer']} {{\n{rules}\n}}"

    return IMPORT.sub(sheet, text).strip() + "\n"


def module(path: Path) -> str:
    """Return a module without the notes to those who read it here."""
    return NOTE.sub("", path.read_text(encoding="utf-8"))


def asset(stem: str, kind: str, plain: bytes) -> Asset:
    """Return the bytes under their hashed name; ``kind`` is css or js."""
    digest = hashlib.sha256(plain).hexdigest()[:16]
    mimetype = {"css": "text/css", "js": "text/javascript"}[kind]
    return Asset(f"{stem}{digest}.{kind}", mimetype, plain, gzip.compress(plain, 9, mtime=0))


def _assets() -> Assets:
    return cast("Assets", current_app.extensions["assets"])


def stylesheet_url() -> str:
    """Return the address of the one style sheet."""
    return url_for("assets.show", name=_assets().sheet.name)


def module_url(name: str) -> str:
    """Return the address of a module, named without its ending."""
    return url_for("assets.show", name=_assets().modules[name].name)


@blueprint.get("/assets/<name>")
@verb(Verb.ENTER)
def show(name: str) -> Response:
    """Answer with the bytes; whoever has them never asks again."""
    file = _assets().named(name)
    if file is None:
        raise NotFound
    zipped = answers.taken()
    response = Response(file.zipped if zipped else file.plain, mimetype=file.mimetype)
    if zipped:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.max_age = FOREVER
    response.cache_control.immutable = True
    return response
