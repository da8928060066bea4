"""A table pasted from a spreadsheet: shown line by line, stored once that is confirmed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Generic, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.errors import Invalid, TooLong
from declaration.formats import pasted
from declaration.web.frame import refusals
from declaration.web.frame.acting import writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import PasteForm
from declaration.web.secretariat.columns import PastedColumn, names

M = TypeVar("M", bound=StrEnum)
V = TypeVar("V")
NEAR = 60  # characters of a cell for which a value like it is looked for
MAX_CELL = 200  # characters, as the columns of names and addresses hold


class LineProblem(Exception):
    """What is wrong with a line, in words."""


@dataclass(frozen=True, slots=True)
class PastedLine(Generic[V]):
    """A line as pasted: its number, its cells, and either what it makes or what is wrong."""

    number: int
    cells: Mapping[str, str]
    values: V | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PastedTable(Generic[V]):
    """What is pasted, how its lines are read and stored, and what its page says.

    ``reader`` looks up once what there is, and returns what reads the cells of a line; that
    raises LineProblem. ``stored`` words how many lines were stored; ``back`` is the endpoint that
    shows them then; ``parent``: name and endpoint of the page above.
    """

    columns: Sequence[PastedColumn]
    reader: Callable[[], Callable[[Mapping[str, str]], V]]
    store: Callable[[Session, V], object]
    stored: Callable[[int], str]
    back: str
    parent: tuple[Any, str]  # names and sentences: lazily translated
    lead: Any
    button: Any


def respond(table: PastedTable[V]) -> ResponseReturnValue:
    """Show line by line what the table makes; store it when that is confirmed."""
    form = PasteForm()
    if not form.validate_on_submit():
        return _page(table, form), status()
    try:
        lines = _lines(form.pasted.data or "", table)
    except (Invalid, TooLong) as error:
        form.refuse(error)
        return _page(table, form), 422
    if "confirmed" not in request.form:
        return _page(table, form, lines)
    values = [line.values for line in lines if line.values is not None]
    with writing() as transaction:
        for each in values:
            table.store(transaction, each)
    return see_other(url_for(table.back), table.stored(len(values)))


def filled(cells: Mapping[str, str], column: PastedColumn) -> str:
    """Return what a cell says that must say something."""
    typed = cells[column.key]
    if not typed:
        raise LineProblem(_("There is no value for “%(column)s”.", column=column.head))
    if len(typed) > MAX_CELL:
        raise LineProblem(refusals.problem("long"))
    return typed


def once(value: str, taken: set[str]) -> None:
    """Take a value that nobody else may have; ``taken`` are in small letters."""
    if value.lower() in taken:
        raise LineProblem(_("“%(value)s” is there already.", value=value))
    taken.add(value.lower())


def member(names_of: Mapping[str, M], typed: str, fallback: M | None = None) -> M:
    """Return the member of that name, in any language; ``fallback`` for an empty cell."""
    named = names_of.get(pasted.folded(typed)) if typed else fallback
    if named is None:
        raise unknown(typed, names_of)
    return named


def unknown(typed: str, names_of: Iterable[str]) -> LineProblem:
    """Return the problem of a value that is none, with the nearest that is, if one is near."""
    problem = _("“%(value)s” is not known here.", value=typed)
    short = len(typed) <= NEAR  # to compare a long one takes long, and nothing is like it
    near = get_close_matches(pasted.folded(typed), names_of, 1) if short else []
    asked = _("Did you mean “%(nearest)s”?", nearest=near[0]) if near else ""
    return LineProblem(f"{problem} {asked}".strip())


def _lines(text: str, table: PastedTable[V]) -> list[PastedLine[V]]:
    """Read all lines. Raises as pasted.rows."""
    lines: list[PastedLine[V]] = []
    read = table.reader()
    for number, cells in pasted.columns(pasted.rows(text), names(table.columns)):
        try:
            lines.append(PastedLine(number, cells, read(cells)))
        except LineProblem as problem:
            lines.append(PastedLine(number, cells, None, str(problem)))
    return lines


def _page(table: PastedTable[V], form: PasteForm, lines: list[PastedLine[V]] | None = None) -> str:
    return render_template("secretariat/pasted_table.html", table=table, form=form, lines=lines)
