"""All drafts of a delegation on one document: a reason for each, and one confirmation for all."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import audience
from declaration.actions.suggesting import asked as asking, drafts as drafting, suggestions
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.queries import sight
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Case, Verb, require
from declaration.web import (
    asking as ask_form,
    keeping,
    naming,
    our_copy,
    reason_lines,
    reasons,
)
from declaration.web.acting import actor, at, session, verb, writing
from declaration.web.copy_forms import ReasonsForm
from declaration.web.reason_lines import Given
from models.debate import Draft
from models.document import Document

blueprint = Blueprint("reason_list", __name__)


@blueprint.get("/d/<slug>/our-copy/reasons")
@verb(Verb.READ_DRAFTS)
def show(slug: str) -> ResponseReturnValue:
    """Show the drafts in text order, each as its redline with its reason."""
    document = sight.document(session(), actor(), slug)
    return _page(document, _form(document))


@blueprint.post("/d/<slug>/our-copy/reasons")
@verb(Verb.DRAFT)
def send(slug: str) -> ResponseReturnValue:
    """Keep the reasons; then put what is chosen into the tray, or hand it in."""
    document = sight.document(session(), actor(), slug)
    form = _form(document, empty=False)
    if not form.validate_on_submit():
        return _page(document, form, status=422 if form.errors else 200)
    given = reason_lines.read(request.form, str(form.same.data or "").strip())
    named = request.form.get("act", "")
    try:
        needed = Verb.SUBMIT if named == "submit" else Verb.DRAFT
        require(actor(), needed, Case(stage=document.stage))
        answer = ACTS.get(named, _keep)(slug, form, given)
    except (Invalid, TooLong) as refusal:
        ask_form.refuse(form, refusal)
        return _page(sight.document(session(), actor(), slug), form, status=422)
    except NotAllowed as refusal:
        why = reasons.why(refusal.reason)
        return _page(sight.document(session(), actor(), slug), form, refused=why, status=403)
    except Stale:
        return _page(sight.document(session(), actor(), slug), form, stale=True, status=409)
    browser["sent"] = _key(slug)
    return answer


def _key(slug: str) -> str:
    """Name the reasons in the browser's keeping."""
    return f"{actor().person_id}:reasons:{slug}"


def _form(document: Document, *, empty: bool = True) -> ReasonsForm:
    return ReasonsForm.on(audience.debated(session(), document).value, empty=empty)


def _page(
    document: Document,
    form: ReasonsForm,
    *,
    refused: str = "",
    stale: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    lines = reason_lines.lines(document, our_copy.mine(session(), document), request.form)
    return (
        render_template(
            "debate/reason_list.html",
            document=document,
            form=form,
            lines=lines,
            key=_key(document.slug),
            refused=refused,
            stale=stale,
            promised=naming.promised(ask_form.promised(form.promise.data)),
            late=suggestions.late_seconds(document, at()) > 0,
            returned=request.method == "POST",
        ),
        status,
    )


def _keep(slug: str, form: ReasonsForm, given: Mapping[int, Given]) -> ResponseReturnValue:
    with writing() as here:
        _reasoned(here, slug, form, given)
    flash(_("The reasons are saved."), "good")
    return redirect(url_for("reason_list.show", slug=slug), 303)


def _ready(slug: str, form: ReasonsForm, given: Mapping[int, Given]) -> ResponseReturnValue:
    with writing() as here:
        chosen = _reasoned(here, slug, form, given, taken=True)
        for draft in chosen:
            drafting.mark_ready(here, actor(), draft, ready=True, at=at())
        count = len(chosen)
    said = ngettext("%(num)s draft is in the tray.", "%(num)s drafts are in the tray.", count)
    flash(said, "good")
    return redirect(url_for("drafts.tray"), 303)


def _submit(slug: str, form: ReasonsForm, given: Mapping[int, Given]) -> ResponseReturnValue:
    promised = ask_form.promised(form.promise.data)
    with writing() as here:
        chosen = _reasoned(here, slug, form, given, taken=True)
        for draft in chosen:
            drafting.mark_ready(here, actor(), draft, ready=True, at=at())
        sent = suggestions.submit_ready(here, actor(), chosen, promised=promised, at=at())
        count = len(sent)
    said = ngettext(
        "%(num)s suggestion was submitted.", "%(num)s suggestions were submitted.", count
    )
    flash(said, "good")
    return redirect(url_for("delegation.show"), 303)


ACTS: Mapping[str, Callable[[str, ReasonsForm, Mapping[int, Given]], ResponseReturnValue]] = {
    "keep": _keep,
    "ready": _ready,
    "submit": _submit,
}


def _reasoned(
    here: Session,
    slug: str,
    form: ReasonsForm,
    given: Mapping[int, Given],
    *,
    taken: bool = False,
) -> list[Draft]:
    """Write down the reasons that were typed; return what was chosen, in text order.

    Raises Stale where a colleague has saved one of them meanwhile; with ``taken``,
    Invalid where nothing was chosen.
    """
    document = sight.document(here, actor(), slug)
    passages = keeping.present(document).passages
    drafts = reason_lines.ordered(passages, our_copy.mine(here, document))
    found = [(one, given[one.draft.id]) for one in drafts if one.draft.id in given]
    if taken and not any(each.taken for _one, each in found):
        raise Invalid("drafts", "missing")
    if any(each.stale(one.draft, taken=taken) for one, each in found):
        raise Stale
    for one, each in found:
        if each.touched:
            _give(here, document, one, each.reason, str(form.language.data))
    return [one.draft for one, each in found if each.taken]


def _give(here: Session, document: Document, one: Drafted, reason: str, language: str) -> None:
    asked = replace(asking.of_draft(one.draft), reason=reason, language=language)
    drafting.save(here, actor(), document, asked, draft=one.draft, at=at())
