"""A receipt: what a delegation handed in, wording by wording, on the text of then.

Nothing on it changes afterwards, but for words that are redacted: what became of the suggestion
stands on the suggestion's own page.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.queries.entered import Entered
from declaration.queries.negotiating import entries
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.asked_on import asked_on
from declaration.queries.suggesting.suggestions import RecordedWording
from declaration.report import Block, Facts, Heading, Prose, Report, said, shown
from declaration.web.cache import shared
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.discussing import amended, entered_for, sentences
from declaration.web.discussing.report_lines import line, told
from declaration.web.frame import language
from declaration.web.frame.acting import account, conference
from declaration.web.frame.forms import languages
from declaration.web.frame.labels import shape
from declaration.web.frame.moments import clock, zone
from declaration.web.reading import notices
from models.debate import Suggestion
from models.vocabulary import Status, SuggestionKind


class HandedIn(NamedTuple):
    """One wording: ``facts`` are pairs of a name and a value.

    ``piece`` is what shows it, None where the words on either side were redacted; ``language``:
    of its words.
    """

    recorded: RecordedWording
    facts: list[tuple[str, object]]
    piece: Piece | None
    language: str

    @property
    def html(self) -> Markup | None:
        """Render its redline."""
        return self.piece and piece_html(self.piece)


def handed_in(session: Session, suggestion: Suggestion) -> Sequence[HandedIn]:
    """Return all wordings, oldest first. Seven statements; one more where wordings are amended."""
    sources = _sources(suggestion)
    texts = asked_on(session, suggestion.document, Suggestion.id == suggestion.id)
    general = suggestion.form is SuggestionKind.GENERAL
    entered = entries.of_suggestion(session, suggestion)
    tongues = {choice.value: choice.label for choice in languages(None)}
    handed: list[HandedIn] = []
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
        entry = [] if handed else _entry(entered, author, suggestion)
        facts: list[tuple[str, object]] = [
            (_("Delegation"), author),
            *sources.get(wording.id, ()),
            *((name, value) for name, value in text if value),
            (_("Requested change"), sentences.asked_then(suggestion.form, on)),
            *kind,
            (_("Submitted"), " · ".join(_stamps(wording.created_at))),
            *entry,
            (_("Language of the reason"), tongues.get(wording.language, wording.language)),
            (_("Journal entry"), recorded.event_id),
            (_("Entry fingerprint (hash)"), recorded.hash),
        ]
        spoken = wording.language if general else suggestion.document.language
        handed.append(HandedIn(recorded, facts, None if hidden else piece, spoken))
    return handed


def _entry(entered: Entered | None, author: str, suggestion: Suggestion) -> list[tuple[str, str]]:
    """Say by whom the first wording was entered for the delegation, and what that answered."""
    still_open = suggestion.status in {Status.ENTERED, Status.SUBMITTED}
    note = entered_for.entered_as(entered, author, still_open=still_open)
    return [(_("Entry for the delegation"), note)] if note else []


def _sources(suggestion: Suggestion) -> dict[int, list[tuple[str, str]]]:
    """Return which wordings were made of a sub-amendment, by id, as facts."""
    made = {each.made_id: each for each in shared.amending(suggestion) if each.made_id is not None}
    name = _("New text")
    return {key: [(name, amended.source(each))] for key, each in made.items()}


def report(session: Session, suggestion: Suggestion) -> Report:
    """Return all wordings to keep, the newest first. Seven statements."""
    wordings = handed_in(session, suggestion)
    title = _("Receipt for suggestion %(number)s", number=suggestion.number)
    blocks: list[Block] = []
    for count, entry in reversed(list(enumerate(wordings, 1))):
        heading = _(
            "Version %(count)s of suggestion %(number)s", count=count, number=suggestion.number
        )
        blocks += [Heading(line(heading), 2), *_blocks(entry)]
    date = wordings[-1].recorded.wording.created_at if wordings else None
    document = suggestion.document
    about = " · ".join(filter(None, (document.symbol, title, notices.rehearsed(document))))
    late = suggestion.late_seconds
    if late:
        note = _("Submitted %(time)s after the deadline.", time=sentences.duration(late))
        blocks.append(Prose(told(note)))
    return Report(title, language.code(), about, tuple(blocks), date)


def _blocks(entry: HandedIn) -> Iterator[Block]:
    wording = entry.recorded.wording
    yield Facts(tuple((name, told(str(value))) for name, value in entry.facts))
    if entry.piece is None:
        yield Prose(told(sentences.redacted()))
    else:
        new, old = entry.piece
        yield Prose(shown(new, entry.language, old))
    if wording.words:
        yield Heading(line(_("Text suggested")), 3)
        yield Prose(shown(wording.words, entry.language))
    if wording.reason:
        yield Heading(line(_("Reason")), 3)
        yield Prose(said(wording.reason, wording.language))


def _stamps(moment: datetime) -> list[str]:
    """Return a moment in the conference's zone and in the reader's, else in UTC; zones named."""
    signed_in = account()
    names = [conference().time_zone, (signed_in.time_zone if signed_in else "") or "UTC"]
    return [
        _("%(moment)s (%(zone)s)", moment=clock(moment.astimezone(zone(name))), zone=name)
        for name in dict.fromkeys(names)
    ]
