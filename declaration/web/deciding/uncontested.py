"""The reading list: what nobody speaks against, accepted together."""

from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.actions.deciding import rulings
from declaration.queries import sight
from declaration.queries.deciding.uncontested import Line, Uncontested, plain, stamp, uncontested
from declaration.queries.reading import texts
from declaration.verbs import Verb
from declaration.web.deciding import batch, desk
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.forms import Form, WordsField
from declaration.web.frame.live import watched
from models.document import Document

PAGE = 50  # redlines that one reads in one go

blueprint = Blueprint("uncontested", __name__)


class NoteForm(Form):
    """What is said of all that are accepted, if anything."""

    reason = WordsField(
        _l("Note for all"),
        description=_l("Shown with each decision to everyone who reads it."),
        render_kw={"rows": 2},
    )


@blueprint.get("/d/<slug>/desk/uncontested")
@verb(Verb.READ_DESK)
@watched
def show(slug: str) -> ResponseReturnValue:
    """Show what can be accepted together, each with its redline and its reason."""
    return _page(*_load(slug), NoteForm())


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
    document, listed = _load(slug)
    form, stamps = NoteForm(), batch.stamps()
    if not form.validate_on_submit() or not stamps:
        return _page(document, listed, form, stamps)
    rule = partial(rulings.accepting, reason=str(form.reason.data or ""))
    settled = batch.settle(document, listed.lines, rule, release=release)
    if settled.left:
        return _page(*_load(slug), form, stamps, left=True)
    lines = addresses.paged(listed.lines, PAGE).items
    out = [line[0].number for line in lines if stamp(line) not in stamps]
    out += batch.numbers(request.args.get("out", ""))
    return answers.see_other(
        url_for("uncontested.show", slug=slug, out="-".join(map(str, out)) or None)
    )


def _load(slug: str) -> tuple[Document, Uncontested]:
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    return document, uncontested(session(), layout.reader(), document, rolling, layout.parts())


def _page(
    document: Document,
    listed: Uncontested,
    form: NoteForm,
    stamps: set[str] | None = None,
    *,
    left: bool = False,
) -> ResponseReturnValue:
    """Show the list. ``stamps``: what was chosen; None: what nobody has to look at twice.

    ``?out=``: what was taken out before; it is not chosen again.
    """
    page = addresses.paged(listed.lines, PAGE)
    out = batch.numbers(request.args.get("out", ""))

    def chosen(line: Line) -> bool:
        if stamps is not None:
            return stamp(line) in stamps
        return line[0].number not in out and plain(line) and not batch.age(line)

    html = render_template(
        "deciding/uncontested.html",
        document=document,
        entries=batch.entries(page.items, chosen),
        page=page,
        listed=listed,
        form=form,
        left=left,
        asked={name: request.args[name] for name in ("out", "page") if name in request.args},
        none_chosen=stamps is not None and not stamps,
    )
    return html, 409 if left else answers.status()
