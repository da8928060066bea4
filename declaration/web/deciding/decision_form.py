"""The form of a decision: the words that result, and a few fields for each suggestion.

The fields of suggestion 12 are called ``suggestions-12-outcome`` and so on, whoever else stands on
the page: what was typed for it finds its place again. Suggestions that ask for exactly the same
stand in one row, whose fields are those of the first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Self

from flask import request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Field, FormField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs

from declaration.actions.deciding.verdicts import Changes, Ruling, Verdict
from declaration.errors import Invalid, Stale, TooLong
from declaration.queries import sight
from declaration.queries.deciding import choices, desk, preparations
from declaration.queries.deciding.uncontested import Line
from declaration.queries.reading import texts
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.waiting import Stop
from declaration.web.cache import shared
from declaration.web.deciding.suggestion_fields import CHOICES, BySuggestion, SuggestionFields
from declaration.web.discussing import places, sentences
from declaration.web.frame import addresses, layout, refusals
from declaration.web.frame.acting import actor
from declaration.web.frame.forms import Form, WordsField, wanted
from declaration.web.negotiating.asking_fields import AsksAuthor
from declaration.web.negotiating.reopening_field import ReopensAgreed
from models.vocabulary import Outcome, Standing, SuggestionKind

EXCLUDING = "excluding"  # confirmed is also that what excludes each other is accepted
CONFIRMED = ("yes", EXCLUDING)
ROW = (  # the fields that a row has once
    "outcome",
    "reason",
    "standard_reason",
    "covered",
    "changed_by",
    "changed_paragraphs",
    "unchanged",
)
LISTED = re.compile(r"[,;\n]")  # between numbers: a paragraph's may hold a blank, «5 bis»
SENT = re.compile(r"suggestions-([0-9]+)-(\w+)")
PROBLEMS = {
    "verdicts": _l("Choose an outcome for at least one suggestion."),
    "reason": _l("Give a reason for each suggestion you reject or accept with changes."),
    "covered_by": _l("Enter the number of the suggestion that covers it."),
    "changes": _l(
        "Say which suggestions were taken for it, or which paragraphs the committee changed, by"
        " their numbers; or select “Nothing was changed for it”."
    ),
}
AT_FIELD = {  # beside the name of the suggestion
    "reason": _l("Give a reason."),
    "covered_by": PROBLEMS["covered_by"],
    "changes": PROBLEMS["changes"],
}


class RulingForm(Form):
    """A form of the committee: what is too long is said on top."""

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say why what is sent cannot be taken."""
        if isinstance(error, TooLong):
            self.form_errors.append(refusals.too_long(error.length, error.limit))
        else:
            super().refuse(error)


