from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import asking, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.journal import redaction
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from models.debate import Decision
from models.journal import Event
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.vocabulary import (
    Audience,
    DelegationStatus,
    EventKind,
    Outcome,
    Procedure,
    Stage,
    Status,
)
from tests.support.cast import LATER
from tests.support.desk import (
    ARRIVAL,
    BOTH,
    FIRST,
    LESS,
    OTHER,
    UNTIL,
    accept,
    answer,
    ask,
    decide_agreed,
    decision,
    may_see,
    newest_event,
    question,
    ruling,
    snapshot,
    verdict,
    version,
    words,
)
from tests.support.submitted import revise

LATEST = LATER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def switched_on(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    session.flush()


@pytest.fixture
def suggestion(session, cast):
    return ask(session, cast, FIRST)


def test_a_question_keeps_what_is_meant_and_what_it_was_asked_on(session, cast, suggestion):
    [asked] = question(session, cast, suggestion, note="Could you live with this?")

    assert (asked.outcome, asked.words, asked.reason) == (Outcome.ADAPTED, LESS, "Because.")
    assert asked.note == "Could you live with this?"
    assert asked.answer_by == UNTIL
    assert asked.version_id == version(session, cast.paragraphs["arrival"]).id
    assert suggestion.status is Status.SUBMITTED
    assert words(session, cast) == ARRIVAL


def test_only_the_committee_the_secretariat_and_the_author_know(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    event = newest_event(session)
    answer(session, cast.amina, asked)
    answered = newest_event(session)

    knowing = {name for name, actor in cast.actors.items() if may_see(session, actor, event)}
    assert (event.kind, event.audience) == (EventKind.AUTHOR_ASKED, Audience.AUTHOR)
    assert answered.kind is EventKind.AUTHOR_ANSWERED
    assert knowing == {"amina", "awa", "marie", "paul_member", "noor"}
    assert knowing == {
        name for name, actor in cast.actors.items() if may_see(session, actor, answered)
    }


def test_nobody_knows_of_it_where_it_is_switched_off(session, cast, suggestion):
    question(session, cast, suggestion)
    event = newest_event(session)
    cast.conference.procedure = ""
    session.flush()

    assert not any(may_see(session, actor, event) for actor in cast.actors.values())


def test_what_is_agreed_is_decided_in_exactly_these_words(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)

    [event] = decide_agreed(session, cast, asked)

    made = decision(session, suggestion)
    assert event.kind is EventKind.PARAGRAPH_DECIDED
    assert words(session, cast) == LESS
    assert (made.outcome, made.reason) == (Outcome.ADAPTED, "Because.")


def test_two_authors_are_asked_by_one_press_and_not_told_of_each_other(session, cast, suggestion):
    other = ask(session, cast, OTHER, by="luis")
    first, second = question(session, cast, suggestion, other, words=BOTH)
    asked = session.scalars(sa.select(Event).where(Event.kind == EventKind.AUTHOR_ASKED)).all()

    assert second.press == first.press
    assert [may_see(session, cast.luis, event) for event in asked] == [False, True]
    assert [may_see(session, cast.amina, event) for event in asked] == [True, False]


def test_what_was_asked_together_is_decided_once_all_agree(session, cast, suggestion):
    other = ask(session, cast, OTHER, by="luis")
    first, second = question(session, cast, suggestion, other, words=BOTH)
    answer(session, cast.amina, first)
    before = snapshot(session)

    with pytest.raises(Stale):
        decide_agreed(session, cast, first)
    assert snapshot(session) == before

    answer(session, cast.luis, second)
    decide_agreed(session, cast, second)
    assert words(session, cast) == BOTH
    assert {suggestion.status, other.status} == {Status.DECIDED}


@pytest.mark.parametrize("answers", [(), ("no",)])
def test_nothing_is_decided_without_consent(session, cast, suggestion, answers):
    [asked] = question(session, cast, suggestion)
    for sentence in answers:
        answer(session, cast.amina, asked, agrees=False, sentence=sentence)

    with pytest.raises(Stale):
        decide_agreed(session, cast, asked)

    assert session.scalars(sa.select(Decision)).all() == []


def test_the_newest_of_several_rounds_counts(session, cast, suggestion):
    [first] = question(session, cast, suggestion)
    answer(session, cast.amina, first)
    [second] = question(session, cast, suggestion, words=FIRST)

    with pytest.raises(Stale):
        decide_agreed(session, cast, first)
    answer(session, cast.amina, second)
    decide_agreed(session, cast, second)

    assert words(session, cast) == FIRST


def test_a_round_without_an_answer_is_withdrawn_by_the_next(session, cast, suggestion):
    [first] = question(session, cast, suggestion)
    question(session, cast, suggestion, words=FIRST)

    with pytest.raises(Stale):
        answer(session, cast.amina, first)


def test_asking_one_author_anew_withdraws_what_was_asked_of_the_others(session, cast, suggestion):
    other = ask(session, cast, OTHER, by="luis")
    _first, second = question(session, cast, suggestion, other, words=BOTH)
    question(session, cast, suggestion, words=FIRST)

    with pytest.raises(Stale):
        answer(session, cast.luis, second)


def _edited(session, cast, suggestion):
    [asked] = session.scalars(sa.select(AuthorQuestion))
    seen = session.get_one(type(asked), asked.id)
    revise(session, cast, suggestion, type("Seen", (), {"id": seen.wording_id}), LESS)


def _text_changed(session, cast, _suggestion):
    accept(session, cast, ask(session, cast, OTHER, by="luis"))


def _redacted(session, cast, _suggestion):
    [asked] = session.scalars(sa.select(AuthorQuestion))
    redaction.redact(session, cast.noor, asked, at=LATER)


@pytest.mark.parametrize("change", [_edited, _text_changed, _redacted])
def test_what_has_changed_since_is_neither_answered_nor_decided(session, cast, suggestion, change):
    [asked] = question(session, cast, suggestion)
    change(session, cast, suggestion)

    with pytest.raises(Stale):
        answer(session, cast.amina, asked)
    session.add(_agreed_unseen(cast, asked))
    session.flush()
    with pytest.raises(Stale):
        decide_agreed(session, cast, asked)


def _agreed_unseen(cast, asked):
    """The row of an answer, as it would be had it come before the change."""
    by = {"person_id": cast.amina.person_id, "capacity": cast.amina.capacity}
    return AuthorAnswer(question_id=asked.id, agrees=True, created_at=LATER, **by)


def test_what_was_decided_and_reopened_since_has_to_be_asked_again(session, cast, suggestion):
    [asked] = question(session, cast, suggestion, outcome=Outcome.REJECTED)
    answer(session, cast.amina, asked)
    decide_agreed(session, cast, asked)
    reopening.reopen(session, cast.marie, suggestion, Reopening("New facts."), at=LATEST)

    with pytest.raises(Stale):
        decide_agreed(session, cast, asked)


def test_an_answer_is_given_once(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)

    with pytest.raises(Stale):
        answer(session, cast.amina, asked, agrees=False, sentence="No.")


def test_an_answer_is_taken_after_the_date(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)

    late = LATER + timedelta(days=60)
    assert answer(session, cast.amina, asked, at=late).agrees


def test_whoever_does_not_agree_says_why(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)

    with pytest.raises(Invalid) as refusal:
        answer(session, cast.amina, asked, agrees=False)

    assert (refusal.value.field, refusal.value.why) == ("sentence", "missing")
    assert answer(session, cast.amina, asked, agrees=False, sentence="It is too weak.").id


@pytest.mark.parametrize(("name", "error"), [("luis", NotFound), ("awa", NotAllowed)])
def test_others_do_not_answer_for_the_author(session, cast, suggestion, name, error):
    [asked] = question(session, cast, suggestion)

    with pytest.raises(error):
        answer(session, cast.actors[name], asked)


def test_provisional_credentials_do_not_answer(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    cast.delegations["dakar"].status = DelegationStatus.PROVISIONAL

    with pytest.raises(NotAllowed):
        answer(session, replace(cast.amina, provisional=True), asked)


@pytest.mark.parametrize(
    ("name", "error"),
    [("paul_member", NotAllowed), ("noor", NotFound), ("amina", NotFound)],
)
def test_the_chair_asks(session, cast, suggestion, name, error):
    with pytest.raises(error):
        question(session, cast, suggestion, by=cast.actors[name])


def test_members_ask_where_they_may_release(session, cast, suggestion):
    cast.conference.members_release = True

    [asked] = question(session, cast, suggestion, by=cast.actors["paul_member"])

    assert asked.person_id == cast.people["paul"].id


def test_nothing_is_asked_where_it_is_switched_off(session, cast, suggestion):
    cast.conference.procedure = ""

    with pytest.raises(NotFound):
        question(session, cast, suggestion)


def test_nothing_is_asked_before_the_debate(session, cast, suggestion):
    cast.document.stage = Stage.PREPARATION

    with pytest.raises(NotAllowed):
        question(session, cast, suggestion)


def test_a_date_that_is_over_is_refused_and_nothing_written(session, cast, suggestion):
    before = snapshot(session)

    with pytest.raises(Invalid) as refusal:
        question(session, cast, suggestion, until=date(2017, 10, 1))

    assert (refusal.value.field, refusal.value.why) == ("answer_by", "gone")
    assert snapshot(session) == before


@pytest.mark.parametrize("status", [Status.ENTERED, Status.WITHDRAWN, Status.DECIDED])
def test_only_what_is_pending_can_be_asked_about(session, cast, suggestion, status):
    suggestion.status = status
    session.flush()

    with pytest.raises(Stale):
        question(session, cast, suggestion)


def test_doubts_are_asked_about_before_the_author_is(session, cast, suggestion):
    meant = ruling(session, verdict(session, suggestion), on="arrival", cast=cast, words=OTHER)

    with pytest.raises(Doubtful):
        asking.ask(session, cast.marie, cast.document, meant, asking.Asking(UNTIL), at=LATER)

    assert session.scalars(sa.select(AuthorQuestion)).all() == []
