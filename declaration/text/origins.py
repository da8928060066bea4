"""Provenance: which words came with which version."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from declaration.text.readability import readable
from declaration.text.tokens import is_word, words

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Span(Generic[A]):
    """Words that stand in the last version, and who (or what) brought them."""

    text: str
    author: A


def provenance(versions: Sequence[tuple[A, str]]) -> tuple[Span[A], ...]:
    """Say of the last of successive versions, oldest first, who brought which words.

    The spans joined are the last text; neighbours differ in author; an author is any value.
    A word taken out and put back is the later author's. No versions, or no words: ().
    Raises as diff does.
    """
    tokens: tuple[str, ...] = ()
    authors: list[A] = []
    for author, text in versions:
        following = words(text)
        credits: list[A] = []
        at = 0
        for region in readable(tokens, following):
            credits += authors[at : region.i]
            credits += [author] * (region.n - region.m)
            at = region.k
        tokens, authors = following, credits + authors[at:]
    runs = groupby(zip(tokens, authors, strict=True), key=lambda pair: pair[1])
    return tuple(Span("".join(token for token, _ in run), author) for author, run in runs)


def worded(spans: Sequence[Span[A]]) -> tuple[Span[A], ...]:
    """Join blanks and marks that stand alone to the words before them (at the start: after them).

    Readers look for words. The spans joined are the same text; neighbours differ in author.
    """
    runs: list[tuple[str, A]] = []
    loose = ""
    for span in spans:
        has_word = any(map(is_word, words(span.text)))
        if runs and (not has_word or runs[-1][1] == span.author):
            runs[-1] = (runs[-1][0] + span.text, runs[-1][1])
        elif has_word:
            runs.append((loose + span.text, span.author))
            loose = ""
        else:
            loose += span.text
    if loose:
        runs = [(loose, spans[0].author)]
    return tuple(Span(text, author) for text, author in runs)
