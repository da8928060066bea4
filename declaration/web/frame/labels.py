"""The names of the vocabularies' members, and of offices, in the reader's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache

from flask_babel import (
    LazyString,
    force_locale,
    gettext as _,
    lazy_gettext as _l,
    lazy_pgettext,
    ngettext,
)

from declaration.queries.people.accounts import Office
from declaration.web.frame import language
from declaration.web.frame.stages import STAGES
from models.document import Method
from models.negotiation import ExplanationKind
from models.signing import SigningWay
from models.vocabulary import (
    Amended,
    Audience,
    Capacity,
    Consent,
    DelegationKind,
    DelegationStatus,
    EntryAnswer,
    EntrySource,
    EventKind,
    Kind,
    Outcome,
    Post,
    Procedure,
    Scheme,
    Stage,
    Stand,
    Standing,
    Status,
    SuggestionKind,
    WorldRegion,
)

EVENTS = {
    EventKind.CONFERENCE_CHANGED: _l("Conference details changed"),
    EventKind.PROCEDURE_CHANGED: _l("Rules of procedure changed"),
    EventKind.DEBATE_OPENED: _l("Debate opened to the public"),
    EventKind.DEBATE_CLOSED: _l("Debate restricted to signed-in users"),
    EventKind.DOCUMENT_CREATED: _l("Document added"),
    EventKind.DOCUMENT_CHANGED: _l("Document title or settings changed"),
    EventKind.TEXT_IMPORTED: _l("Text imported"),
    EventKind.TEXT_EDITED: _l("Text edited"),
    EventKind.STAGE_SET: _l("Stage or deadline changed"),
    EventKind.REVISION_PUBLISHED: _l("Revision published"),
    EventKind.REVISION_SUPERSEDED: _l("Revision marked as published in error"),
    EventKind.DOCUMENT_ADOPTED: _l("Document adopted"),
    EventKind.ADOPTION_UNDONE: _l("Adoption undone"),
    EventKind.TEXT_CORRECTED: _l("Misprint corrected"),
    EventKind.EXPLANATION_PUBLISHED: _l("Explanation or reservation published"),
    EventKind.EXPLANATION_WITHDRAWN: _l("Explanation or reservation withdrawn"),
    EventKind.SUGGESTION_SUBMITTED: _l("Suggestion submitted"),
    EventKind.SUGGESTION_REVISED: _l("Suggestion edited"),
    EventKind.SUGGESTION_WITHDRAWN: _l("Suggestion withdrawn"),
    EventKind.POSITION_TAKEN: _l("Position taken"),
    EventKind.COSPONSOR_REFUSED: _l("Co-sponsor refused"),
    EventKind.PARAGRAPH_DECIDED: _l("Decision made"),
    EventKind.PARAGRAPH_AMENDED: _l("Text changed by the committee"),
    EventKind.DECISION_REOPENED: _l("Decision reopened"),
    EventKind.COMMENT_MADE: _l("Comment added"),
    EventKind.COMMENT_RESOLVED: _l("Comment resolved"),
    EventKind.COMMENT_REOPENED: _l("Comment reopened"),
    EventKind.COMMENT_WITHDRAWN: _l("Comment withdrawn"),
    EventKind.SUGGESTION_ENTERED: _l("Suggestion entered for a delegation"),
    EventKind.COMMENT_ENTERED: _l("Comment entered for a delegation"),
    EventKind.POSITION_ENTERED: _l("Position entered for a delegation"),
    EventKind.ENTRY_CONFIRMED: _l("Entry confirmed by its delegation"),
    EventKind.ENTRY_REFUSED: _l("Entry refused by its delegation"),
    EventKind.ENTRY_TAKEN_BACK: _l("Entry for a delegation withdrawn"),
    EventKind.BRACKET_OPENED: _l("Text left open in brackets"),
    EventKind.BRACKET_CLOSED: _l("Open brackets closed"),
    EventKind.TEXT_AGREED: _l("Text provisionally agreed"),
    EventKind.AGREEMENT_REOPENED: _l("Agreed text reopened"),
    EventKind.RESERVATION_MADE: _l("Reservation made"),
    EventKind.RESERVATION_LIFTED: _l("Reservation lifted"),
    EventKind.SUB_AMENDMENT_MADE: _l("Sub-amendment submitted"),
    EventKind.SUB_AMENDMENT_TAKEN: _l("Sub-amendment accepted by the author"),
    EventKind.SUB_AMENDMENT_DECIDED: _l("Sub-amendment decided"),
    EventKind.SUB_AMENDMENT_WITHDRAWN: _l("Sub-amendment withdrawn"),
    EventKind.AUTHOR_ASKED: _l("Author asked before a decision"),
    EventKind.AUTHOR_ANSWERED: _l("Author’s answer to the committee"),
    EventKind.PACKAGE_TABLED: _l("Package tabled"),
    EventKind.PACKAGE_CHANGED: _l("Package changed"),
    EventKind.PACKAGE_DISSOLVED: _l("Package dissolved"),
    EventKind.EXCLUSION_MADE: _l("Suggestions marked as excluding each other"),
    EventKind.EXCLUSION_CHANGED: _l("Suggestions that exclude each other changed"),
    EventKind.EXCLUSION_LIFTED: _l("Suggestions no longer marked as excluding each other"),
    EventKind.REGISTER_OPENED: _l("Signatures opened"),
    EventKind.REGISTER_CLOSED: _l("Signatures closed"),
    EventKind.SIGNATURE_ASKED: _l("Signature requested"),
    EventKind.SIGNATURE_REFUSED: _l("Request to sign refused"),
    EventKind.SIGNATURE_ADDED: _l("Signature added"),
    EventKind.SIGNATURE_WITHDRAWN: _l("Signature withdrawn"),
    EventKind.DELEGATION_ADDED: _l("Delegation added"),
    EventKind.DELEGATION_CHANGED: _l("Delegation edited"),
    EventKind.CREDENTIALS_CHANGED: _l("Credentials changed"),
    EventKind.PERSON_INVITED: _l("Person invited"),
    EventKind.OFFICE_GIVEN: _l("Role assigned"),
    EventKind.OFFICE_ENDED: _l("Role ended"),
    EventKind.SUBMIT_RIGHT_GIVEN: _l("Right to submit granted"),
    EventKind.SUBMIT_RIGHT_TAKEN: _l("Right to submit removed"),
    EventKind.ACCOUNT_OPENED: _l("Account activated"),
    EventKind.ACCOUNT_CLOSED: _l("Account deactivated"),
    EventKind.WORDS_REDACTED: _l("Content redacted"),
    EventKind.PERSON_ANONYMISED: _l("Person anonymised"),
    EventKind.HISTORY_NAMED: _l("An upgrade: everything recorded so far was entered anew"),
}


# By type first: members of different vocabularies may be equal as strings.
NAMES = {
    Scheme: {
        Scheme.DECLARATION: _l("Declaration: 1, 2, 3, continuous across headings"),
        Scheme.RESOLUTION: _l("Resolution: PP 1, PP 2, then OP 1, OP 2"),
    },
    Stage: {stage: words.label for stage, words in STAGES.items()},
    Kind: {
        Kind.TITLE: _l("Title"),
        Kind.HEADING: _l("Heading"),
        Kind.PLAIN: _l("Unnumbered paragraph"),
        Kind.PREAMBULAR: _l("Preambular paragraph"),
        Kind.OPERATIVE: _l("Operative paragraph"),
        Kind.ITEM: _l("Sub-item"),
        Kind.ANNEX: _l("Annex"),
    },
    DelegationKind: {
        DelegationKind.CITY: _l("City"),
        DelegationKind.REGION: _l("Region"),
        DelegationKind.ASSOCIATION: _l("Association"),
        DelegationKind.NETWORK: _l("Network"),
        DelegationKind.PARTNER: _l("Partner"),
    },
    DelegationStatus: {
        DelegationStatus.PROVISIONAL: _l("Provisional credentials"),
        DelegationStatus.ACCEPTED: _l("Accepted credentials"),
    },
    WorldRegion: {
        WorldRegion.AFRICA: _l("Africa"),
        WorldRegion.ASIA_PACIFIC: _l("Asia and the Pacific"),
        WorldRegion.EUROPE: _l("Europe"),
        WorldRegion.LATIN_AMERICA: _l("Latin America and the Caribbean"),
        WorldRegion.MIDDLE_EAST: _l("Middle East and West Asia"),
        WorldRegion.NORTH_AMERICA: _l("North America"),
        WorldRegion.GLOBAL: _l("Worldwide"),
    },
    Capacity: {
        Capacity.PUBLIC: _l("Public"),
        Capacity.OBSERVER: _l("Observer"),
        Capacity.DELEGATION: _l("Delegation"),
        Capacity.COMMITTEE: _l("Drafting committee"),
        Capacity.SECRETARIAT: _l("Secretariat"),
    },
    Post: {
        Post.HEAD: _l("Head of delegation"),
        Post.ALTERNATE: _l("Alternate"),
        Post.ADVISER: _l("Adviser"),
        Post.CHAIR: _l("Chair of the drafting committee"),
        Post.MEMBER: _l("Member of the drafting committee"),
        Post.OFFICER: _l("Member of the secretariat"),
        Post.OBSERVER: _l("Accredited observer"),
    },
    SuggestionKind: {
        SuggestionKind.REPLACE: _l("Reword the paragraph"),
        SuggestionKind.INSERT: _l("Insert a paragraph"),
        SuggestionKind.DELETE: _l("Delete the paragraph"),
        SuggestionKind.MOVE: _l("Move the paragraph"),
        SuggestionKind.GENERAL: lazy_pgettext("type of suggestion", "On the text as a whole"),
    },
    Status: {
        Status.SUBMITTED: _l("Pending"),
        Status.WITHDRAWN: _l("Withdrawn"),
        Status.DECIDED: _l("Decided"),
        Status.ENTERED: _l("Not confirmed"),
    },
    Amended: {
        Amended.ACCEPTED: _l("Accepted"),
        Amended.ADAPTED: _l("Accepted with changes"),
        Amended.REJECTED: _l("Rejected"),
        Amended.WITHDRAWN: _l("Withdrawn"),
        Amended.LAPSED: _l("Lapsed"),
    },
    Outcome: {
        Outcome.ACCEPTED: _l("Accepted"),
        Outcome.ADAPTED: _l("Accepted with changes"),
        Outcome.REJECTED: _l("Rejected"),
        Outcome.COVERED: _l("Covered by another suggestion"),
        Outcome.OVERTAKEN: _l("Overtaken by other changes"),
        Outcome.LAPSED: _l("Lapsed"),
        Outcome.REOPENED: _l("Reopened"),
    },
    Stand: {
        Stand.SUPPORT: _l("Supports"),
        Stand.OBJECT: _l("Objects"),
        Stand.COSPONSOR: _l("Co-sponsors"),
        Stand.NONE: _l("Withdrew its position"),
        Stand.REFUSED: _l("Not accepted as co-sponsor"),
    },
    Method: {
        Method.CONSENSUS: _l("By consensus"),
        Method.ACCLAMATION: _l("By acclamation"),
        Method.SIGNATURE: _l("By signature"),
        Method.VOTE: _l("By a vote"),
    },
    SigningWay: {
        SigningWay.ON_THE_DAY: _l("On the day"),
        SigningWay.LETTER: _l("By letter"),
        SigningWay.PAGE: _l("On this site"),
        SigningWay.COUNCIL: _l("By decision of the council"),
    },
    ExplanationKind: {
        ExplanationKind.EXPLANATION: _l("Explanation of position"),
        ExplanationKind.RESERVATION: _l("Reservation"),
    },
    Standing: {
        Standing.CURRENT: _l("Up to date"),
        Standing.STALE_CLEAN: _l("Based on an earlier version"),
        Standing.STALE_CONFLICT: _l("Conflicts with the current text"),
        Standing.ORPHANED: _l("Paragraph removed"),
    },
    Audience: {
        Audience.EVERYBODY: _l("Everyone"),
        Audience.OPENED: _l("Everyone, while the debate is open"),
        Audience.PARTICIPANTS: _l("Everyone who is signed in"),
        Audience.AUTHOR: _l("The author’s delegation and the drafting committee"),
        Audience.DELEGATION: _l("The delegation only"),
        Audience.COMMITTEE: _l("The drafting committee only"),
        Audience.SECRETARIAT: _l("The secretariat only"),
    },
    Consent: {
        Consent.WAITING: _l("Author asked"),
        Consent.OVERDUE: _l("Author has not answered in time"),
        Consent.AGREES: _l("Author agrees"),
        Consent.DISAGREES: _l("Author disagrees"),
        Consent.OUT_OF_DATE: _l("Question out of date"),
        Consent.SETTLED: _l("Question closed"),
    },
    EntrySource: {
        EntrySource.FLOOR: _l("From the floor"),
        EntrySource.LETTER: _l("From a letter"),
    },
    EntryAnswer: {
        EntryAnswer.CONFIRMED: _l("Confirmed"),
        EntryAnswer.REFUSED: _l("Refused"),
        EntryAnswer.TAKEN_BACK: _l("Withdrawn"),
        EntryAnswer.OVERTAKEN: _l("Overtaken by a newer position"),
    },
    EventKind: EVENTS,
    Procedure: {
        Procedure.POSITIONS: _l("Support and objections"),
        Procedure.COSPONSORS: _l("Co-sponsors"),
        Procedure.ON_BEHALF: _l("Entries on behalf of a delegation"),
        Procedure.ENTERED_COUNTS: _l("Entries count at once"),
        Procedure.CREDENTIALS: _l("Credentials"),
        Procedure.BRACKETS: _l("Open brackets"),
        Procedure.AGREEMENT: _l("Agreement ad referendum"),
        Procedure.ASKING: _l("Asking the author"),
        Procedure.WATCHING: _l("Watching"),
        Procedure.NOTES: _l("Committee notes"),
        Procedure.PARTICIPANTS: _l("Participants"),
        Procedure.ACCOUNT: _l("Account of the debate"),
        Procedure.SUBAMENDMENTS: _l("Sub-amendments"),
        Procedure.PACKAGES: _l("Packages"),
        Procedure.EXCLUSIONS: _l("Suggestions that exclude each other"),
    },
}


DEPTHS = {
    (Kind.HEADING, 1): _l("Heading 1"),
    (Kind.HEADING, 2): _l("Heading 2"),
    (Kind.HEADING, 3): _l("Heading 3"),
    (Kind.ITEM, 1): _l("Sub-item (a)"),
    (Kind.ITEM, 2): _l("Sub-item (i)"),
}


FINAL = _l("Final draft")
STANDARD_REVISIONS = (  # "Rev. 1" is the same in every language
    _l("Zero draft"),
    _l("First draft"),
    _l("Revised draft"),
    FINAL,
    _l("Adopted text"),
)


VOTES: Mapping[str, Callable[[int], str]] = {
    "votes_for": lambda num: ngettext("%(num)s for", "%(num)s for", num),
    "votes_against": lambda num: ngettext("%(num)s against", "%(num)s against", num),
    "abstentions": lambda num: ngettext("%(num)s abstention", "%(num)s abstentions", num),
}


def label(value: StrEnum) -> str:
    """Return the name of a vocabulary's member."""
    return str(NAMES[type(value)][value])  # type: ignore[index]


