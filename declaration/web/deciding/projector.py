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
from declaration.queries.suggesting.suggestions import Suggested, SuggestionFilter
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.cache.live import watched
from declaration.web.cache.redlines import redline_html, rendered, words_html
from declaration.web.deciding import alternatives
from declaration.web.discussing import sentences
from declaration.web.frame.acting import session, verb
from declaration.web.frame.addresses import LARGEST, number
from declaration.web.frame.layout import reader
from models.document import Document, Version

blueprint = Blueprint("projecting", __name__)

SIZES = ((150, "xxl"), (320, "xl"), (600, "l"), (950, "m"), (1_500, "s"))  # characters; else xs


class Shown(NamedTuple):
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
    first = next(iter(_live(shared.text(slug, ROLLING))), None)
    if first is None:
        raise NotFound
    return redirect(url_for("projecting.show", slug=slug, uid=first.uid), 303)


@blueprint.get("/d/<slug>/p/<uid>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def show(slug: str, uid: str) -> str:
    """Show a paragraph, or what ``?suggestion=`` proposes for it."""
    document, text, passage = _load(slug, uid)
    asked = _suggestion(document, text, passage)
    shown = _current(passage) if asked is None or not asked.live else _proposed(asked, passage)
    return _page(_screen(document, text, passage, shown))


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
    passage = next((one for one in text.passages if one.uid == uid), None)
    if passage is None:
        raise NotFound
    return shared.shelf(slug).document, text, passage


def _page(screen: Screen) -> str:
    return render_template("deciding/projector.html", screen=screen, naming=sentences)


def _live(text: Manuscript) -> list[Passage]:
    return [one for one in text.passages if one.live]


def _screen(document: Document, text: Manuscript, passage: Passage, shown: Shown) -> Screen:
    order = {one.paragraph_id: at for at, one in enumerate(text.passages)}
    here = order[passage.paragraph_id]
    before = [one.uid for one in _live(text) if order[one.paragraph_id] < here]
    after = [one.uid for one in _live(text) if order[one.paragraph_id] > here]
    return Screen(
        document=document,
        passage=passage,
        html=shown.html,
        state=f"{passage.version_id} {passage.live} {shown.depends}",
        ground=shown.ground,
        suggestion=request.args.get("suggestion", 0, int),
        before=before[-1] if before else "",
        after=after[0] if after else "",
    )


def _current(passage: Passage) -> Shown:
    """Show the current words, with what has changed since the version that the wall showed."""
    since = _since(passage)
    if since is not None and since.words != passage.words:
        return Shown(redline_html(since.words, passage.words), _("Changed just now"))
    if not passage.live:
        return Shown(words_html(passage), _("This paragraph has been deleted."))
    return Shown(words_html(passage))


def _proposed(asked: Suggested, passage: Passage) -> Shown:
    (html,) = rendered([alternatives.shown(asked, passage)])
    said = _("As %(delegation)s proposes, not agreed", delegation=sentences.author(asked))
    return Shown(html, said, f"wording {asked.wording_id}")


def _prepared(passage: Passage) -> Shown:
    words = preparations.words(session(), passage.paragraph_id)
    if words is None:
        return Shown(words_html(passage), _("Nothing is prepared for this paragraph."), "nothing")
    html = redline_html(passage.words, words or passage.words)
    return Shown(html, _("As the committee has prepared it, not decided"), f"prepared {words}")


def _since(passage: Passage) -> Version | None:
    """Return the version that the wall showed; none from before anything was published."""
    found = texts.version(session(), passage, number(request.args.get("since")))
    return None if found is None or found.redacted else found


def _suggestion(document: Document, text: Manuscript, passage: Passage) -> Suggested | None:
    """Return the suggestion on this paragraph that is asked for, as far as the reader sees it."""
    number = request.args.get("suggestion", 0, int)
    if not number:
        return None
    if not 0 < number <= LARGEST:
        raise NotFound
    found = suggestions.suggestion(session(), reader(), number)
    if found.document_id != document.id or found.paragraph_id != passage.paragraph_id:
        raise NotFound
    only = SuggestionFilter(suggestion_id=found.id)
    listed = suggestions.listed(session(), reader(), document, text, only=only)
    return next(iter(listed), None)
