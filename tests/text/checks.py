"""One check a function, of every invariant: each example and each invented text goes through."""

import re
import unicodedata
from itertools import pairwise

from markdown_it import MarkdownIt

from declaration import text as core
from declaration.text import tokens as cutting

HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)
LINK_TARGET = re.compile(cutting.LINK_TARGET)
SPOKEN = core.Spoken("removed: ", "added: ", "format: ", " end")


def check_words(text):
    tokens = core.words(text)

    assert "".join(tokens) == text
    assert all(tokens)
    assert not any(unicodedata.category(token[0])[0] == "M" for token in tokens[1:])
    return tokens


def check_diff(old, new):
    changes = core.diff(old, new)

    assert "".join(change.old for change in changes) == old
    assert "".join(change.new for change in changes) == new
    assert all(change.old or change.new for change in changes)
    runs = [change.kept for change in changes]
    assert all(before != after for before, after in pairwise(runs))
    assert core.diff(old, new) == changes
    assert all(change.kept for change in core.diff(old, old))
    check_figures(changes)
    return changes


def check_figures(changes):
    figures = core.figures(changes)
    changed = any(not change.kept for change in changes)

    assert min(figures.added, figures.removed, figures.kept) >= 0
    assert changed >= bool(figures.added or figures.removed)


def check_redline(old, new):
    page = core.redline(old, new, spoken=SPOKEN)

    assert page.__html__() == page
    bare = HIDDEN.sub("", page)
    assert joined(side(bare, "ins", "del")) == joined(core.html(old))
    assert joined(side(bare, "del", "ins")) == joined(core.html(new))
    assert "<p" not in page
    return page


# What the grammar of a paragraph has, read by a parser that has nothing in common with ours.
SECOND_OPINION = MarkdownIt("zero").enable(["emphasis", "link", "escape", "newline"])


def check_letters(markdown):
    """Every letter and digit is shown once and in order, but for those in a link's target."""
    shown, others = letters(core.plain(markdown)), letters(read_again(markdown))

    assert shown in (others, letters(markdown)) or "![" in markdown  # may be an image to the other
    assert is_within(letters(LINK_TARGET.sub("", markdown)), shown)
    assert is_within(shown, letters(markdown))


def letters(text):
    return [character for character in text if character.isalnum()]


def is_within(few, many):
    rest = iter(many)
    return all(letter in rest for letter in few)


def read_again(markdown):
    tokens = SECOND_OPINION.parseInline(markdown)[0].children
    return "".join(token.content for token in tokens)


def side(page, gone, left):
    without = re.sub(rf"<{gone}\b[^>]*>.*?</{gone}>", "", page, flags=re.DOTALL)
    return re.sub(rf"</?{left}\b[^>]*>", "", without)


def joined(html):
    """Join formats that were closed and reopened: links only to the same target."""
    pieces = re.split(r"(<[^>]*>)", html)
    runs, opened = [], []
    for piece in pieces:
        if piece.startswith("</"):
            opened.pop()
        elif piece == "<br>":
            runs.append((piece, tuple(opened)))
        elif piece.startswith("<"):
            opened.append(piece)
        else:
            runs += [(character, tuple(opened)) for character in piece]
    assert not opened
    return runs


def check_merge(base, ours, theirs):
    merged = core.merge(base, ours, theirs)
    swapped = core.merge(base, theirs, ours)

    assert core.merge(base, ours, base).text == ours
    assert core.merge(base, base, theirs).text == theirs
    assert core.merge(base, ours, ours) == core.Merged(ours)
    assert merged.text == swapped.text
    assert [(c.kind, c.base, c.theirs, c.ours, c.at) for c in merged.conflicts] == [
        (c.kind, c.base, c.ours, c.theirs, c.at) for c in swapped.conflicts
    ]
    for conflict in merged.conflicts:
        assert conflict.ours != conflict.theirs
        if not merged.normalised:
            assert merged.text.startswith(conflict.base, conflict.at)
    if merged.clean and not merged.normalised:
        assert core.merge(base, merged.text, ours) == merged
        assert core.merge(base, merged.text, theirs) == merged
    existing = {token for text in (base, ours, theirs) for token in core.words(text)}
    if not merged.normalised:
        assert all(t in existing for t in core.words(merged.text) if t.isalnum())
    assert unicodedata.is_normalized("NFC", merged.text)
    return merged


