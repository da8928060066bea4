"""Who wrote which words of a paragraph, as far as the reader may know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from declaration import text as core
from declaration.manuscript import Manuscript, Passage
from declaration.queries.reading.paragraph import (
    Bringer,
    Source,
    Step,
    Story,
    chain,
    credited,
    sources,
)
from declaration.rules import Verb
from declaration.text import Span
from declaration.web import layout
from declaration.web.acting import session
from declaration.web.figure_words import name, words


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
    spans = core.worded(credited(steps))
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
    return Credit(source, name(source), words(counts[source]) if counts[source] else "")
