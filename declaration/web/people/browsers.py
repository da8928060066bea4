"""What somebody knows a browser by: its name and the system that it runs on."""

from collections.abc import Iterable

from flask import request

# The first that is named counts: most browsers say that they are others, too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def name() -> str:
    """Return "Firefox, Windows", as much of it as the browser says; empty for an unknown one."""
    return ", ".join(filter(None, (_first(BROWSERS), _first(SYSTEMS))))


def _first(names: Iterable[tuple[str, str]]) -> str:
    agent = request.headers.get("User-Agent", "")
    return next((name for mark, name in names if mark in agent), "")
