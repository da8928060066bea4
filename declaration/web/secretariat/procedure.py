"""The parts of the negotiation on the page that switches them: in which group, what it means."""

from flask_babel import lazy_gettext as _l

from models.vocabulary import Procedure

GROUPS = {  # of the rules of procedure: whom each concerns first
    _l("Suggestions"): (
        Procedure.POSITIONS,
        Procedure.COSPONSORS,
        Procedure.SUBAMENDMENTS,
        Procedure.PACKAGES,
    ),
    _l("Delegations"): (
        Procedure.ON_BEHALF,
        Procedure.ENTERED_COUNTS,
        Procedure.CREDENTIALS,
        Procedure.PARTICIPANTS,
        Procedure.WATCHING,
    ),
    _l("Drafting committee"): (
        Procedure.BRACKETS,
        Procedure.AGREEMENT,
        Procedure.ASKING,
        Procedure.EXCLUSIONS,
        Procedure.NOTES,
        Procedure.ACCOUNT,
    ),
}

MEANINGS = {
    Procedure.POSITIONS: _l(
        "Each delegation can support a suggestion or object to it. Everyone who can read the "
        "debate sees who does."
    ),
    Procedure.COSPONSORS: _l(
        "A delegation can join a suggestion as author. It is asked again when the text of the "
        "suggestion changes, and the first author can refuse it."
    ),
    Procedure.ON_BEHALF: _l(
        "The secretariat and the chair can enter a suggestion or a comment for a delegation, "
        "from the floor or from a letter. It counts once the delegation confirms it."
    ),
    Procedure.ENTERED_COUNTS: _l(
        "What is entered for a delegation counts without its confirmation. The delegation "
        "can refuse a suggestion until it is decided."
    ),
    Procedure.CREDENTIALS: _l(
        "A delegation with provisional credentials can draft and comment. Until its "
        "credentials are accepted, it cannot submit suggestions, take positions, confirm "
        "entries or answer the committee."
    ),
    Procedure.BRACKETS: _l(
        "The committee can leave a paragraph or part of it open, with alternatives in square "
        "brackets. No adoption while any is open, unless a reason is given."
    ),
    Procedure.AGREEMENT: _l(
        "The committee can mark paragraphs as provisionally agreed. Changing them afterwards "
        "needs a reason, and delegations can reserve their position."
    ),
    Procedure.ASKING: _l(
        "Before deciding, the committee can ask the author of a suggestion whether it agrees. "
        "Only the committee, the secretariat and the author’s delegation see the question and "
        "the answer."
    ),
    Procedure.WATCHING: _l(
        "Everyone who is signed in can watch a document, a paragraph or a suggestion. “For "
        "you” tells them first what happens there. No one else sees what they watch."
    ),
    Procedure.NOTES: _l(
        "The committee can write notes on paragraphs and suggestions that only its members "
        "and its chair can read."
    ),
    Procedure.PARTICIPANTS: _l(
        "A page lists the delegations by region and type, with what each has done. Everyone "
        "who can read the debate can read it."
    ),
    Procedure.ACCOUNT: _l(
        "Before and after a revision is published, a page says what happens to every "
        "suggestion, sub-amendment, package, question to an author, comment, position, bracket "
        "and reservation."
    ),
    Procedure.SUBAMENDMENTS: _l(
        "A delegation can suggest changes to the text of another delegation’s suggestion. The "
        "author can accept them. Otherwise the committee decides on them first."
    ),
    Procedure.PACKAGES: _l(
        "A delegation can table several of its suggestions together, with one reason. The "
        "committee decides on them together or one by one; the delegation is told if one is "
        "decided apart from the others."
    ),
    Procedure.EXCLUSIONS: _l(
        "The committee can mark suggestions of which only one can be accepted. When it accepts "
        "one, it is asked what becomes of the others."
    ),
}
