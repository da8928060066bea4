"""Suggestions and comments in words: what is asked, how it stands, who says it, who reads it."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _, lazy_gettext as _l, ngettext

from declaration.actions.journal import audience as audiences
from declaration.manuscript import Passage, letter, roman
from declaration.queries.comments import Anchor, AnchoredComment
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.negotiating.entries import WaitingEntry
from declaration.queries.negotiating.positions import OwnPosition
from declaration.queries.reading.places import PrintedPlace
from declaration.queries.suggesting.asked_on import AskedOn, PrintedText
from declaration.queries.suggesting.delegation import Drafted, OwnSuggestion
from declaration.queries.suggesting.rulings import NewestDecision
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece
from declaration.web.discussing import entered_for, places
from declaration.web.frame.acting import conference
from declaration.web.frame.labels import label, revision_label
from declaration.web.frame.moments import when
from models.document import Document
from models.vocabulary import (
    Audience,
    Capacity,
    Outcome,
    Stage,
    Standing,
    Status,
    SuggestionKind,
)

TONES: dict[Standing | Status | Outcome, str] = {  # of badges; "neutral" of all others
    Standing.STALE_CLEAN: "warn",
    Standing.STALE_CONFLICT: "bad",
    Standing.ORPHANED: "bad",
    Outcome.ACCEPTED: "good",
    Outcome.ADAPTED: "good",
    Outcome.REJECTED: "bad",
    Outcome.REOPENED: "warn",
    Status.ENTERED: "warn",
}
ANCHORS = {  # nothing is said of what is anchored
    Anchor.MOVED: _l("The quoted text has moved"),
    Anchor.CHANGED: _l("The text has changed since"),
    Anchor.ORPHANED: _l("The quoted text is no longer there"),
}
READERS = {
    Audience.OPENED: _l("Visible to everyone, including people without an account."),
    Audience.PARTICIPANTS: _l(
        "Visible to all delegations, the drafting committee, the secretariat and accredited "
        "observers, but not to the public."
    ),
    Audience.DELEGATION: _l("Visible only to your delegation."),
    Audience.COMMITTEE: _l("Visible only to the drafting committee."),
}
PROMISED = {
    Audience.OPENED: _l(
        "Once submitted, it will be visible to everyone, including people without an account."
    ),
    Audience.PARTICIPANTS: _l(
        "Once submitted, it will be visible to all delegations, the drafting committee, the "
        "secretariat and accredited observers, but not to the public."
    ),
}


def asked(suggestion: Suggested) -> str:
    """Say in one line what a suggestion asks for; a paragraph that is gone by its words then."""
    form, paragraph, after = suggestion.form, suggestion.paragraph, suggestion.after
    if paragraph is None and suggestion.base_words and form is not SuggestionKind.INSERT:
        then = PrintedPlace("", None, suggestion.base_words)
        return _asking(form, then, _before(suggestion))
    if form is SuggestionKind.MOVE and after is None and suggestion.after_id is not None:
        return _asking(form, paragraph, _before(suggestion))
    return asking(form, paragraph, after, suggestion.items)


def _before(suggestion: Suggested) -> str:
    """Name what it is to stand after, also where that is in no text any more; "" at the head."""
    return places.within(suggestion.after) if suggestion.after_id is not None else ""


def asking(
    form: SuggestionKind,
    paragraph: Passage | None,
    after: Passage | None,
    items: Sequence[Passage] = (),
) -> str:
    """Say in one line what is asked for; ``items``: those below the paragraph."""
    before = places.within(after) if after else ""
    if items and form in {SuggestionKind.DELETE, SuggestionKind.MOVE}:
        return _with_items(form, places.name(paragraph), before, items)
    return _asking(form, paragraph, before)


def moving(suggestion: Suggested) -> str:
    """Say where a paragraph stands once a suggestion to move it is accepted."""
    place = places.name(suggestion.paragraph)
    if suggestion.after_id is None:
        stands = _("%(place)s will stand at the beginning of the text.", place=place)
    else:
        other = places.within(suggestion.after)
        stands = _("%(place)s will stand after %(other)s.", place=place, other=other)
    return " ".join([stands, _("Its sub-items go with it.")]) if suggestion.items else stands


def form_title(form: SuggestionKind, paragraph: Passage | None, after: Passage | None) -> str:
    """Say what a form asks for; where a paragraph is to move is chosen in it."""
    if form is SuggestionKind.MOVE:
        return _("%(place)s: move", place=places.name(paragraph))
    return asking(form, paragraph, after)


def _with_items(form: SuggestionKind, place: str, before: str, items: Sequence[Passage]) -> str:
    values = {"place": place, "other": before, "items": marks(items)}
    count = len(direct(items))
    if form is SuggestionKind.DELETE:
        return ngettext(
            "%(place)s: delete; its sub-item %(items)s stays",
            "%(place)s: delete; its sub-items %(items)s stay",
            count,
            **values,
        )
    if not before:
        return ngettext(
            "%(place)s: move to the beginning of the text, with its sub-item %(items)s",
            "%(place)s: move to the beginning of the text, with its sub-items %(items)s",
            count,
            **values,
        )
    return ngettext(
        "%(place)s: move after %(other)s, with its sub-item %(items)s",
        "%(place)s: move after %(other)s, with its sub-items %(items)s",
        count,
        **values,
    )


def direct(items: Sequence[Passage]) -> list[Passage]:
    """Leave out the items below other items."""
    top = min((item.level for item in items), default=0)
    return [item for item in items if item.level == top]


def marks(items: Sequence[Passage]) -> str:
    """Name items by their letters: «(a) to (c)», or each where they do not follow one another."""
    names = [item.mark for item in direct(items)]
    letters = ([f"({count(n)})" for n in range(1, len(names) + 1)] for count in (letter, roman))
    if len(names) < 3 or names not in list(letters):  # noqa: PLR2004
        return ", ".join(names)
    return _("%(first)s to %(last)s", first=names[0], last=names[-1])


def asked_then(form: SuggestionKind, on: AskedOn) -> str:
    """Say in one line what was asked for, with the numbers of the text that it was asked on."""
    return asking(form, on.paragraph, on.after, on.items)


def changed_for(suggestions: Sequence[int], paragraphs: Sequence[str]) -> str:
    """Say what was changed for a general suggestion, by numbers; 0 and "" have none to show."""
    named = [
        *(_("suggestion %(number)s", number=number or "–") for number in suggestions),
        *(_("paragraph %(number)s", number=number or "–") for number in paragraphs),
    ]
    if not named:
        return _("Nothing was changed for it.")
    return _("Changed for it: %(changes)s.", changes=", ".join(named))


def text_of(on: AskedOn) -> str:
    """Name the text that something was written on: a revision, or the draft of a moment."""
    if on.revision is not None:
        return _printed(on.revision)
    if on.since is None:
        return _("The draft as of %(moment)s", moment=when(on.at))
    return _(
        "The draft as of %(moment)s, with the numbers since %(revision)s",
        moment=when(on.at),
        revision=_printed(on.since),
    )


def _printed(revision: PrintedText) -> str:
    return " · ".join(part for part in (revision.symbol, revision_label(revision.label)) if part)


def placed(own: Drafted | OwnSuggestion | OwnPosition | WaitingEntry | AskedRound) -> str:
    """Say in one line what a draft or a suggestion of one's own asks for."""
    asked = own.draft if isinstance(own, Drafted) else own
    place = own.place if own.place.kind else PrintedPlace("", None, own.base_words)
    return _asking(asked.form, place, "" if asked.after_id is None else places.within(own.after))


