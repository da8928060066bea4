"""The ids of paragraphs: eId by number or place, wId where it was another, GUID for ever.

Source: the naming conventions of Akoma Ntoso 1.0 and of AKN4UN.
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import count

from declaration.formats.akoma_ntoso import xml
from declaration.formats.akoma_ntoso.structure import Written
from declaration.formats.akoma_ntoso.xml import Element

ABBREVIATIONS = {
    "alinea": "al",
    "attachment": "att",
    "blockList": "list",
    "container": "container",
    "docTitle": "docTitle",
    "formula": "formula",
    "item": "item",
    "list": "list",
    "longTitle": "longTitle",
    "paragraph": "para",
    "point": "point",
    "recital": "rec",
    "recitals": "recs",
    "section": "sec",
    "title": "title",
}  # of elements, and of what a generic container is called
GENERIC = "hcontainer"
WITHIN = {"section", "list", "blockList", "point", "item"}  # counted anew in each parent
ALONE = {"content", "intro"}  # one in each parent
GONE = "old__"  # before what the eId was of a paragraph that only the older text has


def name(root: Element, paragraphs: Written) -> None:
    """Give every element of the structure an eId that no other has, and each paragraph its GUID."""
    _Namer(paragraphs).name(root, "", "")
    stays = {entry.passage.uid for entry in paragraphs.values() if not entry.gone}
    for element, entry in paragraphs.items():
        if not entry.gone or entry.passage.uid not in stays:
            element.set("GUID", entry.passage.uid)


def by_uid(paragraphs: Written) -> dict[str, str]:
    """Return the eIds of a text by the uid of the paragraph."""
    return {entry.passage.uid: element.get("eId", "") for element, entry in paragraphs.items()}


def remember(paragraphs: Written, earlier: Mapping[str, str]) -> None:
    """Give those a wId whose eId was another in the ``earlier`` text."""
    for element, entry in paragraphs.items():
        was = earlier.get(entry.passage.uid)
        if was and was != element.get("eId"):
            element.set("wId", was)


class _Namer:
    def __init__(self, paragraphs: Written) -> None:
        self._paragraphs = paragraphs
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def name(self, parent: Element, context: str, part: str) -> None:
        """Name what stands in an element; ``part``: the annex, ``context``: what is around it."""
        for element in parent.iterchildren(f"{{{xml.NAMESPACE}}}*"):
            tag = xml.name(element)
            inner, annex = context, part
            if tag in ALONE:
                inner = f"{context}__{tag}"
                element.set("eId", inner)
            elif tag in ABBREVIATIONS or tag == GENERIC:
                inner = self._new(element, tag, context if tag in WITHIN else part)
                element.set("eId", inner)
                annex = inner if tag == "attachment" else part
            if tag != "meta":
                self.name(element, inner, annex)

    def _new(self, element: Element, tag: str, context: str) -> str:
        entry = self._paragraphs.get(element)
        around = f"{context}__" if context else ""
        if entry:
            around = (GONE if entry.gone else "") + around.removeprefix(GONE)
        stem = f"{around}{ABBREVIATIONS[element.get('name') if tag == GENERIC else tag]}_"
        number = re.sub(r"[\W_]", "", entry.passage.mark) if entry else ""
        if number and stem + number not in self._taken:
            eid = stem + number
        else:
            eid = self._counted(f"{stem}{number}-" if number else stem)
        self._taken.add(eid)
        return eid

    def _counted(self, stem: str) -> str:
        numbers = count(self._counts[stem] + 1)
        number = next(number for number in numbers if f"{stem}{number}" not in self._taken)
        self._counts[stem] = number
        return f"{stem}{number}"
