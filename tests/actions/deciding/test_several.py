"""Several rulings in one act: each by itself, and what cannot be done stays."""

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import decisions, preparations
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import NotAllowed, Stale
from models.debate import Preparation
from models.journal import Event
from models.vocabulary import EventKind, Outcome, Stage, Status, SuggestionKind
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    ask,
    decision,
    insert,
    ruling,
    snapshot,
    verdict,
    words,
)


def reject(session, cast, *suggestions, on="arrival"):
    verdicts = [verdict(session, suggestion, Outcome.REJECTED) for suggestion in suggestions]
    return ruling(session, *verdicts, on=on, cast=cast, alongside=True)


def decide_all(session, cast, *rulings):
    return decisions.decide_all(session, cast.marie, cast.document, rulings, at=LATER)


def prepare_all(session, cast, by, *rulings):
    return preparations.prepare_all(session, by, cast.document, rulings, at=LATER)


def outcomes(session):
    rows = session.scalars(sa.select(Preparation).order_by(Preparation.id))
    return [{stored["suggestion"]: stored["outcome"] for stored in row.outcomes} for row in rows]


def test_every_paragraph_is_an_event_of_its_own(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    means = ask(session, cast, "We call on States.", paragraph="means")
    before = session.query(Event).filter_by(kind=EventKind.PARAGRAPH_DECIDED).count()

    done = decide_all(
        session, cast, reject(session, cast, first, other), reject(session, cast, means, on="means")
    )

    assert (len(done.done), done.left) == (2, ())
    assert session.query(Event).filter_by(kind=EventKind.PARAGRAPH_DECIDED).count() == before + 2
    assert {suggestion.status for suggestion in (first, other, means)} == {Status.DECIDED}


def test_what_was_reworded_stays_and_the_rest_is_done(session, cast):
    first = ask(session, cast, FIRST)
    means = ask(session, cast, "We call on States.", paragraph="means")
    seen = reject(session, cast, first)
    again = Amendment(SuggestionKind.REPLACE, paragraph_id=first.paragraph_id, words=OTHER)
    suggesting.revise(
        session, cast.amina, first, again, seen_wording_id=seen.verdicts[0].wording_id, at=LATER
    )

    done = decide_all(session, cast, seen, reject(session, cast, means, on="means"))

    assert [type(why) for _ruling, why in done.left] == [Stale]
    assert (first.status, means.status) == (Status.SUBMITTED, Status.DECIDED)


def test_nothing_is_covered_by_what_could_not_be_accepted(session, cast):
    new, same = insert(session, cast, "We listen."), insert(session, cast, "We listen.", by="luis")
    accepted = ruling(session, verdict(session, new), on=None)
    cover = verdict(session, same, Outcome.COVERED, covered_by=new)
    suggesting.withdraw(session, cast.amina, new, at=LATER)
    before = snapshot(session)

    done = decide_all(session, cast, accepted, ruling(session, cover, on=None))

    assert (done.done, len(done.left)) == ((), 2)
    assert snapshot(session) == before


def test_what_is_prepared_for_others_on_the_paragraph_stays_prepared(session, cast, paul):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    third = ask(session, cast, "We will greet everybody.", by="paul")
    both = [verdict(session, first), verdict(session, other, Outcome.REJECTED)]
    prepared = ruling(session, *both, cast=cast, words=FIRST)
    preparations.prepare(session, paul, cast.document, prepared, at=LATER)

    decide_all(session, cast, reject(session, cast, other, third))

    assert outcomes(session) == [{first.id: "accepted"}]
    released = preparations.release_all(session, cast.marie, cast.document, at=LATER)
    assert (len(released.done), released.left) == (1, ())
    assert words(session, cast) == FIRST


def test_words_that_are_prepared_without_an_outcome_yet_stay(session, cast, paul):
    ask(session, cast, FIRST)
    other = ask(session, cast, OTHER, by="luis")
    begun = ruling(session, cast=cast, words=FIRST)
    preparations.prepare(session, paul, cast.document, begun, at=LATER)

    decide_all(session, cast, reject(session, cast, other))

    assert session.scalars(sa.select(Preparation.words)).one() == FIRST


def test_preparing_several_adds_to_what_is_prepared(session, cast, paul):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    prepared = ruling(session, verdict(session, first), cast=cast, words=FIRST)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    done = prepare_all(session, cast, paul, reject(session, cast, other))

    assert len(done.done) == 1
    assert outcomes(session) == [{first.id: "accepted", other.id: "rejected"}]
    assert session.scalars(sa.select(Preparation)).one().words == FIRST


def test_preparing_several_replaces_nothing_that_is_prepared(session, cast, paul):
    first = ask(session, cast, FIRST)
    prepared = ruling(session, verdict(session, first), cast=cast, words=FIRST)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    done = prepare_all(session, cast, paul, reject(session, cast, first))

    assert [type(why) for _ruling, why in done.left] == [Stale]
    assert outcomes(session) == [{first.id: "accepted"}]


def test_what_is_decided_already_is_not_prepared(session, cast, paul):
    first = ask(session, cast, FIRST)
    refusal = reject(session, cast, first)
    decide_all(session, cast, refusal)

    assert [type(why) for _r, why in prepare_all(session, cast, paul, refusal).left] == [Stale]
    assert outcomes(session) == []


def test_members_prepare_and_the_chair_decides_in_the_debate_alone(session, cast, paul):
    refusal = reject(session, cast, ask(session, cast, FIRST))

    with pytest.raises(NotAllowed):
        decisions.decide_all(session, paul, cast.document, [refusal], at=LATER)
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed):
        prepare_all(session, cast, paul, refusal)


def test_the_same_reason_stands_beside_each(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")

    decide_all(session, cast, reject(session, cast, first, other))

    assert {decision(session, suggestion).reason for suggestion in (first, other)} == {"Because."}


def test_preparing_several_begins_where_nothing_is_prepared(session, cast, paul):
    first = ask(session, cast, FIRST)

    done = prepare_all(session, cast, paul, reject(session, cast, first))

    preparation = session.scalars(sa.select(Preparation)).one()
    assert (len(done.done), outcomes(session)) == (1, [{first.id: "rejected"}])
    assert (preparation.document_id, preparation.paragraph_id) == (
        cast.document.id,
        first.paragraph_id,
    )
    assert (preparation.person_id, preparation.updated_at) == (paul.person_id, LATER)


def test_a_preparation_of_which_all_is_decided_goes_though_others_are_pending(session, cast, paul):
    first = ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    refusal = reject(session, cast, first)
    prepare_all(session, cast, paul, refusal)

    decide_all(session, cast, refusal)

    assert outcomes(session) == []


def test_words_are_not_added_to_what_is_prepared(session, cast, paul):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    preparations.prepare(session, paul, cast.document, reject(session, cast, first), at=LATER)
    worded = ruling(session, verdict(session, other), cast=cast, words=OTHER)

    done = prepare_all(session, cast, paul, worded)

    assert [(rule, type(why)) for rule, why in done.left] == [(worded, Stale)]


def test_what_is_done_is_reported(session, cast):
    refusal = reject(session, cast, ask(session, cast, FIRST))

    assert decide_all(session, cast, refusal).done == (refusal,)


def test_prepared_words_go_once_nothing_on_the_paragraph_is_pending(session, cast, paul):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    ask(session, cast, "We call on States.", paragraph="means")
    decide_all(session, cast, reject(session, cast, first))
    begun = ruling(session, cast=cast, words=FIRST)
    preparations.prepare(session, paul, cast.document, begun, at=LATER)

    decide_all(session, cast, reject(session, cast, other))

    assert outcomes(session) == []
