"""A whole text pasted: which paragraph became which, and what that asks for."""

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from declaration.actions.suggesting.pasted_copy import carried, compared
from declaration.formats.reading import pieces
from declaration.manuscript import Passage, numbered
from declaration.text import plain
from models.debate import Draft
from models.vocabulary import Kind, Scheme, SuggestionKind
from tests.support.cast import NOON, PASSAGES

few = settings(max_examples=60, deadline=None)
NEW = "Cities will publish every year what they spent on housing, schools and health."


def text(passages=PASSAGES):
    passages = [
        Passage(at, key, kind, level, words, at + 100, at + 200, "en")
        for at, (key, kind, level, words) in enumerate(passages, 1)
    ]
    return numbered(passages, Scheme.DECLARATION)


def typed(passages):
    """Give a text as a word processor copies it: numbers and letters typed, formats lost."""
    return "\n".join(f"{numeral(passage)}{plain(passage.words)}" for passage in passages)


def numeral(passage):
    return f"{passage.mark}{'.' * passage.mark.isdecimal()} " if passage.mark else ""


def read(pasted, passages=None, drafts=()):
    passages = text() if passages is None else passages
    return compared(passages, pieces(pasted, Scheme.DECLARATION), drafts)


def asked(matches):
    return [edit.amendment for match in matches for edit in match.edits]


def with_words(key, words):
    return [
        (k, kind, level, words if k == key else unchanged) for k, kind, level, unchanged in PASSAGES
    ]


def test_the_unchanged_text_asks_for_nothing():
    matches = read(typed(text()))

    assert {match.kind for match in matches} == {"kept"}
    assert asked(matches) == []


def test_a_plain_paste_of_formatted_words_asks_for_nothing():
    passages = text(
        with_words("arrival", "We will *greet* **every** person, [always](https://e.org).")
    )

    assert asked(read(typed(passages), passages)) == []


def test_formats_stay_where_other_words_change():
    old = "We will *greet* every person who arrives in our city."

    assert carried(old, "We will greet every person who lives in our city.") == (
        "We will *greet* every person who lives in our city."
    )
    assert carried(old, "We will welcome every person who lives in our city.") == (
        "We will *welcome* every person who lives in our city."
    )
    assert carried(old, "Nobody was ever here before.") == "Nobody was ever here before."


def test_the_form_of_quotation_marks_is_no_change():
    passages = text(with_words("arrival", "We will say “welcome” to every person who arrives."))
    pasted = typed(passages).replace("“", '"').replace("”", '"')

    assert asked(read(pasted, passages)) == []


def test_other_words_ask_for_themselves():
    words = "We will give every person who arrives a first point of contact."

    [amendment] = asked(read(typed(text(with_words("arrival", words)))))

    assert (amendment.form, amendment.paragraph_id, amendment.words) == (
        SuggestionKind.REPLACE,
        4,
        words,
    )
    assert (amendment.base_version_id, amendment.base_place_id) == (104, 204)


def test_a_new_paragraph_asks_to_stand_after_the_one_before_it():
    lines = typed(text()).split("\n")

    [amendment] = asked(read("\n".join([*lines[:5], f"2 bis. {NEW}", *lines[5:]])))

    assert (amendment.form, amendment.after_id, amendment.words) == (SuggestionKind.INSERT, 5, NEW)
    assert (amendment.kind, amendment.base_place_id) == (Kind.OPERATIVE, 205)


def test_what_is_missing_asks_to_be_deleted():
    lines = typed(text()).split("\n")

    [amendment] = asked(read("\n".join(lines[:4] + lines[5:])))

    assert (amendment.form, amendment.paragraph_id) == (SuggestionKind.DELETE, 5)


def test_what_stands_elsewhere_asks_to_be_moved():
    lines = typed(text()).split("\n")
    moved = [*lines[:3], *lines[4:], lines[3]]

    [match] = [match for match in read("\n".join(moved)) if match.kind != "kept"]

    [amendment] = asked([match])
    assert match.kind == "moved"
    assert (amendment.form, amendment.paragraph_id, amendment.after_id) == (
        SuggestionKind.MOVE,
        4,
        10,
    )


