"""What is agreed of a text, what was reopened since and why, and who reserves its position."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup

from declaration.manuscript import Passage
from declaration.queries.negotiating import agreement as agreements
from declaration.queries.negotiating.agreement import Agreed, Reserved, Share
from declaration.queries.reading.shelf import ROLLING
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import table_links
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.discussing import places, sentences
from declaration.web.frame import answers
from declaration.web.frame.acting import verb

blueprint = Blueprint("agreed_text", __name__)

HEADS = (
    _l("Paragraph"),
    _l("Status"),
    _l("Since (UTC)"),
    _l("Reason for reopening"),
    _l("Agreed text"),
    _l("Current text"),
    _l("Reservations"),
)


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """A paragraph of which something was agreed; ``html``: what has changed since, or its words."""

    name: str
    passage: Passage
    newest: Agreed
    html: Markup
    url: str

    @property
    def current(self) -> str:
        """Return the words that stand in the text; empty where it is deleted."""
        return self.passage.words if self.passage.live else ""


@blueprint.get("/d/<slug>/agreed")
@verb(Verb.READ_AGREED)
def show(slug: str) -> ResponseReturnValue:
    """Show what is agreed, and what has changed since it was."""
    document, text = shared.shelf(slug).document, shared.newest(shared.shelf(slug))
    rows = lines(slug)
    return render_template(
        "negotiating/agreed.html",
        document=document,
        language=text.language,
        share=agreements.share(text, shared.agreed_versions(slug, ROLLING)),
        agreed=[line for line in rows if line.newest.holds],
        reopened=[line for line in rows if not line.newest.holds],
        files=table_links("agreed_text.table", _("Table of agreed text"), slug=slug),
    )


@blueprint.get("/d/<slug>/agreed.<format_>")
@verb(Verb.READ_AGREED)
def table(slug: str, format_: str) -> ResponseReturnValue:
    """Send the same as a table."""
    shared.shelf(slug)  # raises
    return answers.table(f"{slug}-agreed", format_, HEADS, _rows(slug))


@blueprint.app_template_global()
def agreed_share(slug: str) -> Share | None:
    """Return how much of a document is agreed; None where nothing is."""
    share = shared.shares().get(slug)
    return share if share and share.agreed else None


@blueprint.app_template_global()
def standing_reservations(slug: str) -> list[tuple[str, Reserved]]:
    """Return the reservations that stand, with the names of the paragraphs, in the text's order."""
    return [
        (places.name(passage), each)
        for passage, newest in _agreed(slug)
        for each in newest.reservations
    ]


def lines(slug: str) -> tuple[AgreedLine, ...]:
    """Return the paragraphs of which something was agreed, in the order of the text."""
    return tuple(_line(slug, passage, newest) for passage, newest in _agreed(slug))


def _agreed(slug: str) -> Iterator[tuple[Passage, Agreed]]:
    agreed = shared.agreement(slug)
    for passage in shared.newest(shared.shelf(slug)).passages if agreed else ():
        if passage.paragraph_id in agreed:
            yield passage, agreed[passage.paragraph_id]


def _line(slug: str, passage: Passage, newest: Agreed) -> AgreedLine:
    current = passage.words if passage.live else ""
    piece = Piece(current) if newest.words == current else Piece(current, newest.words)
    return AgreedLine(
        name=places.name(passage),
        passage=passage,
        newest=newest,
        html=Markup("") if passage.redacted or newest.redacted else piece_html(piece),
        url=url_for("reading.paragraph", slug=slug, uid=passage.uid),
    )


def _rows(slug: str) -> Iterator[list[str]]:
    for line in lines(slug):
        newest = line.newest
        yield [
            line.name,
            status(newest),
            newest.at.isoformat(timespec="seconds"),
            newest.reason,
            newest.words,
            line.current,
            "\n".join(map(reservation, newest.reservations)),
        ]


@blueprint.app_template_global("agreed_status")
def status(newest: Agreed) -> str:
    """Say how it stands."""
    if newest.holds:
        return _("Provisionally agreed")
    return _("Changed since it was agreed") if newest.agreed else _("Reopened")


def reservation(reserved: Reserved) -> str:
    """Say in one line who reserves its position, and in which words."""
    words = sentences.redacted() if reserved.redacted else reserved.words
    return f"{reserved.delegation}: {words or _('reserves its position')}"
