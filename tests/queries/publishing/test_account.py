"""What happens to every row when a text is published, and what did: each row exactly once."""

from dataclasses import dataclass

import pytest

from declaration.actions import comments
from declaration.actions.amending import packages, subamendments
from declaration.actions.amending.subamendments import AmendingAnswer
from declaration.actions.negotiating import agreement, brackets, positions
from declaration.actions.suggesting import suggestions
from declaration.rules import PUBLIC
from models.amending import Package, SubAmendment
from models.debate import Comment, Suggestion
from models.negotiation import AuthorQuestion, Bracket, Position, Reservation
from models.vocabulary import (
    Audience,
    EntryAnswer,
    Outcome,
    Procedure,
    Stand,
)
from tests.histories.accounts import ALL, account_now, account_of, check_account
from tests.queries.publishing.accounting import (
    HAPPENS,
    KIND,
    amend,
    answer,
    enter,
    enter_stand,
    happens,
    leave_open,
    lines,
    publish,
    remove,
    say,
    stand,
    sub_amend,
    switch,
)
from tests.support import desk
from tests.support.cast import LATER, NOON, print_revision
from tests.support.submitted import revise


@pytest.fixture(autouse=True)
def _on(session, cast):
    switch(session, cast, *(part for part in Procedure if part is not Procedure.ENTERED_COUNTS))


def test_pending_suggestions_stay_pending_as_they_stand_to_the_text(session, cast):
    desk.ask(session, cast, desk.FIRST)
    desk.ask(session, cast, "We call on all States.", paragraph="means")
    desk.orphan(session, cast)
    amend(session, cast, "means", "We urge States to give cities what they need for these tasks.")

    assert happens(session, cast, KIND.SUGGESTION) == [
        HAPPENS.PENDING,
        HAPPENS.PENDING_CONFLICT,
        HAPPENS.ACCEPTED,
        HAPPENS.PENDING_GONE,
        HAPPENS.ACCEPTED,
        HAPPENS.COMMITTEE,
    ]


def test_an_orphan_is_shown_with_the_text_that_it_was_written_on(session, cast):
    orphan = desk.orphan(session, cast)

    [line] = [row for row in lines(session, cast, KIND.SUGGESTION) if row.id == orphan.id]
    assert (line.passage, line.old) == (None, "We will listen.")


def test_what_is_decided_has_its_outcome_and_where_its_words_are(session, cast):
    taken, covered = desk.ask(session, cast, desk.FIRST), desk.ask(session, cast, desk.FIRST)
    desk.decide(
        session,
        cast,
        desk.verdict(session, taken),
        desk.verdict(session, covered, Outcome.COVERED, covered_by=taken),
    )

    first, second = lines(session, cast, KIND.SUGGESTION)
    assert (first.consequence, first.as_made, first.place) == (HAPPENS.ACCEPTED, True, "1")
    assert (second.consequence, second.covered_by) == (HAPPENS.COVERED, taken.number)
    assert second.as_made is None

    amend(session, cast, "arrival", "We will welcome everyone.")
    assert lines(session, cast, KIND.SUGGESTION)[0].as_made is False


def test_numbers_are_those_that_the_paragraphs_will_have(session, cast):
    desk.accept(session, cast, desk.insert(session, cast, "We begin.", after="welcome"))
    desk.ask(session, cast, desk.FIRST)
    desk.insert(session, cast, "We go on.", after="arrival")

    _taken, asked, insertion = lines(session, cast, KIND.SUGGESTION)
    assert (asked.before, asked.place, asked.after) == ("1", "2", False)
    assert (insertion.before, insertion.place, insertion.after) == ("1", "2", True)


def test_comments_follow_their_words_or_are_orphans_with_the_old_ones(session, cast):
    say(session, cast)
    comments.resolve(session, cast.marie, say(session, cast), at=LATER)
    comments.withdraw(session, cast.luis, say(session, cast), at=LATER)
    say(session, cast, on="hosts")
    resolved = say(session, cast, on="means", quote="the means")
    comments.resolve(session, cast.marie, resolved, at=LATER)
    say(session, cast, on=None)
    remove(session, cast, "hosts")
    amend(session, cast, "means", "We call on States to give cities what they need.")

    rows = lines(session, cast, KIND.COMMENT)
    assert [line.consequence for line in rows] == [
        HAPPENS.ANCHORED,
        HAPPENS.RESOLVED,
        HAPPENS.WITHDRAWN,
        HAPPENS.GONE,
        HAPPENS.UNQUOTED,
        HAPPENS.ANCHORED,
    ]
    assert rows[3].old == "the families who open their homes to newcomers;"
    assert (rows[3].before, rows[3].place) == ("3 (a)", "")
    assert (rows[4].old, rows[4].resolved) == ("the means", True)


