"""The projector for the plenary: one paragraph, big, live, without navigation."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries import debate, preparations
from declaration.queries.debate import Listed, Only
from declaration.queries.reading import ROLLING
from declaration.rules import Case, Verb, require
from declaration.web import alternatives, bench, keeping, naming
from declaration.web.acting import actor, conference, session, verb
from declaration.web.fragments import redline_html, words_html
from declaration.web.news import watched
from models.document import Document, Version

blueprint = Blueprint("projecting", __name__)

SIZES = ((150, "xxl"), (320, "xl"), (600, "l"), (950, "m"), (1_500, "s"))  # characters; else xs


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
        values: dict[str, str | int] = {"slug": self.document.slug, "uid": uid or self.passage.uid}
        if not uid:
            values |= {"since": self.passage.version_id}
            values |= {"suggestion": self.suggestion} if self.suggestion else {}
            values |= {"prepared": "yes"} if self.prepared else {}
        return url_for("projecting.show", **values)  # type: ignore[arg-type] # all of them texts


@blueprint.get("/d/<slug>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def begin(slug: str) -> ResponseReturnValue:
    """Lead to the first paragraph."""
    first = next(iter(_live(keeping.text(slug, ROLLING))), None)
    if first is None:
        raise NotFound
    return redirect(url_for("projecting.show", slug=slug, uid=first.uid), 303)


@blueprint.get("/d/<slug>/p/<uid>/plenary")
@verb(Verb.READ_ROLLING)
@watched
def show(slug: str, uid: str) -> str:
    """Show a paragraph; ``?suggestion=`` or ``?prepared=yes`` what is asked for, or prepared."""
    text = keeping.text(slug, ROLLING)
    passage = next((one for one in text.passages if one.uid == uid), None)
    if passage is None:
        raise NotFound
    screen = _screen(keeping.shelf(slug).document, text, passage)
    return render_template("reading/plenary.html", screen=screen, naming=naming)


def _live(text: Manuscript) -> list[Passage]:
    return [one for one in text.passages if one.live]


def _screen(document: Document, text: Manuscript, passage: Passage) -> Screen:
    html, ground, what = _shown(document, text, passage)
    order = {one.paragraph_id: at for at, one in enumerate(text.passages)}
    here = order[passage.paragraph_id]
    before = [one.uid for one in _live(text) if order[one.paragraph_id] < here]
    after = [one.uid for one in _live(text) if order[one.paragraph_id] > here]
    return Screen(
        document=document,
        passage=passage,
        html=html,
        state=f"{passage.version_id} {passage.live} {what}",
        ground=ground,
        suggestion=request.args.get("suggestion", 0, int),
        prepared="prepared" in request.args,
        before=before[-1] if before else "",
        after=after[0] if after else "",
    )


def _shown(document: Document, text: Manuscript, passage: Passage) -> tuple[Markup, str, str]:
    """Return the words, what they are, and what else than the version they depend on."""
    asked = _suggestion(document, text, passage)
    if "prepared" in request.args:
        return _prepared(document, passage)
    if asked is not None and asked.live:
        piece = alternatives.shown(asked, passage)
        html = redline_html(piece.old or "", piece.new)
        return html, _as_proposed(asked), f"wording {asked.wording_id}"
    since = _since(passage)
    if since is not None and since.words != passage.words:
        return redline_html(since.words, passage.words), _("Changed just now"), ""
    if not passage.live:
        return words_html(passage), _("This paragraph has been deleted."), ""
    return words_html(passage), "", ""


def _since(passage: Passage) -> Version | None:
    """Return the version that the wall showed; none from before anything was published."""
    found = session().get(Version, bench.number(request.args.get("since")))
    if found is None or found.paragraph_id != passage.paragraph_id or found.redacted:
        return None
    shelf = keeping.shelf(str((request.view_args or {})["slug"]))
    if not shelf.revisions or found.created_at > shelf.revisions[0].published_at:
        return found
    printed = keeping.text(shelf.document.slug, shelf.revisions[0].slug).passages
    return found if any(one.version_id == found.id for one in printed) else None


def _as_proposed(asked: Listed) -> str:
    return _("As %(delegation)s proposes, not agreed", delegation=naming.author(asked))


def _suggestion(document: Document, text: Manuscript, passage: Passage) -> Listed | None:
    """Return the suggestion on this paragraph that is asked for, as far as the reader sees it."""
    number = request.args.get("suggestion", 0, int)
    if not number:
        return None
    opened = conference().debate_open
    found = debate.suggestion(session(), actor(), min(number, bench.GREATEST), debate_open=opened)
    if found.document_id != document.id or found.paragraph_id != passage.paragraph_id:
        raise NotFound
    only = Only(suggestion_id=found.id)
    listed = debate.listed(session(), actor(), document, text, debate_open=opened, only=only)
    return next(iter(listed), None)


def _prepared(document: Document, passage: Passage) -> tuple[Markup, str, str]:
    """Return what the committee has prepared: its members alone can put it on the wall."""
    require(actor(), Verb.READ_DESK, Case(stage=document.stage))
    words = preparations.words(session(), passage.paragraph_id)
    if words is None:
        return words_html(passage), _("Nothing is prepared for this paragraph."), "nothing"
    html = redline_html(passage.words, words or passage.words)
    return html, _("As the committee has prepared it, not decided"), f"prepared {words}"
