"""Say something: on a paragraph, on words quoted from it, on a suggestion, on the whole."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions import comments as commenting
from declaration.actions.journal.audience import debated, narrower
from declaration.errors import Invalid, NotAllowed, TooLong
from declaration.manuscript import Passage
from declaration.queries import comments as discussion, sight
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.standing import by_paragraph
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import table_links
from declaration.web.cache.redlines import words_html
from declaration.web.discussing import comment_table, panel, places, sentences, stands
from declaration.web.discussing.comment_form import RemarkForm, quoted
from declaration.web.frame import answers, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.layout import reader
from models.debate import Comment, Suggestion
from models.document import Document
from models.vocabulary import Audience

blueprint = Blueprint("comments", __name__)
blueprint.add_app_template_global(sentences.standing_of, "remark_standing")
blueprint.add_app_template_global(sentences.author, "remark_author")
blueprint.add_app_template_global(stands.position_count, "position_count")
blueprint.add_app_template_global(stands.stand_counts, "stand_counts")
blueprint.add_app_template_global(sentences.placed, "placed")
blueprint.add_app_template_global(sentences.duration, "duration")
blueprint.add_app_template_global(lambda: browser.pop("sent", None), "sent_key")


@blueprint.route("/d/<slug>/p/<uid>/comments", methods=["GET", "POST"])
@verb(Verb.COMMENT)
def on_paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Comment on a paragraph, or on words in it: ``?exact=`` and its like were selected."""
    talk = talk_on_paragraph(slug, uid)
    return respond(talk) if request.method == "POST" else page(talk)


@blueprint.get("/d/<slug>/discussion")
@verb(Verb.READ_DEBATE)
def on_the_whole(slug: str) -> ResponseReturnValue:
    """Show what is said on the whole text, and count what became of all quoted words."""
    document = sight.document(session(), actor(), slug)
    current = by_paragraph(texts.rolling(session(), document).passages)
    threads = discussion.everywhere(session(), reader(), document, current)
    return render_template(
        "discussing/discussion.html",
        document=document,
        threads=[
            thread
            for thread in threads
            if thread.comment.paragraph_id is None and thread.comment.suggestion_id is None
        ],
        lost=[
            thread
            for thread in threads
            if thread.comment.paragraph_id not in {None, *current}  # no page shows it any more
        ],
        figures=_figures(threads),
        talk=talk_on_the_whole(document) if panel.comments(document.stage) else None,
        files=table_links("comments.table", _("Table of comments"), slug=slug),
    )


@blueprint.get("/d/<slug>/discussion.<format_>")
@verb(Verb.READ_DEBATE)
def table(slug: str, format_: str) -> ResponseReturnValue:
    """Send all comments on a document as a table."""
    shared.shelf(slug)  # raises
    rows = comment_table.rows(slug)
    return answers.table(f"{slug}-comments", format_, comment_table.HEADS, rows)


@blueprint.post("/d/<slug>/comments")
@verb(Verb.COMMENT)
def comment(slug: str) -> ResponseReturnValue:
    """Comment on the whole text."""
    return respond(talk_on_the_whole(sight.document(session(), actor(), slug)))


@blueprint.post("/suggestions/<int:number>/comments")
@verb(Verb.COMMENT)
def on_suggestion(number: int) -> ResponseReturnValue:
    """Comment on a suggestion."""
    return respond(talk_on_suggestion(suggestions.suggestion(session(), reader(), number)))


@blueprint.route("/comments/<int:comment_id>/answers", methods=["GET", "POST"])
@verb(Verb.COMMENT)
def answer(comment_id: int) -> ResponseReturnValue:
    """Answer a comment."""
    talk = talk_on_comment(discussion.comment(session(), reader(), comment_id))
    return respond(talk) if request.method == "POST" else page(talk)


@blueprint.post("/comments/<int:comment_id>/resolution")
@verb(Verb.RESOLVE_COMMENT)
def resolve(comment_id: int) -> ResponseReturnValue:
    """Mark a comment as dealt with, or open it again."""
    if request.form.get("resolved") == "0":
        return _done(comment_id, commenting.reopen, _("Comment reopened."))
    return _done(comment_id, commenting.resolve, _("Comment marked as resolved."))


@blueprint.post("/comments/<int:comment_id>/withdrawal")
@verb(Verb.WITHDRAW_COMMENT)
def withdraw(comment_id: int) -> ResponseReturnValue:
    """Take a comment back; its place stays."""
    message = _("Comment withdrawn. A marker and the replies remain.")
    return _done(comment_id, commenting.withdraw, message)


def _done(comment_id: int, act: Callable[..., None], message: str) -> ResponseReturnValue:
    with writing() as transaction:
        remark = discussion.comment(transaction, reader(), comment_id)
        act(transaction, actor(), remark, at=at())
        back = address(transaction, remark)
    return see_other(back, message)