class DecisionForm(AsksAuthor, ReopensAgreed, RulingForm):
    """A decision at work: what it is about, and what is chosen and typed so far.

    ``rows``: the suggestions that await, joined where they ask for exactly the same;
    ``by_number``: the fields of each.
    """

    matter: desk.PendingDecision
    rows: tuple[Line, ...]
    by_number: dict[int, SuggestionFields]

    base_version = HiddenField()
    base_place = HiddenField()
    prepared = HiddenField()  # when what the committee had prepared was kept
    words = WordsField(_l("Resulting text"), [wanted], render_kw={"rows": 6, "required": False})
    default_reason = WordsField(
        _l("Default reason"),
        description=_l("Used for every decision that needs a reason and has none of its own."),
        render_kw={"rows": 1},
    )
    suggestions = BySuggestion(FormField(SuggestionFields))

    @classmethod
    def on(cls, matter: desk.PendingDecision) -> Self:
        """Fill the form with what was sent, else with what is prepared, else with nothing.

        «Decide as prepared» sends what was seen, and takes all else from the preparation.
        """
        sent = _spread(matter) if request.method == "POST" else None
        if sent is not None and "as_prepared" in request.form:
            sent = _as_prepared(matter, sent)
        form = cls(sent, data=_start(matter, prepared=sent is None))
        form.matter, form.rows = matter, matter.rows
        entries = zip(matter.live, form.suggestions, strict=True)
        form.by_number = {item.number: entry.form for item, entry in entries}
        leads = form.leads
        for item in matter.live:
            fields = form.by_number[item.number]
            fields.row.data = str(leads[item.number])
            moved = item.form is SuggestionKind.MOVE  # there are no words to adapt
            fields.outcome.choices = [
                choice for choice in CHOICES if not moved or choice.value != Outcome.ADAPTED
            ]
            fields.standard_reason.choices = usual(matter.reasons)
        if matter.alone and matter.alone.form is SuggestionKind.GENERAL:
            del form["words"]
        passage = matter.passage
        form.ask_why(matter.document.slug, passage.paragraph_id if passage else None)
        form.ask_until(matter.document.stage, sent=sent is not None)
        return form

    @property
    def leads(self) -> dict[int, int]:
        """Return for each suggestion the first of its row, by number."""
        return {item.number: row[0].number for row in self.rows for item in row}

    @property
    def title(self) -> str:
        """Name what is decided on."""
        if self.matter.alone:
            return sentences.asked(self.matter.alone)
        return places.name(self.matter.passage)

    @property
    def key(self) -> str:
        """Name the words in the browser's keeping."""
        stop = self.matter.stop
        return f"{actor().person_id}:decide:{stop.uid or stop.number}"

    def url(self, act: str) -> str:
        """Return the address of one of the acts of this page."""
        return stop_url(self.matter.document.slug, self.matter.stop, act)

    @property
    def typed(self) -> str:
        """Return the resulting words as they were typed; empty where none result."""
        return str(self.words.data or "") if "words" in self else ""

    @property
    def outcomes(self) -> dict[int, Outcome]:
        """Return the outcomes that are chosen, by the number of the suggestion."""
        chosen = ((key, fields.outcome.data) for key, fields in self.by_number.items())
        return {key: Outcome(value) for key, value in chosen if value in set(Outcome)}

    @property
    def taken(self) -> list[Suggested]:
        """Return the replacements that are accepted, as they are or adapted."""
        return choices.taken(self.matter, self.outcomes)

    @property
    def accepted(self) -> list[Suggested]:
        """Return what is accepted as it is, whatever it asks for."""
        outcomes, live = self.outcomes, self.matter.live
        return [item for item in live if outcomes.get(item.number) is Outcome.ACCEPTED]

    @property
    def deletes(self) -> bool:
        """Whether the paragraph goes: a suggestion to delete it is accepted."""
        return any(item.form is SuggestionKind.DELETE for item in self.accepted)

    @property
    def untouched(self) -> bool:
        """Whether words are wanted, and those in the form are still the current ones."""
        on_paragraph = self.matter.passage is not None
        return on_paragraph and self.typed.strip() == self.matter.words and bool(self.taken)

    @property
    def plain(self) -> bool:
        """Whether exactly one suggestion is accepted, and it stands on the current words."""
        taken = self.taken
        return (
            len(taken) == 1
            and self.outcomes[taken[0].number] is Outcome.ACCEPTED
            and taken[0].standing is Standing.CURRENT
        )

    def called(self, field: Field) -> str:
        """Name a field of a row by its suggestions: «Quito, suggestion 13»."""
        match = SENT.fullmatch(field.name)
        if match is None:
            return super().called(field)
        row = next(row for row in self.rows if any(str(item.number) == match[1] for item in row))
        return _("%(name)s, suggestion %(number)s", name=sentences.author(row[0]), number=match[1])

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say at the suggestion, or else on top, what is wrong with the decision."""
        if isinstance(error, Invalid) and (fields := self._at_fault(error)):
            for field in fields:
                field.errors = [*field.errors, str(AT_FIELD[error.field])]
        elif isinstance(error, Invalid) and error.field in PROBLEMS:
            self.form_errors.append(str(PROBLEMS[error.field]))
        else:
            super().refuse(error)

    def _at_fault(self, error: Invalid) -> list[Field]:
        """Return the fields that the refusal is about, of each row the first suggestion's."""
        at_fault: list[Field] = []
        for row in self.rows:
            fields, outcome = self.by_number[row[0].number], self.outcomes.get(row[0].number)
            if error.field == "reason" and outcome and outcome.needs_reason:
                given = (fields.reason, fields.standard_reason, self.default_reason)
                if not any(str(field.data or "").strip() for field in given):
                    at_fault.append(fields.reason)
            elif error.field == "covered_by" and outcome is Outcome.COVERED:
                if fields.covered.data not in set(self.matter.numbers.values()) - {row[0].number}:
                    at_fault.append(fields.covered)
            elif error.field == "changes" and outcome and outcome.taken:
                at_fault.append(fields.changed_by)
        return at_fault

    def ruling(self) -> Ruling:
        """Return what the form says. Raises Stale for what no longer awaits, Invalid."""
        live = {str(item.number) for item in self.matter.live}
        if any(value and key not in live for key, value in sent("outcome").items()):
            raise Stale
        passage = self.matter.passage
        of_the_only_one = "words" not in self or (self.untouched and self.plain)
        return Ruling(
            verdicts=tuple(self._verdicts()),
            paragraph_id=passage.paragraph_id if passage else None,
            words=None if of_the_only_one else self.typed,
            base_version_id=addresses.number(self.base_version.data) if passage else None,
            base_place_id=addresses.number(self.base_place.data) if passage else None,
            prepared=request.form.get("prepared"),
            confirmed=request.form.get("confirmed") in CONFIRMED,
            excluding=self.excluding,
            reopening=self.why,
        )

    @property
    def excluding(self) -> bool:
        """Whether it was confirmed that what excludes each other is accepted."""
        return request.form.get("confirmed") == EXCLUDING

    def _verdicts(self) -> Iterator[Verdict]:
        ids = {key: id_ for id_, key in self.matter.numbers.items()}
        outcomes = self.outcomes
        for item in self.matter.live:
            if item.number not in outcomes:
                continue
            outcome, fields = outcomes[item.number], self.by_number[item.number]
            covered = int(fields.covered.data or 0) if outcome is Outcome.COVERED else None
            if covered is not None and covered not in ids:
                raise Invalid("covered_by", "unknown" if covered else "missing")
            default = self.default_reason.data if outcome.needs_reason else ""
            yield Verdict(
                suggestion_id=item.id,
                wording_id=addresses.number(fields.wording.data),
                outcome=outcome,
                reason=str(fields.reason.data or fields.standard_reason.data or default or ""),
                covered_by_id=None if covered is None else ids[covered],
                changes=self._changes(item, fields, ids) if outcome.taken else None,
            )

    def _changes(
        self, item: Suggested, fields: SuggestionFields, ids: Mapping[int, int]
    ) -> Changes | None:
        """Return what is said to have been changed for a general suggestion; None if nothing is.

        Raises Invalid for numbers that nothing has, and where it is said that nothing was changed.
        """
        if item.form is not SuggestionKind.GENERAL:
            return None
        numbers = [each.strip() for each in LISTED.split(str(fields.changed_by.data or ""))]
        places = [each.strip() for each in LISTED.split(str(fields.changed_paragraphs.data or ""))]
        paragraphs = {p.number: p.paragraph_id for p in self.matter.rolling.passages if p.number}
        suggestions = [ids.get(addresses.number(each)) for each in numbers if each]
        named = [paragraphs.get(each) for each in places if each]
        changes = Changes(
            tuple(each for each in suggestions if each is not None),
            tuple(each for each in named if each is not None),
        )
        if None in suggestions or None in named or (fields.unchanged.data and changes != Changes()):
            raise Invalid("changes", "unknown")
        return changes if fields.unchanged.data or changes != Changes() else None

    def catch_up(self) -> None:
        """Let the form stand on what is there now: whoever sends it again has seen it."""
        start = _start(self.matter, prepared=False)
        for name in ("base_version", "base_place", "prepared"):
            self[name].data = start[name]
        for item in self.matter.live:
            self.by_number[item.number].wording.data = str(item.wording_id)


