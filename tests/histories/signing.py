"""An adopted text, its register, and who signs it."""

from declaration.actions.publishing import adoption
from declaration.actions.publishing.adoption import Record
from declaration.actions.signing import register, requests, signatures
from declaration.actions.signing.requests import AskingToSign
from declaration.actions.signing.signatures import SignedBy, Signing
from declaration.rules import PUBLIC
from models.signing import SigningWay
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
