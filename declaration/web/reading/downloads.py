"""Texts and comparisons to take away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.comparison import Hand, Redline, Step
from declaration.formats import FORMATS, REDLINES
from declaration.manuscript import Manuscript
from declaration.queries.reading.paragraph import Bringer, Source, sources
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.sight import existing
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import as_asked, report
from declaration.web.discussing import places, sentences
from declaration.web.frame import layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.answers import attachment
from declaration.web.reading import compilation, compiled_report
from declaration.web.reading.annex import with_annex
from declaration.web.reading.margin import annotations
from declaration.web.reading.notices import marked, noticed
from declaration.web.reading.paragraph import origin
from models.vocabulary import SuggestionKind

FOR_PROGRAMS = ("csv", "xml")
IN_FORCE = ""  # the name of the text that holds now, whichever it is
KEPT = "/d/<slug>/take/<name>.<format_>"  # addresses that were handed out once

blueprint = Blueprint("taking", __name__)


@blueprint.get("/d/<slug>.<format_>", defaults={"name": IN_FORCE})
@blueprint.get("/d/<slug>/rolling.<format_>", defaults={"name": ROLLING})
@blueprint.get("/d/<slug>/revisions/<name>.<format_>")
@verb(Verb.READ_PUBLISHED)
def text(slug: str, name: str, format_: str) -> ResponseReturnValue:
    """Send the text of the page of this address, without its ending, as a file."""
    text = shared.text(slug, name or existing(shared.shelf(slug).in_force).slug)
    if compilation.asked(name):
        compiled = partial(compiled_report.report, slug)
        return report(f"{slug}-compilation", format_, make=compiled)
    chosen = existing(FORMATS.get(format_))
    write, lines = as_asked(chosen)
    name = text.revision_slug or ROLLING
    written = shared.file(slug, name, lines, format_, make=lambda: write(_marked(text, format_)))
    return attachment(written, f"{slug}-{name}{lines}.{format_}", chosen.media_type)


@blueprint.get("/d/<slug>/compare/<old>...<new>.<format_>")
@verb(Verb.READ_PUBLISHED)
def redline(slug: str, old: str, new: str, format_: str) -> ResponseReturnValue:
    """Send what became of one text in another as a file: whose hand changed what, and comments."""
    chosen = existing(REDLINES.get(format_))
    write, lines = as_asked(chosen)
    texts = shared.text(slug, old), shared.text(slug, new)
    written = shared.file(slug, old, new, lines, format_, make=lambda: write(_redline(*texts)))
    return attachment(written, f"{slug}-{old}-{new}{lines}.{format_}", chosen.media_type)


blueprint.add_url_rule(
    KEPT, "text", text, alias=True, redirect_to="d/<slug>/revisions/<name>.<format_>"
)


def _marked(text: Manuscript, format_: str) -> Manuscript:
    """Return a text as a file of it says it; for programs without marks, and without its annex."""
    if format_ in FOR_PROGRAMS:
        return noticed(text)
    return marked(
        with_annex(noticed(text)), shared.agreed_versions(text.slug, text.revision_slug or ROLLING)
    )


def _redline(*texts: Manuscript) -> Redline:
    old, new = map(noticed, texts)
    labels = [text.label or _("Rolling text") for text in (old, new)]
    name = _("Changes between %(old)s and %(new)s", old=labels[0], new=labels[1])
    hand = Hand(labels[1], new.date)
    about = " · ".join(filter(None, (new.symbol, name, new.notice, _left_open(new))))
    margin = annotations(shared.shelf(new.slug).document, new)
    steps = _steps(old, new, hand) | {
        paragraph_id: [(whose, "")]
        for paragraph_id, whose in _asked(SuggestionKind.DELETE, old, new).items()
    }
    moves = _asked(SuggestionKind.MOVE, old, new)
    return Redline(old, new, hand, about, steps, margin, moves)


def _left_open(text: Manuscript) -> str:
    """Name the paragraphs of a text in which something is open: a redline compares words alone."""
    open_in = [places.name(p) for p in text.passages if p.open and p.live]
    return _("Left open in brackets: %(places)s", places=", ".join(open_in)) if open_in else ""


def _asked(form: SuggestionKind, old: Manuscript, new: Manuscript) -> Mapping[int, Hand]:
    """Return who asked for what was deleted, or moved, between two texts, by paragraph id."""
    still = {passage.paragraph_id for passage in new.passages if passage.live}
    hands = {}
    for asked in shared.listed(new.slug) if layout.may(Verb.READ_DEBATE) else ():
        ruling, about = asked.ruling, asked.paragraph_id or 0
        if ruling is None or asked.live or not ruling.outcome.taken or asked.form is not form:
            continue
        fits = (about in still) == (form is SuggestionKind.MOVE)
        if fits and _between(old, ruling.decided_at, new):
            hands[about] = Hand(sentences.author(asked), ruling.decided_at)
    return hands


def _between(old: Manuscript, moment: datetime, new: Manuscript) -> bool:
    return (old.date is None or old.date < moment) and (new.date is None or moment <= new.date)


def _steps(old: Manuscript, new: Manuscript, other: Hand) -> dict[int, Sequence[Step]]:
    """Return the wordings between two texts, as far as the reader may know whose they are."""
    if not layout.may(Verb.READ_DEBATE):
        return {}
    before = {passage.paragraph_id: passage.words for passage in old.passages if passage.live}
    chains = sources(session(), layout.reader(), new, [p for p in new.passages if p.live])
    return {
        paragraph_id: [(_hand(source, other), words) for source, words in later]
        for paragraph_id, chain in chains.items()
        if (later := _since(before.get(paragraph_id), chain))
    }


def _since(words: str | None, chain: Sequence[tuple[Source, str]]) -> Sequence[tuple[Source, str]]:
    """Return what followed these words; all of it where there were none, else nothing."""
    if words is None:
        return chain
    places = [place for place, (_source, step) in enumerate(chain) if step == words]
    return chain[places[0] + 1 :] if places else ()


def _hand(source: Source, other: Hand) -> Hand:
    if source.bringer not in {Bringer.SUGGESTIONS, Bringer.COMMITTEE}:
        return other
    name = origin(source)
    if source.adapted:
        name = _("%(delegations)s, changed by the committee", delegations=name)
    return Hand(name, source.at)