def load(session: Session, slug: str, stop: Stop) -> DecisionForm:
    """Load what is decided on, by the paragraph's uid or the suggestion's number, as a form."""
    document = sight.document(session, actor(), slug)
    rolling = texts.rolling(session, document)
    matter = desk.matter(session, layout.reader(), document, rolling, stop)
    return DecisionForm.on(replace(matter, items=shared.supported(matter.items)))


def usual(reasons: Iterable[str]) -> list[SelectChoice]:
    """Return the standard reasons, to pick one or none of them."""
    return [
        SelectChoice("", _l("None of these")),
        *(SelectChoice(words, words) for words in reasons),
    ]


def stop_url(slug: str, stop: Stop, act: str = "show") -> str:
    """Return where a decision is made."""
    named: dict[str, Any] = {"uid": stop.uid} if stop.uid else {"number": stop.number}
    return url_for(f"decision.{act}", slug=slug, **named)


def sent(name: str) -> dict[str, str]:
    """Return what was sent in a field, by number; of suggestions that await no more, too."""
    fields = ((SENT.fullmatch(key), value) for key, value in request.form.items())
    return {match[1]: value for match, value in fields if match and match[2] == name}


def _spread(matter: desk.PendingDecision) -> MultiDict[str, str]:
    """Give every suggestion of a row what was sent for the row, as the page had its rows.

    Who came to a row since stays open: nobody has seen it there.
    """
    whole = MultiDict(request.form)
    leads = sent("row")
    for item in matter.live:
        lead = leads.get(str(item.number), "")
        for name in ROW if lead else ():
            value = request.form.get(f"suggestions-{lead}-{name}")
            if value is not None:
                whole[f"suggestions-{item.number}-{name}"] = value
    return whole


