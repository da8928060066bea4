"""All drafts of a delegation on one document: a reason for each, and one confirmation for all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import Blueprint, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField

from declaration.actions.journal import audience
from declaration.actions.suggesting import amendment as amendments, drafts as drafting, suggestions
from declaration.actions.suggesting.our_copy import digest
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.queries.suggesting import alike, delegation
from declaration.queries.suggesting.standing import by_paragraph
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import require
from declaration.text import lines
from declaration.verbs import Verb
from declaration.web.cache import redlines, shared
from declaration.web.discussing import sentences
from declaration.web.frame import language, layout, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import see_other
from declaration.web.frame.forms import DebateForm, WordsField, languages
from models.debate import Draft
from models.document import Document
from models.vocabulary import Standing, SuggestionKind

blueprint = Blueprint("reason_list", __name__)


class ReasonsForm(DebateForm):
    """What is said of all drafts together; each one's own reason is read by its line."""

    same = WordsField(
        _l("Default reason"),
        description=_l("Applied to the selected drafts that have no reason yet."),
        render_kw={"rows": 2},
    )
    language = SelectField(_l("Language of the reasons"))
    promise = HiddenField()

    @classmethod
    def on(cls, document: Document) -> "ReasonsForm":
        """Begin in the reader's language."""
        promise = audience.debated(session(), document).value
        form = cls(data={"language": language.code(), "promise": promise})
        form.language.choices = languages(str(form.language.data))
        return form


@dataclass(frozen=True, slots=True)
class GivenReason:
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
        """Whether a colleague's saving would be overwritten, or submitted unseen."""
        rewritten = self.touched and digest(draft.reason) not in {self.digest, digest(self.reason)}
        return rewritten or (taken and self.taken and _stamp(draft) != self.stamp)


class ReasonLine(NamedTuple):
    """A draft in the list. ``same``: the suggestions that ask for exactly this already."""

    drafted: delegation.Drafted
    html: Markup
    reason: str
    taken: bool
    stamp: str
    standing: Standing
    tone: str
    same: tuple[Suggested, ...]

    @property
    def whole(self) -> bool:
        """Whether it can be submitted: nothing that its kind needs is missing."""
        draft = self.drafted.draft
        written = draft.words not in {"", self.drafted.base_words}
        return written or draft.form in {SuggestionKind.DELETE, SuggestionKind.MOVE}


@blueprint.get("/d/<slug>/our-copy/reasons")
@verb(Verb.READ_DRAFTS)
def show(slug: str) -> ResponseReturnValue:
    """Show the drafts in text order, each as its redline with its reason."""
    document = _document(slug)
    return _page(document, ReasonsForm.on(document))


@blueprint.post("/d/<slug>/our-copy/reasons")
@verb(Verb.DRAFT)
def save(slug: str) -> ResponseReturnValue:
    """Keep the reasons."""
    return _answer(slug, Verb.DRAFT, _keep)


@blueprint.post("/d/<slug>/our-copy/reasons/tray")
@verb(Verb.DRAFT)
def ready(slug: str) -> ResponseReturnValue:
    """Keep the reasons, and put the chosen drafts into the tray."""
    return _answer(slug, Verb.DRAFT, _ready)


@blueprint.post("/d/<slug>/our-copy/reasons/submission")
@verb(Verb.DRAFT)
def submit(slug: str) -> ResponseReturnValue:
    """Keep the reasons, and submit the chosen drafts."""
    return _answer(slug, Verb.SUBMIT, _submit)


def _document(slug: str) -> Document:
    return sight.document(session(), actor(), slug)


def _key(slug: str) -> str:
    """Name the reasons in the browser's keeping."""
    return f"{actor().person_id}:reasons:{slug}"


