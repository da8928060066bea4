"""Word files: the text alone, and what became of one text in another as tracked changes.

python-docx keeps the package, its styles and properties; tracked changes and numbers, which it
does not know, are written here. The same values give the same bytes.
"""

from declaration.formats.word import clean, redline, report

__all__ = ["MEDIA_TYPE", "clean", "redline", "report"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
