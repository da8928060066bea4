"""The committee agrees ad referendum; whatever changes what is agreed reopens it, with a reason."""

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import amendments, decisions, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.negotiating import agreement
from declaration.actions.negotiating.agreement import Reserving
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.writing import editing
from declaration.actions.writing.editing import EditedOn
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from declaration.formats.reading import PastedPassage
from declaration.queries.negotiating.agreement import standing
from models.negotiation import Agreement, Reservation
from models.vocabulary import EventKind, Kind, Outcome, Stage, SuggestionKind
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    agree,
    agreeing,
    ask,
    decide,
    insert,
    place,
    reserve,
    ruling,
    snapshot,
    switch_on,
    things,
    verdict,
    version,
    words,
)
from tests.support.submitted import newest_event

WHY = "States ask for it."


@pytest.fixture(autouse=True)
def _on(session, cast):
    switch_on(session, cast)


def agreed(session, cast):
    """The paragraphs that are agreed now, by key."""
    keys = {row.id: key for key, row in cast.paragraphs.items()}
    return {keys[id_] for id_ in standing(session, cast.document)}


def reopened(session):
    """The reopenings, with the paragraph and the reason of each."""
    rows = session.scalars(
        sa.select(Agreement).where(~Agreement.agreed).order_by(Agreement.paragraph_id)
    )
    return [(row.paragraph_id, row.reason) for row in rows]


def test_the_chair_agrees_on_a_paragraph_as_it_stands(session, cast):
    agree(session, cast, "arrival")

    event = newest_event(session)
    arrival = cast.paragraphs["arrival"]
    row = session.scalars(sa.select(Agreement)).one()
    assert agreed(session, cast) == {"arrival"}
    assert (row.version_id, row.place_id) == (
        version(session, arrival).id,
        place(session, arrival).id,
    )
    assert event.kind is EventKind.TEXT_AGREED
    assert things(session, event) == {("agreement", row.id), ("paragraph", arrival.id)}


def test_a_section_is_agreed_by_one_act_without_its_heading(session, cast):
    before = snapshot(session)[-1]

    agree(session, cast, "states")

    assert agreed(session, cast) == {"means"}
    assert snapshot(session)[-1] == before + 1


def test_what_is_agreed_already_stays_as_it_was_agreed(session, cast):
    agree(session, cast, "means")

    with pytest.raises(Invalid, match="paragraph: already_agreed"):
        agree(session, cast, "states")


def test_who_agrees_on_text_that_has_changed_is_refused(session, cast):
    seen = agreeing(session, cast, "arrival")
    accept(session, cast, ask(session, cast, FIRST))

    with pytest.raises(Stale):
        agreement.agree(session, cast.marie, cast.document, seen, at=LATER)


