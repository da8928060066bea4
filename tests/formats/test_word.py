"""Word files, read as a word processor does: all changes accepted, and all rejected."""

from dataclasses import replace
from datetime import UTC
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from declaration.comparison import Annotation, Hand, Redline, Reply
from declaration.formats import FORMATS, REDLINES
from declaration.text import plain, seen as seen_runs
from models.vocabulary import Kind
from tests.formats import word
from tests.formats.drawn import DAY, REV_1, few, passage, text, texts
from tests.text import invented

DAKAR, LIMA = Hand("Dakar", DAY), Hand("Lima")


def expected(manuscript):
    """Return label and letters with their formats of every paragraph that stands in a text."""
    return [
        (p.printed, tuple(letter for run in seen(p.words) for letter in run))
        for p in manuscript.passages
        if p.live
    ]


def seen(words):
    for run in seen_runs(words):
        formats = frozenset({"strong": "b", "em": "i"}[f] for f, _ in run.formats if f != "a")
        yield [(letter, formats) for letter in word.sayable(run.text)]


def came_back(file, how="accept"):
    """Return the same of a file, without its last line, which is not of the text."""
    return [(paragraph.label, paragraph.letters) for paragraph in word.read(file, how)][:-1]


@given(texts())
@few
def test_a_text_comes_back_with_its_numbers_and_formats(pair):
    for manuscript in pair:
        file = FORMATS["docx"].write(manuscript)
        titled = any(p.kind is Kind.TITLE for p in manuscript.passages if p.live)

        assert came_back(file)[0 if titled else 1 :] == expected(manuscript)
        assert file == FORMATS["docx"].write(manuscript)


@given(texts())
@few
def test_accepting_gives_the_new_text_and_rejecting_the_old_one(pair):
    old, new = pair
    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes"))

    assert came_back(file, "accept") == expected(new)
    assert came_back(file, "reject") == expected(old)
    assert len(set(word.ids(file))) == len(word.ids(file))
    assert file == REDLINES["docx"].write(Redline(old, new, REV_1, "Changes"))


@given(texts(), st.lists(invented.prose, max_size=2))
@few
def test_whose_hand_it_was_changes_nothing_in_the_words(pair, between_):
    old, new = pair
    steps = {
        p.paragraph_id: [(LIMA, words) for words in between_] + [(DAKAR, p.words)]
        for p in new.passages
    }
    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", steps))

    assert came_back(file, "accept") == expected(new)
    assert came_back(file, "reject") == expected(old)


@st.composite
def commented(draw):
    """Two texts, and comments on words, on paragraphs that are there and are not, on the whole."""
    old, new = draw(texts())
    words = st.one_of(invented.prose, invented.markdown).map("Why? {}".format)
    hands = st.sampled_from([REV_1, DAKAR, LIMA])
    replies = st.lists(st.builds(Reply, hands, words), max_size=2).map(tuple)
    before = {p.paragraph_id: p.words for p in old.passages}
    changed = [p.paragraph_id for p in new.passages if p.words != before.get(p.paragraph_id)]
    ids = [None, 99, *before, *changed, *changed, *changed]
    lengths = {p.paragraph_id: len(plain(p.words)) for p in new.passages}
    notes = []
    for key in draw(st.lists(st.sampled_from(ids), max_size=5)):
        ends = sorted(draw(st.integers(0, lengths.get(key, 0))) for _ in range(2))
        about = draw(hands), draw(words), *ends, draw(st.booleans()), draw(replies)
        notes.append(Annotation(key, *about))
    return old, new, notes


def told(old, new, notes, end):
    """Return what is to be read of comments: each with its words, else with its paragraph's."""
    live = {p.paragraph_id: word.sayable(plain(p.words)) for p in new.passages}
    gone = dict.fromkeys({p.paragraph_id for p in old.passages} - set(live), "")
    for note in notes:
        on = next(iter(live), 0) if note.paragraph_id is None else note.paragraph_id
        words = {**live, **gone}.get(on, end)
        if note.start < note.end:
            words = words[note.start : note.end]
        yield remark(note, None, note.resolved, words)
        for reply in note.answers:
            yield remark(reply, said(note.words), note.resolved, words)


