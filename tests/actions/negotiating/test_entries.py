"""Entries for a delegation: entered, confirmed, refused, taken back; when they count."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from declaration.actions.comments import Remark
from declaration.actions.conference import conference
from declaration.actions.deciding import decisions
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from declaration.actions.suggesting import suggestions
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.suggesting import counts
from declaration.verbs import Why
from models.debate import Wording
from models.journal import Event, Subject
from models.negotiation import Entry
from models.vocabulary import (
    Capacity,
    EntryAnswer,
    EntrySource,
    EventKind,
    Procedure,
    Stage,
    Status,
    SubjectKind,
    SuggestionKind,
)
from tests.support import desk
from tests.support.cast import LATER, NOON, reading
from tests.support.submitted import better, newest_event

CONFIRMED, REFUSED, TAKEN_BACK, _OVERTAKEN = EntryAnswer


@pytest.fixture(autouse=True)
def on_behalf(session, cast):
    switch(session, cast, Procedure.ON_BEHALF)


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)


def enter(session, cast, by=None, asked=None, city="dakar", source=EntrySource.FLOOR):
    origin = Origin(cast.delegations[city].id, source)
    by, asked = by or cast.noor, asked or better(cast)
    return entries.enter_suggestion(session, by, cast.document, asked, origin, at=NOON)


def remark(session, cast, **values):
    asked = Remark("Which language?", paragraph_id=cast.paragraphs["arrival"].id, **values)
    origin = Origin(cast.delegations["dakar"].id)
    return entries.enter_comment(session, cast.noor, cast.document, asked, origin, at=NOON)


def answer(session, by, chosen, **values):
    entry = session.scalars(sa.select(Entry).order_by(Entry.id.desc())).first()
    entries.answer(session, by, entry, chosen, at=LATER, **values)
    return entry


@pytest.mark.parametrize(
    ("name", "capacity"), [("noor", Capacity.SECRETARIAT), ("marie", Capacity.COMMITTEE)]
)
def test_what_is_entered_stands_in_the_delegations_name_and_says_who_entered_it(
    session, cast, name, capacity
):
    by = cast.actors[name]

    suggestion = enter(session, cast, by, source=EntrySource.LETTER)

    entry = session.scalars(sa.select(Entry)).one()
    assert suggestion.status is Status.ENTERED
    assert suggestion.delegation_id == cast.delegations["dakar"].id
    assert suggestion.capacity is Capacity.DELEGATION
    assert (entry.capacity, entry.person_id) == (capacity, by.person_id)
    assert (entry.source, entry.answer) == (EntrySource.LETTER, None)


def test_entering_is_one_event_that_names_the_delegation(session, cast):
    before = session.scalar(sa.select(sa.func.count(Event.id)))

    enter(session, cast)

    event = newest_event(session)
    touched = {tuple(row) for row in session.execute(sa.select(Subject.kind, Subject.thing_id))}
    assert session.scalar(sa.select(sa.func.count(Event.id))) == before + 1
    assert (event.kind, event.capacity) == (EventKind.SUGGESTION_ENTERED, Capacity.SECRETARIAT)
    assert (SubjectKind.DELEGATION, cast.delegations["dakar"].id) in touched


def test_what_is_entered_counts_once_it_is_confirmed(session, cast):
    suggestion = enter(session, cast)
    waiting = counts.tallies(session, reading(cast.marie))["declaration"]

    entry = answer(session, cast.amina, CONFIRMED)

    counted = counts.tallies(session, reading(cast.marie))["declaration"]
    assert (waiting.pending, waiting.entered, waiting.total, waiting.delegations) == (0, 1, 0, 0)
    assert (counted.pending, counted.entered, counted.total, counted.delegations) == (1, 0, 1, 1)
    assert suggestion.status is Status.SUBMITTED
    assert (entry.answer, entry.answered_by_id) == (CONFIRMED, cast.amina.person_id)
    assert newest_event(session).kind is EventKind.ENTRY_CONFIRMED


def test_what_the_delegation_refuses_is_withdrawn(session, cast):
    suggestion = enter(session, cast)

    answer(session, cast.amina, REFUSED)

    assert (suggestion.status, suggestion.withdrawn_at) == (Status.WITHDRAWN, LATER)
    assert newest_event(session).kind is EventKind.ENTRY_REFUSED


@pytest.mark.parametrize("name", ["noor", "marie"])
def test_an_official_takes_back_what_was_entered_by_mistake(session, cast, name):
    suggestion = enter(session, cast)

    answer(session, cast.actors[name], TAKEN_BACK)

    assert suggestion.status is Status.WITHDRAWN
    assert newest_event(session).kind is EventKind.ENTRY_TAKEN_BACK


@pytest.mark.parametrize("second", [CONFIRMED, REFUSED, TAKEN_BACK])
def test_an_entry_is_answered_once(session, cast, second):
    enter(session, cast)
    answer(session, cast.amina, CONFIRMED)

    with pytest.raises(Stale):
        answer(session, cast.noor if second is TAKEN_BACK else cast.amina, second)


def test_only_its_own_delegation_answers(session, cast):
    enter(session, cast)

    with pytest.raises(NotFound):
        answer(session, cast.luis, CONFIRMED)


def test_the_right_to_submit_is_needed_to_confirm(session, cast):
    enter(session, cast)

    with pytest.raises(NotAllowed) as refusal:
        answer(session, cast.actors["awa"], CONFIRMED)
    assert refusal.value.reason is Why.NO_RIGHT_TO_SUBMIT


@pytest.mark.parametrize("name", ["amina", "paul_member", "ole"])
def test_nobody_else_enters_for_a_delegation(session, cast, name):
    with pytest.raises(NotFound):
        enter(session, cast, cast.actors[name])


def test_nobody_enters_anything_where_the_conference_has_not_switched_it_on(session, cast):
    switch(session, cast)

    with pytest.raises(NotFound):
        enter(session, cast)


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
def test_nothing_is_entered_on_a_text_that_is_not_open_or_adopted(session, cast, stage):
    cast.document.stage = stage

    with pytest.raises(NotAllowed) as refusal:
        enter(session, cast)
    assert refusal.value.reason is stage


def test_a_delegation_that_is_not_there_is_named_as_such(session, cast):
    origin = Origin(9_999)

    with pytest.raises(Invalid) as refusal:
        entries.enter_suggestion(session, cast.noor, cast.document, better(cast), origin, at=NOON)
    assert (refusal.value.field, refusal.value.why) == ("delegation", "unknown")


def test_nothing_is_entered_on_a_paragraph_that_is_gone(session, cast):
    asked = better(cast, "We will welcome everybody.")
    out = desk.ask(
        session, cast, "", form=SuggestionKind.DELETE, paragraph="arrival", by="luis", at=NOON
    )
    desk.accept(session, cast, out, at=NOON)

    with pytest.raises(Invalid) as refusal:
        enter(session, cast, asked=asked)
    assert (refusal.value.field, refusal.value.why) == ("paragraph", "deleted")


def test_a_delegation_without_anybody_can_be_entered_for(session, cast):
    assert enter(session, cast, city="amman").status is Status.ENTERED


def test_the_committee_does_not_decide_what_is_not_confirmed(session, cast):
    suggestion = enter(session, cast)
    verdict = desk.verdict(session, suggestion)
    ruling = desk.ruling(session, verdict, on="arrival", cast=cast)

    with pytest.raises(Stale):
        decisions.decide(session, cast.marie, cast.document, ruling, at=LATER)


def test_its_delegation_edits_and_withdraws_it_only_once_it_is_confirmed(session, cast):
    suggestion = enter(session, cast)
    wording = session.scalars(sa.select(Wording)).one()
    asked = better(cast, "We will give everybody a point of contact.")

    for act in (
        lambda: suggestions.withdraw(session, cast.amina, suggestion, at=LATER),
        lambda: suggestions.revise(
            session, cast.amina, suggestion, asked, seen_wording_id=wording.id, at=LATER
        ),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert refusal.value.reason is Status.ENTERED


def test_where_entries_count_at_once_the_delegation_can_refuse_until_the_decision(session, cast):
    switch(session, cast, Procedure.ON_BEHALF, Procedure.ENTERED_COUNTS)
    refused = enter(session, cast)
    assert refused.status is Status.SUBMITTED
    answer(session, cast.amina, REFUSED)
    decided = enter(session, cast)
    desk.accept(session, cast, decided, at=NOON)

    with pytest.raises(NotAllowed) as refusal:
        answer(session, cast.amina, REFUSED)

    assert refused.status is Status.WITHDRAWN
    assert refusal.value.reason is Status.DECIDED


def test_newer_words_than_were_seen_are_not_confirmed(session, cast):
    enter(session, cast)

    with pytest.raises(Stale):
        answer(session, cast.amina, CONFIRMED, seen_wording_id=9_999)


def test_a_comment_is_entered_in_the_delegations_name_and_goes_if_it_is_refused(session, cast):
    comment = remark(session, cast)
    entered = newest_event(session).kind
    assert (comment.delegation_id, comment.capacity) == (
        cast.delegations["dakar"].id,
        Capacity.DELEGATION,
    )

    answer(session, cast.amina, REFUSED)

    assert entered is EventKind.COMMENT_ENTERED
    assert comment.withdrawn_at == LATER


def test_a_comment_that_is_confirmed_stays(session, cast):
    comment = remark(session, cast)

    answer(session, cast.amina, CONFIRMED)

    assert comment.withdrawn_at is None


def test_provisional_credentials_confirm_nothing_where_the_conference_asks_for_them(session, cast):
    enter(session, cast)
    provisional = replace(cast.amina, provisional=True)
    switch(session, cast, Procedure.ON_BEHALF, Procedure.CREDENTIALS)

    with pytest.raises(NotAllowed) as refusal:
        answer(session, provisional, CONFIRMED)

    assert refusal.value.reason is Why.PROVISIONAL
