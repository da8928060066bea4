"""What a process keeps of its own work: bounded, the oldest goes first, never a source of truth."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app

T = TypeVar("T")

ROOM = 12_000  # kB, about; a process with nothing kept takes 70,000
SMALL = 2  # kB: a paragraph with its markup


class Memory:
    """A dictionary of at most ``room`` kB. Its keys name all that a value depends on."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.used = 0
        self.entries: dict[Hashable, tuple[Any, int]] = {}
        self._lock = Lock()

    def get_or_make(self, key: Hashable, make: Callable[[], T], size: int = SMALL) -> T:
        """Return what is kept, else what ``make`` makes, kept from now on; ``size`` in kB.

        Two threads may both make the same value: the second one stays.
        """
        entry = self.entries.get(key)
        if entry is not None:
            return cast("T", entry[0])
        value = make()
        self.keep(key, value, size)
        return value

    def get(self, key: Hashable) -> Any:  # noqa: ANN401
        """Return what is kept, or None."""
        return self.entries.get(key, (None, 0))[0]

    def keep(self, key: Hashable, value: object, size: int = SMALL) -> None:
        """Keep a value of ``size`` kB; the oldest ones make room for it."""
        with self._lock:
            self.used -= self.entries.pop(key, (None, 0))[1]
            while self.entries and self.used + size > self.room:
                self.used -= self.entries.pop(next(iter(self.entries)))[1]
            self.entries[key] = value, size
            self.used += size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self.entries.clear()
            self.used = 0


def memory() -> Memory:
    """Return what this application keeps."""
    return cast("Memory", current_app.extensions["memory"])
