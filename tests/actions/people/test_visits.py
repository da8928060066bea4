"""A visit: what somebody was shown is seen when they come again, and not before."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.people import visits
from declaration.errors import Invalid, NotFound, SignInNeeded
from declaration.queries.welcome.visits import LASTS
from declaration.rules import PUBLIC
from models.journal import Event
from models.people import Membership, Visit
from tests.support.cast import NOON
from tests.support.desk import ask

SOON, LATER = NOON + LASTS / 2, NOON + LASTS


def office(session, cast, name="amina"):
    mine = sa.select(Membership.id).where(Membership.person_id == cast.people[name].id)
    return session.scalars(mine.order_by(Membership.id)).first()


def begin(session, cast, at, name="amina"):
    return visits.begin(session, cast.actors[name], office(session, cast, name), at=at)


def newest(session):
    return session.scalar(sa.select(sa.func.max(Event.id))) or 0


def test_nothing_is_seen_at_the_first_visit(session, cast):
    ask(session, cast, "Shorter.", by="luis")

    visit = begin(session, cast, NOON)

    assert (visit.seen_id, visit.seen_at, visit.shown_id) == (0, None, newest(session))


def test_a_reload_takes_no_news_away(session, cast):
    ask(session, cast, "Shorter.", by="luis")
    begin(session, cast, NOON)

    visit = begin(session, cast, SOON)

    assert (visit.seen_id, visit.began_at) == (0, NOON)


def test_what_a_visit_was_shown_is_seen_at_the_next(session, cast):
    ask(session, cast, "Shorter.", by="luis")
    latest = begin(session, cast, NOON).shown_id
    ask(session, cast, "Shorter still.", by="paul")

    visit = begin(session, cast, LATER)

    assert (visit.seen_id, visit.seen_at) == (latest, NOON)
    assert visit.shown_id == newest(session) > latest  # what came meanwhile is new this time


def test_all_is_marked_as_seen_at_once(session, cast):
    ask(session, cast, "Shorter.", by="luis")
    begin(session, cast, NOON)

    visit = visits.see(session, cast.amina, office(session, cast), newest(session), at=SOON)

    assert (visit.seen_id, visit.seen_at) == (newest(session), SOON)
    assert begin(session, cast, LATER + timedelta(hours=1)).seen_at == SOON


def test_what_was_seen_is_never_new_again(session, cast):
    ask(session, cast, "Shorter.", by="luis")
    visits.see(session, cast.amina, office(session, cast), newest(session), at=NOON)

    visit = visits.see(session, cast.amina, office(session, cast), 0, at=SOON)

    assert visit.seen_id == newest(session)


@pytest.mark.parametrize("until", [-1, 1])
def test_what_has_not_happened_is_not_seen(session, cast, until):
    with pytest.raises(Invalid):
        visits.see(session, cast.amina, office(session, cast), until, at=NOON)


def test_the_guide_is_put_away_in_one_office_alone(session, cast):
    visit = visits.put_guide_away(session, cast.amina, office(session, cast), at=NOON)

    assert visit.guided
    assert not begin(session, cast, NOON, "awa").guided


def test_nobody_visits_for_another(session, cast):
    with pytest.raises(NotFound):
        visits.begin(session, cast.luis, office(session, cast), at=NOON)
    with pytest.raises(SignInNeeded):
        visits.begin(session, PUBLIC, office(session, cast), at=NOON)


def test_a_visit_is_no_event(session, cast):
    begin(session, cast, NOON)
    begin(session, cast, LATER)

    assert newest(session) == 0


def test_visits_go_with_the_name(session, cast):
    begin(session, cast, NOON)
    begin(session, cast, NOON, "luis")

    redaction.anonymise(session, cast.noor, cast.people["amina"], at=SOON)

    left = session.scalars(sa.select(Visit.membership_id)).all()
    assert left == [office(session, cast, "luis")]
