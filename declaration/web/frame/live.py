"""Whether something changed on an open page, answered before anything is rendered.

A page names what it is about and the newest event that it shows; its script asks for anything
newer with the ordinary words of HTTP, and is told 304 as long as there is nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar, cast

from flask import Blueprint, Flask, Response, g, request, url_for

from declaration.queries.journal.live import Topic, at_work, news
from declaration.verbs import Verb
from declaration.web.frame import layout
from declaration.web.frame.acting import actor, at, session, verb

P = ParamSpec("P")
T = TypeVar("T")
LAST = 2**31 - 1  # the greatest number of an event or a suggestion that a database can hold

blueprint = Blueprint("news", __name__)


class Watch(NamedTuple):
    """Where a page asks for news, and the tag of what it shows itself."""

    url: str
    tag: str


def init(app: Flask) -> None:
    """Let pages say what they want to know of."""
    app.jinja_env.globals["watch"] = watch


def watched(view: Callable[P, T]) -> Callable[P, T]:
    """Take the state before anything is read, as ``conditional`` does; stand it under the verb."""

    @wraps(view)
    def with_state(*args: P.args, **kwargs: P.kwargs) -> T:
        layout.state()
        return view(*args, **kwargs)

    return with_state


def work_watched(view: Callable[P, T]) -> Callable[P, T]:
    """Take what the committee is at work on, too: for pages of the desk, which show it."""

    @wraps(view)
    def with_work(*args: P.args, **kwargs: P.kwargs) -> T:
        layout.state()
        if request.method == "GET":
            paragraph, number = str(kwargs.get("uid", "")), cast("int", kwargs.get("number", 0))
            topic = Topic(str(kwargs["slug"]), paragraph, number)
            g.work = at_work(session(), actor(), topic)
        return view(*args, **kwargs)

    return with_work


def watch(
    slug: str,
    paragraph: str = "",
    suggestion: int = 0,
    *,
    talk: bool = True,
    work: bool = False,
    signing: bool = False,
) -> Watch | None:
    """Return how the page at hand learns of news, narrowed to a uid or a number where given.

    Without ``talk`` comments are none: the page does not show them. ``work``: it shows what the
    committee is at work on; its view is ``work_watched``.
    ``signing``: it shows who signs, which begins with the adoption.
    None where nothing is to come: an adopted text, the answer to a form, a page that is a file.
    """
    if request.method != "GET" or "freshness" not in g or layout.frozen():
        return None
    now = layout.state()
    due = next((due for due in now.documents if due.title.slug == slug), None)
    if due is None or (due.title.stage.final and not signing):
        return None
    since = max(now.events)
    url = url_for(
        "news.show",
        slug=slug,
        since=since,
        paragraph=paragraph or None,
        suggestion=suggestion or None,
        talk=None if talk else "no",
        work="yes" if work else None,
    )
    return Watch(url, _tag(since, passed=due.passed, work=g.work if work else ""))


@blueprint.get("/d/<slug>/news")
@verb(Verb.READ_PUBLISHED)
def show(slug: str) -> Response:
    """Answer 304, or with the tag of what is there now; ``?since=`` is what the page shows."""
    since, number = (min(request.args.get(n, 0, int), LAST) for n in ("since", "suggestion"))
    uid = request.args.get("paragraph", "").replace("\0", "")
    talk, work = request.args.get("talk") != "no", request.args.get("work") == "yes"
    topic = Topic(slug, uid, max(number, 0), talk, work)
    answer = news(session(), actor(), topic, max(since, 0), at())
    tag = _tag(answer.newest or max(since, 0), passed=answer.passed, work=answer.work)
    same = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if same else Response(tag, mimetype="text/plain")
    response.set_etag(tag)
    response.vary.add("Cookie")
    return response


def _tag(newest: int, *, passed: bool, work: str) -> str:
    return "-".join(filter(None, (str(newest), "late" if passed else "", work)))
