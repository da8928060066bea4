"""Numbers in addresses: what no database can hold is no page."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # PostgreSQL's integer


class IdConverter(IntegerConverter):
    """A whole number that an id can be."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002, ANN401
        super().__init__(map, *args, **({"max": LARGEST} | kwargs))


def init(app: Flask) -> None:
    """Replace Flask's own."""
    app.url_map.converters["int"] = IdConverter
