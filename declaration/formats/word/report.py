"""A report on a text as a Word file."""

from declaration.report import Report


def write(report: Report) -> bytes:
    """Return a Word file."""
    raise NotImplementedError(report.title)
