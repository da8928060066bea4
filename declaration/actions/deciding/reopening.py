"""Reopen: until the next revision a decision can be taken back; nothing is erased."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import outcome
from declaration.actions.deciding.verdicts import Matter
from declaration.actions.journal import events
from declaration.actions.writing import agreed, paragraphs, places
from declaration.errors import Invalid, NotFound, Stale
from declaration.queries import sight
from declaration.queries.deciding import reopening as queries
from declaration.queries.journal.subjects import of_an_act
from declaration.rules import Actor, require
from declaration.text import Merged, normal
from declaration.verbs import Verb
from models.debate import Decision, Suggestion
from models.document import Document, Paragraph, Place, Version
from models.journal import Event, Subject
from models.vocabulary import EventKind, Outcome, Status, SubjectKind, SuggestionKind

MOST = 50  # decisions undone in one press: each takes some 20 statements while others wait
TOUCHED = frozenset({SubjectKind.PARAGRAPH, SubjectKind.SUGGESTION})  # where others go on from it

Named = tuple[SubjectKind, int]  # what an event names: its kind, its id


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why, and the words that the paragraph has then.

    ``words``: None = what the decision brought is taken out, where that is clear; they are of no
    use where the decision brought no words. ``base_version_id`` was on the screen; None = not
    checked. ``reopening``: why text that was agreed since is changed.
    """

    reason: str
    words: str | None = None
    base_version_id: int | None = None
    reopening: str = ""


def reopen(
    session: Session, by: Actor, suggestion: Suggestion, reopening: Reopening, *, at: datetime
) -> Decision:
    """Put a decided suggestion back on the desk, and the text back to what it was without it.

    Raises Invalid (``reason``, ``words``, ``reopening``; ``decision`` with published), Stale;
    nothing may be kept then.
    """
    document = session.get_one(Document, suggestion.document_id)
    session.refresh(suggestion, with_for_update={"of": Suggestion})  # not what it is joined to
    case = replace(sight.case(session, document), state=suggestion.status)
    require(by, Verb.REOPEN, case)
    events.head(session)
    undoing = _decided(session, document, suggestion, reopening)
    about = suggestion.paragraph_id
    subjects = [] if about is None else [(SubjectKind.PARAGRAPH, about)]
    standing = agreed.standing(session, document)
    change = _undo(session, document, suggestion, undoing, reopening, at)
    agreed.reopen(session, by, standing, change.changed, reopening.reopening, at)
    reason = normal(reopening.reason).strip()
    matter = Matter(suggestion, undoing.wording, None, Outcome.REOPENED, reason)
    [decision] = outcome.decisions(session, by, [matter], change, at)
    events.record(
        session,
        by,
        EventKind.DECISION_REOPENED,
        [*subjects, *outcome.touched(session, [matter], change, [decision])],
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={"number": suggestion.number},
    )
    return decision


def undo(
    session: Session, by: Actor, document: Document, event_ids: range, reason: str, *, at: datetime
) -> list[Decision]:
    """Reopen all that was decided in one press, the last first, and put the text back.

    ``event_ids``: from the first of its events to the last. Raises NotFound where one of them is no
    decision, Invalid (``decision``) for more than MOST, Stale with the numbers of the suggestions
    where anything has happened since, and as ``reopen`` does; nothing may be kept then.
    """
    case = replace(sight.case(session, document), state=Status.DECIDED)
    require(by, Verb.REOPEN, case)
    if len(event_ids) > MOST:
        raise Invalid("decision", "many")
    events.head(session)
    named = _named(session, document, event_ids)
    _check_last(session, named)
    return [
        decision
        for things in reversed(named.values())
        for decision in _reopened(session, by, things, reason, at)
    ]


def _named(session: Session, document: Document, event_ids: range) -> dict[int, list[Named]]:
    """Return what each event names, in their order."""
    decided = sa.select(Event.id).where(
        Event.id.between(event_ids.start, event_ids.stop - 1),
        Event.document_id == document.id,
        Event.kind == EventKind.PARAGRAPH_DECIDED,
    )
    named: dict[int, list[Named]] = {id_: [] for id_ in session.scalars(decided.order_by(Event.id))}
    if not named or len(named) != len(event_ids):
        raise NotFound
    query = sa.select(Subject.event_id, Subject.kind, Subject.thing_id)
    for event_id, kind, thing_id in session.execute(query.where(Subject.event_id.in_(named))):
        named[event_id].append((kind, thing_id))
    return named


