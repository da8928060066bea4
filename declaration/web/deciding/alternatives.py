"""What the committee sees of each suggestion: its redline against the current words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration import text
from declaration.manuscript import Passage
from declaration.queries import comments
from declaration.queries.comments import AnchoredComment
from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.people.accounts import Office
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import Change, Choice, Conflict, plain, redlines
from declaration.web.cache.memory import memory
from declaration.web.cache.redlines import Piece, rendered, spoken
from declaration.web.deciding.decision_form import rows
from declaration.web.discussing import sentences
from declaration.web.frame import acting, language, layout
from models.vocabulary import Standing, SuggestionKind

AROUND = 70  # characters kept beside a change, about a line: enough to know where one is
FOLDED = 3 * AROUND  # of kept words: below, folding saves less than it hides


@dataclass(frozen=True, slots=True)
class Part:
    """Kept words (``number`` 0), or a change; ``closes`` its number: the last one that has it."""

    html: str
    number: int = 0
    folded: bool = False
    closes: bool = False


def parts(piece: Piece) -> tuple[Part, ...]:
    """Return the redline of a piece that has an ``old`` side, in the reader's language."""
    key = ("parts", piece, language.code())
    return memory().made(key, lambda: tuple(_parts(Choice(piece.old or "", piece.new))), size=4)


def folds(found: tuple[Part, ...]) -> bool:
    """Whether something is folded away."""
    return any(part.folded for part in found)


def _parts(choice: Choice) -> Iterator[Part]:
    cut = list(_cut(choice))
    html = redlines(choice.old, choice.new, [change for change, _, _ in cut], spoken=spoken())
    numbers = [number for _, number, _ in cut]
    for at, ((_, number, folded), shown) in enumerate(zip(cut, html, strict=True)):
        closes = number > 0 and number not in numbers[at + 1 :]
        yield Part(str(shown), number, folded, closes)


def _cut(choice: Choice) -> Iterator[tuple[Change, int, bool]]:
    """Part long kept words into those near a change and those that are folded away."""
    last = len(choice.changes) - 1
    for at, (change, number) in enumerate(zip(choice.changes, choice.numbers, strict=True)):
        kept = change.old
        if number or last == 0 or len(kept) <= FOLDED:
            yield change, number, False
            continue
        head = kept.find(" ", AROUND) if at > 0 else 0
        tail = kept.rfind(" ", 0, -AROUND) if at < last else len(kept)
        if not 0 <= head < tail:
            yield change, 0, False
            continue
        for words, folded in ((kept[:head], False), (kept[head:tail], True), (kept[tail:], False)):
            if words:
                yield Change(words, words), 0, folded


SEVERAL = 2
REWRITTEN = 0.6  # of the current words in one change: as the text core calls it rewritten


