"""The closed lists of the field, as enumerations; the glossary in README says what each means."""

from enum import StrEnum


class Scheme(StrEnum):
    """How a document numbers itself: 1, 2, 3 through all headings, or PP 1 and OP 1."""

    DECLARATION = "declaration"
    RESOLUTION = "resolution"


class Stage(StrEnum):
    """Where a document is on its way."""

    PREPARATION = "preparation"
    CONSULTATION = "consultation"
    CONSOLIDATION = "consolidation"
    ADOPTED = "adopted"

    @property
    def begun(self) -> bool:
        """Whether the debate has been opened."""
        return self is not Stage.PREPARATION

    @property
    def takes_suggestions(self) -> bool:
        """Whether delegations may hand in suggestions; only then a deadline matters."""
        return self is Stage.CONSULTATION

    @property
    def final(self) -> bool:
        """Whether the text is adopted: it is only corrected, and explained beside it."""
        return self is Stage.ADOPTED


class Kind(StrEnum):
    """What a paragraph is; headings have levels 1 to 3, items 1 (a) and 2 (i), others 0."""

    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ITEM = "item"
    ANNEX = "annex"

    @property
    def heads(self) -> bool:
        """Whether it stands above what follows, and is no paragraph to which items belong."""
        return self in {Kind.TITLE, Kind.HEADING, Kind.ANNEX}

    @property
    def levels(self) -> range:
        """Return the levels that a paragraph of this kind can have."""
        deep = {Kind.HEADING: range(1, 4), Kind.ITEM: range(1, 3)}
        return deep.get(self, range(1))


class DelegationKind(StrEnum):
    """What sends a delegation."""

    CITY = "city"
    REGION = "region"
    ASSOCIATION = "association"
    NETWORK = "network"
    PARTNER = "partner"


class DelegationStatus(StrEnum):
    """Whether a delegation's credentials are accepted."""

    PROVISIONAL = "provisional"
    ACCEPTED = "accepted"


class WorldRegion(StrEnum):
    """Regions of the world, as the conference counts them."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia_pacific"
    EUROPE = "europe"
    LATIN_AMERICA = "latin_america"
    MIDDLE_EAST = "middle_east"
    NORTH_AMERICA = "north_america"
    GLOBAL = "global"


class Capacity(StrEnum):
    """In whose name a person acts."""

    PUBLIC = "public"
    OBSERVER = "observer"
    DELEGATION = "delegation"
    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"


class Post(StrEnum):
    """What a person is, within that capacity."""

    HEAD = "head"
    ALTERNATE = "alternate"
    ADVISER = "adviser"
    CHAIR = "chair"
    MEMBER = "member"
    OFFICER = "officer"
    OBSERVER = "observer"


class SuggestionKind(StrEnum):
    """What a suggestion asks for."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    GENERAL = "general"

    @property
    def on_paragraph(self) -> bool:
        """Whether it asks for something to be done to a paragraph that is there."""
        return self in {SuggestionKind.REPLACE, SuggestionKind.DELETE, SuggestionKind.MOVE}

    @property
    def places(self) -> bool:
        """Whether it says after which paragraph something is to stand."""
        return self in {SuggestionKind.INSERT, SuggestionKind.MOVE}

    @property
    def words(self) -> bool:
        """Whether it is written in words, for the text or on the text as a whole."""
        return self.makes_text or self is SuggestionKind.GENERAL

    @property
    def makes_text(self) -> bool:
        """Whether its words are to stand in the text."""
        return self in {SuggestionKind.REPLACE, SuggestionKind.INSERT}


class Status(StrEnum):
    """Where a suggestion is on its way; a draft is not yet a suggestion."""

    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    ENTERED = "entered"  # for a delegation, which has not confirmed it


class EntrySource(StrEnum):
    """Where what is entered for a delegation comes from."""

    FLOOR = "floor"
    LETTER = "letter"


