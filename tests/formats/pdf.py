"""A PDF file as pypdf reads it back: its pages, its words, its structure."""

import io
import re

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from tests.text import invented

# Words of Latin, Cyrillic and Greek: they are set without a folder of fonts.
settable = invented.some(invented.WORDS[:17], invented.BLANKS[:3], invented.MARKS[:6])


def read(file):
    return pypdf.PdfReader(io.BytesIO(file))


def words(file):
    """Return all words, with one blank between them, heads and feet of the pages included."""
    return " ".join(" ".join(page.extract_text() for page in read(file).pages).split())


def letters(text):
    """Return a text without blanks, signs, and hyphens at the ends of lines."""
    return re.sub(r"[\W_]+", "", text)


def tags(file, *, languages=False):
    """Return the structure as nested lists: ["H1"], ["L", ["LI", ["Lbl"], ["LBody", ["P"]]]].

    With ``languages`` a name says its own: ["P fr"].
    """
    (document,) = _below(read(file).trailer["/Root"]["/StructTreeRoot"], languages=languages)
    return document[1:]


def _below(node, *, languages):
    node = node.get_object()
    if isinstance(node, ArrayObject):
        return [tag for each in node for tag in _below(each, languages=languages)]
    if not isinstance(node, DictionaryObject):
        return []
    below = _below(node["/K"], languages=languages) if "/K" in node else []
    if "/S" not in node:
        return below
    language = [node["/Lang"]] if languages and "/Lang" in node else []
    return [[" ".join([node["/S"].removeprefix("/"), *language]), *below]]


def outline(file):
    """Return the names of the tags, each once for each time that it is there, in reading order."""
    return _names(tags(file))


def _names(tree):
    return [name for tag in tree for name in (tag[0], *_names(tag[1:]))]


def claims(file):
    """Return the standards that a file says it keeps: PDF/A and PDF/UA."""
    metadata = read(file).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    return dict(re.findall(r"<(pdf(?:a|ua)id:(?:part|conformance))>(\w+)<", metadata))


def fonts(file):
    """Return the names of all fonts, with whether each is embedded."""
    return {
        font["/BaseFont"].rpartition("+")[2]: bool(
            {"/FontFile2", "/FontFile3"}
            & set(font["/DescendantFonts"][0].get_object()["/FontDescriptor"])
        )
        for page in read(file).pages
        for font in page["/Resources"]["/Font"].values()
    }
