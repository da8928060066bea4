"""The rolling text as a compilation: ``?view=compilation``, for those who may read the debate."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting.compilation import HEAD, compilation
from declaration.rules import Verb
from declaration.web import compiled, keeping, layout, panels
from declaration.web.acting import actor
from declaration.web.panels import Shown
from declaration.web.sheet import Row

VIEW = "compilation"


@dataclass(frozen=True, slots=True)
class CompiledText:
    """``rows`` with all that has a place; ``lead``: what asks to stand before them.

    ``placed`` of ``total`` suggestions stand in the text, the others are ``listed``.
    """

    rows: tuple[Row, ...]
    lead: Markup
    listed: tuple[Shown, ...]
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
    return VIEW, actor().eyes, keeping.sent()


def compiled_text(slug: str, rows: Sequence[Row], language: str) -> CompiledText:
    """Set every suggestion that awaits a decision into the rows of the rolling text."""
    found = compilation(keeping.listed(slug))
    made = tuple(
        row._replace(
            wanted=compiled.wanted(found, row.passage.paragraph_id),
            brackets=compiled.brackets(found, row.passage.paragraph_id),
        )
        for row in rows
    )
    return CompiledText(
        rows=made,
        lead=compiled.below(compiled.brackets(found, HEAD), language),
        listed=panels.shown(found.listed),
        placed=found.placed,
        total=found.placed + len(found.listed),
    )
