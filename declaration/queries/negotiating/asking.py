"""What the committee has put to the authors of suggestions, and what they have answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries import newest, sight
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.rules import DEBATED, Case, may
from declaration.verbs import Verb
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Paragraph, Place, Version
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.people import Delegation
from models.vocabulary import Consent, Outcome, Procedure, Status, SuggestionKind

PRESS = sa.func.coalesce(AuthorQuestion.with_id, AuthorQuestion.id)
PART = frozenset({Procedure.ASKING})
Known = tuple[int, bool, int | None]
"""Which round it is, whether the newest, and the delegation of the reader."""


class AskedMark(NamedTuple):
    """What a list tells of the newest question on a suggestion, values only."""

    state: Consent
    answer_by: date
    sentence: str
    language: str


@dataclass(frozen=True, slots=True)
class AskedRound:
    """One question to one author. ``state``: of it, with all that was asked by the same press.

    ``count``: the how manieth on its suggestion it is; ``newest``: none was asked after it.
    ``own_words`` are the author's, ``base_words`` those of the paragraph, both as they were then;
    places as of ``Drafted``. ``own``: it is put to the reader's delegation. ``covered_by``: the
    number of a suggestion, 0 for none.
    """

    question: AuthorQuestion
    answer: AuthorAnswer | None
    state: Consent
    count: int
    newest: bool
    number: int
    form: SuggestionKind
    status: Status
    paragraph_id: int | None
    uid: str
    delegation: str
    own: bool
    document: Document
    own_words: str
    base_words: str
    covered_by: int
    place: PrintedPlace
    after_id: int | None
    after: PrintedPlace

    @property
    def awaits(self) -> bool:
        """Whether the author can answer."""
        return self.state in {Consent.WAITING, Consent.OVERDUE}

    @property
    def open(self) -> bool:
        """Whether it says something of now: the newest, on what is not settled, or unanswered."""
        return self.answer is None or (self.newest and self.state is not Consent.SETTLED)

    @property
    def mark(self) -> AskedMark:
        """Return what lists tell of it."""
        answer = self.answer
        sentence, language = (answer.sentence, answer.language) if answer else ("", "")
        return AskedMark(self.state, self.question.answer_by, sentence, language)

    @property
    def changes_text(self) -> bool:
        """Whether the text would be another."""
        return bool(self.question.words) and self.question.words != self.base_words

    @property
    def deletes(self) -> bool:
        """Whether the paragraph would go."""
        deleted = self.form is SuggestionKind.DELETE and self.question.outcome is Outcome.ACCEPTED
        return deleted and not self.question.words

    @property
    def redacted(self) -> bool:
        """Whether what was asked has been redacted."""
        return self.question.redacted


def of_press(press: int) -> sa.ColumnElement[bool]:
    """Limit questions to those of one press."""
    return PRESS == press  # noqa: SIM300 -- a condition, not a constant


def stands() -> sa.ColumnElement[bool]:
    """Whether a question is the newest on its suggestion, and all is as it was when it was asked.

    Of a query that joins the suggestion and its document.
    """
    about = AuthorQuestion.suggestion_id
    again, decided = aliased(AuthorQuestion), aliased(Decision)
    wording = newest.wording(Wording.id, about).correlate(AuthorQuestion)
    version = newest.version(Version.id, Suggestion.paragraph_id, Document.language)
    place = newest.place(Place.id, Suggestion.paragraph_id).correlate(Suggestion)
    return sa.and_(
        Suggestion.status == Status.SUBMITTED,
        AuthorQuestion.redacted.is_(False),
        AuthorQuestion.wording_id == wording.scalar_subquery(),
        AuthorQuestion.version_id.is_(None)
        | (AuthorQuestion.version_id == version.correlate(Suggestion, Document).scalar_subquery())
        & (AuthorQuestion.place_id == place.scalar_subquery()),
        ~sa.exists().where(again.suggestion_id == about, again.id > AuthorQuestion.id),
        ~sa.exists().where(
            decided.suggestion_id == about, decided.created_at > AuthorQuestion.created_at
        ),
    )


def everywhere() -> sa.ColumnElement[bool]:
    """Limit questions to texts that are debated."""
    return Document.stage.in_(DEBATED)


def on_document(document: Document) -> sa.ColumnElement[bool]:
    """Limit questions to those on one document."""
    return Suggestion.document_id == document.id


def on_paragraph(paragraph_id: int) -> sa.ColumnElement[bool]:
    """Limit questions to those on what is asked about one paragraph."""
    return Suggestion.paragraph_id == paragraph_id


def on_suggestions(numbers: Sequence[int]) -> sa.ColumnElement[bool]:
    """Limit questions to those on some suggestions, with what was asked by the same press."""
    return _with_others(Suggestion.number.in_(numbers))


def of_delegation(delegation_id: int | None) -> sa.ColumnElement[bool]:
    """Limit questions to those for one delegation, with what was asked by the same press."""
    return _with_others(Suggestion.delegation_id == delegation_id)


def rounds(
    session: Session, reader: sight.Reader, today: date, only: sa.ColumnElement[bool]
) -> tuple[AskedRound, ...]:
    """Return the questions that the reader may see, oldest first. One statement.

    ``today``: which day it is where the conference is. ``only``: one of the limits above.
    """
    rows = session.execute(_query().where(only)).all()
    fallen = {row.AuthorQuestion.press for row in rows if not row.stands}
    last = {row.Suggestion.id: row.AuthorQuestion.id for row in rows}
    counts: dict[int, int] = {}
    asked = []
    for row in rows:
        counts[row.Suggestion.id] = counts.get(row.Suggestion.id, 0) + 1
        if is_for(reader, row.Suggestion):
            state = _state(row, fallen, today)
            newest = last[row.Suggestion.id] == row.AuthorQuestion.id
            known = counts[row.Suggestion.id], newest, reader.actor.delegation_id
            asked.append(_round(row, state, known))
    return tuple(asked)


def latest(asked: Iterable[AskedRound]) -> dict[int, AskedRound]:
    """Return the newest question on each suggestion, by the suggestion's id."""
    return {each.question.suggestion_id: each for each in asked if each.newest}


