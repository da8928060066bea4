import pytest

from declaration.errors import Invalid, TooLong
from declaration.formats.reading import MAX_PIECES, pieces
from models.vocabulary import Kind, Scheme

K = Kind
DECLARATION, RESOLUTION = Scheme.DECLARATION, Scheme.RESOLUTION


def check_pieces(pasted, expected, scheme=DECLARATION):
    """Every piece is as expected, and reading its own words again finds nothing to take off."""
    passages = pieces(pasted, scheme)

    assert [(piece.kind, piece.level, piece.words) for piece in passages] == expected
    for piece in passages:
        assert piece.words == piece.words.strip()
        assert "\r" not in piece.words


def test_markdown_headings_give_the_title_and_three_levels():
    check_pieces(
        "# The Declaration\n## One\n### Two ##\n#### Three\n##### Four",
        [
            (K.TITLE, 0, "The Declaration"),
            (K.HEADING, 1, "One"),
            (K.HEADING, 2, "Two"),
            (K.HEADING, 3, "Three"),
            (K.HEADING, 3, "Four"),
        ],
    )


def test_words_of_one_paragraph_may_go_over_several_lines():
    check_pieces(
        "We, the mayors gathered\r\nin Mechelen, declare:\r\n\r\n1. We will open\r\nour doors.",
        [
            (K.PLAIN, 0, "We, the mayors gathered in Mechelen, declare:"),
            (K.OPERATIVE, 0, "We will open our doors."),
        ],
    )


def test_without_blank_lines_every_line_is_a_paragraph():
    check_pieces(
        "DECLARATION OF MAYORS\nWe, the mayors, declare:\nOur cities\n1.\tWe welcome everybody.",
        [
            (K.TITLE, 0, "DECLARATION OF MAYORS"),
            (K.PLAIN, 0, "We, the mayors, declare:"),
            (K.HEADING, 1, "Our cities"),
            (K.OPERATIVE, 0, "We welcome everybody."),
        ],
    )


@pytest.mark.parametrize(
    ("marks", "levels"),
    [
        ("a b", [1, 1]),
        ("a i ii b", [1, 2, 2, 1]),
        ("g h i j", [1, 1, 1, 1]),
        ("h i ii", [1, 1, 1]),
        ("i ii iii", [1, 1, 1]),
        ("a b i ii iii iv v c", [1, 1, 2, 2, 2, 2, 2, 1]),
        ("u v w x", [1, 1, 1, 1]),
        ("a i b i ii", [1, 2, 1, 2, 2]),
    ],
)
def test_letters_and_roman_numbers_are_told_apart_by_what_stands_before(marks, levels):
    pasted = "\n\n".join(f"({mark}) words of an item;" for mark in marks.split())

    passages = pieces(pasted, DECLARATION)

    assert [piece.kind for piece in passages] == [K.ITEM] * len(levels)
    assert [piece.level for piece in passages] == levels
    assert {piece.words for piece in passages} == {"words of an item;"}


def test_a_number_that_belongs_to_the_sentence_stays():
    check_pieces(
        "1. First of all.\n\n12 cities of Africa have signed, and 2018 will bring more.",
        [
            (K.OPERATIVE, 0, "First of all."),
            (K.PLAIN, 0, "12 cities of Africa have signed, and 2018 will bring more."),
        ],
    )


def test_an_annex_opens_in_three_languages():
    for words in ("Annex", "ANNEX I: Sources", "Annexe", "Anexo: fuentes"):
        assert pieces(f"1. We declare.\n\n{words}", DECLARATION)[-1].kind is K.ANNEX


def test_paragraphs_below_the_first_heading_are_numbered_where_none_came_with_a_number():
    check_pieces(
        "# Title\n\nWe, the mayors, declare:\n\n## One\n\nWe welcome everybody, always.",
        [
            (K.TITLE, 0, "Title"),
            (K.PLAIN, 0, "We, the mayors, declare:"),
            (K.HEADING, 1, "One"),
            (K.OPERATIVE, 0, "We welcome everybody, always."),
        ],
    )


def test_in_a_resolution_a_participle_and_a_comma_make_a_preambular_paragraph():
    check_pieces(
        "The mayors,\n\nRecalling the Charter,\n\n*Deeply concerned* by the losses,\n\n"
        "1. Calls on States to act;",
        [
            (K.PLAIN, 0, "The mayors,"),
            (K.PREAMBULAR, 0, "Recalling the Charter,"),
            (K.PREAMBULAR, 0, "*Deeply concerned* by the losses,"),
            (K.OPERATIVE, 0, "Calls on States to act;"),
        ],
        RESOLUTION,
    )


def test_signs_of_lists_and_bold_headings_lose_their_marks():
    check_pieces(
        "**Principles**\n\n- dignity;\n* solidarity;\n• care.",
        [
            (K.TITLE, 0, "Principles"),
            (K.ITEM, 1, "dignity;"),
            (K.ITEM, 1, "solidarity;"),
            (K.ITEM, 1, "care."),
        ],
    )


def test_rules_and_empty_paragraphs_fall_out():
    check_pieces("\n\n---\n\n1. We declare.\n\n\u00ad\n***\n", [(K.OPERATIVE, 0, "We declare.")])


def test_nothing_gives_nothing():
    assert pieces("  \n\n ", DECLARATION) == ()


@pytest.mark.parametrize(("pasted", "why"), [("a\x00b", "control"), ("a\ud800b", "surrogates")])
def test_what_is_no_text_is_refused(pasted, why):
    with pytest.raises(Invalid) as refusal:
        pieces(pasted, DECLARATION)

    assert refusal.value.why == why


def test_too_many_paragraphs_are_refused():
    with pytest.raises(TooLong):
        pieces("1. a\n" * (MAX_PIECES + 1), DECLARATION)
