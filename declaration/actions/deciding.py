"""Decide: what becomes of the suggestions on one paragraph, or on several, in one act each."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions import committee
from declaration.actions.ruling import Ruling, Several, Verdict, each, foreseen, hold, rule
from declaration.rules import Actor, Verb, require
from models.document import Document
from models.journal import Event

__all__ = ["Ruling", "Several", "Verdict", "decide", "decide_all", "foresee"]


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


def decide_all(
    session: Session, by: Actor, document: Document, rulings: Sequence[Ruling], *, at: datetime
) -> Several:
    """Decide on several paragraphs, each by itself: what cannot be stays, and is reported."""
    require(by, Verb.RELEASE, committee.case(session, document))
    hold(session, (id_ for ruling in rulings for id_ in ruling.ids))
    return each(rulings, lambda ruling: rule(session, by, document, ruling, at))