def _check_last(session: Session, named: Mapping[int, Collection[Named]]) -> None:
    """See that no other event has named a paragraph or suggestion of these since. Raises Stale."""
    things = [thing for thing in chain(*named.values()) if thing[0] in TOUCHED]
    naming = sa.select(Subject.kind, Subject.thing_id).where(
        Subject.event_id > max(named), sa.tuple_(Subject.kind, Subject.thing_id).in_(things)
    )
    since = {(kind, thing_id) for kind, thing_id in session.execute(naming)}
    touched = [_ids(each, SubjectKind.SUGGESTION) for each in named.values() if since & {*each}]
    if touched:
        numbers = sa.select(Suggestion.number).where(Suggestion.id.in_(chain(*touched)))
        raise Stale(sorted(session.scalars(numbers)))


def _reopened(
    session: Session, by: Actor, things: Collection[Named], reason: str, at: datetime
) -> list[Decision]:
    made = session.scalars(
        sa.select(Decision)
        .where(Decision.id.in_(_ids(things, SubjectKind.DECISION)))
        .order_by(Decision.id)
    )
    replaced = next((each.replaced_version_id for each in made if each.replaced_version_id), None)
    words = session.get_one(Version, replaced).words if replaced else None
    back = Reopening(reason=reason, words=words)
    ids = _ids(things, SubjectKind.SUGGESTION)
    query = sa.select(Suggestion).where(Suggestion.id.in_(ids)).order_by(Suggestion.id)
    return [reopen(session, by, each, back, at=at) for each in session.scalars(query).all()]


def _ids(things: Iterable[Named], kind: SubjectKind) -> list[int]:
    return [thing_id for named, thing_id in things if named == kind]


def _decided(
    session: Session, document: Document, suggestion: Suggestion, reopening: Reopening
) -> queries.Undoing:
    if not reopening.reason.strip():
        raise Invalid("reason", "missing")
    undoing = queries.undoing(session, document, suggestion)
    if undoing is None or not undoing.open:
        raise Invalid("decision", "published")
    if undoing.current and reopening.base_version_id not in {None, undoing.current.id}:
        raise Stale(undoing.current)
    return undoing


def _undo(
    session: Session,
    document: Document,
    suggestion: Suggestion,
    undoing: queries.Undoing,
    reopening: Reopening,
    at: datetime,
) -> paragraphs.ParagraphChange:
    """Make the rows that put the text back; of an insertion the paragraph is removed again."""
    placed: list[Place] = []
    version = None
    if undoing.decision.outcome.taken and undoing.place is not None:
        placed = _places_back(session, document, suggestion, undoing, at)
    if undoing.merged is not None and undoing.current is not None:
        words = _words(undoing.merged, reopening)
        if words != undoing.current.words:
            paragraph = session.get_one(Paragraph, undoing.current.paragraph_id)
            version = paragraphs.word(session, document, paragraph, words, at)
    if suggestion.form is SuggestionKind.INSERT:
        suggestion.paragraph_id = None
    return paragraphs.ParagraphChange(
        version=version,
        place=placed[0] if placed else None,
        replaced=undoing.current if version is not None else None,
        along=tuple(placed[1:]),
    )


def _words(merged: Merged, reopening: Reopening) -> str:
    words = merged.text if merged.clean else ""
    if reopening.words is not None:
        words = normal(reopening.words).strip()
    if not words:
        raise Invalid("words", "missing")
    return words


def _places_back(
    session: Session,
    document: Document,
    suggestion: Suggestion,
    undoing: queries.Undoing,
    at: datetime,
) -> list[Place]:
    """Undo an insertion, a deletion or a move, unless somebody has put it elsewhere since.

    Where it has only gone along with another paragraph since, it is undone there.
    """
    place, decided = undoing.place, undoing.decision.place_id
    if place is None or decided is None or suggestion.form is SuggestionKind.REPLACE:
        return []
    if _elsewhere(session, document, place, decided):
        return []
    if suggestion.form is SuggestionKind.INSERT:
        return [paragraphs.put(session, place, at, live=False)]
    made = _made(session, undoing.decision)
    if suggestion.form is SuggestionKind.MOVE:
        return paragraphs.move_back(session, document, place, made, at)
    [rank] = places.ranks_back(session, document, min(made), [place])
    return [paragraphs.put(session, place, at, rank=rank)]


def _elsewhere(session: Session, document: Document, place: Place, decided: int) -> bool:
    """Whether a paragraph was moved or deleted by itself since, and has not come back."""
    then = session.get_one(Place, decided)
    stands = (place.rank, place.live) == (then.rank, then.live)
    return not stands and place.paragraph_id in places.moved_since(session, document, decided)


def _made(session: Session, decision: Decision) -> frozenset[int]:
    """Return the ids of the places that a decision's act made, as its event names them."""
    events_of = sa.select(Subject.event_id).where(
        Subject.kind == SubjectKind.DECISION, Subject.thing_id == decision.id, of_an_act()
    )
    named = sa.select(Subject.thing_id).where(
        Subject.kind == SubjectKind.PLACE, Subject.event_id.in_(events_of)
    )
    return frozenset({*session.scalars(named), *filter(None, [decision.place_id])})
