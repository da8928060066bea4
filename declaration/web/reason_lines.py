"""The lines of the list of reasons: read from a form that came back, and shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from declaration.actions.suggesting.our_copy import digest
from declaration.manuscript import Passage
from declaration.queries.suggesting import alike
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.standing import by_paragraph
from declaration.queries.suggesting.suggestions import Listed
from declaration.web import fragments, keeping, naming
from declaration.web.acting import actor
from declaration.web.grounds import numeral
from models.debate import Draft
from models.document import Document
from models.vocabulary import Standing, SuggestionKind


@dataclass(frozen=True, slots=True)
class Given:
    """A draft's line as it came back; ``stamp`` and ``digest``: the draft and reason it showed."""

    reason: str
    taken: bool
    stamp: str
    digest: str

    @property
    def touched(self) -> bool:
        """Whether another reason stands in it than when the page was opened."""
        return digest(self.reason) != self.digest

    def stale(self, draft: Draft, *, taken: bool) -> bool:
        """Whether a colleague's saving would be overwritten, or handed in unseen."""
        rewritten = self.touched and digest(draft.reason) not in {self.digest, digest(self.reason)}
        return rewritten or (taken and self.taken and stamped(draft) != self.stamp)


class Line(NamedTuple):
    """A draft in the list. ``same``: the suggestions that ask for exactly this already."""

    drafted: Drafted
    html: Markup
    reason: str
    taken: bool
    stamp: str
    standing: Standing
    tone: str
    same: tuple[Listed, ...]

    @property
    def whole(self) -> bool:
        """Whether it can be handed in: nothing that its form needs is missing."""
        draft = self.drafted.draft
        if draft.form is SuggestionKind.MOVE:
            return draft.after_id is not None
        said = draft.words not in {"", self.drafted.base_words}
        return said or draft.form is SuggestionKind.DELETE


def read(values: "MultiDict[str, str]", same: str) -> dict[int, Given]:
    """Return the lines of a form by draft; ``same``: the reason of those chosen without one."""
    taken = set(values.getlist("take"))
    found = {}
    for name in values:
        kind, _, number = name.partition("-")
        if kind == "seen" and (draft_id := numeral(number)) is not None:
            stamp, _, named = values[name].partition(" ")
            reason, chosen = values.get(f"reason-{number}", "").strip(), number in taken
            found[draft_id] = Given(reason or (same if chosen else ""), chosen, stamp, named)
    return found


def lines(
    document: Document, drafts: Sequence[Drafted], values: "MultiDict[str, str]"
) -> list[Line]:
    """Return the lines in text order; ``values`` of a form that came back go first."""
    passages = keeping.present(document).passages
    found = ordered(passages, drafts)
    html = fragments.rendered([naming.piece(one) for one in found])
    current = by_paragraph(passages)
    listed = keeping.listed(document.slug)
    given = read(values, "")
    shown = []
    for one, each in zip(found, html, strict=True):
        judgement, back = alike.judged(one, current), given.get(one.draft.id)
        shown.append(
            Line(
                drafted=one,
                html=each,
                reason=back.reason if back and back.touched else one.draft.reason,
                taken=back.taken if back else _chosen(one.draft),
                stamp=f"{stamped(one.draft)} {digest(one.draft.reason)}",
                standing=judgement.standing,
                tone=naming.STANDING_TONES[judgement.standing],
                same=alike.same(alike.drafted(one, judgement), listed),
            )
        )
    return shown


def ordered(passages: Iterable[Passage], drafts: Iterable[Drafted]) -> list[Drafted]:
    """Put drafts into text order; what comes after a paragraph follows what is asked of it."""
    order: Mapping[int, int] = {one.paragraph_id: n for n, one in enumerate(passages)}

    def place(one: Drafted) -> tuple[int, bool, int]:
        draft = one.draft
        inserts = draft.form is SuggestionKind.INSERT
        at = draft.after_id if inserts else draft.paragraph_id
        head = inserts and at is None
        return (-1 if head else order.get(at or 0, len(order)), inserts, draft.id)

    return sorted(drafts, key=place)


def stamped(draft: Draft) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return draft.updated_at.isoformat()


def _chosen(draft: Draft) -> bool:
    """Whether a draft is chosen to begin with: one's own, and what colleagues call ready."""
    return draft.ready or draft.person_id == actor().person_id
