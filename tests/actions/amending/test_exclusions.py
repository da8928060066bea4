import pytest
import sqlalchemy as sa

from declaration.actions.amending import exclusions
from declaration.actions.deciding import decisions, preparations, reopening
from declaration.actions.deciding.doubts import Doubt
from declaration.actions.deciding.rivals import RivalQuestion
from declaration.actions.deciding.verdicts import RivalAnswer
from declaration.actions.journal import redaction
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from models.amending import Exclusion, ExclusionMember
from models.debate import Decision, Suggestion
from models.journal import Event
from models.vocabulary import EventKind, Outcome, Status
from tests.support.cast import name_history
from tests.support.desk import (
    FIRST,
    LATER,
    decision,
    exclude,
    ruling,
    snapshot,
    switch_all_on,
    three,
    verdict,
    wording,
)
from tests.support.submitted import newest_event


@pytest.fixture
def asked(session, cast):
    switch_all_on(session, cast)
    return three(session, cast)


def answer(session, suggestion, outcome=None, reason=""):
    return RivalAnswer(suggestion.id, wording(session, suggestion).id, outcome, reason)


def settle(session, cast, suggestion, *answers, on="arrival", also=(), **values):
    verdicts = [verdict(session, suggestion), *also]
    asked = ruling(session, *verdicts, on=on, cast=cast, rivals=answers, **values)
    return decisions.settle(session, cast.marie, cast.document, asked, at=LATER)


def inside(session):
    query = sa.select(ExclusionMember.suggestion_id).where(ExclusionMember.left_at.is_(None))
    return list(session.scalars(query.order_by(ExclusionMember.id)))


def test_the_chair_says_that_suggestions_exclude_each_other(session, cast, asked):
    row = exclude(session, cast, asked[0], asked[3], reason=" Either or. ")

    assert (row.number, row.reason) == (1, "Either or.")
    assert inside(session) == [asked[0].id, asked[3].id]
    assert newest_event(session).kind is EventKind.EXCLUSION_MADE


def test_members_do_so_where_they_may_release(session, cast, asked):
    ids, by = [asked[0].id, asked[3].id], cast.actors["paul_member"]
    with pytest.raises(NotAllowed, match="chair_releases"):
        exclusions.exclude(session, by, cast.document, ids, "", at=LATER)
    cast.conference.members_release = True
    assert exclusions.exclude(session, by, cast.document, ids, "", at=LATER).number == 1
    with pytest.raises(NotFound):
        exclusions.exclude(session, cast.amina, cast.document, ids, "", at=LATER)


def test_what_excludes_nothing_is_refused(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])

    with pytest.raises(Invalid, match="suggestions: few"):
        exclude(session, cast, asked[1])
    with pytest.raises(Invalid, match="suggestions: excluded"):
        exclude(session, cast, asked[0], asked[1])
    settle(session, cast, asked[2], on=None)
    with pytest.raises(NotAllowed, match="decided"):
        exclude(session, cast, asked[1], asked[2])


def test_suggestions_are_added_and_taken_out_and_it_is_lifted(session, cast, asked):
    row = exclude(session, cast, asked[0], asked[3])
    exclusions.add(session, cast.marie, row, [asked[1].id], at=LATER)
    exclusions.take_out(session, cast.marie, row, asked[0], at=LATER)
    assert inside(session) == [asked[3].id, asked[1].id]

    exclusions.take_out(session, cast.marie, row, asked[1], at=LATER)

    assert (row.lifted_at, inside(session)) == (LATER, [])
    with pytest.raises(Stale):
        exclusions.lift(session, cast.marie, row, at=LATER)
    again = exclude(session, cast, asked[0], asked[3])
    exclusions.lift(session, cast.marie, again, at=LATER)
    assert settle(session, cast, asked[0])


def test_accepting_one_asks_what_becomes_of_the_others(session, cast, asked):
    exclude(session, cast, asked[0], asked[1], asked[3])
    before = snapshot(session)

    with pytest.raises(Doubtful) as doubtful:
        settle(session, cast, asked[0])

    pairs = ((asked[1].id, asked[0].id), (asked[3].id, asked[0].id))
    assert doubtful.value.questions == (RivalQuestion(pairs),)
    assert snapshot(session) == before


def test_rejecting_one_asks_nothing(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])
    refused = verdict(session, asked[0], Outcome.REJECTED)
    ruled = ruling(session, refused, cast=cast)

    assert decisions.decide(session, cast.marie, cast.document, ruled, at=LATER)
    assert session.get_one(Suggestion, asked[3].id).status is Status.SUBMITTED


def test_the_others_are_decided_with_it_as_answered(session, cast, asked):
    exclude(session, cast, *asked)
    events = settle(
        session,
        cast,
        asked[0],
        answer(session, asked[1], Outcome.OVERTAKEN, "Only one."),
        answer(session, asked[2]),
        answer(session, asked[3], Outcome.COVERED, "Only one."),
    )

    assert [event.kind for event in events] == [EventKind.PARAGRAPH_DECIDED] * 2
    overtaken, covered = decision(session, asked[1]), decision(session, asked[3])
    assert (overtaken.outcome, overtaken.reason) == (Outcome.OVERTAKEN, "Only one.")
    assert (covered.outcome, covered.covered_by_id) == (Outcome.COVERED, asked[0].id)
    assert asked[2].status is Status.SUBMITTED
    assert overtaken.created_at == covered.created_at == decision(session, asked[0]).created_at


