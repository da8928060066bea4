"""What every page's frame needs: conference, navigation, languages, account, ribbons."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, g, request, session as browser, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from declaration import rules
from declaration.errors import NotFound
from declaration.manuscript import direction
from declaration.queries import sight
from declaration.queries.journal.freshness import Banner, Freshness, freshness
from declaration.queries.reading import shelf
from declaration.queries.reading.shelf import Title
from declaration.queries.sight import Reader
from declaration.rules import Case
from declaration.verbs import Verb
from declaration.web.frame import acting, addresses, assets, labels, language, refusals
from models.discs import letters
from models.vocabulary import (
    Capacity,
    Consent,
    Kind,
    Outcome,
    Procedure,
    Stand,
    Standing,
    Status,
    SubjectKind,
    SuggestionKind,
)

TEXTS = frozenset(
    {"reading.text", "reading.rolling", "reading.revision", "suggest.write"}
)  # one link
THEMES = {"light": _l("Light"), "dark": _l("Dark"), "system": _l("As the device")}
# what templates compare with
COMPARED = (Consent, Kind, Outcome, Stand, Standing, Status, SubjectKind, SuggestionKind)


def init(app: Flask) -> None:
    """Give every template what the layout and the buttons need."""
    app.before_request(remember_theme)
    app.context_processor(frame)
    app.add_template_filter(direction)
    app.add_template_filter(letters)
    app.jinja_env.globals.update(
        office_name=labels.office,
        office_and_post=labels.office_and_post,
        may=may,
        Verb=Verb,
        label=labels.label,
        revision_label=labels.revision_label,
        adopted_how=labels.voted,
        why=refusals.why,
        module_url=assets.module_url,
        stylesheet_url=assets.stylesheet_url,
        navigation=navigation,
        languages=languages,
        themes=themes,
        reader_key=reader_key,
        **{members.__name__: members for members in COMPARED},
    )


def frame() -> dict[str, Any]:
    """Return the layout's variables."""
    return {
        "ui_language": language.code(),
        "ui_direction": language.direction(),
        "time_zone": _script_zone(),
        "home_url": "/",
        "sign_in_url": url_for("signing_in.sign_in", next=_here()),
        "conference": banner(),
        "theme": browser.get("theme", ""),
        "account": acting.account(),
        "rehearsed": _rehearsed(),
        "seeing": seeing(),
        "here": _here(),
        "frozen": frozen(),
        "sent_before": g.get("sent_before", False),
    }


def reader_key() -> str:
    """Return whose the words are that a browser keeps of a form."""
    return str(acting.actor().person_id)


def frozen() -> Mapping[str, Any] | None:
    """Return ``at`` and ``head`` (of the journal) while pages are written to files.

    The command says so in the environment of its requests; no header of a browser gets there.
    """
    return cast("Mapping[str, Any] | None", request.environ.get(addresses.FREEZING))


def state() -> Freshness:
    """Return what the conference is like now for this reader. One statement a request."""
    if "freshness" not in g:
        g.freshness = freshness(acting.session(), acting.actor(), acting.at())
        g.titles = g.freshness.titles
        g.banner = g.freshness.conference
    return cast("Freshness", g.freshness)


def left(slug: str) -> timedelta | None:
    """Return how long a document still takes suggestions; None where nothing is due.

    A page that becomes a file counts nothing down.
    """
    if frozen():
        return None
    return next((due.left for due in state().documents if due.title.slug == slug), None)


def banner() -> Banner | None:
    """Return the conference, if it is set up and the database answers."""
    if "banner" not in g and not g.get("quiet"):
        try:
            conference = acting.conference()
        except (NotFound, SQLAlchemyError):
            g.banner = None
        else:
            g.banner = Banner(*(getattr(conference, column) for column in Banner._fields))
    return cast("Banner | None", g.get("banner"))


def reader() -> Reader:
    """Return who reads the debate in this request, and whether it is open to the public."""
    conference = banner()
    return Reader(acting.actor(), debate_open=conference is not None and conference.debate_open)


def may(verb: Verb, **fields: Any) -> rules.Answer:  # noqa: ANN401
    """Answer whether the reader may do it; ``fields`` are those of ``rules.Case``."""
    return rules.may(acting.actor(), verb, case(**fields))


def case(**fields: Any) -> Case:  # noqa: ANN401
    """Return the case of these fields in this conference."""
    conference = banner()
    if conference is not None:
        fields = {
            "debate_open": conference.debate_open,
            "members_release": conference.members_release,
            "procedure": parts(),
        } | fields
    return Case(**fields)


