"""One paragraph: its words from revision to revision, how to cite it, what is said on it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration import text as core
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading import paragraph as stories
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.verbs import Verb
from declaration.web.cache import redlines, shared
from declaration.web.discussing import places
from declaration.web.discussing.panel import Panel, panel
from declaration.web.frame import layout
from declaration.web.frame.acting import actor, session
from declaration.web.frame.labels import label, revision_label
from declaration.web.reading import citation
from models.vocabulary import Capacity


@dataclass(frozen=True, slots=True)
class Credit:
    """A source of words, its name if no suggestions say it, and how many words it brought.

    ``brought`` is empty where none of them stands any more.
    """

    source: stories.Source
    name: str
    brought: str


@dataclass(frozen=True, slots=True)
class Credits:
    """Words with the numbers of their sources; those of ``first`` are unmarked.

    ``others`` are in the order of their numbers, from 1; without any the words are all one's.
    """

    html: Markup
    first: Credit
    others: tuple[Credit, ...]


def story_page(shelf: Shelf, uid: str) -> dict[str, Any]:
    """Return the values of a paragraph's page, as far as the reader may see it.

    ``current`` is the paragraph as it stands now, None where it is gone from the text, ``newest``
    as it stands or was printed last; ``rolling``: the whole rolling text, for those who may read
    it; a step's ``html``: the change since the one before, None for «unchanged».
    """
    story = stories.story(session(), actor(), shelf, uid)
    rolls = layout.may(Verb.READ_ROLLING, stage=shelf.document.stage)
    rolling = shared.text(shelf.document.slug, ROLLING) if rolls else None
    current = _current(shelf, story, rolling)
    newest = current or (story.prints[-1].passage if story.prints else None)
    return {
        "shelf": shelf,
        "rolling": rolling,
        "current": current,
        "newest": newest,
        "name": places.name(newest),
        "words": redlines.words_html(current.words) if current else Markup(),
        "steps": list(_steps(shelf, story, current if rolling else None)),
        "citation": citation.of_paragraph(shelf, story),
        "panel": _panel(shelf, rolling, newest),
        "credits": _credits(story, rolling or shared.newest(shelf), current) if current else None,
    }


def _current(shelf: Shelf, story: stories.Story, rolling: Manuscript | None) -> Passage | None:
    if rolling is not None:
        same = (p for p in rolling.passages if p.paragraph_id == story.paragraph.id and p.live)
        return next(same, None)
    return next((p.passage for p in story.prints if p.revision == shelf.in_force), None)


def _steps(shelf: Shelf, story: stories.Story, rolling: Passage | None) -> Iterator[dict[str, Any]]:
    """Yield the prints; then the words of the rolling text, if they differ from the last."""
    slug, anchor = shelf.document.slug, f"#{story.paragraph.uid}"
    for printed in story.prints:
        piece = redlines.Piece(printed.passage.words, printed.before)
        yield {
            "label": revision_label(printed.revision.called),
            "url": url_for("reading.revision", slug=slug, name=printed.revision.slug) + anchor,
            "number": printed.passage.number,
            "html": redlines.piece_html(piece) if printed.changed else None,
        }
    last = story.prints[-1].passage.words if story.prints else None
    if rolling and rolling.words != last:
        url = url_for("reading.rolling", slug=slug) + anchor
        html = redlines.piece_html(redlines.Piece(rolling.words, last))
        yield {"label": _("Rolling text"), "url": url, "number": rolling.number, "html": html}


def _panel(shelf: Shelf, rolling: Manuscript | None, passage: Passage | None) -> Panel | None:
    if passage is None or not layout.may(Verb.READ_DEBATE):
        return None
    return panel(shelf.document, rolling or shared.newest(shelf), passage)


def _credits(story: stories.Story, text: Manuscript, passage: Passage) -> Credits | None:
    """Credit the words of a passage of ``text``; None where they were redacted."""
    if passage.redacted or not passage.words:
        return None
    versions = _versions(story, text, passage)
    spans = core.worded(core.provenance(versions))
    counts: Counter[stories.Source] = Counter()
    for span in spans:
        counts[span.author] += core.length(span.text)
    first = versions[0][0]
    others = [source for source in counts if source != first]
    numbers = {source: number for number, source in enumerate(others, 1)}
    marked = [core.Span(span.text, numbers.get(span.author, 0)) for span in spans]
    html = core.credited(marked, spoken=_("[added: "), end=_("]"))
    return Credits(
        html=Markup(html),  # noqa: S704 -- the engine's own, sanitised
        first=_credit(first, counts),
        others=tuple(_credit(source, counts) for source in others),
    )


def _versions(story: stories.Story, text: Manuscript, passage: Passage) -> Sequence[stories.Step]:
    """Return the versions behind a passage; to whom the debate is closed, what was printed."""
    if layout.may(Verb.READ_DEBATE):
        return stories.sources(session(), layout.reader(), text, [passage])[passage.paragraph_id]
    return stories.chain(
        (stories.Source(stories.Bringer.DRAFT, revision=printed.revision.called), printed.passage)
        for printed in story.prints
        if printed.passage.version_id <= passage.version_id
    )


def _credit(source: stories.Source, counts: Counter[stories.Source]) -> Credit:
    brought = number_of_words(counts[source]) if counts[source] else ""
    return Credit(source, origin(source), brought)


def origin(source: stories.Source) -> str:
    """Name an origin; delegations that share words, together."""
    if source.bringer is stories.Bringer.DRAFT:
        return revision_label(source.revision) or _("Secretariat’s draft")
    if source.bringer is stories.Bringer.SUGGESTIONS:
        return ", ".join(source.delegations)
    if source.bringer is stories.Bringer.COMMITTEE:
        return label(Capacity.COMMITTEE)
    return _("An earlier version")


def number_of_words(count: int) -> str:
    """Say how many words."""
    return ngettext("%(num)s word", "%(num)s words", count)
