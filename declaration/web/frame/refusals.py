"""Refusals in words: why not now, and what is wrong with a value."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext as _, lazy_gettext as _l, ngettext

from declaration.errors import CannotSet, Invalid, Undecided
from declaration.queries.people.accounts import LinkState
from declaration.verbs import Why
from declaration.web.frame.stages import STAGES
from models.vocabulary import Status

NAMED = 12  # letters; a text in a script that no font has lacks them all
WHY: Mapping[str, LazyString] = {  # every rules.Reason
    **{stage: words.refusal for stage, words in STAGES.items()},
    Status.DECIDED: _l("The committee has already decided on this suggestion."),
    Status.WITHDRAWN: _l("This suggestion has been withdrawn."),
    Status.SUBMITTED: _l("This suggestion has already been submitted."),
    Status.ENTERED: _l("The delegation has not confirmed this suggestion yet."),
    Why.LATE: _l(
        "The deadline has passed. You can withdraw a submitted suggestion, but you can no "
        "longer edit it."
    ),
    Why.NO_RIGHT_TO_SUBMIT: _l(
        "You do not have the right to submit. Your head of delegation can give it to you."
    ),
    Why.PROVISIONAL: _l(
        "The credentials of your delegation are provisional. Until the secretariat accepts them, "
        "your delegation can draft and comment."
    ),
    Why.CHAIR_RELEASES: _l("Only the chair can release decisions. Members prepare them."),
    Why.READS_ONLY: _l(
        "You are viewing the site as someone else. Return to your own view to change anything."
    ),
}

PROBLEMS = {  # by what is wrong, whatever the field
    "missing": _l("Fill in this field."),
    "long": _l("This is too long."),
    "short": _l("This is too short."),
    "unknown": _l("This value is not recognised. Choose one of those available."),
    "unchanged": _l("Nothing would change."),
    "taken": _l("This is already in use. Choose another."),
    "control": _l("Remove the control characters: they cannot be displayed or saved."),
    "orphaned": _l("The paragraph is no longer in the text, so nothing can be accepted there."),
    "contradiction": _l("These outcomes are not compatible. Check them and try again."),
    "move_adapted": _l(
        "A move can only be accepted or rejected as submitted. To move the paragraph "
        "elsewhere, make a committee edit."
    ),
    "unasked": _l(
        "No suggestion asks for this text. Accept a suggestion or make a committee edit."
    ),
    "deleted": _l("The paragraph is no longer in the text."),
    "many": _l("These are too many at once."),
    "published": _l("A revision has been published since, so the decision stands."),
    "superseded": _l("This revision has been marked as published in error."),
    "number": _l("Enter a whole number, from 0 to 100,000."),
    "followed": _l("This adoption has been signed or corrected since, so it stands."),
    "future": _l("This date is in the future."),
    "surrogates": _l("Remove the damaged characters: they cannot be displayed or saved."),
    "direction": _l("Remove the characters that reverse the reading direction."),
    "printed": _l(
        "A revision has been published, so this can no longer be changed: printed copies may exist."
    ),
    "before_start": _l("The end date is before the start date."),
    "not_an_address": _l("This is not a valid address."),
    "letters_and_hyphens": _l(
        "Use only lower-case letters, digits and hyphens, for example: mayors-declaration."
    ),
    "two_letters": _l("Enter the country as two capital letters: SN, PE, BE."),
    "not_a_colour": _l("Enter a colour as # and six digits or letters from a to f: #2446b8."),
    "faint": _l("This colour is too light to be read on the page. Choose a darker one."),
    "heavy": _l("This file is larger than 200 kB. Choose a smaller one."),
    "not_a_picture": _l("This file is not a PNG, JPEG or WebP picture. Choose another one."),
    "not_initials": _l("Use one to three letters or digits."),
    "incomplete": _l("Each document must have a different order number."),
    "not_of_this_kind": _l(
        "Headings can have levels 1 to 3 and sub-items levels 1 and 2."
        " Other paragraphs have no level."
    ),
    "inside": _l("A paragraph cannot be placed among its own sub-items, which move with it."),
    "parts": _l(
        "There it would come between another paragraph and its sub-items. Choose that paragraph,"
        " or its last sub-item."
    ),
    "own": _l("A delegation takes no position on its own suggestion."),
    "refused": _l("The first author has declined your delegation as co-sponsor of this version."),
    "not_joined": _l("This delegation is not a co-sponsor."),
    "itself": _l("This cannot refer to itself."),
    "not_from_here": _l("The document cannot move to that stage from its current one."),
    "debated": _l(
        "Delegations have already submitted suggestions, so the text cannot go back to preparation."
    ),
    "nothing_published": _l("Publish the zero draft first. Until then, no one can read the text."),
    "past": _l("This date and time have already passed."),
    "gone": _l("This date has already passed."),
    "no_author": _l("One of the suggestions has no delegation that could be asked."),
    "not_of_this_capacity": _l("This role is not available in that capacity."),
    "none_here": _l("Only delegation roles can name a delegation."),
    "head_there": _l("This delegation already has a head. End that role first."),
    "held_already": _l("This person already has a role there."),
    "no_delegation": _l("Only members of a delegation can submit suggestions."),
    "last_secretary": _l("This is the last active secretariat account. It has to stay."),
    "account_closed": _l("The account is deactivated. Activate it first."),
    "anonymous": _l("This person has been anonymised."),
    "redacted": _l("This content has already been redacted."),
    "conference_exists": _l("The conference has already been set up."),
    "doubled": _l("One of the suggestions appears twice. Reload the page."),
    "elsewhere": _l("One of the suggestions belongs to another paragraph. Reload the page."),
    "agreed": _l(
        "This text is provisionally agreed. To change it, give a reason for reopening it."
    ),
    "already_agreed": _l("This is already provisionally agreed."),
    "not_agreed": _l("This text is not provisionally agreed."),
    "own_suggestion": _l("Your delegation edits its own suggestion instead of amending it."),
    "without_words": _l("This suggestion has no text that could be amended."),
    "as_suggested": _l("This is the same as the text of the suggestion: nothing would change."),
    "as_text": _l(
        "This is the current text, so the suggestion would ask for nothing. Object to the "
        "suggestion instead."
    ),
    "conflict": _l(
        "The suggestion has changed in the same place since. Write the text that it is to have."
    ),
    "not_ready": _l("One of the drafts is no longer marked as ready. Reload the page."),
    "too_long": _l("This is too long."),
    "signed": _l("This authority has already signed."),
    "register_closed": _l("The signatures have been closed since. Nothing has been sent."),
    "before_adoption": _l("This date is before the adoption."),
}
OTHER = _l("This cannot be accepted as it is. Check it and try again.")
TOO_LONG = {
    "rows": _l("This has %(length)s lines; the maximum is %(limit)s. Nothing has been cut off."),
    "paragraphs": _l(
        "This has %(length)s paragraphs; the maximum is %(limit)s. Nothing has been cut off."
    ),
    "characters": _l(
        "This has %(length)s characters; the maximum is %(limit)s. Nothing has been cut off."
    ),
}
LINKS = {
    None: _l("The address is incomplete, or the link was never valid."),
    LinkState.SPENT: _l(
        "This link has already been used to set a password. Sign in with that password."
    ),
    LinkState.EXPIRED: _l("This link has expired."),
    LinkState.REPLACED: _l("The secretariat has created a newer link."),
    LinkState.CLOSED: _l("This account has been deactivated. Contact the secretariat."),
}


def why(reason: str) -> str:
    """Return the sentence that says why not now. ``reason`` is a ``rules.Reason``."""
    return str(WHY[reason])


def problem(code: str) -> str:
    """Return the sentence for the code of an ``Invalid``."""
    return str(PROBLEMS.get(code, OTHER))


def invalid(error: Invalid) -> str:
    """Return the sentence for what cannot be taken, with the names of what has to come first."""
    if isinstance(error, Undecided):
        return ngettext(
            "First decide on sub-amendment %(names)s.",
            "First decide on sub-amendments %(names)s.",
            len(error.names),
            names=", ".join(error.names),
        )
    return problem(error.why)


def link(state: LinkState | None) -> str:
    """Return the sentence that says why a link works no longer; None: nobody knows it."""
    return str(LINKS[state])


def too_long(length: int, limit: int, unit: str = "characters") -> str:
    """Return the sentence for what is above its bound; ``unit`` as TooLong counts."""
    return str(TOO_LONG.get(unit, TOO_LONG["characters"])) % {"length": length, "limit": limit}


def cannot_set(why: CannotSet) -> str | None:
    """Return which letters a PDF lacks, and where the first of them is; None where none does."""
    if not why.letters:
        return None
    letters = [each if each.isprintable() else f"U+{ord(each):04X}" for each in why.letters]
    if why.number:
        where = _("paragraph %(number)s", number=why.number)
    else:
        where = _("“%(words)s”", words=f"{why.beginning}…")
    return _(
        "The fonts do not include %(letters)s: see %(where)s.",
        letters=", ".join(letters[:NAMED]) + ("…" if len(letters) > NAMED else ""),
        where=where,
    )
