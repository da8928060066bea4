"""A POST without its token, or with one that is not this session's, is not read at all: 400."""

import pytest

from tests.web.matrix.examples import Ask, address, body
from tests.web.matrix.readers import reader
from tests.web.matrix.table import rows

POSTS = [row for row in rows() if row.method == "POST"]


def accepted(stand, who, token):
    """Send every POST with this token; return those that are not answered 400, or that wrote."""
    for row in POSTS:
        ask = Ask(stand.world, who, row)
        answer = stand.send(who, "POST", address(stand.app, ask), body(ask), token=token)
        if answer.status_code != 400 or stand.written:
            yield f"{row}: {answer.status_code}"


@pytest.mark.parametrize("name", ["public", "head", "chair", "secretariat"])
@pytest.mark.parametrize("token", ["", "forged"])
def test_a_post_without_a_true_token_is_refused(standing, name, token):
    stand = standing("consultation")

    assert list(accepted(stand, reader(name, stand.world), token)) == []


def test_the_token_of_another_person_is_refused(standing):
    stand = standing("consultation")
    others = stand.pass_of(reader("chair", stand.world)).token

    assert list(accepted(stand, reader("head", stand.world), others)) == []
