"""What nobody speaks against: alone on its paragraph, fits the current words, no open comment."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.manuscript import Manuscript
from declaration.queries import sight
from declaration.queries.amending.groups import with_groups
from declaration.queries.amending.subamendments import with_subamendments
from declaration.queries.deciding import preparations
from declaration.queries.deciding.queue import key
from declaration.queries.negotiating.positions import with_support
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from models.debate import Comment, Suggestion
from models.document import Document
from models.vocabulary import Audience, Capacity, Procedure, Standing, Status, SuggestionKind

FITS = frozenset({Standing.CURRENT, Standing.STALE_CLEAN})
Line = tuple[suggestions.Suggested, ...]  # suggestions that ask for exactly the same


@dataclass(frozen=True, slots=True)
class Uncontested:
    """What can be accepted as it is, in text order; what only a comment, or work on it, keeps off.

    ``discussed``: somebody else has said something on it that nobody has answered or resolved;
    ``opposed``: a delegation objects to it; ``excluding``: it and others exclude each other;
    ``amended``: others would change its own text, which is decided first;
    ``prepared``: somebody of the committee is at work there already.
    """

    lines: tuple[Line, ...]
    discussed: tuple[Line, ...]
    opposed: tuple[Line, ...]
    amended: tuple[Line, ...]
    excluding: tuple[Line, ...]
    prepared: tuple[Line, ...]


def uncontested(
    session: Session,
    reader: sight.Reader,
    document: Document,
    rolling: Manuscript,
    parts: frozenset[Procedure] = frozenset(),
) -> Uncontested:
    """Return what nobody speaks against. Three statements, and one for each part that adds to it.

    ``parts``: what the conference has switched on.
    """
    only = Suggestion.status == Status.SUBMITTED
    listed = suggestions.listed(session, reader, document, rolling, only)
    of_document = Suggestion.document_id == document.id
    listed = with_support(session, reader, parts, listed, of_document, only)
    listed = with_subamendments(session, reader, parts, listed, of_document, only)
    listed = with_groups(session, reader, parts, listed, of_document, only)
    asked = [suggestion for suggestion in listed if suggestion.capacity is not Capacity.COMMITTEE]
    begun = preparations.draftsmen(session, document)
    discussed = _discussed(session, reader, document)
    single = _single(asked)
    prepared = [line for line in single if any(key(suggestion) in begun for suggestion in line)]
    free = [line for line in single if line not in prepared]
    disputed = [line for line in free if any(suggestion.id in discussed for suggestion in line)]
    opposed = [line for line in free if line not in disputed and _is_opposed(line)]
    rest = [line for line in free if line not in disputed and line not in opposed]
    amended = [line for line in rest if any(suggestion.undecided for suggestion in line)]
    excluding = [line for line in rest if line not in amended and _is_excluding(line)]
    lines = [line for line in rest if line not in amended and line not in excluding]
    return Uncontested(*map(tuple, (lines, disputed, opposed, amended, excluding, prepared)))


def stamp(line: Line) -> str:
    """Name the wordings, and the words and the place that they are to change, as they are now.

    An insertion is to change nothing but its place: that of the paragraph before.
    """
    wordings = "-".join(f"{item.number}.{item.wording_id}" for item in line)
    first = line[0]
    if first.form is SuggestionKind.INSERT:
        return f"{wordings}@{first.after.place_id}" if first.after else wordings
    passage = first.paragraph
    return f"{wordings}@{passage.version_id}.{passage.place_id}" if passage else wordings


def plain(line: Line) -> bool:
    """Answer whether nothing is to be thought of: in time, new words, on the text as it is now."""
    return all(
        item.standing is Standing.CURRENT and item.form.makes_text and not item.late_seconds
        for item in line
    )


def _is_opposed(line: Line) -> bool:
    return any(item.support is not None and item.support.objectors for item in line)


def _is_excluding(line: Line) -> bool:
    return any(item.exclusion is not None and item.exclusion.others for item in line)


def _single(items: Iterable[suggestions.Suggested]) -> list[Line]:
    """Return the lines that have their place to themselves and fit the current words."""
    places: dict[tuple[int, int], list[Line]] = {}
    for line in alike(items):
        places.setdefault(_place(line[0]), []).append(line)
    return [
        lines[0]
        for lines in places.values()
        if len(lines) == 1 and all(_fits(suggestion) for suggestion in lines[0])
    ]


def _place(suggestion: suggestions.Suggested) -> tuple[int, int]:
    """Return where suggestions compete: on a paragraph, or for the place after it."""
    if suggestion.form is SuggestionKind.INSERT:
        return 0, suggestion.after.paragraph_id if suggestion.after else 0
    return key(suggestion)


def _fits(suggestion: suggestions.Suggested) -> bool:
    return (
        suggestion.form is not SuggestionKind.GENERAL
        and suggestion.standing in FITS
        and not suggestion.redacted
    )


def _discussed(session: Session, reader: sight.Reader, document: Document) -> set[int]:
    """Return the suggestions on which others have said something that is still open.

    Whoever asked, or an official, has the last word; another delegation that joins in answers
    nothing.
    """
    root, answer = aliased(Comment), aliased(Comment)
    thread = sa.func.coalesce(Comment.parent_id, Comment.id)
    by_author = answer.delegation_id == Suggestion.delegation_id
    answered = sa.exists().where(
        answer.parent_id == thread,
        answer.id > Comment.id,
        answer.withdrawn_at.is_(None),
        answer.person_id != Comment.person_id,
        answer.audience.in_(sight.audiences(reader)),
        answer.audience != Audience.COMMITTEE,  # a note answers nobody
        by_author | answer.delegation_id.is_(None),
    )
    query = (
        sa.select(Comment.suggestion_id)
        .join(Suggestion, Suggestion.id == Comment.suggestion_id)
        .join(root, root.id == thread)
        .where(
            Comment.document_id == document.id,
            Comment.withdrawn_at.is_(None),
            Comment.redacted.is_(False),
            Comment.delegation_id.is_distinct_from(Suggestion.delegation_id),
            Comment.delegation_id.is_not(None) | Comment.parent_id.is_(None),
            root.resolved_at.is_(None),
            Suggestion.status == Status.SUBMITTED,
            sight.comments(reader),
            ~answered,
        )
    )
    return {suggestion_id for suggestion_id in session.scalars(query) if suggestion_id is not None}
