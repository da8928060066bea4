"""PDF files, set like a conference document by typst: PDF/A-2a and PDF/UA-1, fonts embedded."""

from declaration.formats.pdf import redline, report, text
from declaration.formats.pdf.fonts import FONTS

__all__ = ["FONTS", "MEDIA_TYPE", "redline", "report", "text"]

MEDIA_TYPE = "application/pdf"
