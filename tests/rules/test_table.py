"""The table of rules against the one that was written by hand, in every combination."""

from itertools import product

import pytest

from declaration.rules import TABLE, Actor, Case, may
from declaration.verbs import Role, Verb
from models.vocabulary import Capacity, Post, Procedure, Stage, Status
from tests.rules.by_hand import by_hand

OFFICES = {
    Role.PUBLIC: (Capacity.PUBLIC, None),
    Role.OBSERVER: (Capacity.OBSERVER, Post.OBSERVER),
    Role.ADVISER: (Capacity.DELEGATION, Post.ADVISER),
    Role.ALTERNATE: (Capacity.DELEGATION, Post.ALTERNATE),
    Role.HEAD: (Capacity.DELEGATION, Post.HEAD),
    Role.MEMBER: (Capacity.COMMITTEE, Post.MEMBER),
    Role.CHAIR: (Capacity.COMMITTEE, Post.CHAIR),
    Role.SECRETARIAT: (Capacity.SECRETARIAT, Post.OFFICER),
}
BOTH = (True, False)


@pytest.fixture(scope="module")
def table():
    return by_hand()


def actors():
    for (capacity, post), may_submit, *more in product(OFFICES.values(), BOTH, BOTH, BOTH):
        seeing, provisional = more
        flags = {"may_submit": may_submit, "seeing": seeing, "provisional": provisional}
        yield Actor(1, capacity, post, **flags)


def cases():
    states = (None, *Status)
    switches = product(BOTH, BOTH, (frozenset(), frozenset(Procedure)))
    facts = product(Stage, BOTH, states, BOTH)
    for (stage, own, state, late), (opened, release, parts) in product(facts, tuple(switches)):
        yield Case(stage, own, state, late, opened, release, parts)


def in_a_word(answer):
    if answer:
        return "yes"
    return "never" if answer.why is None else answer.why


def test_the_offices_of_this_test_are_all_roles_that_there_are():
    roles = {role: Actor(1, *office).role for role, office in OFFICES.items()}

    assert roles == {role: role for role in Role}


def test_the_table_by_hand_has_a_row_for_every_verb(table):
    assert {verb for verb, *_ in table.cells} == set(Verb)
    assert len(table.cells) == len(Verb) * len(BOTH) * len(Role) * len(Stage)


@pytest.mark.parametrize("verb", Verb)
def test_the_rules_answer_as_the_table_by_hand_in_every_combination(table, verb):
    everyone, everything = list(actors()), list(cases())

    differing = [
        (actor.role.value, actor.may_submit, actor.seeing, case)
        for actor, case in product(everyone, everything)
        if in_a_word(may(actor, verb, case)) != table.answer(actor, verb, case)
    ]

    assert differing == []


@pytest.mark.parametrize("verb", Verb)
def test_no_role_stands_in_two_rules_of_one_verb(verb):
    roles = [role for rule in TABLE[verb] for role in rule.who]

    assert len(roles) == len(set(roles))


def test_every_verb_has_a_rule_and_every_rule_somebody():
    assert set(TABLE) == set(Verb)
    assert all(rule.who for rules in TABLE.values() for rule in rules)
