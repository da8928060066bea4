"""The projector for the plenary: one paragraph, big, live, without navigation."""

from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.deciding import preparations
from declaration.queries.negotiating import entries
from declaration.queries.reading import shelf, texts
from declaration.queries.suggesting import suggestions
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import piece_html, redline_html, words_html
from declaration.web.deciding import alternatives
from declaration.web.discussing import amended, entered_for, groupings, sentences, stands
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.live import watched
from declaration.web.reading import open_brackets
from models.debate import Suggestion
from models.discs import Disc
from models.document import Document, Version
from models.vocabulary import Procedure

blueprint = Blueprint("projector", __name__)

SIZES = ((150, "xxl"), (320, "xl"), (600, "l"), (950, "m"), (1_500, "s"))  # characters; else xs


class Picture(NamedTuple):
    """Words, what they are if not the current ones, what they depend on beside the version."""

    html: Markup
    ground: str = ""
    depends: str = ""
    face: Disc | None = None  # of the delegation that proposes it
    sums: str = ""  # how many support it and object, its package, what it excludes
    entered: int = 0  # the number of the suggestion, where it came up by itself


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
    """Show a paragraph, or what ``?suggestion=`` proposes for it, or ``amendment=`` of that."""
    text, passage = _load(slug, uid)
    number = request.args.get("suggestion", 0, int)
    document, seen = shared.shelf(slug).document, request.args.get("seen", 0, int)
    entered = 0 if number else _entered(passage, seen)
    shown = number or entered
    item = _suggestion(document, text, passage, shown) if shown else None
    ordinal = request.args.get("amendment", 0, int)
    picture = _current(passage) if item is None or not item.open else _proposed(item, ordinal)
    newer = url_for(
        "projector.show",
        slug=slug,
        uid=uid,
        suggestion=number or None,
        amendment=ordinal or None,
        seen=seen or None,
        since=passage.version_id,
    )
    return _page(slug, text, passage, picture._replace(entered=entered), newer=newer)


@blueprint.get("/d/<slug>/desk/p/<uid>/plenary")
@verb(Verb.READ_DESK)
@watched
def prepared(slug: str, uid: str) -> str:
    """Show what the committee has prepared: its members alone can put it on the wall."""
    text, passage = _load(slug, uid)
    newer = url_for("projector.prepared", slug=slug, uid=uid)
    return _page(slug, text, passage, _prepared(passage), newer=newer, prepared=True)


def _load(slug: str, uid: str) -> tuple[Manuscript, Passage]:
    text = shared.text(slug, shelf.ROLLING)
    passage = next((passage for passage in text.passages if passage.uid == uid), None)
    if passage is None:
        raise NotFound
    return text, passage


def _page(
    slug: str,
    text: Manuscript,
    passage: Passage,
    picture: Picture,
    *,
    newer: str,
    prepared: bool = False,
) -> str:
    """Show the wall. ``newer``: the page with what is new marked in it."""
    at = text.passages.index(passage)
    live = [other for other in text.passages if other.live or other is passage]
    length = len(picture.html.striptags())
    return render_template(
        "deciding/projector.html",
        document=shared.shelf(slug).document,
        passage=passage,
        picture=picture,
        state=f"{passage.version_id} {passage.live} {picture.depends}",
        size=next((name for most, name in SIZES if length <= most), "xs"),
        before=next((other for other in reversed(text.passages[:at]) if other.live), None),
        after=next((other for other in text.passages[at + 1 :] if other.live), None),
        place=live.index(passage) + 1,
        count=len(live),
        newer=newer,
        prepared=prepared,
    )


def _current(passage: Passage) -> Picture:
    """Show the current words, with what has changed since the version that the wall showed."""
    since = _since(passage)
    if since is not None and since.words != passage.words:
        return Picture(redline_html(since.words, passage.words), _("Just changed"))
    if not passage.live:
        return Picture(words_html(passage.words), _("This paragraph has been removed."))
    standing = [str(bracket.id) for bracket in passage.open if not bracket.lost]
    if not standing or passage.redacted:
        return Picture(words_html(passage.words))
    return Picture(open_brackets.words(passage), depends=f"open {' '.join(standing)}")


def _proposed(item: suggestions.Suggested, ordinal: int) -> Picture:
    """Show what is proposed; of its sub-amendments the one that is asked for, while it is open."""
    asked_for = next((each for each in item.undecided if each.ordinal == ordinal), None)
    if asked_for is not None and not asked_for.redacted:
        html = piece_html(amended.now_piece(asked_for) or amended.piece(asked_for))
        called = {"name": amended.called(asked_for), "delegation": asked_for.delegation}
        ground = _("%(name)s, proposed by %(delegation)s – not agreed", **called)
        return Picture(
            html, ground, f"amendment {asked_for.id} {asked_for.current_id}", asked_for.disc
        )
    html = piece_html(alternatives.asked_of(item))
    if item.entered is not None and item.entered.answer is None:
        ground = f"{sentences.author(item)}: {entered_for.entry_note(item)}"
        return Picture(html, ground, f"wording {item.wording_id}", item.disc)
    ground = _("Proposed by %(delegation)s – not agreed", delegation=sentences.author(item))
    notes = (stands.support(item), groupings.package_note(item), groupings.exclusion_note(item))
    sums = " · ".join(filter(None, notes))
    return Picture(html, ground, f"wording {item.wording_id} {sums}".strip(), item.disc, sums)


def _entered(passage: Passage, seen: int) -> int:
    """Return the suggestion that was just entered here for a delegation; 0 without one.

    It comes up by itself, until the wall goes back to the current text: that it has ``seen``.
    """
    if Procedure.ON_BEHALF not in layout.parts() or not 0 <= seen <= addresses.LARGEST:
        return 0
    reader, id_ = layout.reader(), passage.paragraph_id
    return entries.newest_on_paragraph(session(), reader, id_, seen) or 0


def _prepared(passage: Passage) -> Picture:
    words = preparations.words(session(), passage.paragraph_id)
    if words is None:
        return Picture(
            words_html(passage.words),
            _("No decision has been prepared for this paragraph."),
            "nothing",
        )
    html = redline_html(passage.words, words or passage.words)
    return Picture(html, _("Prepared by the committee – not decided"), f"prepared {words}")


def _since(passage: Passage) -> Version | None:
    """Return the version that the wall showed; none from before anything was published."""
    version = texts.version(session(), passage, addresses.number(request.args.get("since")))
    return None if version is None or version.redacted else version


def _suggestion(
    document: Document, text: Manuscript, passage: Passage, number: int
) -> suggestions.Suggested | None:
    """Return a suggestion on this paragraph, as far as the reader sees it."""
    if not 0 < number <= addresses.LARGEST:
        raise NotFound
    suggestion = suggestions.suggestion(session(), layout.reader(), number)
    if suggestion.document_id != document.id or suggestion.paragraph_id != passage.paragraph_id:
        raise NotFound
    only = Suggestion.id == suggestion.id
    listed = suggestions.listed(session(), layout.reader(), document, text, only)
    return next(iter(shared.supported(listed)), None)
