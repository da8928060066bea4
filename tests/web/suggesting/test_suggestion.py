"""One suggestion: its page, rewording, withdrawing, the receipt."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Decision, Draft, Suggestion, Wording
from models.document import Place, Version
from models.journal import Event
from models.vocabulary import Outcome, Stage, Status, SuggestionKind
from tests.support.cast import LATER, NOON
from tests.support.enter import enter, post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

AFTER = NOON + timedelta(days=11)
SUBMIT = "/suggestions/1/wording/submission"
POSTS = ("/suggestions/1/wording/preview", SUBMIT, "/suggestions/1/withdrawal")


@pytest.fixture
def suggestion(session, cast):
    suggestion = submit(
        session, cast, cast.amina, "We will give everybody a first point of contact."
    )
    session.commit()
    return suggestion


def submit(session, cast, by, words, key="arrival"):
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs[key].id, words=words, reason="Shorter."
    )
    return suggestions.submit(session, by, cast.document, asked, at=NOON)


def rewording(session, words="We will welcome everybody.", **values):
    session.rollback()
    seen = session.scalar(sa.select(sa.func.max(Wording.id)))
    start = {
        "form": "replace",
        "paragraph": "arrival",
        "words": words,
        "language": "en",
        "seen": seen,
    }
    return start | values


def count(session, table):
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def reword(session, cast, words, key="arrival"):
    paragraph_id = cast.paragraphs[key].id
    version = Version(paragraph_id=paragraph_id, language="en", words=words, created_at=LATER)
    session.add(version)
    session.commit()


def test_everybody_signed_in_reads_it(cast, suggestion, client):
    for name in ("amina", "luis", "eleni", "marie", "noor", "ole"):
        page = valid(enter(client, name).get("/suggestions/1"))

        assert "Dakar" in page
        assert "<del" in page


def test_the_public_reads_it_in_an_open_debate_alone(cast, client, session):
    submit(session, cast, cast.amina, "One.")
    cast.conference.debate_open = True
    session.flush()
    submit(session, cast, cast.amina, "Two.")
    session.commit()

    assert client.get("/suggestions/1").status_code == 404
    page = valid(client.get("/suggestions/2"))
    assert "Amina" not in page
    assert "<textarea" not in page


def test_in_an_open_debate_the_public_is_shown_nothing_of_the_rolling_text(cast, client, session):
    cast.conference.debate_open = True
    session.flush()
    submit(session, cast, cast.amina, "We will give everybody a first point of contact.")
    reword(session, cast, "We will give newcomers an unpublished first point of contact.")

    assert "unpublished" not in valid(client.get("/suggestions/1"))
    assert "unpublished" in valid(enter(client, "ole").get("/suggestions/1"))


def test_the_public_is_asked_to_sign_in(cast, suggestion, client):
    assert client.get("/suggestions/1").status_code == 303


@pytest.mark.parametrize("path", ["/suggestions/2", "/suggestions/0", "/suggestions/99999999999"])
def test_a_number_that_was_never_given_is_no_page(cast, suggestion, client, path):
    assert enter(client, "amina").get(path).status_code == 404


def test_only_its_own_delegation_is_offered_to_change_it(cast, suggestion, client):
    own = enter(client, "amina").get("/suggestions/1").text
    others = enter(client, "luis").get("/suggestions/1").text

    assert "/suggestions/1/wording" in own
    assert "/suggestions/1/withdrawal" in own
    assert "/suggestions/1/wording" not in others


def test_a_stale_suggestion_shows_what_it_would_make_of_the_current_words(
    cast, suggestion, client, session
):
    reword(session, cast, "We will give every person who arrives a first contact point.")

    page = valid(enter(client, "marie").get("/suggestions/1"))

    assert "The text has changed since" in page


def test_an_orphan_says_so(cast, suggestion, client, session):
    query = sa.select(Place).where(Place.paragraph_id == suggestion.paragraph_id)
    place = session.scalars(query).one()
    session.add(
        Place(
            paragraph_id=place.paragraph_id,
            rank=place.rank,
            kind=place.kind,
            live=False,
            created_at=LATER,
        )
    )
    session.commit()

    assert "no longer in the text" in valid(enter(client, "marie").get("/suggestions/1"))


def test_the_decision_is_on_its_page(cast, suggestion, client, session):
    wording = session.scalar(sa.select(Wording.id))
    session.add(
        Decision(
            suggestion_id=suggestion.id,
            wording_id=wording,
            outcome=Outcome.REJECTED,
            reason="Already said in 2.",
            person_id=cast.marie.person_id,
            capacity=cast.marie.capacity,
            created_at=LATER,
        )
    )
    suggestion.status = Status.DECIDED
    session.commit()

    page = valid(enter(client, "amina").get("/suggestions/1"))

    assert "Already said in 2." in page
    assert "/suggestions/1/wording" not in page


def test_until_the_deadline_it_is_reworded(cast, suggestion, client, session):
    enter(client, "amina")
    assert "We will give everybody" in valid(client.get("/suggestions/1/wording"))

    answer = post(client, SUBMIT, rewording(session))

    assert (answer.status_code, answer.location) == (303, "/suggestions/1")
    assert count(session, Wording) == 2
    assert "Earlier versions (1)" in valid(client.get("/suggestions/1"))


@pytest.mark.parametrize(("handed_in", "now"), [(False, True), (True, False)])
def test_a_new_wording_is_read_by_whoever_reads_the_suggestion(
    cast, client, session, handed_in, now
):
    cast.conference.debate_open = handed_in
    submit(session, cast, cast.amina, "We welcome them.")
    cast.conference.debate_open = now
    session.commit()

    page = valid(enter(client, "amina").get("/suggestions/1/wording"))
    post(client, SUBMIT, rewording(session))

    assert ("it will be visible to everyone" in page) is handed_in
    assert count(session, Wording) == 2
    assert session.scalar(sa.select(Suggestion.audience)) == (
        "opened" if handed_in else "participants"
    )


def test_words_on_an_older_wording_come_back_with_the_newest(cast, suggestion, client, session):
    first = rewording(session, "Mine.")
    post(enter(client, "amina"), SUBMIT, rewording(session, "Newer words."))

    answer = post(client, SUBMIT, first)

    page = valid(answer, 409)
    assert "Mine." in page
    assert "Newer" in page
    assert count(session, Wording) == 2


def test_after_the_deadline_the_words_become_a_draft(app, cast, suggestion, client, session):
    app.config["CLOCK"] = lambda: AFTER
    enter(client, "amina")

    assert client.get("/suggestions/1/wording").status_code == 403
    page = valid(post(client, SUBMIT, rewording(session)), 403)

    assert "saved as a draft" in page
    assert count(session, Draft) == 1
    assert count(session, Wording) == 1


def test_the_same_words_again_are_refused(cast, suggestion, client, session):
    words = session.scalar(sa.select(Wording.words))
    values = rewording(session, words, reason="Shorter.")

    page = valid(post(enter(client, "amina"), SUBMIT, values), 422)

    assert "nothing would change" in page


def test_it_can_be_put_on_the_current_words(cast, suggestion, client, session):
    reword(session, cast, "We give every person a first point of contact.")

    page = valid(enter(client, "amina").get("/suggestions/1/wording?on=current"))

    newest = session.scalar(sa.select(sa.func.max(Version.id)))
    assert f'name="base_version" type="hidden" value="{newest}"' in page


@pytest.mark.parametrize("name", ["luis", "marie", "noor", "ole"])
def test_others_neither_reword_nor_withdraw(cast, suggestion, client, session, name):
    enter(client, name)

    for path in ("/suggestions/1/wording", "/suggestions/1/withdrawal"):
        assert client.get(path).status_code == 404
    for path in POSTS:
        assert post(client, path, rewording(session)).status_code == 404


def test_withdrawing_asks_first(cast, suggestion, client, session):
    enter(client, "amina")
    valid(client.get("/suggestions/1/withdrawal"))

    answer = post(client, "/suggestions/1/withdrawal")

    assert answer.location == "/suggestions/1"
    session.expire_all()
    assert session.get(Suggestion, suggestion.id).status is Status.WITHDRAWN
    assert "Withdrawn" in valid(client.get("/suggestions/1"))
    assert client.get("/suggestions/1/withdrawal").status_code == 403


def test_a_newer_wording_is_not_withdrawn_unseen(cast, suggestion, client, session):
    seen = session.scalar(sa.select(Wording.id))
    post(enter(client, "amina"), SUBMIT, rewording(session))

    assert post(client, "/suggestions/1/withdrawal", {"seen": seen}).status_code == 409


def test_nothing_is_withdrawn_after_adoption(cast, suggestion, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert post(enter(client, "amina"), "/suggestions/1/withdrawal").status_code == 403


def test_the_receipt_has_numbers_words_times_and_the_journal(cast, suggestion, client, session):
    page = valid(enter(client, "amina").get("/suggestions/1/receipt"))

    assert "We will give everybody a first point of contact." in page
    assert "2 October 2017, 14:00 (Europe/Brussels)" in page
    assert "2 October 2017, 12:00 (UTC)" in page
    assert session.scalar(sa.select(Event.hash)) in page


@pytest.mark.parametrize("name", ["luis", "marie", "noor"])
def test_the_receipt_is_its_delegation_s(cast, suggestion, client, name):
    assert enter(client, name).get("/suggestions/1/receipt").status_code == 404


def test_no_act_without_a_token(cast, suggestion, client, session):
    enter(client, "amina")

    for path in POSTS:
        assert client.post(path, data=rewording(session)).status_code == 400
