"""Many wordings beside one base: the compilation text, and the committee's desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from declaration.text.edits import Edit, EditGroup, edits
from declaration.text.readability import readable
from declaration.text.tokens import is_word, words

Owner = TypeVar("Owner")

NOTHING = "–"  # stands for an alternative without words

Bracketed = tuple[int, int, Iterable[str]]  # start, end, what else may stand there


@dataclass(frozen=True, slots=True)
class Alternative(Generic[Owner]):
    """Words to put in a segment's place ("" deletes it), and who wants them, in the order given."""

    text: str
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class Segment(Generic[Owner]):
    """A stretch of the base; no alternatives = uncontested. An empty ``base``: words are added."""

    base: str
    alternatives: tuple[Alternative[Owner], ...] = ()


def compile(base: str, wordings: Mapping[Owner, str]) -> tuple[Segment[Owner], ...]:
    """Compare every owner's wording with ``base``, and list the alternatives place by place.

    The bases joined are ``base``; putting an owner's alternatives (or else the base) in their
    places gives that owner's text. Equal wordings are joined, in the order of ``wordings``.
    Changes between which no kept word stands are one place. Raises as diff does.
    """
    tokens = words(base)
    owners = list(wordings)
    sides = [words(text) for text in wordings.values()]
    all_edits = edits([(side, readable(tokens, side)) for side in sides])
    segments: list[Segment[Owner]] = []
    at = 0
    for place in _places(tokens, all_edits):
        segments += _uncontested(tokens[at : place.start])
        segments.append(_contested(tokens, place, owners))
        at = place.stop
    segments += _uncontested(tokens[at:])
    return tuple(segments)


def _places(base: tuple[str, ...], all_edits: list[Edit]) -> list[EditGroup]:
    places: list[list[Edit]] = []
    stop = 0
    for edit in all_edits:
        if not places or any(map(is_word, base[stop : edit.i])):
            places.append([])
            stop = edit.k
        places[-1].append(edit)
        stop = max(stop, edit.k)
    return [EditGroup(tuple(place)) for place in places]


def _uncontested(tokens: tuple[str, ...]) -> list[Segment[Owner]]:
    return [Segment("".join(tokens))] if tokens else []


def _contested(base: tuple[str, ...], place: EditGroup, owners: list[Owner]) -> Segment[Owner]:
    original = "".join(base[place.start : place.stop])
    owners_of: dict[str, list[Owner]] = {}
    for number, owner in enumerate(owners):
        text = "".join(place.tokens_of(base, number))
        if text != original:
            owners_of.setdefault(text, []).append(owner)
    alternatives = (Alternative(text, tuple(names)) for text, names in owners_of.items())
    return Segment(original, tuple(alternatives))


def bracketed(words: str, brackets: Iterable[Bracketed]) -> str:
    """Return a paragraph of Markdown with what is open in square brackets, in its place.

    What stands there comes first, then each alternative, with a stroke between.
    """
    told, at = [], 0
    for start, end, alternatives in brackets:
        options = (text or NOTHING for text in alternatives)
        told += [words[at:start], f"[{' / '.join((words[start:end], *options))}]"]
        at = end
    return "".join((*told, words[at:]))