def test_a_comment_on_a_suggestion_changes_with_its_text(session, cast):
    asked = desk.ask(session, cast, desk.FIRST)
    say(session, cast, suggestion_id=asked.id)

    assert happens(session, cast, KIND.COMMENT) == [HAPPENS.ANCHORED]
    revise(session, cast, asked, desk.wording(session, asked), desk.BOTH)
    [line] = lines(session, cast, KIND.COMMENT)
    assert (line.consequence, line.number) == (HAPPENS.CHANGED, asked.number)


def test_of_positions_the_newest_counts_and_all_are_there(session, cast):
    asked, other = desk.ask(session, cast, desk.FIRST), desk.ask(session, cast, desk.OTHER)
    stand(session, cast, "luis", asked)
    stand(session, cast, "luis", asked, Stand.OBJECT)
    stand(session, cast, "paul", asked, Stand.COSPONSOR)
    positions.refuse(session, cast.amina, asked, cast.paul.delegation_id, at=LATER)
    stand(session, cast, "luis", other)
    stand(session, cast, "luis", other, Stand.NONE)
    stand(session, cast, "paul", other)
    revise(session, cast, other, desk.wording(session, other), desk.BOTH)

    assert happens(session, cast, KIND.POSITION) == [
        HAPPENS.REPLACED,
        HAPPENS.STANDS,
        HAPPENS.REPLACED,
        HAPPENS.REFUSED,
        HAPPENS.REPLACED,
        HAPPENS.TAKEN_BACK,
        HAPPENS.EARLIER,
    ]
    suggestions.withdraw(session, cast.amina, other, at=LATER)
    assert happens(session, cast, KIND.POSITION)[-1] is HAPPENS.SETTLED


def test_brackets_stay_open_until_they_are_closed_or_lose_their_words(session, cast):
    leave_open(session, cast)
    brackets.close(
        session, cast.marie, leave_open(session, cast, "means", "cities"), "So.", at=LATER
    )
    leave_open(session, cast, "hosts", "newcomers")

    assert happens(session, cast, KIND.BRACKET) == [HAPPENS.OPEN, HAPPENS.CLOSED, HAPPENS.OPEN]


def test_agreement_holds_until_the_text_changes(session, cast):
    desk.agree(session, cast, "arrival", "means", "hosts")
    reopened = desk.agreeing(session, cast, "means")
    agreement.reopen(session, cast.marie, cast.document, reopened, "A word.", at=LATER)
    switch(session, cast)
    remove(session, cast, "hosts")
    switch(session, cast, *Procedure)

    assert happens(session, cast, KIND.AGREEMENT) == [
        HAPPENS.AGREED,
        HAPPENS.REPLACED,
        HAPPENS.GONE,
        HAPPENS.REOPENED,
    ]


def test_reservations_stand_until_they_are_lifted(session, cast):
    desk.agree(session, cast, "arrival", "means", "hosts")
    desk.reserve(session, cast, "arrival")
    agreement.lift(session, cast.luis, desk.reserve(session, cast, "means", by="luis"), at=LATER)
    desk.reserve(session, cast, "means")
    desk.reserve(session, cast, "hosts")
    amend(session, cast, "means", "We call on States.", reopening="A word.")
    remove(session, cast, "hosts", reopening="Said twice.")

    assert happens(session, cast, KIND.RESERVATION) == [
        HAPPENS.STANDS,
        HAPPENS.LIFTED,
        HAPPENS.EARLIER,
        HAPPENS.GONE,
    ]


@dataclass
class Made:
    """What was there when a revision was published."""

    asked: Suggestion
    rejected: Suggestion
    inserted: Suggestion
    confirmed: Suggestion
    refused: Suggestion
    resolved: Comment
    withdrawn: Comment
    reopened: Comment
    on_it: Comment
    bracket: Bracket
    reserved: Reservation
    amended: SubAmendment
    tabled: Package
    question: AuthorQuestion
    stood: Position


@pytest.fixture
def made(session, cast):
    """Something of every kind that can change later."""
    asked = desk.ask(session, cast, desk.FIRST)
    tabled = [desk.ask(session, cast, "We learn.", paragraph="services") for _ in range(2)]
    [question] = desk.question(session, cast, tabled[0], on="services", words="We learn together.")
    desk.ask(session, cast, "We urge States.", paragraph="means", by="luis")
    say(session, cast, quote="a language")
    stand(session, cast, "luis", asked)
    desk.agree(session, cast, "hosts", "ties")
    made = Made(
        asked=asked,
        rejected=desk.ask(session, cast, "We listen."),
        inserted=desk.insert(session, cast, "We begin.", after="welcome"),
        confirmed=enter(session, cast),
        refused=enter(session, cast, "We will greet all."),
        resolved=say(session, cast),
        withdrawn=say(session, cast),
        reopened=say(session, cast),
        on_it=say(session, cast, suggestion_id=asked.id),
        bracket=leave_open(session, cast),
        reserved=desk.reserve(session, cast, "hosts"),
        amended=sub_amend(session, cast, asked),
        tabled=desk.table(session, cast, *tabled),
        question=question,
        stood=enter_stand(session, cast, asked),
    )
    comments.resolve(session, cast.marie, made.reopened, at=LATER)
    amend(session, cast, "chapeau", "We, the mayors, declare:")
    return made


