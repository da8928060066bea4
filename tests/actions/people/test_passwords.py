"""Hashing: bounded, and a few at once."""

import threading
import time

import pytest

from declaration.actions.people.passwords import LONGEST, SHORTEST, Passwords
from declaration.errors import Invalid
from tests.conftest import QUICK_HASH


def test_only_the_password_is_right():
    passwords = Passwords(QUICK_HASH)
    stored = passwords.hashed("correct horse battery")

    assert stored.startswith("$argon2id$")
    assert passwords.matches(stored, "correct horse battery")
    assert not passwords.matches(stored, "Correct horse battery")


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$broken"])
def test_without_a_stored_hash_nothing_is_right(stored):
    passwords = Passwords(QUICK_HASH)

    assert not passwords.matches(stored, "nobody has this password")
    assert not passwords.matches(stored, "")


@pytest.mark.parametrize(
    ("password", "why"),
    [("x" * (SHORTEST - 1), "short"), ("", "short"), ("x" * (LONGEST + 1), "long")],
)
def test_a_password_has_a_least_and_a_greatest_length(password, why):
    with pytest.raises(Invalid) as refused:
        Passwords(QUICK_HASH).hashed(password)

    assert refused.value.why == why


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_a_password_at_the_bounds_is_taken(length):
    passwords = Passwords(QUICK_HASH)

    assert passwords.matches(passwords.hashed("é" * length), "é" * length)


def test_no_more_hashes_run_at_once_than_agreed():
    running, most, lock = 0, 0, threading.Lock()

    class Slow:
        def hash(self, _password):
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.01)
            with lock:
                running -= 1
            return "hash"

    passwords = Passwords(QUICK_HASH, at_once=2)
    passwords._hasher = Slow()  # noqa: SLF001
    threads = [threading.Thread(target=passwords.hashed, args=("long enough",)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2
