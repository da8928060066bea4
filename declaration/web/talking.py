"""What happens to a comment's form: shown, taken, given back with what is wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions import comments as commenting
from declaration.actions.journal.audience import debated, narrower
from declaration.errors import Invalid, NotAllowed, NotFound, TooLong
from declaration.manuscript import Passage
from declaration.queries import comments as discussion, sight
from declaration.queries.comments import Anchor, Remarked, Thread
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import suggestions
from declaration.rules import Case, Verb, require
from declaration.web import asking, keeping, naming, reasons
from declaration.web.acting import actor, at, session, writing
from declaration.web.fragments import words_html
from declaration.web.remarks import RemarkForm, quoted
from models.debate import Comment, Suggestion
from models.document import Document
from models.vocabulary import Audience


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
        return words_html(self.passage) if self.passage else Markup()

    @property
    def readers(self) -> str:
        """Say who will read it."""
        return naming.readers(self.audience)


def on_paragraph(slug: str, uid: str, values: Mapping[str, str] | None = None) -> Talk:
    """Talk about a paragraph of the rolling text."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.READ_ROLLING, Case(stage=document.stage))
    passages = keeping.text(slug, ROLLING).passages
    passage = next((one for one in passages if one.uid == uid), None)
    if passage is None:
        raise NotFound
    return Talk(
        document=document,
        form=RemarkForm.on(passage.version_id, **quoted(values or {})),
        url=url_for("comments.on_paragraph", slug=slug, uid=uid),
        title=_("Comment on paragraph %(place)s", place=naming.spot(passage)),
        audience=debated(session(), document),
        place={"paragraph_id": passage.paragraph_id},
        passage=passage,
    )


def on_the_whole(document: Document) -> Talk:
    """Talk about the whole text."""
    return Talk(
        document=document,
        form=RemarkForm.on(),
        url=url_for("comments.comment", slug=document.slug),
        title=_("Comment on the text as a whole"),
        audience=debated(session(), document),
    )


def on_suggestion(suggestion: Suggestion) -> Talk:
    """Talk about a suggestion, in the wording that is shown."""
    return Talk(
        document=suggestion.document,
        form=RemarkForm.on(wording=str(suggestions.newest(session(), suggestion))),
        url=url_for("comments.on_suggestion", number=suggestion.number),
        title=_("Comment on suggestion %(number)s", number=suggestion.number),
        audience=narrower(debated(session(), suggestion.document), suggestion.audience),
        place={"suggestion_id": suggestion.id},
    )


def on_comment(comment: Comment) -> Talk:
    """Answer somebody."""
    document = session().get_one(Document, comment.document_id)
    return Talk(
        document=document,
        form=RemarkForm.on(),
        url=url_for("comments.answer", comment_id=comment.id),
        title=_("Answer a comment"),
        audience=narrower(debated(session(), document), comment.audience),
        place={"parent_id": comment.id},
        answered=None if comment.withdrawn_at or comment.redacted else comment,
    )


def page(talk: Talk, status: int = 200, refused: str | None = None) -> ResponseReturnValue:
    """Show the form alone."""
    if status == 200:  # noqa: PLR2004
        require(actor(), Verb.COMMENT, Case(stage=talk.document.stage))
    return render_template("debate/comment.html", talk=talk, refused=refused), status


def respond(talk: Talk) -> ResponseReturnValue:
    """Take what was said, or give it back with what is wrong."""
    if not talk.form.validate_on_submit():
        return page(talk, 422 if talk.form.errors else 200)
    remark = talk.form.remark(talk.place)
    try:
        with writing() as here:
            said = commenting.comment(here, actor(), talk.document, remark, at=at())
            back = address(here, said)
    except (Invalid, TooLong) as refusal:
        asking.refuse(talk.form, refusal)
        return page(talk, 422)
    except NotAllowed as refusal:
        return page(talk, 403, reasons.why(refusal.reason))
    browser["sent"] = f"{actor().person_id}:comment:{talk.url}"
    flash(_("Your comment stands there now."), "good")
    return redirect(back, 303)


def address(here: Session, comment: Comment) -> str:
    """Return where a comment is read."""
    anchor = f"comment-{comment.id}"
    slug, uid, number = discussion.whereabouts(here, comment)
    if number is not None:
        return url_for("suggestion.show", number=number, _anchor=anchor)
    if uid is not None:
        return url_for("reading.paragraph", slug=slug, uid=uid, _anchor=anchor)
    return url_for("comments.on_the_whole", slug=slug, _anchor=anchor)


def is_on_the_whole(remark: Remarked) -> bool:
    """Whether a comment is on no paragraph and on no suggestion."""
    return remark.paragraph_id is None and remark.suggestion_id is None


def orphans(threads: Sequence[Thread], current: Mapping[int, Passage]) -> list[Thread]:
    """Return comments whose paragraph no page of the text shows any more."""
    return [
        one
        for one in threads
        if one.comment.paragraph_id is not None and one.comment.paragraph_id not in current
    ]


def figures(threads: Sequence[Thread]) -> list[dict[str, object]]:
    """Count the comments by what became of the words they were made on: the four sum to all."""
    counted = Counter(one.comment.anchor for one in threads)
    labels = {
        Anchor.ANCHORED: _("where they were"),
        Anchor.MOVED: _("moved with their words"),
        Anchor.CHANGED: _("on words that changed"),
        Anchor.ORPHANED: _("on words that are gone"),
    }
    return [{"label": labels[one], "value": counted[one]} for one in Anchor]
