"""Suggestions as tracked changes in the text: what a delegation asks for, as Word shows it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from declaration.comparison import Annotation, Hand, Redline, Step
from declaration.queries.suggesting.applied import Applied, Placed, applied
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache import shared
from declaration.web.discussing import sentences
from declaration.web.discussing.report_lines import numbered
from declaration.web.reading import notices
from models.vocabulary import SuggestionKind


def redline(slug: str, suggestions: Sequence[Suggested]) -> Redline:
    """Return the newest text, and what it would be with those that await a decision.

    Reasons stand beside the words as comments, and so does whatever has no place in the text.
    """
    old = notices.noticed(shared.newest(shared.shelf(slug)))
    with_all = applied(old, suggestions)
    authors = {sentences.author(each) for each in suggestions}
    name = authors.pop() if len(authors) == 1 else _("Suggestions")
    newest = notices.newest(suggestions)
    about = notices.about(slug, newest, name, old.label)
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for placed in with_all.placed:
        steps[placed.paragraph_id].append((_hand(placed.suggestion), placed.words))
    return Redline(
        old=old,
        new=replace(with_all.text, label=_("With suggestions"), notice=about, date=newest),
        hand=Hand(name, newest),
        about=about,
        steps=steps,
        annotations=tuple(_annotations(with_all)),
    )


def _hand(suggestion: Suggested) -> Hand:
    return Hand(sentences.author(suggestion), suggestion.submitted_at)


def _annotations(with_all: Applied) -> Iterator[Annotation]:
    for placed in with_all.placed:
        yield _annotation(placed)
    for suggestion in with_all.apart:
        yield Annotation(None, _hand(suggestion), _apart(suggestion))


def _annotation(placed: Placed) -> Annotation:
    """Name a suggestion where it stands, with what is asked and why."""
    suggestion = placed.suggestion
    asked = f"{numbered(suggestion)} · {sentences.asked(suggestion)}"
    words = "\n".join(filter(None, (asked, suggestion.reason)))
    return Annotation(placed.paragraph_id, _hand(suggestion), words)


def _apart(suggestion: Suggested) -> str:
    """Say what a suggestion asks for that cannot be shown in the words."""
    asked = f"{numbered(suggestion)} · {sentences.asked(suggestion)}"
    if suggestion.redacted:
        return f"{asked}\n{_('The secretariat has redacted this content.')}"
    general = suggestion.form is SuggestionKind.GENERAL
    why = "" if general else _("It does not go together with the current text.")
    return "\n".join(filter(None, (asked, why, suggestion.words, suggestion.reason)))
