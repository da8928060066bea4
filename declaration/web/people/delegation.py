"""One's own delegation: what it asked for, what it drafts, who may submit."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.people import offices
from declaration.errors import NotFound
from declaration.queries.amending.subamendments import own_subamendments
from declaration.queries.negotiating import asking, positions
from declaration.queries.suggesting import delegation
from declaration.verbs import Verb
from declaration.web.frame import layout, moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from models.vocabulary import Capacity, Procedure

blueprint = Blueprint("delegation", __name__)


@blueprint.get("/delegation")
@verb(Verb.READ_DRAFTS)
def show() -> ResponseReturnValue:
    """Show the delegation in whose name the reader acts."""
    own = delegation.own(session(), actor())
    return render_template(
        "people/delegation.html",
        delegation=own,
        asked=_asked(own.id),
        positions=positions.own_positions(session(), layout.reader(), layout.parts()),
        subamendments=own_subamendments(session(), layout.reader(), layout.parts()),
        fates=delegation.own_suggestions(session(), layout.reader()),
        drafts=delegation.drafts(session(), actor()),
        members=delegation.members(session(), own.id),
        copies=_copies(),
    )


@blueprint.post("/delegation/members/<int:membership_id>/submit-right")
@verb(Verb.GIVE_SUBMIT_RIGHT)
def give(membership_id: int) -> ResponseReturnValue:
    """Give a member the right to submit, or take it back."""
    if actor().capacity is not Capacity.DELEGATION:
        raise NotFound  # the secretariat has its own page for it
    given = request.form.get("given") == "1"
    with writing() as transaction:
        delegation_id = actor().delegation_id or 0
        membership = delegation.membership(transaction, delegation_id, membership_id)
        if membership.may_submit != given:
            offices.set_submit_right(transaction, actor(), membership, given=given, at=at())
    message = _("Right to submit granted.") if given else _("Right to submit removed.")
    return see_other(url_for("delegation.show"), message)


def _asked(delegation_id: int) -> tuple[asking.AskedRound, ...]:
    """Return what the committee has asked the delegation, where the conference has that."""
    if Procedure.ASKING not in layout.parts():
        return ()
    only = asking.of_delegation(delegation_id)
    return asking.rounds(session(), layout.reader(), moments.today(), only)


def _copies() -> list[dict[str, Any]]:
    """Return the texts on which the delegation may draft now, each to its own copy."""
    return [
        {"label": text.title, "url": url_for("our_copy.show", slug=text.slug), "detail": None}
        for text in layout.titles()
        if layout.may(Verb.DRAFT, stage=text.stage)
    ]
