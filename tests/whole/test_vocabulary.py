"""The closed lists: short stable codes that fit their columns, and rules that know them all."""

from enum import StrEnum

import pytest

from declaration.verbs import Role, Verb, Why
from models import vocabulary
from models.base import Base
from models.vocabulary import (
    TAKEN,
    Capacity,
    Kind,
    Outcome,
    Post,
    Stage,
    Status,
    SubjectKind,
    SuggestionKind,
)

LISTS = [
    each
    for each in vars(vocabulary).values()
    if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
]
LONGEST = 24  # characters of the column


@pytest.mark.parametrize("words", [*LISTS, Role, Verb, Why], ids=lambda words: words.__name__)
def test_a_code_is_its_name_in_lower_case(words):
    assert [each.value for each in words] == [each.name.lower() for each in words]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_code_fits_its_column(words):
    assert max(len(each.value) for each in words) <= LONGEST


def test_every_subject_of_an_event_names_a_table():
    assert {kind.value for kind in SubjectKind} <= set(Base.metadata.tables)


def test_no_two_reasons_why_not_now_have_the_same_code():
    codes = [reason.value for reason in (*Stage, *Status, *Why)]

    assert len(codes) == len(set(codes))


def test_every_capacity_and_post_is_a_role_but_for_those_that_have_several():
    roles = {role.value for role in Role}

    assert {capacity.value for capacity in Capacity} - roles == {"delegation", "committee"}
    assert {post.value for post in Post} - roles == {"officer"}


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("on_paragraph", {"replace", "delete", "move"}),
        ("places", {"insert", "move"}),
        ("words", {"replace", "insert", "general"}),
        ("makes_text", {"replace", "insert"}),
    ],
)
def test_the_kind_of_a_suggestion_says_what_it_needs(question, kinds):
    assert {kind.value for kind in SuggestionKind if getattr(kind, question)} == kinds


def test_an_outcome_says_whether_the_text_has_taken_it_and_whether_a_reason_is_due():
    assert [outcome for outcome in Outcome if outcome.taken] == list(TAKEN)
    assert {outcome.value for outcome in Outcome if outcome.needs_reason} == {"rejected", "adapted"}
    assert {outcome.value for outcome in Outcome if not outcome.chosen} == {"lapsed", "reopened"}


def test_headings_have_three_levels_sub_items_two_and_all_others_none():
    deep = {kind.value: list(kind.levels) for kind in Kind if list(kind.levels) != [0]}

    assert deep == {"heading": [1, 2, 3], "item": [1, 2]}


def test_both_menus_of_paragraphs_offer_every_kind_with_every_level():
    from declaration.web.secretariat import forms
    from declaration.web.suggesting import suggestion_form

    every = {(kind, level) for kind in Kind for level in kind.levels}

    assert {(kind, level) for kind, level, _label in suggestion_form.SHAPES.values()} == every
    assert [name for name, _label in forms.shapes()] == [
        forms.shape(kind, level) for kind in forms.IN_A_TEXT for level in kind.levels
    ]
    assert set(forms.IN_A_TEXT) == set(Kind)
