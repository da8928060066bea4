"""Verify the journal: every hash is computed again, from the rows as they stand.

What is found is the first broken link. A fixed number of statements, streamed, however long the
journal; in memory is what events say of rows that may change. Events before HISTORY_NAMED, if there
is one, follow an earlier rule: they name words, decisions and revisions alone.
"""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.journal import history
from declaration.queries.journal.links import Broken, Flaw, Ground, events, ground
from models.journal import GENESIS, Event, JournalHead


@dataclass(frozen=True, slots=True)
class Checked:
    """How many events were read, the hash that the chain ends with, and what broke first.

    ``before``: what was broken already when an upgrade was told to go on all the same.
    """

    events: int
    head: str
    broken: Broken | None
    before: Broken | None = None


def check(session: Session, head: str | None = None) -> Checked:
    """Verify the journal, and say how long it is and how it ends.

    ``head`` is a hash that was the journal's head once, as printed on a revision's page: with it
    a tail cut off together with the stored head is found, too.
    """
    start = ground(session)
    chain = _chain(session, start, head)
    flaws = [broken for broken in (chain.before, chain.broken) if broken]
    for broken in history.flaws(session, start):
        if chain.broken and broken.flaw is Flaw.STATE:
            continue  # the event that said so may be the broken one
        flaws.append(broken)
    flaws.sort(key=lambda broken: broken.event_id or float("inf"))
    known = [broken for broken in flaws if start.forgives(broken)]
    new = [broken for broken in flaws if not start.forgives(broken)]
    return replace(chain, broken=next(iter(new), None), before=next(iter(known), None))


def head(session: Session) -> str:
    """Return the hash with which the journal ends."""
    return session.execute(sa.select(JournalHead.hash)).scalar_one()


def _chain(session: Session, start: Ground, head: str | None) -> Checked:
    last, missing = (0, GENESIS), head
    broken: Broken | None = None
    before: Broken | None = None
    for event, subjects in events(session):
        whole = event.hash == event.hashed(subjects)
        flaw = None if broken else _flaw(event, *last, whole=whole)
        if flaw is not None:
            link = Broken(event.id, flaw)
            before, broken = (before or link, None) if start.forgives(link) else (before, link)
        if whole and event.id >= start.event_id:
            start.hear(event)
        if broken is None:
            last = event.id, event.hash
            missing = None if missing == event.hash else missing
    if broken is not None:
        return Checked(*last, broken, before)
    stored = session.execute(sa.select(JournalHead.event_id, JournalHead.hash)).one_or_none()
    if stored is None or tuple(stored) != last:
        broken = Broken(last[0] + 1, Flaw.TAIL)
    elif missing not in {None, "", GENESIS}:
        broken = Broken(last[0] + 1, Flaw.HEAD)
    return Checked(*last, broken, before)


def _flaw(event: Event, at: int, hash_: str, *, whole: bool) -> Flaw | None:
    if event.id != at + 1:
        return Flaw.GAP
    if event.previous != hash_:
        return Flaw.PREVIOUS
    return None if whole else Flaw.HASH
