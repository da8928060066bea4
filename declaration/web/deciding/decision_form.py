"""A decision being made: what it is about, the form, and what the form says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import request, url_for
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import NumberRange, Optional

from declaration.actions.deciding.decisions import Ruling, Verdict
from declaration.errors import Invalid, NotFound, Stale
from declaration.queries import sight
from declaration.queries.deciding import desk
from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.reading import texts
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.waiting import Stop
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor
from declaration.web.frame.addresses import number
from declaration.web.frame.forms import Form, WordsField, wanted
from declaration.web.frame.layout import reader
from models.document import Document
from models.vocabulary import Outcome, SuggestionKind

SHARED = ("outcome", "reason", "phrase", "covered")  # the fields that a row has once


def rows(bench: PendingDecision) -> tuple[tuple[Suggested, ...], ...]:
    """Join what asks for the same, unless it was prepared to become different things."""
    known = {one["suggestion"]: _said(one) for one in _outcomes(bench)}
    found: list[tuple[Suggested, ...]] = []
    for row in alike(bench.live):
        said = {known[item.id] for item in row if item.id in known}
        found += [row] if len(said) <= 1 else [(item,) for item in row]
    return tuple(found)


def leads(bench: PendingDecision) -> dict[int, int]:
    """Return for each suggestion the one in whose name its row's fields are."""
    return {item.number: row[0].number for row in rows(bench) for item in row}


def spread(bench: PendingDecision, sent: Mapping[str, str]) -> MultiDict[str, str]:
    """Give every suggestion of a row the row's outcome and reason, as the page had its rows.

    Who came to a row since stays open: nobody has seen it there.
    """
    whole = MultiDict(sent)
    for item in bench.live:
        lead = sent.get(f"with_{item.number}", "")
        for name in SHARED if lead else ():
            if f"{name}_{lead}" in sent:
                whole[f"{name}_{item.number}"] = sent[f"{name}_{lead}"]
    return whole


def _outcomes(bench: PendingDecision) -> Sequence[Mapping[str, Any]]:
    return bench.preparation.outcomes if bench.preparation else ()


