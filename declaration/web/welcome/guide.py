"""How this works, in four steps for each kind of people; shown until it is put away."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.actions.people import visits as actions
from declaration.queries.welcome import visits
from declaration.rules import Role, Verb
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
GUIDES = {  # title, what one finds there, the page
    Capacity.DELEGATION: (
        (
            _l("Read the text"),
            _l("The number beside a paragraph is a permanent link to it."),
            "text",
        ),
        (
            _l("Open a paragraph"),
            _l("Beside it stands what others suggest and say, and how its words came about."),
            "paragraph",
        ),
        (
            _l("Suggest other words"),
            _l(
                "You see each change marked as you write. Nobody outside your delegation reads it"
                " before it is submitted."
            ),
            "suggest",
        ),
        (
            _l("Follow what becomes of it"),
            _l("The committee gives every suggestion an answer and a reason."),
            "delegation",
        ),
    ),
    Capacity.COMMITTEE: (
        (
            _l("Look at the desk"),
            _l("All that awaits a decision, in the order of the text."),
            "desk",
        ),
        (
            _l("Decide on a paragraph"),
            _l(
                "All its suggestions stand beside the current words. Each gets an outcome and a"
                " reason."
            ),
            "decide",
        ),
        (
            _l("Release what is prepared"),
            _l("Until then only the committee sees it."),
            "release",
        ),
        (
            _l("Publish a revision"),
            _l("The chair sees beforehand what will be printed. A revision never changes again."),
            "revisions",
        ),
    ),
    Capacity.SECRETARIAT: (
        (
            _l("Describe the conference"),
            _l("Its name, dates and time zone, and who may read the debate."),
            "conference",
        ),
        (
            _l("Bring in the texts"),
            _l("Paste each draft from a word processor, and look at what was understood."),
            "documents",
        ),
        (
            _l("Invite the delegations"),
            _l("Paste the list from a spreadsheet; each person gets a link that works once."),
            "people",
        ),
        (
            _l("Publish, and open for suggestions"),
            _l("Publish the zero draft, then set the stage and the deadline."),
            "documents",
        ),
    ),
    Capacity.OBSERVER: (
        (
            _l("Read the text"),
            _l("The newest revision; every earlier one stays as it was published."),
            "text",
        ),
        (
            _l("See what changed"),
            _l("Any two revisions, compared word by word."),
            "compare",
        ),
        (
            _l("Follow one paragraph"),
            _l("Its words from the first revision to the newest."),
            "paragraph",
        ),
        (
            _l("Cite it, or take it away"),
            _l("The number of a paragraph is a permanent link; the text can be downloaded."),
            "revisions",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class GuideStep:
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
        for title, explanation, page in GUIDES[readers]
    ]


def _urls(readers: Capacity) -> dict[str, str]:
    if readers is Capacity.SECRETARIAT:
        pages = ("admin.conference", "admin_documents.documents", "admin_people.people_list")
        return dict(zip(("conference", "documents", "people"), map(url_for, pages), strict=True))
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
