"""Suggestions that ask for the same share one row of the desk: one outcome, one reason for all."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from declaration.queries.deciding.desk import Bench
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Listed

SHARED = ("outcome", "reason", "phrase", "covered")  # the fields that a row has once


def rows(bench: Bench) -> tuple[tuple[Listed, ...], ...]:
    """Join what asks for the same, unless it was prepared to become different things."""
    known = {one["suggestion"]: _said(one) for one in _outcomes(bench)}
    found: list[tuple[Listed, ...]] = []
    for row in alike(bench.live):
        said = {known[item.id] for item in row if item.id in known}
        found += [row] if len(said) <= 1 else [(item,) for item in row]
    return tuple(found)


def leads(bench: Bench) -> dict[int, int]:
    """Return for each suggestion the one in whose name its row's fields are."""
    return {item.number: row[0].number for row in rows(bench) for item in row}


def spread(bench: Bench, sent: Mapping[str, str]) -> MultiDict[str, str]:
    """Give every suggestion of a row the row's outcome and reason, as the page had its rows.

    Who came to a row since stays open: nobody has seen it there.
    """
    whole = MultiDict(sent)
    for item in bench.live:
        lead = sent.get(f"with_{item.number}", "")
        for name in SHARED if lead else ():
            if f"{name}_{lead}" in sent:
                whole[f"{name}_{item.number}"] = sent[f"{name}_{lead}"]
    return whole


def _outcomes(bench: Bench) -> Sequence[Mapping[str, Any]]:
    return bench.preparation.outcomes if bench.preparation else ()


def _said(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["outcome"], one["reason"], one["covered_by"]
