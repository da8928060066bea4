"""What is new for the reader, what waits for them, and until when."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from declaration.queries import delegation
from declaration.rules import Verb
from declaration.web.acting import actor, at, conference, session, verb
from models.vocabulary import Capacity

blueprint = Blueprint("for_you", __name__)


@blueprint.get("/for-you")
@verb(Verb.READ_FOR_YOU)
def show() -> ResponseReturnValue:
    """Show the newest acts on the delegation's suggestions, the deadlines, the drafts."""
    by = actor()
    member = by.capacity is Capacity.DELEGATION
    return render_template(
        "debate/for_you.html",
        member=member,
        deadlines=delegation.deadlines(session(), at=at()),
        news=delegation.news(session(), by, debate_open=conference().debate_open),
        drafts=delegation.drafts(session(), by) if member else (),
        unresolved=delegation.open_comments(session(), by) if member else 0,
    )
