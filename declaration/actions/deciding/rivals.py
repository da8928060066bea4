"""What excludes each other: asked about before one of it is accepted, and settled with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from declaration.actions.deciding.doubts import Doubt, Question
from declaration.actions.deciding.verdicts import RivalAnswer, Ruling, Verdict
from declaration.errors import DeclarationError, Doubtful, Invalid
from declaration.queries import sight
from declaration.queries.amending.exclusions import ExcludedRow, excluded
from models.document import Document
from models.vocabulary import Outcome, Procedure, Status

ANSWERS = (Outcome.COVERED, Outcome.OVERTAKEN, None)  # what can become of a rival; None: pending


@dataclass(frozen=True, slots=True)
class RivalQuestion:
    """Asks what becomes of pending suggestions that exclude one that is accepted.

    ``pairs``: the id of each of them, and of the one that is accepted.
    """

    pairs: tuple[tuple[int, int], ...]


def answered(
    session: Session, document: Document, ruling: Ruling
) -> tuple[Ruling, tuple[Ruling, ...]]:
    """Return the ruling with its rivals on the same paragraph, and rulings on the others.

    Raises Doubtful where something is accepted that excludes what was accepted, unless that is
    confirmed, and where it excludes what is pending and has no answer; Invalid (``rivals``).
    """
    taken = [verdict.suggestion_id for verdict in ruling.verdicts if verdict.outcome.taken]
    if not taken or Procedure.EXCLUSIONS not in sight.procedure(session):
        return ruling, ()
    rows = excluded(session, document, taken)
    pending = [row for row in rows if row.status is Status.SUBMITTED and row.id not in ruling.ids]
    answers = {answer.suggestion_id: answer for answer in ruling.rivals}
    questions: list[object] = [] if ruling.excluding else [*_contradictions(rows, taken)]
    if any(row.id not in answers for row in pending):
        questions.append(RivalQuestion(tuple((row.id, row.excluded_by) for row in pending)))
    if questions:
        raise Doubtful(questions)
    return _ruled(ruling, [(row, answers[row.id]) for row in pending])


def asks(error: DeclarationError) -> bool:
    """Whether something was not decided because it has no answer for what it excludes."""
    return isinstance(error, Doubtful) and any(
        isinstance(each, RivalQuestion) for each in error.questions
    )


def elsewhere(ruling: Ruling, others: Iterable[Ruling]) -> Ruling:
    """Return a ruling to which the outcomes of others, done in the same act, are an answer."""
    settled = tuple(
        RivalAnswer(verdict.suggestion_id, verdict.wording_id)
        for other in others
        if other is not ruling
        for verdict in other.verdicts
        if not verdict.outcome.taken
    )
    return replace(ruling, rivals=settled)


def _contradictions(rows: Iterable[ExcludedRow], taken: Sequence[int]) -> Iterator[Question]:
    """Ask about what is accepted though it is excluded: each pair once."""
    for row in rows:
        if row.taken or (row.id in taken and row.excluded_by < row.id):
            yield Question(row.excluded_by, Doubt.EXCLUDED, other_id=row.id)


def _ruled(
    ruling: Ruling, settled: Iterable[tuple[ExcludedRow, RivalAnswer]]
) -> tuple[Ruling, tuple[Ruling, ...]]:
    verdicts, others = [*ruling.verdicts], list[Ruling]()
    on_paragraphs: dict[int, list[Verdict]] = {}
    for row, answer in settled:
        if answer.outcome not in ANSWERS:
            raise Invalid("rivals", "unknown")
        if answer.outcome is None:
            continue
        covered_by = row.excluded_by if answer.outcome is Outcome.COVERED else None
        verdict = Verdict(row.id, answer.wording_id, answer.outcome, answer.reason, covered_by)
        if row.paragraph_id is None:
            others.append(Ruling([verdict], alongside=True))
        elif row.paragraph_id == ruling.paragraph_id:
            verdicts.append(verdict)
        else:
            on_paragraphs.setdefault(row.paragraph_id, []).append(verdict)
    others += [Ruling(each, id_, alongside=True) for id_, each in on_paragraphs.items()]
    return replace(ruling, verdicts=tuple(verdicts)), tuple(others)
