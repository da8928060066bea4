"""Notes of the committee: comments that nobody else reads, answers or counts."""

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.conference import conference
from declaration.actions.journal import redaction
from declaration.errors import Invalid, NotAllowed, NotFound
from declaration.queries.journal.chain import check
from models.debate import Comment
from models.journal import Event
from models.vocabulary import Audience, Procedure, Stage
from tests.support.cast import NOON, name_history
from tests.support.desk import FIRST, ask


@pytest.fixture
def noted(session, cast):
    name_history(session)
    conference.set_procedure(session, cast.noor, cast.conference, [Procedure.NOTES], at=NOON)
    return cast


def write(session, cast, by=None, **values):
    place = {"paragraph_id": cast.paragraphs["arrival"].id} | values
    remark = Remark("Ask the lawyers.", internal=True, **place)
    return comments.comment(session, by or cast.marie, cast.document, remark, at=NOON)


def test_what_the_committee_keeps_internal_is_a_note_and_one_event_for_it_alone(session, noted):
    note = write(session, noted)

    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert note.audience is Audience.COMMITTEE
    assert event.audience is Audience.COMMITTEE
    assert check(session).broken is None


def test_an_answer_to_a_note_is_one_whatever_its_form_says(session, noted):
    note = write(session, noted)
    member = noted.actors["paul_member"]
    answer = Remark("They agree.", parent_id=note.id)

    reply = comments.comment(session, member, noted.document, answer, at=NOON)

    assert reply.audience is Audience.COMMITTEE


@pytest.mark.parametrize("name", ["amina", "paul", "noor"])
def test_for_all_others_a_note_is_not_there(session, noted, name):
    note, by = write(session, noted), noted.actors[name]

    with pytest.raises(NotFound):
        comments.comment(session, by, noted.document, Remark("Hm.", parent_id=note.id), at=NOON)
    for act in (comments.resolve, comments.reopen, comments.withdraw):
        with pytest.raises(NotFound):
            act(session, by, note, at=NOON)


def test_internal_is_each_ones_own_circle(session, noted):
    written = {name: write(session, noted, noted.actors[name]) for name in ("amina", "noor")}

    assert written["amina"].audience is Audience.DELEGATION
    assert written["noor"].audience is Audience.PARTICIPANTS


def test_where_notes_are_off_none_is_written_nor_made_public(session, cast):
    with pytest.raises(Invalid) as refusal:
        write(session, cast)

    assert (refusal.value.field, refusal.value.why) == ("internal", "off")
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Comment.id))) == 0


def test_an_answer_to_a_note_is_refused_once_notes_are_off(session, noted):
    note = write(session, noted)
    noted.conference.procedure = ""
    session.flush()

    answer = Remark("They agree.", parent_id=note.id)
    with pytest.raises(Invalid):
        comments.comment(session, noted.marie, noted.document, answer, at=NOON)


def test_notes_follow_the_stages_of_comments(session, noted):
    noted.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed):
        write(session, noted)


def test_redaction_reaches_a_note_and_tells_the_committee_alone(session, noted):
    suggestion = ask(session, noted, FIRST)
    note = write(session, noted, paragraph_id=None, suggestion_id=suggestion.id)

    event = redaction.redact(session, noted.noor, note, at=NOON)

    assert note.words == ""
    assert event.audience is Audience.COMMITTEE
    assert check(session).broken is None
