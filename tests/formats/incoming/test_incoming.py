"""Texts as people paste them: every way that was met, and its neighbours."""

import tomllib
from pathlib import Path

import pytest

from declaration.formats.reading import pieces
from models.vocabulary import Scheme

CASES = tomllib.loads(Path(__file__).with_name("incoming.toml").read_text())["case"]
VIEWS = {
    "whole": lambda read: [[piece.kind, piece.level, piece.words] for piece in read],
    "words": lambda read: [piece.words for piece in read],
    "kinds": lambda read: [piece.kind for piece in read],
    "last": lambda read: [read[-1].kind, read[-1].words],
    "count": len,
    "preamble": lambda read: read[1].kind,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_pasted_text_is_read_as_its_author_meant_it(case):
    read = pieces(case["pasted"], Scheme(case.get("scheme", "declaration")))

    [view] = VIEWS.keys() & case.keys()
    assert VIEWS[view](read) == case[view]
