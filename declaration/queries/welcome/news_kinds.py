"""Which events are news, and for whom."""

from models.vocabulary import Capacity, EventKind

MARKS = (  # on the way of a text: for everybody
    EventKind.DEBATE_OPENED,
    EventKind.DEBATE_CLOSED,
    EventKind.STAGE_SET,
    EventKind.REVISION_PUBLISHED,
    EventKind.REVISION_SUPERSEDED,
    EventKind.DOCUMENT_ADOPTED,
    EventKind.ADOPTION_UNDONE,
    EventKind.TEXT_CORRECTED,
)
EXPLAINED = (  # beside an adopted text, for everybody
    EventKind.EXPLANATION_PUBLISHED,
    EventKind.EXPLANATION_WITHDRAWN,
)
BRACKETED = (EventKind.BRACKET_OPENED, EventKind.BRACKET_CLOSED)
NAMES_US = (*BRACKETED, EventKind.COSPONSOR_REFUSED)  # where it names the delegation
DECIDED = (
    EventKind.PARAGRAPH_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
    EventKind.DECISION_REOPENED,
    *BRACKETED,
)
AGREED = (EventKind.TEXT_AGREED, EventKind.AGREEMENT_REOPENED)
RESERVED = (EventKind.RESERVATION_MADE, EventKind.RESERVATION_LIFTED)
ASKED = (
    EventKind.SUGGESTION_SUBMITTED,
    EventKind.SUGGESTION_REVISED,
    EventKind.SUGGESTION_WITHDRAWN,
    EventKind.SUGGESTION_ENTERED,
)
QUESTIONS = (EventKind.AUTHOR_ASKED, EventKind.AUTHOR_ANSWERED)
ENTRIES = (  # what became of what was entered for a delegation
    EventKind.COMMENT_ENTERED,
    EventKind.POSITION_ENTERED,
    EventKind.ENTRY_CONFIRMED,
    EventKind.ENTRY_REFUSED,
    EventKind.ENTRY_TAKEN_BACK,
)
AMENDING = (  # another's suggestion
    EventKind.SUB_AMENDMENT_MADE,
    EventKind.SUB_AMENDMENT_TAKEN,
    EventKind.SUB_AMENDMENT_DECIDED,
    EventKind.SUB_AMENDMENT_WITHDRAWN,
)
BESIDE = (  # on the same paragraph
    *DECIDED,
    EventKind.SUGGESTION_SUBMITTED,
    EventKind.SUGGESTION_ENTERED,
    EventKind.TEXT_EDITED,
    *AGREED,
)
GROUPED = (  # what is tabled together, and what excludes each other
    EventKind.PACKAGE_TABLED,
    EventKind.PACKAGE_CHANGED,
    EventKind.PACKAGE_DISSOLVED,
    EventKind.EXCLUSION_MADE,
    EventKind.EXCLUSION_CHANGED,
    EventKind.EXCLUSION_LIFTED,
)
OFFICIALS = (
    *MARKS,
    *DECIDED,
    *ASKED,
    *ENTRIES,
    *AMENDING,
    *QUESTIONS,
    *GROUPED,
    *AGREED,
    *RESERVED,
    *EXPLAINED,
    EventKind.COMMENT_MADE,
)
FOLLOWED = {  # by those who have no delegation to speak for
    Capacity.OBSERVER: (*MARKS, *DECIDED, *AGREED, *EXPLAINED),
    Capacity.COMMITTEE: OFFICIALS,
    Capacity.SECRETARIAT: OFFICIALS,
}
