"""What became of one text in another, in Akoma Ntoso.

Without its <ins> it is the old text, without its <del> the new one: a paragraph of which nothing
stays is not there. One that moved, or became of another kind, stands twice: as it was, and as it
is.
"""

from collections.abc import Iterator, Mapping

from declaration.comparison import Fate, ParagraphPair, Redline, compared, in_both_places
from declaration.formats.akoma_ntoso import identifiers, meta, text, xml
from declaration.formats.akoma_ntoso.addresses import Naming
from declaration.formats.akoma_ntoso.meta import Modification
from declaration.formats.akoma_ntoso.structure import Entry, Statement
from declaration.manuscript import Passage
from declaration.text import MarkedText, seen

Runs = tuple[MarkedText, ...]


def write(redline: Redline) -> bytes:
    """Return XML."""
    old = Naming(redline.old)
    naming = Naming(redline.new, since=old)
    pairs = in_both_places(redline.old, compared(redline.old, redline.new))
    entries = [entry for pair, was in pairs for entry in _entries(pair, was_there=was)]
    statement = Statement(naming, redline.about, entries)
    identifiers.name(statement.root, statement.paragraphs)
    earlier = identifiers.by_uid(text.named(old).paragraphs)
    identifiers.remember(statement.paragraphs, earlier)
    changes = list(_modifications(statement, earlier))
    meta.rest(statement.meta, naming, changes, redline.new.notice)
    return xml.file(statement.root)


def _entries(pair: ParagraphPair, *, was_there: bool) -> Iterator[Entry]:
    """Yield a paragraph as it became, or as it was and as it is, where it stands at one of both."""
    old, new = pair.old, pair.new
    same = old and new and (old.kind, old.level) == (new.kind, new.level)
    if old and new and same and pair.fate is not Fate.MOVED:
        yield Entry(new, _numbers(old, new), _sided(seen(old.words, new.words)))
        return
    moved = pair.fate is Fate.MOVED
    if old and (was_there or not moved):
        yield _whole(old, "removed")
    if new and not (moved and was_there):
        yield _whole(new, "added")


def _whole(passage: Passage, mark: str) -> Entry:
    """Return a paragraph that came or went with all of its words, even if it has none."""
    number = MarkedText(passage.printed, (), mark)
    words = [run._replace(mark=mark) for run in seen(passage.words)]
    return Entry(passage, (number,), (*words, MarkedText("", (), mark)), gone=mark == "removed")


def _numbers(old: Passage, new: Passage) -> Runs:
    if old.printed == new.printed:
        return (MarkedText(new.printed, ()),)
    return MarkedText(old.printed, (), "removed"), MarkedText(new.printed, (), "added")


def _sided(runs: Runs) -> Runs:
    """Let a paragraph that lost all of its words, or had none, still stand on both sides."""
    marks = {run.mark for run in runs}
    if marks == {"removed"}:
        return (*runs, MarkedText("", (), "added"))
    return (MarkedText("", (), "removed"), *runs) if marks == {"added"} else runs


def _modifications(statement: Statement, earlier: Mapping[str, str]) -> Iterator[Modification]:
    """Yield what became of each paragraph, in reading order."""
    for element, entry in statement.paragraphs.items():
        eid, was = element.get("eId"), earlier.get(entry.passage.uid, "")
        numbers, words = ({run.mark for run in runs} for runs in (entry.number, entry.words))
        if entry.gone:
            yield Modification("repeal", eid)
        elif words == {"added"}:
            yield Modification("insertion", eid, was)
        else:
            if numbers - {"kept"}:
                yield Modification("renumbering", eid, was)
            if words - {"kept"}:
                yield Modification("substitution", eid, was)
