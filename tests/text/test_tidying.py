"""What a pasted text loses at the door, and what it keeps."""

import pytest
from hypothesis import given, strategies as st

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


@pytest.mark.parametrize(
    ("text", "base", "tidied"),
    [
        (
            "20 bis 30 Städte nehmen teil.",
            "Viele Städte nehmen teil.",
            "20 bis 30 Städte nehmen teil.",
        ),
        ("1. Mai ist frei.", "Der Tag der Arbeit ist frei.", "1. Mai ist frei."),
        ("50. výročí města slavíme.", "Výročí města slavíme.", "50. výročí města slavíme."),
        (
            "(new) Cities share data openly.",
            "Cities share data.",
            "(new) Cities share data openly.",
        ),
        ("2. sija on hyvä.", "Sijoitus on hyvä.", "2. sija on hyvä."),
        (
            "100) is the number of cities that act.",
            "The cities act.",
            "100) is the number of cities that act.",
        ),
        ("PP 5 is to be read with OP 7.", "Rev. 2 stands.", "PP 5 is to be read with OP 7."),
        ("3. Cities act together.", "Cities act.", "Cities act together."),
        ("5 bis Cities act.", "Cities pay.", "Cities act."),
        ("(b) rivers and lakes;", "rivers;", "rivers and lakes;"),
        ("3. Oktober ist frei.", "Oktober ist schön.", "3. Oktober ist frei."),
        ("2. Cities act.", "2. Cities", "2. Cities act."),
        ("20 bis 30 Städte zahlen.", "30 Städte zahlen.", "20 bis 30 Städte zahlen."),
        ("(city) Cities act.", "Cities act.", "(city) Cities act."),
        ("1.5 Millionen leben hier.", "Menschen leben hier.", "1.5 Millionen leben hier."),
        ("一、城市行动。", "城市行动吧。", "城市行动。"),
        ("OP 4 Cities act now.", "Cities act.", "Cities act now."),
        ("12 (b) Rivers flow.", "Rivers run.", "Rivers flow."),
        ("1. máje je svátek.", "", "1. máje je svátek."),
        ("24. Dezember ist frei.", "", "24. Dezember ist frei."),
        ("3 ter. Cities act.", "", "Cities act."),
        ("- Cities act.", "", "- Cities act."),
    ],
)
def test_a_number_goes_only_where_it_is_the_paragraphs(text, base, tidied):
    assert check_tidy(text, base).text == tidied


@pytest.mark.parametrize(
    ("text", "base", "tidied"),
    [
        (
            "Die Wasser-\nversorgung der Städte.",
            "Die Versorgung der Städte.",
            "Die Wasser-versorgung der Städte.",
        ),
        (
            "Die Wasser-\nversorgung hier.",
            "Die Wasserversorgung der Städte.",
            "Die Wasserversorgung hier.",
        ),
        ("Land-\nund Forstwirtschaft", "", "Land- und Forstwirtschaft"),
        ("Ex- \noder Import", "", "Ex- oder Import"),
        ("face-to-\nface and day-\nto-day", "", "face-to-face and day-to-day"),
        ("allez-\ny, prenez-\nen", "", "allez-y, prenez-en"),
        ("pre-\ny posnatal", "", "pre- y posnatal"),
        ("E-\nMail, 2017-\n2020, Nord-\nSüd-\nDialog", "", "E-Mail, 2017-2020, Nord-Süd-Dialog"),
        ("cities -\nall of them -\nact", "", "cities - all of them - act"),
        ("Wasser-  \nversorgung", "", "Wasser-  \nversorgung"),
        ("Wasser-\\\nversorgung", "", "Wasser-\\\nversorgung"),
        ("well‐\nknown", "", "well‐known"),
        ("– and –\nor", "", "– and – or"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_in_its_word(text, base, tidied):
    assert check_tidy(text, base).text == tidied


OPENINGS = st.sampled_from(
    [
        *("1. ", "2) ", "20 bis ", "(a) ", "(new) ", "PP 3 ", "a. ", "1.5 ", "一、", "30 ", "Mai "),
        *("We ", "we ", "act-\n", "und ", "• ", "12 (b) ", "５．", "(١) "),
    ]
)


@given(st.lists(OPENINGS, max_size=6).map("".join), st.lists(OPENINGS, max_size=3).map("".join))
def test_whatever_opens_a_text_tidying_twice_is_tidying_once(text, base):
    check_tidy(text, base)
