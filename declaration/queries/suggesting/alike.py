"""Suggestions that ask for exactly the same: one row on the desk, one hint before sending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.manuscript import Passage
from declaration.queries import newest, sight
from declaration.queries.sight import Reader
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.standing import Judged, Wish, standing
from declaration.queries.suggesting.suggestions import Listed
from declaration.text import Segment
from models.debate import Draft, Suggestion, Wording
from models.people import Delegation
from models.vocabulary import Kind, Status, SuggestionKind

WORDLESS = [kind for kind in SuggestionKind if not kind.words]
MINE = 0  # in compilations; suggestions count from 1


@dataclass(frozen=True, slots=True)
class Wished:
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


def wish(
    form: SuggestionKind,
    *,
    about: int | None,
    after: int | None,
    kind: Kind | None,
    level: int,
    words: str,
) -> Wished:
    """Return what is asked for; what the form does not say is left out."""
    inserts = form is SuggestionKind.INSERT
    return Wished(
        form=form,
        about=about or 0,
        after=(after or 0) if form.places else 0,
        kind=kind if inserts else None,
        level=level if inserts else 0,
        words=words if form.words else "",
    )


def wished(one: Listed) -> Wished:
    """Return what a listed suggestion asks for."""
    return wish(
        one.form,
        about=one.paragraph_id,
        after=one.after.paragraph_id if one.after else None,
        kind=one.kind,
        level=one.level,
        words=one.merged or one.words,
    )


def judged(one: Drafted, current: Mapping[int, Passage]) -> Judged:
    """Judge a draft as if it were a suggestion already."""
    draft = one.draft
    asked = Wish(
        form=draft.form,
        paragraph_id=draft.paragraph_id,
        after_id=draft.after_id,
        words=draft.words,
        base_words=one.base_words,
        base_place_id=draft.base_place_id,
    )
    return standing(asked, current)


def drafted(one: Drafted, judgement: Judged) -> Wished:
    """Return what a draft asks for."""
    draft = one.draft
    return wish(
        draft.form,
        about=draft.paragraph_id,
        after=draft.after_id,
        kind=draft.kind,
        level=draft.level,
        words=judgement.merged or draft.words,
    )


def same(wanted: Wished, items: Iterable[Listed]) -> tuple[Listed, ...]:
    """Return the suggestions that await a decision and ask for exactly this."""
    return tuple(one for one in items if one.live and not one.redacted and wished(one) == wanted)


def alike(items: Iterable[Listed]) -> tuple[tuple[Listed, ...], ...]:
    """Join those that ask for exactly the same; groups and their members keep their order.

    What was redacted stands alone: nobody can know any more what it asked for.
    """
    groups: dict[Wished | int, list[Listed]] = {}
    for item in items:
        groups.setdefault(item.id if item.redacted else wished(item), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def asked_already(session: Session, reader: Reader) -> dict[int, list[tuple[int, str]]]:
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
    found: dict[int, list[tuple[int, str]]] = {}
    for draft_id, number, name in session.execute(query):
        found.setdefault(draft_id, []).append((number, name or ""))
    return found


def _same(one: Any, other: Any, *names: str) -> sa.ColumnElement[bool]:  # noqa: ANN401
    return sa.and_(*(getattr(one, n).is_not_distinct_from(getattr(other, n)) for n in names))


def touching(base: str, words: str, items: Iterable[Listed]) -> tuple[Listed, ...]:
    """Return those that change some of the words of ``base`` that ``words`` changes, too.

    What asks to delete or to move the paragraph touches every word of it; so does what was written
    on other words and cannot be put on these. Nothing is touched while nothing is changed.
    """
    if words == base:
        return ()
    near = {one.number: _on(base, one) for one in items if one.form is not SuggestionKind.INSERT}
    wanted = {number: said for number, said in near.items() if said is not None}
    places = text.compile(base, {MINE: words, **wanted})
    met = {number for place in places for number in _owners(place)}
    return tuple(
        one
        for one in items
        if one.number in near and (near[one.number] is None or one.number in met)
    )


def _on(base: str, one: Listed) -> str | None:
    """Return what a suggestion would make of these words; None where that cannot be told."""
    if one.form is not SuggestionKind.REPLACE:
        return None
    if one.base_words == base:
        return one.words
    current = one.paragraph.words if one.paragraph else ""
    return one.merged if current == base else None


def _owners(place: Segment[int]) -> set[int]:
    """Return who contests a place, if it is contested by the words at hand, too."""
    found = {owner for one in place.alternatives for owner in one.owners}
    return found - {MINE} if MINE in found else set()
