"""What a pasted text loses at the door, and what it keeps."""

import pytest

from declaration.errors import Invalid
from declaration.text import normal
from tests.text.checks import check_tidy


@pytest.mark.parametrize(
    ("text", "tidied", "changed"),
    [
        ("We act.", "We act.", ()),
        ("e\u0301", "é", ("normalised",)),
        ("one\r\ntwo", "one two", ("line_ends", "hard_lines")),
        ("one\ntwo", "one two", ("hard_lines",)),
        ("one  \ntwo", "one  \ntwo", ()),
        ("one\\\ntwo", "one\\\ntwo", ()),
        ("水\n源", "水源", ("hard_lines",)),
        ("한국\n도시", "한국 도시", ("hard_lines",)),
        ("co\u00adoperation", "cooperation", ("soft_hyphens",)),
        ("\ufeffone\u200b two\u2060\u200e", "one two", ("invisible",)),
        ("می\u200cخواهم", "می\u200cخواهم", ()),
        ("क\u094d\u200dष", "क\u094d\u200dष", ()),
        ("👩\u200d👧", "👩\u200d👧", ()),
        ("abc\u200ddef", "abcdef", ("invisible",)),
        ("กรุง\u200bเทพ", "กรุง\u200bเทพ", ()),
        ("المدن\u200f!", "المدن\u200f!", ()),
        ("\u2068one\u2069 two", "one two", ("directions",)),
        ("one  two\tthree ", "one two three", ("hard_lines", "blanks")),
        ("12. We act.", "We act.", ("number",)),
        ("12 (b) We act.", "We act.", ("number",)),
        ("(a) We act.", "We act.", ("number",)),
        ("5 bis We act.", "We act.", ("number",)),
        ("PP 3 We act.", "We act.", ("number",)),
        ("2030 is near.", "2030 is near.", ()),
        ("שלום\u200e!", "שלום\u200e!", ()),
        ("المدن\u200e!", "المدن\u200e!", ()),
        ("می\u200cabc", "می\u200cabc", ()),
        ("abc\u200cمی", "abc\u200cمی", ()),
        ("(\u200d) 1\u200d2 a \u200d", "() 12 a", ("invisible", "hard_lines")),
        ("\u200bone", "one", ("invisible",)),
        ("one\u200f two\u061c", "one two", ("invisible",)),
        ("\ue000\u200bb", "\ue000b", ("invisible",)),
        ("水\n源头", "水源头", ("hard_lines",)),
        ("水\na", "水 a", ("hard_lines",)),
        ("one\u00a0\u00a0two\u00a0 three", "one\u00a0two three", ("blanks",)),
        ("12 cities act.", "12 cities act.", ()),
    ],
)
def test_what_came_by_accident_goes(text, tidied, changed):
    result = check_tidy(text)

    assert result.text == tidied
    assert result.changed == changed


@pytest.mark.parametrize(
    ("text", "base", "tidied"),
    [
        ("(a) We act now.", "(a) We act.", "(a) We act now."),
        ("the “right” – now", 'the "right" - today', 'the "right" - now'),
        ("50 % of l'eau", "50\u00a0% of l’eau", "50\u00a0% of l’eau"),
        ("a “new” word", "a word", "a “new” word"),
        ("le « droit » à", 'le "droit" à', 'le "droit" à'),
        ('le "droit" à', "le «\u00a0droit\u00a0» à", "le «\u00a0droit\u00a0» à"),
        ("(a) We act.", "(a)", "(a) We act."),
        (
            "the “new” law – of “all” – is here – now",
            'the "big" law - of "all" - is there - today',
            'the "new" law - of "all" - is here - now',
        ),
    ],
)
def test_the_form_of_marks_is_the_bases(text, base, tidied):
    assert check_tidy(text, base).text == tidied


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\ud800", "surrogates"),
        ("a\x00", "control"),
        ("a\x1b[0m", "control"),
        ("a\u202eb", "direction"),
        ("a\u2066b\u2069", "direction"),
    ],
)
def test_what_nobody_can_read_is_refused(text, why):
    with pytest.raises(Invalid) as refusal:
        normal(text)

    assert (refusal.value.field, refusal.value.why) == ("words", why)


def test_normal_changes_form_and_line_ends_only():
    assert normal("e\u0301\r\n  two \u200b\r") == "é\n  two \u200b\n"
