"""A receipt: what a delegation handed in, wording by wording, on the text of then.

Nothing on it changes afterwards, but for words that are redacted: what became of the suggestion
stands on the suggestion's own page.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.asked_on import asked_on
from declaration.queries.suggesting.suggestions import RecordedWording
from declaration.web.cache.redlines import piece_html
from declaration.web.discussing import sentences
from declaration.web.frame.acting import account, conference
from declaration.web.frame.forms import languages
from declaration.web.frame.labels import shape
from declaration.web.frame.moments import clock, zone
from models.debate import Suggestion
from models.vocabulary import SuggestionKind


class HandedIn(NamedTuple):
    """One wording: ``facts`` are pairs of a name and a value.

    ``html`` is its redline, None where the words on either side were redacted.
    """

    recorded: RecordedWording
    facts: list[tuple[str, object]]
    html: Markup | None
    language: str


def handed_in(session: Session, suggestion: Suggestion) -> Sequence[HandedIn]:
    """Return all wordings, oldest first. Six statements."""
    texts = asked_on(session, suggestion.document, Suggestion.id == suggestion.id)
    general = suggestion.form is SuggestionKind.GENERAL
    tongues = {choice.value: choice.label for choice in languages(None)}
    entries = []
    for recorded in suggestions.of(session, suggestion):
        wording, on = recorded.wording, texts[recorded.wording.id]
        piece = sentences.showing(suggestion.form, wording.words, recorded.base_words)
        hidden = wording.redacted or (on.paragraph is not None and on.paragraph.redacted)
        text = [(_("Text"), on.title), (_("Revision"), sentences.text_of(on))]
        named = on.revision or on.since
        if named is not None:
            text.append((_("SHA-256 of that revision"), named.content_hash))
        kind = [(_("Type"), shape(wording.kind, wording.level))] if wording.kind else []
        author = suggestion.delegation.name if suggestion.delegation else ""
        facts: list[tuple[str, object]] = [
            (_("Delegation"), author),
            *((name, value) for name, value in text if value),
            (_("Requested change"), sentences.asked_then(suggestion.form, on)),
            *kind,
            (_("Submitted"), " · ".join(_stamps(wording.created_at))),
            (_("Language of the reason"), tongues.get(wording.language, wording.language)),
            (_("Journal entry"), recorded.event_id),
            (_("Entry fingerprint (hash)"), recorded.hash),
        ]
        language = wording.language if general else suggestion.document.language
        html = None if hidden else piece_html(piece)
        entries.append(HandedIn(recorded, facts, html, language))
    return entries


def _stamps(moment: datetime) -> list[str]:
    """Return a moment in the conference's zone and in the reader's, else in UTC; zones named."""
    signed_in = account()
    names = [conference().time_zone, (signed_in.time_zone if signed_in else "") or "UTC"]
    return [
        _("%(moment)s (%(zone)s)", moment=clock(moment.astimezone(zone(name))), zone=name)
        for name in dict.fromkeys(names)
    ]
