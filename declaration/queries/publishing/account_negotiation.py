"""What happens to positions, open brackets, agreement and reservations."""

from typing import Any

import sqlalchemy as sa

from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.queries.negotiating import brackets
from declaration.queries.publishing.account import AccountKind, AccountLine, Consequence, Lines
from declaration.queries.publishing.account_basis import AccountBasis, AskedThen, by
from declaration.queries.suggesting.support import shown
from models.debate import Suggestion
from models.document import Version
from models.negotiation import Agreement, Bracket, BracketClosing, Entry, Position, Reservation
from models.people import Delegation
from models.vocabulary import EntryAnswer, Procedure, Stand, Status, SubjectKind

ENDED = {Stand.NONE: Consequence.TAKEN_BACK, Stand.REFUSED: Consequence.REFUSED}
UNSAID = {  # what was entered for a delegation and counts no more
    EntryAnswer.REFUSED: Consequence.WITHDRAWN,
    EntryAnswer.TAKEN_BACK: Consequence.WITHDRAWN,
    EntryAnswer.OVERTAKEN: Consequence.REPLACED,
}


def position_rows(basis: AccountBasis) -> Lines:
    """Yield what delegations said, all of it: the newest of each that counts does on a suggestion.

    What was entered for a delegation counts as it does everywhere else. One statement.
    """
    moment = basis.moment
    stands = {*shown(basis.parts), Stand.NONE}
    if Procedure.COSPONSORS in basis.parts:
        stands.add(Stand.REFUSED)
    rows = _said(basis)
    latest = {
        (row.suggestion_id, row.delegation_id): row
        for row, _delegation, entry in rows
        if moment.counts(entry)
    }
    audiences = sight.audiences(basis.reader)
    for row, delegation, entry in rows:
        asked = basis.asked.get(row.suggestion_id)
        newest = latest.get((row.suggestion_id, row.delegation_id), row)
        seen = row.audience in audiences and newest.audience in audiences
        if asked is None or not seen or row.stand not in stands:
            continue
        yield AccountLine(
            kind=AccountKind.POSITION,
            id=row.id,
            consequence=_unsaid(basis, entry, asked) or _counts(row, newest, asked),
            at=row.created_at,
            capacity=row.capacity,
            **by(delegation),
            number=asked.suggestion.number,
            **basis.place(asked.stands_at),
            words=row.reason,
            language=row.language,
            redacted=row.redacted,
            stand=row.stand,
            entered=moment.entered(entry),
            waits=asked.pending,
        )


def _said(basis: AccountBasis) -> list[tuple[Position, Delegation, Entry | None]]:
    query = (
        sa.select(Position, Delegation, Entry)
        .join(Delegation, Delegation.id == Position.delegation_id)
        .join(Suggestion, Suggestion.id == Position.suggestion_id)
        .outerjoin(Entry, Entry.position_id == Position.id)
        .where(Suggestion.document_id == basis.text.document_id)
        .order_by(Position.id)
    )
    return [
        (row, delegation, entry)
        for row, delegation, entry in basis.session.execute(query)
        if basis.moment.there(SubjectKind.POSITION, row.id, row.created_at)
    ]


def _unsaid(basis: AccountBasis, entry: Entry | None, asked: AskedThen) -> Consequence | None:
    """Return what happens to what its delegation did not say; None where it counts."""
    if entry is None or basis.moment.counts(entry):
        return None
    answer = basis.moment.answer(entry)
    if answer is None:
        return Consequence.ENTERED if asked.pending else Consequence.SETTLED
    return UNSAID[answer]


def _counts(row: Position, newest: Position, asked: AskedThen) -> Consequence:
    if row is not newest:
        return Consequence.REPLACED
    if row.stand in ENDED:
        return ENDED[row.stand]
    if asked.status in {Status.DECIDED, Status.WITHDRAWN}:
        return Consequence.SETTLED
    return Consequence.STANDS if row.wording_id == asked.wording.id else Consequence.EARLIER


