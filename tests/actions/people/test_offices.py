import pytest
import sqlalchemy as sa

from declaration.actions.people import offices
from declaration.actions.people.offices import Appointment
from declaration.errors import Invalid, NotFound
from models.people import Membership
from models.vocabulary import Audience, Capacity, EventKind, Post
from tests.support.cast import NOON
from tests.support.submitted import newest_event


def office(cast, city, post, may_submit=None):
    return Appointment(Capacity.DELEGATION, post, cast.delegations[city].id, may_submit)


def held(session, cast, name):
    mine = sa.select(Membership).where(Membership.person_id == cast.people[name].id)
    return session.scalars(mine.order_by(Membership.id)).first()


@pytest.mark.parametrize(
    ("post", "may_submit"), [(Post.HEAD, True), (Post.ALTERNATE, True), (Post.ADVISER, False)]
)
def test_heads_and_alternates_may_submit_from_the_start(session, cast, post, may_submit):
    given = offices.give_office(
        session, cast.noor, cast.people["ole"], office(cast, "amman", post), at=NOON
    )

    assert given.may_submit is may_submit
    assert newest_event(session).kind is EventKind.OFFICE_GIVEN


@pytest.mark.parametrize(
    ("appointment", "why"),
    [
        (Appointment(Capacity.COMMITTEE, Post.HEAD), "not_of_this_capacity"),
        (Appointment(Capacity.PUBLIC, Post.OBSERVER), "not_of_this_capacity"),
        (Appointment(Capacity.DELEGATION, Post.HEAD), "missing"),
        (Appointment(Capacity.COMMITTEE, Post.MEMBER, 1), "none_here"),
    ],
)
def test_offices_that_do_not_exist_are_not_given(session, cast, appointment, why):
    with pytest.raises(Invalid, match=why):
        offices.give_office(session, cast.noor, cast.people["ole"], appointment, at=NOON)


def test_a_delegation_has_one_head(session, cast):
    with pytest.raises(Invalid, match="head_there"):
        offices.give_office(
            session, cast.noor, cast.people["ole"], office(cast, "dakar", Post.HEAD), at=NOON
        )


def test_nobody_holds_the_same_seat_twice(session, cast):
    with pytest.raises(Invalid, match="held_already"):
        offices.give_office(
            session, cast.noor, cast.people["amina"], office(cast, "dakar", Post.ADVISER), at=NOON
        )


def test_an_ended_office_can_be_given_to_another(session, cast):
    membership = held(session, cast, "amina")

    offices.end_office(session, cast.noor, membership, at=NOON)
    offices.give_office(
        session, cast.noor, cast.people["awa"], office(cast, "lima", Post.HEAD), at=NOON
    )

    assert membership.ended_at == NOON
    with pytest.raises(Invalid, match="unchanged"):
        offices.end_office(session, cast.noor, membership, at=NOON)


def test_the_last_secretary_keeps_the_office(session, cast):
    with pytest.raises(Invalid, match="last_secretary"):
        offices.end_office(session, cast.noor, held(session, cast, "noor"), at=NOON)


def test_the_head_gives_and_takes_the_right_to_submit(session, cast):
    awa = held(session, cast, "awa")

    offices.set_submit_right(session, cast.amina, awa, given=True, at=NOON)
    assert awa.may_submit
    assert newest_event(session).audience is Audience.DELEGATION

    offices.set_submit_right(session, cast.amina, awa, given=False, at=NOON)
    assert not awa.may_submit
    with pytest.raises(Invalid, match="unchanged"):
        offices.set_submit_right(session, cast.amina, awa, given=False, at=NOON)


def test_the_secretariat_gives_the_right_to_submit_in_any_delegation(session, cast):
    offices.set_submit_right(session, cast.noor, held(session, cast, "eleni"), given=True, at=NOON)

    assert held(session, cast, "eleni").may_submit
    assert newest_event(session).kind is EventKind.SUBMIT_RIGHT_GIVEN


def test_a_head_has_no_say_in_another_delegation(session, cast):
    with pytest.raises(NotFound):
        offices.set_submit_right(
            session, cast.amina, held(session, cast, "eleni"), given=True, at=NOON
        )


def test_outside_delegations_there_is_nothing_to_submit(session, cast):
    with pytest.raises(Invalid, match="no_delegation"):
        offices.set_submit_right(
            session, cast.noor, held(session, cast, "marie"), given=True, at=NOON
        )


def test_offices_are_the_secretariats_to_give(session, cast):
    with pytest.raises(NotFound):
        offices.end_office(session, cast.amina, held(session, cast, "awa"), at=NOON)


def test_a_closed_account_gets_no_office(session, cast):
    cast.people["ole"].active = False

    with pytest.raises(Invalid, match="account_closed"):
        offices.give_office(
            session, cast.noor, cast.people["ole"], office(cast, "amman", Post.HEAD), at=NOON
        )
