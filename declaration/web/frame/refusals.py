"""Refusals in words: why not now, and what is wrong with a value."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext as _l

from declaration.queries.people.accounts import LinkState
from declaration.rules import Why
from declaration.web.frame.stages import STAGES
from models.vocabulary import Status

WHY: Mapping[str, LazyString] = {  # every rules.Reason
    **{stage: words.refusal for stage, words in STAGES.items()},
    Status.DECIDED: _l("The committee has decided on this suggestion already."),
    Status.WITHDRAWN: _l("This suggestion has been withdrawn."),
    Status.SUBMITTED: _l("This suggestion has been submitted already."),
    Why.LATE: _l("The deadline has passed: what was submitted can be withdrawn, not reworded."),
    Why.NO_RIGHT_TO_SUBMIT: _l("You have no right to submit. The head of delegation can give it."),
    Why.CHAIR_RELEASES: _l("The chair releases decisions; members prepare them."),
    Why.READS_ONLY: _l("You are looking with another’s eyes: nothing can be changed meanwhile."),
}

PROBLEMS = {  # by what is wrong, whatever the field
    "missing": _l("Please fill this in."),
    "long": _l("This is too long."),
    "short": _l("This is too short."),
    "unknown": _l("This is not known here. Please choose one that is."),
    "unchanged": _l("Nothing would change."),
    "taken": _l("This is in use already. Please choose another."),
    "control": _l("Please remove the control characters: they cannot be shown or stored."),
    "orphaned": _l("The paragraph is no longer in the text: nothing can be taken there."),
    "contradiction": _l("These outcomes cannot go together: look at them again."),
    "move_adapted": _l("A move is taken as it was asked, or not. Another one is your own change."),
    "unasked": _l(
        "Nobody asked for these words: accept a suggestion, or make a change of your own."
    ),
    "deleted": _l("The paragraph is no longer in the text."),
    "published": _l("A revision has been published since: the decision stands."),
    "superseded": _l("This revision has been marked as published in error."),
    "future": _l("This day has not come yet."),
    "surrogates": _l("Please remove the broken characters: they cannot be shown or stored."),
    "direction": _l("Please remove the characters that turn the direction of reading."),
    "printed": _l("A revision is out: this can no longer change, because people have it in print."),
    "before_start": _l("The last day comes before the first one."),
    "not_an_address": _l("This is not an address."),
    "letters_and_hyphens": _l("Please use small letters, digits and hyphens: mayors-declaration."),
    "two_letters": _l("Please give the country in two capital letters: SN, PE, BE."),
    "not_a_colour": _l("Enter a colour as # and six digits or letters from a to f: #2446b8."),
    "faint": _l("This colour is too light to be read on the page. Choose a darker one."),
    "heavy": _l("This file is larger than 200 kB. Choose a smaller one."),
    "not_a_picture": _l("This file is not a PNG, JPEG or WebP picture. Choose another one."),
    "not_initials": _l("Use one to three letters or digits."),
    "incomplete": _l("Every document has one place in the order."),
    "not_of_this_kind": _l("Headings have levels 1 to 3, sub-items 1 and 2, all others none."),
    "inside": _l("A paragraph cannot stand among its own sub-items: they go where it goes."),
    "parts": _l(
        "There it would come between another paragraph and its sub-items. Choose that paragraph,"
        " or its last sub-item."
    ),
    "itself": _l("This cannot refer to itself."),
    "not_from_here": _l("The document cannot go there from its present stage."),
    "debated": _l("Delegations have suggested changes: preparation is over."),
    "nothing_published": _l("Publish the zero draft first: nobody can read the text yet."),
    "past": _l("This moment has passed already."),
    "not_of_this_capacity": _l("There is no such office in this capacity."),
    "none_here": _l("Only offices of a delegation name a delegation."),
    "head_there": _l("This delegation has a head already: end that office first."),
    "held_already": _l("This person holds an office there already."),
    "no_delegation": _l("Only members of a delegation can submit."),
    "last_secretary": _l("This is the last open account of the secretariat: it has to stay."),
    "account_closed": _l("The account is switched off: switch it on first."),
    "anonymous": _l("This person has been made anonymous."),
    "redacted": _l("These words have been taken out already."),
    "conference_exists": _l("The conference is set up already."),
    "doubled": _l("One of the suggestions stands here twice. Load the page again."),
    "elsewhere": _l("One of the suggestions belongs to another paragraph. Load the page again."),
    "not_ready": _l("One of the drafts is not in the tray any more. Load the page again."),
    "too_long": _l("This is too long."),
}
OTHER = _l("This cannot be taken as it stands. Please look at it again.")
TOO_LONG = {
    "rows": _l("This has %(length)s lines; at most %(limit)s can be taken. Nothing was cut off."),
    "paragraphs": _l(
        "This has %(length)s paragraphs; at most %(limit)s can be taken. Nothing was cut off."
    ),
    "characters": _l(
        "This has %(length)s characters; at most %(limit)s can be taken. Nothing was cut off."
    ),
}
LINKS = {
    None: _l("The address is not complete, or the link was never valid."),
    LinkState.SPENT: _l("A password was set with it: sign in with that password."),
    LinkState.EXPIRED: _l("Its time has passed."),
    LinkState.REPLACED: _l("The secretariat has made a newer one."),
    LinkState.CLOSED: _l("The account has been switched off. The secretariat can say why."),
}


def why(reason: str) -> str:
    """Return the sentence that says why not now. ``reason`` is a ``rules.Reason``."""
    return str(WHY[reason])


def problem(code: str) -> str:
    """Return the sentence for the code of an ``Invalid``."""
    return str(PROBLEMS.get(code, OTHER))


def link(state: LinkState | None) -> str:
    """Return the sentence that says why a link works no longer; None: nobody knows it."""
    return str(LINKS[state])


def too_long(length: int, limit: int, unit: str = "characters") -> str:
    """Return the sentence for what is above its bound; ``unit`` as TooLong counts."""
    return str(TOO_LONG.get(unit, TOO_LONG["characters"])) % {"length": length, "limit": limit}
