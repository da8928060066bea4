"""Comments: on a paragraph, on quoted words, on a suggestion, on the whole; answered, resolved."""

import re

import pytest
import sqlalchemy as sa

from declaration.actions import comments as commenting
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Comment, Wording
from models.vocabulary import Audience, Stage, SuggestionKind
from tests.support.cast import LATER, NOON
from tests.support.enter import enter, post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

PARAGRAPH = "/d/declaration/p/arrival/comments"
WHOLE = "/d/declaration/comments"
ON_SUGGESTION = "/suggestions/1/comments"


@pytest.fixture
def suggestion(session, cast):
    asked = Amendment(SuggestionKind.DELETE, paragraph_id=cast.paragraphs["arrival"].id)
    suggestion = suggestions.submit(session, cast.luis, cast.document, asked, at=NOON)
    session.commit()
    return suggestion


def say(session, cast, by=None, words="Hm.", **values):
    remark = Remark(words, paragraph_id=cast.paragraphs["arrival"].id, **values)
    comment = commenting.comment(session, by or cast.amina, cast.document, remark, at=NOON)
    session.commit()
    return comment.id


def fields(words="Could this be shorter?", **values):
    return {"words": words, "language": "en"} | values


def comments(session):
    session.rollback()
    return session.scalars(sa.select(Comment).order_by(Comment.id)).all()


@pytest.mark.parametrize("name", ["amina", "eleni", "marie", "noor"])
@pytest.mark.parametrize("path", [PARAGRAPH, WHOLE, ON_SUGGESTION])
def test_those_who_debate_comment(cast, suggestion, client, session, name, path):
    answer = post(enter(client, name), path, fields())

    (comment,) = comments(session)
    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{comment.id}")
    assert "Could this be shorter?" in valid(client.get(answer.location))


@pytest.mark.parametrize("path", [PARAGRAPH, WHOLE, ON_SUGGESTION])
def test_observers_do_not_comment(cast, suggestion, client, session, path):
    assert post(enter(client, "ole"), path, fields()).status_code == 404
    assert comments(session) == []


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
@pytest.mark.parametrize("path", [WHOLE, ON_SUGGESTION])
def test_outside_the_debate_the_words_come_back(cast, suggestion, client, session, path, stage):
    cast.document.stage = stage
    session.commit()

    page = valid(post(enter(client, "marie"), path, fields()), 403)

    assert "Could this be shorter?" in page
    assert comments(session) == []


@pytest.mark.parametrize("path", ["/d/declaration/p/none/comments", "/suggestions/9/comments"])
def test_there_is_nothing_to_say_on_what_is_not_there(cast, client, path):
    assert post(enter(client, "amina"), path, fields()).status_code == 404


@pytest.mark.parametrize("path", [PARAGRAPH, WHOLE, ON_SUGGESTION])
def test_no_comment_without_a_token(cast, suggestion, client, path):
    assert enter(client, "amina").post(path, data=fields()).status_code == 400


@pytest.mark.parametrize(
    "words", ["", " ", "a" * 20_001, "a b " * 500_000, "a\x00b", "a\u202eb", "\x1b[31m"]
)
@pytest.mark.parametrize("path", [PARAGRAPH, WHOLE, ON_SUGGESTION])
def test_words_that_cannot_be_taken_come_back(cast, suggestion, client, session, path, words):
    page = valid(post(enter(client, "amina"), path, fields(words)), 422)

    assert "not sent yet" in page
    assert comments(session) == []


def test_markup_is_words(cast, client):
    evil = '<script>alert("1")</script> [x](javascript:alert(1))'
    answer = post(enter(client, "amina"), WHOLE, fields(evil))

    page = valid(client.get(answer.location))

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_selected_words_arrive_in_the_form(cast, client):
    query = "exact=first+point+of+contact&prefix=a&suffix=b&start=40&end=62"

    page = valid(enter(client, "amina").get(f"{PARAGRAPH}?{query}"))

    assert 'value="first point of contact"' in page
    assert "Visible to all delegations" in page


def test_words_are_quoted_by_hand(cast, client, session):
    post(enter(client, "amina"), PARAGRAPH, fields(exact="first point of contact"))

    (comment,) = comments(session)
    assert (comment.quote, comment.quote_start) == ("first point of contact", 40)


@pytest.mark.parametrize(
    ("exact", "sentence"),
    [("person", "more than once"), ("<script>", "are not in the current paragraph")],
)
def test_a_quote_that_stands_nowhere_or_twice_comes_back(cast, client, session, exact, sentence):
    page = valid(post(enter(client, "amina"), PARAGRAPH, fields(exact=exact)), 422)

    assert sentence in page
    assert "Could this be shorter?" in page
    assert comments(session) == []


@pytest.mark.parametrize("values", [{"version": "99999"}, {"start": "-3", "end": "x"}])
def test_forged_positions_do_no_harm(cast, client, values):
    answer = post(enter(client, "amina"), PARAGRAPH, fields(exact="We will give", **values))

    assert answer.status_code in {303, 422}


