"""The letters of PDF files: which are set in what, and which are refused."""

import unicodedata
from dataclasses import replace

import pytest

from declaration.errors import CannotSet
from declaration.formats import FORMATS
from declaration.formats.pdf.fonts import FONTS
from models.vocabulary import Kind
from tests.formats import pdf
from tests.formats.test_word import passage, text


def test_letters_of_one_font_alone_are_named():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "A sign: \uf0b7")]))

    assert refusal.value.letters == "\uf0b7"


def test_letters_that_no_font_has_are_named_with_the_number_of_the_first():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(
            text([passage(1, "Words."), passage(2, "The city is 城 and 市."), passage(3, "都城")])
        )

    assert (refusal.value.letters, refusal.value.number) == ("城市都", "2")


def test_a_paragraph_without_a_number_is_named_by_how_it_begins():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "Cities: 城", Kind.PLAIN)]))

    assert refusal.value.beginning == "Cities: 城"


@pytest.mark.parametrize(
    "words",
    [
        "Ağrı, Łódź, Nuʻuanu, Ṣẹgun, Đà Nẵng, Reykjavík, Ħal Balzan",
        "Θεσσαλονίκη, Αθήνα, Ἀθῆναι, τῷ ὄντι ᾧ ᾳ",
        "Київ, Београд, Қарағанды, Ђаковица, ѝ",
        "ירושלים, Երևան, თბილისი",
        "→ ✓ ☐ ½ № € ₽ ₹ § † … — ‑",
    ],
)
def test_letters_of_many_cities_are_set_without_any_other_font(words):
    written = FORMATS["pdf"].write(text([passage(1, words)]))

    printed = unicodedata.normalize("NFC", pdf.words(written))
    assert pdf.letters(words) in pdf.letters(printed)


def test_accents_that_are_letters_of_their_own_are_set_in_the_same_face():
    written = FORMATS["pdf"].write(text([passage(1, "Ṣẹ\u0301gun, за\u0301мок, τῷ")]))

    assert {name.partition("-")[0] for name in pdf.fonts(written)} == {"LibertinusSerif"}


def test_letters_are_not_set_in_a_typewriter_s_face():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "مدينة")]))

    assert set(refusal.value.letters) == set("مدينة")


@pytest.fixture
def noto():
    FONTS.use("/usr/share/fonts/truetype/noto")
    yield
    FONTS.use("")


@pytest.mark.needs("fonts-noto-core")
@pytest.mark.usefixtures("noto")
def test_a_folder_of_fonts_sets_other_scripts_too_in_faces_for_books():
    words = "نحن رؤساء البلديات نلتزم معا"
    arabic = replace(text([passage(1, words), passage(2, "กรุงเทพ")]), language="ar")

    written = FORMATS["pdf"].write(arabic)

    assert {"NotoNaskhArabic-Regular", "NotoSerifThai-Regular"} < set(pdf.fonts(written))
    assert pdf.read(written).trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.needs("fonts-noto-core")
@pytest.mark.usefixtures("noto")
def test_faces_for_books_go_before_others():
    families = FONTS.families("ar")

    assert families[0] == "Noto Naskh Arabic"
    assert families.index("Noto Serif Thai") < families.index("Noto Kufi Arabic")


def test_a_folder_without_fonts_is_refused(tmp_path):
    with pytest.raises(ValueError, match=str(tmp_path)):
        FONTS.use(str(tmp_path))
    FONTS.use("")
