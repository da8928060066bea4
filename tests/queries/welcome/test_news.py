"""What happened that concerns whom: one's suggestions, their paragraphs, answers, the text."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import suggestions
from declaration.queries.welcome.news import MOST, happenings, spots
from models.journal import Event
from models.vocabulary import EventKind, Outcome, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import ARRIVAL, FIRST, LATER, OTHER, accept, ask, decide, insert, verdict


def newest(session):
    return session.scalar(sa.select(sa.func.max(Event.id))) or 0


def kinds(session, reader, since=0):
    return [happening.event.kind for happening in happenings(session, reading(reader), since)]


def say(session, by, cast, **on):
    return comments.comment(session, by, cast.document, Remark("Hm.", **on), at=LATER)


def publish(session, cast):
    return revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)


def test_a_decision_on_ones_own_comes_with_outcome_and_reason(session, cast):
    mine = ask(session, cast, FIRST)
    decide(session, cast, verdict(session, mine, Outcome.REJECTED, reason="Said above."))

    (told,) = happenings(session, reading(cast.amina), 0)

    (ruled,) = told.rulings
    assert (ruled.suggestion.number, ruled.suggestion.own) == (mine.number, True)
    assert (ruled.outcome, ruled.reason) == (Outcome.REJECTED, "Said above.")
    assert told.paragraph_id == cast.paragraphs["arrival"].id


def test_other_words_for_a_paragraph_on_which_one_has_a_suggestion(session, cast):
    ask(session, cast, FIRST)
    other = ask(session, cast, OTHER, by="luis")
    seen = newest(session)
    accept(session, cast, other)

    (told,) = happenings(session, reading(cast.amina), seen)

    assert (told.event.kind, told.change) == (EventKind.PARAGRAPH_DECIDED, (ARRIVAL, OTHER))
    assert kinds(session, cast.eleni, seen) == []


def test_a_new_suggestion_on_the_same_paragraph(session, cast):
    ask(session, cast, FIRST)
    seen = newest(session)
    ask(session, cast, OTHER, by="luis")
    insert(session, cast, "We listen.", by="luis")
    ask(session, cast, "Elsewhere.", by="luis", paragraph="means")

    told = happenings(session, reading(cast.amina), seen)

    assert [happening.suggestions[0].delegation for happening in told] == ["Lima", "Lima"]
    assert {happening.paragraph_id for happening in told} == {cast.paragraphs["arrival"].id}


def test_the_paragraph_of_what_was_withdrawn_concerns_one_no_longer(session, cast):
    mine = ask(session, cast, FIRST)
    suggestions.withdraw(session, cast.amina, mine, at=LATER)
    seen = newest(session)

    ask(session, cast, OTHER, by="luis")

    assert kinds(session, cast.amina, seen) == []


def test_an_answer_to_a_comment_of_ones_delegation(session, cast):
    asked = say(session, cast.amina, cast, paragraph_id=cast.paragraphs["means"].id)
    say(session, cast.luis, cast, paragraph_id=cast.paragraphs["means"].id)
    say(session, cast.luis, cast, parent_id=asked.id)

    (told,) = happenings(session, reading(cast.actors["awa"]), newest(session) - 2)

    assert told.answers


def test_ones_own_acts_are_no_news_but_a_colleagues_are(session, cast):
    ask(session, cast, FIRST)

    assert kinds(session, cast.amina) == []
    assert kinds(session, cast.actors["awa"]) == [EventKind.SUGGESTION_SUBMITTED]


def test_a_revision_concerns_everybody_and_names_the_one_before(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    seen = newest(session)
    publish(session, cast)

    for name in ("amina", "eleni", "noor", "ole", "paul_member"):
        (told,) = happenings(session, reading(cast.actors[name]), seen)
        assert (told.revision.label, told.before) == ("Rev. 1", "zero-draft")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("eleni", []),
        ("ole", [EventKind.PARAGRAPH_DECIDED]),
        ("marie", [EventKind.COMMENT_MADE, EventKind.SUGGESTION_SUBMITTED]),
        (
            "noor",
            [
                EventKind.PARAGRAPH_DECIDED,
                EventKind.COMMENT_MADE,
                EventKind.SUGGESTION_SUBMITTED,
            ],
        ),
    ],
)
def test_each_follows_what_is_theirs(session, cast, name, what):
    mine = ask(session, cast, FIRST)
    say(session, cast.luis, cast, suggestion_id=mine.id)
    accept(session, cast, mine)

    assert kinds(session, cast.actors[name]) == what


def test_what_is_internal_to_a_delegation_stays_there(session, cast):
    mine = ask(session, cast, FIRST)
    seen = newest(session)
    say(session, cast.amina, cast, suggestion_id=mine.id, internal=True)

    assert kinds(session, cast.actors["awa"], seen) == [EventKind.COMMENT_MADE]
    for name in ("luis", "marie", "noor", "ole"):
        assert kinds(session, cast.actors[name], seen) == []
    seeing = replace(cast.amina, person_id=cast.noor.person_id, seeing=True)
    assert kinds(session, seeing, seen) == []


def test_paragraphs_are_named_by_number_and_newest_words(session, cast):
    mine = ask(session, cast, FIRST)
    accept(session, cast, mine)
    happened = happenings(session, reading(cast.amina), 0)

    (spot,) = spots(session, happened).values()

    assert (spot.uid, spot.number, spot.words) == ("arrival", "1", FIRST)


def test_what_is_said_on_the_whole_has_no_paragraph(session, cast):
    mine = ask(session, cast, "Shorter.", paragraph=None, form=SuggestionKind.GENERAL)
    say(session, cast.luis, cast, suggestion_id=mine.id)

    (told,) = happenings(session, reading(cast.amina), 0)

    assert told.paragraph_id is None


def test_there_is_an_end_to_news(session, cast):
    mine = ask(session, cast, FIRST)
    for _ in range(MOST + 1):
        say(session, cast.luis, cast, suggestion_id=mine.id)

    told = happenings(session, reading(cast.amina), 0)

    assert len(told) == MOST
    assert told[0].event.id == newest(session)
