"""Addresses with nonsense behind the question mark: never a failure, whoever asks.

Each address, name and value is tried once, by one of the readers whom the page answers in turn:
they get the same code to read it.
"""

from typing import ClassVar

import pytest
from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

from tests.web.matrix.examples import Ask, address
from tests.web.matrix.readers import reader
from tests.web.matrix.table import expected, rows

NONSENSE = ("99999999999999999999", "-99999999999999999999", "%00", "xyz")
ANSWERS = {200, 303, 304, 400, 403, 404, 422}
READERS = ("public", "adviser", "chair", "secretariat")
KNOWN = ("form", "paragraph", "after", "base_version", "base_place", "exact", "start")


class Asked(ImmutableMultiDict):
    """What stands behind the question mark, keeping the names that somebody looks for."""

    names: ClassVar[set[str]] = set()

    def get(self, key, *args, **kwargs):
        Asked.names.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key, *args, **kwargs):
        Asked.names.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key):
        Asked.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        Asked.names.add(key)
        return super().__contains__(key)

    def to_dict(self, *args, **kwargs):
        Asked.names |= set(KNOWN)
        return super().to_dict(*args, **kwargs)


class Recorded(Request):
    parameter_storage_class = Asked


@pytest.mark.parametrize("name", READERS)
def test_nonsense_in_an_address_is_never_a_failure(standing, name, monkeypatch):
    stand = standing("consultation")
    monkeypatch.setattr(stand.app, "request_class", Recorded)
    failures = []

    for row in (row for row in rows() if row.method == "GET"):
        who = reader(name, stand.world)
        path = address(stand.app, Ask(stand.world, who, row))
        for query in nonsense(stand, who, path)[turn(stand, row, name)]:
            answer = stand.send(who, "GET", query)
            if answer.status_code not in ANSWERS:
                failures.append(f"{row} {query}: {answer.status_code}")

    assert not failures, "\n".join(failures)


def turn(stand, row, name):
    """Return which of the nonsense is this reader's to try; all of what nobody may see."""
    allowed = [
        other
        for other in READERS
        if expected(row, reader(other, stand.world), stand.world).statuses == row.yes
    ]
    if not allowed:
        return slice(None)
    return slice(allowed.index(name), None, len(allowed)) if name in allowed else slice(0)


def nonsense(stand, who, path):
    """Return the address with each name that the page looks for, and each piece of nonsense."""
    Asked.names = set()
    stand.send(who, "GET", path)
    joint = "&" if "?" in path else "?"
    return [f"{path}{joint}{name}={value}" for value in NONSENSE for name in sorted(Asked.names)]
