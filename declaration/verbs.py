"""What the rules speak of: who acts in which role, what is done, why it is not possible now."""

from enum import StrEnum

from models.vocabulary import Stage, Status


class Role(StrEnum):
    """What somebody is while acting: a capacity and a post in one word."""

    PUBLIC = "public"
    OBSERVER = "observer"
    ADVISER = "adviser"
    ALTERNATE = "alternate"
    HEAD = "head"
    MEMBER = "member"
    CHAIR = "chair"
    SECRETARIAT = "secretariat"


class Verb(StrEnum):
    """What can be done. Every route names one."""

    READ_PUBLISHED = "read_published"
    READ_ROLLING = "read_rolling"
    READ_DEBATE = "read_debate"
    READ_JOURNAL = "read_journal"
    READ_FOR_YOU = "read_for_you"
    READ_DRAFTS = "read_drafts"
    READ_DESK = "read_desk"
    READ_DELEGATION = "read_delegation"
    DRAFT = "draft"
    SUBMIT = "submit"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    TAKE_POSITION = "take_position"
    COSPONSOR = "cosponsor"
    REFUSE_COSPONSOR = "refuse_cosponsor"
    COMMENT = "comment"
    RESOLVE_COMMENT = "resolve_comment"
    WITHDRAW_COMMENT = "withdraw_comment"
    PREPARE = "prepare"
    RELEASE = "release"
    REOPEN = "reopen"
    AMEND = "amend"
    BRACKET = "bracket"
    READ_BRACKETS = "read_brackets"
    READ_AGREED = "read_agreed"
    AGREE = "agree"
    RESERVE = "reserve"
    ASK_AUTHOR = "ask_author"
    READ_QUESTIONS = "read_questions"
    ANSWER_QUESTION = "answer_question"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"
    EDIT_TEXT = "edit_text"
    SET_STAGE = "set_stage"
    ADOPT = "adopt"
    CORRECT = "correct"
    EXPLAIN = "explain"
    WITHDRAW_EXPLANATION = "withdraw_explanation"
    EDIT_CONFERENCE = "edit_conference"
    MANAGE_PEOPLE = "manage_people"
    GIVE_SUBMIT_RIGHT = "give_submit_right"
    REDACT = "redact"
    SEE_AS = "see_as"
    KEEP_ACCOUNT = "keep_account"
    ENTER = "enter"
    WATCH = "watch"
    NOTE = "note"
    ENTER_FOR = "enter_for"
    ANSWER_ENTRY = "answer_entry"
    READ_PARTICIPANTS = "read_participants"
    READ_ACCOUNT = "read_account"
    SUB_AMEND = "sub_amend"
    TAKE_SUB_AMENDMENT = "take_sub_amendment"
    DECIDE_SUB_AMENDMENT = "decide_sub_amendment"
    WITHDRAW_SUB_AMENDMENT = "withdraw_sub_amendment"
    READ_PACKAGES = "read_packages"
    TABLE_PACKAGE = "table_package"
    READ_EXCLUSIONS = "read_exclusions"
    EXCLUDE = "exclude"


class Why(StrEnum):
    """Why not now, where neither the stage nor the status of a suggestion is the reason."""

    LATE = "late"
    NO_RIGHT_TO_SUBMIT = "no_right_to_submit"
    CHAIR_RELEASES = "chair_releases"
    READS_ONLY = "reads_only"
    PROVISIONAL = "provisional"


Reason = Stage | Status | Why
"""Why not now: the stage or the status itself, or a reason of its own. The web words them."""