def _page(
    document: Document,
    form: ReasonsForm,
    *,
    refused: str = "",
    stale: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    promised = sentences.promised_by(form.promise.data)
    page = render_template(
        "our_copy/reasons.html",
        document=document,
        form=form,
        lines=_lines(document),
        key=_key(document.slug),
        refused=refused,
        stale=stale,
        promised=sentences.promised(promised),
        late=suggestions.late_seconds(document, at()) > 0,
        returned=request.method == "POST",
    )
    return page, status


def _lines(document: Document) -> list[ReasonLine]:
    """Return the lines in text order; those of a form that came back as they were typed."""
    passages = shared.present(document).passages
    drafts = _drafts(session(), document, passages)
    current, listed = by_paragraph(passages), shared.listed(document.slug)
    given = _read(request.form, "")
    return [_line(drafted, given.get(drafted.draft.id), current, listed) for drafted in drafts]


def _line(
    drafted: delegation.Drafted,
    given: GivenReason | None,
    current: Mapping[int, Passage],
    listed: Sequence[Suggested],
) -> ReasonLine:
    """Return a line; to begin with, one's own drafts are chosen, and those called ready."""
    draft, judged = drafted.draft, alike.judged(drafted, current)
    chosen = draft.ready or draft.person_id == actor().person_id
    return ReasonLine(
        drafted=drafted,
        html=redlines.piece_html(sentences.piece(drafted)),
        reason=given.reason if given and given.touched else draft.reason,
        taken=given.taken if given else chosen,
        stamp=f"{_stamp(draft)} {digest(draft.reason)}",
        standing=judged.standing,
        tone=sentences.tone(judged.standing),
        same=alike.same(alike.drafted_content(drafted, judged), listed),
    )


def _stamp(draft: Draft) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return draft.updated_at.isoformat()


def _read(values: "MultiDict[str, str]", same: str) -> dict[int, GivenReason]:
    """Return the lines of a form by draft; ``same``: the reason of those chosen without one."""
    taken = set(values.getlist("take"))
    given = {}
    for name in values:
        kind, _, number = name.partition("-")
        if kind == "seen" and (draft_id := numeral(number)) is not None:
            stamp, _, reason_digest = values[name].partition(" ")
            reason, chosen = lines(values.get(f"reason-{number}", "")).strip(), number in taken
            reason = reason or (same if chosen else "")
            given[draft_id] = GivenReason(reason, chosen, stamp, reason_digest)
    return given


def _drafts(
    session: Session, document: Document, passages: Iterable[Passage]
) -> list[delegation.Drafted]:
    """Load drafts in text order; what comes after a paragraph follows what is asked of it."""
    order = {passage.paragraph_id: number for number, passage in enumerate(passages)}

    def place(drafted: delegation.Drafted) -> tuple[int, bool, int]:
        draft = drafted.draft
        inserts = draft.form is SuggestionKind.INSERT
        anchor = draft.after_id if inserts else draft.paragraph_id
        head = inserts and anchor is None
        return (-1 if head else order.get(anchor or 0, len(order)), inserts, draft.id)

    return sorted(delegation.drafts(session, actor(), document), key=place)


def _answer(
    slug: str, verb: Verb, act: Callable[[str, ReasonsForm], ResponseReturnValue]
) -> ResponseReturnValue:
    """Act on the lines of the form; they come back with everything that is refused."""
    document = _document(slug)
    form = ReasonsForm.on(document)
    if not form.validate_on_submit():
        return _page(document, form, status=422 if form.errors else 200)
    try:
        require(actor(), verb, layout.case(stage=document.stage))
        answer = act(slug, form)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(_document(slug), form, status=422)
    except NotAllowed as refusal:
        return _page(_document(slug), form, refused=refusals.why(refusal.reason), status=403)
    except Stale:
        return _page(_document(slug), form, stale=True, status=409)
    browser["sent"] = _key(slug)
    return answer


def _keep(slug: str, form: ReasonsForm) -> ResponseReturnValue:
    with writing() as transaction:
        _reasoned(transaction, slug, form)
    return see_other(url_for("reason_list.show", slug=slug), _("Reasons saved."))


def _ready(slug: str, form: ReasonsForm) -> ResponseReturnValue:
    with writing() as transaction:
        count = len(_made_ready(transaction, slug, form))
    message = ngettext(
        "%(num)s draft is ready to submit.", "%(num)s drafts are ready to submit.", count
    )
    return see_other(url_for("drafts.tray"), message)


def _submit(slug: str, form: ReasonsForm) -> ResponseReturnValue:
    promised = sentences.promised_by(form.promise.data)
    with writing() as transaction:
        drafts = _made_ready(transaction, slug, form)
        suggestions.submit_ready(transaction, actor(), drafts, promised=promised, at=at())
    message = ngettext(
        "%(num)s suggestion submitted.", "%(num)s suggestions submitted.", len(drafts)
    )
    return see_other(url_for("delegation.show"), message)


def _made_ready(session: Session, slug: str, form: ReasonsForm) -> list[Draft]:
    drafts = _reasoned(session, slug, form, taken=True)
    for draft in drafts:
        drafting.mark_ready(session, actor(), draft, ready=True, at=at())
    return drafts


def _reasoned(
    session: Session, slug: str, form: ReasonsForm, *, taken: bool = False
) -> list[Draft]:
    """Write down the reasons that were typed; return what was chosen, in text order.

    Raises Stale where a colleague has saved one of them meanwhile; with ``taken``,
    Invalid where nothing was chosen.
    """
    document = sight.document(session, actor(), slug)
    given = _read(request.form, str(form.same.data or "").strip())
    drafts = _drafts(session, document, shared.present(document).passages)
    lines = [
        (drafted.draft, given[drafted.draft.id]) for drafted in drafts if drafted.draft.id in given
    ]
    if taken and not any(line.taken for _draft, line in lines):
        raise Invalid("drafts", "missing")
    if any(line.stale(draft, taken=taken) for draft, line in lines):
        raise Stale
    for draft, line in lines:
        if line.touched:
            asked = amendments.of_draft(draft)
            asked = replace(asked, reason=line.reason, language=str(form.language.data))
            drafting.save(session, actor(), document, asked, draft=draft, at=at())
    return [draft for draft, line in lines if line.taken]
