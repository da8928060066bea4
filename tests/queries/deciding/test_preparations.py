"""What the committee has prepared, before the chair releases it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations as preparing
from declaration.queries.deciding import preparations
from declaration.queries.reading import texts
from models.debate import Preparation
from models.vocabulary import Outcome
from tests.support.desk import (
    ARRIVAL,
    FIRST,
    LATER,
    OTHER,
    ask,
    decide,
    insert,
    ruling,
    verdict,
    version,
)


def prepare(session, cast, *verdicts, on="arrival", at=LATER, **values):
    prepared = ruling(session, *verdicts, on=on, cast=cast, **values)
    preparing.prepare(session, cast.actors["paul_member"], cast.document, prepared, at=at)


def waiting(session, cast):
    return preparations.waiting(session, cast.document, texts.rolling(session, cast.document))


@pytest.fixture
def prepared(session, cast):
    """An insertion and two paragraphs, prepared against the order of the text."""
    inserted, first = insert(session, cast, "We will listen."), ask(session, cast, FIRST)
    title = ask(session, cast, "A warm welcome", paragraph="welcome", by="luis")
    prepare(session, cast, verdict(session, inserted), on=None)
    seen = version(session, cast.paragraphs["arrival"]).id
    prepare(session, cast, verdict(session, first), words=FIRST, base_version_id=seen)
    prepare(session, cast, verdict(session, title, Outcome.REJECTED), on="welcome")
    return {"inserted": inserted, "first": first, "title": title}


def test_what_is_prepared_comes_in_text_order_and_what_stands_alone_last(session, cast, prepared):
    title, arrival, alone = waiting(session, cast)

    assert (title.passage.uid, arrival.passage.uid, alone.passage) == ("welcome", "arrival", None)
    assert alone.number == prepared["inserted"].number
    assert arrival.outcomes == ((prepared["first"].number, Outcome.ACCEPTED, ""),)
    assert (arrival.current, arrival.words) == (ARRIVAL, FIRST)
    assert title.words == title.current
    assert alone.words == "We will listen."


def test_what_was_prepared_on_other_words_says_so(session, cast, prepared):
    other = ask(session, cast, OTHER, by="luis")
    assert [ruling.stale for ruling in waiting(session, cast)] == [False, False, False]

    decide(session, cast, verdict(session, other), alongside=True)

    assert [ruling.stale for ruling in waiting(session, cast)] == [False, True, False]


def test_it_is_known_who_prepared_last_and_what_has_an_outcome(session, cast, prepared):
    first = prepared["first"]
    again = ruling(session, verdict(session, first, Outcome.REJECTED), cast=cast)
    later = LATER + timedelta(minutes=5)
    preparing.prepare(session, cast.marie, cast.document, again, at=later)

    draftsman = preparations.draftsmen(session, cast.document)[first.paragraph_id, 0]

    assert (draftsman.name, draftsman.at, draftsman.ids) == ("Marie", later, {first.id})


def test_a_form_learns_when_what_it_would_replace_was_prepared(session, cast, prepared):
    query = sa.select(Preparation).where(Preparation.paragraph_id == prepared["first"].paragraph_id)

    assert preparations.mark(session.scalars(query).one()) == LATER.isoformat()
    assert preparations.mark(None) == ""


def test_the_projector_shows_prepared_words_or_that_they_stay(session, cast, prepared):
    assert preparations.words(session, prepared["first"].paragraph_id) == FIRST
    assert preparations.words(session, prepared["title"].paragraph_id) == ""
    assert preparations.words(session, cast.paragraphs["means"].id) is None
