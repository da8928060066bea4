"""Suggestions in words: what is asked, what became of it, who will read it."""

import re

import pytest

from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.web.discussing import sentences
from models.vocabulary import Audience, Outcome, SuggestionKind
from tests.support.desk import BOTH, FIRST, LATER, OTHER, accept, ask, decide, verdict
from tests.support.enter import enter


def test_a_move_says_no_place_before_one_is_chosen(cast, client):
    page = enter(client, "amina").get("/d/declaration/suggest?form=move&paragraph=arrival").text

    assert ": move</h1>" in page


def test_a_rejection_is_before_a_revision_and_not_in_it(session, cast, client):
    accept(session, cast, ask(session, cast, FIRST))
    refused = ask(session, cast, OTHER, by="luis")
    decide(session, cast, verdict(session, refused, Outcome.REJECTED))
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()

    page = enter(client, "marie").get("/d/declaration/disposition").text

    assert "Accepted, in Rev. 1\n" in page
    assert "Rejected (Rev. 1)\n" in page


@pytest.mark.parametrize("audience", [Audience.OPENED, Audience.PARTICIPANTS])
def test_a_promise_is_a_sentence_of_its_own(app, audience):
    with app.test_request_context():
        assert sentences.promised(audience).startswith("Once submitted, ")


def test_those_who_want_the_same_words_stand_together(session, cast, client):
    for by, words in (
        ("amina", FIRST),
        ("luis", FIRST),
        ("amina", BOTH.replace("newcomer", "one")),
    ):
        ask(session, cast, words, by=by, form=SuggestionKind.REPLACE)
    session.commit()

    page = enter(client, "marie").get("/d/declaration/desk/p/arrival").text

    [together] = re.findall(r'<td>\s*((?:<a href="#s1">[^<]*</a>,?\s*)+)</td>', page)
    assert re.findall(">([^<]+)</a>", together) == ["Dakar 1", "Lima 2"]
    assert re.search(r'<td>\s*<a href="#s3">Dakar 3</a>\s*</td>', page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "2 suggestions are shown, in the order of the text."),
        ("?delegation=lima", "1 suggestion is shown, in the order of the text."),
        ("?delegation=nobody", "No suggestions match these filters."),
    ],
)
def test_the_list_says_how_many_it_shows(session, cast, client, query, sentence):
    ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    session.commit()

    page = enter(client, "marie").get(f"/d/declaration/suggestions{query}").text

    assert sentence in page


def test_the_receipt_says_how_late(session, cast, client):
    late = ask(session, cast, FIRST)
    late.late_seconds = 3 * 3600
    session.commit()

    page = enter(client, "amina").get("/suggestions/1/receipt").text

    assert "Submitted 3 h 0 min after the deadline." in page


def test_only_what_is_not_normal_has_a_badge(session, cast, client):
    current = ask(session, cast, FIRST)
    session.commit()
    page = enter(client, "amina").get(f"/suggestions/{current.number}").text
    assert 'class="badge"' not in page

    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    session.commit()

    page = client.get(f"/suggestions/{current.number}").text
    assert "Conflicts with the current text" in page or "Based on an earlier version" in page