def _as_prepared(matter: desk.PendingDecision, sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Put what is prepared in the place of what was typed; what the reader has seen stays."""
    start = _start(matter, prepared=True)
    values = {"words": start["words"], "default_reason": ""}
    for number, fields in start["suggestions"].items():
        values |= {f"suggestions-{number}-{name}": value for name, value in fields.items()}
    whole = MultiDict({name: str(value) for name, value in values.items() if value})
    for name, value in sent.items():
        field = SENT.fullmatch(name)
        typed = field[2] != "wording" if field else name in {"words", "default_reason"}
        if not typed:
            whole[name] = value
    return whole


def _start(matter: desk.PendingDecision, *, prepared: bool) -> dict[str, Any]:
    """Return what the form says before anybody has typed."""
    passage, preparation = matter.passage, matter.preparation
    words = matter.alone.words if matter.alone else matter.words
    outcomes: Mapping[int, Mapping[str, Any]] = {}
    if preparation and prepared:
        words = preparation.words or words
        outcomes = {outcome["suggestion"]: outcome for outcome in preparation.outcomes}
    return {
        "base_version": str(passage.version_id) if passage else "",
        "base_place": str(passage.place_id) if passage else "",
        "prepared": preparations.mark(preparation),
        "words": words,
        "suggestions": {
            item.number: _start_of(item, outcomes.get(item.id, {}), matter) for item in matter.live
        },
    }


def _start_of(
    item: Suggested, prepared: Mapping[str, Any], matter: desk.PendingDecision
) -> dict[str, Any]:
    numbers = matter.numbers
    changes = prepared.get("changes") or {"suggestions": [], "paragraphs": []}
    places = {passage.paragraph_id: passage.number for passage in matter.rolling.passages}
    by = [str(numbers[key]) for key in changes["suggestions"] if key in numbers]
    on = [places[key] for key in changes["paragraphs"] if places.get(key)]
    return {
        "wording": str(item.wording_id),
        "outcome": prepared.get("outcome", ""),
        "reason": prepared.get("reason", ""),
        "standard_reason": "",
        "covered": numbers.get(prepared.get("covered_by") or 0),
        "changed_by": ", ".join(by),
        "changed_paragraphs": ", ".join(on),
        "unchanged": bool(prepared.get("changes")) and not by and not on,
    }