def _asking(form: SuggestionKind, at: Passage | PrintedPlace | None, before: str) -> str:
    """Say what is asked for ``at`` a place; ``before`` names the one that it is to follow."""
    place = places.name(at)
    if form is SuggestionKind.REPLACE:
        sentence = _("%(place)s: new wording", place=place)
    elif form is SuggestionKind.DELETE:
        sentence = _("%(place)s: delete", place=place)
    elif form is SuggestionKind.MOVE and before:
        sentence = _("%(place)s: move after %(other)s", place=place, other=before)
    elif form is SuggestionKind.MOVE:
        sentence = _("%(place)s: move to the beginning of the text", place=place)
    elif form is SuggestionKind.GENERAL:
        sentence = _("On the text as a whole")
    elif before:
        sentence = _("New paragraph after %(place)s", place=before)
    else:
        sentence = _("New paragraph at the beginning of the text")
    return sentence


def stage_set(stage: Stage, deadline: datetime | None) -> str:
    """Say which stage was set, and until when suggestions are taken."""
    if deadline is None:
        return _("Stage: %(stage)s", stage=label(stage))
    return _("Stage: %(stage)s, until %(moment)s", stage=label(stage), moment=when(deadline))


def author(item: Suggested | AnchoredComment) -> str:
    """Name in whose name it was made, co-sponsors after the first author; who wrote a note."""
    return ", ".join(authors(item))


def authors(item: Suggested | AnchoredComment) -> tuple[str, ...]:
    """Name each of them."""
    support = item.support if isinstance(item, Suggested) else None
    joined = support.cosponsors if support else ()
    writer = item.writer if isinstance(item, AnchoredComment) else ""
    first = item.delegation or writer or label(item.capacity)
    return (first, *(each.delegation for each in joined))


