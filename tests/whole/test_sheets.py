"""What keeps measures in one place: lengths, type and spaces are tokens, breakpoints have names."""

import re
from collections import Counter

from declaration.formats.accent import LEAST, contrast
from models.discs import HUES
from tests.whole.test_taste import COMMENT, ROOT, SHEETS, TEMPLATES, name

TOKENS = ROOT / "static/css/tokens.css"
PAPER = ROOT / "static/css/print.css"  # is measured in mm and pt
PAIR = re.compile(r"light-dark\((#\w+), (#\w+)\)")
COMPARISON = re.compile(r"(?:([\w.]+) <=? )?\b(width|height)\b(?: [<>]=? ([\w.]+))?")
QUERY = re.compile(r"@media[^{]*")
DECLARATION = re.compile(r"(?<![\w-])([a-z-]+):\s([^;{}]*\d[^;{}]*)")  # with a number in its value
LENGTH = re.compile(r"(?<![\w.#])(\d*\.?\d+)(rem|px|mm|pt|cm|in)\b")  # not %, em, fr, vw
HAIRLINE = 4  # px
MAX_RAW = 60  # lengths outside the tokens
SPACING = ("padding", "margin", "gap", "row-gap", "column-gap")


def rules(path):
    """Return a sheet without its comments."""
    return COMMENT.sub("", path.read_text())


def lengths():
    """List the lengths that stand outside the tokens: sheet, property, number, unit."""
    return [
        (name(path), stated, float(number), unit)
        for path in SHEETS
        if path not in {TOKENS, PAPER}
        for stated, value in DECLARATION.findall(QUERY.sub("", rules(path)))
        for number, unit in LENGTH.findall(value)
        if float(number)
    ]


def test_queries_ask_for_the_breakpoints_that_the_tokens_name_and_for_no_other():
    table = re.search(r"(?s)Breakpoints.*?\*/", TOKENS.read_text())[0]
    widths, heights = (re.findall(r"\d+rem", part) for part in table.split("height  "))
    queries = [query for path in SHEETS for query in QUERY.findall(rules(path))]
    asked = {
        (side, length)
        for query in queries
        for before, side, after in COMPARISON.findall(query)
        for length in (before, after)
        if length
    }

    assert asked == {("width", each) for each in widths} | {("height", each) for each in heights}
    assert [query for query in queries if re.search(r"\d", COMPARISON.sub("", query))] == []


def test_a_length_that_repeats_is_a_token():
    raw = Counter(
        f"{stated}: {number}{unit}"
        for _, stated, number, unit in lengths()
        if unit != "px" or number > HAIRLINE
    )

    assert [length for length in raw if not length.endswith("rem")] == []
    assert [length for length, count in raw.items() if count > 1] == []
    assert len(raw) <= MAX_RAW


def test_type_and_spaces_come_from_the_tokens():
    steps = {float(step) for step in re.findall(r"--space-\w+: ([\d.]+)rem", TOKENS.read_text())}

    raw = [
        f"{sheet}: {stated}: {number}rem"
        for sheet, stated, number, unit in lengths()
        if unit == "rem"
        if stated in {"font", "font-size"} or (stated.startswith(SPACING) and number in steps)
    ]

    assert steps
    assert raw == []


def test_every_token_is_used():
    used = "".join(path.read_text() for path in (*SHEETS, *TEMPLATES))

    tokens = set(re.findall(r"(--[\w-]+):", rules(TOKENS)))
    assert [token for token in sorted(tokens) if f"var({token})" not in used] == []


def test_a_class_is_drawn_in_one_sheet():
    """Another of the same name would draw over it, on whichever page has it."""
    drawn = Counter(
        each for path in SHEETS for each in re.findall(r"(?m)^\.([\w-]+) \{", rules(path))
    )

    assert "button" in drawn
    assert [each for each, count in drawn.items() if count > 1] == []


def pair(token):
    """Return a raw colour in the light and in the dark, in six digits."""
    light, dark = PAIR.search(rules(TOKENS), rules(TOKENS).index(token)).groups()
    return [f"#{c[1] * 2}{c[2] * 2}{c[3] * 2}" if len(c) == 4 else c for c in (light, dark)]


def test_letters_on_every_hue_and_every_hue_on_a_sheet_can_be_read_in_both_themes():
    letters, sheet = pair("--letters:"), pair("--paper:")
    hues = [pair(f'[data-hue="{number}"]') for number in range(1, HUES + 1)]

    assert len({tuple(hue) for hue in hues}) == HUES
    for hue in hues:
        for theme in (0, 1):
            assert contrast(letters[theme], hue[theme]) >= LEAST, hue
            assert contrast(sheet[theme], hue[theme]) >= LEAST, hue
