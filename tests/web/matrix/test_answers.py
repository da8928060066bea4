"""Every route, sent to by everybody, in every stage: answered as two tables by hand say."""

import pytest

from tests.web.matrix.conftest import STAGES
from tests.web.matrix.examples import FIRST, Ask, address, body
from tests.web.matrix.readers import NAMES, reader
from tests.web.matrix.table import expected, rows

ROWS = rows()


def differing(stand, name, chosen):
    """Send every row as this reader; return those that are answered otherwise than written."""
    who, found = reader(name, stand.world), []
    for row in chosen:
        ask = Ask(stand.world, who, row)
        wanted = expected(row, who, stand.world)
        first = FIRST.get(row.endpoint, "")
        path = address(stand.app, ask)
        answer = stand.send(who, row.method, path, body(ask), first=first)
        if answer.status_code not in wanted.statuses:
            found.append(f"{row} {path}: {answer.status_code}, wanted {wanted.statuses}")
        elif wanted.signs_in and not asks_to_sign_in(answer):
            found.append(f"{row} {path}: does not ask to sign in")
    return found


def asks_to_sign_in(answer):
    if answer.status_code == 303:
        return answer.location.startswith("/sign-in")
    return 'name="sign-in-password"' in answer.text


@pytest.mark.parametrize("setting", STAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_route_answers_everybody_as_written_by_hand(standing, name, setting):
    found = differing(standing(setting), name, ROWS)

    assert not found, "\n".join(found)
