"""A stage that nobody has thought of yet: what must learn of it, and that nothing breaks."""

import ast
from enum import StrEnum
from pathlib import Path

import pytest

from declaration.rules import NEXT_STAGES, Actor, Case, may
from declaration.verbs import Verb
from models.vocabulary import Stage
from tests.rules.test_table import OFFICES

ROOT = Path(__file__).resolve().parents[2]


class Later(StrEnum):
    """One more stage, which no rule names."""

    NEGOTIATION = "negotiation"


@pytest.mark.parametrize("verb", Verb)
def test_what_no_rule_allows_in_a_new_stage_is_refused_for_that_stage(verb):
    for office in OFFICES.values():
        answer = may(Actor(1, *office), verb, Case(Later.NEGOTIATION))

        assert answer or answer.why in {None, Later.NEGOTIATION}


def tables_by_stage():
    """Name the module of every table that is written out for all stages."""
    every = {stage.name for stage in Stage}
    for path in sorted((ROOT / "declaration").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Dict) and every <= {_stage(key) for key in node.keys}:
                yield path.relative_to(ROOT / "declaration").as_posix()


def _stage(key):
    named = isinstance(key, ast.Attribute) and getattr(key.value, "id", "") == "Stage"
    return key.attr if named else None


def test_two_tables_must_learn_of_a_new_stage_where_it_leads_and_what_it_means_on_a_page():
    rules, web = tables_by_stage()

    assert rules == "rules.py"
    assert web.startswith("web/")


def test_every_stage_leads_somewhere_but_the_last():
    assert set(NEXT_STAGES) == set(Stage)
    assert [stage for stage in Stage if not NEXT_STAGES[stage]] == [Stage.ADOPTED]
    assert all(Stage.ADOPTED not in stages for stages in NEXT_STAGES.values())
