"""No input is a way to stop the server: twice the text takes no more than some twice the steps.

A step is a line of the text core, or of a format, that runs: a clock tells more of the machine.
"""

import sys
from pathlib import Path

import pytest

from declaration import formats, text as core
from declaration.formats.reading import pieces
from models.vocabulary import Scheme

CORE = tuple(str(Path(package.__file__).parent) for package in (core, formats))
LENGTH = 300  # tokens, about, and twice as many
MOST = 2.5  # times the steps

SHAPES = {  # pairs of texts that were slow once, n times over
    "brackets": lambda n: ("[" * n, "[]" * (n // 2)),
    "emphasis": lambda n: ("_a_ " * (n // 4), "_a " * (n // 3)),
    "marks": lambda n: (".," * (n // 2), ",;" * (n // 2)),
    "stars": lambda n: ("*a " * (n // 3), "a* " * (n // 3)),
    "one word": lambda n: ("a " * (n // 3), "a " * (n // 2)),
    "full stops": lambda n: (". " * (n // 3), ". " * (n // 2)),
    "quotation marks": lambda n: ("”" * n, "“”" * (n // 2)),
    "links": lambda n: ("[a][b]" * (n // 6), "[b][a]" * (n // 6)),
    "flags": lambda n: ("🇧🇪" * n, "🇧🇪" * (n // 2) + "x" + "🇧🇪" * (n // 2)),
    "characters": lambda n: ("城市" * (n // 2), "市城" * (n // 2)),
    "other marks": lambda n: ("x " * (n // 2), "x. " * (n // 3)),
    "a list": lambda n: ("(a) " * (n // 4), "1. x " * (n // 4)),
    "headings": lambda n: ("# " * (n // 2), "== " * (n // 3)),
    "nested": lambda n: ("*" * (n // 2) + "a" + "*" * (n // 2), "_" * n),
}
FUNCTIONS = {
    "words": lambda old, new: core.words(old + new),
    "diff": core.diff,
    "redline": core.redline,
    "html": lambda old, _new: core.html(old),
    "plain": lambda old, _new: core.plain(old),
    "slices": lambda old, new: core.slices((old[: len(old) // 2], old[len(old) // 2 :], new)),
    "tidy": core.tidy,
    "merge": lambda old, new: core.merge(old, new, f"{new} x"),
    "compile": lambda old, new: core.compile(old, {1: new, 2: f"{old} x", 3: f"{new} y"}),
    "provenance": lambda old, new: core.provenance([(1, old), (2, new), (3, old)]),
    "locate a letter": lambda old, new: core.locate(quote(old, 8, 9), old, new),
    "locate a passage": lambda old, new: core.locate(quote(old, 8, len(old) // 2), old, new),
    "figures": lambda old, new: core.figures(core.diff(old, new)),
    "choice": lambda old, new: core.Choice(old, new).numbers,
    "blocks": lambda old, new: core.blocks(lined(old, new)),
    "pieces": lambda old, new: pieces(lined(old, new), Scheme.RESOLUTION),
    "align": lambda old, new: core.align([old, new, f"{old} x"], [new, old, f"{new} x"]),
}


def lined(old, new):
    """Set a line for every word, and all of it again in one."""
    return f"{old}\n{new}\n\n" + "\n".join(f"{old} {new}".split())


def quote(text, start, end):
    return core.Quote(text[start:end], text[max(0, start - 8) : start], text[end:][:8], start, end)


def steps(function, *arguments):
    """Count the lines that run there, those of its generators too."""
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    def call(frame, _event, _argument):
        return line if frame.f_code.co_filename.startswith(CORE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_twice_the_text_takes_twice_the_steps(name, shape):
    once, twice = (steps(FUNCTIONS[name], *SHAPES[shape](n)) for n in (LENGTH, 2 * LENGTH))

    assert twice <= MOST * once + 200