def shape(kind: Kind, level: int) -> str:
    """Return what a paragraph is, with its level where it has one."""
    return str(DEPTHS.get((kind, level)) or label(kind))


def method(stored: str) -> str:
    """Return how a text was adopted, in words; what no list knows stays as it was written."""
    return label(Method(stored)) if stored in set(Method) else stored


def voted(stored: str, tally: Mapping[str, int | None]) -> str:
    """Return how a text was adopted, with the votes of a vote: ``votes_for`` and so on."""
    counted = [
        sentence(votes) for name, sentence in VOTES.items() if (votes := tally[name]) is not None
    ]
    return f"{method(stored)} ({', '.join(counted)})" if counted else method(stored)


def revision_label(stored: str) -> str:
    """Return a revision's label; a standard one, in whichever language, in the reader's."""
    return str(_spellings().get(stored.casefold(), stored))


def is_final(stored: str) -> bool:
    """Whether a revision's label is that of a final draft, in whichever language."""
    return _spellings().get(" ".join(stored.split()).casefold()) is FINAL


@cache
def _spellings() -> Mapping[str, LazyString]:
    """Return the standard labels by how the languages spell them, in small letters."""
    spelled: dict[str, LazyString] = {}
    for code in language.LANGUAGES:
        with force_locale(code):
            spelled |= {str(name).casefold(): name for name in STANDARD_REVISIONS}
    return spelled


def office(held: Office) -> str:
    """Return in whose name one acts, in one or two words: "Dakar", "Drafting committee"."""
    return held.delegation or label(held.capacity)


def office_and_post(held: Office) -> str:
    """Return an office whole: "Dakar: Head of delegation"."""
    if held.delegation:
        return _("%(delegation)s: %(post)s", delegation=held.delegation, post=label(held.post))
    return label(held.post)
