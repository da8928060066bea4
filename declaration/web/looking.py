"""What the pages of one suggestion show, and what its reader may do to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.actions.suggesting.suggestions import late_seconds
from declaration.errors import NotFound, SignInNeeded
from declaration.manuscript import Manuscript
from declaration.queries import comments
from declaration.queries.comments import Thread
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Listed, Only, Worded
from declaration.rules import Case, Role
from declaration.web import asking, grounds, keeping, panels, talking
from declaration.web.acting import account, actor, at, conference, session
from declaration.web.asking import AskForm
from declaration.web.filters import clock, zone
from declaration.web.fragments import redline_html
from declaration.web.handing_in import Work
from declaration.web.layout import reader
from declaration.web.panels import Shown
from declaration.web.talking import Talk
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Standing, SuggestionKind

BASES = ("after", "base_version", "base_place")  # what a form that came back stands on


@dataclass(frozen=True, slots=True)
class Page:
    """A suggestion with everything on its page.

    ``now``: the redline against the current words, where these are not those it was written on;
    ``wordings`` oldest first; ``case`` is what the rules ask about it; ``talk`` is None for
    readers who may not comment.
    """

    document: Document
    shown: Shown
    now: Markup | None
    wordings: Sequence[Worded]
    threads: tuple[Thread, ...]
    talk: Talk | None
    case: dict[str, Any]

    @property
    def one(self) -> Listed:
        """Return the suggestion."""
        return self.shown.one


def case(suggestion: Suggestion) -> Case:
    """Return what the rules ask about a suggestion."""
    return Case(**_case(suggestion))


def page(suggestion: Suggestion) -> Page:
    """Load the page of a suggestion. Five statements at most, after the suggestion itself."""
    one, _rolling = _listed(suggestion)
    document = suggestion.document
    threads = comments.on_suggestion(session(), reader(), suggestion.id)
    return Page(
        document=document,
        shown=panels.shown([one])[0],
        now=_now(one),
        wordings=suggestions.of(session(), suggestion),
        threads=threads,
        talk=talking.on_suggestion(suggestion) if panels.comments(document.stage) else None,
        case=_case(suggestion),
    )


def work(suggestion: Suggestion, *, on_current: bool = False) -> Work:
    """Return the form in which a suggestion is reworded, on the words it was written on.

    ``on_current``: on the words as they are now, merged where that is clean.
    """
    one, rolling = _listed(suggestion)
    on = one.paragraph if on_current and one.paragraph and one.paragraph.live else None
    values = {
        "form": one.form.value,
        "paragraph": one.paragraph.uid
        if one.paragraph and one.form is not SuggestionKind.INSERT
        else "",
        "after": one.after.uid if one.after else "",
        "base_version": str((on.version_id if on else one.base_version_id) or ""),
        "base_place": str((on.place_id if on else one.base_place_id) or ""),
    }
    returned = {name: request.form[name] for name in BASES if name in request.form}
    ground = grounds.at(session(), suggestion.document, rolling, values | returned)
    start = {
        "words": (one.merged or one.words) if on else one.words,
        "reason": one.reason,
        "language": one.reason_language,
        "shape": asking.shape(one.kind, one.level),
        "seen": str(one.wording_id),
    }
    url = url_for("suggestion.revise", number=one.number)
    form = AskForm.on(ground, **start)
    return Work(ground, form, url, number=one.number, readers=suggestion.audience)


def receipt(suggestion: Suggestion) -> dict[str, Any]:
    """Return what the receipt shows; it is there for the delegation that handed it in."""
    if actor().delegation_id is None or suggestion.delegation_id != actor().delegation_id:
        raise SignInNeeded if actor().role is Role.PUBLIC else NotFound
    one, _rolling = _listed(suggestion)
    shown = panels.shown([one])[0]
    return {
        "document": suggestion.document,
        "shown": shown,
        "wordings": [(worded, moments(worded)) for worded in suggestions.of(session(), suggestion)],
        "submitted": stamps(suggestion.submitted_at),
        "tongues": {one.value: one.label for one in asking.languages(None)},
    }


def stamps(moment: datetime) -> list[str]:
    """Return a moment in the conference's zone and in the reader's, else in UTC; zones named."""
    here = account()
    names = [conference().time_zone, (here.time_zone if here else "") or "UTC"]
    return [
        _("%(moment)s (%(zone)s)", moment=clock(moment.astimezone(zone(name))), zone=name)
        for name in dict.fromkeys(names)
    ]


def moments(worded: Worded) -> list[str]:
    """Return when a wording was handed in, in both zones."""
    return stamps(worded.wording.created_at)


def _listed(suggestion: Suggestion) -> tuple[Listed, Manuscript]:
    rolling = keeping.present(suggestion.document)
    (one,) = suggestions.listed(
        session(),
        reader(),
        suggestion.document,
        rolling,
        only=Only(suggestion_id=suggestion.id),
    )
    return one, rolling


def _case(suggestion: Suggestion) -> dict[str, Any]:
    own = suggestion.delegation_id is not None
    return {
        "stage": suggestion.document.stage,
        "own": own and suggestion.delegation_id == actor().delegation_id,
        "state": suggestion.status,
        "late": late_seconds(suggestion.document, at()) > 0,
    }


def _now(one: Listed) -> Markup | None:
    """Show a stale suggestion against the current words: merged, or as both sides stand."""
    if one.paragraph is None or one.form is not SuggestionKind.REPLACE:
        return None
    if one.standing is Standing.STALE_CLEAN:
        return redline_html(one.paragraph.words, one.merged or one.words)
    if one.standing is Standing.STALE_CONFLICT:
        return redline_html(one.paragraph.words, one.words)
    return None
