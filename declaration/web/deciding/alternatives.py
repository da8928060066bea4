"""What the committee sees of each suggestion: its redline against the current words."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.queries import comments
from declaration.queries.deciding.choices import choice
from declaration.queries.deciding.uncontested import Line
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import Choice, redlines
from declaration.web.cache.memory import memory
from declaration.web.cache.redlines import Piece, piece_html, short_html, spoken
from declaration.web.deciding.decision_form import DecisionForm
from declaration.web.discussing import sentences
from declaration.web.frame import acting, language, layout
from models.vocabulary import Standing, SuggestionKind


class RedlinePart(NamedTuple):
    """Kept words (``number`` 0), or a change; ``closes`` its number: the last one that has it."""

    html: Markup
    number: int = 0
    folded: bool = False
    closes: bool = False


class AlternativeRow(NamedTuple):
    """What is asked for, by one or several; the fields of the row are those of the first.

    ``parts``: the redline of other words, change by change; else ``html`` shows what is asked.
    In conflict ``html`` shows what was changed since. ``taken``: the numbers of the changes that
    the resulting words hold already. ``own``: the reader sits in a delegation that asks for it.
    """

    items: Line
    html: Markup
    parts: tuple[RedlinePart, ...]
    taken: frozenset[int]
    own: bool
    remarks: tuple[comments.AnchoredComment, ...]


def alternatives(session: Session, form: DecisionForm, result: str) -> tuple[AlternativeRow, ...]:
    """Render every suggestion that awaits a decision. Two statements at most."""
    matter = form.matter
    ids = [item.id for item in matter.live]
    remarks = comments.on_suggestions(session, layout.reader(), ids)
    account = acting.account()
    own = {office.delegation_id for office in account.offices} - {None} if account else set()
    rows = []
    for row in form.rows:
        redline = piece_html(_piece(row[0]))
        changes = choice(row[0], matter)
        rows.append(
            AlternativeRow(
                items=row,
                html=redline,
                parts=_parts(changes) if changes else (),
                taken=changes.taken(result) if changes and result else frozenset(),
                own=any(item.delegation_id in own for item in row),
                remarks=tuple(
                    remark for item in row for remark in remarks.get(item.id, ()) if not remark.note
                ),
            )
        )
    return tuple(rows)


def taken(form: DecisionForm, result: str) -> Iterator[str]:
    """Yield the values of the controls whose changes the resulting words hold."""
    for row in form.rows:
        changes = choice(row[0], form.matter)
        for change in sorted(changes.taken(result)) if changes else ():
            yield f"{row[0].number}:{change}"


def asked_of(item: Suggested) -> Piece:
    """Return what a suggestion asks for, against the current words of its paragraph if it can."""
    passage = item.paragraph
    if passage and item.form is SuggestionKind.REPLACE and item.merged is not None:
        return Piece(item.merged, passage.words)
    if passage and item.form is SuggestionKind.DELETE:
        return Piece("", passage.words)
    return sentences.piece(item)


def snippet(item: Suggested) -> Markup:
    """Return the changes that a suggestion asks for, with the words around them."""
    return short_html(asked_of(item))


def _piece(item: Suggested) -> Piece:
    """Return what is shown beside the parts: in conflict, what has been changed since."""
    if item.paragraph and item.standing is Standing.STALE_CONFLICT:
        return Piece(item.paragraph.words, item.base_words)
    return asked_of(item)


def _parts(choice: Choice) -> tuple[RedlinePart, ...]:
    """Return the redline of changes that are taken one by one, in the reader's language."""
    key = ("parts", choice.old, choice.new, language.code())
    return memory().get_or_make(key, lambda: tuple(_rendered_parts(choice)), size=4)


def _rendered_parts(choice: Choice) -> Iterator[RedlinePart]:
    cut = list(choice.folded())
    pieces = redlines(choice.old, choice.new, [change for change, _, _ in cut], spoken=spoken())
    numbers = [number for _, number, _ in cut]
    for at, ((_, number, folded), redline) in enumerate(zip(cut, pieces, strict=True)):
        closes = number > 0 and number not in numbers[at + 1 :]
        html = Markup(redline)  # noqa: S704 -- the engine's own, sanitised
        yield RedlinePart(html, number, folded, closes)
