"""What was put to authors by one press is one decision: put together for pages of the desk."""

from collections.abc import Sequence
from typing import NamedTuple

from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.web.cache import shared


class AskedPress(NamedTuple):
    """What was asked by one press: one decision. ``reopens``: it would change agreed text."""

    id: int
    rounds: tuple[AskedRound, ...]
    agreed: bool
    reopens: bool


def press_list(rounds: Sequence[AskedRound]) -> list[AskedPress]:
    """Put together what was asked at once, what all have agreed to first."""
    found = [
        AskedPress(
            press[0].question.press,
            press,
            queries.agreed(press),
            shared.reopens(press[0].document.slug, press[0].paragraph_id),
        )
        for press in queries.presses(rounds)
    ]
    return sorted(found, key=lambda press: not press.agreed)
