"""One suggestion: read, reworded, withdrawn, its receipt."""

from dataclasses import asdict, dataclass, replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.suggesting import suggestions as suggesting
from declaration.errors import NotFound, SignInNeeded
from declaration.formats import REPORTS
from declaration.queries import comments
from declaration.queries.negotiating import brackets, positions
from declaration.queries.sight import existing
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.support import shown
from declaration.rules import Case, require
from declaration.verbs import Role, Verb
from declaration.web.cache import shared
from declaration.web.cache.files import links, report
from declaration.web.cache.redlines import redline_html
from declaration.web.discussing import asking, comments as discussing_comments, panel, sentences
from declaration.web.frame import layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import attachment, see_other
from declaration.web.frame.layout import may, reader
from declaration.web.frame.live import watched
from declaration.web.suggesting import (
    amendments,
    receipt as receipts,
    sending,
    suggestion_form,
)
from declaration.web.suggesting.base import read_base
from models.debate import Suggestion
from models.vocabulary import Audience, Standing, SuggestionKind

BASES = ("after", "base_version", "base_place")  # what a form that came back stands on

blueprint = Blueprint("suggestion", __name__)


@dataclass(frozen=True, slots=True)
class RewordRequest(sending.ChangeRequest):
    """Other words for a suggestion that was submitted, read by those who read the earlier ones."""

    suggestion: Suggestion
    kind, views, verb = "wording", "suggestion", Verb.REVISE

    @property
    def audience(self) -> Audience:
        """Return who reads the suggestion."""
        return self.suggestion.audience

    @property
    def case(self) -> Case:
        """Return what the rules ask about the suggestion."""
        return _case(self.suggestion)


@blueprint.get("/suggestions/<int:number>")
@verb(Verb.READ_DEBATE)
@watched
def show(number: int) -> ResponseReturnValue:
    """Show a suggestion with its redline, its fate and what is said on it."""
    suggestion = _suggestion(session(), number)
    document = suggestion.document
    listed, _rolling = shared.alone(suggestion)
    talks = panel.comments(document.stage)
    return render_template(
        "suggesting/suggestion.html",
        document=document,
        card=panel.cards([listed])[0],
        bracketed=bool(may(Verb.READ_BRACKETS, stage=document.stage))
        and brackets.holds(session(), suggestion.id),
        now=_now(listed),
        changed=_changed(listed),
        wordings=suggestions.of(session(), suggestion),
        threads=comments.on_suggestion(session(), reader(), suggestion.id),
        talk=discussing_comments.talk_on_suggestion(suggestion) if talks else None,
        acts=panel.acts(document.stage),
        history=positions.history(session(), reader(), suggestion) if shown(layout.parts()) else (),
        asked=asking.on_suggestion(number),
        promise=sentences.promise(document).value,
        case=asdict(_case(suggestion)),
        files=links("suggestion.file", number=number),
    )


@blueprint.get("/suggestions/<int:number>.<format_>")
@verb(Verb.READ_DEBATE)
def file(number: int, format_: str) -> ResponseReturnValue:
    """Send a suggestion with what became of it, set to hand over."""
    slug, name = _suggestion(session(), number).document.slug, f"suggestion-{number}"
    own = (row for row in shared.disposed(slug) if row.suggestion.number == number)
    row = existing(next(own, None))
    return report(name, format_, make=lambda: amendments.one_suggestion(slug, row))


@blueprint.get("/suggestions/<int:number>/wording")
@verb(Verb.REVISE)
def reword(number: int) -> ResponseReturnValue:
    """Show its newest wording in a form; ``?on=current`` puts it on the current words."""
    return sending.opened(_change(number, on_current=request.args.get("on") == "current"))


