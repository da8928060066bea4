"""What a reader sees, and what never reaches a reader."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from hypothesis import given, settings, strategies as st

from declaration.text import (
    Html,
    Span,
    Spoken,
    credited,
    diff,
    html,
    length,
    plain,
    redline,
    slices,
    worded,
)
from declaration.text.markup import characters, clean
from declaration.text.page import written
from declaration.text.rendering import _formatted
from tests.text import checks, invented
from tests.text.checks import HIDDEN, check_redline

SEAM = re.compile(r"</(\w+)><\1\b[^>]*>")  # a format that is closed and opened again
REL = 'rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("markdown", "rendered"),
    [
        ("*em* **strong** ***both***", "<em>em</em> <strong>strong</strong> "),
        ("[x](https://a.org/?b=1&c=2)", f'<a href="https://a.org/?b=1&amp;c=2" {REL}>x</a>'),
        ("[x](https://a.org/b_(c))", f'<a href="https://a.org/b_(c)" {REL}>x</a>'),
        ("[x](https://a.org/b[c]d)", f'<a href="https://a.org/b[c]d" {REL}>x</a>'),
        ("[[shall]] [x](https://a.org)", f'[[shall]] <a href="https://a.org" {REL}>x</a>'),
        ("[x](mailto:a@b.org)", f'<a href="mailto:a@b.org" {REL}>x</a>'),
        ("one  \ntwo\\\nthree", "one<br>two<br>three"),
        ("\ufeffone", "\u2060one"),
        ("1. one", "1. one"),
        ("# one", "# one"),
        ("    one", "    one"),
        ("- one", "- one"),
        ("> one", "&gt; one"),
        ("a snake_case_word", "a snake_case_word"),
        ("\\*one\\*", "*one*"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("&lt; &copy;", "&amp;lt; &amp;copy;"),
        ("<b onclick=x>one</b>", "&lt;b onclick=x&gt;one&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("![one](https://a.org/b.png)", "![one](https://a.org/b.png)"),
    ],
)
def test_inline_markdown_is_rendered_and_the_rest_is_words(markdown, rendered):
    assert html(markdown).startswith(rendered)
    assert isinstance(html(markdown), Html)


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//a.org", "/a", "vbscript:x"],
)
def test_a_link_elsewhere_is_words(target):
    assert html(f"[one]({target})") == "one"


@pytest.mark.parametrize(
    ("markdown", "rendered"),
    [
        ("*a**b*[c](https://x.org)", "*a**b*[c](https://x.org)"),
        ("**Note* and * see \\(1) *b*", "**Note* and * see \\(1) *b*"),
        ("*rights**duties*\\\nthe next line", "*rights**duties*\\\nthe next line"),
        ("*a**<*\\*", "*a**&lt;*\\*"),
        ("*" * 2000 + "a" + "*" * 2000, "<strong>a</strong>"),
    ],
)
def test_what_the_library_would_garble_is_shown_as_typed(markdown, rendered):
    assert html(markdown) == rendered


@settings(max_examples=300, deadline=None)
@given(invented.markdown)
def test_every_letter_that_is_typed_is_shown_once(markdown):
    checks.check_letters(markdown)


@pytest.mark.parametrize("mark", ["[", "*", "[a](", "[a](b)", '[a](b "', "*_**[", "\\\\", "<"])
def test_no_paragraph_takes_long(mark):
    assert html(mark * (19_000 // len(mark)))


@settings(max_examples=200, deadline=None)
@given(st.one_of(invented.edited(invented.anything), invented.edited(invented.markdown)))
def test_words_without_markup_are_written_as_those_with_it(pair):
    spoken = Spoken("taken out", "added", "formatted", "end")

    seen = [characters(side) for side in pair]
    whole = written(chain.from_iterable(_formatted(*seen, diff(*pair))), spoken)

    assert redline(*pair, spoken=spoken) == whole


def test_a_stretch_has_the_number_of_its_source_behind_it():
    spans = [Span("We *all", 0), Span(" cities", 2), Span("* agree.", 0)]

    assert credited(spans, spoken="[put in: ", end="]") == (
        "We <em>all </em>"
        '<span class="origin"><span class="visually-hidden">[put in: </span>'
        '<em>cities</em><span class="origin-mark">2</span>'
        '<span class="visually-hidden">]</span></span>'
        " agree."
    )


def test_marks_and_blanks_alone_are_credited_with_the_words_before():
    spans = [Span(" ", 1), Span("one", 2), Span(", ", 1), Span("two", 2), Span(" three", 0)]

    assert worded(spans) == (Span(" one, two", 2), Span(" three", 0))
    assert worded([Span("—", 1), Span(" ", 2)]) == (Span("— ", 1),)
    assert worded([]) == ()


def test_words_are_counted_as_in_figures():
    assert length("We **agree**, in 2017: *all*.") == 5
    assert length("— …") == 0


def test_a_paragraph_reads_the_same_in_every_thread():
    markdown = "**one**  \ntwo\\\nthree [x](http://a.org) ![x](http://a.org) &copy; `a` <b>"

    with ThreadPoolExecutor(1) as other:
        assert other.submit(html, markdown).result() == html(markdown)


def test_the_last_fence_lets_through_what_a_paragraph_may_hold():
    assert clean("<p>one</p><b>two</b><script>three</script>") == "onetwo"
    assert clean('<em onclick="x()" class="y">one</em>') == "<em>one</em>"
    assert clean('<a href="ftp://a.org">one</a>') == f"<a {REL}>one</a>"
    assert clean('<a href="http://a.org">one</a>') == f'<a href="http://a.org" {REL}>one</a>'


@pytest.mark.parametrize(
    "start",
    ["\\*one\\* ", "one  \n", "one\\\n", "***one*** ", "[one](https://a.org/1) ", "5 < 6 & "],
)
def test_a_change_behind_markup_marks_no_more_than_its_words(start):
    rendered = HIDDEN.sub("", check_redline(f"{start}cities here", f"{start}towns here"))

    assert rendered == f"{html(start)}<del>cities</del><ins>towns</ins> here"


def test_a_change_inside_nested_emphasis_stays_inside():
    rendered = redline("***the big city acts***", "***the big town acts***")

    assert rendered == ("<strong><em>the big <del>city</del><ins>town</ins> acts</em></strong>")


def test_plain_words_stand_on_one_line():
    assert plain("one\ntwo") == "one two"


def test_plain_words_have_no_markup():
    assert plain("**The** [city](https://a.org)  \nand *its* port") == "The city and its port"


def test_bold_alone_is_shown_as_formatting():
    rendered = check_redline("The city shall act.", "The **city** shall act.")

    assert '<ins class="format">' in rendered
    assert rendered.count("city") == 2
    assert "<del>" not in rendered
    assert "<ins>" not in rendered


def test_a_mark_that_becomes_markup_is_taken_away():
    opened = HIDDEN.sub("", check_redline("*We act.", "*We act*."))
    closed = HIDDEN.sub("", check_redline("We act*.", "*We act*."))

    formatted = (
        '<del class="format" hidden="">We act</del><ins class="format"><em>We act</em></ins>'
    )
    assert opened == f"<del>*</del>{formatted}."
    assert closed == f"{formatted}<del>*</del>."


def test_markup_that_becomes_a_mark_is_added():
    rendered = HIDDEN.sub("", check_redline("*We act*.", "*We act."))

    formatted = (
        '<del class="format" hidden=""><em>We act</em></del><ins class="format">We act</ins>'
    )
    assert rendered == f"<ins>*</ins>{formatted}."


def test_a_new_link_target_is_shown_as_formatting():
    rendered = check_redline("See [it](https://a.org/1) now.", "See [it](https://a.org/2) now.")

    assert '<del class="format" hidden="">' in rendered
    assert "<ins>" not in rendered


def test_a_change_inside_emphasis_stays_inside():
    rendered = redline("a *long enough word here* b", "a *long enough name here* b")

    assert rendered == "a <em>long enough <del>word</del><ins>name</ins> here</em> b"


def test_a_change_over_the_end_of_emphasis_is_one_change():
    rendered = check_redline("the *big city* of today and more", "the *big* town of today and more")

    assert rendered.count("<ins>") == rendered.count("<del>") == 1


def test_screen_readers_hear_the_readers_words():
    spoken = Spoken(removed="supprimé : ", added="<ajouté> : ", end=" fin")

    rendered = redline("une ville agit", "une région agit", spoken=spoken)

    assert '<span class="visually-hidden">supprimé : </span>ville' in rendered
    assert '<span class="visually-hidden">&lt;ajouté&gt; : </span>région' in rendered
    assert rendered.count(" fin</span>") == 2


def test_screen_readers_hear_of_formatting_once():
    spoken = Spoken(removed="removed: ", added="added: ", formatted="bold: ", end=" end")

    rendered = redline("The city shall act.", "The **city** shall act.", spoken=spoken)

    hidden = '<span class="visually-hidden">{}</span>'
    changed = f"{hidden.format('bold: ')}<strong>city</strong>{hidden.format(' end')}"
    was = '<del class="format" hidden="">city</del>'
    assert rendered == f'The {was}<ins class="format">{changed}</ins> shall act.'


def test_silent_changes_have_no_end():
    rendered = redline(
        "One city acts.", "Every city acts.", spoken=Spoken(added="added: ", end=" end")
    )

    added = (
        '<span class="visually-hidden">added: </span>Every<span class="visually-hidden"> end</span>'
    )
    assert rendered == f"<del>One</del><ins>{added}</ins> city acts."


@pytest.mark.parametrize(
    "parts",
    [
        ("We will ", "act", "."),
        ("a *long en", "ough", " word* b"),
        ("see [the big", " city](https://a.org/1) ", "", "now"),
        ("***both*", " and** one", ""),
        ("1 < 2 & ", "[3]"),
        (),
    ],
)
def test_a_paragraph_in_slices_reads_as_the_whole(parts):
    pieces = slices(parts)

    assert len(pieces) == len(parts)
    assert all(isinstance(piece, Html) and piece == clean(piece) for piece in pieces)
    assert seamless("".join(pieces)) == seamless(html("".join(parts)))


def seamless(page):
    joined = SEAM.sub("", page)
    return joined if joined == page else seamless(joined)


def test_a_slice_of_emphasised_words_is_emphasised():
    assert slices(("We *all ", "act", " now*.")) == (
        "We <em>all </em>",
        "<em>act</em>",
        "<em> now</em>.",
    )


def test_what_was_removed_and_added_may_end_in_words_of_its_own():
    spoken = Spoken("removed ", "added ", "format ", " end", " end of removal", " end of addition")

    rendered = redline("one *two* three", "1 two three", spoken=spoken)

    assert " end of removal</span></del>" in rendered
    assert " end of addition</span></ins>" in rendered
    assert " end</span></ins> three" in rendered


def test_the_words_at_a_change_may_be_in_another_language():
    rendered = redline("one", "1", spoken=Spoken(added="ajouté ", language="fr", direction="ltr"))

    assert '<ins><span class="visually-hidden" lang="fr" dir="ltr">ajouté </span>1' in rendered