def presses(asked: Iterable[AskedRound]) -> tuple[tuple[AskedRound, ...], ...]:
    """Put together what was asked by one press, the newest first; what is settled is left out."""
    gathered: dict[int, list[AskedRound]] = {}
    for each in asked:
        gathered.setdefault(each.question.press, []).append(each)
    return tuple(
        tuple(several)
        for several in reversed(gathered.values())
        if all(each.newest and each.state is not Consent.SETTLED for each in several)
    )


def agreed(press: Sequence[AskedRound]) -> bool:
    """Whether all that were asked by one press agree."""
    return all(each.state is Consent.AGREES for each in press)


def question(session: Session, reader: sight.Reader, question_id: int) -> AuthorQuestion:
    """Return a question that the reader may see. One statement; raises NotFound."""
    query = (
        sa.select(AuthorQuestion, Suggestion)
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .where(AuthorQuestion.id == question_id)
    )
    asked, suggestion = sight.existing(session.execute(query).first())
    return sight.existing(asked if is_for(reader, suggestion) else None)


def is_for(reader: sight.Reader, suggestion: Suggestion) -> bool:
    """Whether what its author was asked is for the reader: an official, or of its delegation."""
    own = suggestion.delegation_id == reader.actor.delegation_id
    return bool(may(reader.actor, Verb.READ_QUESTIONS, Case(own=own, procedure=PART)))


def _query() -> sa.Select[*tuple[Any, ...]]:
    covering = aliased(Suggestion)
    query = (
        sa.select(
            AuthorQuestion,
            AuthorAnswer,
            stands().label("stands"),
            Suggestion,
            Document,
            Delegation.name,
            Wording,
            Version.words,
            covering.number.label("covered_by"),
            Paragraph.uid,
        )
        .join(Suggestion, Suggestion.id == AuthorQuestion.suggestion_id)
        .join(Document, Document.id == Suggestion.document_id)
        .join(Wording, Wording.id == AuthorQuestion.wording_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .outerjoin(AuthorAnswer, AuthorAnswer.question_id == AuthorQuestion.id)
        .outerjoin(Version, Version.id == AuthorQuestion.version_id)
        .outerjoin(Paragraph, Paragraph.id == Suggestion.paragraph_id)
        .outerjoin(covering, covering.id == AuthorQuestion.covered_by_id)
        .order_by(AuthorQuestion.id)
    )
    return with_place(with_place(query, Suggestion.paragraph_id), Wording.after_id)


def _with_others(limit: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    asked = aliased(AuthorQuestion)
    press = sa.func.coalesce(asked.with_id, asked.id)
    query = sa.select(press).join(Suggestion, Suggestion.id == asked.suggestion_id).where(limit)
    return PRESS.in_(query.correlate(None))


def _state(row: sa.Row[*tuple[Any, ...]], fallen: set[int], today: date) -> Consent:
    question, answer = row.AuthorQuestion, row.AuthorAnswer
    if row.Suggestion.status is not Status.SUBMITTED:
        return Consent.SETTLED
    if question.press in fallen:
        return Consent.OUT_OF_DATE
    if answer is not None:
        return Consent.AGREES if answer.agrees else Consent.DISAGREES
    return Consent.OVERDUE if question.answer_by < today else Consent.WAITING


def _round(row: sa.Row[*tuple[Any, ...]], state: Consent, known: Known) -> AskedRound:
    question, answer, _stands, suggestion, document, name, wording, base, *others = row
    covered_by, uid, *places = others
    count, newest, reading_id = known
    return AskedRound(
        question=question,
        answer=answer,
        state=state,
        count=count,
        newest=newest,
        number=suggestion.number,
        form=suggestion.form,
        status=suggestion.status,
        paragraph_id=suggestion.paragraph_id,
        uid=uid or "",
        delegation=name or "",
        own=suggestion.delegation_id == reading_id,
        document=document,
        own_words=wording.words,
        base_words=base or "",
        covered_by=covered_by or 0,
        place=printed_place(*places[:5]),
        after_id=wording.after_id,
        after=printed_place(*places[5:]),
    )
