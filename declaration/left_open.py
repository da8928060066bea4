"""What is left open in a paragraph, and what may stand there instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenAlternative:
    """What may stand in an open bracket; without words nothing, the place would be deleted.

    ``owners``: the delegations that want it, each with the hue of its disc. ``numbers``: of the
    suggestions that ask for it.
    """

    words: str
    owners: tuple[tuple[str, int], ...] = ()
    numbers: tuple[int, ...] = ()
    redacted: bool = False

    @property
    def names(self) -> str:
        """Return who wants it, in one line."""
        return ", ".join(name for name, _hue in self.owners)


@dataclass(frozen=True, slots=True)
class OpenBracket:
    """Words of a passage, from ``start`` to ``end``, that are open: they, or an alternative.

    ``quoted``: what was put in brackets. ``lost``: it does not stand in the passage any more, so
    that the bracket stands at the end of its words.
    """

    id: int
    start: int
    end: int
    quoted: str
    alternatives: tuple[OpenAlternative, ...]
    lost: bool = False
