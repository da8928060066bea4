"""A report on a text as a PDF."""

from declaration.report import Report


def write(report: Report) -> bytes:
    """Return a PDF."""
    raise NotImplementedError(report.title)
