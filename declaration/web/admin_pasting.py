"""A table pasted from a spreadsheet: shown line by line, stored once that is confirmed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from declaration.errors import Invalid, TooLong
from declaration.web.acting import writing
from declaration.web.admin_columns import Column
from declaration.web.admin_forms import PasteForm
from declaration.web.enrolling import Line

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Pasting(Generic[V]):
    """What is pasted: its page and columns; how it is read and stored; what follows.

    ``said`` words how many were stored; ``back`` is the endpoint where they are seen then.
    """

    template: str
    columns: Sequence[Column]
    read: Callable[[str], list[Line[V]]]
    store: Callable[[Session, V], object]
    said: Callable[[int], str]
    back: str


def show(pasting: Pasting[V]) -> str:
    """Show where to paste the table."""
    return _page(pasting, PasteForm(formdata=None))


def respond(pasting: Pasting[V]) -> ResponseReturnValue:
    """Show line by line what the table makes; store it when that is confirmed."""
    form = PasteForm()
    if not form.validate_on_submit():
        return _page(pasting, form), 422
    try:
        lines = pasting.read(form.pasted.data or "")
    except (Invalid, TooLong) as error:
        form.refuse(error)
        return _page(pasting, form), 422
    if "confirmed" not in request.form:
        return _page(pasting, form, lines)
    made = [line.made for line in lines if line.made is not None]
    with writing() as here:
        for one in made:
            pasting.store(here, one)
    flash(pasting.said(len(made)), "good")
    return redirect(url_for(pasting.back), 303)


def _page(pasting: Pasting[V], form: PasteForm, lines: list[Line[V]] | None = None) -> str:
    shown = {"form": form, "lines": lines, "columns": pasting.columns}
    return render_template(pasting.template, **shown)
