"""What other programs read in our Word files once all is accepted, and once all is rejected."""

import json
import re

import pypandoc
import pytest
from hypothesis import Phase, given, settings, strategies as st

from declaration.comparison import Redline
from declaration.formats import REDLINES
from tests.formats import libreoffice
from tests.formats.drawn import REV_1, texts
from tests.formats.test_word import expected

MANY = 40
once = settings(max_examples=1, phases=[Phase.generate], derandomize=True, deadline=None)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """Invented texts, each pair with its redline as a file."""
    folder, made = tmp_path_factory.mktemp("word"), []

    @given(st.lists(texts(), min_size=MANY, max_size=MANY))
    @once
    def invent(invented):
        made[:] = invented

    invent()
    paths = [folder / f"{number}.docx" for number in range(len(made))]
    for path, pair in zip(paths, made, strict=True):
        path.write_bytes(REDLINES["docx"].write(Redline(*pair, REV_1, "Changes")))
    return [(path, *pair) for path, pair in zip(paths, made, strict=True)]


def lines(manuscript):
    """Return label and words of every paragraph of a text, line breaks as line ends."""
    return [
        [label, "".join(letter for letter, _ in letters).replace("\u2028", "\n")]
        for label, letters in expected(manuscript)
    ]


@pytest.mark.needs(*libreoffice.NEEDS)
def test_libreoffice_accepts_and_rejects_all(pairs, tmp_path):
    readings = libreoffice.read([path for path, _old, _new in pairs], tmp_path)

    for (path, old, new), (accepted, rejected) in zip(pairs, readings, strict=True):
        assert accepted[:-1] == lines(new), path
        assert rejected[:-1] == lines(old), path


def test_pandoc_accepts_and_rejects_all(pairs):
    for path, old, new in pairs:
        assert by_pandoc(path, "accept") == words(new)
        assert by_pandoc(path, "reject") == words(old)


def by_pandoc(path, how):
    """Return the words that pandoc reads, without blanks and the last line; it keeps no labels."""
    options = [f"--track-changes={how}", "--sandbox", "--wrap=none"]
    read = pypandoc.convert_file(str(path), "json", extra_args=options)
    texts = (block_words(block) for block in json.loads(read)["blocks"])
    return [text for text in texts if text][:-1]


def block_words(block):
    """Return all words in a block of pandoc's tree, without blanks."""
    if isinstance(block, dict):
        own = block["c"] if block.get("t") in {"Str", "Code"} else ""
        own = own if isinstance(own, str) else own[-1]
        return own or "".join(block_words(part) for part in block.get("c") or ())
    return "".join(map(block_words, block)) if isinstance(block, list) else ""


def words(manuscript):
    joined = (re.sub(r"\s", "", line) for _label, line in lines(manuscript))
    return [line for line in joined if line]
