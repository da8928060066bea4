"""Boxes and what stood in them go in, edits of drafts come out."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from declaration.actions.suggesting.our_copy import (
    Box,
    CurrentBox,
    DraftEdits,
    OpenedBox,
    current_box,
    digest,
    edits,
)
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import Passage
from models.debate import Draft
from models.vocabulary import Kind, SuggestionKind
from tests.support.cast import NOON

WORDS = "We will listen to “everybody” who arrives."
OTHER = "We will listen to “everybody” who stays."


def drafted(words=OTHER, form=SuggestionKind.REPLACE, **values):
    start = {"id": 5, "paragraph_id": 1, "base_version_id": 3, "base_place_id": 2, "level": 0}
    start |= {"reason": "Shorter.", "language": "en", "updated_at": NOON, "kind": None}
    return Draft(form=form, words=words, after_id=None, **(start | values))


def box(typed, opened=WORDS, *, draft=0, deletion=0, version=3, **values):
    return Box(OpenedBox(1, version, 2, draft, deletion, digest(opened)), typed, **values)


def now(**values):
    return CurrentBox(**({"base_words": WORDS, "words": WORDS, "kind": Kind.OPERATIVE} | values))


def only(edited):
    [edit] = edited.saved
    assert edited.dropped == ()
    return edit


def passage(words=WORDS, *, live=True, kind=Kind.OPERATIVE, level=0, number=1):
    return Passage(
        number, f"p{number}", kind, level, words, number + 2, number + 1, "en", live=live
    )


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_box_that_nobody_touched_asks_for_nothing(words):
    browsers = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")

    assert edits(box(f"{browsers}\r\n", words), now(base_words=words, words=words)) == DraftEdits()


def test_other_words_ask_for_themselves_on_the_words_that_were_seen():
    asked = only(edits(box(OTHER), now())).amendment

    assert (asked.form, asked.paragraph_id, asked.words) == (SuggestionKind.REPLACE, 1, OTHER)
    assert (asked.base_version_id, asked.base_place_id) == (3, 2)


@pytest.mark.parametrize(
    "typed", ['We will listen to "everybody" who arrives.', f"12. {WORDS}", f"  {WORDS}\u200b "]
)
def test_the_form_of_marks_and_a_number_of_its_own_are_no_change(typed):
    assert edits(box(typed), now()) == DraftEdits()


def test_a_draft_takes_the_new_words_and_keeps_its_reason_and_its_base():
    mine = drafted(base_version_id=2)

    edit = only(edits(box("Other.", OTHER, draft=5), now(draft=mine)))

    assert edit.draft is mine
    assert (edit.amendment.words, edit.amendment.reason) == ("Other.", "Shorter.")
    assert edit.amendment.base_version_id == 2


@pytest.mark.parametrize("back", ["the words of the text", "the words it was written on"])
def test_words_set_back_drop_the_draft(back):
    typed = "Words of the committee." if back == "the words of the text" else WORDS
    mine = drafted()

    edited = edits(box(typed, OTHER, draft=5), now(words="Words of the committee.", draft=mine))

    assert edited == DraftEdits(dropped=(mine,))


def test_what_the_committee_has_written_meanwhile_is_asked_for_no_more():
    assert edits(box(OTHER), now(words=OTHER)) == DraftEdits()


def test_words_of_a_paragraph_that_is_gone_are_kept():
    assert only(edits(box(OTHER), now(words=None))).amendment.words == OTHER


@pytest.mark.parametrize("seen", [0, 4, 5])
def test_words_that_a_colleague_has_saved_meanwhile_are_not_overwritten(seen):
    mine = drafted("Hers.")

    with pytest.raises(Stale) as refused:
        edits(box("His.", draft=seen), now(draft=mine))

    assert refused.value.current is mine


def test_a_box_left_alone_never_clashes():
    assert edits(box(WORDS), now(draft=drafted("Hers."))) == DraftEdits()


def test_the_same_words_twice_are_one_draft():
    assert edits(box(OTHER), now(draft=drafted(OTHER))) == DraftEdits()


@pytest.mark.parametrize("asks", [box(WORDS, deleted=True), box(" ")])
def test_a_paragraph_ticked_or_emptied_is_asked_to_go(asks):
    asked = only(edits(asks, now())).amendment

    assert (asked.form, asked.paragraph_id, asked.base_version_id) == (SuggestionKind.DELETE, 1, 3)


def test_emptying_a_drafted_paragraph_drops_its_words_for_the_deletion():
    mine = drafted()

    edited = edits(box("", OTHER, draft=5), now(draft=mine))

    assert edited.dropped == (mine,)
    assert [edit.amendment.form for edit in edited.saved] == [SuggestionKind.DELETE]


def test_a_tick_that_stays_changes_nothing_and_one_taken_off_drops_the_draft():
    mine = drafted("", SuggestionKind.DELETE, id=7)

    assert edits(box(WORDS, deletion=7, deleted=True), now(deletion=mine)) == DraftEdits()
    assert edits(box(WORDS, deletion=7), now(deletion=mine)) == DraftEdits(dropped=(mine,))


def test_a_colleagues_deletion_is_neither_doubled_nor_dropped_unseen():
    hers = drafted("", SuggestionKind.DELETE, id=7)

    assert edits(box(WORDS, deleted=True), now(deletion=hers)) == DraftEdits()
    assert edits(box(WORDS), now(deletion=hers)) == DraftEdits()
    assert edits(box(WORDS, deletion=7, deleted=True), now()) == DraftEdits()


def test_words_between_are_a_new_paragraph_of_the_kind_that_stands_there():
    asked = only(edits(box(WORDS, added="12 bis. And we will learn.\n"), now())).amendment

    assert (asked.form, asked.after_id, asked.kind) == (SuggestionKind.INSERT, 1, Kind.OPERATIVE)
    assert (asked.words, asked.base_place_id) == ("And we will learn.", 2)


def test_a_new_paragraph_sent_twice_is_one_draft():
    there_already = (drafted("And we will learn.", SuggestionKind.INSERT),)

    assert (
        edits(box(WORDS, added="And we will learn."), now(following=there_already)) == DraftEdits()
    )


def test_a_drafted_paragraph_is_reworded_dropped_when_emptied_and_kept_when_its_draft_is_gone():
    mine = drafted("And we will learn.", SuggestionKind.INSERT)
    held = {"opened": "And we will learn.", "draft": 5, "version": 0}
    new = CurrentBox(draft=mine)

    assert only(edits(box("Learn.", **held), new)).draft is mine
    assert edits(box("", **held), new) == DraftEdits(dropped=(mine,))
    asked = only(edits(box("Learn.", **held), CurrentBox(kind=Kind.ITEM, level=1))).amendment
    assert (asked.form, asked.after_id, asked.kind) == (SuggestionKind.INSERT, 1, Kind.ITEM)


def test_too_many_words_are_refused():
    with pytest.raises(TooLong):
        edits(box("x" * 20_001), now())


def test_what_stands_where_a_box_was():
    older = drafted("Older.", id=4, updated_at=NOON - timedelta(hours=1))
    drafts = [
        older,
        drafted(),
        drafted("", SuggestionKind.DELETE, id=7),
        drafted("New.", SuggestionKind.INSERT, id=8),
    ]
    drafts[3].after_id = 1
    seen = box(WORDS).opened

    current = current_box(seen, drafts, {1: passage("Now.")}, {3: (1, WORDS)})

    assert (current.base_words, current.words) == (WORDS, "Now.")
    assert (current.draft, current.deletion, current.following) == (
        drafts[1],
        drafts[2],
        (drafts[3],),
    )
    assert current_box(seen, [], {1: passage(live=False)}, {3: (1, WORDS)}).words is None


@pytest.mark.parametrize("bases", [{}, {3: (2, WORDS)}])
def test_a_box_on_words_of_another_paragraph_is_refused(bases):
    with pytest.raises(Invalid):
        current_box(box(WORDS).opened, [], {1: passage()}, bases)


@pytest.mark.parametrize(
    ("kind", "level", "new"),
    [
        (Kind.HEADING, 2, (Kind.OPERATIVE, 0)),
        (Kind.ITEM, 2, (Kind.ITEM, 2)),
        (Kind.TITLE, 0, (Kind.PLAIN, 0)),
    ],
)
def test_a_new_paragraph_is_like_the_one_it_follows(kind, level, new):
    passages = {1: passage(kind=kind, level=level)}

    current = current_box(box(WORDS).opened, [], passages, {3: (1, WORDS)})

    assert (current.kind, current.level) == new
