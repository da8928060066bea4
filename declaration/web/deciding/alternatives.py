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
from declaration.queries.deciding.uncontested import Line
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import Change, Choice, Conflict, plain, redlines
from declaration.web.cache.memory import memory
from declaration.web.cache.redlines import Piece, piece_html, spoken
from declaration.web.deciding.decision_form import DecisionForm
from declaration.web.discussing import sentences
from declaration.web.frame import acting, language, layout
from models.vocabulary import Standing, SuggestionKind

AROUND = 70  # characters kept beside a change, about a line: enough to know where one is
FOLDED = 3 * AROUND  # of kept words: below, folding saves less than it hides
REWRITTEN = 0.6  # of the current words in one change: as the text core calls it rewritten


@dataclass(frozen=True, slots=True)
class RedlinePart:
    """Kept words (``number`` 0), or a change; ``closes`` its number: the last one that has it."""

    html: Markup
    number: int = 0
    folded: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """What is asked for, by one or several. In conflict: both sides' changes.

    ``parts``: the redline of other words, change by change; else ``html`` shows what is asked.
    ``taken``: the numbers of the changes that the resulting words hold already. ``own``: the
    reader sits in a delegation that asks for it. ``ours``: in conflict, what was changed since.
    """

    items: Line
    html: Markup
    parts: tuple[RedlinePart, ...]
    taken: frozenset[int]
    own: bool
    remarks: tuple[AnchoredComment, ...]
    ours: Markup | None

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
        return any(part.folded for part in self.parts)


@dataclass(frozen=True, slots=True)
class Contested:
    """A place in the current words for which several suggestions have other words."""

    words: str
    readings: tuple[tuple[str, Line], ...]


def alternatives(session: Session, form: DecisionForm, result: str) -> tuple[AlternativeRow, ...]:
    """Render every suggestion that awaits a decision. Two statements at most."""
    matter = form.matter
    ids = [item.id for item in matter.live]
    remarks = comments.on_suggestions(session, layout.reader(), ids)
    account = acting.account()
    own = {office.delegation_id for office in account.offices} - {None} if account else set()
    rows = []
    for row in form.rows:
        redline = piece_html(_piece(row[0], matter))
        changes = choice(row[0], matter)
        rows.append(
            AlternativeRow(
                items=row,
                html=redline,
                parts=_parts(changes) if changes else (),
                taken=changes.taken(result) if changes and result else frozenset(),
                own=any(item.delegation_id in own for item in row),
                remarks=tuple(remark for item in row for remark in remarks.get(item.id, ())),
                ours=redline if row[0].standing is Standing.STALE_CONFLICT else None,
            )
        )
    return tuple(rows)


def taken(form: DecisionForm, result: str) -> Iterator[str]:
    """Yield the values of the controls whose changes the resulting words hold."""
    for row in form.rows:
        changes = choice(row[0], form.matter)
        for change in sorted(changes.taken(result)) if changes else ():
            yield f"{row[0].number}:{change}"


def choice(item: Suggested, matter: PendingDecision) -> Choice | None:
    """Return the changes of a suggestion; None where none is taken singly.

    In conflict, of the words on which it was written; else of the current ones.
    """
    if not _competes(item) or item.redacted:
        return None
    if item.standing is Standing.STALE_CONFLICT:
        return Choice(item.base_words, item.words)
    return Choice(matter.words, item.merged or item.words)


def asked_of(item: Suggested, passage: Passage) -> Piece:
    """Return what a suggestion on a paragraph asks for, against the current words if it can."""
    if item.form is SuggestionKind.REPLACE and item.merged is not None:
        return Piece(item.merged, passage.words)
    return Piece("", passage.words) if item.form is SuggestionKind.DELETE else sentences.piece(item)


def contested(matter: PendingDecision) -> tuple[Contested, ...]:
    """Return the places that more than one suggestion wants to read otherwise.

    Suggestions that rewrite the whole paragraph are left out: their rows show them.
    """
    items = {
        item.number: item for item in matter.live if _competes(item) and not _rewrites(item, matter)
    }
    words = {number: item.merged or item.words for number, item in items.items()}
    if len(words) < 2:  # noqa: PLR2004
        return ()
    return tuple(
        Contested(
            plain(segment.base).strip() or "–",
            tuple(
                (plain(other.text).strip() or "–", tuple(items[owner] for owner in other.owners))
                for other in segment.alternatives
            ),
        )
        for segment in text.compile(matter.words, words)
        if len(segment.alternatives) > 1
    )


def _piece(item: Suggested, matter: PendingDecision) -> Piece:
    """Return what is shown beside the parts: in conflict, what has been changed since."""
    if item.standing is Standing.STALE_CONFLICT:
        return Piece(matter.words, item.base_words)
    return asked_of(item, matter.passage) if matter.passage else sentences.piece(item)


def _competes(item: Suggested) -> bool:
    """Whether it has other words for a paragraph that is there."""
    return item.form is SuggestionKind.REPLACE and item.standing is not Standing.ORPHANED


def _rewrites(item: Suggested, matter: PendingDecision) -> bool:
    """Whether it leaves next to nothing: the whole paragraph would be one place."""
    changes = text.diff(matter.words, item.merged or item.words)
    most = max((len(change.old) for change in changes if not change.kept), default=0)
    return len(matter.words) * REWRITTEN < most


def _parts(choice: Choice) -> tuple[RedlinePart, ...]:
    """Return the redline of changes that are taken one by one, in the reader's language."""
    key = ("parts", choice.old, choice.new, language.code())
    return memory().made(key, lambda: tuple(_rendered_parts(choice)), size=4)


def _rendered_parts(choice: Choice) -> Iterator[RedlinePart]:
    cut = list(_cut(choice))
    pieces = redlines(choice.old, choice.new, [change for change, _, _ in cut], spoken=spoken())
    numbers = [number for _, number, _ in cut]
    for at, ((_, number, folded), redline) in enumerate(zip(cut, pieces, strict=True)):
        closes = number > 0 and number not in numbers[at + 1 :]
        html = Markup(redline)  # noqa: S704 -- the engine's own, sanitised
        yield RedlinePart(html, number, folded, closes)


def _cut(choice: Choice) -> Iterator[tuple[Change, int, bool]]:
    """Part long kept words into those near a change and those that are folded away."""
    last = len(choice.changes) - 1
    for at, (change, number) in enumerate(zip(choice.changes, choice.numbers, strict=True)):
        words = change.old
        if number or last == 0 or len(words) <= FOLDED:
            yield change, number, False
            continue
        head = words.find(" ", AROUND) if at > 0 else 0
        tail = words.rfind(" ", 0, -AROUND) if at < last else len(words)
        if not 0 <= head < tail:
            yield change, 0, False
            continue
        for cut, folded in ((words[:head], False), (words[head:tail], True), (words[tail:], False)):
            if cut:
                yield Change(cut, cut), 0, folded
