"""The committee's pages in words: questions about a result, and what their templates call."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from declaration.actions.deciding.doubts import Doubt, Question
from declaration.web import naming
from declaration.web.fragments import words_html


def asked_about(question: Question, numbers: Mapping[int, int]) -> str:
    """Say what does not fit; ``numbers`` are the suggestions' by id."""
    number = numbers.get(question.suggestion_id, "–")
    if question.doubt is Doubt.MISSING:
        said = _(
            "Suggestion %(number)s is accepted, but these words are not in the result:"
            " “%(words)s”.",
            number=number,
            words=question.words,
        )
    elif question.doubt is Doubt.NOT_REMOVED:
        said = _(
            "Suggestion %(number)s is accepted, but these words are still in the result:"
            " “%(words)s”.",
            number=number,
            words=question.words,
        )
    elif question.doubt is Doubt.PRESENT:
        said = _(
            "Suggestion %(number)s is rejected, but its words are in the result: “%(words)s”.",
            number=number,
            words=question.words,
        )
    else:
        said = _(
            "Suggestion %(number)s is accepted as adapted, but the words have not changed.",
            number=number,
        )
    return said


def vocabulary() -> dict[str, Any]:
    """Return what the templates of the committee call."""
    return {"naming": naming, "words_html": words_html, "asked_about": asked_about}
