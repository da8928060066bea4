"""What the tests of accounts share: what is said and asked, and what happens to it."""

from declaration.actions import comments
from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.comments import Remark
from declaration.actions.deciding import amendments
from declaration.actions.negotiating import brackets, entries, positions
from declaration.actions.negotiating.brackets import BracketOpening, Option
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.publishing.account import AccountKind, Consequence
from models.negotiation import Entry
from models.vocabulary import (
    Stand,
    SuggestionKind,
)
from tests.histories.accounts import account_now
from tests.support import desk
from tests.support.cast import LATER

KIND, HAPPENS = AccountKind, Consequence
SHORT = desk.FIRST.replace("a first point of contact", "a contact")
CLASHING = desk.FIRST.replace("every newcomer", "each guest")


def switch(session, cast, *parts):
    cast.conference.procedure = " ".join(parts)
    session.flush()


def happens(session, cast, kind, actor=None):
    """What happens to the rows of one kind now, in the order in which they were made."""
    held = account_now(session, actor or cast.marie, cast.document)
    return [line.consequence for line in sorted(held.of(kind), key=lambda line: line.id)]


def lines(session, cast, kind, actor=None, **values):
    held = account_now(session, actor or cast.marie, cast.document, **values)
    return sorted(held.of(kind), key=lambda line: line.id)


def say(session, cast, by="luis", on="arrival", **values):
    place = {"paragraph_id": cast.paragraphs[on].id} if on and "suggestion_id" not in values else {}
    remark = Remark("Which language?", **place, **values)
    return comments.comment(session, cast.actors[by], cast.document, remark, at=LATER)


def stand(session, cast, by, suggestion, stance=Stand.SUPPORT):
    positions.take(session, cast.actors[by], suggestion, Stance(stance), at=LATER)


def leave_open(session, cast, on="services", quote="schools"):
    values = BracketOpening(cast.paragraphs[on].id, quote=quote, options=(Option("colleges"),))
    [row] = brackets.leave_open(session, cast.marie, cast.document, values, at=LATER)
    return row


def amend(session, cast, on, words, **values):
    asked = Amendment(SuggestionKind.REPLACE, cast.paragraphs[on].id, words=words, reason="Clear.")
    return amendments.amend(session, cast.marie, cast.document, asked, at=LATER, **values)


def remove(session, cast, on, **values):
    asked = Amendment(SuggestionKind.DELETE, cast.paragraphs[on].id, reason="Said twice.")
    return amendments.amend(session, cast.marie, cast.document, asked, at=LATER, **values)


def enter(session, cast, words="We will welcome every person."):
    asked = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=words)
    origin = Origin(cast.delegations["dakar"].id)
    return entries.enter_suggestion(session, cast.noor, cast.document, asked, origin, at=LATER)


def answer(session, cast, suggestion, given):
    [entry] = session.query(Entry).filter_by(suggestion_id=suggestion.id)
    entries.answer(session, cast.amina, entry, given, at=LATER)


def enter_stand(session, cast, suggestion, by="paul"):
    """Let the secretariat enter that a delegation supports a suggestion."""
    origin = Origin(cast.actors[by].delegation_id)
    stance = Stance(Stand.SUPPORT)
    return entries.enter_position(session, cast.noor, suggestion, stance, origin, at=LATER)


def answer_stand(session, cast, position, given, by=None):
    [entry] = session.query(Entry).filter_by(position_id=position.id)
    entries.answer(session, by or cast.paul, entry, given, at=LATER)


def sub_amend(session, cast, suggestion, words=SHORT, by="luis"):
    return subamendments.make(session, cast.actors[by], suggestion, Amending(words), at=LATER)


def respond(session, by, row, act, *, taken=True, **values):
    act(session, by, row, AmendingAnswer(taken, **values), at=LATER)


def publish(session, cast, label="Rev. 1"):
    return revisions.publish(session, cast.marie, cast.document, Publication(label), at=LATER)
