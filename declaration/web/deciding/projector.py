"""The projector for the plenary: one paragraph, big, live, without navigation."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.deciding import preparations
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.cache.live import watched
from declaration.web.cache.redlines import piece_html, redline_html, words_html
from declaration.web.deciding import alternatives
from declaration.web.discussing import sentences
from declaration.web.frame import addresses
from declaration.web.frame.acting import session, verb
from declaration.web.frame.layout import reader
from models.debate import Suggestion
from models.document import Document, Version

blueprint = Blueprint("projecting", __name__)

SIZES = ((150, "xxl"), (320, "xl"), (600, "l"), (950, "m"), (1_500, "s"))  # characters; else xs


class Picture(NamedTuple):
    """Words, what they are if not the current ones, what they depend on beside the version."""

    html: Markup
    ground: str = ""
    depends: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the wall shows. ``state`` names it: the same state is the same picture.

    ``ground`` says what the words are, where they are not the current ones.
    """

    document: Document
    passage: Passage
    html: Markup
    state: str
    ground: str = ""
    suggestion: int = 0
    prepared: bool = False
    before: str = ""
    after: str = ""

    @property
    def size(self) -> str:
        """Return how large the words may be, by how much there is to read."""
        length = len(self.html.striptags())
        return next((name for most, name in SIZES if length <= most), "xs")

    def url(self, uid: str = "") -> str:
        """Return another paragraph's page, or this one's with what is new marked in it."""
        slug = self.document.slug
        if uid:
            return url_for("projecting.show", slug=slug, uid=uid)
        if self.prepared:
            return url_for("projecting.prepared", slug=slug, uid=self.passage.uid)
        return url_for(
            "projecting.show",
            slug=slug,
            uid=self.passage.uid,
            suggestion=self.suggestion or None,
            since=self.passage.version_id,
        )


@blueprint.get("/d/<slug>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def begin(slug: str) -> ResponseReturnValue:
    """Lead to the first paragraph."""
    live = (passage for passage in shared.text(slug, ROLLING).passages if passage.live)
    first = next(live, None)
    if first is None:
        raise NotFound
    return redirect(url_for("projecting.show", slug=slug, uid=first.uid), 303)


@blueprint.get("/d/<slug>/p/<uid>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def show(slug: str, uid: str) -> str:
    """Show a paragraph, or what ``?suggestion=`` proposes for it."""
    document, text, passage = _load(slug, uid)
    item = _suggestion(document, text, passage)
    picture = _current(passage) if item is None or not item.live else _proposed(item, passage)
    return _page(_screen(document, text, passage, picture))


@blueprint.get("/d/<slug>/desk/p/<uid>/plenary")
@verb(Verb.READ_DESK)
@watched
def prepared(slug: str, uid: str) -> str:
    """Show what the committee has prepared: its members alone can put it on the wall."""
    document, text, passage = _load(slug, uid)
    screen = _screen(document, text, passage, _prepared(passage))
    return _page(replace(screen, prepared=True))


def _load(slug: str, uid: str) -> tuple[Document, Manuscript, Passage]:
    text = shared.text(slug, ROLLING)
    passage = next((passage for passage in text.passages if passage.uid == uid), None)
    if passage is None:
        raise NotFound
    return shared.shelf(slug).document, text, passage


def _page(screen: Screen) -> str:
    return render_template("deciding/projector.html", screen=screen)


def _screen(document: Document, text: Manuscript, passage: Passage, picture: Picture) -> Screen:
    at = text.passages.index(passage)
    before = [other.uid for other in text.passages[:at] if other.live]
    after = [other.uid for other in text.passages[at + 1 :] if other.live]
    return Screen(
        document=document,
        passage=passage,
        html=picture.html,
        state=f"{passage.version_id} {passage.live} {picture.depends}",
        ground=picture.ground,
        suggestion=request.args.get("suggestion", 0, int),
        before=before[-1] if before else "",
        after=after[0] if after else "",
    )


def _current(passage: Passage) -> Picture:
    """Show the current words, with what has changed since the version that the wall showed."""
    since = _since(passage)
    if since is not None and since.words != passage.words:
        return Picture(redline_html(since.words, passage.words), _("Changed just now"))
    if not passage.live:
        return Picture(words_html(passage), _("This paragraph has been deleted."))
    return Picture(words_html(passage))


def _proposed(item: Suggested, passage: Passage) -> Picture:
    html = piece_html(alternatives.asked_of(item, passage))
    ground = _("As %(delegation)s proposes, not agreed", delegation=sentences.author(item))
    return Picture(html, ground, f"wording {item.wording_id}")


def _prepared(passage: Passage) -> Picture:
    words = preparations.words(session(), passage.paragraph_id)
    if words is None:
        return Picture(words_html(passage), _("Nothing is prepared for this paragraph."), "nothing")
    html = redline_html(passage.words, words or passage.words)
    return Picture(html, _("As the committee has prepared it, not decided"), f"prepared {words}")


def _since(passage: Passage) -> Version | None:
    """Return the version that the wall showed; none from before anything was published."""
    version = texts.version(session(), passage, addresses.number(request.args.get("since")))
    return None if version is None or version.redacted else version


def _suggestion(document: Document, text: Manuscript, passage: Passage) -> Suggested | None:
    """Return the suggestion on this paragraph that is asked for, as far as the reader sees it."""
    number = request.args.get("suggestion", 0, int)
    if not number:
        return None
    if not 0 < number <= addresses.LARGEST:
        raise NotFound
    suggestion = suggestions.suggestion(session(), reader(), number)
    if suggestion.document_id != document.id or suggestion.paragraph_id != passage.paragraph_id:
        raise NotFound
    only = Suggestion.id == suggestion.id
    listed = suggestions.listed(session(), reader(), document, text, only)
    return next(iter(listed), None)
