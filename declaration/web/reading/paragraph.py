"""One paragraph: its words from revision to revision, how to cite it, what is said on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration import text as core
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading.paragraph import (
    Bringer,
    Printed,
    Source,
    Step,
    Story,
    chain,
    sources,
    story,
)
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.rules import Verb
from declaration.text import Span
from declaration.web.cache import redlines, shared
from declaration.web.cache.redlines import Piece
from declaration.web.discussing.panel import Panel, panel
from declaration.web.frame import layout, moments
from declaration.web.frame.acting import actor, session
from declaration.web.frame.labels import label
from models.vocabulary import Capacity


@dataclass(frozen=True, slots=True)
class Credit:
    """A source of words, its name if no suggestions say it, and how many words it brought.

    ``brought`` is empty where none of them stands any more.
    """

    source: Source
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


def credits_of(told: Story, text: Manuscript, passage: Passage) -> Credits | None:
    """Credit the words of a passage of ``text``; None where they were redacted."""
    if passage.redacted or not passage.words:
        return None
    steps = _steps(told, text, passage)
    spans = core.worded(core.provenance(steps))
    counts: Counter[Source] = Counter()
    for span in spans:
        counts[span.author] += core.length(span.text)
    first = steps[0][0]
    others = [source for source in counts if source != first]
    numbers = {source: number for number, source in enumerate(others, 1)}
    marked = [Span(span.text, numbers.get(span.author, 0)) for span in spans]
    html = core.credited(marked, spoken=_("[put in: "), end=_("]"))
    return Credits(
        html=Markup(html),  # noqa: S704 -- the engine's own, sanitised
        first=_credit(first, counts),
        others=tuple(_credit(source, counts) for source in others),
    )


def _steps(told: Story, text: Manuscript, passage: Passage) -> Sequence[Step]:
    """Return the versions behind a passage; to whom the debate is closed, what was printed."""
    if layout.may(Verb.READ_DEBATE):
        found = sources(session(), layout.reader(), text, [passage])
        return found[passage.paragraph_id]
    return chain(
        (Source(Bringer.DRAFT, revision=one.revision.label), one.passage)
        for one in told.prints
        if one.passage.version_id <= passage.version_id
    )


def _credit(source: Source, counts: Counter[Source]) -> Credit:
    brought = number_of_words(counts[source]) if counts[source] else ""
    return Credit(source, origin(source), brought)


def origin(source: Source) -> str:
    """Name an origin; delegations that share words, together."""
    if source.bringer is Bringer.DRAFT:
        return source.revision or _("Draft of the secretariat")
    if source.bringer is Bringer.SUGGESTIONS:
        return ", ".join(source.delegations)
    if source.bringer is Bringer.COMMITTEE:
        return label(Capacity.COMMITTEE)
    return _("An earlier version")


def number_of_words(count: int) -> str:
    """Say how many words."""
    return ngettext("%(num)s word", "%(num)s words", count)


@dataclass(frozen=True, slots=True)
class StoryStep:
    """The words in one revision: with the change since the one before, or None for «unchanged»."""

    label: str
    url: str
    number: str
    html: Markup | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A paragraph; ``current`` is it as it stands now, None where it is gone from the text.

    ``rolling`` is the whole rolling text, for those who may read it.
    """

    shelf: Shelf
    story: Story
    rolling: Manuscript | None
    current: Passage | None
    words: Markup
    steps: Sequence[StoryStep]
    citation: str
    panel: Panel | None
    credits: Credits | None

    @property
    def newest(self) -> Passage | None:
        """Return the paragraph as it stands, else as it was printed last."""
        return self.current or (self.story.prints[-1].passage if self.story.prints else None)

    @property
    def number(self) -> str:
        """Return its number, as displayed."""
        return self.newest.number if self.newest else ""

    @property
    def name(self) -> str:
        """Name the paragraph by its number, if it has one."""
        if self.number:
            return _("Paragraph %(number)s", number=self.number)
        return _("A passage of the text")


