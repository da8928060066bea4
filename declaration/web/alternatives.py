"""What the committee sees of each suggestion: its redline against the current words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration import text
from declaration.queries.accounts import Office
from declaration.queries.debate import Listed
from declaration.queries.desk import Bench
from declaration.text import Alternative as Wanted, Conflict, plain
from declaration.web import acting, naming
from declaration.web.fragments import Piece, rendered
from models.vocabulary import Form, Standing


@dataclass(frozen=True, slots=True)
class Alternative:
    """One suggestion. In conflict: what it changed, and what has been changed since."""

    item: Listed
    html: Markup
    note: str | None
    own: bool
    theirs: Markup | None = None
    ours: Markup | None = None

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Return the places where a person must choose."""
        return self.item.judged.conflicts if self.item.judged else ()

    @property
    def worded(self) -> bool:
        """Whether its words can be taken."""
        return self.item.form in {Form.REPLACE, Form.INSERT}


@dataclass(frozen=True, slots=True)
class Contested:
    """A place in the current words for which several suggestions have other words."""

    words: str
    wanted: tuple[tuple[str, str], ...]  # words, and the numbers of those who want them


def alternatives(session: Session, bench: Bench) -> tuple[Alternative, ...]:
    """Render every suggestion that awaits a decision. One statement at most."""
    pieces = [_pieces(item, bench) for item in bench.live]
    html = iter(rendered(session, [piece for several in pieces for piece in several]))
    own = {office.delegation_id for office in _offices()} - {None}
    made = []
    for item, several in zip(bench.live, pieces, strict=True):
        first, *more = (next(html) for _piece in several)
        mine = item.delegation_id in own
        theirs, ours = more or (None, None)
        made.append(Alternative(item, first, naming.note(item), mine, theirs, ours))
    return tuple(made)


def contested(bench: Bench) -> tuple[Contested, ...]:
    """Return the places that more than one suggestion wants to read otherwise."""
    wanted = {
        item.number: item.merged or item.words
        for item in bench.live
        if item.form is Form.REPLACE and item.standing is not Standing.ORPHANED
    }
    if len(wanted) < 2:  # noqa: PLR2004 -- it takes two
        return ()
    return tuple(
        Contested(
            plain(segment.base).strip() or "–",
            tuple((plain(one.text).strip() or "–", _whose(one)) for one in segment.alternatives),
        )
        for segment in text.compile(bench.words, wanted)
        if len(segment.alternatives) > 1
    )


def _whose(one: Wanted[int]) -> str:
    return ngettext(
        "suggestion %(numbers)s",
        "suggestions %(numbers)s",
        len(one.owners),
        numbers=", ".join(str(owner) for owner in one.owners),
    )


def _offices() -> Sequence[Office]:
    here = acting.account()
    return () if here is None else here.offices


def _pieces(item: Listed, bench: Bench) -> list[Piece]:
    """Return what is shown: against the current words, and in conflict both sides' changes."""
    if item.form is not Form.REPLACE or item.standing is Standing.ORPHANED:
        return [_as_it_is(item, bench)]
    if item.standing is Standing.STALE_CONFLICT:
        base = item.base_words
        against = Piece(item.words, bench.words)
        return [against, Piece(item.words, base), Piece(bench.words, base)]
    return [Piece(item.merged or item.words, bench.words)]


def _as_it_is(item: Listed, bench: Bench) -> Piece:
    return Piece("", bench.words) if item.form is Form.DELETE else naming.piece(item)
