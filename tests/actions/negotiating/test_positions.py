from dataclasses import replace

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from models.debate import Wording
from models.journal import Event
from models.negotiation import Position
from models.vocabulary import Audience, EventKind, Procedure, Stage, Stand, SuggestionKind
from tests.support.cast import LATER, NOON, name_history


@pytest.fixture
def suggestion(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    return suggestions.submit(session, cast.amina, cast.document, _amendment(cast), at=NOON)


def _amendment(cast, words="We will give every person who arrives a first point of contact."):
    paragraph = cast.paragraphs["arrival"].id
    return Amendment(SuggestionKind.REPLACE, paragraph_id=paragraph, words=words, reason="Shorter")


def take(session, by, suggestion, stand=Stand.SUPPORT, at=NOON, **values):
    return positions.take(session, by, suggestion, Stance(stand, **values), at=at)


def stands(session):
    return list(session.scalars(sa.select(Position.stand).order_by(Position.id)))


def acts(session):
    return list(session.scalars(sa.select(Event.kind).order_by(Event.id)))[1:]


def revise(session, cast, suggestion):
    wording = session.scalars(sa.select(Wording).order_by(Wording.id.desc())).first()
    amendment = _amendment(cast, "We will give every person who arrives a contact.")
    return suggestions.revise(
        session, cast.amina, suggestion, amendment, seen_wording_id=wording.id, at=LATER
    )


def test_a_delegation_supports_and_takes_it_back(session, cast, suggestion):
    supported = take(session, cast.luis, suggestion)
    take(session, cast.luis, suggestion, Stand.NONE)

    assert supported.delegation_id == cast.luis.delegation_id
    assert supported.audience is Audience.PARTICIPANTS
    assert stands(session) == [Stand.SUPPORT, Stand.NONE]
    assert acts(session) == [EventKind.POSITION_TAKEN] * 2


def test_the_same_again_is_no_act(session, cast, suggestion):
    first = take(session, cast.luis, suggestion, Stand.OBJECT, reason="Too short")
    again = take(session, cast.luis, suggestion, Stand.OBJECT, reason=" Too short ")
    take(session, cast.luis, suggestion, Stand.OBJECT, reason="Far too short")

    assert again is first
    assert len(acts(session)) == 2


def test_taking_back_what_was_never_said_is_no_act(session, cast, suggestion):
    assert take(session, cast.luis, suggestion, Stand.NONE) is None
    assert acts(session) == []


def test_on_a_new_wording_the_same_is_a_new_position(session, cast, suggestion):
    before = take(session, cast.luis, suggestion)
    wording = revise(session, cast, suggestion)
    after = take(session, cast.luis, suggestion)

    assert before.wording_id < wording.id == after.wording_id


def test_a_position_on_words_that_are_no_longer_there_is_refused(session, cast, suggestion):
    seen = session.scalars(sa.select(Wording.id)).one()
    wording = revise(session, cast, suggestion)

    with pytest.raises(Stale) as refusal:
        take(session, cast.luis, suggestion, seen_wording_id=seen)

    assert refusal.value.current is wording
    assert stands(session) == []


def test_nobody_supports_what_is_its_own(session, cast, suggestion):
    for stand in (Stand.SUPPORT, Stand.OBJECT, Stand.COSPONSOR):
        with pytest.raises(Invalid) as refusal:
            take(session, cast.amina, suggestion, stand)
        assert (refusal.value.field, refusal.value.why) == ("stand", "own")


def test_without_the_right_to_submit_there_is_no_position(session, cast, suggestion):
    with pytest.raises(NotAllowed):
        take(session, cast.eleni, suggestion)
    take(session, replace(cast.eleni, may_submit=True), suggestion)

    assert stands(session) == [Stand.SUPPORT]


@pytest.mark.parametrize("by", ["marie", "noor", "ole"])
def test_only_delegations_take_positions(session, cast, suggestion, by):
    with pytest.raises(NotFound):
        take(session, cast.actors[by], suggestion)


def test_what_is_not_switched_on_is_not_there(session, cast, suggestion):
    cast.conference.procedure = Procedure.COSPONSORS
    with pytest.raises(NotFound):
        take(session, cast.luis, suggestion)
    take(session, cast.luis, suggestion, Stand.COSPONSOR)

    cast.conference.procedure = Procedure.POSITIONS
    with pytest.raises(NotFound):
        take(session, cast.paul, suggestion, Stand.COSPONSOR)


def test_after_withdrawal_and_adoption_no_position_is_taken(session, cast, suggestion):
    suggestions.withdraw(session, cast.amina, suggestion, at=NOON)
    with pytest.raises(NotAllowed):
        take(session, cast.luis, suggestion)

    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed):
        take(session, cast.paul, suggestion)


def test_the_first_author_refuses_a_cosponsor_until_the_words_change(session, cast, suggestion):
    lima = cast.luis.delegation_id
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    positions.refuse(session, cast.amina, suggestion, lima, at=NOON)
    with pytest.raises(Invalid) as refusal:
        take(session, cast.luis, suggestion, Stand.COSPONSOR)
    take(session, cast.luis, suggestion)
    with pytest.raises(Invalid):
        take(session, cast.luis, suggestion, Stand.COSPONSOR)
    revise(session, cast, suggestion)
    take(session, cast.luis, suggestion, Stand.COSPONSOR)

    assert refusal.value.why == "refused"
    assert stands(session) == [Stand.COSPONSOR, Stand.REFUSED, Stand.SUPPORT, Stand.COSPONSOR]
    assert EventKind.COSPONSOR_REFUSED in acts(session)


def test_only_the_first_author_refuses_and_only_who_joined(session, cast, suggestion):
    lima = cast.luis.delegation_id
    with pytest.raises(Invalid):
        positions.refuse(session, cast.amina, suggestion, lima, at=NOON)
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    with pytest.raises(NotFound):
        positions.refuse(session, cast.paul, suggestion, lima, at=NOON)


def test_nobody_refuses_by_taking_a_position(session, cast, suggestion):
    with pytest.raises(Invalid):
        take(session, cast.luis, suggestion, Stand.REFUSED)


def test_positions_replay_and_redaction_empties_the_reason(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    name_history(session)
    suggestion = suggestions.submit(session, cast.amina, cast.document, _amendment(cast), at=NOON)
    position = take(session, cast.luis, suggestion, Stand.OBJECT, reason="Too short")
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    positions.refuse(session, cast.amina, suggestion, cast.luis.delegation_id, at=NOON)
    redaction.redact(session, cast.noor, position, at=LATER)

    assert (position.reason, position.redacted) == ("", True)
    assert not any("position" in difference for difference in replay(session).differences)
    assert chain.check(session).broken is None
