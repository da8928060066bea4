"""Signatures of an adopted text: entered, given for a delegation, withdrawn; the journal holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from declaration.actions.journal import redaction
from declaration.actions.signing import register, signatures
from declaration.errors import Invalid, NotAllowed, NotFound
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.publishing.signatures import signed
from models.signing import SigningWay
from models.vocabulary import Audience, EventKind, WorldRegion
from tests.histories.signing import BOGOTA, adopt, enter
from tests.support.cast import LATER
from tests.support.desk import things
from tests.support.submitted import newest_event


def holds(session):
    """Whether the journal verifies, and gives what is stored."""
    session.commit()
    return chain.check(session).broken is None and not replay(session).differences


def sign(session, cast, by="amina", office="Mayor of Dakar"):
    actor = cast.actors[by]
    return signatures.sign_for_delegation(session, actor, cast.document, office, at=LATER)


def test_nothing_is_signed_before_the_adoption(session, cast):
    with pytest.raises(NotAllowed):
        enter(session, cast)
    with pytest.raises(NotAllowed):
        sign(session, cast)
    with pytest.raises(NotAllowed):
        register.switch(session, cast.noor, cast.document, opened=True, at=LATER)


def test_nothing_is_signed_before_the_register_is_opened(session, cast):
    adopt(session, cast, opened=False)

    with pytest.raises(NotFound):
        enter(session, cast)
    with pytest.raises(NotFound):
        sign(session, cast)


def test_a_rehearsal_has_no_register(session, cast):
    cast.document.rehearsal = True
    adopt(session, cast, opened=False)

    with pytest.raises(NotFound):
        register.switch(session, cast.noor, cast.document, opened=True, at=LATER)


def test_the_register_is_opened_and_closed_once_each_time(session, cast):
    adopt(session, cast)
    assert newest_event(session).kind is EventKind.REGISTER_OPENED
    assert newest_event(session).audience is Audience.EVERYBODY

    for opened in (True, False, False, True):
        register.switch(session, cast.noor, cast.document, opened=opened, at=LATER)

    assert newest_event(session).kind is EventKind.REGISTER_OPENED
    row = register.switch(session, cast.noor, cast.document, opened=True, at=LATER)
    assert row.open
    assert holds(session)


def test_what_is_entered_is_seen_by_everybody_and_stands_in_the_journal(session, cast):
    adopt(session, cast)

    row = enter(session, cast, way=SigningWay.LETTER)

    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.SIGNATURE_ADDED, Audience.EVERYBODY)
    assert ("signature", row.id) in things(session, event)
    for words in ("Elena", "Mayor", "Bogotá"):
        assert words not in event.payload
    assert (row.way, row.authority, row.signatory) == (SigningWay.LETTER, "Bogotá", "Elena Rojas")
    assert signed(session, cast.document.id)
    assert holds(session)


def test_the_secretariat_alone_enters_and_withdraws(session, cast):
    adopt(session, cast)
    row = enter(session, cast)

    for by in (cast.marie, cast.amina):
        with pytest.raises(NotFound):
            signatures.withdraw(session, by, cast.document, row, at=LATER)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"authority": " \n "}, "authority: missing"),
        ({"authority": "x" * 201}, "authority: long"),
        ({"signatory": ""}, "signatory: missing"),
        ({"office": "Mayor\u202e"}, "office: direction"),
        ({"signatory": "Elena\x00"}, "signatory: control"),
        ({"country": "Colombia"}, "country: two_letters"),
        ({"decision_url": "javascript:alert(1)"}, "decision_url: not_an_address"),
        ({"decision_url": "https://bogota.example/" + "x" * 500}, "decision_url: long"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(session, cast, change, field):
    adopt(session, cast)

    with pytest.raises(Invalid, match=field):
        enter(session, cast, replace(BOGOTA, **change))


def test_line_breaks_are_blanks(session, cast):
    adopt(session, cast)

    row = enter(session, cast, replace(BOGOTA, office="Mayor\r\nof the\tCapital District"))

    assert row.office == "Mayor of the Capital District"


def test_a_signature_is_of_a_day_after_the_adoption_that_has_come(session, cast):
    adopt(session, cast)

    with pytest.raises(Invalid, match="signed_on: before_adoption"):
        enter(session, cast, on=LATER.date() - timedelta(days=1))
    with pytest.raises(Invalid, match="signed_on: future"):
        enter(session, cast, on=LATER.date() + timedelta(days=1))


def test_an_authority_signs_once_however_it_is_spelled(session, cast):
    adopt(session, cast)
    row = enter(session, cast)

    with pytest.raises(Invalid, match="authority: signed"):
        enter(session, cast, replace(BOGOTA, authority="BOGO TA"))
    enter(session, cast, replace(BOGOTA, country="US"))
    signatures.withdraw(session, cast.noor, cast.document, row, at=LATER)
    enter(session, cast)


def test_a_withdrawn_signature_keeps_both_days(session, cast):
    adopt(session, cast)
    row = enter(session, cast)
    later = LATER + timedelta(days=30)

    signatures.withdraw(session, cast.noor, cast.document, row, at=later)
    signatures.withdraw(session, cast.noor, cast.document, row, at=later + timedelta(days=1))

    assert (row.signed_on, row.withdrawn_on) == (LATER.date(), later.date())
    assert newest_event(session).kind is EventKind.SIGNATURE_WITHDRAWN
    assert signed(session, cast.document.id)
    assert holds(session)


def test_a_head_signs_for_the_delegation_once_in_the_own_name(session, cast):
    adopt(session, cast)

    row = sign(session, cast)

    assert (row.authority, row.signatory, row.office) == ("Dakar", "Amina", "Mayor of Dakar")
    assert row.delegation_id == cast.amina.delegation_id
    assert row.way is SigningWay.PAGE
    with pytest.raises(Invalid, match="authority: signed"):
        sign(session, cast)
    for by in ("awa", "luis", "marie", "ole"):
        with pytest.raises(NotFound):
            sign(session, cast, by)
    assert holds(session)


def test_a_delegation_whose_signature_came_by_letter_does_not_sign_again(session, cast):
    adopt(session, cast)
    dakar = replace(BOGOTA, authority="DAKAR", country="SN", world_region=WorldRegion.AFRICA)
    row = enter(session, cast, dakar, way=SigningWay.LETTER)

    assert row.delegation_id == cast.amina.delegation_id
    with pytest.raises(Invalid, match="authority: signed"):
        sign(session, cast)


def test_nobody_signs_for_a_delegation_while_the_register_is_closed(session, cast):
    adopt(session, cast)
    register.switch(session, cast.noor, cast.document, opened=False, at=LATER)

    with pytest.raises(Invalid, match="register: register_closed"):
        sign(session, cast)
    enter(session, cast, way=SigningWay.LETTER)


def test_the_name_of_a_signatory_goes_and_the_authority_stays(session, cast):
    adopt(session, cast)
    row = enter(session, cast)

    event = redaction.redact(session, cast.noor, row, at=LATER)

    assert (row.signatory, row.office, row.salt, row.authority) == ("", "", "", "Bogotá")
    assert row.digest
    assert event.audience is Audience.EVERYBODY
    assert event.document_id == cast.document.id
    assert holds(session)


def test_who_is_made_anonymous_is_no_signatory_any_more(session, cast):
    adopt(session, cast)
    row = sign(session, cast)

    redaction.anonymise(session, cast.noor, cast.people["amina"], at=LATER)

    assert (row.signatory, row.authority) == ("", "Dakar")
    assert holds(session)
