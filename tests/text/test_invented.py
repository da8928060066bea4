"""Every invariant of every function, on texts that nobody would think of."""

import os
from contextlib import suppress

from hypothesis import given, settings, strategies as st

from declaration.errors import Invalid
from tests.text import checks, invented

# Fewer where every test runs once for each of a thousand changes of the code (docs/mutants.md).
few = settings(max_examples=int(os.environ.get("DECLARATION_EXAMPLES", "150")), deadline=None)


@few
@given(invented.anything)
def test_words_joined_are_the_text(text):
    checks.check_words(text)


@few
@given(st.one_of(invented.edited(invented.anything), st.tuples(invented.anything, invented.prose)))
def test_a_diff_gives_both_sides_back(pair):
    checks.check_diff(*pair)


@few
@given(invented.edited(invented.markdown))
def test_a_redline_holds_both_sides(pair):
    checks.check_redline(*pair)


@few
@given(
    st.one_of(
        invented.edited(), invented.edited(invented.anything), invented.edited(invented.markdown)
    ),
    st.randoms(use_true_random=False),
)
def test_changes_are_taken_one_by_one_in_any_order(pair, chance):
    order = list(range(1, checks.check_choice(*pair).count + 1))
    chance.shuffle(order)

    checks.check_taking(*pair, order)


@few
@given(st.one_of(invented.edited_twice(), invented.edited_twice(invented.anything)))
def test_a_merge_never_guesses_drops_or_doubles(texts):
    checks.check_merge(*texts)


@few
@given(invented.edited_twice(), invented.edited(invented.anything))
def test_a_compilation_holds_every_wording(texts, more):
    base, *sides = texts
    checks.check_compile(base, dict(enumerate([*sides, *more, base])))


@few
@given(
    st.lists(st.one_of(invented.prose, invented.anything), max_size=8),
    st.lists(st.one_of(invented.prose, invented.anything), max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_paragraph_stands_in_one_pair(old, more, chance):
    new = [text for text in old if chance.random() < 0.7] + more[:3]
    chance.shuffle(new)
    checks.check_align(old, new)


@few
@given(invented.edited(), st.integers(0, 20), st.integers(1, 30))
def test_a_quote_is_found_or_orphaned(pair, start, length):
    old, new = pair
    start = min(start, len(old))
    checks.check_locate(start, min(len(old), start + length), old, new)


@few
@given(st.lists(st.tuples(st.sampled_from("ABC"), invented.anything), max_size=4))
def test_every_word_has_an_author(versions):
    checks.check_provenance(versions)


@few
@given(st.lists(st.tuples(st.none(), invented.markdown), max_size=4))
def test_numbers_of_sources_change_no_word_and_no_format(versions):
    checks.check_credited(versions)


@few
@given(invented.edited(invented.markdown), st.integers(0, 3))
def test_sources_of_an_edited_paragraph_are_shown_over_its_formats(pair, more):
    old, new = pair
    checks.check_credited([(None, old), *[(None, new)] * more, (None, f"{new} **and more**")])


@few
@given(invented.typed, invented.anything)
def test_tidying_twice_is_tidying_once(text, base):
    with suppress(Invalid):
        checks.check_tidy(text, base)
