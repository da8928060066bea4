"""What happened, as the journal says it: one sentence for each kind of event."""

from flask_babel import lazy_gettext as _l

from models.vocabulary import EventKind

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
}
