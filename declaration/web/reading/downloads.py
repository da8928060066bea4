"""Texts and comparisons to take away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.comparison import Hand, Redline, Step
from declaration.formats import FORMATS, REDLINES
from declaration.manuscript import Imprint, Manuscript
from declaration.queries.reading.paragraph import Bringer, Source, sources
from declaration.queries.sight import existing
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.frame import layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.answers import attachment
from declaration.web.frame.labels import method, revision_label
from declaration.web.frame.moments import day
from declaration.web.reading.paragraph import origin

blueprint = Blueprint("taking", __name__)


@blueprint.get("/d/<slug>/take/<name>.<format_>")
@verb(Verb.READ_PUBLISHED)
def text(slug: str, name: str, format_: str) -> ResponseReturnValue:
    """Send a revision, or the rolling text, as a file."""
    chosen = existing(FORMATS.get(format_))
    text = noticed(shared.text(slug, name))
    written = shared.file(slug, name, format_, make=lambda: chosen.write(text))
    return attachment(written, f"{slug}-{name}.{format_}", chosen.media_type)


@blueprint.get("/d/<slug>/compare/<old>...<new>.<format_>")
@verb(Verb.READ_PUBLISHED)
def redline(slug: str, old: str, new: str, format_: str) -> ResponseReturnValue:
    """Send what became of one text in another as a file, with whose hand changed what."""
    chosen = existing(REDLINES.get(format_))
    texts = noticed(shared.text(slug, old)), noticed(shared.text(slug, new))
    written = shared.file(slug, old, new, format_, make=lambda: chosen.write(_redline(*texts)))
    return attachment(written, f"{slug}-{old}-{new}.{format_}", chosen.media_type)


def noticed(text: Manuscript) -> Manuscript:
    """Return a text as its files name it, and with what they say beside symbol and date."""
    return replace(
        text,
        label=revision_label(text.label),
        notice=_notice(text),
        deleted=_("(deleted)"),
        imprints=_imprints(text),
    )


def _imprints(text: Manuscript) -> tuple[Imprint, ...]:
    """Return what was published before a text."""
    shelf = shared.shelf(text.slug)
    earlier = shelf.before(shelf.revision(text.revision_slug) if text.revision_id else None)
    return tuple(Imprint(r.slug, revision_label(r.label), r.published_at) for r in earlier)


def _notice(text: Manuscript) -> str:
    """Say what a reader of the file must know: rehearsed, adopted, in error, not published."""
    shelf = shared.shelf(text.slug)
    adoption = shelf.adoption
    if shelf.document.rehearsal:
        return _("This is a rehearsal: it is no text of the conference.")
    if not text.revision_id:
        return _(
            "The committee’s working text: the latest version of every paragraph. Not published."
        )
    righted = shelf.righted(shelf.revision(text.revision_slug))
    if righted is not None:
        return _(
            "Published in error. The correct revision is %(revision)s.",
            revision=revision_label(righted[0].label),
        )
    if adoption is None or adoption.revision_id != text.revision_id:
        return ""
    return _(
        "Adopted in %(place)s on %(date)s. %(method)s.",
        place=adoption.place,
        date=day(adoption.adopted_on),
        method=method(adoption.method),
    )


def _redline(old: Manuscript, new: Manuscript) -> Redline:
    labels = [text.label or _("Rolling text") for text in (old, new)]
    name = _("Changes between %(old)s and %(new)s", old=labels[0], new=labels[1])
    hand = Hand(labels[1], new.date)
    about = " · ".join(filter(None, (new.symbol, name, new.notice)))
    return Redline(old, new, hand, about, _steps(old, new, hand))


def _steps(old: Manuscript, new: Manuscript, other: Hand) -> Mapping[int, Sequence[Step]]:
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
    named = source.bringer in {Bringer.SUGGESTIONS, Bringer.COMMITTEE}
    return Hand(origin(source), source.at) if named else other
