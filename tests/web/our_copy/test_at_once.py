"""Our copy while others act: colleagues who save, a committee that decides, a form sent twice."""

import pytest
import sqlalchemy as sa

from models.document import Version
from models.vocabulary import SuggestionKind
from tests.support.copies import COPY, WORDS, asked, begin, bury, sent, shown
from tests.support.enter import enter, post
from tests.support.suggest_form import drafts, reword
from tests.support.valid import valid

NEW = "We will publish what we spend."


@pytest.fixture
def dakar(app, cast, clock):
    return enter(app.test_client(), "awa")


def test_the_second_of_two_colleagues_sees_both_and_loses_nothing(dakar, cast, session):
    boxes = shown(dakar) | {"words-arrival": "His words.", "words-means": "We ask States to act."}
    begin(session, cast, words="Her words.")

    answer = post(dakar, COPY, boxes)

    page = valid(answer, 409)
    assert "His words." in page
    assert "Her" in page
    assert asked(session) == [(SuggestionKind.REPLACE, "Her words.")]
    post(dakar, COPY, sent(answer, COPY))
    assert asked(session) == [
        (SuggestionKind.REPLACE, "His words."),
        (SuggestionKind.REPLACE, "We ask States to act."),
    ]


def test_two_colleagues_on_different_paragraphs_do_not_meet(dakar, cast, session):
    boxes = shown(dakar) | {"words-means": "We ask States to act."}
    begin(session, cast)

    assert post(dakar, COPY, boxes).status_code == 303

    assert asked(session) == [
        (SuggestionKind.REPLACE, WORDS),
        (SuggestionKind.REPLACE, "We ask States to act."),
    ]


def test_the_same_form_sent_twice_makes_its_drafts_once(dakar, session):
    boxes = shown(dakar) | {"words-arrival": WORDS, "new-services": NEW, "gone-ties": "1"}

    post(dakar, COPY, boxes)
    post(dakar, COPY, boxes)

    assert len(drafts(session)) == 3


def test_a_draft_rests_on_the_words_that_were_on_the_page(dakar, cast, session):
    boxes = shown(dakar) | {"words-arrival": WORDS}
    old = session.scalars(
        sa.select(Version.id).where(Version.paragraph_id == cast.paragraphs["arrival"].id)
    ).one()
    reword(session, cast, "arrival", "The committee writes.")

    post(dakar, COPY, boxes)

    [draft] = drafts(session)
    assert (draft.words, draft.base_version_id) == (WORDS, old)
    assert "The text has changed since" in dakar.get(COPY).text


def test_words_of_a_paragraph_that_is_gone_meanwhile_are_kept(dakar, cast, session):
    boxes = shown(dakar) | {"words-ties": "the ties that newcomers keep;"}
    bury(session, cast, "ties")

    assert post(dakar, COPY, boxes).status_code == 303

    assert asked(session) == [(SuggestionKind.REPLACE, "the ties that newcomers keep;")]
    page = valid(dakar.get(COPY))
    assert "1 of them no longer has a place" in page
    assert "does not appear in any box below" in page
    assert "words-ties" not in page


def test_words_without_a_place_come_back_with_everything_that_is_refused(dakar, cast, session):
    boxes = shown(dakar) | {"words-ties": "the ties, kept;", "words-means": "We \u202e ask."}
    bury(session, cast, "ties")

    page = valid(post(dakar, COPY, boxes), 422)

    assert "the ties, kept;" in page
    assert "This is no longer in the text" in page
    assert drafts(session) == []