def bracket_rows(basis: AccountBasis) -> Lines:
    """Yield what was left open. One statement."""
    moment = basis.moment
    query = (
        sa.select(Bracket, Version.words, Version.redacted, BracketClosing)
        .join(Version, Version.id == Bracket.version_id)
        .outerjoin(BracketClosing, BracketClosing.bracket_id == Bracket.id)
        .where(Bracket.document_id == basis.text.document_id)
        .order_by(Bracket.id)
    )
    for row, words, redacted, closing in basis.session.execute(query):
        if not moment.there(SubjectKind.BRACKET, row.id, row.created_at):
            continue
        place = basis.place(row.paragraph_id)
        closed = closing is not None and moment.there(
            SubjectKind.BRACKET_CLOSING, closing.id, closing.created_at
        )
        whole = (row.starts, row.ends) == brackets.NOTHING
        quoted = words if whole else words[row.starts : row.ends]
        becomes = Consequence.CLOSED if closed else _left_open(row, words, place["passage"])
        lost = place["passage"] is None or becomes is Consequence.UNQUOTED
        yield AccountLine(
            kind=AccountKind.BRACKET,
            id=row.id,
            consequence=becomes,
            at=row.created_at,
            capacity=row.capacity,
            **place,
            words="" if lost else quoted,
            language=basis.text.language,
            redacted=redacted,
            old=quoted if lost else "",
        )


def _left_open(row: Bracket, words: str, passage: Passage | None) -> Consequence:
    if passage is None:
        return Consequence.GONE
    lost = brackets.span(row, words, passage.words).lost
    return Consequence.UNQUOTED if lost else Consequence.OPEN


def agreement_rows(basis: AccountBasis) -> Lines:
    """Yield all marks: the newest on a paragraph counts."""
    rows = [
        (row, words)
        for row, words in basis.session.execute(_on_versions(basis, Agreement))
        if basis.moment.there(SubjectKind.AGREEMENT, row.id, row.created_at)
    ]
    latest = {row.paragraph_id: row for row, _words in rows}
    for row, words in rows:
        place = basis.place(row.paragraph_id)
        becomes = Consequence.REPLACED
        if row is latest[row.paragraph_id]:
            becomes = _held(row, place["passage"])
        yield AccountLine(
            kind=AccountKind.AGREEMENT,
            id=row.id,
            consequence=becomes,
            at=row.created_at,
            capacity=row.capacity,
            **place,
            words=row.reason,
            language=basis.text.language,
            redacted=row.redacted,
            old="" if place["passage"] else words,
        )


def _held(row: Agreement, passage: Passage | None) -> Consequence:
    if not row.agreed:
        return Consequence.REOPENED
    if passage is None:
        return Consequence.GONE
    same = (passage.version_id, passage.place_id) == (row.version_id, row.place_id)
    return Consequence.AGREED if same else Consequence.CHANGED


def reservation_rows(basis: AccountBasis) -> Lines:
    """Yield the reservations. One statement."""
    query = _on_versions(basis, Reservation).add_columns(Delegation)
    query = query.join(Delegation, Delegation.id == Reservation.delegation_id)
    for row, words, delegation in basis.session.execute(query):
        if not basis.moment.there(SubjectKind.RESERVATION, row.id, row.created_at):
            continue
        place = basis.place(row.paragraph_id)
        passage = place["passage"]
        if basis.moment.lifted(row):
            becomes = Consequence.LIFTED
        elif passage is None:
            becomes = Consequence.GONE
        else:
            same = passage.version_id == row.version_id
            becomes = Consequence.STANDS if same else Consequence.EARLIER
        yield AccountLine(
            kind=AccountKind.RESERVATION,
            id=row.id,
            consequence=becomes,
            at=row.created_at,
            capacity=row.capacity,
            **by(delegation),
            **place,
            words=row.words,
            language=row.language,
            redacted=row.redacted,
            old="" if passage else words,
        )


def _on_versions(
    basis: AccountBasis, table: type[Agreement] | type[Reservation]
) -> sa.Select[*tuple[Any, ...]]:
    """Select what the reader may see, with the words of the version that it is on."""
    return (
        sa.select(table, Version.words)
        .join(Version, Version.id == table.version_id)
        .where(
            table.document_id == basis.text.document_id,
            table.audience.in_(sight.audiences(basis.reader)),
        )
        .order_by(table.id)
    )
