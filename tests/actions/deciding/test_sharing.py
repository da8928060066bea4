from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import sharing
from declaration.errors import Invalid, NotAllowed, NotFound
from declaration.queries.deciding import preparations
from models.debate import Charge, Phrase
from models.document import Document, Paragraph
from models.journal import Event
from models.people import Membership
from models.vocabulary import Capacity, Stage
from tests.support.desk import LATER


def holders(session, cast):
    return {
        key: member.name for key, member in preparations.holders(session, cast.document).items()
    }


def give(session, cast, by, key, person):
    heading = cast.paragraphs[key] if key else None
    return sharing.assign(session, by, cast.document, heading, person, at=LATER)


def test_a_member_takes_a_section_and_hands_it_back_without_an_event(session, cast, paul):
    events = session.query(Event).count()

    give(session, cast, paul, "welcome", paul.person_id)
    assert holders(session, cast) == {cast.paragraphs["welcome"].id: "Paul"}
    give(session, cast, paul, "welcome", None)

    assert holders(session, cast) == {}
    assert session.query(Event).count() == events


def test_a_section_has_one_member_and_can_be_handed_over(session, cast, paul):
    for key in ("welcome", None):
        give(session, cast, paul, key, paul.person_id)
        give(session, cast, cast.marie, key, cast.marie.person_id)

    assert set(holders(session, cast).values()) == {"Marie"}
    assert set(holders(session, cast)) == {cast.paragraphs["welcome"].id, 0}


def test_sections_are_for_members_alone_and_of_this_document(session, cast, paul):
    other = Document(slug="inputs", title="Inputs", created_at=LATER)
    session.add(other)
    session.flush()
    foreign = Paragraph(uid="foreign", document_id=other.id)
    session.add(foreign)
    session.flush()

    with pytest.raises(Invalid, match="person: unknown"):
        give(session, cast, cast.marie, "welcome", cast.amina.person_id)
    with pytest.raises(NotFound):
        sharing.assign(session, paul, cast.document, foreign, paul.person_id, at=LATER)
    with pytest.raises(NotFound):
        give(session, cast, cast.amina, "welcome", cast.amina.person_id)
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed):
        give(session, cast, paul, "welcome", paul.person_id)


def test_whoever_has_left_the_committee_holds_nothing(session, cast, paul):
    give(session, cast, paul, "welcome", paul.person_id)
    query = session.query(Membership).filter_by(capacity=Capacity.COMMITTEE)
    query.filter_by(person_id=paul.person_id).one().ended_at = LATER
    session.flush()

    assert holders(session, cast) == {}
    assert [member.name for member in preparations.members(session)] == ["Marie"]


def test_the_committee_says_when_it_meets_next(session, cast, paul):
    soon = LATER + timedelta(days=3)

    sharing.set_meeting(session, paul, cast.document, soon, at=LATER)
    assert cast.document.meeting_at == soon
    with pytest.raises(Invalid, match="meeting: past"):
        sharing.set_meeting(session, paul, cast.document, LATER, at=LATER)
    sharing.set_meeting(session, paul, cast.document, None, at=LATER)

    assert cast.document.meeting_at is None


def test_nobody_else_sets_the_meeting(session, cast):
    for by in (cast.amina, cast.noor):
        with pytest.raises(NotFound):
            sharing.set_meeting(session, by, cast.document, None, at=LATER)


def test_the_committee_keeps_its_standard_reasons_in_order(session, cast):
    sharing.set_phrases(session, cast.actors["paul_member"], ["Old."], "en")
    sharing.set_phrases(session, cast.marie, ["Déjà dit."], "fr")

    sharing.set_phrases(
        session, cast.marie, ["Agreed language.", " ", "Too detailed.", "Agreed language."], "en"
    )

    phrases = session.scalars(sa.select(Phrase).order_by(Phrase.language, Phrase.position)).all()
    assert [phrase.words for phrase in phrases] == [
        "Agreed language.",
        "Too detailed.",
        "Déjà dit.",
    ]
    with pytest.raises(Invalid, match="phrases: long"):
        sharing.set_phrases(session, cast.marie, ["x" * 501], "en")
    with pytest.raises(NotFound):
        sharing.set_phrases(session, cast.amina, ["Mine."], "en")


def test_a_standard_reason_has_at_most_five_hundred_characters(session, cast):
    [phrase] = sharing.set_phrases(session, cast.marie, ["x" * 500], "en")

    assert len(phrase.words) == 500


def test_standard_reasons_keep_their_order_and_are_a_hundred_at_most(session, cast):
    hundred = [f"Reason {number}." for number in range(100)]

    phrases = sharing.set_phrases(session, cast.marie, hundred, "en")

    assert [phrase.position for phrase in phrases] == list(range(100))
    with pytest.raises(Invalid, match="phrases: long"):
        sharing.set_phrases(session, cast.marie, [*hundred, "One more."], "en")


def test_sections_of_another_text_stay_with_whoever_has_them(session, cast, paul):
    other = Document(slug="other", title="Other", created_at=LATER, stage=Stage.CONSULTATION)
    session.add(other)
    session.flush()
    sharing.assign(session, paul, other, None, paul.person_id, at=LATER)

    sharing.assign(session, cast.marie, cast.document, None, cast.marie.person_id, at=LATER)

    assert session.scalars(sa.select(Charge.person_id).order_by(Charge.id)).all() == [
        paul.person_id,
        cast.marie.person_id,
    ]
