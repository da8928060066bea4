"""What a reader sees of a paragraph: as HTML, as plain words, and with its changes marked."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, groupby

from declaration.text.differ import Change, diff
from declaration.text.markup import LINE_BREAK, SeenCharacter, characters, is_bare
from declaration.text.origins import Span
from declaration.text.page import Html, Mark, MarkedText, Spoken, marked, written
from declaration.text.tokens import words

_Pair = tuple[SeenCharacter | None, SeenCharacter | None]


def html(markdown: str) -> Html:
    """Render one paragraph of Markdown as inline HTML: em, strong, a, br.

    Links lead to http, https or mailto, or are words; raw HTML is words. Raises as diff does.
    """
    words(markdown)  # raises
    leaves = (
        [MarkedText(markdown, ())]
        if is_bare(markdown)
        else [MarkedText(character.text, character.formats) for character in characters(markdown)]
    )
    return written(leaves, Spoken())


def plain(markdown: str) -> str:
    """Give the words of one paragraph of Markdown, on one line, without its markup."""
    words(markdown)  # raises
    if is_bare(markdown):
        return markdown
    text = "".join(character.text for character in characters(markdown))
    return text.replace(LINE_BREAK, " ").replace("\n", " ")


def quoted_span(markdown: str, start: int, end: int) -> tuple[int, int]:
    """Return where the displayed characters from ``start`` to ``end`` stand in the Markdown."""
    if is_bare(markdown):
        return start, end
    seen = characters(markdown)
    return seen[start].at, seen[end - 1].at + 1


def targets(markdown: str) -> tuple[str, ...]:
    """Give the addresses of the links in one paragraph of Markdown, in their order."""
    words(markdown)  # raises
    if is_bare(markdown):
        return ()
    links = (dict(character.formats).get("a", "") for character in characters(markdown))
    return tuple(target for target, _run in groupby(links) if target)


def slices(parts: Sequence[str]) -> tuple[Html, ...]:
    """Render one paragraph that is cut in parts: ``html`` of it all, part by part.

    Each is well-formed: formats are closed where a part ends and reopened in the next.
    """
    return tuple(written(runs, Spoken()) for runs in seen_parts(parts))


def seen_parts(parts: Sequence[str]) -> tuple[tuple[MarkedText, ...], ...]:
    """Give what a reader sees of one paragraph that is cut in parts, part by part, as runs.

    Joined they are ``seen`` of it all. Raises as diff does.
    """
    markdown = "".join(parts)
    words(markdown)  # raises
    if is_bare(markdown):
        return tuple((MarkedText(part, ()),) * bool(part) for part in parts)
    leaves = (
        (MarkedText(character.text, character.formats) for character in seen)
        for seen in _cut(parts)
    )
    return tuple(tuple(_runs(part)) for part in leaves)


def redline(old: str, new: str, *, spoken: Spoken = Spoken()) -> Html:  # noqa: B008 -- frozen
    """Show the diff of two paragraphs of Markdown as inline HTML with <ins> and <del>.

    Without its <ins> it is ``html(old)``, without its <del> ``html(new)``, once the words in
    <span class="visually-hidden"> are gone and formats closed and reopened around a change are
    joined. Words whose format alone changed stand in <ins class="format">; as they were, in a
    hidden <del class="format"> before. Raises as diff does.
    """
    return written(chain.from_iterable(_leaves(old, new, diff(old, new))), spoken)


def redlines(
    old: str,
    new: str,
    changes: Sequence[Change],
    *,
    spoken: Spoken = Spoken(),  # noqa: B008 -- frozen
) -> tuple[Html, ...]:
    """Show each of the changes of ``diff(old, new)`` by itself: joined, they are the redline."""
    return tuple(written(leaves, spoken) for leaves in _leaves(old, new, changes))


def seen(old: str, new: str | None = None) -> tuple[MarkedText, ...]:
    """Give what a reader sees of one paragraph, or of what became of it, as ``tracked`` does."""
    now = old if new is None else new
    return tuple(chain.from_iterable(tracked(old, now, diff(old, now))))


def tracked(old: str, new: str, changes: Sequence[Change]) -> tuple[tuple[MarkedText, ...], ...]:
    """Give what a reader sees of each change by itself, as runs of one format and one mark.

    The changes are those of ``diff(old, new)``, or cut finer. Runs without "added" and "format
    added" are what is seen of ``old``, without "removed" and "format removed" of ``new``. Raises
    as diff does.
    """
    words(old), words(new)  # raises
    return tuple(tuple(_runs(leaves)) for leaves in _leaves(old, new, changes))


def _runs(leaves: Iterable[MarkedText]) -> Iterator[MarkedText]:
    for (formats, mark), run in groupby(leaves, key=lambda leaf: leaf[1:]):
        yield MarkedText("".join(leaf.text for leaf in run), formats, mark)


def credited(spans: Sequence[Span[int]], *, spoken: str = "", end: str = "") -> Html:
    """Show one paragraph of Markdown with the number of its source behind each stretch.

    The spans joined are the paragraph, as ``provenance`` gives them; words of source 0 stand
    unmarked. ``spoken`` and ``end`` are what a screen reader says around a stretch. Without its
    <span> it is ``html`` of the paragraph, once the numbers and the spoken words are gone and
    formats closed and reopened around a stretch are joined. Raises as diff does.
    """
    hidden = [f'<span class="visually-hidden">{escape(phrase)}</span>' for phrase in (spoken, end)]
    before, behind = (
        part if phrase else "" for part, phrase in zip(hidden, (spoken, end), strict=True)
    )

    def tags(mark: str) -> tuple[str, str]:
        number = f'<span class="origin-mark">{mark}</span>'
        return f'<span class="origin">{before}', f"{number}{behind}</span>"

    return marked(_stretches(spans), tags)


def _stretches(spans: Sequence[Span[int]]) -> Iterator[MarkedText]:
    """Mark the characters of each span, except the blanks at its ends."""
    for span, seen in zip(spans, _cut([span.text for span in spans]), strict=True):
        visible = [n for n, character in enumerate(seen) if not character.text.isspace()]
        for n, character in enumerate(seen):
            within = span.author and visible and visible[0] <= n <= visible[-1]
            mark = str(span.author) if within else "kept"
            yield MarkedText(character.text, character.formats, mark)


def _cut(parts: Sequence[str]) -> Iterator[Sequence[SeenCharacter]]:
    """Yield what is seen of each part of a paragraph of Markdown."""
    seen, i, stop = characters("".join(parts)), 0, 0
    for part in parts:
        start, stop = i, stop + len(part)
        while i < len(seen) and seen[i].at < stop:
            i += 1
        yield seen[start:i]


def _leaves(old: str, new: str, changes: Iterable[Change]) -> Iterator[list[MarkedText]]:
    """Mark what a reader sees, change by change."""
    if is_bare(old) and is_bare(new):
        return map(list, map(_bare, changes))
    return _formatted(characters(old), characters(new), changes)


def _bare(change: Change) -> Iterator[MarkedText]:
    """Mark words without markup, a run at a time."""
    if change.kept:
        yield MarkedText(change.old, ())
        return
    if change.old:
        yield MarkedText(change.old, (), "removed")
    if change.new:
        yield MarkedText(change.new, (), "added")


def _formatted(
    old: Sequence[SeenCharacter], new: Sequence[SeenCharacter], changes: Iterable[Change]
) -> Iterator[list[MarkedText]]:
    i = m = at_old = at_new = 0
    for change in changes:
        k, n = i, m
        while k < len(old) and old[k].at < at_old + len(change.old):
            k += 1
        while n < len(new) and new[n].at < at_new + len(change.new):
            n += 1
        gone, came = old[i:k], new[m:n]
        if [character.text for character in gone] == [character.text for character in came]:
            pairs: list[_Pair] = list(zip(gone, came, strict=True))
        elif change.kept:
            pairs = list(_paired(gone, came, at_new - at_old))
        else:
            pairs = [
                *((character, None) for character in gone),
                *((None, character) for character in came),
            ]
        yield list(_marked(pairs))
        i, m, at_old, at_new = k, n, at_old + len(change.old), at_new + len(change.new)


def _paired(old: Sequence[SeenCharacter], new: Sequence[SeenCharacter], by: int) -> Iterator[_Pair]:
    """Pair the characters of kept words; a mark that is markup on the other side has no partner."""
    i = m = 0
    while i < len(old) or m < len(new):
        before = old[i] if i < len(old) else None
        after = new[m] if m < len(new) else None
        if before and after and (before.text, before.at + by) != (after.text, after.at):
            before, after = (before, None) if before.at + by <= after.at else (None, after)
        yield before, after
        i, m = i + (before is not None), m + (after is not None)


def _marked(pairs: Iterable[_Pair]) -> Iterator[MarkedText]:
    for marks, run in groupby(pairs, key=_marks):
        together = list(run)
        for side, mark in enumerate(marks):
            for pair in together:
                character = pair[side]
                if mark and character:
                    yield MarkedText(character.text, character.formats, mark)


def _marks(pair: _Pair) -> tuple[Mark | None, Mark | None]:
    """Say how the old and the new character of a pair are marked; None is not shown."""
    before, after = pair
    marks: tuple[Mark | None, Mark | None]
    if before is None:
        marks = None, "added"
    elif after is None:
        marks = "removed", None
    elif before.formats == after.formats:
        marks = None, "kept"
    else:
        marks = "format removed", "format added"
    return marks