def remark(made, to, done, anchored):
    date = made.hand.at and made.hand.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return word.Remark(made.hand.name, date, said(made.words), done, to, anchored)


def said(words):
    """Return words as a comment has them: a paragraph for each line."""
    return "\n".join(map(word.sayable, words.splitlines()))


@given(commented())
@few
def test_every_comment_stands_on_its_words_and_changes_nothing_in_them(pair):
    old, new, notes = pair
    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", {}, notes))
    end = f"Changes {new.seal}"

    assert sorted(word.comments(file), key=repr) == sorted(told(old, new, notes, end), key=repr)
    assert came_back(file, "accept") == expected(new)
    assert came_back(file, "reject") == expected(old)
    assert len(set(word.ids(file))) == len(word.ids(file))
    assert file == REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", {}, notes))


def redline(before, after, steps=()):
    old, new = text([passage(1, before)]), text([passage(1, after)])
    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", {1: steps}))
    return word.changes(file)


def test_a_change_bears_the_name_of_the_revision_where_no_hand_is_told():
    assert redline("We will act.", "We will not act.") == [
        ("ins", "Rev. 1", "2017-11-02T10:30:00Z", "not ")
    ]


def test_every_word_bears_the_hand_that_brought_it_or_took_it_out():
    steps = [
        (DAKAR, "We, the mayors, will act."),
        (LIMA, "We, the mayors and regions, will act."),
    ]

    assert redline("We now will act.", steps[-1][1], steps) == [
        ("del", "Dakar", "2017-11-02T10:30:00Z", " now"),
        ("ins", "Dakar", "2017-11-02T10:30:00Z", ", the mayors"),
        ("ins", "Lima", None, " and regions"),
        ("ins", "Dakar", "2017-11-02T10:30:00Z", ","),
    ]


@pytest.mark.parametrize(
    ("hand", "told"),
    [(REV_1, ("Rev. 1", None)), (LIMA, ("Lima ", None)), (DAKAR, ("Dakar", None))],
)
def test_words_at_the_end_are_told_from_a_paragraph_that_the_same_hand_added(hand, told):
    old = text([passage(1, "We will act for peace and for all"), passage(2, "B.")])
    new = text(
        [
            passage(1, "We will always act for peace and for all now"),
            passage(3, "And soon."),
            passage(2, "B."),
        ]
    )
    steps = {1: [(hand, "We will always act for peace and for all now")], 3: [(hand, "And soon.")]}

    file = REDLINES["docx"].write(Redline(old, new, LIMA, "Changes", steps))

    hands = {words.strip(): (author, date) for _, author, date, words in word.changes(file)}
    day = "2017-11-02T10:30:00Z" if hand.at else None
    assert hands == {"always": (hand.name, day), "now": told, "And soon.": (hand.name, day)}


def test_what_moved_and_kept_no_word_was_removed_and_added():
    old = text([passage(1, "One."), passage(2, "Two"), passage(3, "Three")])
    new = text([old.passages[1], old.passages[2], replace(old.passages[0], words="Four")])

    tracked_changes = word.changes(REDLINES["docx"].write(Redline(old, new, REV_1, "Changes")))

    assert [(name, words) for name, _hand, _at, words in tracked_changes] == [
        ("del", "One."),
        ("ins", "Four"),
    ]


def test_words_that_came_and_went_in_between_are_nobodys():
    steps = [(DAKAR, "We will perhaps act."), (LIMA, "We will act now.")]

    assert redline("We will act.", "We will act now.", steps) == [("ins", "Lima", None, " now")]


def test_a_hand_that_only_added_is_named_on_that_alone():
    before = "w110 w208 w143"
    steps = [(DAKAR, "w110 w143"), (LIMA, "w110 w143 zzz")]

    hands = {(hand, words.strip()) for _, hand, _, words in redline(before, steps[-1][1], steps)}

    assert {words for hand, words in hands if hand == "Lima"} == {"zzz"}


def test_an_added_paragraph_is_theirs_who_added_it():
    new = text([passage(1, "We will act.")])
    steps = {1: [(DAKAR, "We act."), (LIMA, "We will act.")]}

    file = REDLINES["docx"].write(Redline(text([]), new, REV_1, "Changes", steps))

    mark = word.part(file, "document").find(f".//{word.W}pPr/{word.W}rPr/{word.W}ins")
    assert mark.get(f"{word.W}author") == "Dakar"


