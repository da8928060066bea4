"""The words of an account: its kinds of rows, what happens to them, for whom the numbers are."""

from flask_babel import LazyString, lazy_gettext as _l, lazy_pgettext

from declaration.queries.publishing.account import AccountKind, Consequence
from models.vocabulary import Capacity

KINDS: dict[AccountKind, LazyString] = {
    AccountKind.SUGGESTION: _l("Suggestions"),
    AccountKind.SUB_AMENDMENT: _l("Sub-amendments"),
    AccountKind.PACKAGE: _l("Packages"),
    AccountKind.QUESTION: _l("Questions to authors"),
    AccountKind.COMMENT: _l("Comments"),
    AccountKind.NOTE: _l("Committee notes"),
    AccountKind.POSITION: _l("Positions"),
    AccountKind.BRACKET: _l("Brackets"),
    AccountKind.AGREEMENT: _l("Agreed text"),
    AccountKind.RESERVATION: _l("Reservations"),
}
CONSEQUENCES: dict[Consequence, LazyString] = {
    Consequence.ACCEPTED: _l("Accepted"),
    Consequence.ADAPTED: _l("Accepted with changes"),
    Consequence.COVERED: _l("Covered by another suggestion"),
    Consequence.REJECTED: _l("Rejected"),
    Consequence.OVERTAKEN: _l("Overtaken by other changes"),
    Consequence.LAPSED: _l("Lapsed"),
    Consequence.COMMITTEE: _l("Committee edit"),
    Consequence.PENDING: _l("Stays pending"),
    Consequence.PENDING_EARLIER: _l("Stays pending, based on an earlier version"),
    Consequence.PENDING_CONFLICT: _l("Stays pending, conflicts with the text"),
    Consequence.PENDING_GONE: _l("Stays pending, paragraph removed"),
    Consequence.ENTERED: _l("Waits for its delegation to confirm it"),
    Consequence.PARTLY: _l("Partly decided"),
    Consequence.DECIDED: lazy_pgettext("package", "Decided"),
    Consequence.WAITING: _l("Awaits the author’s answer"),
    Consequence.AGREES: _l("Author agrees"),
    Consequence.DISAGREES: _l("Author disagrees"),
    Consequence.OUT_OF_DATE: _l("Question out of date"),
    Consequence.ANCHORED: _l("On the same text"),
    Consequence.MOVED: _l("The quoted text has moved"),
    Consequence.OPEN: _l("Stays open in brackets"),
    Consequence.AGREED: _l("Stays provisionally agreed"),
    Consequence.STANDS: lazy_pgettext("position or reservation", "Stands"),
    Consequence.EARLIER: _l("Stands, given on an earlier version"),
    Consequence.CHANGED: _l("The text has changed since"),
    Consequence.UNQUOTED: _l("The quoted text is no longer there"),
    Consequence.GONE: _l("Paragraph removed"),
    Consequence.RESOLVED: _l("Resolved"),
    Consequence.REOPENED: lazy_pgettext("agreed text", "Reopened"),
    Consequence.CLOSED: lazy_pgettext("brackets", "Closed"),
    Consequence.SETTLED: _l("The suggestion is no longer pending"),
    Consequence.TAKEN_BACK: _l("Position withdrawn"),
    Consequence.REFUSED: _l("Not accepted as co-sponsor"),
    Consequence.LIFTED: _l("Lifted"),
    Consequence.DISSOLVED: _l("Dissolved"),
    Consequence.REPLACED: _l("Replaced by a later one"),
    Consequence.WITHDRAWN: _l("Withdrawn"),
}
SEEN: dict[Capacity, LazyString] = {
    Capacity.COMMITTEE: _l(
        "The figures cover what the drafting committee can see: everything except internal "
        "comments of delegations."
    ),
    Capacity.SECRETARIAT: _l(
        "The figures cover what the secretariat can see: everything except internal comments of "
        "delegations and committee notes."
    ),
    Capacity.DELEGATION: _l("The figures cover what your delegation can see."),
    Capacity.PUBLIC: _l("The figures cover the part of the debate you can see."),
}
