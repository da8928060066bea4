"""Characters with their formats and marks, written as inline HTML."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import groupby
from typing import Literal, NamedTuple

from declaration.text.markup import LINE_BREAK, Formats, clean

Mark = Literal["kept", "removed", "added", "format removed", "format added"]

_HIDDEN = '<span class="visually-hidden"{}>{}</span>'


class Html(str):
    """HTML that is safe as it is: templates show it without escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell templates that no escaping is needed."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a screen reader says at a change, in the reader's language; "" says nothing.

    ``formatted`` stands before words whose format alone changed; ``end`` follows every change,
    unless there are words of its own for what was removed or added. ``language`` and ``direction``
    are of these words; an element with a direction does not count for the paragraph's own.
    """

    removed: str = ""
    added: str = ""
    formatted: str = ""
    end: str = ""
    removed_end: str = ""
    added_end: str = ""
    language: str = ""
    direction: str = ""


class MarkedText(NamedTuple):
    """One or more characters of a page; ``mark`` is a Mark, or names a source."""

    text: str
    formats: Formats
    mark: str = "kept"


def written(leaves: Iterable[MarkedText], spoken: Spoken) -> Html:
    """Write characters with their changes as well-formed inline HTML."""
    return marked(leaves, partial(_tags, spoken=spoken))


def marked(leaves: Iterable[MarkedText], tags: Callable[[str], tuple[str, str]]) -> Html:
    """Write characters as well-formed inline HTML; one element for every run of a mark.

    ``tags`` gives the HTML before and behind a mark's run; "kept" has none. Formats stay open
    across a run where the words on both sides and in it share them.
    """
    runs = [(mark, list(run)) for mark, run in groupby(leaves, key=lambda leaf: leaf.mark)]
    page: list[str] = []
    opened: Formats = ()
    for place, (mark, run) in enumerate(runs):
        following = runs[place + 1][1][0].formats if place + 1 < len(runs) else ()
        if mark == "kept":
            opened = _words(page, run, opened)
        else:
            around = _shared([opened, following, *(leaf.formats for leaf in run)])
            opened = _turn(page, opened, around)
            before, after = tags(mark)
            page.append(before)
            _turn(page, _words(page, run, opened), opened)
            page.append(after)
    _turn(page, opened, ())
    return Html(clean("".join(page)))


def _words(page: list[str], run: Sequence[MarkedText], opened: Formats) -> Formats:
    for formats, leaves in groupby(run, key=lambda leaf: leaf.formats):
        opened = _turn(page, opened, formats)
        text = escape("".join(leaf.text for leaf in leaves), quote=False)
        page.append(text.replace(LINE_BREAK, "<br>"))
    return opened


def _turn(page: list[str], opened: Formats, formats: Formats) -> Formats:
    """Close the open formats that are not in ``formats``, open those that are missing."""
    keep = len(_shared([opened, formats]))
    page += [f"</{name}>" for name, _ in reversed(opened[keep:])]
    page += [
        f'<{name} href="{escape(target)}">' if target else f"<{name}>"
        for name, target in formats[keep:]
    ]
    return formats


def _shared(formats: Sequence[Formats]) -> Formats:
    """Give the outer formats that all have."""
    shared = 0
    for level in zip(*formats, strict=False):
        if len(set(level)) > 1:
            break
        shared += 1
    return formats[0][:shared]


def _tags(mark: str, spoken: Spoken) -> tuple[str, str]:
    says = {"removed": spoken.removed, "added": spoken.added, "format added": spoken.formatted}
    opening, closing = {
        "removed": ("<del>", "</del>"),
        "added": ("<ins>", "</ins>"),
        "format removed": ('<del class="format" hidden>', "</del>"),
        "format added": ('<ins class="format">', "</ins>"),
    }[mark]
    word = says.get(mark, "")
    ends = {"removed": spoken.removed_end, "added": spoken.added_end}
    end = (ends.get(mark) or spoken.end) if word else ""
    return opening + _spoken(word, spoken), _spoken(end, spoken) + closing


def _spoken(word: str, spoken: Spoken) -> str:
    attributes = (("lang", spoken.language), ("dir", spoken.direction))
    about = "".join(f' {name}="{escape(value)}"' for name, value in attributes if value)
    return _HIDDEN.format(about, escape(word)) if word else ""
