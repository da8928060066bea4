"""Watch a text, a paragraph or a suggestion by one press; stop by another."""

from dataclasses import dataclass
from textwrap import shorten

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.actions.negotiating import watching
from declaration.queries import sight
from declaration.queries.negotiating.watching import Thing, WatchedThing, listed
from declaration.queries.reading.paragraph import story
from declaration.queries.suggesting import suggestions
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import plain_words
from declaration.web.cache.watching import may_watch, watches, watching_office
from declaration.web.frame import acting, answers, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.layout import reader

SHOWN = 90  # characters of a paragraph, enough to know it again
LIST = "list"  # of the form: pressed in the list of what one watches
BESIDE = "text"  # of the form: pressed on the rolling text, or beside it

blueprint = Blueprint("watching", __name__)
blueprint.add_app_template_global(may_watch)
blueprint.add_app_template_global(watches)


@blueprint.post("/d/<slug>/watching")
@verb(Verb.WATCH)
def document(slug: str) -> ResponseReturnValue:
    """Watch a whole text, or stop."""
    shelved = sight.document(session(), actor(), slug)
    text = "reading.rolling" if request.form.get("from") == BESIDE else "reading.text"
    return _pressed((shelved.id, None, None), url_for(text, slug=slug))


@blueprint.post("/d/<slug>/p/<uid>/watching")
@verb(Verb.WATCH)
def paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Watch a paragraph, or stop."""
    shelf = shared.shelf(slug)
    watched = story(session(), actor(), shelf, uid).paragraph
    back = url_for("reading.paragraph", slug=slug, uid=uid)
    if request.form.get("from") == BESIDE:
        back = url_for("reading.rolling", slug=slug, open=uid, _anchor=uid)
    return _pressed((shelf.document.id, watched.id, None), back)


@blueprint.post("/suggestions/<int:number>/watching")
@verb(Verb.WATCH)
def suggestion(number: int) -> ResponseReturnValue:
    """Watch a suggestion, or stop."""
    watched = suggestions.suggestion(session(), reader(), number)
    back = url_for("suggestion.show", number=number)
    return _pressed((watched.document_id, None, watched.id), back)


def _pressed(thing: Thing, back: str) -> ResponseReturnValue:
    begins = request.form.get("watch") != "no"
    with writing() as transaction:
        _press(transaction, thing, begins=begins)
    if request.form.get("from") == LIST:
        back = url_for("for_you.show", _anchor="watching")
    if begins:
        return answers.see_other(
            back, _("You are watching this. “For you” tells you what happens.")
        )
    return answers.see_other(back, _("You are no longer watching this."))


def _press(transaction: Session, thing: Thing, *, begins: bool) -> None:
    account = acting.account()
    office = account.office.id if account else 0  # of nobody: the rules answer
    if begins:
        watching.watch(transaction, actor(), office, thing, at=at())
    else:
        watching.stop(transaction, actor(), office, thing)


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """A line of the list of what one watches: ``url`` to read it, ``press`` to stop.

    ``title``: of the text that it is in; empty for a text itself, whose title is the name.
    """

    name: str
    title: str
    url: str
    press: str


def lines() -> tuple[WatchedLine, ...]:
    """Return what the reader watches, text by text. One statement."""
    office = watching_office()
    if office is None:
        return ()
    return tuple(map(_line, listed(session(), reader(), office)))


def _line(thing: WatchedThing) -> WatchedLine:
    document = thing.document
    slug, number, uid = document.slug, thing.suggestion, thing.uid
    if number:
        url = url_for("suggestion.show", number=number)
        press = url_for("watching.suggestion", number=number)
        return WatchedLine(_("Suggestion %(number)s", number=number), document.title, url, press)
    if uid:
        url = url_for("reading.paragraph", slug=slug, uid=uid)
        press = url_for("watching.paragraph", slug=slug, uid=uid)
        return WatchedLine(_paragraph(thing), document.title, url, press)
    url, press = url_for("reading.text", slug=slug), url_for("watching.document", slug=slug)
    return WatchedLine(document.title, "", url, press)


def _paragraph(thing: WatchedThing) -> str:
    """Name a paragraph by its number, else by its words, for those who may read them."""
    if thing.number:
        return _("Paragraph %(number)s", number=thing.number)
    words = plain_words(thing.words)
    if words and layout.may(Verb.READ_ROLLING, stage=thing.document.stage):
        return shorten(words, SHOWN, placeholder=" …")
    return _("A paragraph without a number")
