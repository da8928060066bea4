"""`make fuzz ARGS="--minutes 60"`: every promise of redline, html and merge, on and on.

Stops at the first text that breaks one and prints it, made as short as can be: it belongs into the
tables of examples beside this file. With ``--slow`` it searches for texts that take long instead.
"""

import argparse
import re
import time
import unicodedata
from html import unescape

from hypothesis import HealthCheck, given, seed, settings, strategies as st

from declaration import text as core
from tests.text import checks, invented, slow

TAG = re.compile(r"<[^>]*>")
ALLOWED = re.compile(
    r"</?(em|strong|a)>|<br>|<a href=\"(https?://|mailto:)[^\"]*\" rel=\"[a-z ]*\">"
)
ROUND = 2_000  # texts between two looks at the clock
MARKS = "*_[]()\\ \n<>&`!.,;:#-1aé\u0301\u0323שم你กी🇰🇪\u200d\u2028\u00a0\ufeff"

messy = st.text(MARKS, max_size=40).map(lambda text: unicodedata.normalize("NFC", text))
texts = st.one_of(messy, invented.markdown, invented.anything)


def redline(old, new, _):
    checks.check_redline(old, new)


def html(text, *_):
    page = core.html(text)
    tags = TAG.findall(page)
    visible = TAG.sub("", page.replace("<br>", " ")).replace("\n", " ")
    assert unescape(visible) == core.plain(text)
    assert not [tag for tag in tags if "javascript:" in tag]
    assert [tag for tag in tags if not ALLOWED.fullmatch(tag)] == []


def merge(base, ours, theirs):
    checks.check_merge(base, ours, theirs)


def main():
    """Try until the time is over; say how much was tried."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--slow", action="store_true")
    arguments = parser.parse_args()
    if arguments.slow:
        report(*slow.search(arguments.minutes))
        return
    until = time.monotonic() + 60 * arguments.minutes
    tried = dict.fromkeys((redline, html, merge), 0)
    number = 0
    while time.monotonic() < until:
        number += 1
        for promise in tried:
            tries(promise, number)
            tried[promise] += ROUND
    for promise, count in tried.items():
        print(f"{promise.__name__}: {count:,} texts, nothing broken")  # noqa: T201


def report(tried, worst):
    """Print the worst CPU time of each function, and what its two texts repeat."""
    print(f"{tried:,} texts tried")  # noqa: T201
    for seconds, name, pieces in worst:
        print(f"{seconds:6.2f} s  {name}: {pieces!r}")  # noqa: T201


def tries(promise, number):
    """Try a round of texts; ``number`` chooses which."""

    @seed(number)
    @settings(
        max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(invented.edited_twice(texts), invented.edited_twice()))
    def round_of(sides):
        promise(*sides)

    round_of()


if __name__ == "__main__":
    main()
