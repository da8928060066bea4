"""What is negotiated in the one conference of ``lifetime``: every kind of act once."""

from declaration.actions.conference import conference
from declaration.actions.deciding import amendments
from declaration.actions.negotiating import agreement
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import Procedure, SuggestionKind


def agree(life, cast, text):
    """Agree ad referendum, reserve, lift, reopen without a change and by changing the text."""
    session, marie = life.session, cast["marie"]
    founded = session.get_one(conference.Conference, 1)
    conference.set_procedure(session, cast["noor"], founded, frozenset(Procedure), at=life.later())
    means = life.paragraph("We call on States")
    on = life.on(means)
    agreeing = Agreeing(means.id, frozenset({(on.version_id, on.place_id)}))
    agreement.agree(session, marie, text, agreeing, at=life.later())
    reserving = Reserving(means.id, on.version_id, "Our council has to see it.")
    agreement.reserve(session, cast["amina"], text, reserving, at=life.later())
    second = agreement.reserve(
        session, cast["luis"], text, Reserving(means.id, on.version_id), at=life.later()
    )
    agreement.lift(session, cast["luis"], second, at=life.later())
    agreement.reopen(session, marie, text, agreeing, "Lima asks for it.", at=life.later())
    agreement.agree(session, marie, text, agreeing, at=life.later())
    clearer = Amendment(
        form=SuggestionKind.REPLACE,
        paragraph_id=means.id,
        words="We call on States to give cities all means for these tasks.",
        reason="It is clearer.",
    )
    amendments.amend(session, marie, text, clearer, at=life.later(), reopening="A word is missing.")
