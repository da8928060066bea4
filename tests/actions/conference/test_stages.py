from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.conference.stages import StageValues, set_stage
from declaration.errors import Invalid, NotAllowed, NotFound
from models.debate import Suggestion
from models.journal import Event
from models.vocabulary import Capacity, EventKind, Stage, SuggestionKind
from tests.support.cast import NOON, print_revision, settle

LATER = NOON + timedelta(days=3)


def test_a_published_text_goes_into_consultation_until_its_deadline(session):
    cast = settle(session, published=True, stage=Stage.PREPARATION)

    set_stage(session, cast.noor, cast.document, StageValues(Stage.CONSULTATION, LATER), at=NOON)

    assert (cast.document.stage, cast.document.deadline) == (Stage.CONSULTATION, LATER)
    [event] = session.scalars(sa.select(Event))
    assert event.kind is EventKind.STAGE_SET
    assert '"before":"preparation"' in event.payload


def test_there_is_no_consultation_on_a_text_that_nobody_can_read(session):
    cast = settle(session, published=False, stage=Stage.PREPARATION)
    values = StageValues(Stage.CONSULTATION, LATER)

    with pytest.raises(Invalid, match="nothing_published"):
        set_stage(session, cast.noor, cast.document, values, at=NOON)

    print_revision(session, cast.document, "Zero draft", "zero-draft", 0)
    set_stage(session, cast.noor, cast.document, values, at=NOON)


def test_a_deadline_lies_ahead_when_it_is_set(session, cast):
    with pytest.raises(Invalid, match="past"):
        set_stage(session, cast.noor, cast.document, StageValues(Stage.CONSULTATION, NOON), at=NOON)


def test_a_deadline_that_stays_may_have_passed(session, cast):
    values = StageValues(Stage.CONSULTATION, cast.document.deadline)

    set_stage(session, cast.noor, cast.document, values, at=NOON + timedelta(days=30))

    assert cast.document.stage is Stage.CONSULTATION


def test_consultation_may_have_no_deadline(session, cast):
    set_stage(session, cast.noor, cast.document, StageValues(Stage.CONSULTATION), at=NOON)

    assert cast.document.deadline is None


def test_consolidation_keeps_the_deadline_that_was(session, cast):
    deadline = cast.document.deadline

    set_stage(session, cast.noor, cast.document, StageValues(Stage.CONSOLIDATION), at=NOON)

    assert (cast.document.stage, cast.document.deadline) == (Stage.CONSOLIDATION, deadline)


def test_preparation_is_closed_for_good_by_the_first_suggestion(session, cast):
    suggestion = Suggestion(
        number=1,
        document_id=cast.document.id,
        form=SuggestionKind.GENERAL,
        person_id=cast.amina.person_id,
        capacity=Capacity.DELEGATION,
        submitted_at=NOON,
    )
    session.add(suggestion)
    session.flush()

    with pytest.raises(Invalid, match="debated"):
        set_stage(session, cast.noor, cast.document, StageValues(Stage.PREPARATION), at=NOON)


def test_a_stage_opened_by_mistake_is_closed_again(session, cast):
    set_stage(session, cast.noor, cast.document, StageValues(Stage.PREPARATION), at=NOON)

    assert cast.document.stage is Stage.PREPARATION


@pytest.mark.parametrize("stage", list(Stage))
def test_no_stage_leads_into_adoption_or_out_of_it(session, cast, stage):
    cast.document.stage = stage
    refusal = NotAllowed if stage is Stage.ADOPTED else Invalid

    with pytest.raises(refusal):
        set_stage(session, cast.noor, cast.document, StageValues(Stage.ADOPTED), at=NOON)


def test_the_chair_does_not_set_the_stage(session, cast):
    with pytest.raises(NotFound):
        set_stage(session, cast.marie, cast.document, StageValues(Stage.CONSOLIDATION), at=NOON)
