"""What an address says: its host, the ids in its path, ``?page=`` of a long list, from 1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString
from werkzeug.routing import IntegerConverter, Map

T = TypeVar("T")

LARGEST = 2**31 - 1  # PostgreSQL's integer
LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(
    rf"(?P<name>(?:{LABEL}\.)*{LABEL}\.?|\[[0-9a-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?", re.IGNORECASE
)
FREEZING = "declaration.frozen"  # in the environment of a request: what its page says at its foot


def init(app: Flask) -> None:
    """Let ``<int:...>`` take nothing but what an id can be; let pages hand addresses out."""
    app.url_map.converters["int"] = IdConverter
    app.jinja_env.globals["handed_out"] = handed_out


class IdConverter(IntegerConverter):
    """A whole number that an id can be."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002, ANN401
        super().__init__(map, *args, **({"max": LARGEST} | kwargs))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page, as the component «pager» shows it."""

    items: Sequence[T]
    number: int
    pages: int

    @property
    def previous_url(self) -> str | None:
        """Return the address of the page before."""
        return address(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """Return the address of the page after."""
        return address(self.number + 1) if self.number < self.pages else None


def paged(items: Sequence[T], size: int) -> Page[T]:
    """Cut out the page that is asked for; beyond the last comes the last."""
    pages = max(1, -(-len(items) // size))
    number = min(asked(), pages)
    return Page(items[size * (number - 1) : size * number], number, pages)


def asked() -> int:
    """Return the number of the page that is asked for, 1 unless it is a number above."""
    return numeral(request.args.get("page")) or 1


def address(number: int) -> str:
    """Return the address of another page of the same list."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*others, ('page', number)])}"


def host_name(host: str) -> str:
    """Return the name in a Host header, small and without its port; empty for what is none."""
    match = HOST.fullmatch(host)
    name = match["name"].lower().removesuffix(".") if match else ""
    try:
        name.encode().decode("idna")
    except UnicodeError:  # "xn--" and nothing that it could stand for
        return ""
    return name


def handed_out(endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- as url_for
    """Return a whole address for others to use: the configured one, else that of the request."""
    site = current_app.config["SITE_URL"]
    if not site or FREEZING in request.environ:
        return url_for(endpoint, _external=True, **values)
    return f"{site}{url_for(endpoint, **values)}"


def numeral(value: str | None) -> int | None:
    """Read an id or a position from a form or an address; None for what no database can hold."""
    readable = value and value.isascii() and value.isdecimal() and len(value) <= len(str(LARGEST))
    number = int(value) if value and readable else LARGEST + 1
    return number if number <= LARGEST else None


def number(value: str | None) -> int:
    """Read an id from a form or an address; 0, which no row has, for what is none."""
    return numeral(value) or 0


def file_link(
    endpoint: str, name: str | LazyString, format_: str, /, **values: str | int
) -> dict[str, str]:
    """Return what a menu shows of a file that can be taken away: its name, address and ending."""
    url = url_for(endpoint, format_=format_, **cast("Any", values))
    return {"label": str(name), "url": url, "detail": f".{format_}"}
