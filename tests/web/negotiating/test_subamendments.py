"""Sub-amendments on pages: made, taken by one press, decided at the desk, told to all."""

import pytest
import sqlalchemy as sa

from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.journal import redaction
from declaration.actions.suggesting import suggestions
from models.amending import SubAmendment, SubAmendmentDecision
from models.document import Conference
from models.vocabulary import Amended, Procedure, Stage
from tests.support import desk
from tests.support.cast import LATER, NOON
from tests.support.enter import enter, post
from tests.support.submitted import revise
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

SUGGESTION = "/suggestions/1"
FORM = "/suggestions/1/amending"
ONE = "/suggestions/1/amendments/1"
DECIDING = "/d/declaration/desk/p/arrival"
SHORT = desk.FIRST.replace("a first point of contact", "a contact")
WIDER = desk.FIRST.replace("every newcomer", "every newcomer and every guest")
CLASHING = desk.FIRST.replace("every newcomer", "each guest")


@pytest.fixture
def asked(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    suggestion = desk.ask(session, cast, desk.FIRST, at=NOON)
    session.commit()
    return suggestion


@pytest.fixture
def amended(session, cast, asked):
    return amend(session, cast.luis, asked)


def amend(session, by, asked, words=SHORT, **values):
    row = subamendments.make(session, by, asked, Amending(words, **values), at=LATER)
    session.commit()
    return row


def sent(session, asked, words=SHORT, **values):
    fields = {"seen": desk.wording(session, asked).id, "words": words, "language": "en"}
    session.rollback()
    return fields | values


def seen(session, asked, **values):
    fields = {"seen": desk.wording(session, asked).id}
    session.rollback()
    return fields | values


def outcomes(session):
    session.rollback()
    query = sa.select(SubAmendmentDecision.outcome).order_by(SubAmendmentDecision.id)
    return list(session.scalars(query))


def switch_off(session):
    session.query(Conference).update({"procedure": ""})
    session.commit()


def test_a_delegation_amends_what_another_suggests(luis, session, cast, asked):
    assert FORM in luis.get(SUGGESTION).text
    assert desk.FIRST in valid(luis.get(FORM))
    answer = post(luis, FORM, sent(session, asked, reason="Shorter."))

    assert answer.status_code == 303
    assert answer.location.endswith("/suggestions/1#amendment-1")
    page = valid(luis.get(SUGGESTION))
    for words in ("Sub-amendment 1.1", "Lima", "Shorter.", "Yours"):
        assert words in page
    assert session.scalars(sa.select(SubAmendment.words)).one() == SHORT


@pytest.mark.parametrize(
    ("words", "told"),
    [("", "Enter the text you suggest."), (desk.FIRST, "same as the text of the suggestion")],
)
def test_what_cannot_be_taken_comes_back_with_what_was_typed(luis, session, asked, words, told):
    page = valid(post(luis, FORM, sent(session, asked, words, reason="Because.")), 422)
    assert told in page
    assert "Because." in page


def test_on_a_version_that_was_edited_since_it_comes_back_with_the_new_one(
    luis, session, cast, asked
):
    fields = sent(session, asked)
    revise(session, cast, asked, desk.wording(session, asked), WIDER)
    session.commit()
    page = valid(post(luis, FORM, fields), 409)
    assert "has been edited since" in page
    assert SHORT in page
    again = fields | {"seen": desk.wording(session, asked).id}
    session.rollback()
    assert post(luis, FORM, again).status_code == 303


def test_nobody_amends_their_own_suggestion_or_late_in_the_day(client, session, cast, asked):
    own = enter(client, "amina")
    assert FORM not in own.get(SUGGESTION).text
    assert "edits its own suggestion" in valid(own.get(FORM), 422)
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()
    assert enter(client, "luis").get(FORM).status_code == 403


def test_where_the_part_is_off_nothing_of_it_is_there(client, session, cast, asked, amended):
    switch_off(session)
    for name in ("luis", "marie", "amina"):
        reader = enter(client, name)
        assert "amendment" not in reader.get(SUGGESTION).text.lower().replace("amendments.", "")
        assert reader.get(ONE).status_code == 404
        assert reader.get(FORM).status_code == 404
        for act in ("acceptance", "decision", "withdrawal"):
            fields = seen(session, asked, outcome="accepted")
            assert post(reader, f"{ONE}/{act}", fields).status_code == 404
    assert outcomes(session) == []


def test_the_author_takes_it_by_one_press(amina, session, cast, asked, amended):
    assert f"{ONE}/acceptance" in valid(amina.get(SUGGESTION))
    answer = post(amina, f"{ONE}/acceptance", seen(session, asked))

    assert answer.status_code == 303
    assert outcomes(session) == [Amended.ACCEPTED]
    page = valid(amina.get(SUGGESTION))
    assert "by the author of the suggestion" in page
    assert "from sub-amendment 1.1 of Lima" in page
    assert desk.wording(session, asked).words == SHORT


def test_others_press_nothing(client, session, cast, asked, amended):
    for name in ("paul", "noor", "luis"):
        reader = enter(client, name)
        page = valid(reader.get(ONE))
        assert f"{ONE}/acceptance" not in page
        assert f"{ONE}/decision" not in page
        fields = seen(session, asked, outcome="accepted")
        assert post(reader, f"{ONE}/acceptance", fields).status_code == 404
        assert post(reader, f"{ONE}/decision", fields).status_code == 404


def test_the_committee_decides_with_a_reason(marie, session, cast, asked, amended):
    assert f"{ONE}/decision" in valid(marie.get(ONE))
    fields = seen(session, asked, outcome="rejected")
    page = valid(post(marie, f"{ONE}/decision", fields), 422)
    assert "Fill in this field." in page
    answer = post(marie, f"{ONE}/decision", fields | {"reason": "Too short."})

    assert answer.status_code == 303
    assert outcomes(session) == [Amended.REJECTED]
    page = valid(marie.get(SUGGESTION))
    assert "by the drafting committee" in page
    assert "Too short." in page


@pytest.mark.parametrize("outcome", ["", "lapsed", "withdrawn", "adapted"])
def test_no_other_outcome_is_taken(marie, session, asked, amended, outcome):
    fields = seen(session, asked, outcome=outcome)
    assert post(marie, f"{ONE}/decision", fields).status_code == 422


def test_two_answers_at_once_are_one(marie, session, cast, asked, amended):
    fields = seen(session, asked, outcome="accepted")
    assert post(marie, f"{ONE}/decision", fields).status_code == 303
    page = valid(post(marie, f"{ONE}/decision", fields), 409)
    assert "Someone else made a change first" in page
    assert f"{ONE}/decision" not in page


def test_a_reason_that_came_too_late_is_shown_again(marie, session, asked, amended):
    fields = seen(session, asked, outcome="rejected")
    assert post(marie, f"{ONE}/decision", fields | {"reason": "Too short."}).status_code == 303

    page = valid(post(marie, f"{ONE}/decision", fields | {"reason": "Typed in vain."}), 409)

    assert "Your answer has not been sent" in page
    assert "Typed in vain." in page


def test_in_conflict_the_text_is_written_by_hand(marie, session, cast, asked, amended):
    amend(session, cast.paul, asked, WIDER)
    amend(session, cast.luis, asked, CLASHING)
    fields = seen(session, asked, outcome="accepted")
    assert post(marie, "/suggestions/1/amendments/2/decision", fields).status_code == 303
    third = "/suggestions/1/amendments/3"
    page = valid(marie.get(third))
    assert "In conflict" in page
    assert "someone has to write text that combines both" in page
    fields = seen(session, asked, outcome="accepted")
    assert "Write the text" in valid(post(marie, f"{third}/decision", fields), 422)

    by_hand = WIDER.replace("every guest", "each guest")
    typed = fields | {"words": by_hand, "reason": "Both are meant."}
    assert post(marie, f"{third}/decision", typed).status_code == 303
    assert outcomes(session) == [Amended.ACCEPTED, Amended.ADAPTED]
    assert desk.wording(session, asked).words == by_hand


def test_made_on_an_earlier_version_it_is_shown_against_the_new_one(
    marie, session, cast, asked, amended
):
    revise(session, cast, asked, desk.wording(session, asked), WIDER)
    session.commit()
    page = valid(marie.get(SUGGESTION))
    assert "Made on an earlier version" in page
    assert "both changes fit together" in page
    fields = seen(session, asked, outcome="accepted")
    assert post(marie, f"{ONE}/decision", fields).status_code == 303
    assert desk.wording(session, asked).words == WIDER.replace(
        "a first point of contact", "a contact"
    )


def test_its_author_withdraws_it(luis, session, asked, amended):
    assert f"{ONE}/withdrawal" in valid(luis.get(SUGGESTION))
    assert post(luis, f"{ONE}/withdrawal").status_code == 303
    assert outcomes(session) == [Amended.WITHDRAWN]
    assert valid(post(luis, f"{ONE}/withdrawal"), 409)


def test_at_the_desk_it_comes_first_and_stops_the_decision(marie, session, cast, asked, amended):
    assert "Sub-amendment 1.1 pending" in valid(marie.get("/d/declaration/desk"))
    page = valid(marie.get(DECIDING))
    assert "Decide on these first" in page
    fields = {"suggestions-1-outcome": "rejected", "suggestions-1-reason": "No."}
    fields |= {"suggestions-1-wording": desk.wording(session, asked).id, "words": desk.ARRIVAL}
    session.rollback()
    refused = valid(post(marie, f"{DECIDING}/decision", fields), 422)
    assert "First decide on sub-amendment 1.1." in refused

    pressed = seen(session, asked, outcome="accepted")
    answer = post(marie, f"{ONE}/decision?from=desk", pressed)
    assert answer.location.endswith(DECIDING)
    assert "Decide on these first" not in valid(marie.get(DECIDING))


def test_it_is_not_uncontested_and_stays_where_several_are_decided(
    marie, session, cast, asked, amended
):
    page = valid(marie.get("/d/declaration/desk/uncontested"))
    assert "sub-amendments have to be decided first" in page
    together = "/d/declaration/desk/together"
    fields = {"chosen": "1", "outcome": "rejected", "reason": "No."}
    chosen = post(marie, together, {"chosen": "1"})
    stamp = valid(chosen).split('name="chosen"')[1].split('value="')[1].split('"')[0]
    page = valid(post(marie, f"{together}/decision", fields | {"chosen": stamp}), 409)
    assert "First decide on sub-amendment 1.1." in page


def test_a_withdrawal_says_what_lapses_with_it(amina, session, cast, asked, amended):
    assert "1 sub-amendment lapses with it" in valid(amina.get("/suggestions/1/withdrawal"))
    suggestions.withdraw(session, cast.amina, asked, at=LATER)
    session.commit()
    assert "Lapsed" in valid(amina.get(SUGGESTION))


def test_the_panel_and_the_lists_count_them(luis, session, cast, asked, amended):
    for path in ("/d/declaration/rolling?open=arrival", "/d/declaration/suggestions"):
        assert "1 sub-amendment, 1 pending" in valid(luis.get(path))


def test_what_was_redacted_is_shown_nowhere(client, session, cast, asked, amended):
    redaction.redact(session, cast.noor, amended, at=LATER)
    session.commit()
    marie = enter(client, "marie")
    for path in (SUGGESTION, ONE, DECIDING):
        page = valid(marie.get(path))
        assert "a contact" not in page
        assert "The secretariat has redacted this content." in page
    fields = seen(session, asked, outcome="accepted")
    assert post(marie, f"{ONE}/decision", fields).status_code == 422


def test_the_secretariat_finds_it_with_the_suggestion(noor, session, cast, asked, amended):
    answer = AmendingAnswer(taken=False, reason="Too short.")
    subamendments.decide(session, cast.marie, amended, answer, at=LATER)
    session.commit()
    page = valid(noor.get("/admin/redaction?in=suggestion&what=1"))
    assert SHORT in page
    assert "Too short." in page
