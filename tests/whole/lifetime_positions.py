"""Where the delegations of a lifetime stand on each other's suggestions."""

from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from models.debate import Suggestion
from models.vocabulary import Stand


def take_positions(life, cast):
    """Support, take it back, object: on the suggestion of the other."""
    session, luis = life.session, cast["luis"]
    ours, theirs = (life.newest(Suggestion, number=number) for number in (1, 2))
    for stand in (Stand.SUPPORT, Stand.NONE):
        positions.take(session, luis, ours, Stance(stand), at=life.later())
    short = Stance(Stand.OBJECT, "It says too little.")
    positions.take(session, luis, ours, short, at=life.later())
    vague = Stance(Stand.OBJECT, "It is vague.")
    positions.take(session, cast["amina"], theirs, vague, at=life.later())
