"""What the tests of the committee's pages share: a desk full of suggestions, and its visitors."""

import re

import sqlalchemy as sa

from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from models.journal import Event
from models.people import Membership
from models.vocabulary import Capacity, EventKind, Outcome, SuggestionKind
from tests.support import statements as support_statements
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    place,
    verdict,
    version,
    wording,
)
from tests.support.enter import enter, post

DESK = "/d/declaration/desk"
ARRIVAL = f"{DESK}/p/arrival"
STAMP = re.compile(r'name="chosen"\s+value="([^"]+)"\s*(checked)?')


def fill(session, cast):
    """Suggestions of every form and standing; returns them by name."""
    by_name = {
        "first": ask(session, cast, FIRST),
        "second": ask(session, cast, OTHER, by="luis"),
        "conflict": ask(session, cast, FIRST.replace("newcomer", "guest"), by="paul"),
        "delete": ask(session, cast, form=SuggestionKind.DELETE, paragraph="services"),
        "move": ask(
            session,
            cast,
            form=SuggestionKind.MOVE,
            paragraph="means",
            after_id=cast.paragraphs["ties"].id,
        ),
        "insert": insert(session, cast, "We will listen."),
        "general": ask(
            session, cast, "Say «inhabitants».", paragraph=None, form=SuggestionKind.GENERAL
        ),
        "refused": ask(session, cast, "A warm welcome", paragraph="welcome", by="luis"),
    }
    decide(session, cast, verdict(session, by_name["refused"], Outcome.REJECTED), on="welcome")
    session.commit()
    return by_name


def stale(session, cast, by_name):
    """Accept the first: the second merges cleanly then, the third is in conflict."""
    accept(session, cast, by_name["first"])
    session.commit()


def fields(session, cast, *suggestions, on="arrival", **values):
    """What the decide page's form sends, as far as it must."""
    sent = {}
    for suggestion in suggestions:
        sent |= gives(suggestion, wording=wording(session, suggestion).id)
    if on:
        sent["base_version"] = version(session, cast.paragraphs[on]).id
        sent["base_place"] = place(session, cast.paragraphs[on]).id
    session.rollback()  # what the pages write is seen from here on
    return sent | values


def gives(*suggestions, **values):
    """What the form of a decision says of one suggestion or several."""
    return {
        f"suggestions-{suggestion.number}-{name}": value
        for suggestion in suggestions
        for name, value in values.items()
    }


def statements(client, path):
    """How many statements a GET runs when nothing rendered is in memory."""
    return len(support_statements.statements(client, path))


def member(session, cast, client):
    """Let the client be the head of Kampala as a member of the committee."""
    query = sa.select(Membership.id).where(
        Membership.person_id == cast.people["paul"].id,
        Membership.capacity == Capacity.COMMITTEE,
    )
    enter(client, "paul", office=session.scalar(query))
    with client.session_transaction() as browser:
        browser["office"] = session.scalar(query)


def send(client, act, sent, at=ARRIVAL, **options):
    return post(client, f"{at}/{act}", sent, shown=at, **options)


def stamps(page):
    """What the page offers, and whether it is chosen."""
    return {value: bool(checked) for value, checked in STAMP.findall(page)}


def chosen(page):
    return [value for value, checked in stamps(page).items() if checked]


def reword(session, cast, suggestion, by="amina"):
    again = Amendment(SuggestionKind.REPLACE, paragraph_id=suggestion.paragraph_id, words=OTHER)
    seen = wording(session, suggestion).id
    suggesting.revise(session, cast.actors[by], suggestion, again, seen_wording_id=seen, at=LATER)
    session.commit()


def decided(session):
    return session.query(Event).filter_by(kind=EventKind.PARAGRAPH_DECIDED).count()
