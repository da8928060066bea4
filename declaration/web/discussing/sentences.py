"""Suggestions and comments in words: what is asked, how it stands, who says it, who reads it."""

from textwrap import shorten

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.actions.journal import audience as audiences
from declaration.manuscript import Passage
from declaration.queries.comments import Anchor, AnchoredComment
from declaration.queries.suggesting.delegation import Drafted, OwnSuggestion
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import plain
from declaration.web.cache.redlines import Piece, plain_words
from declaration.web.frame.acting import conference
from declaration.web.frame.labels import label
from models.document import Document
from models.vocabulary import Audience, Capacity, Outcome, Standing, Status, SuggestionKind

SHOWN = 48  # characters of a passage that has no number, enough to know it by

STANDING_TONES = {
    Standing.CURRENT: "accent",
    Standing.STALE_CLEAN: "warn",
    Standing.STALE_CONFLICT: "bad",
    Standing.ORPHANED: "bad",
}
OUTCOME_TONES = {
    Outcome.ACCEPTED: "good",
    Outcome.ADAPTED: "good",
    Outcome.REJECTED: "bad",
    Outcome.COVERED: "neutral",
    Outcome.OVERTAKEN: "neutral",
    Outcome.REOPENED: "warn",
}
ANCHORS = {
    Anchor.ANCHORED: None,  # as it should be: nothing to say
    Anchor.MOVED: _l("The quoted words have moved"),
    Anchor.CHANGED: _l("The words have changed since"),
    Anchor.ORPHANED: _l("The words are no longer there"),
}
READERS = {
    Audience.OPENED: _l("Everybody will read this, also without an account."),
    Audience.PARTICIPANTS: _l(
        "All delegations, the drafting committee, the secretariat and accredited observers will"
        " read this; the public will not."
    ),
    Audience.DELEGATION: _l("Your delegation alone will read this."),
}
PROMISED = {
    Audience.OPENED: _l("Once it is submitted, everybody will read it, also without an account."),
    Audience.PARTICIPANTS: _l(
        "Once it is submitted, all delegations, the drafting committee, the secretariat and"
        " accredited observers will read it; the public will not."
    ),
}


def spot(passage: Passage | None) -> str:
    """Name a passage by its number, else by its first words."""
    if passage is None:
        return "–"
    return passage.number or quoted(excerpt(passage))


def quoted(words: str) -> str:
    """Put words between the marks of the reader's language."""
    return _("“%(words)s”", words=words)


def excerpt(passage: Passage) -> str:
    """Return a passage's first words, enough to know it by."""
    return _cut(plain_words(passage.words))


def _cut(words: str) -> str:
    """End with a whole word, where the language sets blanks between words."""
    kept = shorten(words, SHOWN, placeholder=" …")
    return f"{words[:SHOWN]}…" if kept == "…" else kept


def asked(one: Suggested) -> str:
    """Say in one line what a suggestion asks for; a paragraph that is gone by its words then."""
    if one.paragraph is None and one.base_words and one.form is not SuggestionKind.INSERT:
        place = quoted(_cut(plain(one.base_words)))
        return _asking(one.form, place, spot(one.after) if one.after else "")
    return asking(one.form, one.paragraph, one.after)


def asking(form: SuggestionKind, paragraph: Passage | None, after: Passage | None) -> str:
    """Say in one line what is asked for."""
    return _asking(form, spot(paragraph), spot(after) if after else "")


def placed(one: Drafted | OwnSuggestion) -> str:
    """Say in one line what a draft or a suggestion of one's own asks for."""
    if isinstance(one, Drafted):
        form, number, has_after = one.draft.form, one.number, one.draft.after_id is not None
    else:
        form, number, has_after = one.form, one.number_there, bool(one.after_number)
    before = (one.after_number or "–") if has_after else ""
    return _asking(form, place(number, one.base_words), before)


