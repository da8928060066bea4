"""The reading list: what nobody speaks against, accepted together."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.queries import sight
from declaration.queries.deciding.uncontested import Uncontested, uncontested
from declaration.queries.reading import texts
from declaration.rules import Verb
from declaration.web.cache.live import watched
from declaration.web.deciding import desk, several
from declaration.web.deciding.decision import vocabulary
from declaration.web.deciding.several import Line
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import paged
from declaration.web.frame.forms import Form, WordsField
from declaration.web.frame.layout import reader
from models.document import Document
from models.vocabulary import Standing

PAGE = 50  # redlines that one reads in one go

blueprint = Blueprint("uncontested", __name__)
blueprint.context_processor(vocabulary)


class NoteForm(Form):
    """What is said of all that are accepted, if anything."""

    reason = WordsField(
        _l("A note for all of them"),
        description=_l("It stands beside each decision, for everybody who reads the decision."),
        render_kw={"rows": 2},
    )


@blueprint.get("/d/<slug>/desk/uncontested")
@verb(Verb.READ_DESK)
@watched
def show(slug: str) -> ResponseReturnValue:
    """Show what can be accepted together, each with its redline and its reason."""
    return _page(*_found(slug), NoteForm())


@blueprint.post("/d/<slug>/desk/uncontested/preparation")
@verb(Verb.PREPARE)
def prepare(slug: str) -> ResponseReturnValue:
    """Prepare to accept what is chosen, for the chair."""
    return _accept(slug, release=False)


@blueprint.post("/d/<slug>/desk/uncontested/decision")
@verb(Verb.RELEASE)
def release(slug: str) -> ResponseReturnValue:
    """Accept what is chosen."""
    return _accept(slug, release=True)


def _accept(slug: str, *, release: bool) -> ResponseReturnValue:
    """Accept what still is as it was shown; whatever is not stays, and is reported."""
    desk.open_document(slug, Verb.RELEASE if release else Verb.PREPARE)
    document, found = _found(slug)
    form = NoteForm()
    stamps = set(request.form.getlist("chosen"))
    if not form.validate_on_submit() or not stamps:
        return _page(document, found, form, stamps, status=422)
    lines = [line for line in found.lines if several.stamp(line) in stamps]
    rulings = several.accepting(lines, str(form.reason.data or ""))
    made = several.done(document, rulings, release=release)
    if made.done:
        flash(several.said(made, release=release), "good")
    left = len(stamps) - len(lines) + len(made.left)
    if left:
        return _page(*_found(slug), form, stamps, left=left, status=409)
    out = [line[0].number for line in paged(found.lines, PAGE).items if line not in lines]
    out += several.numbers(request.args.get("out", ""))
    kept = "-".join(map(str, out)) or None
    return redirect(url_for("uncontested.show", slug=slug, out=kept), 303)


def _found(slug: str) -> tuple[Document, Uncontested]:
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    return document, uncontested(session(), reader(), document, rolling)


def _page(
    document: Document,
    found: Uncontested,
    form: NoteForm,
    stamps: set[str] | None = None,
    *,
    left: int = 0,
    status: int = 200,
) -> ResponseReturnValue:
    """Show the list. ``stamps``: what was chosen; None: what nobody has to look at twice.

    ``?out=``: what was taken out before; it is not chosen again.
    """
    page = paged(found.lines, PAGE)
    out = several.numbers(request.args.get("out", ""))

    def chosen(line: Line) -> bool:
        if stamps is not None:
            return several.stamp(line) in stamps
        return line[0].number not in out and _plain(line)

    return (
        render_template(
            "deciding/uncontested.html",
            document=document,
            entries=several.entries(page.items, chosen),
            page=page,
            found=found,
            form=form,
            left=left,
            kept={name: request.args[name] for name in ("out", "page") if name in request.args},
            none_chosen=stamps is not None and not stamps,
            queueing=desk,
        ),
        status,
    )


def _plain(line: Line) -> bool:
    """Whether it is chosen from the start: in time, new words, on the text as it is now."""
    return all(
        one.standing is Standing.CURRENT and one.form.makes_text and not one.late_seconds
        for one in line
    )
