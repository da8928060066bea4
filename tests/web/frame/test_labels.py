"""Every member of every vocabulary, every reason and every problem has its words."""

import ast
from enum import StrEnum
from pathlib import Path

import pytest
from flask_babel import force_locale

from declaration.queries.people.accounts import LinkState, Office
from declaration.verbs import Why
from declaration.web.amending import tabling_form
from declaration.web.frame import forms, labels, refusals
from declaration.web.negotiating import bracket_form, entry_form
from models import vocabulary
from models.vocabulary import Capacity, Post, Stage, Status, SubjectKind

ROOT = Path(__file__).resolve().parents[3] / "declaration"
NAMED = [
    member
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind not in {StrEnum, SubjectKind}
    for member in kind
]


@pytest.fixture(autouse=True)
def in_english(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("member", NAMED, ids=lambda member: f"{type(member).__name__}.{member}")
def test_every_member_is_named(member):
    assert labels.label(member)


def test_no_two_members_of_a_vocabulary_have_the_same_name():
    for kind, names in labels.NAMES.items():
        words = [str(name) for name in names.values()]
        assert len(set(words)) == len(words), kind


@pytest.mark.parametrize("why", [*Stage, *Status, *Why])
def test_every_reason_is_a_sentence(why):
    assert refusals.why(why).endswith(".")


@pytest.mark.parametrize(
    "state", [None, *(link for link in LinkState if link is not LinkState.OPEN)]
)
def test_every_useless_link_is_explained(state):
    assert refusals.link(state).endswith(".")


def codes():
    """Name every code that the code gives an ``Invalid``, where it is written out."""
    for path in [*(ROOT / "actions").rglob("*.py"), *(ROOT / "text").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Invalid":
                for constant in ast.walk(node.args[1]):
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        yield constant.value


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_problem_has_its_own_sentence(code):
    of_fields = (*forms.PROBLEMS, *bracket_form.PROBLEMS, *entry_form.PROBLEMS)
    worded = {*refusals.PROBLEMS, *tabling_form.PROBLEMS, *(code for _, code in of_fields)}

    assert code in worded


def test_a_problem_nobody_has_worded_is_still_a_sentence():
    assert refusals.problem("new activity").endswith(".")


OFFICE = {"id": 1, "person_id": 1, "may_submit": False}


def test_an_office_is_named_by_whom_it_speaks_for():
    head = Office(
        capacity=Capacity.DELEGATION, post=Post.HEAD, delegation_id=1, delegation="Dakar", **OFFICE
    )
    chair = Office(
        capacity=Capacity.COMMITTEE, post=Post.CHAIR, delegation_id=None, delegation="", **OFFICE
    )

    assert labels.office(head) == "Dakar"
    assert labels.office_and_post(head) == "Dakar: Head of delegation"
    assert labels.office(chair) == "Drafting committee"
    assert labels.office_and_post(chair) == "Chair of the drafting committee"


@pytest.mark.parametrize(
    ("stored", "language", "shown"),
    [
        ("Zero draft", "en", "Zero draft"),
        ("Zero draft", "es", "Borrador cero"),
        ("Avant-projet", "es", "Borrador cero"),
        ("borrador final", "fr", "Projet final"),
        ("Texto aprobado", "en", "Adopted text"),
        ("Rev. 1", "fr", "Rev. 1"),
        ("Chair’s text", "es", "Chair’s text"),
        ("", "fr", ""),
    ],
)
def test_a_standard_revision_is_named_in_the_reader_s_language(stored, language, shown):
    with force_locale(language):
        assert labels.revision_label(stored) == shown
