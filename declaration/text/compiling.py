"""Many wordings beside one base: the compilation text, and the committee's desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from declaration.text.edits import Edit, Group, edits
from declaration.text.readability import readable
from declaration.text.tokens import is_word, words

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Alternative(Generic[Owner]):
    """Words wanted in a segment's place ("" = take it out), and by whom, in the order given."""

    text: str
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class Segment(Generic[Owner]):
    """A stretch of the base; without alternatives, nobody contests it. Empty: words to add."""

    base: str
    alternatives: tuple[Alternative[Owner], ...] = ()


def compile(base: str, wanted: Mapping[Owner, str]) -> tuple[Segment[Owner], ...]:
    """Set every owner's wording beside ``base``, place by place.

    The bases joined are ``base``; putting an owner's alternatives (or else the base) in their
    places gives that owner's text. Equal wordings are joined, in the order of ``wanted``.
    Changes between which no kept word stands are one place. Raises as diff does.
    """
    tokens = words(base)
    owners = list(wanted)
    sides = [words(text) for text in wanted.values()]
    found = edits([(side, readable(tokens, side)) for side in sides])
    segments: list[Segment[Owner]] = []
    at = 0
    for place in _places(tokens, found):
        segments += _uncontested(tokens[at : place.start])
        segments.append(_contested(tokens, place, owners))
        at = place.stop
    segments += _uncontested(tokens[at:])
    return tuple(segments)


def _places(base: tuple[str, ...], found: list[Edit]) -> list[Group]:
    places: list[Group] = []
    for edit in found:
        if places and not any(map(is_word, base[places[-1].stop : edit.i])):
            places[-1] = Group((*places[-1].edits, edit))
        else:
            places.append(Group((edit,)))
    return places


def _uncontested(tokens: tuple[str, ...]) -> list[Segment[Owner]]:
    return [Segment("".join(tokens))] if tokens else []


def _contested(base: tuple[str, ...], place: Group, owners: list[Owner]) -> Segment[Owner]:
    here = "".join(base[place.start : place.stop])
    said: dict[str, list[Owner]] = {}
    for number, owner in enumerate(owners):
        text = "".join(place.said(base, number))
        if text != here:
            said.setdefault(text, []).append(owner)
    return Segment(here, tuple(Alternative(text, tuple(who)) for text, who in said.items()))
