"""Requests to sign: asked by anybody, answered by the secretariat, deleted for good."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.publishing import adoption
from declaration.actions.signing import register, requests
from declaration.errors import Invalid, NotAllowed, NotFound, SignInNeeded, Stale
from declaration.queries.publishing.signatures import signed
from declaration.queries.signing.requests import KEPT, has_old, known_by
from declaration.rules import PUBLIC
from models.base import Base
from models.document import Adoption
from models.journal import Event
from models.signing import SignatureRequest, SigningWay
from models.vocabulary import Audience, EventKind
from tests.actions.signing.test_signatures import holds
from tests.histories.signing import BOGOTA, EMAIL, adopt, ask, enter
from tests.support.cast import LATER
from tests.support.submitted import newest_event


def everything(session):
    """Every text that is stored."""
    session.commit()
    return [
        str(value)
        for table in Base.metadata.sorted_tables
        for row in session.execute(sa.select(table))
        for value in row
    ]


def test_anybody_asks_and_the_journal_tells_the_secretariat_alone_that_somebody_did(session, cast):
    adopt(session, cast)

    request = ask(session, cast)

    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.SIGNATURE_ASKED, Audience.SECRETARIAT)
    assert event.payload == f'{{"request":{request.id}}}'
    assert event.person_id is None
    assert not signed(session, cast.document.id)
    assert holds(session)


def test_nobody_asks_before_the_adoption_or_while_the_register_is_closed(session, cast):
    with pytest.raises(NotAllowed):
        ask(session, cast)
    adopt(session, cast, opened=False)
    with pytest.raises(NotFound):
        ask(session, cast)

    register.switch(session, cast.noor, cast.document, opened=True, at=LATER)
    register.switch(session, cast.noor, cast.document, opened=False, at=LATER)

    with pytest.raises(Invalid, match="register: register_closed"):
        ask(session, cast)


@pytest.mark.parametrize(
    "email",
    ["", "elena", "a@b", "a@b.c, d@e.f", "a@b.example\nBcc: c@d.example", "x" * 251 + "@b.c"],
)
def test_an_address_must_be_one(session, cast, email):
    adopt(session, cast)

    with pytest.raises(Invalid, match="email: not_an_address"):
        ask(session, cast, email=email)


def test_nobody_is_listed_without_agreeing_to_it(session, cast):
    adopt(session, cast)

    with pytest.raises(Invalid, match="consent: missing"):
        ask(session, cast, consent=False)


def test_who_asks_again_is_taken_in_again_so_that_nothing_tells(session, cast):
    adopt(session, cast)
    enter(session, cast)

    assert ask(session, cast).id != ask(session, cast, email="other@bogota.example").id


def test_the_same_words_sent_twice_are_asked_once(session, cast):
    adopt(session, cast)

    assert ask(session, cast).id == ask(session, cast).id


def test_a_verified_request_is_a_signature_of_the_day_on_which_it_came(session, cast):
    adopt(session, cast)
    request = ask(session, cast)

    row = requests.verify(session, cast.noor, cast.document, request, at=LATER + timedelta(days=3))

    assert (row.way, row.signed_on) == (SigningWay.PAGE, LATER.date())
    assert (row.signatory, request.signatory) == ("Elena Rojas", "")
    assert newest_event(session).kind is EventKind.SIGNATURE_ADDED
    with pytest.raises(Stale):
        requests.verify(session, cast.noor, cast.document, request, at=LATER)
    assert holds(session)


def test_a_request_with_a_decision_of_the_council_says_so(session, cast):
    adopt(session, cast)
    request = ask(session, cast, replace(BOGOTA, decision_url="https://bogota.example/12"))

    row = requests.verify(session, cast.noor, cast.document, request, at=LATER)

    assert (row.way, row.decision_url) == (SigningWay.COUNCIL, "https://bogota.example/12")


def test_an_authority_that_has_signed_is_not_verified_again(session, cast):
    adopt(session, cast)
    enter(session, cast)
    request = ask(session, cast)

    with pytest.raises(Invalid, match="authority: signed"):
        requests.verify(session, cast.noor, cast.document, request, at=LATER)


def test_a_refusal_has_a_reason_that_the_secretariat_keeps(session, cast):
    adopt(session, cast)
    request = ask(session, cast)
    with pytest.raises(Invalid, match="reason: missing"):
        requests.refuse(session, cast.noor, cast.document, request, " ", at=LATER)

    requests.refuse(session, cast.noor, cast.document, request, "Nobody knows it.", at=LATER)

    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.SIGNATURE_REFUSED, Audience.SECRETARIAT)
    assert "Nobody" not in event.payload
    assert not signed(session, cast.document.id)
    assert holds(session)


def test_the_secretariat_alone_answers(session, cast):
    adopt(session, cast)
    request = ask(session, cast)

    for by, error in ((cast.amina, NotFound), (cast.marie, NotFound), (PUBLIC, SignInNeeded)):
        with pytest.raises(error):
            requests.verify(session, by, cast.document, request, at=LATER)
        with pytest.raises(error):
            requests.refuse(session, by, cast.document, request, "No.", at=LATER)
        with pytest.raises(error):
            requests.forget(session, by, cast.document, request)


def test_an_address_is_in_one_row_and_is_deleted_for_good(session, cast):
    adopt(session, cast)
    request = ask(session, cast)
    row = requests.verify(session, cast.noor, cast.document, request, at=LATER)
    assert sum(EMAIL in text for text in everything(session)) == 1

    requests.forget(session, cast.noor, cast.document, request)

    assert not any(EMAIL in text for text in everything(session))
    assert session.get(SignatureRequest, request.id) is None
    assert row.authority == "Bogotá"
    assert holds(session)


def test_of_a_request_that_waits_the_address_alone_is_deleted(session, cast):
    adopt(session, cast)
    request = ask(session, cast)

    requests.forget(session, cast.noor, cast.document, request)

    assert (request.email, request.authority) == ("", "Bogotá")


def test_a_year_later_what_was_asked_is_deleted_when_the_next_one_asks(session, cast):
    adopt(session, cast)
    ask(session, cast)
    assert not has_old(session, LATER + KEPT - timedelta(seconds=1))
    assert has_old(session, LATER + KEPT)

    other = replace(BOGOTA, authority="Quito")
    ask(session, cast, other, email="q@quito.example", at=LATER + KEPT)

    rows = session.scalars(sa.select(SignatureRequest.authority)).all()
    assert rows == ["Quito"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Event))


def test_requests_go_with_an_adoption_that_is_undone(session, cast):
    adopt(session, cast)
    ask(session, cast)

    entered = session.scalars(sa.select(Adoption)).one()
    adoption.undo(session, cast.noor, entered, "Too early.", at=LATER)

    assert session.scalar(sa.select(sa.func.count(SignatureRequest.id))) == 0


def test_a_refused_request_keeps_no_name(session, cast):
    adopt(session, cast)
    refused = requests.refuse(
        session, cast.noor, cast.document, ask(session, cast), "Not known.", at=LATER
    )

    assert (refused.signatory, refused.office) == ("", "")


def test_who_is_made_anonymous_has_asked_for_nothing(session, cast):
    adopt(session, cast)
    ask(session, cast, email=cast.people["luis"].email.upper())

    redaction.anonymise(session, cast.noor, cast.people["luis"], at=LATER)

    assert session.scalar(sa.select(sa.func.count(SignatureRequest.id))) == 0


@pytest.mark.parametrize(
    ("one_name", "other", "same"),
    [
        ("Bogotá", "BOGOTA", True),
        ("पुणे", "पाणी", False),
        ("ガ", "カ", False),
        ("São  Paulo", "sao paulo", True),
    ],
)
def test_authorities_are_told_apart_by_their_letters(one_name, other, same):
    assert (known_by(one_name, "XX") == known_by(other, "XX")) is same