def state(suggestion: Suggested) -> tuple[str, str]:
    """Return how a suggestion stands, in words, and the tone of its badge."""
    return label(suggestion.state), tone(suggestion.state)


def badge(suggestion: Suggested) -> tuple[str, str]:
    """Return what ``state`` does; what stands on the current words is normal and has no badge."""
    return ("", "") if suggestion.state is Standing.CURRENT else state(suggestion)


def tone(state: Standing | Status | Outcome) -> str:
    """Return the tone of a state's badge."""
    return TONES.get(state, "neutral")


def outcome(suggestion: Suggested) -> str | None:
    """Say what the committee decided, and where it landed; None before."""
    ruling = suggestion.ruling
    if ruling is None or suggestion.status is not Status.DECIDED:
        return None
    if ruling.covered_by is not None or not ruling.revision_label:
        return _ruled(ruling)
    landed = {"outcome": label(ruling.outcome), "revision": revision_label(ruling.revision_label)}
    if ruling.outcome.taken:
        return _("%(outcome)s, in %(revision)s", **landed)
    return _("%(outcome)s (%(revision)s)", **landed)


def fate(own: OwnSuggestion) -> tuple[str, str]:
    """Return what became of one's own suggestion, in words, and the tone of its badge."""
    if own.status is Status.DECIDED and own.ruling is not None:
        return _ruled(own.ruling), tone(own.ruling.outcome)
    if own.older:
        return _("Based on an earlier version"), "warn"
    return label(own.status), "neutral"


def _ruled(ruling: NewestDecision) -> str:
    if ruling.covered_by is not None:
        return _("Covered by suggestion %(number)s", number=ruling.covered_by)
    return label(ruling.outcome)


def note(suggestion: Suggested) -> str | None:
    """Say what stands beside the delegation's name: entered by whom, late, reworded."""
    if suggestion.capacity is Capacity.COMMITTEE:
        return _("committee edit")
    if suggestion.entered is not None:
        return entered_for.entry_note(suggestion)
    if suggestion.late_seconds:
        return _("late by %(time)s", time=duration(suggestion.late_seconds))
    if suggestion.sequence > 1:
        return _("version %(count)s", count=suggestion.sequence)
    return None


def duration(seconds: int) -> str:
    """Say how long, in its two largest units; at least a minute."""
    minutes = max(1, seconds // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return _("%(days)s d %(hours)s h", days=days, hours=hours)
    if hours:
        return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
    return _("%(minutes)s min", minutes=minutes)


def piece(item: Suggested | Drafted | OwnSuggestion | WaitingEntry) -> Piece:
    """Return what shows a suggestion or a draft, against the words that it was written on."""
    asked = item.draft if isinstance(item, Drafted) else item
    return showing(asked.form, asked.words, item.base_words)


def showing(form: SuggestionKind, words: str, base: str) -> Piece:
    """Return what shows a form with these words: a redline where it changes the ``base``."""
    return {
        SuggestionKind.REPLACE: Piece(words, base),
        SuggestionKind.INSERT: Piece(words, ""),
        SuggestionKind.DELETE: Piece("", base),
        SuggestionKind.MOVE: Piece(base),
        SuggestionKind.GENERAL: Piece(words),
    }[form]


def language(suggestion: Suggested) -> str:
    """Return the language of what ``piece`` shows: a general remark is in that of its reason."""
    general = suggestion.form is SuggestionKind.GENERAL
    return suggestion.reason_language if general else suggestion.language


def redacted() -> str:
    """Say what stands in the place of words that were redacted."""
    return _("The secretariat has redacted this content.")


def readers(audience: Audience) -> str:
    """Say who will read what is written for this audience."""
    return str(READERS[audience])


def promise(document: Document) -> Audience:
    """Return who would read what is submitted now, as far as the page knows it."""
    return audiences.of(opened=conference().debate_open and not document.rehearsal)


def promised_by(value: str | None) -> Audience:
    """Return whom a form named as its readers; everybody where it named nobody."""
    return Audience.PARTICIPANTS if value == Audience.PARTICIPANTS else Audience.OPENED


def promised(audience: Audience) -> str:
    """Say who will read what is submitted for this audience."""
    return str(PROMISED[audience])


def standing_of(remark: AnchoredComment) -> tuple[str | None, str]:
    """Return what there is to say of a comment's place or state, and the tone of its badge."""
    if remark.note:
        return (
            (_("Committee note, resolved"), "good")
            if remark.resolved
            else (_("Committee note"), "accent")
        )
    if remark.resolved:
        return _("Resolved"), "good"
    if remark.internal:
        return _("Internal"), "neutral"
    sentence = ANCHORS.get(remark.anchor)
    tone = "bad" if remark.anchor is Anchor.ORPHANED else "warn"
    return (None if sentence is None else str(sentence)), tone