def test_what_moved_to_the_head_is_asked_for():
    lines = typed(text()).split("\n")

    matches = read("\n".join([lines[9], *lines[:9]]))

    [amendment] = asked(matches)
    assert (amendment.form, amendment.paragraph_id) == (SuggestionKind.MOVE, 10)
    assert amendment.after_id is None


@pytest.mark.parametrize("order", [(0, 1, 2, 5, 6, 7, 3, 4, 8, 9), (0, 1, 2, 3, 4, 8, 9, 5, 6, 7)])
def test_a_block_that_moved_is_asked_for_once(order):
    lines = typed(text()).split("\n")

    amendments = asked(read("\n".join(lines[at] for at in order)))

    assert {amendment.form for amendment in amendments} == {SuggestionKind.MOVE}
    assert not {amendment.paragraph_id for amendment in amendments} & {7, 8}


def test_an_item_that_stayed_behind_its_chapeau_is_asked_back():
    lines = typed(text()).split("\n")
    pasted = [lines[at] for at in (0, 1, 2, 5, 6, 3, 4, 7, 8, 9)]

    amendments = asked(read("\n".join(pasted)))

    moves = [(each.paragraph_id, each.after_id) for each in amendments]
    assert moves == [(6, 3), (8, 5)]


def test_what_moved_between_a_paragraph_and_its_items_is_listed():
    lines = typed(text()).split("\n")
    pasted = [lines[at] for at in (0, 1, 2, 3, 5, 6, 4, 7, 8, 9)]

    [match] = [match for match in read("\n".join(pasted)) if match.kind != "kept"]

    assert (match.placeless, match.edits) == (True, ())


def test_a_paragraph_cut_in_two_asks_for_both():
    cut = typed(text()).replace(" in a language that", ".\nIn a language that")

    [match] = [match for match in read(cut) if match.kind != "kept"]

    assert match.kind == "split"
    assert [amendment.form for amendment in asked([match])] == [
        SuggestionKind.REPLACE,
        SuggestionKind.INSERT,
    ]
    assert asked([match])[1].after_id == 4


def test_two_paragraphs_made_one_ask_for_one_and_the_end_of_the_other():
    lines = typed(text()).split("\n")
    joined = "\n".join([*lines[:3], f"{lines[3]} {lines[4].removeprefix('2. ')}", *lines[5:]])

    [match] = [match for match in read(joined) if match.kind != "kept"]

    assert match.kind == "joined"
    assert [(amendment.form, amendment.paragraph_id) for amendment in asked([match])] == [
        (SuggestionKind.REPLACE, 4),
        (SuggestionKind.DELETE, 5),
    ]


def drafts_of(matches):
    drafts = []
    for number, amendment in enumerate(asked(matches), 1):
        drafts.append(
            Draft(
                id=number,
                form=amendment.form,
                paragraph_id=amendment.paragraph_id,
                after_id=amendment.after_id,
                words=amendment.words,
                reason="Because.",
                language="en",
                updated_at=NOON,
            )
        )
    return drafts


def test_the_same_paste_again_asks_for_nothing_more():
    lines = typed(text(with_words("services", "We will open schools to all."))).split("\n")
    pasted = "\n".join([*lines[:4], NEW, *lines[4:8], lines[9], lines[8]])
    first = read(pasted)

    again = read(pasted, drafts=drafts_of(first))

    assert len(asked(first)) > 2
    assert asked(again) == []
    assert sum(match.drafted for match in again) == sum(bool(match.edits) for match in first)


def test_a_draft_takes_the_pasted_words_and_keeps_its_reason():
    drafts = drafts_of(read(typed(text(with_words("means", "We call on States to act now.")))))

    [match] = [
        match
        for match in read(
            typed(text(with_words("means", "We call on States to pay."))), drafts=drafts
        )
        if match.edits
    ]

    [edit] = match.edits
    assert edit.draft is drafts[0]
    assert (edit.amendment.words, edit.amendment.reason) == (
        "We call on States to pay.",
        "Because.",
    )


def test_what_is_asked_for_has_another_name_once_a_draft_was_saved_again():
    drafts = drafts_of(read(typed(text(with_words("means", "We call on States to act now.")))))
    pasted = typed(text(with_words("means", "We call on States to pay.")))
    [before] = [match.key for match in read(pasted, drafts=drafts) if match.edits]

    drafts[0].updated_at = NOON.replace(hour=13)

    assert [match.key for match in read(pasted, drafts=drafts) if match.edits] != [before]


