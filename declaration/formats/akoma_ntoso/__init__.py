"""Texts and redlines in Akoma Ntoso 3.0, as the United Nations name it (OASIS LegalDocML, AKN4UN).

The file ends in .xml: AKN4UN keeps .akn for a package of several documents.
"""

from declaration.formats.akoma_ntoso import redline, text

__all__ = ["MEDIA_TYPE", "redline", "text"]

MEDIA_TYPE = "application/akn+xml"
