"""Every route, sent to by everybody, in every stage: answered as two tables by hand say."""

import pytest

from declaration.verbs import Verb
from tests.web.matrix.conftest import STAGES
from tests.web.matrix.examples import FIRST, Ask, address, body
from tests.web.matrix.readers import NAMES, reader
from tests.web.matrix.table import RULES, expected, rows

ROWS = rows()
ONCE = {"seeing_as_observer", "seeing_as_public"}  # they read what those read, in every stage
COMBINATIONS = [
    (name, stage)
    for stage in STAGES
    for name in NAMES
    if name not in ONCE or stage == "consultation"
]
HANDED_IN = {Verb.SUBMIT, Verb.REVISE, Verb.WITHDRAW, Verb.DRAFT}
SWITCHED = {Verb.READ_DEBATE, Verb.READ_JOURNAL, Verb.RELEASE, Verb.REOPEN, Verb.AMEND}


def differing(stand, name, chosen):
    """Send every row as this reader; return those that are answered otherwise than written."""
    who, differences = reader(name, stand.world), []
    for row in chosen:
        ask = Ask(stand.world, who, row)
        answers = expected(row, who, stand.world)
        first = FIRST.get((row.endpoint, row.thing), "")
        path = address(stand.app, ask)
        answer = stand.send(who, row.method, path, body(ask), first=first)
        if answer.status_code not in answers.statuses:
            differences.append(f"{row} {path}: {answer.status_code}, wanted {answers.statuses}")
        elif answers.signs_in and not asks_to_sign_in(answer):
            differences.append(f"{row} {path}: does not ask to sign in")
    return differences


def asks_to_sign_in(answer):
    if answer.status_code == 303:
        return answer.location.startswith("/sign-in")
    return 'name="sign-in-password"' in answer.text


@pytest.mark.parametrize(("name", "setting"), COMBINATIONS)
def test_every_route_answers_everybody_as_written_by_hand(standing, name, setting):
    differences = differing(standing(setting), name, ROWS)

    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("name", ["adviser", "alternate", "head", "chair", "seeing_as_head"])
def test_after_the_deadline_handing_in_goes_on_and_rewording_does_not(standing, name):
    late = [row for row in ROWS if row.does in HANDED_IN]

    differences = differing(standing("after the deadline"), name, late)

    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("name", ["head", "member", "chair", "secretariat", "seeing_as_head"])
def test_what_no_rule_of_procedure_switches_on_is_not_there(standing, name):
    parts = [row for row in ROWS if {row.verb, row.does} & set(RULES.parts)]

    differences = differing(standing("nothing switched on"), name, parts)

    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("name", ["public", "switched_off", "member", "seeing_as_public"])
def test_an_open_debate_and_members_who_release_change_what_they_should(standing, name):
    switched = [row for row in ROWS if row.does in SWITCHED]

    differences = differing(standing("open to all"), name, switched)

    assert not differences, "\n".join(differences)
