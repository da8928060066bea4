"""What was put to authors by one press is one decision: put together for pages of the desk."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.web.cache import shared
from declaration.web.discussing import asking


class AskedPress(NamedTuple):
    """What was asked by one press: one decision. ``reopens``: it would change agreed text."""

    id: int
    rounds: tuple[AskedRound, ...]
    agreed: bool
    reopens: bool


def press_list(rounds: Sequence[AskedRound]) -> list[AskedPress]:
    """Put together what was asked at once, what all have agreed to first."""
    listed = [
        AskedPress(
            press[0].question.press,
            press,
            queries.agreed(press),
            shared.reopens(press[0].document.slug, press[0].paragraph_id),
        )
        for press in queries.presses(rounds)
    ]
    return sorted(listed, key=lambda press: not press.agreed)


def about(matter: PendingDecision) -> tuple[AskedRound, ...]:
    """Return what the authors of a decision were asked, oldest first."""
    if matter.passage is not None:
        return asking.asked(queries.on_paragraph(matter.passage.paragraph_id))
    return asking.on_suggestion(matter.stop.number)


def told(matter: PendingDecision) -> dict[str, Any]:
    """Return what was asked last, as far as it is pending, and what was asked before."""
    rounds = about(matter)
    presses = press_list(rounds)
    shown = {each.question.id for press in presses for each in press.rounds}
    return {
        "presses": presses,
        "earlier": tuple(each for each in rounds if each.question.id not in shown),
    }