def test_pending_suggestions_are_named_before_their_paragraph_is_agreed(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(Doubtful) as asked:
        agree(session, cast, "arrival")
    agree(session, cast, "arrival", confirmed=True)

    assert asked.value.questions == (suggestion.number,)
    assert agreed(session, cast) == {"arrival"}


@pytest.mark.parametrize("by", ["amina", "noor", "ole"])
def test_only_the_committee_agrees(session, cast, by):
    seen = agreeing(session, cast, "arrival")

    with pytest.raises(NotFound):
        agreement.agree(session, cast.actors[by], cast.document, seen, at=LATER)


def test_members_agree_where_they_may_release(session, cast):
    seen, paul = agreeing(session, cast, "arrival"), cast.actors["paul_member"]
    with pytest.raises(NotAllowed):
        agreement.agree(session, paul, cast.document, seen, at=LATER)

    cast.conference.members_release = True
    agreement.agree(session, paul, cast.document, seen, at=LATER)

    assert agreed(session, cast) == {"arrival"}


def test_nothing_is_agreed_where_the_part_is_off(session, cast):
    cast.conference.procedure = ""

    with pytest.raises(NotFound):
        agree(session, cast, "arrival")


def test_an_agreement_is_taken_back_with_a_reason(session, cast):
    agree(session, cast, "arrival")
    seen = agreeing(session, cast, "arrival")
    with pytest.raises(Invalid, match="reopening: agreed"):
        agreement.reopen(session, cast.marie, cast.document, seen, " ", at=LATER)

    agreement.reopen(session, cast.marie, cast.document, seen, WHY, at=LATER)

    assert agreed(session, cast) == set()
    assert newest_event(session).kind is EventKind.AGREEMENT_REOPENED
    with pytest.raises(Invalid, match="paragraph: not_agreed"):
        agreement.reopen(session, cast.marie, cast.document, seen, WHY, at=LATER)


# ------------------------------------------------ every way to other words or another place


def by_decision(session, cast, reopening):
    suggestion = ask(session, cast, FIRST)
    agree(session, cast, "arrival", confirmed=True)
    return lambda: decide(session, cast, verdict(session, suggestion), reopening=reopening)


def by_deletion(session, cast, reopening):
    suggestion = ask(session, cast, form=SuggestionKind.DELETE)
    agree(session, cast, "arrival", confirmed=True)
    return lambda: decide(session, cast, verdict(session, suggestion), reopening=reopening)


def by_move(session, cast, reopening):
    means = cast.paragraphs["means"].id
    suggestion = ask(session, cast, form=SuggestionKind.MOVE, after_id=means)
    agree(session, cast, "arrival", confirmed=True)
    return lambda: decide(session, cast, verdict(session, suggestion), reopening=reopening)


def by_amendment(session, cast, reopening):
    agree(session, cast, "arrival")
    amendment = Amendment(
        SuggestionKind.REPLACE,
        paragraph_id=cast.paragraphs["arrival"].id,
        words=OTHER,
        reason="It is clearer.",
    )
    return lambda: amendments.amend(
        session, cast.marie, cast.document, amendment, at=LATER, reopening=reopening
    )


def by_reopening_the_decision(session, cast, reopening_reason):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    agree(session, cast, "arrival")
    back = Reopening("Once more.", reopening=reopening_reason)
    return lambda: reopening.reopen(session, cast.marie, suggestion, back, at=LATER)


def by_editing(session, cast, reopening):
    agree(session, cast, "arrival")
    piece = PastedPassage(Kind.OPERATIVE, 0, OTHER)
    return lambda: editing.edit_paragraph(
        session,
        cast.noor,
        cast.paragraphs["arrival"],
        piece,
        on(session, cast, reopening),
        at=LATER,
    )


def by_moving_in_preparation(session, cast, reopening):
    agree(session, cast, "arrival")
    arrival, means = (cast.paragraphs[key] for key in ("arrival", "means"))
    return lambda: editing.move_paragraph(
        session, cast.noor, arrival, means, on(session, cast, reopening), at=LATER
    )


def by_deleting_in_preparation(session, cast, reopening):
    agree(session, cast, "arrival")
    return lambda: editing.delete_paragraph(
        session, cast.noor, cast.paragraphs["arrival"], on(session, cast, reopening), at=LATER
    )


def on(session, cast, reopening):
    """What the secretariat sees; the text goes back to preparation for it."""
    cast.document.stage = Stage.PREPARATION
    arrival = cast.paragraphs["arrival"]
    return EditedOn(version(session, arrival).id, place(session, arrival).id, reopening)


WAYS = [
    by_decision,
    by_deletion,
    by_move,
    by_amendment,
    by_reopening_the_decision,
    by_editing,
    by_moving_in_preparation,
    by_deleting_in_preparation,
]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_agreed_is_not_changed_without_a_reason_for_reopening(session, cast, way):
    act = way(session, cast, "")
    session.commit()
    before = snapshot(session)

    with pytest.raises(Invalid, match="reopening: agreed"):
        act()

    session.rollback()
    assert snapshot(session) == before
    assert agreed(session, cast) == {"arrival"}


@pytest.mark.parametrize("way", WAYS)
def test_the_act_that_changes_what_is_agreed_reopens_it_by_its_one_event(session, cast, way):
    act = way(session, cast, WHY)
    before = snapshot(session)[-1]

    act()
    session.flush()

    arrival = cast.paragraphs["arrival"].id
    row = session.scalars(sa.select(Agreement).where(~Agreement.agreed)).one()
    assert reopened(session) == [(arrival, WHY)]
    assert agreed(session, cast) == set()
    assert snapshot(session)[-1] == before + 1
    assert ("agreement", row.id) in things(session, newest_event(session))


@pytest.mark.parametrize("way", WAYS)
def test_without_the_part_the_text_changes_as_ever(session, cast, way):
    act = way(session, cast, "")
    cast.conference.procedure = ""

    act()

    assert reopened(session) == []
    assert agreed(session, cast) == set()


def test_items_that_go_along_are_reopened_with_their_paragraph(session, cast):
    agree(session, cast, "hosts", "ties")
    arrival = cast.paragraphs["arrival"].id
    moving = ask(session, cast, paragraph="especially", form=SuggestionKind.MOVE, after_id=arrival)
    with pytest.raises(Invalid, match="reopening: agreed"):
        accept(session, cast, moving)

    accept(session, cast, moving, reopening=WHY)

    items = [cast.paragraphs[key].id for key in ("hosts", "ties")]
    assert reopened(session) == [(id_, WHY) for id_ in items]


def test_what_leaves_the_text_as_it_is_reopens_nothing(session, cast):
    suggestion = ask(session, cast, FIRST)
    agree(session, cast, "arrival", confirmed=True)

    decide(session, cast, verdict(session, suggestion, Outcome.REJECTED))
    accept(session, cast, insert(session, cast, "We will listen."))

    assert agreed(session, cast) == {"arrival"}


def test_of_several_decisions_those_on_agreed_text_stay_and_the_others_are_made(session, cast):
    first = ask(session, cast, FIRST)
    second = ask(session, cast, "We will open schools to all.", paragraph="services")
    agree(session, cast, "arrival", confirmed=True)
    rulings = [
        ruling(session, verdict(session, first), cast=cast),
        ruling(session, verdict(session, second), on="services", cast=cast),
    ]

    several = decisions.decide_all(session, cast.marie, cast.document, rulings, at=LATER)

    assert [left.ids for left, _why in several.left] == [(first.id,)]
    assert [done.ids for done in several.done] == [(second.id,)]
    assert "first point of contact in a language" in words(session, cast)


def test_decisions_are_not_undone_at_once_once_their_text_is_agreed(session, cast):
    suggestion = ask(session, cast, FIRST)
    event = accept(session, cast, suggestion)
    agree(session, cast, "arrival")
    only = range(event.id, event.id + 1)

    with pytest.raises(Stale):
        reopening.undo(session, cast.marie, cast.document, only, "Undone", at=LATER)


# ------------------------------------------------------------------------- reservations


def test_a_delegation_reserves_its_position_and_lifts_it_again(session, cast):
    agree(session, cast, "arrival")

    row = reserve(session, cast, "arrival", words="Our council has to see it.")
    made = newest_event(session).kind
    agreement.lift(session, cast.amina, row, at=LATER)

    assert (row.delegation_id, row.lifted_at) == (cast.amina.delegation_id, LATER)
    assert (made, newest_event(session).kind) == (
        EventKind.RESERVATION_MADE,
        EventKind.RESERVATION_LIFTED,
    )


def test_a_reservation_needs_no_words_and_there_is_one_of_each_delegation(session, cast):
    agree(session, cast, "arrival")
    reserve(session, cast, "arrival")
    reserve(session, cast, "arrival", by="luis")

    with pytest.raises(Stale):
        reserve(session, cast, "arrival")


def test_only_what_is_agreed_can_be_reserved_on(session, cast):
    with pytest.raises(Invalid, match="paragraph: not_agreed"):
        reserve(session, cast, "arrival")


def test_a_reservation_on_another_version_than_the_one_seen_is_refused(session, cast):
    agree(session, cast, "arrival")
    elsewhere = version(session, cast.paragraphs["means"]).id
    on_another = Reserving(cast.paragraphs["arrival"].id, elsewhere)

    with pytest.raises(Stale):
        agreement.reserve(session, cast.amina, cast.document, on_another, at=LATER)


def test_nobody_lifts_the_reservation_of_another_delegation(session, cast):
    agree(session, cast, "arrival")
    row = reserve(session, cast, "arrival")

    with pytest.raises(NotFound):
        agreement.lift(session, cast.luis, row, at=LATER)
    assert session.get_one(Reservation, row.id).lifted_at is None


def test_without_the_right_to_submit_nobody_reserves(session, cast):
    agree(session, cast, "arrival")

    with pytest.raises(NotAllowed):
        reserve(session, cast, "arrival", by="awa")
