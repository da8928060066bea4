"""Acts of the negotiation in random histories: positions, entries, brackets, agreement."""

import sqlalchemy as sa

from declaration.actions.comments import Remark
from declaration.actions.negotiating import agreement, brackets, entries, positions, watching
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.negotiating import agreement as agreed
from declaration.queries.reading import texts
from declaration.verbs import Verb
from models.debate import Comment, Suggestion
from models.negotiation import Agreement, Bracket, BracketClosing, Entry, Position, Reservation
from models.people import Delegation, Membership
from models.vocabulary import EntryAnswer, EntrySource, Stand, Status, SuggestionKind


def take_position(history, by):
    """Support, object, join or step back; a co-sponsor that steps back leaves its authorship."""
    suggestion = history.asked()
    if suggestion is None:
        return None
    stand = history.chance.choice((Stand.SUPPORT, Stand.OBJECT, Stand.COSPONSOR, Stand.NONE))
    held = positions.newest_of(history.session, suggestion, by.delegation_id)
    leaves = stand is Stand.NONE and held is not None and held.stand is Stand.COSPONSOR
    verb = Verb.COSPONSOR if leaves or stand is Stand.COSPONSOR else Verb.TAKE_POSITION
    seen = history.wording(suggestion).id
    stance, at = Stance(stand, "Because.", seen_wording_id=seen), history.life.at
    return (
        verb,
        history.case(by, state=suggestion.status),
        lambda: positions.take(history.session, by, suggestion, stance, at=at),
    )


def refuse_cosponsor(history, by):
    position = history.pick(Position, Position.stand == Stand.COSPONSOR)
    if position is None:
        return None
    suggestion = history.session.get_one(Suggestion, position.suggestion_id)
    joined, at = position.delegation_id, history.life.at
    return (
        Verb.REFUSE_COSPONSOR,
        history.case(by, state=suggestion.status, author=suggestion.delegation_id or 0),
        lambda: positions.refuse(history.session, by, suggestion, joined, at=at),
    )


def enter_suggestion(history, by):
    passage, origin = history.passage(), _origin(history)
    amendment = Amendment(
        SuggestionKind.REPLACE, passage.paragraph_id, words=history.words(passage.words)
    )
    document, at = history.document, history.life.at
    return (
        Verb.ENTER_FOR,
        history.case(by),
        lambda: entries.enter_suggestion(history.session, by, document, amendment, origin, at=at),
    )


def enter_comment(history, by):
    remark = Remark(history.words(), paragraph_id=history.passage().paragraph_id)
    document, origin, at = history.document, _origin(history), history.life.at
    return (
        Verb.ENTER_FOR,
        history.case(by),
        lambda: entries.enter_comment(history.session, by, document, remark, origin, at=at),
    )


def enter_position(history, by):
    suggestion = history.pick(Suggestion, Suggestion.status == Status.SUBMITTED)
    if suggestion is None or suggestion.document_id != history.document.id:
        return None
    stance, at = Stance(history.chance.choice(entries.ENTERABLE), "Clear."), history.life.at
    origin = _origin(history)
    return (
        Verb.ENTER_FOR,
        history.case(by, state=suggestion.status),
        lambda: entries.enter_position(history.session, by, suggestion, stance, origin, at=at),
    )


def answer_entry(history, by):
    """The delegation confirms or refuses, or an official takes back what was entered."""
    entry = history.pick(Entry)
    if entry is None:
        return None
    answer, at = history.chance.choice(list(entries.ANSWERED)), history.life.at
    taken_back = answer is EntryAnswer.TAKEN_BACK
    return (
        Verb.ENTER_FOR if taken_back else Verb.ANSWER_ENTRY,
        history.case(by, state=_state(history, entry), author=entry.delegation_id),
        lambda: entries.answer(history.session, by, entry, answer, at=at),
    )


def leave_open(history, by):
    """Put a word, a whole paragraph, or what suggestions ask for in brackets."""
    passage, document, at = history.passage(), history.document, history.life.at
    opening = BracketOpening(passage.paragraph_id, options=_options(history), quote=_quote(history))
    asked = history.pick(
        Suggestion,
        Suggestion.document_id == document.id,
        Suggestion.status == Status.SUBMITTED,
        Suggestion.form.in_((SuggestionKind.REPLACE, SuggestionKind.DELETE)),
    )
    if asked is not None and history.chance.random() < 0.5:
        opening = BracketOpening(asked.paragraph_id, suggestions=(asked.id,), reason="Two views.")
    return (
        Verb.BRACKET,
        history.case(by),
        lambda: brackets.leave_open(history.session, by, document, opening, at=at),
    )


