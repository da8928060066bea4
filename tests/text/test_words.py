"""Where a text may be cut."""

import pytest

from declaration.errors import TooLong
from declaration.text import (
    MAX_TOKENS,
    Change,
    align,
    diff,
    figures,
    merge,
    tokens as cutting,
    words,
)
from tests.text.checks import check_words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The cities, shall.", ["The", " ", "cities", ",", " ", "shall", "."]),
        ("don’t  stop", ["don’t", "  ", "stop"]),
        ("l’eau d'accord", ["l’", "eau", " ", "d'", "accord"]),
        ("1,000.50 km in 2025.", ["1,000.50", " ", "km", " ", "in", " ", "2025", "."]),
        ("12 (b)", ["12", " ", "(", "b", ")"]),
        ("**not** _now_", ["**", "not", "**", " ", "_", "now", "_"]),
        ("[a](https://b.c/d) \\*", ["[", "a", "](https://b.c/d)", " ", "\\*"]),
        ("水资源。", ["水", "资", "源", "。"]),
        ("กรุงเทพ", ["ก", "รุ", "ง", "เ", "ท", "พ"]),
        ("قانون می‌خواهم", ["قانون", " ", "می‌خواهم"]),
        ("नगर क्षि", ["नगर", " ", "क्षि"]),
        ("Việt Nam", ["Việt", " ", "Nam"]),
        ("👩‍👩‍👧🇰🇪!", ["👩‍👩‍👧", "🇰🇪", "!"]),
        ("x\u0323\u0301y", ["x\u0323\u0301y"]),
        ("မြို့များ မာ", ["မြို့", "များ", " ", "မာ"]),
        ("🇧🇪🇰🇪x🇧", ["🇧🇪", "🇰🇪", "x", "🇧"]),
        ("10 000 and 2017 100", ["10 000", " ", "and", " ", "2017", " ", "100"]),
        ("1\u202f250\u00a0000 €", ["1\u202f250\u00a0000", " ", "€"]),
        ("to a.b@x-y.org.", ["to", " ", "a.b@x-y.org", "."]),
        ("see https://x.org/a-b?c=1.", ["see", " ", "https://x.org/a-b?c=1", "."]),
        (
            "re-elected, l’eau-de-vie 12-14",
            [*["re-elected", ",", " ", "l’", "eau-de-vie", " ", "12", "-", "14"]],
        ),
    ],
)
def test_words_blanks_and_marks_are_cut(text, tokens):
    assert list(check_words(text)) == tokens


def test_the_quick_way_to_cut_gives_what_the_thorough_one_gives():
    text = (
        "L’accord, d'ici 2030: 1,000 «villes» **d’ici** _[x](http://y.z \"t\")_ \\* – don't… §5.1"
    )

    assert cutting._EASY_TEXT.fullmatch(text)  # noqa: SLF001 -- the two must agree
    for addresses in (False, True):
        quick, thorough = (cutting._CUTTERS[easy, addresses] for easy in (True, False))  # noqa: SLF001
        assert quick.findall(text) == thorough.findall(text)


def test_symbols_and_composed_letters_are_words():
    counted = figures(diff("🇰🇪 x\u0323\u0301 € acts", "🇰🇪 x\u0323\u0301 € waits"))

    assert (counted.kept, counted.added, counted.removed) == (3, 1, 1)


def test_of_blanks_that_differ_nothing_else_is_marked():
    old = "At least 40 % of the cities and regions here, and 50 % of the mayors."

    changes = diff(old, old.replace(" %", "\u00a0%"))

    assert [change for change in changes if not change.kept] == [Change(" ", "\u00a0")] * 2


def test_a_text_outside_nfc_is_a_bug_of_the_caller():
    with pytest.raises(ValueError, match="NFC"):
        words("e\u0301")


@pytest.mark.parametrize(
    "compare",
    [
        lambda text: diff(text, ""),
        lambda text: diff("", text),
        lambda text: merge("", text, "x"),
        lambda text: align([text], []),
    ],
)
def test_a_text_beyond_the_bound_is_refused(compare):
    with pytest.raises(TooLong) as refusal:
        compare("a " * MAX_TOKENS)

    assert (refusal.value.length, refusal.value.limit) == (2 * MAX_TOKENS, MAX_TOKENS)


def test_the_longest_text_is_compared():
    old = "one two three four " * (MAX_TOKENS // 8)
    new = old.replace("three", "drei")

    assert "".join(change.new for change in diff(old, new)) == new
