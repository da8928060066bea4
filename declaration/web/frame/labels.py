"""The names of the vocabularies' members, and of offices, in the reader's language."""

from enum import StrEnum

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.queries.people.accounts import Office
from declaration.web.frame.stages import STAGES
from models.vocabulary import (
    Audience,
    Capacity,
    DelegationKind,
    DelegationStatus,
    EventKind,
    Kind,
    Method,
    Outcome,
    Post,
    Scheme,
    Stage,
    Standing,
    Status,
    SuggestionKind,
    WorldRegion,
)

EVENTS = {
    EventKind.CONFERENCE_CHANGED: _l("The page of the conference was changed"),
    EventKind.DEBATE_OPENED: _l("The debate was opened to everybody"),
    EventKind.DEBATE_CLOSED: _l("The debate was closed to those who are signed in"),
    EventKind.DOCUMENT_CREATED: _l("A document was added"),
    EventKind.DOCUMENT_CHANGED: _l("The document’s title or settings were changed"),
    EventKind.TEXT_IMPORTED: _l("The text was brought in"),
    EventKind.TEXT_EDITED: _l("The text was edited"),
    EventKind.STAGE_SET: _l("The stage or the deadline was set"),
    EventKind.REVISION_PUBLISHED: _l("A revision was published"),
    EventKind.REVISION_SUPERSEDED: _l("A revision was marked as superseded"),
    EventKind.DOCUMENT_ADOPTED: _l("The document was adopted"),
    EventKind.SUGGESTION_SUBMITTED: _l("A suggestion was submitted"),
    EventKind.SUGGESTION_REVISED: _l("A suggestion was reworded"),
    EventKind.SUGGESTION_WITHDRAWN: _l("A suggestion was withdrawn"),
    EventKind.PARAGRAPH_DECIDED: _l("A decision was made"),
    EventKind.PARAGRAPH_AMENDED: _l("The committee made a change of its own"),
    EventKind.DECISION_REOPENED: _l("A decision was reopened"),
    EventKind.COMMENT_MADE: _l("A comment was made"),
    EventKind.COMMENT_RESOLVED: _l("A comment was resolved"),
    EventKind.COMMENT_REOPENED: _l("A comment was opened again"),
    EventKind.COMMENT_WITHDRAWN: _l("A comment was withdrawn"),
    EventKind.DELEGATION_ADDED: _l("A delegation was added"),
    EventKind.DELEGATION_CHANGED: _l("A delegation was changed"),
    EventKind.PERSON_INVITED: _l("A person was invited"),
    EventKind.OFFICE_GIVEN: _l("An office was given"),
    EventKind.OFFICE_ENDED: _l("An office was ended"),
    EventKind.SUBMIT_RIGHT_GIVEN: _l("The right to submit was given"),
    EventKind.SUBMIT_RIGHT_TAKEN: _l("The right to submit was taken back"),
    EventKind.ACCOUNT_OPENED: _l("An account was switched on"),
    EventKind.ACCOUNT_CLOSED: _l("An account was switched off"),
    EventKind.WORDS_REDACTED: _l("Words were redacted"),
    EventKind.PERSON_ANONYMISED: _l("A person was made anonymous"),
    EventKind.HISTORY_NAMED: _l("An upgrade: everything recorded so far was entered anew"),
}


# By type first: members of different vocabularies may be equal as strings.
NAMES = {
    Scheme: {
        Scheme.DECLARATION: _l("Declaration: 1, 2, 3 through all headings"),
        Scheme.RESOLUTION: _l("Resolution: PP 1, PP 2, then OP 1, OP 2"),
    },
    Stage: {stage: words.label for stage, words in STAGES.items()},
    Kind: {
        Kind.TITLE: _l("Title"),
        Kind.HEADING: _l("Heading"),
        Kind.PLAIN: _l("Plain paragraph"),
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
        DelegationStatus.PROVISIONAL: _l("Credentials provisional"),
        DelegationStatus.ACCEPTED: _l("Credentials accepted"),
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
        SuggestionKind.REPLACE: _l("Replace words"),
        SuggestionKind.INSERT: _l("Insert a paragraph"),
        SuggestionKind.DELETE: _l("Delete the paragraph"),
        SuggestionKind.MOVE: _l("Move the paragraph"),
        SuggestionKind.GENERAL: _l("On the text as a whole"),
    },
    Status: {
        Status.SUBMITTED: _l("Awaits a decision"),
        Status.WITHDRAWN: _l("Withdrawn"),
        Status.DECIDED: _l("Decided"),
    },
    Outcome: {
        Outcome.ACCEPTED: _l("Accepted"),
        Outcome.ADAPTED: _l("Accepted as adapted"),
        Outcome.REJECTED: _l("Rejected"),
        Outcome.COVERED: _l("Covered by another suggestion"),
        Outcome.OVERTAKEN: _l("Overtaken by other changes"),
        Outcome.LAPSED: _l("Lapsed"),
        Outcome.REOPENED: _l("Reopened"),
    },
    Method: {
        Method.CONSENSUS: _l("By consensus"),
        Method.ACCLAMATION: _l("By acclamation"),
        Method.SIGNATURE: _l("By signature"),
        Method.VOTE: _l("By a vote"),
    },
    Standing: {
        Standing.CURRENT: _l("On the current words"),
        Standing.STALE_CLEAN: _l("On older words, merges cleanly"),
        Standing.STALE_CONFLICT: _l("On older words, in conflict"),
        Standing.ORPHANED: _l("Its place is gone"),
    },
    Audience: {
        Audience.EVERYBODY: _l("Everybody"),
        Audience.OPENED: _l("Everybody, while the debate is open"),
        Audience.PARTICIPANTS: _l("Everybody who is signed in"),
        Audience.DELEGATION: _l("The delegation alone"),
        Audience.COMMITTEE: _l("The drafting committee alone"),
        Audience.SECRETARIAT: _l("The secretariat alone"),
    },
    EventKind: EVENTS,
}


DEPTHS = {
    (Kind.HEADING, 1): _l("Heading 1"),
    (Kind.HEADING, 2): _l("Heading 2"),
    (Kind.HEADING, 3): _l("Heading 3"),
    (Kind.ITEM, 1): _l("Sub-item (a)"),
    (Kind.ITEM, 2): _l("Sub-item (i)"),
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


def office(held: Office) -> str:
    """Return in whose name one acts, in one or two words: "Dakar", "Drafting committee"."""
    return held.delegation or label(held.capacity)


def office_and_post(held: Office) -> str:
    """Return an office whole: "Dakar: Head of delegation"."""
    if held.delegation:
        return _("%(delegation)s: %(post)s", delegation=held.delegation, post=label(held.post))
    return label(held.post)