def test_what_cannot_be_carried_around_the_text_is_replaced():
    old = text([passage(1, "A.")])

    file = REDLINES["docx"].write(Redline(old, old, REV_1, "CM\x01 \ufffe"))

    assert word.read(file)[-1].words.startswith("CM\ufffd \ufffd")


def test_only_the_format_changed():
    old, new = text([passage(1, "We will act.")]), text([passage(1, "We **will** act.")])
    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", {1: [(DAKAR, "")]}))

    changed = word.part(file, "document").find(f".//{word.W}rPrChange")
    assert word.changes(file) == []
    assert changed.get(f"{word.W}author") == "Dakar"


def test_what_moved_says_where_from_and_what_changed_in_it():
    old = text([passage(1, "We will act now."), passage(2, "B."), passage(3, "C.")])
    moved = replace(old.passages[0], words="We will act soon.")
    new = text([*old.passages[1:], moved])

    tracked_changes = word.changes(REDLINES["docx"].write(Redline(old, new, REV_1, "Changes")))

    assert [(name, words) for name, _hand, _at, words in tracked_changes] == [
        ("moveFrom", "We will act "),
        ("del", "now"),
        ("moveFrom", "."),
        ("moveTo", "We will act "),
        ("ins", "soon"),
        ("moveTo", "."),
    ]


def test_numbers_are_counted_where_they_follow_and_labels_where_they_do_not():
    shapes = [("1", 0), ("1 (a)", 1), ("1 (b)", 1), ("1 bis", 0), ("1 bis (a)", 1), ("2", 0)]
    passages = [
        replace(passage(n, "Words.", Kind.ITEM if level else Kind.OPERATIVE, level), number=number)
        for n, (number, level) in enumerate(shapes, 1)
    ]
    file = FORMATS["docx"].write(replace(text([]), passages=tuple(passages)))

    labels = [label for label, _letters in came_back(file)[1:]]
    lists = [
        level.get(f"{word.W}val") for level in word.part(file, "numbering").iter(f"{word.W}lvlText")
    ]
    assert labels == ["1.", "(a)", "(b)", "1 bis.", "(a)", "2."]
    assert lists == ["%1.", "(%1)", "1 bis."]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_file_says_its_title_language_and_date(language):
    manuscript = replace(text([passage(1, "*Words* of all.", Kind.TITLE)]), language=language)
    file = FORMATS["docx"].write(manuscript)

    core = word.properties(file)
    assert (core.title, core.language) == ("Words of all.", language)
    assert core.created.replace(tzinfo=UTC) == DAY
    assert not core.author
    styles = word.part(file, "styles")
    assert {element.get(f"{word.W}val") for element in styles.iter(f"{word.W}lang")} == {language}
    assert bool(list(styles.iter(f"{word.W}bidi"))) is (language == "ar")
    for bold in styles.iter(f"{word.W}b"):
        assert bold.getnext().tag == f"{word.W}bCs"


def test_nothing_of_the_library_s_own_template_is_left():
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & word.names(
        FORMATS["docx"].write(text([passage(1, "A.")]))
    )


def test_what_xml_cannot_carry_is_replaced():
    file = FORMATS["docx"].write(text([passage(1, "A\x01B\ufffeC")]))

    assert [paragraph.words for paragraph in word.read(file)][1] == "A\ufffdB\ufffdC"


def test_paragraph_properties_stand_in_the_order_of_the_schema():
    old = text([passage(1, "A."), passage(2, "B."), passage(3, "C.")])
    new = text([old.passages[1], passage(4, "D."), replace(old.passages[2], kind=Kind.PLAIN)])
    order = ["pStyle", "numPr", "rPr", "pPrChange"]

    file = REDLINES["docx"].write(Redline(old, new, REV_1, "Changes"))

    for properties in word.part(file, "document").iter(f"{word.W}pPr"):
        places = [order.index(child.tag.removeprefix(word.W)) for child in properties]
        assert all(before < after for before, after in pairwise(places))
