"""Say something: on a paragraph, on words quoted from it, on a suggestion, on the whole."""

from flask import Blueprint, flash, redirect, render_template, request, session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.actions import comments as commenting
from declaration.queries import comments as discussion, sight
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.standing import by_paragraph
from declaration.rules import Verb
from declaration.web import naming, panels, talking
from declaration.web.acting import actor, at, session, verb, writing
from declaration.web.layout import reader
from models.debate import Comment

blueprint = Blueprint("comments", __name__)
blueprint.add_app_template_global(naming.standing_of, "remark_standing")
blueprint.add_app_template_global(naming.author, "remark_author")
blueprint.add_app_template_global(naming.placed, "placed")
blueprint.add_app_template_global(naming.duration, "duration")
blueprint.add_app_template_global(lambda: browser.pop("sent", None), "sent_key")


@blueprint.get("/d/<slug>/p/<uid>/comments")
@verb(Verb.COMMENT)
def about_paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Show the form alone; ``?exact=`` and its like are the words that were selected."""
    return talking.page(talking.on_paragraph(slug, uid, request.args.to_dict()))


@blueprint.post("/d/<slug>/p/<uid>/comments")
@verb(Verb.COMMENT)
def on_paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Comment on a paragraph, or on words in it."""
    return talking.respond(talking.on_paragraph(slug, uid))


@blueprint.get("/d/<slug>/discussion")
@verb(Verb.READ_DEBATE)
def on_the_whole(slug: str) -> ResponseReturnValue:
    """Show what is said on the whole text, and count what became of all quoted words."""
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    current = by_paragraph(rolling.passages)
    threads = discussion.everywhere(session(), reader(), document, current)
    return render_template(
        "debate/discussion.html",
        document=document,
        threads=[one for one in threads if talking.is_on_the_whole(one.comment)],
        lost=talking.orphans(threads, current),
        figures=talking.figures(threads),
        talk=talking.on_the_whole(document) if panels.comments(document.stage) else None,
    )


@blueprint.post("/d/<slug>/comments")
@verb(Verb.COMMENT)
def comment(slug: str) -> ResponseReturnValue:
    """Comment on the whole text."""
    document = sight.document(session(), actor(), slug)
    return talking.respond(talking.on_the_whole(document))


@blueprint.post("/suggestions/<int:number>/comments")
@verb(Verb.COMMENT)
def on_suggestion(number: int) -> ResponseReturnValue:
    """Comment on a suggestion."""
    found = suggestions.suggestion(session(), reader(), number)
    return talking.respond(talking.on_suggestion(found))


@blueprint.route("/comments/<int:comment_id>/answers", methods=["GET", "POST"])
@verb(Verb.COMMENT)
def answer(comment_id: int) -> ResponseReturnValue:
    """Answer a comment."""
    talk = talking.on_comment(_found(session(), comment_id))
    return talking.respond(talk) if request.method == "POST" else talking.page(talk)


@blueprint.post("/comments/<int:comment_id>/resolution")
@verb(Verb.RESOLVE_COMMENT)
def resolve(comment_id: int) -> ResponseReturnValue:
    """Mark a comment as dealt with, or open it again."""
    again = request.form.get("resolved") == "0"
    with writing() as here:
        found = _found(here, comment_id)
        (commenting.reopen if again else commenting.resolve)(here, actor(), found, at=at())
        back = talking.address(here, found)
    flash(_("The comment is open again.") if again else _("The comment is resolved."), "good")
    return redirect(back, 303)


@blueprint.post("/comments/<int:comment_id>/withdrawal")
@verb(Verb.WITHDRAW_COMMENT)
def withdraw(comment_id: int) -> ResponseReturnValue:
    """Take a comment back; its place stays."""
    with writing() as here:
        found = _found(here, comment_id)
        commenting.withdraw(here, actor(), found, at=at())
        back = talking.address(here, found)
    flash(_("The comment is taken back. Its place and the answers stay."), "good")
    return redirect(back, 303)


def _found(here: Session, comment_id: int) -> Comment:
    return discussion.comment(here, reader(), comment_id)
