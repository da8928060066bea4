"""A session is a row: begun, ended, cleared away; nobody ends another's."""

from datetime import timedelta

import pytest

from declaration.actions.people import sign_ins
from declaration.errors import NotFound
from declaration.queries.people import accounts
from tests.support.cast import LATER, NOON


@pytest.fixture
def amina(cast):
    return cast.people["amina"].id


def begin(session, person_id, browser="Firefox, Windows", at=NOON):
    sign_ins.begin(session, person_id, browser, at=at)
    return accounts.sign_ins(session, person_id, at)[0]


def listed(session, person_id, at=LATER):
    return [sign_in.id for sign_in in accounts.sign_ins(session, person_id, at)]


def test_a_sign_in_stands_by_its_mark_alone(session, amina):
    mark = sign_ins.begin(session, amina, "", at=NOON)

    assert accounts.holder(session, amina, mark).let_in(LATER)
    assert not accounts.holder(session, amina, mark[:-1]).let_in(LATER)
    assert not accounts.holder(session, amina, "").let_in(LATER)


def test_a_mark_lets_nobody_else_in(session, cast, amina):
    mark = sign_ins.begin(session, amina, "", at=NOON)

    assert not accounts.holder(session, cast.people["luis"].id, mark).let_in(LATER)


def test_a_sign_in_lasts_thirty_days(session, amina):
    mark = sign_ins.begin(session, amina, "", at=NOON)
    holder = accounts.holder(session, amina, mark)

    assert holder.let_in(NOON + timedelta(days=30, seconds=-1))
    assert not holder.let_in(NOON + timedelta(days=30))


def test_what_is_over_is_neither_listed_nor_kept(session, amina):
    old = begin(session, amina)
    later = NOON + timedelta(days=30)
    assert listed(session, amina, later) == []

    new = begin(session, amina, at=later)

    assert listed(session, amina, NOON) == [new.id]
    assert old not in session


def test_the_newest_is_listed_first_and_only_ones_own(session, cast, amina):
    begin(session, cast.people["luis"].id)
    first = begin(session, amina)
    second = begin(session, amina, at=LATER)

    assert listed(session, amina) == [second.id, first.id]


def test_one_is_ended_and_the_others_stay(session, cast, amina):
    first, second = begin(session, amina), begin(session, amina)

    sign_ins.end(session, cast.amina, first.id)

    assert listed(session, amina) == [second.id]


def test_nobody_ends_anothers(session, cast, amina):
    hers = begin(session, amina)

    with pytest.raises(NotFound):
        sign_ins.end(session, cast.luis, hers.id)
    sign_ins.end_others(session, cast.luis, 0)

    assert listed(session, amina) == [hers.id]


def test_what_has_ended_cannot_end_again(session, cast, amina):
    hers = begin(session, amina).id
    sign_ins.end(session, cast.amina, hers)

    with pytest.raises(NotFound):
        sign_ins.end(session, cast.amina, hers)


def test_all_others_end_at_once(session, cast, amina):
    own = begin(session, amina)
    begin(session, amina)
    begin(session, amina)

    sign_ins.end_others(session, cast.amina, own.id)

    assert listed(session, amina) == [own.id]
