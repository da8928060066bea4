"""Suggestions as tracked changes in the text: what a delegation asks for, as Word shows it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from declaration.comparison import Annotation, Hand, Redline, Step
from declaration.queries.suggesting.applied import Applied, applied
from declaration.queries.suggesting.compilation import PLACELESS
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import plain
from declaration.web.cache import shared
from declaration.web.discussing import sentences
from declaration.web.discussing.report_lines import named
from declaration.web.frame import language
from declaration.web.reading import notices
from models.vocabulary import SuggestionKind


def redline(slug: str, suggestions: Sequence[Suggested]) -> Redline:
    """Return the newest text, and what it would be with those that await a decision.

    Reasons stand beside the words as comments, and so does whatever has no place in the text.
    """
    old = notices.noticed(shared.newest(shared.shelf(slug)))
    with_all, newest = applied(old, suggestions), notices.newest(slug)
    authors = {sentences.author(each) for each in suggestions}
    title = _("Suggestions in the text")
    owner = authors.pop() if len(authors) == 1 else ""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for suggestion, paragraph_id, words in with_all.placed:
        steps[paragraph_id].append((_hand(suggestion), words))
    return Redline(
        old=old,
        new=replace(with_all.text, date=newest),
        hand=Hand(owner or title, newest),
        about=notices.about(slug, newest, title, owner, old.label, old.notice),
        steps=steps,
        annotations=tuple(_annotations(with_all)),
        moves={
            paragraph_id: _hand(suggestion)
            for suggestion, paragraph_id, _words in with_all.placed
            if suggestion.form is SuggestionKind.MOVE
        },
        supposed=True,
    )


def _hand(suggestion: Suggested) -> Hand:
    return Hand(sentences.author(suggestion), suggestion.worded_at)


def _annotations(with_all: Applied) -> Iterator[Annotation]:
    for suggestion, paragraph_id, _words in with_all.placed:
        yield _annotation(suggestion, paragraph_id, suggestion.reason)
    for suggestion in with_all.apart:
        yield _annotation(suggestion, suggestion.paragraph_id, *_apart(suggestion))


def _annotation(suggestion: Suggested, paragraph_id: int | None, *told: str) -> Annotation:
    """Say at a paragraph what is asked, and what else is to be told of it."""
    return Annotation(
        paragraph_id=paragraph_id,
        hand=_hand(suggestion),
        words="\n".join(filter(None, (named(suggestion), *told))),
        language=suggestion.reason_language if suggestion.reason else language.code(),
    )


def _apart(suggestion: Suggested) -> Sequence[str]:
    """Say what a suggestion asks for that cannot be shown in the words, and why it cannot."""
    if suggestion.redacted:
        return (sentences.redacted(),)
    if suggestion.form is SuggestionKind.GENERAL:
        why = ""
    elif suggestion.standing in PLACELESS:
        why = _("It does not go together with the current text.")
    else:
        why = _("It does not go together with another suggestion.")
    return why, plain(suggestion.words), suggestion.reason