def close_bracket(history, by):
    closed = sa.select(BracketClosing.bracket_id)
    bracket = history.pick(Bracket, Bracket.id.not_in(closed)) or history.pick(Bracket)
    at = history.life.at
    return bracket and (
        Verb.BRACKET,
        history.case(by),
        lambda: brackets.close(history.session, by, bracket, "No one insists.", at=at),
    )


def agree(history, by):
    document, at = history.document, history.life.at
    agreeing = _agreeing(history, history.passage().paragraph_id)
    return (
        Verb.AGREE,
        history.case(by),
        lambda: agreement.agree(history.session, by, document, agreeing, at=at),
    )


def reopen_agreement(history, by):
    row = history.pick(Agreement)
    document, at = history.document, history.life.at
    agreeing = row and _agreeing(history, row.paragraph_id)
    return agreeing and (
        Verb.AGREE,
        history.case(by),
        lambda: agreement.reopen(history.session, by, document, agreeing, "Not yet.", at=at),
    )


def reserve(history, by):
    row = history.pick(Agreement, Agreement.agreed)
    document, at = history.document, history.life.at
    return row and (
        Verb.RESERVE,
        history.case(by),
        lambda: agreement.reserve(
            history.session, by, document, Reserving(row.paragraph_id, row.version_id), at=at
        ),
    )


def lift(history, by):
    reservation = history.pick(Reservation)
    at = history.life.at
    return reservation and (
        Verb.RESERVE,
        history.case(by, author=reservation.delegation_id),
        lambda: agreement.lift(history.session, by, reservation, at=at),
    )


def watch(history, by):
    """Watch a paragraph, a suggestion or the whole, or no longer."""
    suggestion = history.pick(Suggestion, Suggestion.document_id == history.document.id)
    paragraph = (history.document.id, history.passage().paragraph_id, None)
    about = [(history.document.id, None, None), paragraph]
    if suggestion is not None:
        about.append((history.document.id, None, suggestion.id))
    thing, at = history.chance.choice(about), history.life.at
    office = history.pick(Membership, Membership.person_id == (by.person_id or 0))
    key = office.id if office is not None else 0
    if history.chance.random() < 0.3:
        return Verb.WATCH, history.case(by), lambda: watching.stop(history.session, by, key, thing)
    return (
        Verb.WATCH,
        history.case(by),
        lambda: watching.watch(history.session, by, key, thing, at=at),
    )


def _origin(history):
    return Origin(history.pick(Delegation).id, history.chance.choice(list(EntrySource)))


def _state(history, entry):
    """The state of what was entered, as the rules ask about it; a comment has none."""
    suggestion_id = entry.suggestion_id
    if entry.position_id is not None:
        suggestion_id = history.session.get_one(Position, entry.position_id).suggestion_id
    return suggestion_id and history.session.get_one(Suggestion, suggestion_id).status


def _options(history):
    owners = (history.pick(Delegation).id,)
    return (Option(history.words("cities"), owners), Option(""))[: history.chance.randint(1, 2)]


def _quote(history):
    return history.chance.choice(("", *history.passage().words.split()))


def _agreeing(history, paragraph_id):
    """What stands there now; None for what is gone."""
    text = texts.rolling(history.session, history.document)
    if all(passage.paragraph_id != paragraph_id for passage in text.passages):
        return None
    passages = agreed.section(text, paragraph_id)
    seen = frozenset((passage.version_id, passage.place_id) for passage in passages)
    return Agreeing(paragraph_id, seen, confirmed=history.chance.random() < 0.7)


def answered(history):
    """How many entries of suggestions have another state than their answer says."""
    stray = sa.select(sa.func.count(Entry.id)).join(
        Suggestion, Suggestion.id == Entry.suggestion_id
    )
    confirmed = Entry.answer == EntryAnswer.CONFIRMED
    refused = Entry.answer.in_((EntryAnswer.REFUSED, EntryAnswer.TAKEN_BACK))
    wrong = (confirmed & (Suggestion.status == Status.ENTERED)) | (
        refused & (Suggestion.status != Status.WITHDRAWN)
    )
    return history.session.scalar(stray.where(wrong))


def shown_though_refused(history):
    """How many comments are shown though the delegation refused them."""
    query = sa.select(sa.func.count(Entry.id)).join(Comment, Comment.id == Entry.comment_id)
    refused = Entry.answer.in_((EntryAnswer.REFUSED, EntryAnswer.TAKEN_BACK))
    return history.session.scalar(query.where(refused, Comment.withdrawn_at.is_(None)))


NEGOTIATING = {  # with how often each comes beside the others
    take_position: 8,
    refuse_cosponsor: 2,
    enter_suggestion: 2,
    enter_comment: 1,
    enter_position: 2,
    answer_entry: 3,
    leave_open: 3,
    close_bracket: 1,
    agree: 3,
    reopen_agreement: 1,
    reserve: 2,
    lift: 1,
    watch: 1,
}
