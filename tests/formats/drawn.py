"""Texts that Hypothesis draws for the formats, alone and in pairs of an old and a new one."""

import os
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import settings, strategies as st

from declaration.comparison import Annotation, Hand, Redline, Reply
from declaration.errors import Invalid
from declaration.manuscript import Manuscript, Passage, between, numbered
from declaration.text import normal, plain
from models.vocabulary import Kind, Scheme
from tests.text import invented

few = settings(max_examples=int(os.environ.get("DECLARATION_EXAMPLES", "40")), deadline=None)
DAY = datetime(2017, 11, 2, 10, 30, tzinfo=UTC)
REV_1 = Hand("Rev. 1", DAY)
SHAPES = (
    *((Kind.HEADING, level) for level in (1, 2, 3)),
    *((Kind.OPERATIVE, 0), (Kind.ITEM, 1), (Kind.ITEM, 2), (Kind.PLAIN, 0), (Kind.ANNEX, 0)),
    *((Kind.OPERATIVE, 0), (Kind.PREAMBULAR, 0)),
)


def text(passages, scheme=Scheme.DECLARATION, earlier=None):
    count = between(earlier, passages, scheme) if earlier else numbered(passages, scheme)
    return Manuscript(1, "d", "Declaration", "CM/1", scheme, "en", tuple(count), "Rev. 1", date=DAY)


def passage(key, words, kind=Kind.OPERATIVE, level=0):
    return Passage(key, f"p{key}", kind, level, words, key, key, "en")


@st.composite
def texts(draw):
    """A text, and another with some paragraphs changed, moved, dropped and new."""
    words = st.one_of(invented.prose, invented.markdown)
    shapes = draw(st.lists(st.sampled_from(SHAPES), max_size=6))
    shapes.insert(0, (Kind.TITLE, 0))
    old = [passage(key, draw(words), *shape) for key, shape in enumerate(shapes, 1)]
    new = [p for p in old if draw(st.integers(0, 5))]
    for place, kept in enumerate(new):
        match draw(st.integers(0, 5)):
            case 0:
                new[place] = replace(kept, words=draw(invented.edited(words))[1])
            case 1:
                new[place] = replace(kept, kind=Kind.PLAIN, level=0)
    if draw(st.booleans()) and new:
        new.append(new.pop(draw(st.integers(0, len(new) - 1))))
    for key in range(20, 20 + draw(st.integers(0, 2))):
        new.insert(draw(st.integers(0, len(new))), passage(key, draw(words)))
    scheme = draw(st.sampled_from(Scheme))
    first = text(old, scheme)
    earlier = {p.paragraph_id: p.number for p in first.passages if p.number}
    return first, text(new, scheme, draw(st.sampled_from([None, earlier])))


@st.composite
def redlines(draw):
    """Two texts with whose hand changed what, and comments in the margin."""
    old, new = draw(texts())
    live = [p for p in new.passages if p.live]
    hands = st.builds(
        Hand, st.one_of(invented.prose, invented.anything), st.sampled_from([None, DAY])
    )
    steps = {
        p.paragraph_id: [
            *draw(st.lists(st.tuples(hands, invented.prose), max_size=2)),
            (draw(hands), p.words),
        ]
        for p in live
        if draw(st.booleans())
    }
    annotations = [draw(annotation(live, hands)) for _ in range(draw(st.integers(0, 2)))]
    about = draw(st.one_of(invented.prose, invented.anything))
    return Redline(old, new, REV_1, about, steps, annotations)


@st.composite
def annotation(draw, passages, hands):
    """A comment on a paragraph, on words in it, or on the text as a whole."""
    passage = draw(st.sampled_from([None, *passages]))
    end = draw(st.integers(0, len(plain(passage.words)) if passage else 0))
    return Annotation(
        paragraph_id=passage and passage.paragraph_id,
        hand=draw(hands),
        words=draw(invented.anything),
        start=draw(st.integers(0, end)),
        end=end,
        resolved=draw(st.booleans()),
        answers=tuple(draw(st.lists(st.builds(Reply, hands, invented.anything), max_size=2))),
    )


@st.composite
def tables(draw):
    """Heads, and rows of as many cells: words, numbers, and what a spreadsheet would run."""
    cells = st.one_of(
        invented.anything.filter(taken),
        st.integers(0, 10**18).map(str),
        st.builds("".join, st.tuples(st.sampled_from("=+-@;,\t\"'"), invented.prose)),
    )
    width = draw(st.integers(1, 4))
    rows = st.lists(cells, min_size=width, max_size=width)
    return draw(rows), draw(st.lists(rows, max_size=4))


def taken(words):
    """Say whether the application takes such words."""
    try:
        return normal(words) == words
    except Invalid:
        return False
