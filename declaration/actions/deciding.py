"""Decide: what becomes of the suggestions on one paragraph, in one act."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions import committee
from declaration.actions.ruling import Ruling, Verdict, foreseen, rule
from declaration.rules import Actor, Verb, require
from models.document import Document
from models.journal import Event

__all__ = ["Ruling", "Verdict", "decide", "foresee"]


def foresee(session: Session, by: Actor, document: Document, ruling: Ruling) -> Ruling:
    """Return what to ``decide``, compared with its outcomes before the write transaction.

    Raises as ``decide`` does.
    """
    require(by, Verb.RELEASE, committee.case(session, document))
    return foreseen(session, document, ruling)


def decide(
    session: Session, by: Actor, document: Document, ruling: Ruling, *, at: datetime
) -> Event:
    """Decide on every suggestion of the ruling, make the words that result: one event.

    Raises as ``ruling.rule`` does; nothing is written then.
    """
    require(by, Verb.RELEASE, committee.case(session, document))
    return rule(session, by, document, ruling, at)
