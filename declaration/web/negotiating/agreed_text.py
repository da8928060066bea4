"""What is agreed of a text, what was reopened since and why, and who reserves its position."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, pgettext
from markupsafe import Markup

from declaration.formats import TABLES
from declaration.manuscript import Passage
from declaration.queries.negotiating import agreement as agreements
from declaration.queries.negotiating.agreement import (
    Agreed,
    AgreementStep,
    OwnReservation,
    Reserved,
    Share,
)
from declaration.queries.reading.shelf import ROLLING
from declaration.report import Block, Grid, Lines, Prose, Report, said, shown
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import links, report, table_links
from declaration.web.cache.redlines import Piece, piece_html, plain_words
from declaration.web.discussing import places, sentences
from declaration.web.discussing.report_lines import told
from declaration.web.frame import answers, language, layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.moments import when
from declaration.web.reading import notices

blueprint = Blueprint("agreed_text", __name__)

SHOWN = 60  # characters of a paragraph without a number
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
        files=[
            *links("agreed_text.table", slug=slug),
            *table_links("agreed_text.table", _("Table of agreed text"), slug=slug),
        ],
    )


@blueprint.get("/d/<slug>/agreed.<format_>")
@verb(Verb.READ_AGREED)
def table(slug: str, format_: str) -> ResponseReturnValue:
    """Send the same as a table, or set to hand over."""
    shared.shelf(slug)  # raises
    name = f"{slug}-agreed"
    if format_ in TABLES:
        return answers.table(name, format_, HEADS, _rows(slug))
    return report(name, format_, make=lambda: _report(slug))


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


@blueprint.app_template_global()
def agreement_steps(passage: Passage) -> tuple[AgreementStep, ...]:
    """Return what was ever said of agreement on a paragraph.

    Two statements where the conference knows agreement, else none.
    """
    if not layout.may(Verb.READ_AGREED):
        return ()
    return agreements.steps(session(), layout.reader(), passage.paragraph_id)


@blueprint.app_template_global()
def our_reservations() -> tuple[OwnReservation, ...]:
    """Return where the reader's delegation reserves its position.

    One statement where the conference knows agreement, else none.
    """
    if not layout.may(Verb.READ_AGREED):
        return ()
    return agreements.own_reservations(session(), layout.reader())


@blueprint.app_template_global()
def paragraph_opening(words: str) -> str:
    """Return how a paragraph without a number begins."""
    return shorten(plain_words(words), SHOWN, placeholder=" …")


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


def _report(slug: str) -> Report:
    """Return the same on pages that lie on their side; of what has changed, what has."""
    spoken = shared.newest(shared.shelf(slug)).language
    rows = tuple(
        (
            said(line.name, language.code()),
            told(f"{status(line.newest)}\n{when(line.newest.at)}"),
            said(line.newest.reason, language.code()),
            _changed(line, spoken),
            told("\n".join(map(reservation, line.newest.reservations))),
        )
        for line in lines(slug)
    )
    heads = HEADS[0], HEADS[1], HEADS[3], _("Text"), HEADS[6]
    grid = Grid(tuple(map(str, heads)), rows, (3, 3, 3, 8, 4))
    blocks: list[Block] = [grid if rows else Prose(told(_("Nothing has been agreed yet.")))]
    return notices.report(slug, _("Agreed text"), blocks, wide=True)


def _changed(line: AgreedLine, spoken: str) -> Lines:
    """Return the words, marked with what has changed since they were agreed."""
    if line.passage.redacted or line.newest.redacted:
        return told(sentences.redacted())
    if line.newest.words == line.current:
        return shown(line.current, spoken)
    return shown(line.current, spoken, line.newest.words)


@blueprint.app_template_global("agreed_status")
def status(newest: Agreed) -> str:
    """Say how it stands."""
    if newest.holds:
        return _("Provisionally agreed")
    return (
        _("Changed since it was agreed") if newest.agreed else pgettext("agreed text", "Reopened")
    )


def reservation(reserved: Reserved) -> str:
    """Say in one line who reserves its position, and in which words."""
    words = sentences.redacted() if reserved.redacted else reserved.words
    return f"{reserved.delegation}: {words or _('reserves its position')}"
