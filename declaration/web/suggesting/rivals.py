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
from declaration.text import normal
from declaration.verbs import Verb
from declaration.web.discussing import sentences
from declaration.web.frame import layout
from declaration.web.frame.acting import session
from declaration.web.frame.layout import reader
from declaration.web.suggesting.base import Base
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import SuggestionKind


class Rival(NamedTuple):
    """A suggestion that awaits a decision, and in whose name it was made."""

    number: int
    who: str
    joins: bool = False  # the reader may join it as co-sponsor


@dataclass(frozen=True, slots=True)
class Rivals:
    """Those who ask for exactly the same, and those who change some of the same words."""

    same: tuple[Rival, ...] = ()
    near: tuple[Rival, ...] = ()

    @property
    def told(self) -> bool:
        """Whether the reader has been told already who asks for exactly the same."""
        return {str(rival.number) for rival in self.same} <= set(request.form.getlist("told"))


def rivals_of(
    base: Base,
    form: AskForm,
    *,
    but: int | None = None,
    listed: Iterable[suggestions.Suggested] | None = None,
) -> Rivals:
    """Return who else asks; ``but`` is the number of what is reworded.

    ``listed``: what is asked about the paragraph, where that is known; else one statement.
    """
    if listed is None:
        listed = _listed(base)
    live = [
        suggestion
        for suggestion in listed
        if suggestion.live and not suggestion.redacted and suggestion.number != but
    ]
    try:
        return _compared(base, form, live)
    except (Invalid, TooLong):
        return Rivals()


def drafts_at(
    base: Base, drafts: Iterable[Drafted], *, but: int | None = None
) -> tuple[Drafted, ...]:
    """Return those of a delegation's drafts that are written at the same place."""
    about = base.passage.uid if base.passage else ""
    after = base.after.uid if base.after and base.kind is SuggestionKind.INSERT else ""
    return tuple(
        drafted
        for drafted in drafts
        if drafted.draft.id != but
        and drafted.document.id == base.document.id
        and drafted.draft.form is base.kind
        and drafted.paragraph_uid == about
        and (base.kind is not SuggestionKind.INSERT or drafted.after_uid == after)
        and (about or after)
    )


def _listed(base: Base) -> tuple[suggestions.Suggested, ...]:
    anchor = base.passage or base.after
    if anchor is None:
        return ()
    place = anchor.paragraph_id
    return suggestions.on_paragraph(session(), reader(), base.document, base.rolling, place)


def _compared(base: Base, form: AskForm, live: Sequence[suggestions.Suggested]) -> Rivals:
    asked = _wish(base, form)
    same = tuple(suggestion for suggestion in live if suggested_content(suggestion) == asked)
    rest = [suggestion for suggestion in live if suggestion not in same]
    if base.kind is SuggestionKind.REPLACE:
        near = touching(base.words, asked.words, rest)
    else:
        inserts = base.kind is SuggestionKind.INSERT
        near = tuple(
            suggestion
            for suggestion in rest
            if (suggestion.form is SuggestionKind.INSERT) is inserts
        )
    joins = bool(layout.may(Verb.COSPONSOR, stage=base.document.stage))
    mine = tuple(_rival(rival)._replace(joins=joins and not rival.own) for rival in same)
    return Rivals(mine, tuple(map(_rival, near)))


def _rival(suggestion: suggestions.Suggested) -> Rival:
    who = _("Your delegation") if suggestion.own else sentences.author(suggestion)
    return Rival(suggestion.number, who)


def _wish(base: Base, form: AskForm) -> RequestContent:
    asked = form.asked(base)
    return request_content(
        base.kind,
        about=asked.paragraph_id if base.kind.on_paragraph else None,
        after=asked.after_id,
        kind=asked.kind,
        level=asked.level,
        words=normal(asked.words).strip(),
    )
