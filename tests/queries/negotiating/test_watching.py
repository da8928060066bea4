"""What happens to what somebody watches: told first, once, and only as far as they may see it."""

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.negotiating import watching
from declaration.queries.negotiating.watching import listed
from declaration.queries.welcome.news import happenings
from models.journal import Event
from models.people import Membership
from models.vocabulary import Audience, Procedure
from tests.support.cast import NOON, reading
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert


@pytest.fixture
def watch(session, cast):
    """Let somebody watch: ``watch("ole", paragraph="arrival")``; returns the office."""
    cast.conference.procedure = Procedure.WATCHING

    def begin(name, paragraph=None, suggestion=None):
        by = cast.actors[name]
        own = Membership.person_id == by.person_id, Membership.capacity == by.capacity
        office = session.scalars(sa.select(Membership.id).where(*own)).one()
        paragraph_id = cast.paragraphs[paragraph].id if paragraph else None
        thing = (cast.document.id, paragraph_id, suggestion.id if suggestion else None)
        watching.watch(session, by, office, thing, at=NOON)
        return office

    return begin


def newest(session):
    return session.scalar(sa.select(sa.func.max(Event.id))) or 0


def say(session, by, cast, **remark):
    return comments.comment(session, by, cast.document, Remark("Hm.", **remark), at=LATER)


def told(session, cast, name, office, since):
    """What somebody is told, and whether as watched."""
    news = happenings(session, reading(cast.actors[name]), since, watching=office)
    return [(happening.event.id, happening.watched) for happening in news]


def test_a_paragraph_brings_its_comments_and_all_that_is_asked_there(session, cast, watch):
    office = watch("ole", paragraph="arrival")
    since = newest(session)
    on_it = ask(session, cast, FIRST)
    insert(session, cast, "We will listen.", after="arrival")
    say(session, cast.luis, cast, paragraph_id=cast.paragraphs["arrival"].id)
    say(session, cast.luis, cast, suggestion_id=on_it.id)
    ask(session, cast, "Schools.", paragraph="services")
    say(session, cast.luis, cast, paragraph_id=cast.paragraphs["services"].id)

    events = told(session, cast, "ole", office, since)

    assert events == [(since + n, True) for n in (4, 3, 2, 1)]


def test_a_suggestion_brings_what_happens_to_it_alone(session, cast, watch):
    watched, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    office = watch("eleni", suggestion=watched)
    since = newest(session)
    say(session, cast.paul, cast, suggestion_id=other.id)
    say(session, cast.paul, cast, suggestion_id=watched.id)

    assert told(session, cast, "eleni", office, since) == [(since + 2, True)]


def test_a_text_brings_all_of_it_and_first_comes_what_is_watched(session, cast, watch):
    mine = ask(session, cast, FIRST)
    office = watch("amina", paragraph="services")
    since = newest(session)
    say(session, cast.paul, cast, paragraph_id=cast.paragraphs["services"].id)
    accept(session, cast, mine)
    before = told(session, cast, "amina", office, since)
    watch("amina")

    assert before == [(since + 1, True), (since + 2, False)]
    assert told(session, cast, "amina", office, since) == [(since + 2, True), (since + 1, True)]


def test_what_is_followed_anyway_is_told_once(session, cast, watch):
    mine = ask(session, cast, FIRST)
    office = watch("amina", suggestion=mine)
    watch("amina", paragraph="arrival")
    watch("amina")
    since = newest(session)
    say(session, cast.paul, cast, suggestion_id=mine.id)

    assert told(session, cast, "amina", office, since) == [(since + 1, True)]


def test_watching_opens_nothing_that_is_closed(session, cast, watch):
    office = watch("ole", paragraph="arrival")
    since = newest(session)
    remark = say(
        session, cast.amina, cast, paragraph_id=cast.paragraphs["arrival"].id, internal=True
    )
    hidden = ask(session, cast, FIRST)
    watched = watch("ole", suggestion=hidden)
    hidden.audience = Audience.COMMITTEE
    session.flush()

    assert remark.audience is Audience.DELEGATION
    assert (since + 1, True) not in told(session, cast, "ole", office, since)
    assert [
        thing.suggestion for thing in listed(session, reading(cast.actors["ole"]), watched)
    ] == [0]


def test_the_list_has_texts_paragraphs_and_suggestions_in_order(session, cast, watch):
    suggestion = ask(session, cast, FIRST)
    watch("ole", suggestion=suggestion)
    watch("ole", paragraph="arrival")
    office = watch("ole")

    things = listed(session, reading(cast.actors["ole"]), office)

    assert [(thing.uid, thing.number, thing.suggestion) for thing in things] == [
        ("", "", 0),
        ("arrival", "1", 0),
        ("", "", suggestion.number),
    ]
