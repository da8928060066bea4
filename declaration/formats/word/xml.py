"""Elements and words of the XML in a Word file."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML


def sayable(text: str) -> str:
    """Replace what XML cannot carry."""
    return UNSAYABLE.sub("\ufffd", text)


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of the namespace of Word's main part; attributes are, too."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
