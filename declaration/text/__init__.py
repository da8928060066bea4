"""The text core: strings in, values out. Positions count code points of text in NFC.

No part of it knows Flask, a database, a clock, chance or a file. Expected refusals are
``TooLong`` and, from ``normal`` and ``tidy``, ``Invalid``; a text outside NFC is a bug of the
caller (ValueError).
"""

from declaration.errors import TooLong
from declaration.text.aligning import Pair, align
from declaration.text.anchoring import Located, Quote, locate
from declaration.text.choosing import Choice
from declaration.text.compiling import Alternative, Segment, bracketed, compile
from declaration.text.cutting import Block, blocks, ended, hashed
from declaration.text.differ import Change, diff
from declaration.text.merging import Conflict, Merged, merge
from declaration.text.openings import Opening, Series, opening
from declaration.text.origins import Span, provenance, worded
from declaration.text.page import Html, MarkedText, Spoken
from declaration.text.rendering import (
    credited,
    html,
    plain,
    quoted_span,
    redline,
    redlines,
    seen,
    seen_parts,
    slices,
    targets,
    tracked,
)
from declaration.text.summing import Figures, figures, length
from declaration.text.tidying import Tidied, lines, normal, sayable, tidy
from declaration.text.tokens import MAX_TOKENS, words

__all__ = [
    "MAX_TOKENS",
    "Alternative",
    "Block",
    "Change",
    "Choice",
    "Conflict",
    "Figures",
    "Html",
    "Located",
    "MarkedText",
    "Merged",
    "Opening",
    "Pair",
    "Quote",
    "Segment",
    "Series",
    "Span",
    "Spoken",
    "Tidied",
    "TooLong",
    "align",
    "blocks",
    "bracketed",
    "compile",
    "credited",
    "diff",
    "ended",
    "figures",
    "hashed",
    "html",
    "length",
    "lines",
    "locate",
    "merge",
    "normal",
    "opening",
    "plain",
    "provenance",
    "quoted_span",
    "redline",
    "redlines",
    "sayable",
    "seen",
    "seen_parts",
    "slices",
    "targets",
    "tidy",
    "tracked",
    "worded",
    "words",
]
