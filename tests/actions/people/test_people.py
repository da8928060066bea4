import pytest
import sqlalchemy as sa

from declaration.actions.people import people, sign_ins
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.errors import Invalid, NotFound
from models.journal import Event, Subject
from models.people import Membership, SignIn
from models.vocabulary import (
    Audience,
    Capacity,
    DelegationKind,
    DelegationStatus,
    EventKind,
    Post,
    WorldRegion,
)
from tests.support.cast import NOON
from tests.support.submitted import newest_event

BUSAN = DelegationValues("Busan", DelegationKind.CITY, "KR", WorldRegion.ASIA_PACIFIC)
CHAIR = Appointment(Capacity.COMMITTEE, Post.CHAIR)


def head_of(cast, city):
    return Appointment(Capacity.DELEGATION, Post.HEAD, cast.delegations[city].id)


def test_a_delegation_is_added_with_an_address_of_its_own(session, cast):
    busan = people.add_delegation(session, cast.noor, BUSAN, at=NOON)

    assert (busan.slug, busan.status) == ("busan", DelegationStatus.PROVISIONAL)
    assert newest_event(session).kind is EventKind.DELEGATION_ADDED


def test_addresses_are_plain_letters_and_never_the_same(session, cast):
    names = ("Medellín", "Medellin!", "日本")

    slugs = [
        people.add_delegation(
            session,
            cast.noor,
            DelegationValues(name, DelegationKind.CITY, "", WorldRegion.GLOBAL),
            at=NOON,
        ).slug
        for name in names
    ]

    assert slugs == ["medellin", "medellin-2", "delegation"]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (DelegationValues("dakar", DelegationKind.CITY, "SN", WorldRegion.AFRICA), "taken"),
        (DelegationValues(" ", DelegationKind.CITY, "SN", WorldRegion.AFRICA), "missing"),
        (DelegationValues("x", DelegationKind.CITY, "Senegal", WorldRegion.AFRICA), "two_letters"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(session, cast, values, why):
    with pytest.raises(Invalid, match=why):
        people.add_delegation(session, cast.noor, values, at=NOON)


def test_credentials_are_accepted(session, cast):
    dakar = cast.delegations["dakar"]
    dakar.status = DelegationStatus.PROVISIONAL
    values = DelegationValues(
        "Dakar", DelegationKind.CITY, "SN", WorldRegion.AFRICA, DelegationStatus.ACCEPTED
    )

    people.change_delegation(session, cast.noor, dakar, values, at=NOON)

    assert dakar.status is DelegationStatus.ACCEPTED
    assert newest_event(session).payload == '{"changed":["status"]}'


def test_credentials_of_several_are_accepted_by_one_event(session, cast):
    dakar, lima = cast.delegations["dakar"], cast.delegations["lima"]
    dakar.status = lima.status = DelegationStatus.PROVISIONAL
    accepted = DelegationStatus.ACCEPTED

    for _twice in range(2):
        people.set_credentials(session, cast.noor, [dakar, lima], accepted, at=NOON)

    assert {dakar.status, lima.status} == {accepted}
    [event] = session.scalars(sa.select(Event))
    assert event.kind is EventKind.CREDENTIALS_CHANGED
    things = session.scalars(sa.select(Subject.thing_id).where(Subject.event_id == event.id))
    assert set(things) == {dakar.id, lima.id}


def test_only_the_secretariat_accepts_credentials(session, cast):
    for nobody in (cast.marie, cast.amina):
        with pytest.raises(NotFound):
            people.set_credentials(
                session, nobody, [cast.delegations["lima"]], DelegationStatus.PROVISIONAL, at=NOON
            )


def test_a_person_is_invited_with_offices(session, cast):
    invitee = Invitee("Rania Haddad", " Rania@Example.ORG ", language="en")

    rania = people.invite(session, cast.noor, invitee, (head_of(cast, "amman"), CHAIR), at=NOON)

    held = session.scalars(sa.select(Membership).where(Membership.person_id == rania.id)).all()
    assert rania.email == "rania@example.org"
    assert [(m.capacity, m.post, m.may_submit) for m in held] == [
        (Capacity.DELEGATION, Post.HEAD, True),
        (Capacity.COMMITTEE, Post.CHAIR, False),
    ]


def test_the_journal_knows_of_an_invitation_but_no_name(session, cast):
    people.invite(session, cast.noor, Invitee("Rania", "rania@example.org"), (CHAIR,), at=NOON)

    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.PERSON_INVITED, Audience.SECRETARIAT)
    assert "ania" not in event.payload


@pytest.mark.parametrize(
    ("invitee", "field"),
    [
        (Invitee("", "a@example.org"), "name"),
        (Invitee("A", "nobody"), "email"),
        (Invitee("A", "a@b.c, d@e.f"), "email"),
        (Invitee("A", "Amina@example.org"), "email"),
        (Invitee("A", f"{'a' * 250}@example.org"), "email"),
        (Invitee("A", "a@example.org", time_zone="Mars"), "time_zone"),
    ],
)
def test_a_person_without_name_or_address_is_refused(session, cast, invitee, field):
    with pytest.raises(Invalid) as refusal:
        people.invite(session, cast.noor, invitee, (), at=NOON)

    assert refusal.value.field == field


def test_a_wrong_address_is_corrected_without_an_event(session, cast):
    amina = cast.people["amina"]

    people.change_person(session, cast.noor, amina, Invitee("Amina N.", "a.n@example.org"))

    assert (amina.name, amina.email) == ("Amina N.", "a.n@example.org")
    assert session.scalar(sa.select(sa.func.count(Event.id))) == 0


def test_a_closed_account_ends_its_sessions_and_can_be_opened(session, cast):
    amina = cast.people["amina"]
    sign_ins.begin(session, amina.id, "Firefox, Windows", at=NOON)

    people.close_account(session, cast.noor, amina, at=NOON)
    assert (amina.active, session.query(SignIn).all()) == (False, [])

    people.open_account(session, cast.noor, amina, at=NOON)
    assert amina.active
    with pytest.raises(Invalid, match="unchanged"):
        people.open_account(session, cast.noor, amina, at=NOON)


def test_the_last_secretary_cannot_be_shut_out(session, cast):
    with pytest.raises(Invalid, match="last_secretary"):
        people.close_account(session, cast.noor, cast.people["noor"], at=NOON)


def test_who_is_anonymous_stays_so(session, cast):
    amina = cast.people["amina"]
    amina.active, amina.anonymised_at = False, NOON

    with pytest.raises(Invalid, match="anonymous"):
        people.open_account(session, cast.noor, amina, at=NOON)
    with pytest.raises(Invalid, match="anonymous"):
        people.change_person(session, cast.noor, amina, Invitee("A", "a@example.org"))


def test_only_the_secretariat_manages_people(session, cast):
    for actor in (cast.amina, cast.marie, cast.actors["ole"]):
        with pytest.raises(NotFound):
            people.add_delegation(session, actor, BUSAN, at=NOON)
        with pytest.raises(NotFound):
            people.invite(session, actor, Invitee("A", "a@example.org"), (), at=NOON)
        with pytest.raises(NotFound):
            people.close_account(session, actor, cast.people["luis"], at=NOON)
