"""What is entered for a delegation in the life of a conference, see ``lifetime``."""

from declaration.actions.comments import Remark
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from declaration.actions.suggesting.amendment import Amendment
from models.negotiation import Entry
from models.vocabulary import EntryAnswer, SuggestionKind


def enter(life, cast, text):
    """Enter for delegations what was said on the floor; confirm, refuse, take back."""
    session, noor, marie, luis = life.session, cast["noor"], cast["marie"], cast["luis"]
    origin = Origin(luis.delegation_id)
    schools = life.paragraph("We will open schools")
    for words, by, answer in (
        ("We will open schools, and keep them open.", noor, EntryAnswer.CONFIRMED),
        ("We will open schools soon.", marie, EntryAnswer.REFUSED),
        ("We will open school.", noor, EntryAnswer.TAKEN_BACK),
        ("We will open more schools.", noor, None),
    ):
        asked = Amendment(SuggestionKind.REPLACE, schools.id, words=words)
        entries.enter_suggestion(session, by, text, asked, origin, at=life.later())
        if answer is not None:
            who = by if answer is EntryAnswer.TAKEN_BACK else luis
            entry = life.newest(Entry)
            entries.answer(session, who, entry, answer, at=life.later())
    remark = Remark("From the floor: which schools?", paragraph_id=schools.id)
    entries.enter_comment(session, noor, text, remark, origin, at=life.later())
    entries.answer(session, luis, life.newest(Entry), EntryAnswer.REFUSED, at=life.later())