CITIES = ("Dakar", "Lima", "Athens", "Kampala", "Amman", "Quito", "Lyon", "Bamako", "Porto", "Cebu")
THINGS = ("schools", "libraries", "clinics", "markets", "parks", "courts", "ports", "theatres")


@st.composite
def long_texts(draw):
    """Give paragraphs that differ from each other, and which of them get other words."""
    count = draw(st.integers(2, 40))
    lines = [
        f"The {THINGS[n % 8]} of {CITIES[n % 10]} number {n + 1}00 are kept open for all who live"
        f" there, and year {n + 1900} shall see {CITIES[(n * 7 + 3) % 10]} follow them in this."
        for n in range(count)
    ]
    return lines, draw(st.sets(st.integers(0, count - 1)))


@few
@given(long_texts())
def test_so_many_paragraphs_changed_so_many_replacements(example):
    lines, changed = example
    passages = text([(f"p{n}", Kind.OPERATIVE, 0, line) for n, line in enumerate(lines)])
    new = [
        line.replace("are kept open", "must be kept warm") if n in changed else line
        for n, line in enumerate(lines)
    ]
    pasted = "\n".join(f"{n}. {line}" for n, line in enumerate(new, 1))

    amendments = asked(read(pasted, passages))

    assert [(amendment.form, amendment.paragraph_id) for amendment in amendments] == [
        (SuggestionKind.REPLACE, n + 1) for n in sorted(changed)
    ]


@few
@given(long_texts(), st.randoms(use_true_random=False))
def test_every_paragraph_of_both_sides_is_accounted_for_once(example, chance):
    lines, dropped = example
    passages = text([(f"p{n}", Kind.OPERATIVE, 0, line) for n, line in enumerate(lines)])
    new = [line for n, line in enumerate(lines) if n not in dropped] + [NEW]
    chance.shuffle(new)
    read_pieces = pieces(
        "\n".join(f"{n}. {line}" for n, line in enumerate(new, 1)), Scheme.DECLARATION
    )

    matches = compared(passages, read_pieces, ())

    assert Counter(passage.uid for pair in matches for passage in pair.old) == Counter(
        passage.uid for passage in passages
    )
    assert sum(len(match.new) for match in matches) == len(read_pieces)
    for match in matches:
        assert match.edits or match.kind == "kept" or match.placeless


@pytest.mark.parametrize("pasted", ["", "\n\n"])
def test_nothing_pasted_asks_to_delete_everything_and_no_more(pasted):
    assert {match.kind for match in read(pasted)} == {"removed"}


PLAIN = [
    ("title", "The declaration of the cities"),
    ("housing", "We build homes for all people."),
    ("homes", "We mend old homes every year."),
    ("clinics", "We open clinics in every district."),
    ("nurses", "We train nurses in every city."),
    ("trees", "We plant trees along the streets."),
    ("buses", "Our buses run at night as well."),
    ("water", "Clean water reaches each quarter."),
]


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(1, len(PLAIN))))
def test_whatever_moves_all_of_it_asks_to_move(order):
    passages = text([(key, Kind.PLAIN, 0, words) for key, words in PLAIN])
    pasted = [passages[at] for at in (0, *order)]

    amendments = asked(read("\n".join(passage.words for passage in pasted), passages))

    assert {amendment.form for amendment in amendments} <= {SuggestionKind.MOVE}
    assert moved(passages, amendments) == [passage.paragraph_id for passage in pasted]


def test_a_section_moves_with_all_its_paragraphs():
    passages = text([(key, Kind.PLAIN, 0, words) for key, words in PLAIN])
    pasted = [passages[at] for at in (0, 3, 4, 1, 2, 5, 6, 7)]

    amendments = asked(read("\n".join(passage.words for passage in pasted), passages))

    assert [(each.paragraph_id, each.after_id) for each in amendments] == [(4, 1), (5, 4)]


def moved(passages, amendments):
    """Give the order of the paragraphs once all moves are accepted, one after the other."""
    order = [passage.paragraph_id for passage in passages]
    for amendment in amendments:
        order.remove(amendment.paragraph_id)
        order.insert(order.index(amendment.after_id) + 1, amendment.paragraph_id)
    return order
