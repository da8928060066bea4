"""One-time links, passwords, what people set for themselves; who asks for a new link."""

from datetime import timedelta

import pytest

from declaration.actions.people import accounts, sign_ins
from declaration.errors import Invalid, NotAllowed, NotFound, SignInNeeded
from declaration.queries.people.accounts import LinkState, by_email, holder, invited
from declaration.rules import PUBLIC, Actor
from models.journal import Event
from models.people import Invitation, LinkRequest, Membership, SignIn
from models.vocabulary import Capacity
from tests.support.cast import NOON

LATER = NOON + timedelta(days=2)


@pytest.fixture
def amina(cast):
    return cast.people["amina"]


@pytest.fixture
def token(session, cast, amina):
    return accounts.make_invitation(session, cast.noor, amina, at=NOON)


def state(session, token, at=LATER):
    return invited(session, token, at).state


def test_a_link_names_its_person_and_their_offices(session, token, amina):
    invitation = invited(session, token, LATER)

    assert invitation.person is amina
    assert [office.delegation for office in invitation.offices] == ["Dakar"]
    assert invitation.state is LinkState.OPEN


def test_the_token_is_nowhere_in_the_database(session, token):
    assert token not in str(session.query(Invitation).one().__dict__)


def test_a_newer_link_replaces_the_older(session, cast, amina, token):
    newer = accounts.make_invitation(session, cast.noor, amina, at=LATER)

    assert state(session, token) is LinkState.REPLACED
    assert state(session, newer) is LinkState.OPEN


def test_a_link_works_for_thirty_days(session, token):
    assert state(session, token, NOON + timedelta(days=30, seconds=-1)) is LinkState.OPEN
    assert state(session, token, NOON + timedelta(days=30)) is LinkState.EXPIRED


def test_setting_the_password_spends_the_link_and_ends_all_sessions(session, amina, token):
    sign_ins.begin(session, amina.id, "Firefox, Windows", at=NOON)

    accounts.accept_invitation(session, token, "a hash", at=LATER)

    assert amina.password_hash == "a hash"
    assert session.query(SignIn).all() == []
    assert state(session, token) is LinkState.SPENT


def test_a_link_is_spent_once(session, token):
    accounts.accept_invitation(session, token, "a hash", at=LATER)

    with pytest.raises(Invalid, match="spent"):
        accounts.accept_invitation(session, token, "another", at=LATER)


@pytest.mark.parametrize("guess", ["", "x", "\x00", "\udcff", "é" * 500])
def test_a_guess_is_no_link(session, cast, token, guess):
    with pytest.raises(NotFound):
        accounts.accept_invitation(session, guess, "a hash", at=LATER)


def test_the_link_of_an_account_switched_off_is_closed(session, amina, token):
    amina.active = False

    with pytest.raises(Invalid, match="closed"):
        accounts.accept_invitation(session, token, "a hash", at=LATER)


def test_an_account_switched_off_gets_no_link(session, cast, amina):
    amina.active = False

    with pytest.raises(Invalid, match="account_closed"):
        accounts.make_invitation(session, cast.noor, amina, at=NOON)


@pytest.mark.parametrize("name", ["amina", "marie", "ole"])
def test_the_secretariat_alone_makes_links(session, cast, name):
    with pytest.raises(NotFound):
        accounts.make_invitation(session, cast.actors[name], cast.people["luis"], at=NOON)
    with pytest.raises(SignInNeeded):
        accounts.make_invitation(session, PUBLIC, cast.people["luis"], at=NOON)


def test_links_and_passwords_are_no_events(session, cast, amina, token):
    accounts.accept_invitation(session, token, "a hash", at=LATER)
    accounts.request_link(session, "amina@example.org", at=LATER)
    accounts.set_preferences(session, cast.amina, amina, "fr", "Africa/Dakar")

    assert session.query(Event).count() == 0


def test_who_asks_twice_has_asked_once(session, cast):
    first = accounts.request_link(session, "Amina@example.org ", at=NOON)

    assert accounts.request_link(session, "amina@example.org", at=LATER) is first
    assert session.query(LinkRequest).count() == 1


def test_who_was_answered_can_ask_again(session, cast, amina):
    first = accounts.request_link(session, "amina@example.org", at=NOON)
    accounts.make_invitation(session, cast.noor, amina, at=LATER)

    again = accounts.request_link(session, "amina@example.org", at=LATER)

    assert first.answered_at == LATER
    assert again is not first


def test_an_unknown_address_is_kept_for_the_secretariat(session, cast):
    asked = accounts.request_link(session, "new@example.org", at=NOON)

    assert (asked.email, asked.person_id) == ("new@example.org", None)


def test_one_changes_the_own_password_and_nobody_elses(session, cast, amina):
    accounts.change_password(session, cast.amina, amina, "a hash")

    assert amina.password_hash == "a hash"
    with pytest.raises(NotFound):
        accounts.change_password(session, cast.luis, amina, "another")


def test_whoever_has_the_server_sets_a_password(session, cast, amina):
    accounts.set_password(session, Actor(capacity=Capacity.SECRETARIAT), amina, "a hash")

    assert amina.password_hash == "a hash"
    with pytest.raises(NotFound):
        accounts.set_password(session, cast.luis, amina, "another")


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "\x00"])
def test_a_time_zone_that_is_none_is_refused(session, cast, amina, zone):
    with pytest.raises(Invalid, match="time_zone"):
        accounts.set_preferences(session, cast.amina, amina, "en", zone)


def test_one_sets_the_own_preferences_and_nobody_elses(session, cast, amina):
    accounts.set_preferences(session, cast.amina, amina, "fr", "Africa/Dakar")

    assert (amina.language, amina.time_zone) == ("fr", "Africa/Dakar")
    with pytest.raises((NotFound, NotAllowed)):
        accounts.set_preferences(session, cast.luis, amina, "es", "")


def test_offices_stand_delegation_first_and_ended_ones_are_gone(session, cast):
    paul = cast.people["paul"]
    offices = holder(session, paul.id).offices
    assert [office.capacity for office in offices] == [Capacity.DELEGATION, Capacity.COMMITTEE]

    session.query(Membership).filter_by(id=offices[0].id).one().ended_at = NOON
    session.flush()

    assert [office.capacity for office in holder(session, paul.id).offices] == [Capacity.COMMITTEE]


def test_an_office_acts_as_its_holder(session, cast):
    offices = holder(session, cast.people["amina"].id).offices

    assert offices[0].actor == cast.amina


def test_nobody_has_no_account(session, cast):
    assert holder(session, 999) is None
    assert by_email(session, "nobody@example.org") is None