def test_internal_comments_stay_in_the_delegation(cast, client, session):
    answer = post(enter(client, "amina"), PARAGRAPH, fields("Ours alone.", internal="y"))
    assert "Ours alone." in client.get(answer.location).text
    (comment,) = comments(session)

    page = enter(client, "luis").get("/d/declaration/p/arrival").text

    assert comment.audience is Audience.DELEGATION
    assert "Ours alone." not in page
    assert client.get(f"/comments/{comment.id}/answers").status_code == 404
    for act in ("answers", "resolution", "withdrawal"):
        assert post(client, f"/comments/{comment.id}/{act}", fields()).status_code == 404


def test_a_comment_names_the_wording_that_its_author_saw(cast, suggestion, client, session):
    seen = session.scalar(sa.select(Wording.id))
    number = suggestion.number
    session.commit()  # its reading is over before the other session writes
    page = enter(client, "amina").get(f"/suggestions/{number}").text
    assert re.search(rf'name="wording"[^>]*value="{seen}"', page)
    newer = {"suggestion_id": suggestion.id, "person_id": 1, "created_at": LATER, "words": ""}
    session.add(Wording(reason="A better one.", language="en", **newer))
    session.commit()

    post(client, ON_SUGGESTION, fields(wording=str(seen)))
    post(client, ON_SUGGESTION, fields())

    assert [comment.wording_id for comment in comments(session)] == [seen, seen + 1]
    assert "The text has changed since" in client.get("/suggestions/1").text
    assert post(client, ON_SUGGESTION, fields(wording="99")).status_code == 422


def test_a_form_that_was_open_when_the_debate_was_opened_keeps_its_promise(cast, client, session):
    page = enter(client, "amina").get("/d/declaration/discussion").text
    [promise] = re.findall(r'name="promise"[^>]*value="(\w+)"', page)
    cast.conference.debate_open = True
    session.commit()

    post(client, WHOLE, fields(promise=promise))
    post(client, WHOLE, fields(promise="opened"))

    audiences = [comment.audience for comment in comments(session)]
    assert audiences == [Audience.PARTICIPANTS, Audience.OPENED]


def test_what_the_committee_sends_as_its_own_is_not_published_where_it_has_no_notes(
    cast, client, session
):
    answer = post(enter(client, "marie"), PARAGRAPH, fields(internal="y"))

    assert answer.status_code == 422
    assert comments(session) == []


def test_a_comment_is_answered(cast, client, session):
    first = say(session, cast)
    enter(client, "luis")
    assert "Hm." in valid(client.get(f"/comments/{first}/answers"))

    answer = post(client, f"/comments/{first}/answers", fields("Yes."))

    assert answer.status_code == 303
    assert [comment.parent_id for comment in comments(session)] == [None, first]
    assert "Yes." in valid(client.get(answer.location))


def test_a_comment_is_resolved_and_opened_again(cast, client, session):
    first = say(session, cast)
    enter(client, "marie")

    post(client, f"/comments/{first}/resolution", {"resolved": "1"})
    assert comments(session)[0].resolved_at == LATER
    assert "Resolved" in client.get("/d/declaration/p/arrival").text
    post(client, f"/comments/{first}/resolution", {"resolved": "0"})
    assert comments(session)[0].resolved_at is None


def test_a_comment_is_taken_back_and_its_place_stays(cast, client, session):
    first = say(session, cast, words="Rash words.")

    answer = post(enter(client, "amina"), f"/comments/{first}/withdrawal")

    page = valid(client.get(answer.location))
    assert "Rash words." not in page
    assert "This comment was withdrawn." in page


def test_other_delegations_neither_resolve_nor_take_back(cast, client, session):
    first = say(session, cast)
    enter(client, "luis")

    for act in ("resolution", "withdrawal"):
        assert post(client, f"/comments/{first}/{act}").status_code == 404


def test_the_discussion_counts_what_became_of_all_comments(cast, suggestion, client, session):
    say(session, cast, quote="first point of contact")
    post(enter(client, "amina"), WHOLE, fields("On the whole."))

    page = valid(client.get("/d/declaration/discussion"))

    assert "On the whole." in page
    assert "Hm." not in page


def test_the_discussion_of_the_whole_is_found_from_the_text(cast, client):
    link = '<a href="/d/declaration/discussion">'
    post(enter(client, "amina"), WHOLE, fields("A good text."))

    page = client.get("/d/declaration/rolling").text
    link_text = page[page.index(link) :].partition("</a>")[0]

    assert re.sub(r"<[^>]*>|\s+", " ", link_text).split() == ["Discussion", "1"]
    assert link not in client.application.test_client().get("/d/declaration").text


def test_an_old_session_gives_the_words_back(cast, client, session):
    values = fields("Typed for an hour.", csrf_token="forged")

    assert enter(client, "amina").post(WHOLE, data=values).status_code == 400
    assert comments(session) == []