class EntryAnswer(StrEnum):
    """What became of an entry: its delegation answered, or whoever entered it took it back."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    OVERTAKEN = "overtaken"  # a newer position of the delegation stands instead


class Outcome(StrEnum):
    """What became of a suggestion; the newest decision counts."""

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    REJECTED = "rejected"
    COVERED = "covered"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"
    REOPENED = "reopened"

    @property
    def taken(self) -> bool:
        """Whether the suggestion went into the text, as it was or with changes."""
        return self in TAKEN

    @property
    def needs_reason(self) -> bool:
        """Whether the committee must say why."""
        return self in {Outcome.REJECTED, Outcome.ADAPTED}

    @property
    def chosen(self) -> bool:
        """Whether the committee chooses it at its desk; adopting and reopening give the others."""
        return self not in {Outcome.LAPSED, Outcome.REOPENED}


TAKEN = (Outcome.ACCEPTED, Outcome.ADAPTED)


class Stand(StrEnum):
    """Where a delegation stands on a suggestion of others; its newest stand counts."""

    SUPPORT = "support"
    OBJECT = "object"
    COSPONSOR = "cosponsor"  # an author beside the first
    NONE = "none"  # took back what it had said
    REFUSED = "refused"  # the first author did not want it as an author


class Amended(StrEnum):
    """What became of a sub-amendment; it awaits an answer as long as it has none of these."""

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # the suggestion was withdrawn, or the text adopted

    @property
    def taken(self) -> bool:
        """Whether it went into the suggestion, as it was or with changes."""
        return self in {Amended.ACCEPTED, Amended.ADAPTED}


class Consent(StrEnum):
    """Where a question to the author of a suggestion stands; computed, never stored."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    OUT_OF_DATE = "out_of_date"
    SETTLED = "settled"  # the suggestion has been decided or withdrawn


class Standing(StrEnum):
    """Whether a suggestion still fits the current words; computed, never stored."""

    CURRENT = "current"
    STALE_CLEAN = "stale_clean"
    STALE_CONFLICT = "stale_conflict"
    ORPHANED = "orphaned"


class Audience(StrEnum):
    """Who reads it, widest first."""

    EVERYBODY = "everybody"
    OPENED = "opened"  # everybody, while the secretariat opens the debate
    PARTICIPANTS = "participants"
    AUTHOR = "author"  # the delegation that is asked, the committee that asks, the secretariat
    DELEGATION = "delegation"
    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"


class Procedure(StrEnum):
    """A part of the negotiation that a conference switches on, in its rules of procedure."""

    POSITIONS = "positions"
    COSPONSORS = "cosponsors"
    ON_BEHALF = "on_behalf"
    ENTERED_COUNTS = "entered_counts"
    CREDENTIALS = "credentials"
    BRACKETS = "brackets"
    AGREEMENT = "agreement"
    ASKING = "asking"
    WATCHING = "watching"
    NOTES = "notes"
    PARTICIPANTS = "participants"
    ACCOUNT = "account"
    SUBAMENDMENTS = "subamendments"
    PACKAGES = "packages"
    EXCLUSIONS = "exclusions"

    @property
    def usual(self) -> bool:
        """Whether it is on in a new conference."""
        return self in {Procedure.POSITIONS, Procedure.ON_BEHALF}


class SubjectKind(StrEnum):
    """What an event can touch."""

    CONFERENCE = "conference"
    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    PLACE = "place"
    VERSION = "version"
    REVISION = "revision"
    REVISION_ENTRY = "revision_entry"
    SUPERSESSION = "supersession"
    ADOPTION = "adoption"
    ADOPTION_UNDOING = "adoption_undoing"
    CORRECTION = "correction"
    EXPLANATION = "explanation"
    SUGGESTION = "suggestion"
    WORDING = "wording"
    DECISION = "decision"
    COMMENT = "comment"
    POSITION = "position"
    BRACKET = "bracket"
    BRACKET_ALTERNATIVE = "bracket_alternative"
    BRACKET_OWNER = "bracket_owner"
    BRACKET_CLOSING = "bracket_closing"
    REVISION_BRACKET = "revision_bracket"
    AGREEMENT = "agreement"
    RESERVATION = "reservation"
    SUB_AMENDMENT = "sub_amendment"
    SUB_AMENDMENT_DECISION = "sub_amendment_decision"
    AUTHOR_QUESTION = "author_question"
    AUTHOR_ANSWER = "author_answer"
    PACKAGE = "package"
    PACKAGE_MEMBER = "package_member"
    EXCLUSION = "exclusion"
    EXCLUSION_MEMBER = "exclusion_member"
    SIGNING_REGISTER = "signing_register"
    SIGNATURE = "signature"
    DELEGATION = "delegation"
    PERSON = "person"
    ENTRY = "entry"


