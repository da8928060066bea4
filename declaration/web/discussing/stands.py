"""Positions in words: how many support and object, and who."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from flask_babel import gettext as _, ngettext

from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import shown
from models.vocabulary import Procedure, Stand

FOR_AND_AGAINST = {Stand.SUPPORT, Stand.OBJECT}


def position_count(stand: Stand, count: int) -> str:
    """Say how many support, object, or have joined as co-sponsors."""
    if stand is Stand.SUPPORT:
        return ngettext("%(num)s supports", "%(num)s support", count)
    if stand is Stand.OBJECT:
        return ngettext("%(num)s objects", "%(num)s object", count)
    return ngettext("%(num)s co-sponsor", "%(num)s co-sponsors", count)


def stand_counts(counts: Mapping[Stand, int]) -> str:
    """Say how many stand so, for each stand that occurs."""
    return " · ".join(position_count(stand, counts[stand]) for stand in Stand if counts.get(stand))


def standing_so(suggestion: Suggested, stand: Stand) -> str:
    """Name the delegations that stand so, on the text as it is now or on an earlier version."""
    held = suggestion.support.of(stand) if suggestion.support else ()
    return ", ".join(each.delegation for each in held)


def columns(parts: frozenset[Procedure]) -> dict[str, Callable[[Suggested], str]]:
    """Return what a disposition says of support, while these parts are switched on, by its name."""
    on = shown(parts)
    cells: dict[str, Callable[[Suggested], str]] = {}
    if Stand.COSPONSOR in on:
        cells[_("Co-sponsors")] = partial(standing_so, stand=Stand.COSPONSOR)
    if Stand.SUPPORT in on:
        cells[_("Support")] = for_and_against
    return cells


def for_and_against(suggestion: Suggested) -> str:
    """Say how many support a suggestion, and how many object to it."""
    held = suggestion.support.positions if suggestion.support else ()
    return stand_counts(Counter(each.stand for each in held if each.stand in FOR_AND_AGAINST))


def support(suggestion: Suggested) -> str:
    """Say how many support a suggestion and object to it; nothing where nobody does."""
    if suggestion.support is None:
        return ""
    return stand_counts(Counter(held.stand for held in suggestion.support.positions))
