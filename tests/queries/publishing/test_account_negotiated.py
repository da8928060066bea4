"""What happens to entries, sub-amendments, packages and questions to authors."""

from datetime import timedelta

import pytest

from declaration.actions.amending import packages, subamendments
from declaration.actions.comments import Remark
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from declaration.actions.suggesting import suggestions
from models.vocabulary import (
    EntryAnswer,
    Outcome,
    Procedure,
    Stand,
)
from tests.histories.accounts import account_now, account_of
from tests.queries.publishing.accounting import (
    CLASHING,
    HAPPENS,
    KIND,
    SHORT,
    amend,
    answer_stand,
    enter,
    enter_stand,
    happens,
    lines,
    publish,
    respond,
    stand,
    sub_amend,
    switch,
)
from tests.support import desk
from tests.support.cast import LATER
from tests.support.submitted import revise


@pytest.fixture(autouse=True)
def _on(session, cast):
    switch(session, cast, *(part for part in Procedure if part is not Procedure.ENTERED_COUNTS))


def test_what_was_entered_for_a_delegation_counts_once_it_is_confirmed(session, cast):
    asked = desk.ask(session, cast, desk.FIRST)
    stand(session, cast, "paul", asked, Stand.OBJECT)
    refused = enter_stand(session, cast, asked)
    answer_stand(session, cast, refused, EntryAnswer.REFUSED)
    mistaken = enter_stand(session, cast, asked)
    answer_stand(session, cast, mistaken, EntryAnswer.TAKEN_BACK, by=cast.noor)
    enter_stand(session, cast, asked)
    waiting = enter_stand(session, cast, asked)

    assert happens(session, cast, KIND.POSITION) == [
        HAPPENS.STANDS,
        HAPPENS.WITHDRAWN,
        HAPPENS.WITHDRAWN,
        HAPPENS.REPLACED,
        HAPPENS.ENTERED,
    ]
    own, *entered = lines(session, cast, KIND.POSITION)
    assert own.entered is None
    assert [line.entered.answer for line in entered] == [
        EntryAnswer.REFUSED,
        EntryAnswer.TAKEN_BACK,
        EntryAnswer.OVERTAKEN,
        None,
    ]
    answer_stand(session, cast, waiting, EntryAnswer.CONFIRMED)
    first, *_between, last = happens(session, cast, KIND.POSITION)
    assert (first, last) == (HAPPENS.REPLACED, HAPPENS.STANDS)


def test_a_position_that_nobody_confirmed_is_of_no_matter_once_all_is_decided(session, cast):
    asked = desk.ask(session, cast, desk.FIRST)
    enter_stand(session, cast, asked)
    desk.accept(session, cast, asked)

    [line] = lines(session, cast, KIND.POSITION)
    assert (line.consequence, line.waits) == (HAPPENS.SETTLED, False)


def test_suggestions_and_comments_say_that_they_were_entered(session, cast):
    enter(session, cast)
    remark = Remark("Which language?", paragraph_id=cast.paragraphs["arrival"].id)
    origin = Origin(cast.delegations["dakar"].id)
    entries.enter_comment(session, cast.noor, cast.document, remark, origin, at=LATER)

    for kind, becomes in ((KIND.SUGGESTION, HAPPENS.ENTERED), (KIND.COMMENT, HAPPENS.ANCHORED)):
        [line] = lines(session, cast, kind)
        assert (line.consequence, line.entered.answer, line.waits) == (becomes, None, True)


def test_sub_amendments_are_pending_taken_rejected_withdrawn_or_lapsed(session, cast):
    asked, other = desk.ask(session, cast, desk.FIRST), desk.ask(session, cast, desk.FIRST)
    taken, left, clash = (
        sub_amend(session, cast, asked, words) for words in (SHORT, desk.BOTH, CLASHING)
    )
    back, no, lapsed = (
        sub_amend(session, cast, other, words) for words in (SHORT, *[CLASHING] * 2)
    )
    respond(session, cast.amina, taken, subamendments.take)
    revise(session, cast, asked, desk.wording(session, asked), SHORT.replace("newcomer", "arrival"))
    subamendments.withdraw(session, cast.luis, back, at=LATER)
    respond(session, cast.marie, no, subamendments.decide, taken=False, reason="No.")
    suggestions.withdraw(session, cast.amina, other, at=LATER)

    assert [row.id for row in (taken, left, clash, back, no, lapsed)] == [
        line.id for line in lines(session, cast, KIND.SUB_AMENDMENT)
    ]
    assert happens(session, cast, KIND.SUB_AMENDMENT) == [
        HAPPENS.ACCEPTED,
        HAPPENS.PENDING_EARLIER,
        HAPPENS.PENDING_CONFLICT,
        HAPPENS.WITHDRAWN,
        HAPPENS.REJECTED,
        HAPPENS.LAPSED,
    ]
    line = lines(session, cast, KIND.SUB_AMENDMENT)[1]
    assert (line.number, line.ordinal, line.place) == (asked.number, 2, "1")


def test_a_sub_amendment_on_the_words_of_now_stays_pending(session, cast):
    sub_amend(session, cast, desk.ask(session, cast, desk.FIRST))

    assert happens(session, cast, KIND.SUB_AMENDMENT) == [HAPPENS.PENDING]


