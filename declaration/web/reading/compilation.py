"""The rolling text as a compilation: ``?view=compilation``, for those who may read the debate."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting.compilation import HEAD, compilation
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.discussing import panel
from declaration.web.frame import layout
from declaration.web.frame.acting import actor
from declaration.web.reading import brackets
from declaration.web.reading.rows import TextRow

VIEW = "compilation"


@dataclass(frozen=True, slots=True)
class CompiledText:
    """``rows`` with all that has a place; ``lead``: what asks to stand before them.

    ``placed`` of ``total`` suggestions stand in the text, the others are ``listed``.
    """

    rows: tuple[TextRow, ...]
    lead: Markup
    listed: tuple[panel.Card, ...]
    placed: int
    total: int


def asked(name: str) -> bool:
    """Whether the compilation of the text ``name`` is asked for. Raises NotFound."""
    view = request.args.get("view", "")
    if view and (view != VIEW or name != ROLLING or not layout.may(Verb.READ_DEBATE)):
        raise NotFound
    return bool(view)


def depends() -> tuple[Hashable, ...]:
    """Return what else than the text the compilation shows: the debate, as this reader sees it."""
    return VIEW, actor().eyes, shared.state_but_drafts()


def compiled_text(slug: str, rows: Sequence[TextRow], language: str) -> CompiledText:
    """Set every suggestion that awaits a decision into the rows of the rolling text."""
    asked = compilation(shared.listed(slug))
    return CompiledText(
        rows=tuple(
            row._replace(
                others=brackets.other_words(asked, row.passage.paragraph_id),
                brackets=brackets.brackets(asked, row.passage.paragraph_id),
            )
            for row in rows
        ),
        lead=brackets.below(brackets.brackets(asked, HEAD), language),
        listed=panel.cards(asked.listed),
        placed=asked.placed,
        total=asked.placed + len(asked.listed),
    )