def test_what_came_after_a_revision_is_undone_in_its_account(session, cast, made):
    held = account_now(session, cast.noor, cast.document)
    revision = publish(session, cast)

    subamendments.take(session, cast.amina, made.amended, AmendingAnswer(taken=True), at=LATER)
    packages.dissolve(session, cast.amina, made.tabled, at=LATER)
    desk.answer(session, cast.amina, made.question)
    revise(session, cast, made.asked, desk.wording(session, made.asked), desk.BOTH)
    stand(session, cast, "luis", made.asked, Stand.OBJECT)
    stand(session, cast, "paul", made.asked, Stand.OBJECT)
    desk.accept(session, cast, made.asked)
    desk.decide(session, cast, desk.verdict(session, made.rejected, Outcome.REJECTED))
    desk.accept(session, cast, made.inserted)
    answer(session, cast, made.confirmed, EntryAnswer.CONFIRMED)
    answer(session, cast, made.refused, EntryAnswer.REFUSED)
    comments.resolve(session, cast.marie, made.resolved, at=LATER)
    comments.reopen(session, cast.marie, made.reopened, at=LATER)
    comments.withdraw(session, cast.luis, made.withdrawn, at=LATER)
    comments.resolve(session, cast.marie, made.on_it, at=LATER)
    brackets.close(session, cast.marie, made.bracket, "No one insists.", at=LATER)
    agreement.lift(session, cast.amina, made.reserved, at=LATER)
    remove(session, cast, "hosts", reopening="Said twice.")

    now = account_now(session, cast.noor, cast.document)
    assert account_of(session, cast.noor, cast.document, revision) == held
    assert all(now.sums[kind] != held.sums[kind] for kind in KIND if kind is not KIND.NOTE)
    check_account(session, cast.document, cast.actors.values())


def test_an_entry_that_counted_at_once_was_pending(session, cast):
    switch(session, cast, *Procedure)
    entered = enter(session, cast)
    amend(session, cast, "means", "We call on States.")
    revision = publish(session, cast)
    answer(session, cast, entered, EntryAnswer.REFUSED)

    held = account_of(session, cast.noor, cast.document, revision)
    first = held.of(KIND.SUGGESTION)[0]
    assert first.consequence is HAPPENS.PENDING
    assert happens(session, cast, KIND.SUGGESTION)[0] is HAPPENS.WITHDRAWN


def test_a_revision_that_no_event_made_is_told_by_its_time(session, cast):
    desk.ask(session, cast, desk.FIRST, at=NOON)
    revision = print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=NOON)
    desk.ask(session, cast, desk.OTHER, at=LATER)

    held = account_of(session, cast.noor, cast.document, revision)
    assert held.sums[KIND.SUGGESTION] == {HAPPENS.PENDING: 1}


def test_each_reader_has_what_that_reader_may_see(session, cast):
    say(session, cast, internal=True)
    say(session, cast, by="marie", internal=True)
    desk.ask(session, cast, desk.FIRST)
    desk.ask(session, cast, desk.OTHER).audience = Audience.OPENED
    session.flush()

    kinds = (KIND.SUGGESTION, KIND.COMMENT, KIND.NOTE)
    counts = {
        name: [len(lines(session, cast, kind, cast.actors[name])) for kind in kinds]
        for name in ("marie", "noor", "luis", "amina", "ole")
    }
    assert counts == {
        "marie": [2, 0, 1],
        "noor": [2, 0, 0],
        "luis": [2, 1, 0],
        "amina": [2, 0, 0],
        "ole": [2, 0, 0],
    }
    assert len(lines(session, cast, KIND.SUGGESTION, PUBLIC, debate_open=True)) == 1
    assert lines(session, cast, KIND.SUGGESTION, PUBLIC, debate_open=False) == []


def test_positions_of_a_part_that_is_off_are_left_out(session, cast):
    asked = desk.ask(session, cast, desk.FIRST)
    stand(session, cast, "luis", asked)
    stand(session, cast, "paul", asked, Stand.COSPONSOR)

    def stands(*off):
        return [line.stand for line in lines(session, cast, KIND.POSITION, parts=ALL - {*off})]

    assert stands() == [Stand.SUPPORT, Stand.COSPONSOR]
    assert stands(Procedure.COSPONSORS) == [Stand.SUPPORT]
    assert stands(Procedure.POSITIONS) == [Stand.COSPONSOR]
