"""All drafts of a delegation on one document: a reason for each, and one confirmation for all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from declaration.actions.journal import audience
from declaration.actions.suggesting import amendment as amendments, drafts as drafting, suggestions
from declaration.actions.suggesting.our_copy import digest
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.queries.suggesting import alike
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.standing import by_paragraph
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Case, Verb, require
from declaration.web.cache import redlines, shared
from declaration.web.discussing import sentences
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.our_copy import pages
from declaration.web.our_copy.pages import ReasonsForm
from models.debate import Draft
from models.document import Document
from models.vocabulary import Standing, SuggestionKind


@dataclass(frozen=True, slots=True)
class Given:
    """A draft's line as it came back; ``stamp`` and ``digest``: the draft and reason it showed."""

    reason: str
    taken: bool
    stamp: str
    digest: str

    @property
    def touched(self) -> bool:
        """Whether another reason stands in it than when the page was opened."""
        return digest(self.reason) != self.digest

    def stale(self, draft: Draft, *, taken: bool) -> bool:
        """Whether a colleague's saving would be overwritten, or handed in unseen."""
        rewritten = self.touched and digest(draft.reason) not in {self.digest, digest(self.reason)}
        return rewritten or (taken and self.taken and stamped(draft) != self.stamp)


class Line(NamedTuple):
    """A draft in the list. ``same``: the suggestions that ask for exactly this already."""

    drafted: Drafted
    html: Markup
    reason: str
    taken: bool
    stamp: str
    standing: Standing
    tone: str
    same: tuple[Suggested, ...]

    @property
    def whole(self) -> bool:
        """Whether it can be handed in: nothing that its form needs is missing."""
        draft = self.drafted.draft
        if draft.form is SuggestionKind.MOVE:
            return draft.after_id is not None
        said = draft.words not in {"", self.drafted.base_words}
        return said or draft.form is SuggestionKind.DELETE


def read(values: "MultiDict[str, str]", same: str) -> dict[int, Given]:
    """Return the lines of a form by draft; ``same``: the reason of those chosen without one."""
    taken = set(values.getlist("take"))
    found = {}
    for name in values:
        kind, _, number = name.partition("-")
        if kind == "seen" and (draft_id := numeral(number)) is not None:
            stamp, _, named = values[name].partition(" ")
            reason, chosen = values.get(f"reason-{number}", "").strip(), number in taken
            found[draft_id] = Given(reason or (same if chosen else ""), chosen, stamp, named)
    return found


def reason_rows(
    document: Document, drafts: Sequence[Drafted], values: "MultiDict[str, str]"
) -> list[Line]:
    """Return the lines in text order; ``values`` of a form that came back go first."""
    passages = shared.present(document).passages
    found = ordered(passages, drafts)
    html = redlines.rendered([sentences.piece(one) for one in found])
    current = by_paragraph(passages)
    listed = shared.listed(document.slug)
    given = read(values, "")
    shown = []
    for one, each in zip(found, html, strict=True):
        judgement, back = alike.judged(one, current), given.get(one.draft.id)
        shown.append(
            Line(
                drafted=one,
                html=each,
                reason=back.reason if back and back.touched else one.draft.reason,
                taken=back.taken if back else _chosen(one.draft),
                stamp=f"{stamped(one.draft)} {digest(one.draft.reason)}",
                standing=judgement.standing,
                tone=sentences.STANDING_TONES[judgement.standing],
                same=alike.same(alike.drafted_content(one, judgement), listed),
            )
        )
    return shown


def ordered(passages: Iterable[Passage], drafts: Iterable[Drafted]) -> list[Drafted]:
    """Put drafts into text order; what comes after a paragraph follows what is asked of it."""
    order: Mapping[int, int] = {one.paragraph_id: n for n, one in enumerate(passages)}

    def place(one: Drafted) -> tuple[int, bool, int]:
        draft = one.draft
        inserts = draft.form is SuggestionKind.INSERT
        at = draft.after_id if inserts else draft.paragraph_id
        head = inserts and at is None
        return (-1 if head else order.get(at or 0, len(order)), inserts, draft.id)

    return sorted(drafts, key=place)


def stamped(draft: Draft) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return draft.updated_at.isoformat()


def _chosen(draft: Draft) -> bool:
    """Whether a draft is chosen to begin with: one's own, and what colleagues call ready."""
    return draft.ready or draft.person_id == actor().person_id


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
    given = read(request.form, str(form.same.data or "").strip())
    named = request.form.get("act", "")
    try:
        needed = Verb.SUBMIT if named == "submit" else Verb.DRAFT
        require(actor(), needed, Case(stage=document.stage))
        answer = ACTS.get(named, _keep)(slug, form, given)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(sight.document(session(), actor(), slug), form, status=422)
    except NotAllowed as refusal:
        why = refusals.why(refusal.reason)
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
    lines = reason_rows(document, pages.mine(session(), document), request.form)
    return (
        render_template(
            "our_copy/reasons.html",
            document=document,
            form=form,
            lines=lines,
            key=_key(document.slug),
            refused=refused,
            stale=stale,
            promised=sentences.promised(sentences.promised_by(form.promise.data)),
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
    promised = sentences.promised_by(form.promise.data)
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
    passages = shared.present(document).passages
    drafts = ordered(passages, pages.mine(here, document))
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
    asked = replace(amendments.of_draft(one.draft), reason=reason, language=language)
    drafting.save(here, actor(), document, asked, draft=one.draft, at=at())
