"""Paragraphs, quotes and authors across versions."""

import pytest

from declaration.text import Located, Quote, Span, diff, figures, locate
from tests.text.checks import check_align, check_compile, check_locate, check_provenance

PREAMBLE = "We, the mayors, recall the right to the city of every inhabitant."
PORTS = "Our ports shall be open to ships in distress. Every city will keep a register of them."
PARKS = "We will plant trees in every street and open a park in every quarter."
FUNDS = "The states shall give cities direct access to funds for climate adaptation."


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([], [], []),
        ([PREAMBLE, PORTS], [PREAMBLE, PORTS], ["kept", "kept"]),
        ([PREAMBLE], [PREAMBLE.replace("right", "rights")], ["changed"]),
        ([PREAMBLE], [PREAMBLE, PARKS], ["kept", "added"]),
        ([PREAMBLE, PARKS], [PREAMBLE], ["kept", "removed"]),
        ([PREAMBLE, PORTS, PARKS], [PARKS, PREAMBLE, PORTS], ["moved", "kept", "kept"]),
        ([PREAMBLE, PORTS], [PREAMBLE, *PORTS.split(". ")], ["kept", "split"]),
        ([PREAMBLE, PARKS, FUNDS], [PREAMBLE, f"{PARKS} {FUNDS}"], ["kept", "joined"]),
        ([PREAMBLE, PREAMBLE], [PREAMBLE], ["kept", "removed"]),
    ],
)
def test_paragraphs_are_found_again(old, new, kinds):
    pairs = check_align(old, new)

    assert sorted(pair.kind for pair in pairs) == sorted(kinds)


def test_long_documents_are_aligned_in_seconds():
    old = [f"Paragraph {n} of the cities, on matter {n * 7} and on {n % 97}." for n in range(2000)]
    new = [text.replace("cities", "towns") for text in old[::2]] + old[1::2]

    kinds = {pair.kind for pair in check_align(old, new)}

    assert kinds <= {"changed", "moved", "kept"}


def quoted(passage, old, new):
    start = old.index(passage)
    located = check_locate(start, start + len(passage), old, new)
    return located.outcome, new[located.start : located.end]


@pytest.mark.parametrize(
    ("passage", "new", "expected"),
    [
        ("open to ships", PORTS, ("anchored", "open to ships")),
        ("open to ships", f"Today, {PORTS}", ("anchored", "open to ships")),
        ("open to ships in distress", PORTS.replace("ships", "all ships"), None),
        ("ships", PORTS.replace("ships", "boats"), ("orphaned", "")),
        ("in distress", "Nothing is left of it.", ("orphaned", "")),
        ("every", "", ("orphaned", "")),
    ],
)
def test_a_quote_is_followed(passage, new, expected):
    expected = expected or ("changed", "open to all ships in distress")

    assert (
        quoted(passage, PORTS.replace("Every", "every"), new.replace("Every", "every")) == expected
    )


def test_a_quote_moves_with_its_words():
    first, second = (
        "Every city will keep a register",
        "Our ports shall be open to ships in distress",
    )

    outcome = quoted(first, f"{second}. {first}.", f"{first}. {second}.")

    assert outcome in {("moved", first), ("anchored", first)}


def test_a_look_alike_is_not_the_quote():
    old = "The city shall act. The region shall wait."

    assert quoted("city shall", old, "The region shall wait.") == ("orphaned", "")


def test_a_quote_with_stale_offsets_is_found_by_what_stands_before_it():
    ports = "Our ports shall be open. All cities agree. Our ports shall be safe for every ship."
    start = ports.rindex("Our ports")
    quote = Quote("Our ports shall be", "en. All cities agree. ", " safe for every ship", 3, 21)

    located = locate(quote, ports, ports.replace("All cities", "Most cities"))

    assert located == Located("anchored", start + 1, start + 19)


def test_a_paragraph_may_be_split_in_four():
    parts = [PREAMBLE, PORTS, PARKS, FUNDS]

    (pair,) = check_align([" ".join(parts)], parts)

    assert (pair.kind, pair.new) == ("split", (0, 1, 2, 3))


def test_four_paragraphs_may_be_joined():
    parts = [PREAMBLE, PORTS, PARKS, FUNDS]

    (pair,) = check_align(parts, [" ".join(parts)])

    assert (pair.kind, pair.old) == ("joined", (0, 1, 2, 3))


def test_words_carry_the_version_that_brought_them():
    versions = [("A", "one two three"), ("B", "one 2 three"), ("C", "one 2 three four")]

    assert check_provenance(versions) == (
        Span("one ", "A"),
        Span("2", "B"),
        Span(" three", "A"),
        Span(" four", "C"),
    )


def test_a_compilation_names_the_owners_of_each_wording():
    base = "We will protect the parks of our cities and the rivers."
    parks = base.replace("parks", "forests")

    segments = check_compile(
        base, {"Quito": parks, "Dakar": parks, "Riga": base.replace("rivers", "sea"), "Oslo": base}
    )

    contested = [(s.base, [(a.text, a.owners) for a in s.alternatives]) for s in segments[1::2]]
    assert contested == [
        ("parks", [("forests", ("Quito", "Dakar"))]),
        ("rivers", [("sea", ("Riga",))]),
    ]


def test_figures_count_a_word_changed_inside_as_a_whole():
    changes = diff(
        "The organisation of all united cities acts.",
        "The organization of all united cities acts now.",
    )

    assert (figures(changes).added, figures(changes).removed, figures(changes).kept) == (2, 1, 6)
