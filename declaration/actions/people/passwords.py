"""Passwords: hashed with argon2, a few at once, outside of any write transaction."""

import threading
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from declaration.errors import Invalid

AT_ONCE = 2  # hashes side by side; each takes 0.1 s of a processor and 64 MiB
SHORTEST = 10  # characters
LONGEST = 200  # characters; more is no password, but costs time


class Passwords:
    """Hashes and checks passwords. ``parameters`` are those of argon2's PasswordHasher."""

    def __init__(self, parameters: Mapping[str, int] | None = None, at_once: int = AT_ONCE) -> None:
        self._hasher = PasswordHasher(**dict[str, Any](parameters or {}))
        self._turn = threading.BoundedSemaphore(at_once)

    def hashed(self, password: str) -> str:
        """Return the hash to store. Raises Invalid for a password that is too short or long."""
        if len(password) < SHORTEST:
            raise Invalid("password", "short")
        if len(password) > LONGEST:
            raise Invalid("password", "long")
        with self._turn:
            return self._hasher.hash(password)

    def matches(self, stored: str, password: str) -> bool:
        """Answer whether it is the password; an account without one costs the same time."""
        with self._turn:
            try:
                self._hasher.verify(stored or self._nobody, password[: LONGEST + 1])
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

    @cached_property
    def _nobody(self) -> str:
        """A hash that stands in for accounts that are not there."""
        return self._hasher.hash("nobody has this password")
