import pytest

from declaration.errors import Invalid, TooLong
from declaration.formats.pasted import MAX_ROWS, columns, folded, rows

NAMES = (("name", "city"), ("kind",), ("country",))


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("Dakar\tcity\tSN\nLima\tcity\tPE", (("Dakar", "city", "SN"), ("Lima", "city", "PE"))),
        ("Dakar;city;SN\r\n\r\n", (("Dakar", "city", "SN"),)),
        ('"Dakar, the city",city,SN', (("Dakar, the city", "city", "SN"),)),
        ("Dakar, Senegal\tcity", (("Dakar, Senegal", "city"),)),
        ("Dakar", (("Dakar",),)),
        (" \n", ()),
        (
            '"Name; in full",Email\n"Perez, Ana",a@e.org',
            (("Name; in full", "Email"), ("Perez, Ana", "a@e.org")),
        ),
        ('Name\tEmail\n"Ana\nPerez"\ta@e.org', (("Name", "Email"), ("Ana Perez", "a@e.org"))),
        (
            'Name\tEmail\n"Ana\ta@e.org\nBo\tb@e.org',
            (("Name", "Email"), ('"Ana', "a@e.org"), ("Bo", "b@e.org")),
        ),
        ("\ufeffName;Email\nAna;a@e.org", (("Name", "Email"), ("Ana", "a@e.org"))),
        ('Name,Role\n"Ada, Dr.",head', (("Name", "Role"), ("Ada, Dr.", "head"))),
        ('"Ana ""la"" Paz";x', (('Ana "la" Paz', "x"),)),
        ('"Ana" Paz\t5" pipe\n', (('"Ana" Paz', '5" pipe'),)),
        ("x\t\ty\t", (("x", "", "y", ""),)),
    ],
)
def test_tables_are_cut_at_tabs_semicolons_or_commas(pasted, expected):
    assert rows(pasted) == expected


def test_cells_are_named_by_their_order():
    assert columns((("Dakar", "city"),), NAMES) == (
        (1, {"name": "Dakar", "kind": "city", "country": ""}),
    )


def test_cells_are_named_by_the_heads_of_the_table_in_any_order():
    table = (("Country", "note", "City"), ("SN", "x", "Dakar"))

    assert columns(table, NAMES) == ((2, {"name": "Dakar", "kind": "", "country": "SN"}),)


@pytest.mark.parametrize("written", ["Región", "REGION", "re\u0301gion", " region ", "Régión"])
def test_heads_are_known_without_case_and_accents(written):
    assert folded(written) == "region"
    assert columns(((written,), ("x",)), (("place", "région"),)) == ((2, {"place": "x"}),)


def test_blanks_and_low_lines_between_words_are_one():
    assert folded("Asia_Pacific") == folded("asia  \xa0pacific") == "asia pacific"


def test_an_empty_table_has_no_rows():
    assert columns((), NAMES) == ()


def test_too_long_a_table_is_refused():
    with pytest.raises(TooLong):
        rows("a\n" * (MAX_ROWS + 1))


def test_control_characters_are_refused():
    with pytest.raises(Invalid):
        rows("a\x00b")
