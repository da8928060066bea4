"""What a process keeps of its own work: bounded, the oldest goes first, never a source of truth."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_ALL: "WeakSet[Memory[Any, Any]]" = WeakSet()


def forget_everything() -> None:
    """Empty every memory of this process: words were taken out."""
    for memory in list(_ALL):
        memory.clear()


class Memory(Generic[K, V]):
    """A dictionary of at most ``size`` values. Its keys name all that a value depends on."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: dict[K, V] = {}
        self._lock = Lock()
        _ALL.add(self)

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return what is kept, or None."""
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep a value, and return it; threads may both make the same one."""
        with self._lock:  # the oldest is not looked for while another thread adds
            while len(self._kept) >= self.size:
                self._kept.pop(next(iter(self._kept), key), None)
            self._kept[key] = value
        return value

    def made(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept, else what ``make`` makes, kept from now on."""
        found = self._kept.get(key)
        return self.keep(key, make()) if found is None else found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
