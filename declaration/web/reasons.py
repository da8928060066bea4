"""Refusals in words: why not now, and what is wrong with a value."""

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.queries.accounts import Link
from declaration.rules import Why

WHY = {
    Why.PREPARATION: _l("The text is still in preparation: the secretariat has not opened it yet."),
    Why.CONSULTATION: _l("The text is open for suggestions: this has its time in another stage."),
    Why.CONSOLIDATION: _l("The drafting committee is at work: suggestions can no longer be sent."),
    Why.ADOPTED: _l("The document has been adopted: nothing in it can be changed any more."),
    Why.DECIDED: _l("The committee has decided on this suggestion already."),
    Why.WITHDRAWN: _l("This suggestion has been withdrawn."),
    Why.SUBMITTED: _l("This suggestion has been submitted already."),
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
    "surrogates": _l("Please remove the broken signs: they cannot be shown or stored."),
}
OTHER = _l("This cannot be taken as it stands. Please look at it again.")


LINKS = {
    None: _l("The address is not complete, or the link was never valid."),
    Link.SPENT: _l("A password was set with it: sign in with that password."),
    Link.EXPIRED: _l("Its time has passed."),
    Link.REPLACED: _l("The secretariat has made a newer one."),
    Link.CLOSED: _l("The account has been switched off. The secretariat can say why."),
}


def why(reason: str) -> str:
    """Return the sentence that says why not now. ``reason`` is a ``Why``."""
    return str(WHY[Why(reason)])


def problem(code: str) -> str:
    """Return the sentence for the code of an ``Invalid``."""
    return str(PROBLEMS.get(code, OTHER))


def link(state: Link | None) -> str:
    """Return the sentence that says why a link works no longer; None: nobody knows it."""
    return str(LINKS[state])


def too_long(length: int, limit: int) -> str:
    """Return the sentence for words above the bound, in characters."""
    return _(
        "This has %(length)s characters; at most %(limit)s can be taken. Nothing was cut off.",
        length=length,
        limit=limit,
    )
