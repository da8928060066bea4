"""`make fuzz ARGS="--slow --minutes 60"`: search for texts that take the core long.

A text is a short piece, over and over, up to what the application takes. Pieces that took long are
changed a little and tried again. At the end: the worst time of each function, and its texts.
"""

import random
import time
import unicodedata

from declaration.errors import Invalid, TooLong
from tests.text.test_steps import FUNCTIONS

LENGTH = 20_000  # code points that a paragraph may have
SIGNS = [
    *"*_[]()\\ \n<&`!.,;:#-\t\"'«”’1a0é城မာกम🇧",
    "](",
    "http://a",
    "a@b.c",
    "word ",
    "**",
    "\\*",
    " ",
]
BEST = 12  # texts of each function that are changed and tried again
PIECE = 6  # signs


def search(minutes, number=1):
    """Try until the time is over; return (seconds, function, pieces), the worst first."""
    chance = random.Random(number)  # noqa: S311 -- no secret
    worst = {name: [] for name in FUNCTIONS}
    until = time.monotonic() + 60 * minutes
    tried = 0
    while time.monotonic() < until:
        name = chance.choice([*FUNCTIONS])
        pieces = invented(chance, worst[name])
        seconds = timed(FUNCTIONS[name], *map(filled, pieces))
        worst[name] = sorted([*worst[name], (seconds, pieces)], reverse=True)[:BEST]
        tried += 1
    top = sorted(((*worst[name][0], name) for name in worst if worst[name]), reverse=True)
    return tried, [(seconds, name, pieces) for seconds, pieces, name in top]


def invented(chance, best):
    """Give two pieces: new ones, or some that took long with a sign changed."""
    if not best or chance.random() < 0.3:
        return tuple(some(chance) for _ in range(2))
    _, pieces = chance.choice(best)
    changed = list(pieces)
    side = chance.randrange(2)
    signs = list(changed[side])
    at = chance.randrange(len(signs) + 1)
    signs[at : at + chance.randrange(2)] = [chance.choice(SIGNS)] * chance.randrange(2)
    changed[side] = "".join(signs)[: 4 * PIECE] or "a"
    return tuple(changed)


def some(chance):
    return "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, PIECE)))


def filled(piece):
    return unicodedata.normalize("NFC", piece * (LENGTH // len(piece)))


def timed(function, *texts):
    start = time.process_time()
    try:
        function(*texts)
    except (Invalid, TooLong):
        return 0.0
    return time.process_time() - start
