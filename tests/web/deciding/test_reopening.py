import pytest

from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.vocabulary import Outcome, Status, SuggestionKind
from tests.support.committee import member, statements
from tests.support.desk import (
    ARRIVAL as WORDS,
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    lines,
    verdict,
    words,
)
from tests.support.enter import enter, post
from tests.support.valid import valid


@pytest.fixture
def taken(session, cast, client):
    """An accepted suggestion, and the chair before the desk."""
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    session.commit()
    enter(client, "marie")
    return suggestion


def path(suggestion):
    return f"/suggestions/{suggestion.number}/reopening"


def send(client, suggestion, **values):
    sent = {"reason": "Too fast.", "words": WORDS} | values
    return post(client, path(suggestion), sent, shown=path(suggestion))


def test_the_page_shows_what_reopening_does(client, taken):
    page = valid(client.get(path(taken)))

    assert "The decision was: Accepted." in page
    assert "<ins>" in page
    assert WORDS in page


def test_reopening_puts_it_back_on_the_desk(session, cast, client, taken):
    response = send(client, taken)

    assert response.location.endswith("/desk/p/arrival")
    session.rollback()
    assert (taken.status, words(session, cast)) == (Status.SUBMITTED, WORDS)


@pytest.mark.parametrize(
    "form", [SuggestionKind.DELETE, SuggestionKind.MOVE, SuggestionKind.INSERT, None]
)
def test_every_kind_of_decision_is_reopened(session, cast, client, form):
    before = lines(session, cast)
    if form is SuggestionKind.INSERT:
        suggestion = insert(session, cast, "We will listen.")
        accept(session, cast, suggestion)
    elif form is None:
        suggestion = ask(session, cast, FIRST)
        decide(session, cast, verdict(session, suggestion, Outcome.REJECTED))
    else:
        after = cast.paragraphs["means"].id if form is SuggestionKind.MOVE else None
        suggestion = ask(session, cast, form=form, after_id=after)
        accept(session, cast, suggestion)
    session.commit()
    enter(client, "marie")
    assert valid(client.get(path(suggestion)))

    assert send(client, suggestion).status_code == 303

    session.rollback()
    assert lines(session, cast) == before


def test_it_needs_a_reason_and_keeps_the_words(client, taken):
    page = valid(send(client, taken, reason=" ", words="Other words."), 422)

    assert "Other words." in page
    assert valid(send(client, taken, words=" "), 422)
    assert valid(send(client, taken, words="bell \x07"), 422)


def test_words_changed_since_are_told_and_the_own_ones_kept(session, cast, client, taken):
    accept(session, cast, ask(session, cast, BOTH, by="luis"))
    session.commit()

    page = valid(send(client, taken, base_version="1", words="My words."), 409)

    assert "Someone else made a change first" in page
    assert "My words." in page


def test_where_later_changes_touch_the_same_words_one_is_told(session, cast, client, taken):
    second = ask(session, cast, OTHER, by="luis")
    rewritten = FIRST.replace("every newcomer", "all newcomers and all guests")
    decide(session, cast, verdict(session, second, Outcome.ADAPTED), words=rewritten)
    session.commit()

    assert "cannot be merged automatically" in valid(client.get(path(taken)))


def test_after_a_revision_the_decision_stands(session, cast, client, taken):
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()

    response = client.get(path(taken))

    assert response.status_code == 422
    assert "the decision stands" in response.text


def test_what_awaits_cannot_be_reopened_and_what_is_not_there_neither(session, cast, client, taken):
    open_one = ask(session, cast, OTHER, by="luis")
    session.commit()

    assert client.get(path(open_one)).status_code == 403
    assert client.get("/suggestions/999/reopening").status_code == 404
    assert client.post(path(taken), data={"reason": "No token."}).status_code == 400


def test_only_those_who_release_reopen(session, cast, client, taken):
    for name in ("amina", "noor"):
        enter(client, name)
        assert client.get(path(taken)).status_code == 404
        assert post(client, path(taken), {"reason": "Mine."}).status_code == 404
    member(session, cast, client)
    assert client.get(path(taken)).status_code == 403


def test_the_page_takes_few_statements(client, taken):
    assert statements(client, path(taken)) <= 12
