"""Sub-amendments in words: what one is called, how it stands, what it changes."""

from collections.abc import Iterable

from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.queries.suggesting.subamended import SubAmended
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.frame.labels import label
from models.vocabulary import Amended, Capacity

TONES: dict[Amended | None, str] = {
    Amended.ACCEPTED: "good",
    Amended.ADAPTED: "good",
    Amended.REJECTED: "bad",
}


def called(amended: SubAmended) -> str:
    """Name it: «Sub-amendment 34.1»."""
    return _("Sub-amendment %(name)s", name=amended.name)


def count(suggestion: Suggested) -> str:
    """Say how many there are, and how many are still to be decided; nothing where there is none."""
    return counted(suggestion.subamendments, len(suggestion.undecided))


def counted(several: Iterable[SubAmended], pending: int) -> str:
    """Say how many these are, and how many of them are pending; nothing for none."""
    many = len(tuple(several))
    if not many:
        return ""
    all_ = ngettext("%(num)s sub-amendment", "%(num)s sub-amendments", many)
    return _("%(all)s, %(count)s pending", all=all_, count=pending) if pending else all_


def first(suggestion: Suggested) -> str:
    """Name what has to be decided before a suggestion; nothing where there is nothing."""
    names = [each.name for each in suggestion.undecided]
    if not names:
        return ""
    return ngettext(
        "Sub-amendment %(names)s pending",
        "Sub-amendments %(names)s pending",
        len(names),
        names=", ".join(names),
    )


def state(amended: SubAmended) -> tuple[str, str]:
    """Return how it stands, in words, and the tone of its badge.

    One that nobody answered stays so where its suggestion was decided while the part was off.
    """
    if amended.outcome is not None or not (amended.live and amended.earlier):
        return became(amended), TONES.get(amended.outcome, "neutral")
    fits = amended.merged is not None
    return (_("Made on an earlier version"), "warn") if fits else (_("In conflict"), "bad")


def became(amended: SubAmended) -> str:
    """Say what became of it in a word or two; what is open counts as one, however it stands."""
    if amended.outcome is not None:
        return label(amended.outcome)
    return _("Pending") if amended.live else _("Undecided")


def answered_by(amended: SubAmended) -> str:
    """Say who answered it; nothing for what lapsed or was withdrawn."""
    if amended.outcome not in {Amended.ACCEPTED, Amended.ADAPTED, Amended.REJECTED}:
        return ""
    if amended.answered_by is Capacity.DELEGATION:
        return _("by the author of the suggestion")
    return _("by the drafting committee")


def asked(amended: SubAmended) -> str:
    """Say what it would change."""
    return _("Text of suggestion %(number)s", number=amended.number)


def source(amended: SubAmended) -> str:
    """Say of a wording that it was made of this."""
    return _(
        "from sub-amendment %(name)s of %(delegation)s",
        name=amended.name,
        delegation=amended.delegation,
    )


def piece(amended: SubAmended) -> Piece:
    """Return what shows it, against the text of the suggestion that it was made on."""
    return Piece(amended.words, None if amended.base_redacted else amended.base_words)


def html(amended: SubAmended) -> Markup:
    """Render its redline; nothing where it was redacted."""
    return Markup("") if amended.redacted else piece_html(piece(amended))


def now_piece(amended: SubAmended) -> Piece | None:
    """Return it against the suggestion as it is now, where that has other words; else None.

    Where the two do not fit together it is shown as both sides stand.
    """
    if amended.redacted or not amended.earlier:
        return None
    merged = amended.merged
    return Piece(amended.words if merged is None else merged, amended.current)


def now_html(amended: SubAmended) -> Markup | None:
    """Render that."""
    shown = now_piece(amended)
    return None if shown is None else piece_html(shown)