def parts() -> frozenset[Procedure]:
    """Return what this conference has switched on."""
    conference = banner()
    return sight.switched_on(conference.procedure) if conference else frozenset()


def navigation() -> Iterator[dict[str, Any]]:
    """Yield the links of the bar that the reader may follow: of the document, of the conference."""
    document = _document()
    if document is not None:
        yield from _links(
            (_("Text"), "reading.text", Verb.READ_PUBLISHED),
            (_("Suggestions"), "lists.suggestions", Verb.READ_DEBATE),
            (_("Desk"), "desk.show", Verb.READ_DESK),
            slug=document.slug,
        )
    yield from _links(
        (_("Journal"), "journal.whole", Verb.READ_JOURNAL),
        (_("For you"), "for_you.show", Verb.READ_FOR_YOU),
        (_("Secretariat"), "admin.index", Verb.EDIT_CONFERENCE),
    )


def _links(*pages: tuple[str, str, Verb], **values: str) -> Iterator[dict[str, Any]]:
    for label, endpoint, verb in pages:
        if may(verb):
            url = url_for(endpoint, **cast("dict[str, Any]", values))
            current = request.path == url or {endpoint, request.endpoint} <= TEXTS
            yield {"label": label, "url": url, "current": current}


def titles() -> tuple[Title, ...]:
    """Return the documents that the reader may know of; none while the database is down."""
    if "titles" not in g and not g.get("quiet"):
        try:
            g.titles = shelf.titles(acting.session(), acting.actor())
        except SQLAlchemyError:
            g.titles = ()
    return cast("tuple[Title, ...]", g.get("titles", ()))


def about(slug: str) -> None:
    """Say which document the page is about, where its address does not."""
    g.about = slug


def _document() -> Title | None:
    """Return the document of this page, else the first one."""
    documents = {title.slug: title for title in titles()}
    return documents.get(_slug()) or next(iter(documents.values()), None)


def _slug() -> str:
    return str(g.get("about") or (request.view_args or {}).get("slug", ""))


def languages() -> Iterator[dict[str, Any]]:
    """Yield the languages of the pages, each with the address of this page in it."""
    for code, name in language.LANGUAGES.items():
        url = _this_page_with("ui", code)
        yield {"code": code, "name": name, "url": url, "current": code == language.code()}


def themes() -> Iterator[dict[str, Any]]:
    """Yield what the pages can look like, each with the address of this page in it."""
    chosen = browser.get("theme", "system")
    for theme, label in THEMES.items():
        yield {"label": label, "url": _this_page_with("theme", theme), "current": theme == chosen}


def remember_theme() -> None:
    """Keep what ``?theme=`` asks for in this browser, as the language is kept."""
    asked = request.args.get("theme")
    if asked == "system":
        browser.pop("theme", None)
    elif asked in THEMES and browser.get("theme") != asked:
        browser["theme"] = asked


def _this_page_with(name: str, value: str) -> str:
    """Return the address of this page that also asks for a language or a theme."""
    kept = [each for each in request.args.items(multi=True) if each[0] not in {"ui", "theme"}]
    return f"{_page()}?{urlencode([*kept, (name, value)])}"


def _page() -> str:
    """Return the path of this page; of the home page, if this one cannot be opened by a link."""
    rule = request.url_rule
    return request.path if rule is None or "GET" in (rule.methods or ()) else "/"


def _here() -> str | None:
    """Return where a sign-in leads back to."""
    if request.url_rule is None or request.endpoint == "signing_in.sign_in" or _page() == "/":
        return None
    return request.full_path.removesuffix("?")


def _rehearsed() -> bool:
    slug = _slug()
    return any(title.slug == slug and title.rehearsal for title in titles())


def _script_zone() -> str:
    """Return the zone beside which the script sets the browser's; none if the account has one."""
    conference, account = banner(), acting.account()
    if conference is None or (account and account.time_zone):
        return ""
    return conference.time_zone


def seeing() -> str | None:
    """Say as whom the secretariat is looking, if it is."""
    by = acting.actor()
    if not by.seeing:
        return None
    if by.capacity is Capacity.DELEGATION:
        name = str(browser.get("seeing_name", ""))
        return _("You are viewing the site as the head of the delegation of %(name)s.", name=name)
    if by.capacity is Capacity.OBSERVER:
        return _("You are viewing the site as an accredited observer.")
    return _("You are viewing the site as the public does, signed out.")
