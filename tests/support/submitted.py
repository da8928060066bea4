"""Suggestions of the cast, submitted and reworded."""

from datetime import timedelta

import sqlalchemy as sa

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.journal import Event
from models.vocabulary import SuggestionKind
from tests.support.cast import LATER, NOON

AFTER = NOON + timedelta(days=10, minutes=3)  # the deadline is on the tenth day


def better(cast, words="We will give every person a first point of contact.", **values):
    return Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=words, **values
    )


def submit(session, cast, by=None, asked=None, at=NOON):
    by = by or cast.amina
    return suggestions.submit(session, by, cast.document, asked or better(cast), at=at)


def newest_event(session):
    return session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()


def revise(session, cast, suggestion, seen, words, *, by=None, at=LATER):
    asked = better(cast, words)
    by = by or cast.amina
    return suggestions.revise(session, by, suggestion, asked, seen_wording_id=seen.id, at=at)
