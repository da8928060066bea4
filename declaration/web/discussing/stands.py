"""Positions in words: how many support and object, and who."""

from collections import Counter
from collections.abc import Mapping

from flask_babel import ngettext

from declaration.queries.suggesting.suggestions import Suggested
from models.vocabulary import Stand


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


def support(suggestion: Suggested) -> str:
    """Say how many support a suggestion and object to it; nothing where nobody does."""
    if suggestion.support is None:
        return ""
    return stand_counts(Counter(held.stand for held in suggestion.support.positions))