def test_a_package_tells_what_becomes_of_each_of_its_suggestions(session, cast):
    arrival, services, insertion, _lima = desk.three(session, cast)
    desk.table(session, cast, arrival, services, insertion)
    numbers = arrival.number, services.number, insertion.number

    def told():
        [line] = lines(session, cast, KIND.PACKAGE)
        return line.consequence, dict(line.members)

    pending = dict.fromkeys(numbers, HAPPENS.PENDING)
    assert told() == (HAPPENS.PENDING, pending)
    suggestions.withdraw(session, cast.amina, insertion, at=LATER)
    withdrawn = pending | {insertion.number: HAPPENS.WITHDRAWN}
    assert told() == (HAPPENS.PENDING, withdrawn)
    desk.decide(session, cast, desk.verdict(session, arrival, Outcome.REJECTED))
    partly = withdrawn | {arrival.number: HAPPENS.REJECTED}
    assert told() == (HAPPENS.PARTLY, partly)
    desk.accept(session, cast, services)
    assert told() == (HAPPENS.DECIDED, partly | {services.number: HAPPENS.ACCEPTED})


def test_a_package_of_which_all_was_withdrawn_is_withdrawn(session, cast):
    arrival, services, *_others = desk.three(session, cast)
    desk.table(session, cast, arrival, services)
    for suggestion in (arrival, services):
        suggestions.withdraw(session, cast.amina, suggestion, at=LATER)

    assert happens(session, cast, KIND.PACKAGE) == [HAPPENS.WITHDRAWN]


def test_what_is_dissolved_says_what_it_held_then(session, cast):
    arrival, services, insertion, _lima = desk.three(session, cast)
    package = desk.table(session, cast, arrival, services, insertion)
    packages.take_out(session, cast.amina, package, insertion, at=LATER)
    inside = {arrival.number: HAPPENS.PENDING, services.number: HAPPENS.PENDING}
    [line] = lines(session, cast, KIND.PACKAGE)
    assert (line.consequence, dict(line.members)) == (HAPPENS.PENDING, inside)

    packages.dissolve(session, cast.amina, package, at=LATER + timedelta(hours=1))
    [line] = lines(session, cast, KIND.PACKAGE)
    assert (line.consequence, dict(line.members)) == (HAPPENS.DISSOLVED, inside)


def test_who_was_in_a_package_when_a_revision_was_published_is_told_of_it(session, cast):
    arrival, services, insertion, _lima = desk.three(session, cast)
    package = desk.table(session, cast, arrival, services)
    amend(session, cast, "chapeau", "We, the mayors, declare:")
    held = account_now(session, cast.noor, cast.document)
    revision = publish(session, cast)
    packages.join(session, cast.amina, package, [insertion.id], at=LATER)
    packages.take_out(session, cast.amina, package, arrival, at=LATER)

    assert account_of(session, cast.noor, cast.document, revision) == held
    [line] = lines(session, cast, KIND.PACKAGE)
    assert [number for number, _ in line.members] == [services.number, insertion.number]


def test_of_questions_to_authors_it_is_told_what_became_of_each(session, cast):
    asked, other = desk.ask(session, cast, desk.FIRST), desk.ask(session, cast, desk.OTHER)
    desk.question(session, cast, asked, other)
    yes, no = desk.question(session, cast, asked, other)
    desk.answer(session, cast.amina, yes)

    replaced = [HAPPENS.REPLACED, HAPPENS.REPLACED]
    assert happens(session, cast, KIND.QUESTION) == [*replaced, HAPPENS.AGREES, HAPPENS.WAITING]
    desk.answer(session, cast.amina, no, agrees=False, sentence="Too short.")
    assert happens(session, cast, KIND.QUESTION)[2:] == [HAPPENS.AGREES, HAPPENS.DISAGREES]
    line = lines(session, cast, KIND.QUESTION)[-1]
    assert line.question == ("Dakar", Outcome.ADAPTED, desk.UNTIL, False)
    assert (line.number, line.words) == (other.number, desk.LESS)

    amend(session, cast, "arrival", "We will welcome everyone.")
    assert happens(session, cast, KIND.QUESTION)[2:] == [HAPPENS.OUT_OF_DATE] * 2
    suggestions.withdraw(session, cast.amina, asked, at=LATER)
    assert happens(session, cast, KIND.QUESTION)[2:] == [HAPPENS.SETTLED, HAPPENS.OUT_OF_DATE]


def test_a_question_is_out_of_date_once_the_author_has_other_words(session, cast):
    asked = desk.ask(session, cast, desk.FIRST)
    desk.question(session, cast, asked)
    revise(session, cast, asked, desk.wording(session, asked), desk.BOTH)

    assert happens(session, cast, KIND.QUESTION) == [HAPPENS.OUT_OF_DATE]


def test_questions_are_for_officials_and_the_author_that_was_asked(session, cast):
    desk.question(session, cast, desk.ask(session, cast, desk.FIRST))

    seen = {
        name: len(lines(session, cast, KIND.QUESTION, actor)) for name, actor in cast.actors.items()
    }
    officials = {"marie", "paul_member", "noor"}
    assert {name for name, count in seen.items() if count} == officials | {"amina", "awa"}
