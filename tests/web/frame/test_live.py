"""An open page asks for news of what it shows: quickly answered, and never with a secret."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.conference import conference, stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.deciding import preparations, sharing
from declaration.actions.deciding.verdicts import Ruling
from declaration.actions.suggesting import suggestions
from models.debate import Suggestion
from models.vocabulary import Outcome, Stage
from tests.support.cast import NOON
from tests.support.desk import LATER, insert, ruling, verdict
from tests.support.enter import enter
from tests.support.statements import counting
from tests.support.submitted import better, submit

NEWS = "/d/declaration/news"
OPENED = "/d/declaration/rolling?open=arrival"
PAGES = {  # what a page shows -> who asks, what about
    OPENED: ("luis", "paragraph=arrival"),
    "/d/declaration/p/arrival": ("luis", "paragraph=arrival"),
    "/d/declaration/desk/p/arrival": ("marie", "paragraph=arrival"),
    "/suggestions/1": ("luis", "suggestion=1"),
    "/d/declaration/desk": ("marie", ""),
    "/d/declaration/suggestions": ("luis", ""),
    "/d/declaration/disposition": ("luis", ""),
    "/d/declaration": (None, ""),
    "/d/declaration/rolling?since=zero-draft": ("luis", ""),
}
ASKED = re.compile(r'data-news="([^"]+)"\s+data-tag="([^"]+)"')


@pytest.fixture
def suggestion(session, cast, clock):
    """One suggestion of Dakar, on the paragraph of the arrival."""
    submitted = submit(session, cast)
    session.commit()
    return submitted


def reader(app, name):
    return enter(app.test_client(), name) if name else app.test_client()


def opened(client, path):
    """Open a page; return how it asks for news: address and tag."""
    match = ASKED.search(client.get(path).text)
    assert match, path
    return match[1].replace("&amp;", "&"), match[2]


def ask(client, watch):
    url, tag = watch
    return client.get(url, headers={"If-None-Match": f'"{tag}"'})


def say(session, cast, by, **place):
    comments.comment(session, by, cast.document, Remark("A remark.", **place), at=NOON)
    session.commit()


@pytest.mark.parametrize(("path", "asked"), PAGES.items())
def test_a_page_asks_for_what_it_is_about_and_nothing_is_new(app, suggestion, path, asked):
    name, about = asked
    client = reader(app, name)
    url, tag = opened(client, path)

    answer = ask(client, (url, tag))

    assert about in url
    assert ("paragraph" in url, "suggestion" in url) == ("para" in about, "sugg" in about)
    assert (answer.status_code, answer.text) == (304, "")


def test_a_comment_is_news_where_it_is_shown_and_not_elsewhere(session, app, cast, suggestion):
    luis = reader(app, "luis")
    pages = (OPENED, "/d/declaration/rolling", "/d/declaration/p/arrival")
    showing = [opened(luis, path) for path in pages]
    elsewhere = [
        opened(luis, "/d/declaration/rolling?open=services"),
        opened(luis, "/suggestions/1"),
    ]
    say(session, cast, cast.amina, paragraph_id=cast.paragraphs["arrival"].id)

    assert [ask(luis, watch).status_code for watch in showing] == [200, 200, 200]
    assert [ask(luis, watch).status_code for watch in elsewhere] == [304, 304]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("marie", "/d/declaration/desk"),
        ("marie", "/d/declaration/desk/p/arrival"),
        ("luis", "/d/declaration/suggestions"),
        ("luis", "/d/declaration/disposition"),
    ],
)
def test_where_no_comments_are_shown_they_are_no_news(session, app, cast, suggestion, name, path):
    client = reader(app, name)
    watch = opened(client, path)
    say(session, cast, cast.paul, paragraph_id=cast.paragraphs["arrival"].id)
    after_comment = ask(client, watch).status_code
    suggestions.withdraw(session, cast.amina, suggestion, seen_wording_id=1, at=NOON)
    session.commit()

    assert (after_comment, ask(client, watch).status_code) == (304, 200)


@pytest.mark.parametrize("place", ["comment on it", "new wording", "withdrawal"])
def test_what_happens_to_a_suggestion_is_news_of_it_and_of_its_paragraph(
    session, app, cast, suggestion, place
):
    luis = reader(app, "luis")
    pages = [opened(luis, "/suggestions/1"), opened(luis, OPENED)]
    if place == "comment on it":
        say(session, cast, cast.paul, suggestion_id=suggestion.id)
    elif place == "new wording":
        asked = better(cast, "We will give everybody a first point of contact.")
        suggestions.revise(session, cast.amina, suggestion, asked, seen_wording_id=1, at=NOON)
    else:
        suggestions.withdraw(session, cast.amina, suggestion, seen_wording_id=1, at=NOON)
    session.commit()

    assert [ask(luis, watch).status_code for watch in pages] == [200, 200]


def test_whoever_has_the_tag_of_the_news_is_told_304_again(session, app, cast, suggestion):
    luis = reader(app, "luis")
    url, _tag = opened(luis, OPENED)
    say(session, cast, cast.amina, paragraph_id=cast.paragraphs["arrival"].id)

    told = luis.get(url)

    assert told.mimetype == "text/plain"
    assert told.headers["ETag"] == f'"{told.text}"'
    assert ask(luis, (url, told.text)).status_code == 304


DESK = "/d/declaration/desk"


def take(session, cast, person="marie"):
    """Let somebody take the second section."""
    heading, holder = cast.paragraphs["states"], cast.people[person].id
    sharing.assign(session, cast.marie, cast.document, heading, holder, at=NOON)


def hand_back(session, cast):
    heading = cast.paragraphs["states"]
    sharing.assign(session, cast.marie, cast.document, heading, None, at=NOON)


def prepare(session, cast):
    suggestion = session.scalar(sa.select(Suggestion))
    asked = ruling(session, verdict(session, suggestion, Outcome.REJECTED), cast=cast)
    preparations.prepare(session, cast.actors["paul_member"], cast.document, asked, at=NOON)


def meet(session, cast):
    sharing.set_meeting(session, cast.marie, cast.document, LATER, at=NOON)


@pytest.mark.parametrize(
    ("work", "pages"),
    [
        (take, ("", "/sections", "/release")),
        (hand_back, ("", "/sections", "/release")),
        (prepare, ("", "/sections", "/release", "/p/arrival")),
        (meet, ("", "/sections", "/release")),
    ],
)
def test_work_without_events_is_news_at_the_desk_and_nowhere_else(
    session, app, cast, suggestion, work, pages
):
    if work is hand_back:
        take(session, cast)
        session.commit()
    marie = reader(app, "marie")
    ends = ("", "/sections", "/release", "/p/arrival", "/p/services")
    watches = {end: opened(marie, f"{DESK}{end}") for end in ends}
    elsewhere = [opened(marie, path) for path in (OPENED, "/suggestions/1")]
    assert {ask(marie, watch).status_code for watch in watches.values()} == {304}

    work(session, cast)
    session.commit()

    told = {end for end, watch in watches.items() if ask(marie, watch).status_code == 200}
    assert told == set(pages)
    assert {ask(marie, watch).status_code for watch in elsewhere} == {304}


def test_an_insertion_prepared_is_news_on_its_own_page(session, app, cast):
    inserted, other = insert(session, cast, "We listen."), insert(session, cast, "We act.")
    session.commit()
    marie = reader(app, "marie")
    pages = [opened(marie, f"{DESK}/s/{item.number}") for item in (inserted, other)]
    asked = Ruling([verdict(session, inserted, Outcome.REJECTED)])
    preparations.prepare(session, cast.marie, cast.document, asked, at=NOON)
    session.commit()

    assert [ask(marie, watch).status_code for watch in pages] == [200, 304]


def test_who_is_not_of_the_committee_learns_nothing_of_its_work(session, app, cast, suggestion):
    take(session, cast)
    prepare(session, cast)
    session.commit()

    for name in ("luis", "noor", None):
        client = reader(app, name)
        tags = {client.get(f"{NEWS}?since=999{about}").text for about in ("", "&work=yes")}
        assert tags == {"999"}


@pytest.mark.parametrize("path", [OPENED, "/suggestions/1", "/d/declaration/desk"])
def test_another_stage_is_news_on_every_page(session, app, cast, suggestion, path):
    marie = reader(app, "marie")
    watch = opened(marie, path)
    values = StageValues(Stage.CONSOLIDATION)
    stages.set_stage(session, cast.noor, cast.document, values, at=NOON)
    session.commit()

    assert ask(marie, watch).status_code == 200


def test_a_deadline_that_passes_is_news(client, cast, clock):
    watch = opened(client, "/d/declaration")
    clock.now = cast.document.deadline + timedelta(seconds=1)

    assert ask(client, watch).status_code == 200
    assert ask(client, opened(client, "/d/declaration")).status_code == 304


def test_the_debate_is_no_news_to_the_public_until_it_is_opened(session, app, cast, suggestion):
    public = app.test_client()
    watch = opened(public, "/d/declaration")
    say(session, cast, cast.amina, paragraph_id=cast.paragraphs["arrival"].id)
    closed = ask(public, watch).status_code
    conference.switch_debate(session, cast.noor, cast.conference, opened=True, at=NOON)
    session.commit()

    assert (closed, ask(public, watch).status_code) == (304, 200)


def test_what_is_said_inside_a_delegation_is_news_to_its_people_alone(
    session, app, cast, suggestion
):
    luis, paul = reader(app, "luis"), reader(app, "paul")
    watches = opened(luis, OPENED), opened(paul, OPENED)
    say(session, cast, cast.luis, paragraph_id=cast.paragraphs["arrival"].id, internal=True)

    assert ask(luis, watches[0]).status_code == 200
    assert ask(paul, watches[1]).status_code == 304


def test_who_may_not_see_the_thing_finds_nothing(session, app, cast, suggestion):
    public, luis = app.test_client(), reader(app, "luis")

    assert public.get(f"{NEWS}?suggestion=1").status_code == 404
    assert luis.get(f"{NEWS}?suggestion=1").status_code == 200
    assert luis.get(f"{NEWS}?suggestion=2").status_code == 404
    assert luis.get(f"{NEWS}?paragraph=nowhere").status_code == 404
    assert luis.get("/d/nowhere/news").status_code == 404

    cast.document.rehearsal = True
    session.commit()
    assert public.get(NEWS).status_code == 404
    assert luis.get(NEWS).status_code == 200


@pytest.mark.parametrize(
    "query", ["since=x", "since=-5", "since=99999999999999", "suggestion=-1", "paragraph=%00"]
)
def test_odd_questions_are_answered_calmly(client, cast, query):
    assert client.get(f"{NEWS}?{query}").status_code == 200


def test_nobody_waits_for_news_of_an_adopted_text(session, client, cast):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert "data-news" not in client.get("/d/declaration").text


@pytest.mark.parametrize("about", ["", "&paragraph=arrival", "&suggestion=1"])
def test_the_question_costs_one_statement_and_one_to_know_who_asks(app, suggestion, about):
    luis, url = reader(app, "luis"), f"{NEWS}?since=1{about}"
    luis.get(url)
    with counting(app) as seen:
        assert ask(luis, (url, "1")).status_code == 304

    assert len(seen) == 2
