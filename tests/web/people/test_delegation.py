"""One's own delegation: its suggestions, its people, who may submit."""

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.people import Membership
from models.vocabulary import SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")


def submit(session, cast, by=None):
    asked = Amendment(SuggestionKind.DELETE, paragraph_id=cast.paragraphs["arrival"].id)
    suggestion = suggestions.submit(session, by or cast.amina, cast.document, asked, at=NOON)
    session.commit()
    return suggestion


def held(session, cast, name):
    session.rollback()
    person = cast.people[name].id
    return session.scalars(sa.select(Membership).where(Membership.person_id == person)).first()


def test_a_delegation_sees_its_suggestions_and_its_people(cast, client, session):
    submit(session, cast)
    submit(session, cast, cast.luis)

    page = valid(enter(client, "awa").get("/delegation"))

    assert "/suggestions/1" in page
    assert "/suggestions/2" not in page
    assert "Amina" in page


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_without_a_delegation_there_is_no_page_for_it(cast, client, name):
    assert enter(client, name).get("/delegation").status_code == 404


def test_the_head_gives_and_takes_the_right_to_submit(cast, client, session):
    awa = held(session, cast, "awa").id
    enter(client, "amina")
    assert "Grant to Awa" in valid(client.get("/delegation"))

    for given in (True, False):
        answer = post(
            client, f"/delegation/members/{awa}/submit-right", {"given": "1" if given else "0"}
        )
        assert answer.location == "/delegation"
        assert held(session, cast, "awa").may_submit is given


@pytest.mark.parametrize("name", ["awa", "luis", "marie", "noor"])
def test_others_do_not_give_it(cast, client, session, name):
    awa = held(session, cast, "awa").id

    answer = post(enter(client, name), f"/delegation/members/{awa}/submit-right", {"given": "1"})

    assert answer.status_code == 404
    assert held(session, cast, "awa").may_submit is False


def test_a_head_has_no_say_in_other_delegations(cast, client, session):
    eleni = held(session, cast, "eleni").id

    answer = post(
        enter(client, "amina"), f"/delegation/members/{eleni}/submit-right", {"given": "1"}
    )

    assert answer.status_code == 404


def test_the_right_is_not_given_without_a_token(cast, client, session):
    awa = held(session, cast, "awa").id

    assert enter(client, "amina").post(f"/delegation/members/{awa}/submit-right").status_code == 400
