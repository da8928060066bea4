"""Choosing among suggestions: by where they stand, by delegation, one's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from declaration.queries.suggesting.suggestions import Listed
from declaration.web.wording import label
from models.vocabulary import Outcome, Standing, Status


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list to choose from; ``count`` suggestions are so."""

    value: str
    label: str
    count: int
    chosen: bool


def sift(listed: Iterable[Listed], wanted: Mapping[str, Any]) -> list[Listed]:
    """Keep what ``state``, ``delegation`` and ``mine`` ask for; unknown values find nothing."""
    state, delegation, mine = (wanted.get(name) for name in ("state", "delegation", "mine"))
    return [
        one
        for one in listed
        if (not state or _state(one).value == state)
        and (not delegation or one.delegation_slug == delegation)
        and (not mine or one.own)
    ]


def states(listed: Sequence[Listed], wanted: Mapping[str, Any]) -> list[Choice]:
    """Return the states that occur, in the order of a suggestion's life; they sum to all."""
    found = [_state(one) for one in listed]
    life: list[Standing | Status | Outcome] = [*Standing, *Status, *Outcome]
    return [
        Choice(state.value, label(state), found.count(state), wanted.get("state") == state.value)
        for state in life
        if state in found
    ]


def delegations(listed: Sequence[Listed], wanted: Mapping[str, Any]) -> list[Choice]:
    """Return the delegations that have suggestions, by name."""
    slugs = [one.delegation_slug for one in listed]
    named = {one.delegation_slug: one.delegation for one in listed if one.delegation_slug}
    return [
        Choice(slug, name, slugs.count(slug), wanted.get("delegation") == slug)
        for slug, name in sorted(named.items(), key=lambda pair: pair[1])
    ]


def _state(one: Listed) -> Standing | Status | Outcome:
    """Return where a suggestion stands: how it fits while it is live, else what became of it."""
    if one.live and one.standing is not None:
        return one.standing
    if one.status is Status.DECIDED and one.ruling is not None:
        return one.ruling.outcome
    return one.status