def test_a_rival_of_an_accepted_insertion_is_decided_by_itself(session, cast, asked):
    exclude(session, cast, asked[1], asked[2])

    events = settle(session, cast, asked[2], answer(session, asked[1], Outcome.COVERED), on=None)

    assert len(events) == 2
    assert decision(session, asked[1]).covered_by_id == asked[2].id
    assert decision(session, asked[1]).version_id is None


def test_what_is_decided_beside_it_needs_no_answer(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])
    beside = verdict(session, asked[3], Outcome.REJECTED)

    assert len(settle(session, cast, asked[0], also=[beside])) == 1


def test_who_came_since_the_question_is_asked_about_again(session, cast, asked):
    row = exclude(session, cast, asked[0], asked[3])
    exclusions.add(session, cast.marie, row, [asked[1].id], at=LATER)

    with pytest.raises(Doubtful):
        settle(session, cast, asked[0], answer(session, asked[3], Outcome.COVERED))


def test_an_answer_about_other_words_decides_nothing(session, cast, asked):
    exclude(session, cast, asked[0], asked[1])
    before = snapshot(session)
    stale = RivalAnswer(asked[1].id, 999, Outcome.OVERTAKEN)

    with pytest.raises(Stale):
        settle(session, cast, asked[0], stale)
    with pytest.raises(Invalid, match="rivals: unknown"):
        settle(session, cast, asked[0], answer(session, asked[1], Outcome.REJECTED, "No."))

    assert snapshot(session) == before


def test_accepting_two_of_them_has_to_be_confirmed(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])
    also = [verdict(session, asked[3])]
    both = FIRST.replace("a language that the person understands", "an understandable language")

    with pytest.raises(Doubtful) as doubtful:
        settle(session, cast, asked[0], also=also, words=both)

    [question] = doubtful.value.questions
    assert question.doubt is Doubt.EXCLUDED
    assert {question.suggestion_id, question.other_id} == {asked[0].id, asked[3].id}
    assert settle(session, cast, asked[0], also=also, words=both, confirmed=True, excluding=True)


def test_accepting_one_after_another_has_to_be_confirmed(session, cast, asked):
    exclude(session, cast, asked[0], asked[1])
    settle(session, cast, asked[0], answer(session, asked[1]))

    with pytest.raises(Doubtful):
        settle(session, cast, asked[1], on="services")
    assert settle(session, cast, asked[1], on="services", excluding=True)


def test_several_at_once_leave_what_excludes_another(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])
    rulings = [
        ruling(session, verdict(session, asked[0]), cast=cast),
        ruling(session, verdict(session, asked[1]), on="services", cast=cast),
    ]

    several = decisions.decide_all(session, cast.marie, cast.document, rulings, at=LATER)

    [(left, why)] = several.left
    assert left.ids == (asked[0].id,)
    assert isinstance(why, Doubtful)
    assert [each.ids for each in several.done] == [(asked[1].id,)]


def test_what_is_prepared_for_the_others_answers_when_all_is_released(session, cast, asked):
    exclude(session, cast, asked[0], asked[1])
    for on, prepared in (
        ("arrival", verdict(session, asked[0])),
        ("services", verdict(session, asked[1], Outcome.OVERTAKEN)),
    ):
        kept = ruling(session, prepared, on=on, cast=cast)
        preparations.prepare(session, cast.marie, cast.document, kept, at=LATER)

    released = preparations.release_all(session, cast.marie, cast.document, at=LATER)

    assert (len(released.done), released.left) == (2, ())


def test_what_was_decided_in_one_press_is_undone_together(session, cast, asked):
    exclude(session, cast, asked[0], asked[1])
    events = settle(session, cast, asked[0], answer(session, asked[1], Outcome.COVERED))
    session.commit()

    ids = range(events[0].id, events[-1].id + 1)
    reopening.undo(session, cast.marie, cast.document, ids, "A slip.", at=LATER)

    assert {asked[0].status, asked[1].status} == {Status.SUBMITTED}


def test_exclusions_verify_replay_and_can_be_redacted(session, cast):
    switch_all_on(session, cast)
    name_history(session)
    asked = three(session, cast)
    row = exclude(session, cast, *asked[:3], reason="As the mayor of Dakar said.")
    exclusions.take_out(session, cast.marie, row, asked[2], at=LATER)
    settle(session, cast, asked[0], answer(session, asked[1], Outcome.COVERED, "Only one."))
    redaction.redact(session, cast.noor, row, at=LATER)
    exclusions.lift(session, cast.marie, row, at=LATER)
    session.commit()

    kept = session.get_one(Exclusion, row.id)
    assert (kept.reason, kept.redacted) == ("", True)
    assert chain.check(session).broken is None
    assert replay(session).differences == ()


def test_where_it_is_switched_off_nothing_is_asked(session, cast, asked):
    exclude(session, cast, asked[0], asked[3])
    cast.conference.procedure = ""

    assert len(settle(session, cast, asked[0])) == 1
    assert session.scalars(sa.select(Decision)).all()
    assert session.scalar(sa.select(sa.func.count(Event.id)))