def _said(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["outcome"], one["reason"], one["covered_by"]


GREATEST = 2**31 - 1  # number of a suggestion that a database can hold
CHOICES = (
    ("", lazy_pgettext("of a suggestion", "Open")),
    (Outcome.ACCEPTED.value, _l("Accept")),
    (Outcome.ADAPTED.value, _l("Adapt")),
    (Outcome.REJECTED.value, _l("Reject")),
    (Outcome.COVERED.value, _l("Covered")),
    (Outcome.OVERTAKEN.value, _l("Overtaken")),
)


class DecideForm(Form):
    """The resulting words and a reason for several; each suggestion adds its own fields."""

    base_version = HiddenField()
    base_place = HiddenField()
    prepared = HiddenField()  # when what the committee had prepared was kept
    words = WordsField(_l("Resulting words"), [wanted], render_kw={"rows": 6, "required": False})
    shared_reason = WordsField(
        _l("Reason for several"),
        description=_l("Used wherever a reason is needed and none is given."),
        render_kw={"rows": 1},
    )


@dataclass(slots=True)
class Work:
    """A decision at work."""

    document: Document
    bench: PendingDecision
    form: DecideForm

    @property
    def title(self) -> str:
        """Name what is decided on."""
        if self.bench.passage is None:
            return sentences.asked(self.bench.items[0])
        return _("Paragraph %(place)s", place=sentences.spot(self.bench.passage))

    @property
    def key(self) -> str:
        """Name the words in the browser's keeping."""
        here = self.bench.passage.uid if self.bench.passage else str(self.bench.items[0].number)
        return f"{actor().person_id}:decide:{here}"

    @property
    def worded(self) -> bool:
        """Whether the decision makes words: not on a general suggestion."""
        return "words" in self.form

    def url(self, act: str = "") -> str:
        """Return the address of this page, or of one of its acts."""
        passage = self.bench.passage
        here = Stop(passage.uid, 0) if passage else Stop("", self.bench.items[0].number)
        return stop_url(self.document.slug, here, act)


def stop_url(slug: str, stop: Stop, act: str = "") -> str:
    """Return where a decision is made."""
    endpoint = f"deciding.{act or 'page'}"
    if stop.uid:
        return url_for(endpoint, slug=slug, uid=stop.uid)
    return url_for(endpoint, slug=slug, number=stop.number)


def load(here: Session, slug: str, uid: str, alone: int) -> tuple[Document, PendingDecision]:
    """Load what a decision is about, by the paragraph's uid or the suggestion's number."""
    document = sight.document(here, actor(), slug)
    rolling = texts.rolling(here, document)
    if not uid:
        return document, desk.alone(here, reader(), document, rolling, alone)
    passage = next((one for one in rolling.passages if one.uid == uid), None)
    if passage is None:
        raise NotFound
    return document, desk.paragraph(here, reader(), document, rolling, passage)


def work(here: Session, slug: str, uid: str, alone: int) -> Work:
    """Load a decision with its form: as sent, else as prepared, else empty."""
    document, bench = load(here, slug, uid, alone)
    fields: dict[str, object] = {}
    for item in bench.live:
        fields |= _fields(item, bench)
    made = type("DecideFormHere", (DecideForm,), fields)
    sent = spread(bench, request.form) if request.method == "POST" else None
    form = cast("DecideForm", made(sent, data=start(bench, sent=sent is not None)))
    for number_, lead in leads(bench).items():
        form[f"with_{number_}"].data = str(lead)
    if bench.items and bench.items[0].form is SuggestionKind.GENERAL:
        del form["words"]
    return Work(document, bench, form)


def _fields(item: Suggested, bench: PendingDecision) -> dict[str, object]:
    choices = [
        SelectChoice(*one)
        for one in CHOICES
        if (item.form, one[0]) != (SuggestionKind.MOVE, Outcome.ADAPTED)
    ]
    own = item.number
    phrases = [SelectChoice("", _l("None of them"))]
    phrases += [SelectChoice(words, words) for words in bench.phrases]
    return {
        f"wording_{own}": HiddenField(),
        f"with_{own}": HiddenField(),  # in whose name its row's fields are
        f"outcome_{own}": RadioField(_l("Outcome"), choices=choices),
        f"reason_{own}": WordsField(
            _l("Reason"),
            [wanted],
            render_kw={"rows": 1, "required": False, "placeholder": " "},
        ),
        f"phrase_{own}": SelectField(_l("Or a usual reason"), choices=phrases),
        f"covered_{own}": IntegerField(
            _l("Number of the suggestion that covers it"),
            validators=[Optional(), NumberRange(min=1, max=GREATEST)],
        ),
    }


def start(bench: PendingDecision, *, sent: bool) -> dict[str, object]:
    """Return what the form says before anybody has typed."""
    passage, prepared = bench.passage, None if sent else bench.preparation
    words = bench.words
    if passage is None and bench.items:
        words = bench.items[0].words
    start: dict[str, object] = {
        "base_version": str(passage.version_id) if passage else "",
        "base_place": str(passage.place_id) if passage else "",
        "prepared": mark(bench.preparation.updated_at if bench.preparation else None),
        "words": (prepared.words if prepared else "") or words,
    }
    known = {one["suggestion"]: one for one in prepared.outcomes} if prepared else {}
    for item in bench.live:
        one = known.get(item.id, {})
        start[f"wording_{item.number}"] = str(item.wording_id)
        start[f"outcome_{item.number}"] = one.get("outcome", "")
        start[f"reason_{item.number}"] = one.get("reason", "")
        start[f"phrase_{item.number}"] = ""
        start[f"covered_{item.number}"] = bench.numbers.get(one.get("covered_by") or 0)
    return start


def outcomes(of: Work) -> dict[int, Outcome]:
    """Return the chosen outcomes by the number of the suggestion."""
    chosen = ((item.number, of.form[f"outcome_{item.number}"].data) for item in of.bench.live)
    return {known: Outcome(value) for known, value in chosen if value}


def ruling(of: Work, *, words: str | None) -> Ruling:
    """Return what the form says. Raises Stale for what no longer awaits, Invalid."""
    live = {str(item.number) for item in of.bench.live}
    for name, value in request.form.items():
        if value and name.startswith("outcome_") and name.removeprefix("outcome_") not in live:
            raise Stale
    passage = of.bench.passage
    return Ruling(
        verdicts=tuple(_verdicts(of)),
        paragraph_id=passage.paragraph_id if passage else None,
        words=words,
        base_version_id=number(of.form.base_version.data) if passage else None,
        base_place_id=number(of.form.base_place.data) if passage else None,
        confirmed=request.form.get("confirmed") == "yes",
    )


def _verdicts(of: Work) -> Iterator[Verdict]:
    ids = {known: suggestion for suggestion, known in of.bench.numbers.items()}
    chosen = outcomes(of)
    for item in of.bench.live:
        if item.number in chosen:
            outcome = chosen[item.number]
            covered = of.form[f"covered_{item.number}"].data
            if outcome is Outcome.COVERED and covered not in ids:
                raise Invalid("covered_by", "unknown" if covered else "missing")
            yield Verdict(
                suggestion_id=item.id,
                wording_id=number(of.form[f"wording_{item.number}"].data),
                outcome=outcome,
                reason=_reason(of, item, outcome),
                covered_by_id=ids[covered] if outcome is Outcome.COVERED else None,
            )


def _reason(of: Work, item: Suggested, outcome: Outcome) -> str:
    own = of.form[f"reason_{item.number}"].data or of.form[f"phrase_{item.number}"].data
    shared = of.form.shared_reason.data if outcome.needs_reason else ""
    return str(own or shared or "")


def mark(moment: datetime | None) -> str:
    """Write a moment into a form; nothing for none."""
    return moment.isoformat() if moment else ""