@blueprint.get("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def confirm(number: int) -> ResponseReturnValue:
    """Ask before a suggestion is withdrawn: there is no way back."""
    suggestion = _suggestion(session(), number)
    require(actor(), Verb.WITHDRAW, _case(suggestion))
    listed, _rolling = shared.alone(suggestion)
    return render_template(
        "suggesting/withdrawal.html", document=suggestion.document, card=panel.cards([listed])[0]
    )


@blueprint.post("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw it; its page stays."""
    seen = request.form.get("seen", type=int)
    with writing() as transaction:
        suggestion = _suggestion(transaction, number)
        suggesting.withdraw(transaction, actor(), suggestion, seen_wording_id=seen, at=at())
    return see_other(
        url_for("suggestion.show", number=number), _("The suggestion has been withdrawn.")
    )


@blueprint.get("/suggestions/<int:number>/receipt")
@verb(Verb.READ_DEBATE)
def receipt(number: int) -> ResponseReturnValue:
    """Show what was submitted and when, to print and keep; of one's own delegation."""
    suggestion = _own(number)
    return render_template(
        "suggesting/receipt.html",
        suggestion=suggestion,
        wordings=receipts.handed_in(session(), suggestion),
        files=links("suggestion.receipt_file", number=number),
    )


@blueprint.get("/suggestions/<int:number>/receipt.<format_>")
@verb(Verb.READ_DEBATE)
def receipt_file(number: int, format_: str) -> ResponseReturnValue:
    """Send the receipt as a file to keep."""
    suggestion, chosen = _own(number), existing(REPORTS.get(format_))
    made = receipts.report(session(), suggestion)
    return attachment(chosen.write(made), f"receipt-{number}.{format_}", chosen.media_type)


def _own(number: int) -> Suggestion:
    """Return a suggestion of the reader's delegation. Raises NotFound for any other."""
    suggestion = _suggestion(session(), number)
    if actor().delegation_id is None or suggestion.delegation_id != actor().delegation_id:
        raise SignInNeeded if actor().role is Role.PUBLIC else NotFound
    return suggestion


def _suggestion(session: Session, number: int) -> Suggestion:
    return suggestions.suggestion(session, reader(), number)


def _case(suggestion: Suggestion) -> Case:
    case = suggesting.case(actor(), suggestion, suggestion.document, at())
    return replace(case, procedure=layout.parts())


def _now(listed: suggestions.Suggested) -> Markup | None:
    """Show a stale suggestion against the current words: merged, or as both sides stand."""
    passage, stale = listed.paragraph, {Standing.STALE_CLEAN, Standing.STALE_CONFLICT}
    if passage is None or listed.form is not SuggestionKind.REPLACE or listed.standing not in stale:
        return None
    return redline_html(passage.words, listed.merged or listed.words)


def _changed(listed: suggestions.Suggested) -> str | None:
    """Say what was changed for a general suggestion that was taken."""
    changed = listed.ruling.changed if listed.ruling and not listed.live else None
    if changed is None:
        return None
    return sentences.changed_for(*suggestions.changed_numbers(session(), reader(), changed))


def _change(number: int, *, on_current: bool = False) -> RewordRequest:
    """Return the form in which a suggestion is reworded, on the words it was written on.

    ``on_current``: on the words as they are now, merged where that is clean.
    """
    suggestion = _suggestion(session(), number)
    listed, rolling = shared.alone(suggestion)
    passage, inserts = listed.paragraph, listed.form is SuggestionKind.INSERT
    current = passage if on_current and passage and passage.live else None
    values = {
        "form": listed.form.value,
        "paragraph": passage.uid if passage and not inserts else "",
        "after": listed.after.uid if listed.after else "",
        "base_version": str((current.version_id if current else listed.base_version_id) or ""),
        "base_place": str((current.place_id if current else listed.base_place_id) or ""),
    }
    returned = {name: request.form[name] for name in BASES if name in request.form}
    base = read_base(session(), suggestion.document, rolling, values | returned)
    start = {
        "after": base.after.uid if base.after else "",
        "words": (listed.merged if current else None) or listed.words,
        "reason": listed.reason,
        "language": listed.reason_language,
        "shape": suggestion_form.shape(listed.kind, listed.level),
        "seen": str(listed.wording_id),
    }
    return RewordRequest(
        base, suggestion_form.AskForm.on(base, **start), {"number": number}, suggestion
    )


def _revise(change: sending.ChangeRequest) -> ResponseReturnValue:
    asked, number = change.form.asked(change.base), change.number or 0
    seen = numeral(change.form.seen.data) or 0
    with writing() as transaction:
        suggestion = _suggestion(transaction, number)
        suggesting.revise(transaction, actor(), suggestion, asked, seen_wording_id=seen, at=at())
    message = _("Your edited suggestion has been submitted. The earlier version is kept.")
    return sending.sent(change, number, message)


sending.take(blueprint, "/suggestions/<int:number>/wording", _change, Verb.REVISE, _revise)
