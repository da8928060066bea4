"""Numbers: counted afresh by a revision, standing still between revisions."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from declaration.manuscript import Manuscript, Passage, between, letter, numbered, roman
from models.vocabulary import Kind, Scheme

DECLARATION, RESOLUTION = Scheme.DECLARATION, Scheme.RESOLUTION
KINDS = {
    "title": (Kind.TITLE, 0),
    "head": (Kind.HEADING, 1),
    "plain": (Kind.PLAIN, 0),
    "pp": (Kind.PREAMBULAR, 0),
    "op": (Kind.OPERATIVE, 0),
    "item": (Kind.ITEM, 1),
    "sub": (Kind.ITEM, 2),
    "annex": (Kind.ANNEX, 0),
}


def passage(identity, name, *, live=True):
    kind, level = KINDS[name]
    return Passage(
        paragraph_id=identity,
        uid=f"p{identity}",
        kind=kind,
        level=level,
        words=f"Words of {identity}.",
        version_id=identity,
        place_id=identity,
        language="en",
        live=live,
    )


def text(names):
    """Make passages 1, 2, 3 ... of these kinds."""
    return [passage(n, name) for n, name in enumerate(names.split(), start=1)]


def numbers(passages):
    return [each.number for each in passages]


def printed(names, scheme=DECLARATION):
    """Return a text with the numbers of a revision, and those numbers by paragraph."""
    passages = list(numbered(text(names), scheme))
    return passages, {each.paragraph_id: each.number for each in passages}


def inserted(passages, at, *names):
    """Put newcomers (identities from 100) at index ``at``."""
    newcomers = [passage(100 + n, name) for n, name in enumerate(names)]
    return [*passages[:at], *newcomers, *passages[at:]]


@pytest.mark.parametrize(
    ("names", "scheme", "expected"),
    [
        ("title plain head op op head op", DECLARATION, ["", "", "", "1", "2", "", "3"]),
        ("op item item op item", DECLARATION, ["1", "1 (a)", "1 (b)", "2", "2 (a)"]),
        ("op item sub sub item sub", DECLARATION, "1|1 (a)|1 (a) (i)|1 (a) (ii)|1 (b)|1 (b) (i)"),
        ("op annex op", DECLARATION, ["1", "", "2"]),
        ("pp op", DECLARATION, ["", "1"]),
        ("title pp pp op op", RESOLUTION, ["", "PP 1", "PP 2", "OP 1", "OP 2"]),
        ("pp item op item", RESOLUTION, ["PP 1", "PP 1 (a)", "OP 1", "OP 1 (a)"]),
        ("plain item item", DECLARATION, ["", "(a)", "(b)"]),
        ("", DECLARATION, []),
    ],
)
def test_a_revision_counts_afresh_through_all_headings(names, scheme, expected):
    expected = expected.split("|") if isinstance(expected, str) else expected

    assert numbers(numbered(text(names), scheme)) == expected


def test_a_revision_leaves_deleted_paragraphs_out_and_closes_the_gap():
    passages = text("op op op")
    passages[1] = replace(passages[1], live=False)

    assert numbers(numbered(passages, DECLARATION)) == ["1", "2"]


@pytest.mark.parametrize(
    ("names", "at", "newcomers", "expected"),
    [
        ("op op op", 2, "op op op", "1|2|2 bis|2 ter|2 quater|3"),
        ("op op op", 3, "op", "1|2|3|3 bis"),
        ("title op op", 1, "op op", "|0|0 bis|1|2"),
        ("op op", 1, "head", "1||2"),
        ("op op", 1, "item item", "1|1 (a)|1 (b)|2"),
        ("op item item op", 2, "item item", "1|1 (a)|1 (a) bis|1 (a) ter|1 (b)|2"),
        ("op item", 1, "item item", "1|1 (0)|1 (0) bis|1 (a)"),
        ("op item sub", 2, "sub", "1|1 (a)|1 (a) (0)|1 (a) (i)"),
        ("op item op", 2, "op item item sub", "1|1 (a)|1 bis|1 bis (a)|1 bis (b)|1 bis (b) (i)|2"),
    ],
)
def test_newcomers_are_bis_then_ter_and_the_others_stand_still(names, at, newcomers, expected):
    passages, earlier = printed(names)

    now = between(earlier, inserted(passages, at, *newcomers.split()), DECLARATION)

    assert numbers(now) == expected.split("|")


def test_publishing_renumbers_what_was_bis():
    passages, earlier = printed("op op op")
    now = between(earlier, inserted(passages, 2, "op"), DECLARATION)

    assert numbers(numbered(now, DECLARATION)) == ["1", "2", "3", "4"]


def test_a_deleted_paragraph_keeps_its_number_and_is_still_listed():
    passages, earlier = printed("op op op")
    passages[1] = replace(passages[1], live=False)

    now = between(earlier, passages, DECLARATION)

    assert [(each.number, each.live) for each in now] == [("1", True), ("2", False), ("3", True)]


def test_an_insertion_after_a_deleted_paragraph_takes_that_number_with_bis():
    passages, earlier = printed("op op op")
    passages[1] = replace(passages[1], live=False)

    assert "2 bis" in numbers(between(earlier, inserted(passages, 2, "op"), DECLARATION))


def test_what_was_inserted_and_deleted_between_two_revisions_falls_out():
    passages, earlier = printed("op op")
    passages = [passages[0], passage(9, "op", live=False), passages[1]]

    assert numbers(between(earlier, passages, DECLARATION)) == ["1", "2"]


def test_a_moved_paragraph_takes_its_number_along():
    passages, earlier = printed("op op op")

    now = between(earlier, [passages[0], passages[2], passages[1]], DECLARATION)

    assert numbers(now) == ["1", "3", "2"]


def test_a_resolution_inserts_within_each_of_its_series():
    passages, earlier = printed("pp pp op op", RESOLUTION)

    now = between(earlier, inserted(inserted(passages, 3, "op"), 1, "pp"), RESOLUTION)

    assert numbers(now) == ["PP 1", "PP 1 bis", "PP 2", "OP 1", "OP 1 bis", "OP 2"]


def test_a_heading_that_became_a_paragraph_has_no_number_until_the_next_revision():
    passages, earlier = printed("op head op")
    passages[1] = replace(passages[1], kind=Kind.OPERATIVE)

    now = between(earlier, inserted(passages, 2, "op"), DECLARATION)

    assert numbers(now) == ["1", "", "1 bis", "2"]


def test_latin_never_runs_out():
    passages, earlier = printed("op op")

    now = numbers(between(earlier, inserted(passages, 1, *["op"] * 40), DECLARATION))

    assert now[1] == "1 bis"
    assert now[19:22] == ["1 vicies", "1 bis 21", "1 bis 22"]
    assert len(set(now)) == len(now)


def test_the_margin_shows_of_an_item_its_own_letter_alone():
    item, sub, operative = (
        replace(passage(1, name), number=number)
        for name, number in (("item", "7 (a) bis"), ("sub", "7 (a) (ii)"), ("op", "7 bis"))
    )

    assert (item.mark, sub.mark, operative.mark) == ("(a) bis", "(ii)", "7 bis")


@pytest.mark.parametrize(
    ("ordinal", "as_letter", "as_roman"),
    [
        (0, "", ""),
        (1, "a", "i"),
        (4, "d", "iv"),
        (9, "i", "ix"),
        (26, "z", "xxvi"),
        (27, "aa", "xxvii"),
        (49, "aw", "xlix"),
        (94, "cp", "xciv"),
    ],
)
def test_letters_go_on_after_z_and_romans_subtract(ordinal, as_letter, as_roman):
    assert (letter(ordinal), roman(ordinal)) == (as_letter, as_roman)


def manuscript(passages, language="en"):
    return Manuscript(1, "d", "Declaration", "L.1", DECLARATION, language, tuple(passages))


def test_the_content_hash_changes_with_words_numbers_kinds_order_and_language():
    passages, _ = printed("op op")
    original = manuscript(passages)

    others = [
        manuscript([replace(passages[0], words="Other words."), passages[1]]),
        manuscript([replace(passages[0], number="1 bis"), passages[1]]),
        manuscript([replace(passages[0], kind=Kind.PLAIN), passages[1]]),
        manuscript(reversed(passages)),
        manuscript(passages[:1]),
        manuscript(passages, "fr"),
    ]

    hashes = {each.content_hash for each in (original, *others)}
    assert len(hashes) == 1 + len(others)


def test_the_content_hash_does_not_depend_on_rows_or_deleted_paragraphs():
    passages, _ = printed("op op")
    same = [replace(each, version_id=77, place_id=78, uid="other") for each in passages]

    assert manuscript(same).content_hash == manuscript(passages).content_hash
    with_dead = [*passages, passage(9, "op", live=False)]
    assert manuscript(with_dead).content_hash == manuscript(passages).content_hash


names = st.sampled_from(sorted(KINDS))
texts = st.lists(names, max_size=25).map(" ".join)
schemes = st.sampled_from(list(Scheme))


def check_unique(passages):
    given_numbers = [number for number in numbers(passages) if number]
    assert len(given_numbers) == len(set(given_numbers))


@given(texts, schemes)
def test_every_number_of_a_revision_is_given_once(kinds, scheme):
    passages = numbered(text(kinds), scheme)

    check_unique(passages)
    assert [each.paragraph_id for each in passages] == list(range(1, len(passages) + 1))


@given(texts, schemes, st.data())
def test_between_revisions_numbers_stand_still_whatever_is_inserted_moved_or_deleted(
    kinds, scheme, data
):
    passages, earlier = printed(kinds, scheme)
    passages = data.draw(st.permutations(passages))
    passages = [replace(each, live=data.draw(st.booleans())) for each in passages]
    for identity, name in enumerate(data.draw(st.lists(names, max_size=8)), start=100):
        place = data.draw(st.integers(0, len(passages)))
        passages = [*passages[:place], passage(identity, name), *passages[place:]]

    now = between(earlier, passages, scheme)

    if earlier:
        assert {p.paragraph_id: p.number for p in now if p.paragraph_id in earlier} == earlier
    assert [p.paragraph_id for p in now] == [p.paragraph_id for p in passages]
    check_unique(now)
    check_unique(numbered(now, scheme))


@given(texts, schemes)
def test_with_nothing_changed_the_next_revision_has_the_same_numbers(kinds, scheme):
    passages, earlier = printed(kinds, scheme)

    assert list(between(earlier, passages, scheme)) == passages
    assert list(numbered(passages, scheme)) == passages
