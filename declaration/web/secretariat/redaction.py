"""Taking words out: find them by suggestion, paragraph or comment, look at them, then redact."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from declaration.actions.journal import redaction as redacting
from declaration.queries import secretariat
from declaration.verbs import Verb
from declaration.web.cache.memory import memory
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from models.amending import Exclusion, Package, SubAmendment, SubAmendmentDecision
from models.debate import Comment, Decision, Wording
from models.document import Correction
from models.negotiation import (
    Agreement,
    AuthorAnswer,
    AuthorQuestion,
    Bracket,
    BracketClosing,
    Position,
)
from models.signing import Signature
from models.vocabulary import Audience

blueprint = Blueprint("admin_redaction", __name__, url_prefix="/admin/redaction")
# Of these there is a reason alone.
Answered = SubAmendmentDecision | Agreement | Exclusion | Correction
REASONED = Decision | Position | Bracket | BracketClosing | Answered
UNREAD = "…"  # stands for the words of a comment that a delegation or the committee keeps
KEPT = {Audience.DELEGATION, Audience.COMMITTEE}
PLACES = ("suggestion", "paragraph", "comment")
TITLES = {
    "version": _l("Text of a paragraph"),
    "wording": _l("Text of a suggestion"),
    "decision": _l("Reason for a decision"),
    "comment": _l("Comment"),
    "position": _l("Reason for a position"),
    "bracket": _l("Reason for open brackets"),
    "bracket_alternative": _l("Alternative in open brackets"),
    "bracket_closing": _l("Reason for closing brackets"),
    "agreement": _l("Reason for reopening agreed text"),
    "reservation": _l("Reservation of a delegation"),
    "sub_amendment": _l("Sub-amendment"),
    "sub_amendment_decision": _l("Reason for the answer to a sub-amendment"),
    "author_question": _l("Question to the author of a suggestion"),
    "author_answer": _l("Answer of the author of a suggestion"),
    "package": _l("Title and reason of a package"),
    "exclusion": _l("Reason why suggestions exclude each other"),
    "signature": _l("Name and title of a signatory"),
    "correction": _l("Reason for a correction"),
    "explanation": _l("Explanation of position or reservation"),
}


@dataclass(frozen=True, slots=True)
class RecordedWords:
    """Words that can be taken out; ``kind`` and ``id`` name their row."""

    kind: str
    id: int
    words: str
    reason: str
    redacted: bool

    @property
    def title(self) -> str:
        """Say in the reader's language what the words are."""
        return _("%(what)s, no. %(number)s", what=TITLES[self.kind], number=self.id)


@blueprint.get("")
@verb(Verb.REDACT)
def redaction() -> str:
    """Find words: ``?in=suggestion&what=7``, a paragraph's uid, or a comment's number."""
    where, what = request.args.get("in", ""), request.args.get("what", "").strip()
    asked = where in PLACES and bool(what)
    records = [_record(row) for row in _search(where, what)] if asked else []
    return render_template(
        "secretariat/redaction.html", where=where, what=what, asked=asked, records=records
    )


@blueprint.route("/<kind>/<int:number>", methods=["GET", "POST"])
@verb(Verb.REDACT)
def redact(kind: str, number: int) -> ResponseReturnValue:
    """Show the words once more, with what that means; take them out, their hash stays."""
    if request.method == "POST":
        with writing() as transaction:
            words = secretariat.words(transaction, kind, number)
            redacting.redact(transaction, actor(), words, at=at())
        memory().clear()
        message = _("The content has been redacted. A marker and its fingerprint (hash) remain.")
        return see_other(url_for("admin_redaction.redaction"), message)
    return render_template(
        "secretariat/final.html",
        title=_("Redact content"),
        parent=(_("Redaction"), url_for("admin_redaction.redaction")),
        record=_record(secretariat.words(session(), kind, number)),
        consequence=_(
            "The content is removed from every page, including published revisions. A marker, "
            "the fingerprint (hash) and the fact that you redacted it stay in the journal."
        ),
        button=_("Redact permanently"),
    )


def _search(where: str, what: str) -> list[secretariat.Words]:
    number = int(what) if what.isdecimal() and len(what) < len("2000000000") else 0
    if where == "suggestion":
        return secretariat.of_suggestion(session(), number)
    if where == "paragraph":
        return secretariat.of_paragraph(session(), what)
    return secretariat.comments(session(), number)


def _record(row: secretariat.Words) -> RecordedWords:
    """Return what is shown of it; what a delegation or the committee keeps goes out unread."""
    words = _words(row)
    if words and isinstance(row, Comment) and row.audience in KEPT:
        words = UNREAD
    reasoned = Wording | SubAmendment | AuthorQuestion | Package | REASONED
    reason = row.reason if isinstance(row, reasoned) else ""
    if isinstance(row, AuthorQuestion) and row.note:
        reason = f"{reason}\n\n{row.note}".strip()
    return RecordedWords(row.__tablename__, row.id, words, reason, row.redacted)


def _words(row: secretariat.Words) -> str:
    if isinstance(row, Package):
        return row.title
    if isinstance(row, Signature):
        return f"{row.signatory}\n\n{row.office}".strip()
    if isinstance(row, AuthorAnswer):
        return row.sentence
    return "" if isinstance(row, REASONED) else row.words