class EventKind(StrEnum):
    """One act of one person that others may know of."""

    CONFERENCE_CHANGED = "conference_changed"
    PROCEDURE_CHANGED = "procedure_changed"
    DEBATE_OPENED = "debate_opened"
    DEBATE_CLOSED = "debate_closed"
    DOCUMENT_CREATED = "document_created"
    DOCUMENT_CHANGED = "document_changed"
    TEXT_IMPORTED = "text_imported"
    TEXT_EDITED = "text_edited"
    STAGE_SET = "stage_set"
    REVISION_PUBLISHED = "revision_published"
    REVISION_SUPERSEDED = "revision_superseded"
    DOCUMENT_ADOPTED = "document_adopted"
    ADOPTION_UNDONE = "adoption_undone"
    TEXT_CORRECTED = "text_corrected"
    EXPLANATION_PUBLISHED = "explanation_published"
    EXPLANATION_WITHDRAWN = "explanation_withdrawn"
    SUGGESTION_SUBMITTED = "suggestion_submitted"
    SUGGESTION_REVISED = "suggestion_revised"
    SUGGESTION_WITHDRAWN = "suggestion_withdrawn"
    PARAGRAPH_DECIDED = "paragraph_decided"
    PARAGRAPH_AMENDED = "paragraph_amended"
    DECISION_REOPENED = "decision_reopened"
    POSITION_TAKEN = "position_taken"
    COSPONSOR_REFUSED = "cosponsor_refused"
    COMMENT_MADE = "comment_made"
    COMMENT_RESOLVED = "comment_resolved"
    COMMENT_REOPENED = "comment_reopened"
    COMMENT_WITHDRAWN = "comment_withdrawn"
    SUGGESTION_ENTERED = "suggestion_entered"
    COMMENT_ENTERED = "comment_entered"
    POSITION_ENTERED = "position_entered"
    ENTRY_CONFIRMED = "entry_confirmed"
    ENTRY_REFUSED = "entry_refused"
    ENTRY_TAKEN_BACK = "entry_taken_back"
    BRACKET_OPENED = "bracket_opened"
    BRACKET_CLOSED = "bracket_closed"
    TEXT_AGREED = "text_agreed"
    AGREEMENT_REOPENED = "agreement_reopened"
    RESERVATION_MADE = "reservation_made"
    RESERVATION_LIFTED = "reservation_lifted"
    SUB_AMENDMENT_MADE = "sub_amendment_made"
    SUB_AMENDMENT_TAKEN = "sub_amendment_taken"
    SUB_AMENDMENT_DECIDED = "sub_amendment_decided"
    SUB_AMENDMENT_WITHDRAWN = "sub_amendment_withdrawn"
    AUTHOR_ASKED = "author_asked"
    AUTHOR_ANSWERED = "author_answered"
    PACKAGE_TABLED = "package_tabled"
    PACKAGE_CHANGED = "package_changed"
    PACKAGE_DISSOLVED = "package_dissolved"
    EXCLUSION_MADE = "exclusion_made"
    EXCLUSION_CHANGED = "exclusion_changed"
    EXCLUSION_LIFTED = "exclusion_lifted"
    REGISTER_OPENED = "register_opened"
    REGISTER_CLOSED = "register_closed"
    SIGNATURE_ASKED = "signature_asked"
    SIGNATURE_REFUSED = "signature_refused"
    SIGNATURE_ADDED = "signature_added"
    SIGNATURE_WITHDRAWN = "signature_withdrawn"
    DELEGATION_ADDED = "delegation_added"
    DELEGATION_CHANGED = "delegation_changed"
    CREDENTIALS_CHANGED = "credentials_changed"
    PERSON_INVITED = "person_invited"
    OFFICE_GIVEN = "office_given"
    OFFICE_ENDED = "office_ended"
    SUBMIT_RIGHT_GIVEN = "submit_right_given"
    SUBMIT_RIGHT_TAKEN = "submit_right_taken"
    ACCOUNT_OPENED = "account_opened"
    ACCOUNT_CLOSED = "account_closed"
    WORDS_REDACTED = "words_redacted"
    PERSON_ANONYMISED = "person_anonymised"
    HISTORY_NAMED = "history_named"
