"""Reports that Hypothesis draws: no format fails at one, and the same report has the same bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from declaration.errors import CannotSet
from declaration.formats import REPORTS
from declaration.manuscript import Passage
from declaration.report import (
    Facts,
    Grid,
    Heading,
    Line,
    NewPage,
    Prose,
    Report,
    TextParagraph,
    said,
    shown,
)
from models.vocabulary import Kind
from tests.formats.drawn import few
from tests.text import invented

DAY = datetime(2017, 11, 2, 10, 30, tzinfo=UTC)
languages = st.sampled_from(["en", "fr", "ar", "zh-Hant"])
words = st.one_of(invented.prose, invented.markdown, invented.anything)
changed = st.one_of(st.tuples(words, words), invented.edited(), st.just(("", "")))
lines = st.one_of(
    st.just(()),
    st.builds(lambda pair, language: shown(pair[1], language, pair[0]), changed, languages),
    st.builds(said, st.one_of(words, invented.typed), languages),
)
cell = st.lists(lines, max_size=2).map(lambda parts: sum(parts, ()))
one_line = st.builds(
    lambda pair, language: next(iter(shown(pair[1], language, pair[0])), Line((), language)),
    changed,
    languages,
)


@st.composite
def paragraphs(draw):
    """A paragraph of a text of any kind, with or without a number and changes."""
    kind = draw(st.sampled_from(Kind))
    level = draw(st.sampled_from(list(kind.levels)))
    pair, number = draw(changed), draw(st.sampled_from(["", "7", "7 (a)", "5 bis", "OP 3"]))
    language = draw(languages)
    passage = Passage(1, "p1", kind, level, pair[1], 1, 1, language, number)
    told = shown(pair[1], language, pair[0])
    return TextParagraph(passage, told[0].runs if told else (), draw(st.booleans()))


@st.composite
def grids(draw):
    """A table of one to six columns; cells may be empty, rows and heads too."""
    width = draw(st.integers(1, 6))
    heads = st.lists(st.one_of(invented.typed, invented.prose), min_size=width, max_size=width)
    rows = st.lists(st.lists(cell, min_size=width, max_size=width).map(tuple), max_size=4)
    widths = st.lists(st.integers(1, 5), min_size=width, max_size=width)
    return Grid(tuple(draw(heads)), tuple(draw(rows)), tuple(draw(widths)))


blocks = st.one_of(
    st.builds(Heading, one_line, st.integers(2, 4)),
    st.builds(Prose, cell, st.booleans()),
    paragraphs(),
    st.builds(Facts, st.lists(st.tuples(invented.typed, cell), max_size=3).map(tuple)),
    grids(),
    st.just(NewPage()),
)
reports = st.builds(
    Report,
    title=st.one_of(invented.typed, invented.prose),
    language=languages,
    about=st.one_of(invented.typed, invented.prose),
    blocks=st.lists(blocks, max_size=6).map(tuple),
    date=st.sampled_from([None, DAY]),
    end=st.lists(invented.prose, max_size=2).map(tuple),
    wide=st.booleans(),
)


@pytest.mark.parametrize("name", REPORTS)
@given(reports)
@few
def test_every_report_is_written_or_refused_by_name(name, report):
    assert outcome(name, report) == outcome(name, report) != b""


def outcome(name, report):
    """Return a file, or why there is none."""
    try:
        return REPORTS[name].write(report)
    except CannotSet as refusal:
        return f"refused: {refusal.letters}"
