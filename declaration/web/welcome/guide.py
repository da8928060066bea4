"""How this works, in four steps for each kind of people; shown until it is put away."""

from typing import Any, NamedTuple

from flask import Blueprint, Flask, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.actions.people import visits as actions
from declaration.queries.welcome import visits
from declaration.verbs import Role, Verb
from declaration.web.cache.pages import conditional
from declaration.web.frame import acting, layout
from declaration.web.frame.acting import actor, at, own_actor, session, verb, writing
from declaration.web.frame.answers import see_other
from models.vocabulary import Capacity, Stage

blueprint = Blueprint("guide", __name__)


KINDS = {
    Capacity.DELEGATION: _l("For delegations"),
    Capacity.COMMITTEE: _l("For the drafting committee"),
    Capacity.SECRETARIAT: _l("For the secretariat"),
    Capacity.OBSERVER: _l("For observers and the public"),
}
GUIDES = {  # of each page where a step leads: title, what one finds there
    Capacity.DELEGATION: {
        "text": (
            _l("Read the text"),
            _l("The number next to a paragraph is a permanent link to it."),
        ),
        "paragraph": (
            _l("Open a paragraph"),
            _l(
                "You will see what others suggest and say about it, and how the text has developed."
            ),
        ),
        "suggest": (
            _l("Suggest new wording"),
            _l(
                "Each change is marked as you type. No one outside your delegation can see it "
                "until it is submitted."
            ),
        ),
        "delegation": (
            _l("Follow its progress"),
            _l("The committee gives every suggestion an outcome and a reason."),
        ),
    },
    Capacity.COMMITTEE: {
        "desk": (
            _l("Open the desk"),
            _l("Everything that is pending, in the order of the text."),
        ),
        "decide": (
            _l("Decide on a paragraph"),
            _l(
                "Its suggestions appear next to the current text. Each one gets an outcome and "
                "a reason."
            ),
        ),
        "release": (
            _l("Release prepared decisions"),
            _l("Until then, only the committee can see them."),
        ),
        "revisions": (
            _l("Publish a revision"),
            _l("The chair previews what will be published. A published revision never changes."),
        ),
    },
    Capacity.SECRETARIAT: {
        "conference": (
            _l("Describe the conference"),
            _l("Its name, dates and time zone, and who can read the debate."),
        ),
        "documents": (
            _l("Import the texts"),
            _l("Paste each draft from a word processor and check how it was read."),
        ),
        "people": (
            _l("Invite the delegations"),
            _l("Paste the list from a spreadsheet. Each person gets a link that works once."),
        ),
        "stages": (
            _l("Publish and open for suggestions"),
            _l("Publish the zero draft, then set the stage and the deadline."),
        ),
    },
    Capacity.OBSERVER: {
        "text": (
            _l("Read the text"),
            _l("The latest revision. Earlier ones stay exactly as published."),
        ),
        "compare": (_l("See what changed"), _l("Compare any two revisions, word by word.")),
        "paragraph": (
            _l("Follow a paragraph"),
            _l("Its text from the first revision to the latest."),
        ),
        "revisions": (
            _l("Cite or download it"),
            _l("Each paragraph number is a permanent link. The text can be downloaded."),
        ),
    },
}


class GuideStep(NamedTuple):
    """One of the four; ``url`` is None where it is another's page, or there is no text yet."""

    title: str
    explanation: str
    url: str | None


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
    others = [(title, steps(of, linked=False)) for of, title in KINDS.items() if of is not own]
    return render_template("welcome/guide.html", own=KINDS[own], steps=steps(own), others=others)


@blueprint.post("/guide/dismissal")
@verb(Verb.KEEP_ACCOUNT, really=True)
def put_away() -> ResponseReturnValue:
    """Show the guide no longer on the reader's own page."""
    account = acting.account()
    if account is not None:
        with writing() as transaction:
            actions.put_guide_away(transaction, own_actor(), account.office.id, at=at())
    return see_other(url_for("for_you.show"))


def public_steps() -> list[GuideStep]:
    """Return the steps for the front page; none for who has a page of their own, or no wish."""
    hidden = acting.account() is not None or "guide" in browser or layout.frozen()
    return [] if hidden or not layout.titles() else steps(Capacity.OBSERVER)


def kind() -> Capacity:
    """Return for whom the reader's guide is; the public's is the observers'."""
    capacity = actor().capacity
    return capacity if capacity in KINDS else Capacity.OBSERVER


def steps(readers: Capacity, *, linked: bool = True) -> list[GuideStep]:
    """Return the four steps. One statement, where they lead to a text."""
    urls = _urls(readers) if linked else {}
    return [
        GuideStep(str(title), str(explanation), urls.get(page))
        for page, (title, explanation) in GUIDES[readers].items()
    ]


def _urls(readers: Capacity) -> dict[str, str]:
    if readers is Capacity.SECRETARIAT:
        return {
            "conference": url_for("admin.conference"),
            "documents": url_for("admin_documents.documents"),
            "people": url_for("admin_people.people_list"),
            "stages": url_for("admin_documents.documents"),
        }
    first = next(iter(layout.titles()), None)
    if first is None:
        return {}
    return _desk(first.slug) if readers is Capacity.COMMITTEE else _text(first.slug, first.stage)


def _desk(slug: str) -> dict[str, str]:
    return {
        "desk": url_for("desk.show", slug=slug),
        "decide": url_for("desk.show", slug=slug, show="awaiting"),
        "release": url_for("desk.prepared", slug=slug),
        "revisions": url_for("reading.revisions", slug=slug),
    }


def _text(slug: str, stage: Stage) -> dict[str, str]:
    """Lead to the text that is being worked on, and in it to a paragraph that can be changed."""
    rolling = bool(layout.may(Verb.READ_ROLLING, stage=stage)) and actor().role is not Role.PUBLIC
    text = "reading.rolling" if rolling else "reading.text"
    urls = {
        "text": url_for(text, slug=slug),
        "compare": url_for("comparing.choose", slug=slug),
        "revisions": url_for("reading.revisions", slug=slug),
    }
    if layout.may(Verb.READ_DRAFTS):
        urls["delegation"] = url_for("delegation.show")
    uid = visits.paragraph(session(), slug)
    if uid is None:
        return urls
    query: dict[str, Any] = {"form": "replace", "paragraph": uid}
    may = layout.may(Verb.DRAFT, stage=stage)
    return urls | {
        "paragraph": url_for("reading.paragraph", slug=slug, uid=uid),
        "suggest": url_for("suggest.ask", slug=slug, **query) if may else urls["text"],
    }
