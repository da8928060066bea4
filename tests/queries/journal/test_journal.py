from datetime import timedelta

import pytest

from declaration.actions.conference import stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.journal.events import record
from declaration.queries.journal.journal import KINDS, Acts, JournalFilter, Touched, journal
from declaration.rules import PUBLIC
from models.vocabulary import Audience, EventKind, Outcome, Procedure, Stage, SubjectKind
from tests.support.cast import NOON, reading
from tests.support.desk import FIRST, accept, ask


def act(session, cast, by, audience=Audience.EVERYBODY, *, subjects=(), days=0):
    return record(
        session,
        by,
        EventKind.COMMENT_MADE,
        subjects,
        at=NOON + timedelta(days=days),
        audience=audience,
        document_id=cast.document.id,
    )


EVERYTHING = JournalFilter()


def entries(session, reader, which=EVERYTHING, **values):
    return journal(session, reading(reader), which, **values).entries


def test_the_newest_act_comes_first(session, cast):
    act(session, cast, cast.amina)
    act(session, cast, cast.luis)

    assert [entry.delegation for entry in entries(session, cast.noor)] == ["Lima", "Dakar"]


def test_the_public_reads_no_names_of_persons(session, cast):
    act(session, cast, cast.amina)

    (public,) = entries(session, PUBLIC)
    (other,) = entries(session, cast.luis)

    assert (public.person, public.delegation) == ("", "Dakar")
    assert other.person == "Amina"


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.EVERYBODY, {"public", "amina", "luis", "marie", "noor"}),
        (Audience.OPENED, {"amina", "luis", "marie", "noor"}),
        (Audience.PARTICIPANTS, {"amina", "luis", "marie", "noor"}),
        (Audience.DELEGATION, {"amina"}),
        (Audience.COMMITTEE, {"marie"}),
        (Audience.SECRETARIAT, {"noor"}),
    ],
)
def test_each_reader_sees_only_what_is_theirs(session, cast, audience, readers):
    cast.conference.procedure = Procedure.NOTES  # else the committee has nothing of its own
    act(session, cast, cast.amina, audience)

    everybody = {"public": PUBLIC} | {
        name: cast.actors[name] for name in ("amina", "luis", "marie", "noor")
    }
    assert {name for name, reader in everybody.items() if entries(session, reader)} == readers


def test_filters_limit_by_paragraph_delegation_and_day(session, cast):
    means = cast.paragraphs["means"]
    act(session, cast, cast.amina, subjects=[means])
    act(session, cast, cast.luis, days=1)

    def count(**which):
        return len(entries(session, cast.noor, JournalFilter(**which)))

    assert count(paragraph_id=means.id) == 1
    assert count(delegation_id=cast.delegations["lima"].id) == 1
    assert count(since=NOON + timedelta(days=1)) == 1
    assert count(until=NOON + timedelta(days=1)) == 1
    assert count(document_id=cast.document.id) == 2
    assert count(document_id=cast.document.id + 1) == 0


def test_every_kind_of_event_is_found_with_the_acts_of_its_kind(session, cast):
    kinds = [kind for several in KINDS.values() for kind in several]
    assert sorted(kinds) == sorted(EventKind)
    assert set(KINDS) == set(Acts)

    act(session, cast, cast.amina)

    counts = {acts: len(entries(session, cast.noor, JournalFilter(acts=acts))) for acts in Acts}
    assert counts == dict.fromkeys(Acts, 0) | {Acts.COMMENTS: 1}


def test_what_was_touched_is_named(session, cast):
    act(session, cast, cast.marie, subjects=[cast.paragraphs["means"], cast.zero])

    (entry,) = entries(session, PUBLIC)

    assert {
        (entry.kind, entry.place.number if entry.place else entry.name, entry.slug)
        for entry in entry.touched
    } == {
        (SubjectKind.PARAGRAPH, "4", "means"),
        (SubjectKind.REVISION, "Zero draft", "zero-draft"),
    }


def test_a_decision_is_told_with_its_outcome(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)

    decided, submitted = entries(session, cast.luis)

    number = str(suggestion.number)
    assert Touched(SubjectKind.SUGGESTION, number, number, Outcome.ACCEPTED) in decided.touched
    assert Touched(SubjectKind.SUGGESTION, number, number) in submitted.touched


def test_a_stage_is_told_with_its_deadline(session, cast):
    values = StageValues(Stage.CONSULTATION, NOON + timedelta(days=20))
    stages.set_stage(session, cast.noor, cast.document, values, at=NOON)

    (entry,) = entries(session, PUBLIC)

    assert (entry.stage, entry.deadline) == (Stage.CONSULTATION, NOON + timedelta(days=20))


def test_pages_hold_fifty_acts(session, cast):
    for _ in range(51):
        act(session, cast, cast.amina)

    first = journal(session, reading(PUBLIC), JournalFilter())
    last = journal(session, reading(PUBLIC), JournalFilter(), number=9)

    assert (first.pages, len(first.entries)) == (2, 50)
    assert (last.number, len(last.entries)) == (2, 1)
