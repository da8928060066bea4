"""A table pasted from a spreadsheet: shown line by line, stored once that is confirmed."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Generic, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.errors import Invalid, TooLong
from declaration.formats import pasted
from declaration.web.frame import labels, refusals
from declaration.web.frame.acting import writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import PasteForm, showable
from declaration.web.secretariat.columns import DELEGATIONS, PEOPLE, PastedColumn, names

M = TypeVar("M", bound=StrEnum)
T = TypeVar("T")
V = TypeVar("V")
NEAR = 60  # characters of a cell for which a value like it is looked for
NEAREST = 5  # values like it that are offered; of a list this short, all the others after them
FEW = 20
CHOICE = re.compile(r"choice-([0-9]{1,5})-([a-z_]+)")  # a field of the preview: line and column
MAX_CELL = 200  # characters, as the columns of names and addresses hold


class LineProblem(Exception):
    """What is wrong with a line, in words; ``offered`` values may stand in ``column`` instead."""

    def __init__(self, words: str, column: str = "", offered: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.column = column
        self.offered = offered


@dataclass(frozen=True, slots=True)
class PastedLine(Generic[V]):
    """A line as pasted: its number, its cells, and either what it makes or what is wrong.

    ``chosen``: cells that say what was chosen in the preview, by column.
    """

    number: int
    cells: Mapping[str, str]
    values: V | None
    problem: LineProblem | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def choice(self) -> str:
        """Return the name of the field that says what stands in the line's wrong cell instead."""
        return f"choice-{self.number}-{self.problem.column if self.problem else ''}"

    @property
    def surprises(self) -> bool:
        """Whether a choice led to a problem that the page has not shown yet."""
        return bool(self.chosen) and self.problem is not None and self.choice not in request.form


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
    if "confirmed" not in request.form or any(line.surprises for line in lines):
        return _page(table, form, lines)
    values = [line.values for line in lines if line.values is not None]
    with writing() as transaction:
        for each in values:
            table.store(transaction, each)
    return see_other(url_for(table.back, **(request.view_args or {})), table.stored(len(values)))


def filled(cells: Mapping[str, str], column: PastedColumn) -> str:
    """Return what a cell says that must say something."""
    typed = cells[column.key]
    if not typed:
        raise LineProblem(_("“%(column)s” is missing.", column=column.head))
    if len(typed) > MAX_CELL:
        raise LineProblem(refusals.problem("long"))
    return typed


def once(value: str, taken: set[str]) -> None:
    """Take a value that nobody else may have; ``taken`` are in small letters."""
    if value.lower() in taken:
        raise LineProblem(_("“%(value)s” already exists.", value=value))
    taken.add(value.lower())


def member(column: str, names_of: Mapping[str, M], typed: str, fallback: M | None = None) -> M:
    """Return the member of that name, in any language; ``fallback`` for an empty cell."""
    named = names_of.get(pasted.folded(typed)) if typed else fallback
    if not typed and named is None:
        heads = {each.key: each.head for each in (*PEOPLE, *DELEGATIONS)}
        missing = _("“%(column)s” is missing.", column=heads[column])
        raise unknown(column, typed, names_of, labels.label, missing)
    if named is None:
        raise unknown(column, typed, names_of, labels.label)
    return named


def unknown(
    column: str,
    typed: str,
    names_of: Mapping[str, T],
    worded: Callable[[T], str],
    problem: str | None = None,
) -> LineProblem:
    """Return the problem of a value that is none, with those that are to choose, nearest first.

    ``names_of``: what there is by what it is called, folded; ``worded``: how it is called here.
    """
    short = len(typed) <= NEAR  # to compare a long one takes long, and nothing is like it
    near = get_close_matches(pasted.folded(typed), names_of, NEAREST) if short else []
    offered = dict.fromkeys(worded(names_of[name]) for name in near)
    known = set(names_of.values())
    if len(known) <= FEW:
        offered |= dict.fromkeys(map(worded, dict.fromkeys(names_of.values())))
    words = problem or _("“%(value)s” is not recognised.", value=typed)
    asked = _("Did you mean “%(nearest)s”?", nearest=near[0]) if near else ""
    return LineProblem(f"{words} {asked}".strip(), column, tuple(offered))


def _lines(text: str, table: PastedTable[V]) -> list[PastedLine[V]]:
    """Read all lines. Raises as pasted.rows."""
    lines: list[PastedLine[V]] = []
    read, choices = table.reader(), _choices()
    for number, typed in pasted.columns(pasted.rows(text), names(table.columns)):
        chosen = {name: value for name, value in choices[number].items() if name in typed}
        cells = typed | chosen
        try:
            lines.append(PastedLine(number, cells, read(cells), chosen=chosen))
        except LineProblem as problem:
            lines.append(PastedLine(number, cells, None, problem, chosen))
    return lines


def _choices() -> Mapping[int, dict[str, str]]:
    """Return by line and column what was chosen in the preview; nothing chosen leaves the cell."""
    choices = defaultdict[int, dict[str, str]](dict)
    for name, value in request.form.items():
        field_of = CHOICE.fullmatch(name)
        if field_of and value and showable(value) == value:
            choices[int(field_of[1])][field_of[2]] = value
    return choices


def _page(table: PastedTable[V], form: PasteForm, lines: list[PastedLine[V]] | None = None) -> str:
    return render_template("secretariat/pasted_table.html", table=table, form=form, lines=lines)