@dataclass(frozen=True, slots=True)
class Talk:
    """A form and what it is about: ``place`` goes into the remark, ``title`` says it."""

    document: Document
    form: RemarkForm
    url: str
    title: str
    audience: Audience
    place: Mapping[str, int] = field(default_factory=dict)
    passage: Passage | None = None
    answered: Comment | None = None

    @property
    def words(self) -> Markup:
        """Render the paragraph that is talked about; empty if none is."""
        return words_html(self.passage.words) if self.passage else Markup()

    @property
    def readers(self) -> str:
        """Say who will read it."""
        return sentences.readers(self.audience)


def talk_on_paragraph(slug: str, uid: str) -> Talk:
    """Talk about a paragraph of the rolling text."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.READ_ROLLING, Case(stage=document.stage))
    passages = shared.text(slug, ROLLING).passages
    passage = sight.existing(next((passage for passage in passages if passage.uid == uid), None))
    return Talk(
        document=document,
        form=RemarkForm.on(passage.version_id, **quoted(request.args), **_begun()),
        url=url_for("comments.on_paragraph", slug=slug, uid=uid),
        title=_("Comment on %(place)s", place=places.within(passage)),
        audience=debated(session(), document),
        place={"paragraph_id": passage.paragraph_id},
        passage=passage,
    )


def _begun() -> dict[str, str]:
    """Return what the address says of the form: ``?note=1`` begins a note of the committee."""
    return {"internal": "y"} if request.args.get("note") else {}


def talk_on_the_whole(document: Document) -> Talk:
    """Talk about the whole text."""
    return Talk(
        document=document,
        form=RemarkForm.on(),
        url=url_for("comments.comment", slug=document.slug),
        title=_("Comment on the text as a whole"),
        audience=debated(session(), document),
    )


def talk_on_suggestion(suggestion: Suggestion) -> Talk:
    """Talk about a suggestion, in the wording that is shown."""
    return Talk(
        document=suggestion.document,
        form=RemarkForm.on(wording=str(suggestions.newest_wording_id(session(), suggestion))),
        url=url_for("comments.on_suggestion", number=suggestion.number),
        title=_("Comment on suggestion %(number)s", number=suggestion.number),
        audience=narrower(debated(session(), suggestion.document), suggestion.audience),
        place={"suggestion_id": suggestion.id},
    )


def talk_on_comment(comment: Comment) -> Talk:
    """Answer somebody."""
    document = session().get_one(Document, comment.document_id)
    return Talk(
        document=document,
        form=RemarkForm.on(),
        url=url_for("comments.answer", comment_id=comment.id),
        title=_("Reply to a comment"),
        audience=narrower(debated(session(), document), comment.audience),
        place={"parent_id": comment.id},
        answered=None if comment.withdrawn_at or comment.redacted else comment,
    )


def page(talk: Talk, status: int = 200, refused: str | None = None) -> ResponseReturnValue:
    """Show the form alone."""
    if status == 200:  # noqa: PLR2004
        require(actor(), Verb.COMMENT, Case(stage=talk.document.stage))
    return render_template("discussing/comment.html", talk=talk, refused=refused), status


def respond(talk: Talk) -> ResponseReturnValue:
    """Take what was said, or give it back with what is wrong."""
    if not talk.form.validate_on_submit():
        return page(talk, 422 if talk.form.errors else 200)
    remark = talk.form.remark(talk.place)
    try:
        with writing() as transaction:
            written = commenting.comment(transaction, actor(), talk.document, remark, at=at())
            back = address(transaction, written)
    except (Invalid, TooLong) as refusal:
        talk.form.refuse(refusal)
        return page(talk, 422)
    except NotAllowed as refusal:
        return page(talk, 403, refusals.why(refusal.reason))
    browser["sent"] = f"{actor().person_id}:comment:{talk.url}"
    return see_other(back, _("Your comment has been added."))


def address(session: Session, comment: Comment) -> str:
    """Return where a comment is read."""
    anchor = f"comment-{comment.id}"
    slug, uid, number = discussion.whereabouts(session, comment)
    if number is not None:
        return url_for("suggestion.show", number=number, _anchor=anchor)
    if uid is not None:
        return url_for("reading.paragraph", slug=slug, uid=uid, _anchor=anchor)
    return url_for("comments.on_the_whole", slug=slug, _anchor=anchor)


def _figures(threads: Sequence[discussion.Thread]) -> list[dict[str, object]]:
    counts = Counter(thread.comment.anchor for thread in threads)
    labels = {
        discussion.Anchor.ANCHORED: _("in their original place"),
        discussion.Anchor.MOVED: _("moved with the quoted text"),
        discussion.Anchor.CHANGED: _("on text that has changed"),
        discussion.Anchor.ORPHANED: _("on text that has been removed"),
    }
    return [{"label": labels[anchor], "value": counts[anchor]} for anchor in discussion.Anchor]
