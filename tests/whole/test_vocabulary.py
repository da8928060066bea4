"""The closed lists: short stable codes that fit their columns, and rules that know them all."""

from enum import StrEnum

import pytest

from declaration.rules import Role, Verb, Why
from models import vocabulary
from models.base import Base
from models.vocabulary import Capacity, Post, Stage, Status, SubjectKind

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


def test_every_stage_and_every_settled_status_is_a_reason_why_not_now():
    reasons = {why.value for why in Why}

    assert {stage.value for stage in Stage} <= reasons
    assert {status.value for status in Status} <= reasons


def test_every_capacity_and_post_is_a_role_but_for_those_that_have_several():
    roles = {role.value for role in Role}

    assert {capacity.value for capacity in Capacity} - roles == {"delegation", "committee"}
    assert {post.value for post in Post} - roles == {"officer"}