def story_page(shelf: Shelf, uid: str) -> StoryPage:
    """Build the page of a paragraph, as far as the reader may see it."""
    here = session()
    told = story(here, actor(), shelf, uid)
    rolls = layout.may(Verb.READ_ROLLING, stage=shelf.document.stage)
    rolling = shared.text(shelf.document.slug, ROLLING) if rolls else None
    current = _current(shelf, told, rolling)
    pieces = [*_pieces(told.prints), *_last(told, current if rolling else None)]
    asked = [piece for piece in pieces if piece is not None]
    words, *html = redlines.rendered([Piece(current.words if current else ""), *asked])
    return StoryPage(
        shelf=shelf,
        story=told,
        rolling=rolling,
        current=current,
        words=words,
        steps=_history(shelf, told, pieces, html, current),
        citation=_citation(shelf, told),
        panel=_panel(shelf, told, rolling, current),
        credits=_credits(shelf, told, rolling, current),
    )


def _current(shelf: Shelf, told: Story, rolling: Manuscript | None) -> Passage | None:
    """Find the paragraph in the rolling text, or in the revision in force."""
    if rolling is not None:
        found = (p for p in rolling.passages if p.paragraph_id == told.paragraph.id and p.live)
        return next(found, None)
    printed = (one.passage for one in told.prints if one.revision == shelf.in_force)
    return next(printed, None)


def _panel(
    shelf: Shelf, told: Story, rolling: Manuscript | None, current: Passage | None
) -> Panel | None:
    """Load what is said on the paragraph, for those to whom the debate is open."""
    passage = current or (told.prints[-1].passage if told.prints else None)
    if passage is None or not layout.may(Verb.READ_DEBATE):
        return None
    against = rolling or shared.newest(shelf)
    return panel(shelf.document, against, passage)


def _credits(
    shelf: Shelf, told: Story, rolling: Manuscript | None, current: Passage | None
) -> Credits | None:
    """Say who wrote which of the words that stand there now."""
    if current is None:
        return None
    return credits_of(told, rolling or shared.newest(shelf), current)


def _pieces(prints: Sequence[Printed]) -> list[Piece | None]:
    return [Piece(one.passage.words, one.before) if one.changed else None for one in prints]


def _last(told: Story, current: Passage | None) -> list[Piece | None]:
    """Return the step from the last print to the rolling words, if they differ."""
    last = told.prints[-1].passage.words if told.prints else None
    return [Piece(current.words, last)] if current and current.words != last else []


def _history(
    shelf: Shelf,
    told: Story,
    pieces: Sequence[Piece | None],
    html: Sequence[Markup],
    current: Passage | None,
) -> list[StoryStep]:
    ready = iter(html)
    shown = [next(ready) if piece is not None else None for piece in pieces]
    slug = shelf.document.slug
    steps = [
        StoryStep(
            label=one.revision.label,
            url=url_for("reading.revision", slug=slug, name=one.revision.slug)
            + f"#{told.paragraph.uid}",
            number=one.passage.number,
            html=words,
        )
        for one, words in zip(told.prints, shown, strict=False)
    ]
    if len(shown) > len(steps) and current:
        url = url_for("reading.rolling", slug=slug) + f"#{told.paragraph.uid}"
        steps.append(StoryStep(_("Rolling text"), url, current.number, shown[-1]))
    return steps


def _citation(shelf: Shelf, told: Story) -> str:
    """Say title, number, revision or adoption with its date, and the permanent address."""
    if not told.prints:
        return ""
    in_force = [one for one in told.prints if one.revision == shelf.in_force]
    cited = (in_force or told.prints)[-1]
    adopted = shelf.adoption if in_force else None
    values = {
        "title": shelf.document.title,
        "number": cited.passage.number,
        "revision": cited.revision.label,
        "date": moments.day(adopted.adopted_on if adopted else cited.revision.published_at),
        "address": url_for(
            "reading.paragraph",
            slug=shelf.document.slug,
            uid=told.paragraph.uid,
            _external=True,
        ),
    }
    if adopted and cited.passage.number:
        return _("%(title)s, paragraph %(number)s, adopted on %(date)s, %(address)s", **values)
    if adopted:
        return _("%(title)s, adopted on %(date)s, %(address)s", **values)
    if cited.passage.number:
        return _("%(title)s, paragraph %(number)s, %(revision)s, %(date)s, %(address)s", **values)
    return _("%(title)s, %(revision)s, %(date)s, %(address)s", **values)
