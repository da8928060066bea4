"""Every stage has its rules and its words, and every page that depends on it answers in it."""

import ast

import pytest

from declaration.rules import NEXT_STAGES, TABLE
from declaration.verbs import Verb
from declaration.web.frame.stages import STAGES
from models.vocabulary import Stage
from tests.support.enter import enter, post
from tests.whole.test_taste import files, name, tree

PAGES = ("/", "/d/declaration", "/d/declaration/rolling", "/d/declaration/suggestions", "/for-you")
MAY_NAME_A_STAGE = {  # whatever else compares a stage would have to learn of a new one
    "models/vocabulary.py",
    "declaration/rules.py",
    "declaration/web/frame/stages.py",
    "declaration/actions/conference/stages.py",  # preparation comes again only without suggestions
    "declaration/actions/publishing/adoption.py",  # sets the last stage
    "models/document.py",  # sets the first one
    "declaration/queries/journal/replay.py",  # tells which one an adoption set
}


def words(stage):
    meaning = STAGES[stage]
    return [
        str(sentence)
        for sentence in (meaning.label, meaning.refusal, meaning.consequence, meaning.state)
    ]


def test_every_stage_has_its_words_and_its_next_stages():
    assert set(STAGES) == set(Stage)
    assert set(NEXT_STAGES) == set(Stage)


@pytest.mark.parametrize("stage", Stage)
def test_the_words_of_a_stage_are_a_name_and_three_sentences(app, stage):
    with app.test_request_context():
        label, *sentences = words(stage)

    assert label
    assert not label.endswith(".")
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize("stage", Stage)
def test_a_document_can_be_left_in_every_stage_but_the_last_and_come_to_all_but_it(stage):
    reached = {following for before in Stage for following in NEXT_STAGES[before]}

    assert (stage in reached) is not stage.final
    assert bool(NEXT_STAGES[stage]) is not stage.final


def test_suggestions_are_taken_where_the_rules_let_delegations_submit():
    submitting = {stage for rule in TABLE[Verb.SUBMIT] for stage in rule.stages}

    assert {stage for stage in Stage if stage.takes_suggestions} == submitting


@pytest.mark.parametrize("person", ["amina", "marie", "noor"])
@pytest.mark.parametrize("stage", Stage)
def test_every_page_of_a_document_answers_in_every_stage(client, cast, session, stage, person):
    cast.document.stage = stage
    session.commit()
    enter(client, person)

    statuses = {client.get(page).status_code for page in PAGES}

    assert statuses <= {200, 403}


@pytest.mark.parametrize("stage", [stage for stage in Stage if NEXT_STAGES[stage]])
def test_what_a_stage_means_is_said_before_it_is_set(app, client, cast, session, stage):
    cast.document.stage = next(before for before in Stage if stage in NEXT_STAGES[before])
    session.commit()
    enter(client, "noor")

    page = post(client, "/admin/documents/declaration/stage", {"stage": stage.value}).text

    with app.test_request_context():
        assert str(STAGES[stage].consequence) in page


def test_no_other_file_asks_for_one_stage():
    asking = [
        f"{name(path)}:{node.lineno}"
        for path in files("declaration", ending=".py") + files("models", ending=".py")
        if name(path) not in MAY_NAME_A_STAGE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Stage"
    ]

    assert asking == []
