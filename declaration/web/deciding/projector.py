"""The projector for the plenary: one paragraph, big, live, without navigation."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.deciding import preparations
from declaration.queries.reading import shelf, texts
from declaration.queries.suggesting import suggestions
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import piece_html, redline_html, words_html
from declaration.web.deciding import alternatives
from declaration.web.discussing import sentences
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.live import watched
from models.debate import Suggestion
from models.document import Document, Version

blueprint = Blueprint("projector", __name__)

SIZES = ((150, "xxl"), (320, "xl"), (600, "l"), (950, "m"), (1_500, "s"))  # characters; else xs


class Picture(NamedTuple):
    """Words, what they are if not the current ones, what they depend on beside the version."""

    html: Markup
    ground: str = ""
    depends: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the wall shows; ``before`` and ``after`` are the uids of the neighbours, if any."""

    document: Document
    passage: Passage
    picture: Picture
    suggestion: int
    prepared: bool
    before: str
    after: str

    @property
    def state(self) -> str:
        """Name what is shown: the same state is the same picture."""
        return f"{self.passage.version_id} {self.passage.live} {self.picture.depends}"

    @property
    def size(self) -> str:
        """Return how large the words may be, by how much there is to read."""
        length = len(self.picture.html.striptags())
        return next((name for most, name in SIZES if length <= most), "xs")

    def url(self, uid: str = "") -> str:
        """Return another paragraph's page, or this one's with what is new marked in it."""
        slug = self.document.slug
        if uid:
            return url_for("projector.show", slug=slug, uid=uid)
        if self.prepared:
            return url_for("projector.prepared", slug=slug, uid=self.passage.uid)
        return url_for(
            "projector.show",
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
    passages = shared.text(slug, shelf.ROLLING).passages
    first = next((passage for passage in passages if passage.live), None)
    if first is None:
        raise NotFound
    return answers.see_other(url_for("projector.show", slug=slug, uid=first.uid))


@blueprint.get("/d/<slug>/p/<uid>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def show(slug: str, uid: str) -> str:
    """Show a paragraph, or what ``?suggestion=`` proposes for it."""
    document, text, passage = _load(slug, uid)
    item = _suggestion(document, text, passage)
    picture = _current(passage) if item is None or not item.live else _proposed(item)
    return _page(document, text, passage, picture)


@blueprint.get("/d/<slug>/desk/p/<uid>/plenary")
@verb(Verb.READ_DESK)
@watched
def prepared(slug: str, uid: str) -> str:
    """Show what the committee has prepared: its members alone can put it on the wall."""
    document, text, passage = _load(slug, uid)
    return _page(document, text, passage, _prepared(passage), prepared=True)


def _load(slug: str, uid: str) -> tuple[Document, Manuscript, Passage]:
    text = shared.text(slug, shelf.ROLLING)
    passage = next((passage for passage in text.passages if passage.uid == uid), None)
    if passage is None:
        raise NotFound
    return shared.shelf(slug).document, text, passage


def _page(
    document: Document,
    text: Manuscript,
    passage: Passage,
    picture: Picture,
    *,
    prepared: bool = False,
) -> str:
    at = text.passages.index(passage)
    before = [other.uid for other in text.passages[:at] if other.live]
    after = [other.uid for other in text.passages[at + 1 :] if other.live]
    screen = Screen(
        document=document,
        passage=passage,
        picture=picture,
        suggestion=request.args.get("suggestion", 0, int),
        prepared=prepared,
        before=before[-1] if before else "",
        after=after[0] if after else "",
    )
    return render_template("deciding/projector.html", screen=screen)


def _current(passage: Passage) -> Picture:
    """Show the current words, with what has changed since the version that the wall showed."""
    since = _since(passage)
    if since is not None and since.words != passage.words:
        return Picture(redline_html(since.words, passage.words), _("Changed just now"))
    if not passage.live:
        return Picture(words_html(passage.words), _("This paragraph has been deleted."))
    return Picture(words_html(passage.words))


def _proposed(item: suggestions.Suggested) -> Picture:
    html = piece_html(alternatives.asked_of(item))
    ground = _("As %(delegation)s proposes, not agreed", delegation=sentences.author(item))
    return Picture(html, ground, f"wording {item.wording_id}")


def _prepared(passage: Passage) -> Picture:
    words = preparations.words(session(), passage.paragraph_id)
    if words is None:
        return Picture(
            words_html(passage.words), _("Nothing is prepared for this paragraph."), "nothing"
        )
    html = redline_html(passage.words, words or passage.words)
    return Picture(html, _("As the committee has prepared it, not decided"), f"prepared {words}")


def _since(passage: Passage) -> Version | None:
    """Return the version that the wall showed; none from before anything was published."""
    version = texts.version(session(), passage, addresses.number(request.args.get("since")))
    return None if version is None or version.redacted else version


def _suggestion(
    document: Document, text: Manuscript, passage: Passage
) -> suggestions.Suggested | None:
    """Return the suggestion on this paragraph that is asked for, as far as the reader sees it."""
    number = request.args.get("suggestion", 0, int)
    if not number:
        return None
    if not 0 < number <= addresses.LARGEST:
        raise NotFound
    suggestion = suggestions.suggestion(session(), layout.reader(), number)
    if suggestion.document_id != document.id or suggestion.paragraph_id != passage.paragraph_id:
        raise NotFound
    only = Suggestion.id == suggestion.id
    listed = suggestions.listed(session(), layout.reader(), document, text, only)
    return next(iter(listed), None)
