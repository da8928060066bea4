"""A package decided as a whole: all accepted as proposed, or all rejected with one reason."""

from collections.abc import Callable, Iterable, Sequence

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from declaration.actions.deciding import rulings
from declaration.actions.deciding.verdicts import Ruling
from declaration.errors import DeclarationError, Doubtful, Invalid, TooLong
from declaration.queries.amending.groups import TabledPackage
from declaration.queries.deciding.uncontested import Line
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.amending import packages
from declaration.web.amending.packages import LeftSuggestion, TogetherForm
from declaration.web.deciding import batch, desk, rivals
from declaration.web.frame import answers, layout, refusals
from declaration.web.frame.acting import actor, verb
from models.vocabulary import Outcome

CHANGED = _l("It has changed since you saw it, or someone has already prepared it.")
EXCLUDES = _l("It excludes another suggestion. Decide on it on its own page.")
DOUBTED = _l("Its outcome does not fit the resulting text. Decide on it on its own page.")
WHY = {
    "words": _l("It conflicts with the current text. Write the resulting text on its own page."),
    "changes": _l("It is on the text as a whole. Say on its own page what was changed for it."),
    "reopening": _l("The text is provisionally agreed. Reopen it on its own page."),
}

blueprint = Blueprint("package_decision", __name__)


@blueprint.post("/d/<slug>/packages/<int:number>/preparation")
@verb(Verb.PREPARE)
def prepare(slug: str, number: int) -> ResponseReturnValue:
    """Prepare the same outcome for all that is pending of a package."""
    return _settle(slug, number, release=False)


@blueprint.post("/d/<slug>/packages/<int:number>/decision")
@verb(Verb.RELEASE)
def release(slug: str, number: int) -> ResponseReturnValue:
    """Decide all that is pending of a package."""
    return _settle(slug, number, release=True)


def _settle(slug: str, number: int, *, release: bool) -> ResponseReturnValue:
    """Settle what still is as it was shown; whatever is not stays, and is listed with why."""
    document = desk.open_document(slug, Verb.RELEASE if release else Verb.PREPARE)
    require(actor(), Verb.READ_PACKAGES, layout.case(stage=document.stage))
    package = packages.of_document(document, number)
    form = TogetherForm()
    if not form.validate_on_submit() or not _reasoned(form):
        return packages.page(document, number, together=form, status=422)
    settled = batch.settle(document, _lines(package), _ruling(form), release=release)
    if not settled.left:
        return answers.see_other(url_for("packages.show", slug=slug, number=number))
    left = _left(package, settled)
    return packages.page(document, number, together=form, left=left, status=409)


def _reasoned(form: TogetherForm) -> bool:
    if form.outcome.data == Outcome.REJECTED and not str(form.reason.data or "").strip():
        form.refuse(Invalid("reason", "missing"))
        return False
    return True


def _lines(package: TabledPackage) -> list[Line]:
    return [(item,) for item in package.pending]


def _ruling(form: TogetherForm) -> Callable[[Sequence[Line]], Iterable[Ruling]]:
    reason = str(form.reason.data or "").strip()

    def rule(lines: Sequence[Line]) -> Iterable[Ruling]:
        if form.outcome.data == Outcome.REJECTED:
            return rulings.giving(Outcome.REJECTED, lines, reason, None)
        return rulings.accepting_each(lines, reason)

    return rule


def _left(package: TabledPackage, settled: batch.Settled) -> list[LeftSuggestion]:
    """Say of each that was chosen and stays pending why."""
    numbers = {item.id: item.number for item in package.suggestions}
    refused = [
        LeftSuggestion(tuple(numbers[id_] for id_ in ruling.ids), _why(error))
        for ruling, error in settled.refused
    ]
    named = {number for each in refused for number in each.numbers}
    named |= {numbers[id_] for id_ in settled.ids}
    chosen = {number for stamp in batch.stamps() for number in batch.numbers(stamp)}
    changed = tuple(sorted(chosen - named))
    return [*refused, *([LeftSuggestion(changed, str(CHANGED))] if changed else [])]


def _why(error: DeclarationError) -> str:
    if isinstance(error, Doubtful):
        return str(EXCLUDES if rivals.excludes(error) else DOUBTED)
    if isinstance(error, TooLong):
        return refusals.too_long(error.length, error.limit, error.unit)
    if isinstance(error, Invalid):
        return str(WHY.get(error.field) or refusals.problem(error.why))
    return str(CHANGED)
