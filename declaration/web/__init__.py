"""Flask: one blueprint a file; the only room that knows HTTP."""

from flask import Flask


def init(app: Flask) -> None:
    """Register everything that answers requests."""
