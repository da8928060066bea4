"""The texts to measure with; they lie outside the repository, and each part may be missing."""

import json
import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from declaration import text as core

SEED = 1
SAMPLE = 1000  # pairs whose cheapest diff is searched for
TIMED = 300  # pairs
TIMED_WORDS = range(25, 251)


class MissingData(Exception):
    """A part of the texts is not there; the message says which file."""


@dataclass(frozen=True)
class Pair:
    """A paragraph before and after a real edit; ``number`` is its line in the file, from 1."""

    number: int
    old: str
    new: str
    source: str = ""

    @property
    def tokens(self):
        """Return both sides cut into words."""
        return core.words(self.old), core.words(self.new)


@dataclass(frozen=True)
class Texts:
    """The folder, and how much to read: all of each part, unless a quick look is wanted.

    ``sampled``: of how many pairs the cheapest diff is searched for.
    """

    folder: Path
    most: int | None = None
    sampled: int = SAMPLE

    def rows(self, name):
        """Return the rows of a file of one JSON value a line, with every text in NFC."""
        lines = self.open(name).read_text("utf-8").rstrip("\n").split("\n")
        return [normal(json.loads(line)) for line in lines][: self.most]

    def open(self, name):
        """Return the path of a part that is there."""
        path = self.folder / name
        if not path.exists():
            raise MissingData(str(path))
        return path

    def pairs(self):
        """Return every real pair."""
        rows = enumerate(self.rows("pairs.jsonl"), 1)
        return [Pair(n, row["before"], row["after"], row["source"]) for n, row in rows]


def normal(value):
    """Return a JSON value with its texts in NFC."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value)
    elif isinstance(value, list):
        value = [normal(item) for item in value]
    elif isinstance(value, dict):
        value = {key: normal(item) for key, item in value.items()}
    return value


def sample(pairs, size=SAMPLE):
    """Return the same changed pairs every time, in the order of the file."""
    changed = [pair for pair in pairs if pair.old != pair.new]
    chosen = random.Random(SEED).sample(changed, min(size, len(changed)))  # noqa: S311
    return sorted(chosen, key=lambda pair: pair.number)


def timed(pairs):
    """Return the pairs that times are taken of: of a paragraph's usual length."""
    usual = [pair for pair in pairs if len(pair.old.split()) in TIMED_WORDS]
    return sample(usual, TIMED)
