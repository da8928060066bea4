"""PDF files, set like a conference document by typst: PDF/A-2a and PDF/UA-1, fonts embedded."""

from declaration.formats.pdf import redline, text

__all__ = ["MEDIA_TYPE", "redline", "text"]

MEDIA_TYPE = "application/pdf"