def check_compile(base, wordings):
    segments = core.compile(base, wordings)

    assert "".join(segment.base for segment in segments) == base
    for segment in segments:
        assert segment.base or segment.alternatives
        texts = [alternative.text for alternative in segment.alternatives]
        assert len(set(texts)) == len(texts)
        assert segment.base not in texts
    for owner, text in wordings.items():
        assert "".join(said_by(owner, segment) for segment in segments) == text
    return segments


def said_by(owner, segment):
    mine = [alternative.text for alternative in segment.alternatives if owner in alternative.owners]
    return mine[0] if mine else segment.base


def check_align(old, new):
    pairs = core.align(old, new)

    assert sorted(i for pair in pairs for i in pair.old) == list(range(len(old)))
    assert sorted(m for pair in pairs for m in pair.new) == list(range(len(new)))
    for pair in pairs:
        before, after = [old[i] for i in pair.old], [new[m] for m in pair.new]
        sizes = len(before), len(after)
        assert (pair.kind == "kept") <= (before == after)
        assert (pair.kind in {"kept", "changed", "moved"}) == (sizes == (1, 1))
        assert (pair.kind == "added") == (sizes[0] == 0)
        assert (pair.kind == "removed") == (sizes[1] == 0)
        assert (pair.kind == "split") == (sizes[0] == 1 and sizes[1] > 1)
        assert (pair.kind == "joined") == (sizes[0] > 1 and sizes[1] == 1)
    return pairs


def check_locate(start, end, old, new):
    quote = core.Quote(
        old[start:end], old[max(0, start - 32) : start], old[end : end + 32], start, end
    )
    located = core.locate(quote, old, new)

    assert 0 <= located.start <= located.end <= len(new)
    if located.outcome in {"anchored", "moved"}:
        assert new[located.start : located.end] == quote.exact
    if located.outcome == "orphaned":
        assert (located.start, located.end) == (0, 0)
    else:
        assert located.start < located.end
    same = core.locate(quote, old, old)
    assert same == (
        core.Located("anchored", start, end) if quote.exact else core.Located("orphaned")
    )
    return located


def check_provenance(versions):
    spans = core.provenance(versions)

    assert "".join(span.text for span in spans) == (versions[-1][1] if versions else "")
    assert all(span.text for span in spans)
    authors = [span.author for span in spans]
    assert all(before != after for before, after in pairwise(authors))
    assert set(authors) <= {author for author, _ in versions}
    return spans


def check_credited(versions):
    """Credit the words of the last version to the place of theirs; the first one's are unmarked."""
    spans = core.provenance([(n, text) for n, (_, text) in enumerate(versions)])
    worded = core.worded(spans)
    text = "".join(span.text for span in spans)

    assert "".join(span.text for span in worded) == text
    assert all(before.author != after.author for before, after in pairwise(worded))
    for page in (core.credited(spans), core.credited(worded, spoken="<put in: ", end="]")):
        assert page.__html__() == page
        bare = re.sub(r'<span class="origin-mark">\d+</span>', "", HIDDEN.sub("", page))
        assert joined(re.sub(r"</?span\b[^>]*>", "", bare)) == joined(core.html(text))
    return worded


def check_tidy(text, base=""):
    tidied = core.tidy(text, base)

    again = core.tidy(tidied.text, base)
    assert again.text == tidied.text
    assert core.normal(tidied.text) == tidied.text
    assert bool(tidied.changed) >= (tidied.text != text)
    return tidied


def check_choice(old, new):
    choice = core.Choice(old, new)
    every = range(1, choice.count + 1)

    assert choice.text(set()) == old
    assert choice.text(every) == new
    assert [bool(number) for number in choice.numbers] == [
        not change.kept for change in choice.changes
    ]
    assert sorted(set(choice.numbers) - {0}) == list(every)
    pages = core.redlines(old, new, choice.changes)
    assert len(pages) == len(choice.changes)
    assert joined("".join(pages)) == joined(core.redline(old, new))
    return choice


def check_taking(old, new, order):
    """Taken one by one, in this order: what is said to conflict changes nothing."""
    choice = check_choice(old, new)
    result, done = old, []
    for number in order:
        merged = choice.take(result, number)
        if merged.clean:
            assert merged.text == choice.text([*done, number])
            undone = choice.leave(merged.text, number)
            assert not undone.clean or undone.text == result
            done.append(number)
            result = merged.text
            assert number in choice.taken(result)
        else:
            assert result == choice.text(done)
    assert result == choice.text(done)
    return result