@dataclass(frozen=True, slots=True)
class Alternative:
    """One row: what is asked for, by one or several. In conflict: both sides' changes.

    ``parts``: the redline of other words, change by change; else ``html`` shows what is asked.
    ``taken``: the numbers of the changes that the resulting words hold already.
    """

    items: tuple[Suggested, ...]
    html: Markup
    parts: tuple[Part, ...]
    taken: frozenset[int]
    own: bool
    remarks: tuple[AnchoredComment, ...]
    ours: Markup | None = None

    @property
    def lead(self) -> Suggested:
        """Return the one in whose name the row's fields are."""
        return self.items[0]

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Return the places where a person must choose."""
        return self.lead.judged.conflicts if self.lead.judged else ()

    @property
    def worded(self) -> bool:
        """Whether its words can be taken."""
        return self.lead.form.makes_text

    @property
    def folds(self) -> bool:
        """Whether words that nobody touches are folded away."""
        return folds(self.parts)


@dataclass(frozen=True, slots=True)
class Contested:
    """A place in the current words for which several suggestions have other words."""

    words: str
    wanted: tuple[tuple[str, tuple[Suggested, ...]], ...]


def alternatives(session: Session, bench: PendingDecision, result: str) -> tuple[Alternative, ...]:
    """Render every suggestion that awaits a decision. Two statements at most."""
    found = rows(bench)
    shown = iter(rendered([_shown(row[0], bench) for row in found]))
    ids = [item.id for item in bench.live]
    said = comments.on_suggestions(session, layout.reader(), ids)
    own = {office.delegation_id for office in _offices()} - {None}
    made = []
    for row in found:
        piece, html = sides(row[0], bench), next(shown)
        made.append(
            Alternative(
                items=row,
                html=html,
                parts=parts(piece) if piece else (),
                taken=_choice(piece).taken(result) if piece and result else frozenset(),
                own=any(item.delegation_id in own for item in row),
                remarks=tuple(one for item in row for one in said.get(item.id, ())),
                ours=html if row[0].standing is Standing.STALE_CONFLICT else None,
            )
        )
    return tuple(made)


def taken(bench: PendingDecision, result: str) -> tuple[str, ...]:
    """Return the values of the controls whose changes the resulting words hold."""
    pieces = [(row[0].number, sides(row[0], bench)) for row in rows(bench)]
    return tuple(
        f"{number}:{change}"
        for number, piece in pieces
        if piece is not None
        for change in sorted(_choice(piece).taken(result))
    )


def shown(item: Suggested, passage: Passage) -> Piece:
    """Return what a suggestion on a paragraph asks for, against the current words if it can."""
    if item.form is SuggestionKind.REPLACE and item.merged is not None:
        return Piece(item.merged, passage.words)
    return Piece("", passage.words) if item.form is SuggestionKind.DELETE else sentences.piece(item)


def sides(item: Suggested, bench: PendingDecision) -> Piece | None:
    """Return what a suggestion's changes are changes of: None where none is taken singly.

    In conflict, of the words on which it was written; else of the current ones.
    """
    if (
        item.form is not SuggestionKind.REPLACE
        or item.standing is Standing.ORPHANED
        or item.redacted
    ):
        return None
    if item.standing is Standing.STALE_CONFLICT:
        return Piece(item.words, item.base_words)
    return Piece(item.merged or item.words, bench.words)


def contested(bench: PendingDecision) -> tuple[Contested, ...]:
    """Return the places that more than one suggestion wants to read otherwise.

    Suggestions that rewrite the whole paragraph are left out: their rows show them.
    """
    known = {
        item.number: item
        for item in bench.live
        if item.form is SuggestionKind.REPLACE
        and item.standing is not Standing.ORPHANED
        and not _rewrites(item, bench)
    }
    wanted = {number: item.merged or item.words for number, item in known.items()}
    if len(wanted) < SEVERAL:
        return ()
    return tuple(
        Contested(
            plain(segment.base).strip() or "–",
            tuple(
                (plain(one.text).strip() or "–", tuple(known[owner] for owner in one.owners))
                for one in segment.alternatives
            ),
        )
        for segment in text.compile(bench.words, wanted)
        if len(segment.alternatives) > 1
    )


def _rewrites(item: Suggested, bench: PendingDecision) -> bool:
    """Whether it leaves next to nothing: the whole paragraph would be one place."""
    changes = text.diff(bench.words, item.merged or item.words)
    most = max((len(one.old) for one in changes if not one.kept), default=0)
    return len(bench.words) * REWRITTEN < most


def _choice(piece: Piece) -> Choice:
    return Choice(piece.old or "", piece.new)


def _offices() -> Sequence[Office]:
    here = acting.account()
    return () if here is None else here.offices


def _shown(item: Suggested, bench: PendingDecision) -> Piece:
    """Return what is shown beside the parts: in conflict, what has been changed since."""
    if item.standing is Standing.STALE_CONFLICT:
        return Piece(bench.words, item.base_words)
    return shown(item, bench.passage) if bench.passage else sentences.piece(item)
