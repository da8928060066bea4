"""Suggestions that ask for exactly the same: one row on the desk, one hint before sending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.manuscript import Passage
from declaration.queries import newest, sight
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.standing import Judged, Request, standing
from declaration.queries.suggesting.suggestions import Suggested
from models.debate import Draft, Suggestion, Wording
from models.people import Delegation
from models.vocabulary import Kind, Status, SuggestionKind

WORDLESS = [kind for kind in SuggestionKind if not kind.words]
MINE = 0  # in compilations; suggestions count from 1


@dataclass(frozen=True, slots=True)
class RequestContent:
    """What is asked for, without who asks and why: equal values ask for exactly the same.

    ``about``: the id of the paragraph, 0 for none; ``after``: of the paragraph before the new
    place, 0 for the head of the text; ``words``: what the paragraph would read now, that is
    merged where the paragraph has changed and the words still fit.
    """

    form: SuggestionKind
    about: int
    after: int
    kind: Kind | None
    level: int
    words: str


def request_content(
    form: SuggestionKind,
    *,
    about: int | None,
    after: int | None,
    kind: Kind | None,
    level: int,
    words: str,
) -> RequestContent:
    """Return what is asked for; what the form does not say is left out."""
    inserts = form is SuggestionKind.INSERT
    return RequestContent(
        form=form,
        about=about or 0,
        after=(after or 0) if form.places else 0,
        kind=kind if inserts else None,
        level=level if inserts else 0,
        words=words if form.words else "",
    )


def suggested_content(suggestion: Suggested) -> RequestContent:
    """Return what a listed suggestion asks for."""
    return request_content(
        suggestion.form,
        about=suggestion.paragraph_id,
        after=suggestion.after.paragraph_id if suggestion.after else None,
        kind=suggestion.kind,
        level=suggestion.level,
        words=suggestion.merged or suggestion.words,
    )


def judged(drafted: Drafted, current: Mapping[int, Passage]) -> Judged:
    """Judge a draft as if it were a suggestion already."""
    draft = drafted.draft
    asked = Request(
        form=draft.form,
        paragraph_id=draft.paragraph_id,
        after_id=draft.after_id,
        words=draft.words,
        base_words=drafted.base_words,
        base_place_id=draft.base_place_id,
    )
    return standing(asked, current)


def drafted_content(drafted: Drafted, judgement: Judged) -> RequestContent:
    """Return what a draft asks for."""
    draft = drafted.draft
    return request_content(
        draft.form,
        about=draft.paragraph_id,
        after=draft.after_id,
        kind=draft.kind,
        level=draft.level,
        words=judgement.merged or draft.words,
    )


def same(request: RequestContent, items: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Return the suggestions that await a decision and ask for exactly this."""
    return tuple(
        suggestion
        for suggestion in items
        if suggestion.live and not suggestion.redacted and suggested_content(suggestion) == request
    )


def alike(items: Iterable[Suggested]) -> tuple[tuple[Suggested, ...], ...]:
    """Join those that ask for exactly the same; groups and their members keep their order.

    What was redacted stands alone: nobody can know any more what it asked for.
    """
    groups: dict[RequestContent | int, list[Suggested]] = {}
    for item in items:
        groups.setdefault(item.id if item.redacted else suggested_content(item), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def asked_already(session: Session, reader: sight.Reader) -> dict[int, list[tuple[int, str]]]:
    """Return who asks for exactly what a draft of the reader's delegation asks, by the draft's id.

    Number and delegation ("" for the committee) of what awaits a decision. One statement; words
    are compared as they were written, without merging.
    """
    query = (
        sa.select(Draft.id, Suggestion.number, Delegation.name)
        .join(Suggestion, _same(Suggestion, Draft, "document_id", "form", "paragraph_id"))
        .join(
            Wording,
            _same(Wording, Draft, "words", "after_id", "kind", "level") & newest.its_wording(),
        )
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .where(
            Draft.delegation_id == reader.actor.delegation_id,
            sa.literal(not reader.actor.seeing),
            Suggestion.status == Status.SUBMITTED,
            (Wording.words != "") | Draft.form.in_(WORDLESS),  # what was redacted has no words left
            sight.suggestions(reader),
        )
        .order_by(Suggestion.number)
    )
    askers: dict[int, list[tuple[int, str]]] = {}
    for draft_id, number, name in session.execute(query):
        askers.setdefault(draft_id, []).append((number, name or ""))
    return askers


def touching(base: str, words: str, items: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Return those that change some of the words of ``base`` that ``words`` changes, too.

    What asks to delete or to move the paragraph touches every word of it; so does what was written
    on other words and cannot be put on these. Nothing is touched while nothing is changed.
    """
    if words == base:
        return ()
    made = [
        (suggestion, _on(base, suggestion))
        for suggestion in items
        if suggestion.form is not SuggestionKind.INSERT
    ]
    alternatives = {suggestion.number: other for suggestion, other in made if other is not None}
    places = text.compile(base, {MINE: words, **alternatives})
    met = {number for place in places for number in _owners(place)}
    return tuple(
        suggestion for suggestion, other in made if other is None or suggestion.number in met
    )


def _same(left: Any, right: Any, *names: str) -> sa.ColumnElement[bool]:  # noqa: ANN401
    return sa.and_(*(getattr(left, n).is_not_distinct_from(getattr(right, n)) for n in names))


def _on(base: str, suggestion: Suggested) -> str | None:
    """Return what a suggestion would make of these words; None where that cannot be told."""
    if suggestion.form is not SuggestionKind.REPLACE:
        return None
    if suggestion.base_words == base:
        return suggestion.words
    current = suggestion.paragraph.words if suggestion.paragraph else ""
    return suggestion.merged if current == base else None


def _owners(place: text.Segment[int]) -> set[int]:
    """Return who contests a place, if it is contested by the words at hand, too."""
    owners = {owner for alternative in place.alternatives for owner in alternative.owners}
    return owners - {MINE} if MINE in owners else set()