def _asking(form: SuggestionKind, place: str, before: str) -> str:
    if form is SuggestionKind.REPLACE:
        said = _("Paragraph %(place)s: other words", place=place)
    elif form is SuggestionKind.DELETE:
        said = _("Paragraph %(place)s: delete it", place=place)
    elif form is SuggestionKind.MOVE and before:
        said = _("Paragraph %(place)s: move it after %(other)s", place=place, other=before)
    elif form is SuggestionKind.MOVE:
        said = _("Paragraph %(place)s: move it", place=place)  # where to is not chosen yet
    elif form is SuggestionKind.GENERAL:
        said = _("On the text as a whole")
    elif before:
        said = _("A new paragraph after %(place)s", place=before)
    else:
        said = _("A new paragraph at the head of the text")
    return said


def author(one: Suggested | AnchoredComment) -> str:
    """Name in whose name it was said."""
    return one.delegation or label(one.capacity)


def place(number: str, words: str) -> str:
    """Name a paragraph by its number, else by its first words."""
    return number or (quoted(_cut(plain_words(words))) if words else "–")


def state(one: Suggested) -> tuple[str, str]:
    """Return how a suggestion stands, in words, and the tone of its badge."""
    if one.status is Status.WITHDRAWN:
        return label(Status.WITHDRAWN), "neutral"
    if one.status is Status.DECIDED and one.ruling:
        return label(one.ruling.outcome), OUTCOME_TONES[one.ruling.outcome]
    if one.standing is None:
        return label(one.status), "neutral"
    return label(one.standing), STANDING_TONES[one.standing]


def outcome(one: Suggested) -> str | None:
    """Say what the committee decided, and where it landed; None before."""
    ruling = one.ruling
    if ruling is None or one.status is not Status.DECIDED:
        return None
    if ruling.covered_by is not None:
        return _("Covered by suggestion %(number)s", number=ruling.covered_by)
    if ruling.revision_label:
        said = {"outcome": label(ruling.outcome), "revision": ruling.revision_label}
        if ruling.outcome.taken:
            return _("%(outcome)s, in %(revision)s", **said)
        return _("%(outcome)s (%(revision)s)", **said)
    return label(ruling.outcome)


def fate(one: OwnSuggestion) -> tuple[str, str]:
    """Return what became of one's own suggestion, in words, and the tone of its badge."""
    ruling = one.ruling
    if one.status is Status.DECIDED and ruling is not None:
        covering = ruling.covered_by
        said = None if covering is None else _("Covered by suggestion %(number)s", number=covering)
        return said or label(ruling.outcome), OUTCOME_TONES[ruling.outcome]
    if one.older:
        return _("On older words"), "warn"
    return label(one.status), "neutral"


def note(one: Suggested) -> str | None:
    """Say what stands beside the delegation's name: the committee's own, late, reworded."""
    if one.capacity is Capacity.COMMITTEE:
        return _("a change of the committee’s own")
    if one.late_seconds:
        return _("late by %(time)s", time=duration(one.late_seconds))
    if one.sequence > 1:
        return _("wording %(count)s", count=one.sequence)
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


def piece(one: Suggested | Drafted) -> Piece:
    """Return what shows a suggestion or a draft, against the words that it was written on."""
    asked = one.draft if isinstance(one, Drafted) else one
    return showing(asked.form, asked.words, one.base_words)


def showing(form: SuggestionKind, words: str, base: str) -> Piece:
    """Return what shows a form with these words: a redline where it changes the ``base``."""
    return {
        SuggestionKind.REPLACE: Piece(words, base),
        SuggestionKind.INSERT: Piece(words, ""),
        SuggestionKind.DELETE: Piece("", base),
        SuggestionKind.MOVE: Piece(base),
        SuggestionKind.GENERAL: Piece(words),
    }[form]


def language(one: Suggested) -> str:
    """Return the language of what ``piece`` shows: a general remark is in that of its reason."""
    return one.reason_language if one.form is SuggestionKind.GENERAL else one.language


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
    if remark.resolved:
        return _("Resolved"), "good"
    if remark.internal:
        return _("Internal"), "neutral"
    anchored = ANCHORS[remark.anchor]
    tone = "bad" if remark.anchor is Anchor.ORPHANED else "warn"
    return (None if anchored is None else str(anchored)), tone
