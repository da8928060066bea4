"""What an answer means: yes, not now with a reason, never; and how ``require`` refuses."""

import pytest

from declaration.errors import NotAllowed, NotFound, SignInNeeded
from declaration.rules import PUBLIC, Actor, Case, may, require
from declaration.verbs import Role, Verb, Why
from models.vocabulary import Capacity, Post, Stage, Status

HEAD = Actor(1, Capacity.DELEGATION, Post.HEAD, delegation_id=1, may_submit=True)
ADVISER = Actor(2, Capacity.DELEGATION, Post.ADVISER, delegation_id=1)
MEMBER = Actor(3, Capacity.COMMITTEE, Post.MEMBER)
CHAIR = Actor(4, Capacity.COMMITTEE, Post.CHAIR)
OFFICER = Actor(5, Capacity.SECRETARIAT, Post.OFFICER)
OBSERVER = Actor(6, Capacity.OBSERVER, Post.OBSERVER)
CONSULTATION = Case(Stage.CONSULTATION)
CONSOLIDATION = Case(Stage.CONSOLIDATION)


@pytest.mark.parametrize(
    ("actor", "role"),
    [
        (PUBLIC, Role.PUBLIC),
        (OBSERVER, Role.OBSERVER),
        (ADVISER, Role.ADVISER),
        (HEAD, Role.HEAD),
        (MEMBER, Role.MEMBER),
        (CHAIR, Role.CHAIR),
        (OFFICER, Role.SECRETARIAT),
    ],
)
def test_an_actor_without_arguments_is_the_public_and_a_post_makes_the_role(actor, role):
    assert actor.role is role


def test_yes_is_true_and_has_no_reason():
    answer = may(HEAD, Verb.SUBMIT, CONSULTATION)

    assert answer
    assert answer.why is None


def test_not_now_is_false_and_has_a_reason():
    answer = may(HEAD, Verb.SUBMIT, CONSOLIDATION)

    assert not answer
    assert answer.why is Stage.CONSOLIDATION


def test_never_is_false_and_has_no_reason():
    answer = may(HEAD, Verb.PUBLISH, CONSULTATION)

    assert not answer
    assert answer.why is None


def test_what_is_allowed_is_required_in_silence():
    require(CHAIR, Verb.PUBLISH, CONSULTATION)


def test_yours_but_not_now_is_refused_with_the_reason():
    with pytest.raises(NotAllowed) as refusal:
        require(HEAD, Verb.SUBMIT, CONSOLIDATION)

    assert refusal.value.reason == Stage.CONSOLIDATION


def test_never_is_refused_as_if_it_was_not_there():
    with pytest.raises(NotFound):
        require(HEAD, Verb.READ_DESK)


def test_what_others_may_do_sends_the_public_to_the_sign_in_page():
    with pytest.raises(SignInNeeded):
        require(PUBLIC, Verb.COMMENT, CONSULTATION)


def test_the_public_reads_the_debate_only_while_it_is_open_to_everybody():
    assert may(PUBLIC, Verb.READ_DEBATE, Case(debate_open=True))
    with pytest.raises(SignInNeeded):
        require(PUBLIC, Verb.READ_DEBATE, Case(debate_open=False))


def test_a_late_suggestion_is_still_taken():
    assert may(HEAD, Verb.SUBMIT, Case(Stage.CONSULTATION, late=True))


def test_after_the_deadline_a_suggestion_can_be_withdrawn_but_no_longer_changed():
    late = Case(Stage.CONSULTATION, state=Status.SUBMITTED, late=True)

    assert may(HEAD, Verb.WITHDRAW, late)
    assert may(HEAD, Verb.REVISE, late).why is Why.LATE


def test_in_consolidation_delegations_still_comment_and_draft():
    assert may(ADVISER, Verb.COMMENT, CONSOLIDATION)
    assert may(ADVISER, Verb.DRAFT, CONSOLIDATION)


def test_an_adviser_drafts_without_the_right_to_submit():
    assert may(ADVISER, Verb.DRAFT, CONSULTATION)
    assert may(ADVISER, Verb.SUBMIT, CONSULTATION).why is Why.NO_RIGHT_TO_SUBMIT


def test_a_member_releases_only_where_the_secretariat_lets_members():
    assert may(MEMBER, Verb.RELEASE, CONSULTATION).why is Why.CHAIR_RELEASES
    assert may(MEMBER, Verb.RELEASE, Case(Stage.CONSULTATION, members_release=True))


def test_only_what_was_decided_can_be_reopened():
    def reopening(state):
        return may(CHAIR, Verb.REOPEN, Case(Stage.CONSULTATION, state=state))

    assert reopening(Status.DECIDED)
    assert reopening(Status.SUBMITTED).why is Status.SUBMITTED
    assert reopening(Status.WITHDRAWN).why is Status.WITHDRAWN


def test_the_stage_is_the_first_reason_given():
    everything_wrong = Case(Stage.ADOPTED, state=Status.DECIDED, late=True)

    assert may(ADVISER, Verb.REVISE, everything_wrong).why is Stage.ADOPTED
    assert may(MEMBER, Verb.RELEASE, Case(Stage.ADOPTED)).why is Stage.ADOPTED


def test_the_zero_draft_is_the_secretariats_and_later_revisions_are_the_chairs():
    assert may(OFFICER, Verb.PUBLISH, Case(Stage.PREPARATION))
    assert not may(CHAIR, Verb.PUBLISH, Case(Stage.PREPARATION))
    assert may(CHAIR, Verb.PUBLISH, CONSULTATION)
    assert not may(OFFICER, Verb.PUBLISH, CONSULTATION)


class TestSeeingAsAnother:
    seen = Actor(5, Capacity.DELEGATION, Post.HEAD, may_submit=True, seeing=True)

    def test_reads_what_the_other_reads(self):
        assert may(self.seen, Verb.READ_ROLLING, CONSULTATION)

    def test_changes_nothing(self):
        assert may(self.seen, Verb.SUBMIT, CONSULTATION).why is Why.READS_ONLY
        assert may(self.seen, Verb.COMMENT, CONSULTATION).why is Why.READS_ONLY

    def test_never_opens_the_drafts_of_a_delegation(self):
        with pytest.raises(NotFound):
            require(self.seen, Verb.READ_DRAFTS)

    def test_does_not_open_what_the_other_may_never_do(self):
        assert may(self.seen, Verb.MANAGE_PEOPLE).why is None
        assert not may(self.seen, Verb.MANAGE_PEOPLE)
