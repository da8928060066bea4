"""Several decisions in one press: the list that is shown, what is chosen on it, the rulings.

What the form names are stamps: the wordings, and the words and the place that they are to change,
as they were shown. Whatever has changed since stays as it is, and is reported.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from flask import flash, request, url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.actions.deciding import decisions, preparations
from declaration.actions.deciding.reopening import MOST
from declaration.actions.deciding.verdicts import Ruling
from declaration.errors import DeclarationError, Undecided
from declaration.queries import sight
from declaration.queries.deciding.uncontested import Line, stamp
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.deciding import alternatives, rivals
from declaration.web.frame import answers, refusals
from declaration.web.frame.acting import actor, at, session, writing
from models.document import Document
from models.vocabulary import SuggestionKind

NEW = timedelta(hours=24)  # nobody has had the time to speak against it
NUMBER = re.compile(r"(?:^|[-\s])([0-9]{1,9})(?![0-9])")


class BatchEntry(NamedTuple):
    """A line on the page, with the redline of what it asks for against the current words.

    ``stamp`` names what is shown; ``merged``: the redline shows other words than were written.
    ``age``: in seconds, of what is so new that others can hardly have read it; else 0.
    """

    items: Line
    html: Markup
    stamp: str
    chosen: bool
    merged: bool
    age: int


class Settled(NamedTuple):
    """The ids of the suggestions that were decided or prepared; how many chosen lines were not.

    ``refused``: of those the rulings that could not be done, with why.
    """

    ids: frozenset[int]
    left: int
    refused: tuple[tuple[Ruling, DeclarationError], ...] = ()


def age(line: Line) -> int:
    """Return the seconds since the last of them was submitted, within a day; 0 beyond."""
    since = at() - max(item.submitted_at for item in line)
    return int(since.total_seconds()) if since < NEW else 0


def entries(lines: Iterable[Line], chosen: Callable[[Line], bool]) -> list[BatchEntry]:
    """Render lines."""
    return [
        BatchEntry(
            items=line,
            html=piece_html(_piece(line[0])),
            stamp=stamp(line),
            chosen=chosen(line),
            merged=any(item.merged not in {None, item.words} for item in line),
            age=age(line),
        )
        for line in lines
    ]


def stamps() -> set[str]:
    """Return the stamps of what was chosen."""
    return set(request.form.getlist("chosen"))


def numbers(stamped: str) -> list[int]:
    """Return the numbers of the suggestions that a form names, with or without a stamp."""
    return [int(number) for number in NUMBER.findall(stamped.partition("@")[0])]


def settle(
    document: Document,
    lines: Iterable[Line],
    rule: Callable[[Sequence[Line]], Iterable[Ruling]],
    *,
    release: bool,
) -> Settled:
    """Decide, or prepare, what is chosen and still is as it was shown; say how much that was."""
    chosen = stamps()
    same = [line for line in lines if stamp(line) in chosen]
    compared = decisions.foreseen_all(session(), document, rule(same))
    settle_all = decisions.decide_all if release else preparations.prepare_all
    with writing() as transaction:
        again = sight.document(transaction, actor(), document.slug)
        several = settle_all(transaction, actor(), again, compared, at=at())
    ids = [id_ for ruling in several.done for id_ in ruling.ids]
    if ids:
        tell(document.slug, _message(len(ids), release=release), several.event_ids)
    tell_left(several)
    left = len(chosen) - len(same) + len(several.left)
    return Settled(frozenset(ids), left, several.left)


def tell(slug: str, message: str, event_ids: Sequence[int]) -> None:
    """Say what was done; the events that decided it, if any, are undone together where they can."""
    if not event_ids:
        flash(message, "good")
    elif len(event_ids) > MOST:
        flash(message, "good")
        flash(
            _("There are too many to undo at once. You can reopen them one by one."),
            "info",
        )
    else:
        first_id, last_id = event_ids[0], event_ids[-1]
        undo = url_for("reopening.undo", slug=slug, first_id=first_id, last_id=last_id)
        answers.offer_undo(message, undo)


def tell_left(several: decisions.Several) -> None:
    """Say why something was left that could not be decided with the others."""
    names = (why.names for _ruling, why in several.left if isinstance(why, Undecided))
    open_ = tuple(dict.fromkeys(name for each in names for name in each))
    if open_:
        flash(refusals.invalid(Undecided(open_)), "warn")
    excluding = sum(rivals.excludes(why) for _ruling, why in several.left)
    if excluding:
        message = ngettext(
            "%(num)s was left: it excludes another suggestion. Decide on it on its own page.",
            "%(num)s were left: they exclude other suggestions. Decide on each on its own page.",
            excluding,
        )
        flash(message, "warn")


def _piece(item: Suggested) -> Piece:
    if item.paragraph and item.form is SuggestionKind.REPLACE:
        return Piece(item.merged or item.words, item.paragraph.words)
    return alternatives.asked_of(item)


def _message(count: int, *, release: bool) -> str:
    if release:
        return ngettext("%(num)s suggestion decided.", "%(num)s suggestions decided.", count)
    return ngettext(
        "%(num)s decision prepared. The chair can now release it.",
        "%(num)s decisions prepared. The chair can now release them.",
        count,
    )
