"""How this works, in four steps for each kind of people; shown until it is put away."""

from flask import Blueprint, Flask, redirect, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue

from declaration.actions.people import visits
from declaration.rules import Verb
from declaration.web import acting, layout
from declaration.web.acting import at, own_actor, verb, writing
from declaration.web.conditional import conditional
from declaration.web.steps import KINDS, Kind, Step, kind, steps

blueprint = Blueprint("guide", __name__)


def init(app: Flask) -> None:
    """Let somebody without an account put the guide away, too: for as long as the browser runs."""
    app.before_request(remember)


def remember() -> None:
    """Keep what ``?guide=no`` asks for, as the language is kept."""
    if request.args.get("guide") == "no" and "guide" not in browser:
        browser["guide"] = "no"


@blueprint.get("/guide")
@verb(Verb.READ_PUBLISHED)
@conditional
def show() -> str:
    """Show the reader's own steps with links, then those of all others."""
    own = kind()
    others = [(KINDS[other], steps(other, linked=False)) for other in Kind if other is not own]
    return render_template("reading/guide.html", own=KINDS[own], steps=steps(own), others=others)


@blueprint.post("/guide/dismissal")
@verb(Verb.KEEP_ACCOUNT, really=True)
def put_away() -> ResponseReturnValue:
    """Show the guide no longer on the reader's own page."""
    account = acting.account()
    if account is not None:
        with writing() as here:
            visits.put_guide_away(here, own_actor(), account.office.id, at=at())
    return redirect(url_for("for_you.show"), 303)


def public_steps() -> list[Step]:
    """Return the steps for the front page; none for who has a page of their own, or no wish."""
    hidden = acting.account() is not None or "guide" in browser or layout.frozen()
    return [] if hidden or not layout.titles() else steps(Kind.OBSERVER)
