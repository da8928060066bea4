"""Style sheets and modules, joined, hashed and compressed once, when the application starts."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, request, url_for

from declaration.errors import NotFound
from declaration.formats import accent as accents
from declaration.queries.reading import shelf
from declaration.queries.sight import existing
from declaration.verbs import Verb
from declaration.web.frame import answers
from declaration.web.frame.acting import session, verb

IMPORT = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"\s*\n\s*")  # indents and empty lines, for those who read a sheet here
NOTE = re.compile(r"^\s*//.*\n", re.MULTILINE)  # a line of its own: nobody downloads what it says
SHEET = "css/order.css"
FOREVER = 365 * 24 * 3600  # seconds; the address changes with the bytes

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """Bytes under an address that names them by their hash."""

    name: str
    media_type: str
    zipped: bytes


def init(app: Flask) -> None:
    """Join and hash what lies in the static folder."""
    folder = Path(app.static_folder or "static")
    assets = {
        path.stem: asset(f"{path.stem}.", "js", module(path)) for path in folder.glob("js/*.js")
    }
    app.extensions["assets"] = assets | {SHEET: asset("", "css", joined(folder / SHEET))}
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
    """Return a module without notes and indents, which are for those who read it here."""
    return MARGIN.sub("\n", NOTE.sub("", path.read_text(encoding="utf-8")))


def asset(stem: str, kind: str, text: str) -> Asset:
    """Return a text under its hashed name; ``kind`` is css or js."""
    plain = text.encode()
    digest = hashlib.sha256(plain).hexdigest()[:16]
    media_type = {"css": "text/css", "js": "text/javascript"}[kind]
    return Asset(f"{stem}{digest}.{kind}", media_type, gzip.compress(plain, 9, mtime=0))


def _assets() -> dict[str, Asset]:
    return cast("dict[str, Asset]", current_app.extensions["assets"])


def stylesheet_url() -> str:
    """Return the address of the one style sheet."""
    return module_url(SHEET)


def module_url(name: str) -> str:
    """Return the address of a module, named without its ending."""
    return url_for("assets.show", name=_assets()[name].name)


@blueprint.get("/accent/<colour>.css")
@verb(Verb.ENTER)
def accent_sheet(colour: str) -> Response:
    """Answer with the rules of an accent colour (rrggbb), which the address names."""
    accent = f"#{colour}"
    if not accents.COLOUR.fullmatch(accent) or not accents.readable(accent):
        raise NotFound
    return _forever(Response(accents.sheet(accent), mimetype="text/css"), colour)


@blueprint.get("/logo/<digest>")
@verb(Verb.ENTER)
def logo(digest: str) -> Response:
    """Answer with the picture of the conference, while it is the one of this hash."""
    picture = shelf.logo(session(), digest)
    return _forever(Response(picture.content, mimetype=picture.media_type), digest)


@blueprint.get("/assets/<name>")
@verb(Verb.ENTER)
def show(name: str) -> Response:
    """Answer with the bytes; whoever has them never asks again."""
    file = existing(next((each for each in _assets().values() if each.name == name), None))
    response = answers.zipped(file.zipped, file.media_type)
    response.vary.add("Accept-Encoding")
    return _forever(response)


def _forever(response: Response, tag: str = "") -> Response:
    """Let it be kept; with a tag it answers 304 to whoever asks again all the same."""
    response.cache_control.public = True
    response.cache_control.max_age = FOREVER
    response.cache_control.immutable = True
    if tag:
        response.set_etag(tag, weak=True)
        response.make_conditional(request)
    return response
