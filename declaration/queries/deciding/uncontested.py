"""What nobody speaks against: alone on its paragraph, fits the current words, no open comment."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.manuscript import Manuscript
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.queue import key
from declaration.queries.sight import Reader
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Listed, Only
from models.debate import Comment, Suggestion
from models.document import Document
from models.vocabulary import Capacity, Standing, Status, SuggestionKind

FITS = frozenset({Standing.CURRENT, Standing.STALE_CLEAN})

Line = tuple[Listed, ...]  # suggestions that ask for exactly the same


@dataclass(frozen=True, slots=True)
class Uncontested:
    """What can be accepted as it is, in text order; what only a comment, or work on it, keeps off.

    ``discussed``: somebody else has said something on it that nobody has answered or resolved;
    ``prepared``: somebody of the committee is at work there already.
    """

    lines: tuple[Line, ...]
    discussed: tuple[Line, ...]
    prepared: tuple[Line, ...]


def uncontested(
    session: Session, reader: Reader, document: Document, rolling: Manuscript
) -> Uncontested:
    """Return what nobody speaks against. Three statements."""
    only = Only(status=Status.SUBMITTED)
    listed = suggestions.listed(session, reader, document, rolling, only=only)
    asked = [one for one in listed if one.capacity is not Capacity.COMMITTEE]
    begun = preparations.draftsmen(session, document)
    discussed = _discussed(session, reader, document)
    found: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    for line in _single(asked):
        if any(key(one) in begun for one in line):
            found[2].append(line)
        else:
            found[any(one.id in discussed for one in line)].append(line)
    return Uncontested(*map(tuple, found))


def _single(items: Iterable[Listed]) -> list[Line]:
    """Return the lines that have their place to themselves and fit the current words."""
    places: dict[tuple[int, int], list[Line]] = {}
    for line in alike(items):
        places.setdefault(_place(line[0]), []).append(line)
    alone = [lines[0] for lines in places.values() if len(lines) == 1]
    return [line for line in alone if all(_fits(one) for one in line)]


def _place(one: Listed) -> tuple[int, int]:
    """Return where suggestions compete: on a paragraph, or for the place after it."""
    if one.form is SuggestionKind.INSERT:
        return 0, one.after.paragraph_id if one.after else 0
    return key(one)


def _fits(one: Listed) -> bool:
    return one.form is not SuggestionKind.GENERAL and one.standing in FITS and not one.redacted


def _discussed(session: Session, reader: Reader, document: Document) -> set[int]:
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
    return {found for found in session.scalars(query) if found is not None}
