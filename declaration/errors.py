"""Names of refusals: raised where the rule is, worded once, in the web."""

from collections.abc import Sequence


class DeclarationError(Exception):
    """An expected refusal. Never a bug."""


class NotFound(DeclarationError):
    """There is no such thing, or it is not this reader's to see."""


class NotAllowed(DeclarationError):
    """Yours, but not now; ``reason`` is a ``rules.Reason``, which the web words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Invalid(DeclarationError):
    """A value that cannot be taken: ``field`` names it, ``why`` is a stable code."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class Undecided(Invalid):
    """A suggestion cannot be decided before what would change its text; ``names``: what that is."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("subamendments", "undecided")
        self.names = tuple(names)


class Stale(DeclarationError):
    """What was read has changed since; ``current`` is what stands there now."""

    def __init__(self, current: object = None) -> None:
        super().__init__("stale")
        self.current = current


class Doubtful(DeclarationError):
    """What is asked contradicts itself; ``questions`` say where, and one «yes» settles them."""

    def __init__(self, questions: Sequence[object]) -> None:
        super().__init__(f"{len(questions)} questions")
        self.questions = tuple(questions)


class TooLong(DeclarationError):
    """A text above the bound; counts tokens, characters or what ``unit`` says."""

    def __init__(self, length: int, limit: int, unit: str = "tokens") -> None:
        super().__init__(f"{length} {unit}, at most {limit}")
        self.length = length
        self.limit = limit
        self.unit = unit


class CannotSet(DeclarationError):
    """A text that cannot be set; ``letters``: those that no font has, "" where that is not why.

    The first of them is in the paragraph ``number``, or in what begins with ``beginning``.
    """

    def __init__(self, letters: str = "", number: str = "", beginning: str = "") -> None:
        super().__init__(letters, number, beginning)
        self.letters = letters
        self.number = number
        self.beginning = beginning


class SignInNeeded(DeclarationError):
    """Signed out, and others who are signed in may: the answer is the sign-in page."""
