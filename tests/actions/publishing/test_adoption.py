"""What nobody has decided lapses with the adoption, by its event."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations, reopening
from declaration.actions.publishing import adoption
from declaration.actions.publishing.adoption import Record
from declaration.actions.suggesting import suggestions as suggesting
from declaration.errors import Invalid, NotAllowed, Stale
from declaration.queries.journal import chain, replay
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import shelf
from declaration.queries.suggesting import suggestions
from declaration.rules import Case, may
from declaration.verbs import Verb
from models.debate import Decision, Preparation, Suggestion
from models.document import Adoption
from models.vocabulary import Capacity, EventKind, Outcome, Stage, Status
from tests.support.cast import LATER, name_history, reading
from tests.support.desk import (
    FIRST,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    insert,
    ruling,
    snapshot,
    things,
    verdict,
    wording,
)
from tests.support.submitted import newest_event

RECORD = Record(adopted_on=date(2017, 10, 2), place="Mechelen", method="acclamation")


def adopt(session, cast, *, undecided=None, at=LATER):
    record = Record(RECORD.adopted_on, RECORD.place, RECORD.method, undecided)
    return adoption.adopt(session, cast.noor, cast.zero, record, at=at)


@pytest.fixture
def asked(session, cast):
    """One suggestion that is decided, one that was withdrawn, and two that are open."""
    name_history(session)
    accept(session, cast, ask(session, cast, FIRST))
    gone = ask(session, cast, OTHER, by="luis")
    suggesting.withdraw(session, cast.luis, gone, at=LATER)
    return ask(session, cast, OTHER, by="paul"), insert(session, cast, "We will listen.")


def test_what_is_open_lapses_by_the_adoption_and_nothing_else_does(session, cast, asked):
    adopt(session, cast)

    for suggestion in asked:
        assert suggestion.status is Status.DECIDED
        lapsed = decision(session, suggestion)
        assert (lapsed.outcome, lapsed.reason) == (Outcome.LAPSED, "")
        assert (lapsed.capacity, lapsed.person_id) == (Capacity.SECRETARIAT, cast.noor.person_id)
        assert lapsed.wording_id == wording(session, suggestion).id
    outcomes = session.scalars(sa.select(Decision.outcome).order_by(Decision.id)).all()
    assert outcomes == [Outcome.ACCEPTED, Outcome.LAPSED, Outcome.LAPSED]


def test_one_event_names_the_adoption_and_all_that_lapsed(session, cast, asked):
    adopt(session, cast)

    event = newest_event(session)
    assert event.kind is EventKind.DOCUMENT_ADOPTED
    named = things(session, event)
    for suggestion in asked:
        assert {("suggestion", suggestion.id), ("decision", decision(session, suggestion).id)} <= (
            named
        )
    told = json.loads(event.payload)["rows"]["decision"]
    assert [row["outcome"] for row in told] == ["lapsed", "lapsed"]
    assert chain.check(session).broken is None


def test_a_lapsed_decision_that_was_tampered_with_is_found(session, cast, asked):
    adopt(session, cast)
    lapsed = decision(session, asked[0])
    on = " ON decision" if session.bind.dialect.name == "postgresql" else ""
    session.execute(sa.text(f"DROP TRIGGER decision_update{on}"))
    session.execute(
        sa.text("UPDATE decision SET outcome = 'accepted' WHERE id = :id"), {"id": lapsed.id}
    )

    assert chain.check(session).broken.flaw is chain.Flaw.CHANGED


def test_a_lapsed_suggestion_says_so_wherever_its_state_is_shown(session, cast, asked):
    adopt(session, cast)

    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.amina), cast.document, rolling)
    states = {suggestion.number: suggestion.state for suggestion in listed}
    assert [states[suggestion.number] for suggestion in asked] == [Outcome.LAPSED] * 2


def test_what_lapsed_did_so_after_the_revision_that_was_adopted(session, cast, asked):
    adopt(session, cast, at=cast.zero.published_at - timedelta(hours=1))

    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.amina), cast.document, rolling)
    [lapsed, _insertion] = [each for each in listed if each.state is Outcome.LAPSED]
    assert lapsed.ruling.revision_label == ""


def test_what_was_prepared_cannot_be_released_any_more_and_goes(session, cast, asked):
    prepared = ruling(session, verdict(session, asked[0], Outcome.REJECTED), cast=cast)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    adopt(session, cast)

    assert session.scalar(sa.select(sa.func.count(Preparation.id))) == 0


def test_nothing_lapses_that_was_not_on_the_screen(session, cast, asked):
    numbers = frozenset(suggestion.number for suggestion in asked)
    before = snapshot(session)

    for seen in (frozenset(), numbers - {asked[0].number}, numbers | {99}):
        with pytest.raises(Stale) as refused:
            adopt(session, cast, undecided=seen)
        assert refused.value.current == numbers
    assert snapshot(session) == before
    assert cast.document.stage is Stage.CONSULTATION

    adopt(session, cast, undecided=numbers)
    assert cast.document.stage is Stage.ADOPTED


def test_without_anything_open_nothing_lapses(session, cast):
    accept(session, cast, ask(session, cast, FIRST))

    adopt(session, cast, undecided=frozenset())

    assert session.scalars(sa.select(Decision.outcome)).all() == [Outcome.ACCEPTED]


def test_the_committee_does_not_choose_it(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(Invalid, match="outcome: unknown"):
        decide(session, cast, verdict(session, suggestion, Outcome.LAPSED))


def test_a_lapsed_suggestion_is_not_reopened_while_the_text_is_adopted(session, cast, asked):
    adopt(session, cast)

    again = reopening.Reopening("We forgot it.")
    with pytest.raises(NotAllowed, match=Stage.ADOPTED):
        reopening.reopen(session, cast.marie, asked[0], again, at=LATER)
    assert not may(cast.marie, Verb.REOPEN, Case(stage=Stage.ADOPTED, state=Status.DECIDED))


def test_an_adoption_entered_in_error_is_undone_and_what_lapsed_is_pending(session, cast, asked):
    entered = adopt(session, cast)
    assert cast.zero.called == "Zero draft"  # as it was loaded
    session.refresh(cast.zero)
    assert cast.zero.called == "Adopted text"

    adoption.undo(session, cast.noor, entered, "The wrong revision.", at=LATER)

    session.refresh(cast.zero)
    assert (cast.zero.called, cast.zero.label) == ("Zero draft", "Zero draft")
    assert cast.document.stage is Stage.CONSOLIDATION
    for suggestion in asked:
        assert suggestion.status is Status.SUBMITTED
        assert decision(session, suggestion).outcome is Outcome.REOPENED
    event = newest_event(session)
    assert event.kind is EventKind.ADOPTION_UNDONE
    assert chain.check(session).broken is None
    assert replay.replay(session).differences == ()
    again = adopt(session, cast)
    assert shelf(session, cast.noor, cast.document.slug).adoption is again
    assert session.scalar(sa.select(sa.func.count(Adoption.id))) == 2


def test_nothing_is_undone_without_a_reason_or_twice(session, cast, asked):
    entered = adopt(session, cast)

    for reason, why in ((" ", "missing"), ("x" * 20_001, "long")):
        with pytest.raises(Invalid) as error:
            adoption.undo(session, cast.noor, entered, reason, at=LATER)
        assert (error.value.field, error.value.why) == ("reason", why)
    adoption.undo(session, cast.noor, entered, "Too early.", at=LATER)
    adopt(session, cast)
    with pytest.raises(Stale):  # another holds by now
        adoption.undo(session, cast.noor, entered, "Too early.", at=LATER)


def test_what_was_decided_before_stays_decided_when_an_adoption_is_undone(session, cast, asked):
    before = session.scalar(
        sa.select(Decision.suggestion_id).where(Decision.outcome == Outcome.ACCEPTED)
    )
    adoption.undo(session, cast.noor, adopt(session, cast), "Too early.", at=LATER)

    assert session.get_one(Suggestion, before).status is Status.DECIDED


VOTED = {"method": "vote", "votes_for": 40, "votes_against": 2, "abstentions": 5}


def test_the_votes_of_a_vote_are_kept_and_no_others(session, cast):
    kept = adoption.adopt(
        session, cast.noor, cast.zero, replace(RECORD, presided=" The mayor ", **VOTED), at=LATER
    )
    assert (kept.votes_for, kept.votes_against, kept.abstentions) == (40, 2, 5)
    assert kept.presided == "The mayor"
    adoption.undo(session, cast.noor, kept, "No vote was taken.", at=LATER)

    by_acclamation = replace(RECORD, **VOTED | {"method": "acclamation"})
    kept = adoption.adopt(session, cast.noor, cast.zero, by_acclamation, at=LATER)
    assert (kept.votes_for, kept.votes_against, kept.abstentions) == (None, None, None)


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"votes_for": None}, "votes_for", "missing"),
        ({"votes_against": None}, "votes_against", "missing"),
        ({"votes_for": -1}, "votes_for", "number"),
        ({"abstentions": 100_001}, "abstentions", "number"),
        ({"presided": "x" * 201}, "presided", "long"),
    ],
)
def test_a_vote_without_its_figures_is_refused(session, cast, changed, field, why):
    with pytest.raises(Invalid) as error:
        adoption.adopt(session, cast.noor, cast.zero, replace(RECORD, **VOTED | changed), at=LATER)

    assert (error.value.field, error.value.why) == (field, why)
