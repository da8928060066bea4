"""The account of a text: every row that the reader may see, with what happens to it."""

from collections.abc import Callable, Collection, Mapping

from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript
from declaration.queries import sight
from declaration.queries.publishing.account import AccountKind, Lines, TextAccount, in_order
from declaration.queries.publishing.account_amending import package_rows, subamendment_rows
from declaration.queries.publishing.account_asking import question_rows
from declaration.queries.publishing.account_basis import AccountBasis, asked_then, numbers_before
from declaration.queries.publishing.account_debate import comment_rows, note_rows, suggestion_rows
from declaration.queries.publishing.account_negotiation import (
    agreement_rows,
    bracket_rows,
    position_rows,
    reservation_rows,
)
from declaration.queries.publishing.moment import NOW, Moment
from declaration.queries.suggesting.standing import by_paragraph
from models.vocabulary import Procedure

# Whoever adds a kind of row adds it to AccountKind, here, and to the words of the page.
ROWS: Mapping[AccountKind, Callable[[AccountBasis], Lines]] = {
    AccountKind.SUGGESTION: suggestion_rows,
    AccountKind.SUB_AMENDMENT: subamendment_rows,
    AccountKind.PACKAGE: package_rows,
    AccountKind.QUESTION: question_rows,
    AccountKind.COMMENT: comment_rows,
    AccountKind.NOTE: note_rows,
    AccountKind.POSITION: position_rows,
    AccountKind.BRACKET: bracket_rows,
    AccountKind.AGREEMENT: agreement_rows,
    AccountKind.RESERVATION: reservation_rows,
}


def account(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    text: Manuscript,
    kinds: Collection[AccountKind],
    moment: Moment = NOW,
) -> TextAccount:
    """Return what happens to each row of these kinds. At most twelve statements.

    ``text``: what is printed, or would be; ``moment``: when it was.
    """
    passages = by_paragraph(text.passages)
    before = numbers_before(session, text)
    basis = AccountBasis(session, reader, parts, text, moment, passages, before)
    basis.asked.update(asked_then(basis))
    chosen = tuple(kind for kind in AccountKind if kind in kinds)
    lines = [line for kind in chosen for line in ROWS[kind](basis)]
    return TextAccount(chosen, in_order(chosen, lines, passages))
