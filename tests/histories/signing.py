"""An adopted text, its register, and who signs it."""

from dataclasses import replace

from declaration.actions.journal import redaction
from declaration.actions.publishing import adoption
from declaration.actions.publishing.adoption import Record
from declaration.actions.signing import register, requests, signatures
from declaration.actions.signing.requests import AskingToSign
from declaration.actions.signing.signatures import SignedBy, Signing
from declaration.rules import PUBLIC
from models.signing import Signature, SigningWay
from models.vocabulary import DelegationKind, WorldRegion
from tests.support.cast import LATER, name_history

BOGOTA = Signing(
    "Bogotá",
    DelegationKind.CITY,
    "CO",
    WorldRegion.LATIN_AMERICA,
    "Elena Rojas",
    "Mayor",
)
EMAIL = "elena.rojas@bogota.example"


def adopt(session, cast, *, opened=True, at=LATER):
    """Adopt the zero draft, and open its register."""
    name_history(session)
    record = Record(at.date(), "Mechelen", "acclamation")
    adoption.adopt(session, cast.noor, cast.zero, record, at=at)
    if opened:
        register.switch(session, cast.noor, cast.document, opened=True, at=at)
    session.commit()


def ask(session, cast, signing=BOGOTA, *, by=PUBLIC, email=EMAIL, consent=True, at=LATER):
    asking = AskingToSign(signing, email, "es", consent)
    return requests.ask(session, by, cast.document, asking, at=at)


def enter(session, cast, signing=BOGOTA, *, way=SigningWay.ON_THE_DAY, on=None, at=LATER):
    entered = SignedBy(signing, way, on or at.date())
    return signatures.enter(session, cast.noor, cast.document, entered, at=at)


def play(session, noor, document, later):
    """Two authorities sign: one withdraws, the name of the other is taken out; one only asks."""
    register.switch(session, noor, document, opened=True, at=later())
    for authority in ("Bogotá", "Quito"):
        at = later()
        asking = AskingToSign(replace(BOGOTA, authority=authority), EMAIL, "es", consent=True)
        request = requests.ask(session, PUBLIC, document, asking, at=at)
        row = requests.verify(session, noor, document, request, at=later())
    signatures.withdraw(session, noor, document, row, at=later())
    redaction.redact(session, noor, session.get_one(Signature, row.id - 1), at=later())
    refused = requests.ask(session, PUBLIC, document, asking, at=later())
    requests.refuse(session, noor, document, refused, "It has withdrawn.", at=later())
    register.switch(session, noor, document, opened=False, at=later())
