"""Who else writes on these very words: other suggestions, and the drafts of one's delegation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import request
from flask_babel import gettext as _

from declaration.errors import Invalid, TooLong
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import (
    RequestContent,
    request_content,
    suggested_content,
    touching,
)
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import normal
from declaration.web.discussing import sentences
from declaration.web.frame.acting import session
from declaration.web.frame.layout import reader
from declaration.web.suggesting.base import Ground
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import SuggestionKind


class Rival(NamedTuple):
    """A suggestion that awaits a decision, and in whose name it was made."""

    number: int
    who: str


@dataclass(frozen=True, slots=True)
class Others:
    """Those who ask for exactly the same, and those who change some of the same words."""

    same: tuple[Rival, ...] = ()
    near: tuple[Rival, ...] = ()


def of(
    ground: Ground,
    form: AskForm,
    *,
    but: int | None = None,
    listed: Iterable[Suggested] | None = None,
) -> Others:
    """Return who else asks; ``but`` is the number of what is reworded.

    ``listed``: what is asked about the paragraph, where that is known; else one statement.
    """
    there = _listed(ground) if listed is None else listed
    live = [one for one in there if one.live and not one.redacted and one.number != but]
    try:
        return _judged(ground, form, live)
    except (Invalid, TooLong):
        return Others()


def untold(found: Others) -> bool:
    """Whether the reader has not been told yet that somebody asks for exactly the same."""
    return not {str(one.number) for one in found.same} <= set(request.form.getlist("told"))


def drafts(
    ground: Ground, begun: Iterable[Drafted], *, but: int | None = None
) -> tuple[Drafted, ...]:
    """Return those of a delegation's drafts that stand at the same place."""
    about = ground.passage.uid if ground.passage else ""
    after = ground.after.uid if ground.after and ground.form is SuggestionKind.INSERT else ""
    return tuple(
        one
        for one in begun
        if one.draft.id != but
        and one.document.id == ground.document.id
        and one.draft.form is ground.form
        and one.paragraph_uid == about
        and (ground.form is not SuggestionKind.INSERT or one.after_uid == after)
        and (about or after)
    )


def _listed(ground: Ground) -> tuple[Suggested, ...]:
    anchor = ground.passage or ground.after
    if anchor is None:
        return ()
    place = anchor.paragraph_id
    return suggestions.on_paragraph(session(), reader(), ground.document, ground.rolling, place)


def _judged(ground: Ground, form: AskForm, live: Sequence[Suggested]) -> Others:
    asked = _wish(ground, form)
    same = tuple(one for one in live if suggested_content(one) == asked)
    rest = [one for one in live if one not in same]
    if ground.form is SuggestionKind.REPLACE:
        near = touching(ground.base_words, asked.words, rest)
    else:
        inserts = ground.form is SuggestionKind.INSERT
        near = tuple(one for one in rest if (one.form is SuggestionKind.INSERT) is inserts)
    return Others(tuple(map(_rival, same)), tuple(map(_rival, near)))


def _rival(one: Suggested) -> Rival:
    return Rival(one.number, _("Your delegation") if one.own else sentences.author(one))


def _wish(ground: Ground, form: AskForm) -> RequestContent:
    asked = form.asked(ground)
    return request_content(
        ground.form,
        about=asked.paragraph_id if ground.form.on_paragraph else None,
        after=asked.after_id,
        kind=asked.kind,
        level=asked.level,
        words=normal(asked.words).strip(),
    )
