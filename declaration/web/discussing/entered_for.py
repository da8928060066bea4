"""What was entered for a delegation, in words: by whom, from where, and its answer."""

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.queries.comments import AnchoredComment
from declaration.queries.entered import Entered
from declaration.queries.suggesting.suggestions import Suggested
from models.vocabulary import Capacity, EntryAnswer, EntrySource

ENTERED_BY = {
    (Capacity.SECRETARIAT, EntrySource.FLOOR): _l("entered by the secretariat from the floor"),
    (Capacity.SECRETARIAT, EntrySource.LETTER): _l("entered by the secretariat from a letter"),
    (Capacity.COMMITTEE, EntrySource.FLOOR): _l("entered by the chair from the floor"),
    (Capacity.COMMITTEE, EntrySource.LETTER): _l("entered by the chair from a letter"),
}
ANSWERS = {
    EntryAnswer.CONFIRMED: _l("confirmed by %(delegation)s"),
    EntryAnswer.REFUSED: _l("refused by %(delegation)s"),
    EntryAnswer.TAKEN_BACK: _l("withdrawn"),
    EntryAnswer.OVERTAKEN: _l("overtaken by a newer position"),
}


def entry_note(item: Suggested | AnchoredComment) -> str:
    """Say who entered it for its delegation, and what the delegation answered; "" if nobody."""
    return entered_as(item.entered, item.delegation, still_open=still_open(item))


def entered_as(entered: Entered | None, delegation: str, *, still_open: bool) -> str:
    """Say the same of anything entered for a delegation; ``still_open``: its word matters."""
    if entered is None:
        return ""
    if entered.answer is None:
        asked = _("to be confirmed by %(delegation)s", delegation=delegation)
        answer = asked if still_open else ""
    else:
        answer = str(ANSWERS[entered.answer]) % {"delegation": delegation}
    return " · ".join(filter(None, (str(ENTERED_BY[entered.capacity, entered.source]), answer)))


def still_open(item: Suggested | AnchoredComment) -> bool:
    """Whether the delegation's word still matters: undecided, or not withdrawn."""
    return item.open if isinstance(item, Suggested) else not item.withdrawn
