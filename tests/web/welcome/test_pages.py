"""What is new for the reader, what awaits them, until when."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.conference import conference, stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.deciding import preparations
from declaration.actions.suggesting import drafts
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.welcome.visits import LASTS
from models.document import Conference, Document
from models.journal import Event
from models.people import LinkRequest, Membership, Person, Visit
from models.vocabulary import Capacity, Outcome, Post, Stage, SuggestionKind
from tests.support.cast import NOON
from tests.support.committee import member
from tests.support.desk import FIRST, OTHER, accept, ask, decide, ruling, verdict
from tests.support.enter import enter, post
from tests.support.statements import counting, statements
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/for-you"
MOST = 14  # twelve, one for positions and one for entries
NEW, SO_FAR = "What’s new", "Activity"


def say(session, by, cast, **on):
    comments.comment(session, by, cast.document, Remark("Hm.", **on), at=NOON)
    session.commit()


@pytest.mark.parametrize("name", ["amina", "eleni", "marie", "paul", "noor", "ole"])
def test_everybody_signed_in_has_one(cast, client, name):
    page = valid(enter(client, name).get(PAGE))

    assert "12 October 2017" in page
    assert SO_FAR in page
    assert ("To do" in page) is (name != "ole")


def test_the_public_has_none(client, cast):
    assert client.get(PAGE).location == "/sign-in?next=/for-you"


@pytest.mark.parametrize(("name", "writes"), [("amina", True), ("marie", False), ("noor", False)])
def test_a_deadline_leads_those_who_may_draft_to_their_copy(cast, client, name, writes):
    page = enter(client, name).get(PAGE).text

    assert ('href="/d/declaration/our-copy"' in page) is writes


def test_a_delegate_reads_what_became_of_their_suggestions(cast, client, session):
    mine = ask(session, cast, FIRST)
    other = ask(session, cast, OTHER, by="luis")
    decide(
        session,
        cast,
        verdict(session, mine, Outcome.REJECTED, reason="It is said above."),
    )
    session.commit()

    page = valid(enter(client, "amina").get(PAGE))

    assert page.count("It is said above.") == 2  # as news, and in the table
    assert "your suggestion 1" in page
    assert f"suggestion {other.number} (Lima)" in page
    assert "/d/declaration/p/arrival" in page


def test_news_end_with_the_next_visit(cast, client, session, clock):
    mine = ask(session, cast, FIRST)
    say(session, cast.luis, cast, suggestion_id=mine.id)
    enter(client, "amina")
    assert "1 comment" in valid(client.get(PAGE))
    assert "1 comment" in valid(client.get(PAGE))

    clock.now += LASTS
    page = valid(client.get(PAGE))

    assert NEW in page
    assert "Nothing new for you" in page
    assert "1 comment" in valid(client.get(f"{PAGE}?all=1"))


def test_all_is_marked_as_seen_by_a_button(cast, client, session, clock):
    mine = ask(session, cast, FIRST)
    session.commit()
    valid(enter(client, "amina").get(PAGE))
    clock.now += LASTS
    say(session, cast.luis, cast, suggestion_id=mine.id)
    page = valid(client.get(PAGE))
    assert "1 comment" in page
    newest = session.scalar(sa.select(sa.func.max(Event.id)))
    assert f'name="until" value="{newest}"' in page
    say(session, cast.luis, cast, suggestion_id=mine.id)

    answer = post(client, f"{PAGE}/seen", {"until": str(newest)})

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "1 comment" in valid(client.get(PAGE))  # the one that came after it was shown


@pytest.mark.parametrize("until", ["", "x", "-1", "999999999", "9" * 40])
def test_what_has_not_happened_is_not_marked(cast, client, until):
    assert post(enter(client, "amina"), f"{PAGE}/seen", {"until": until}).status_code == 422


@pytest.mark.parametrize("path", [f"{PAGE}/seen", "/guide/dismissal"])
def test_nothing_is_kept_without_a_token(cast, client, path):
    assert enter(client, "amina").post(path).status_code == 400


def test_a_delegate_is_told_what_to_do(cast, client, session):
    mine = ask(session, cast, FIRST)
    say(session, cast.luis, cast, suggestion_id=mine.id)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    asked = Amendment(SuggestionKind.GENERAL, words="Shorter.")
    drafts.save(session, cast.amina, cast.document, asked, at=NOON)
    ready = drafts.save(session, cast.amina, cast.document, asked, at=NOON)
    drafts.mark_ready(session, cast.amina, ready, ready=True, at=NOON)
    session.commit()

    page = valid(enter(client, "amina").get(PAGE))

    assert "1 draft is ready to submit" in page
    assert 'href="/suggestions/1/wording">Suggestion 1 is based on an earlier version' in page
    assert "1 open comment on suggestion 1" in page
    assert 'href="/drafts/1"' in page
    assert "Someone with the right to submit" not in page
    assert "Someone with the right to submit" in valid(enter(client, "awa").get(PAGE))


def test_after_the_deadline_there_is_nothing_to_reword(cast, client, session, clock):
    ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    session.commit()
    clock.now = NOON + timedelta(days=11)

    page = valid(enter(client, "amina").get(PAGE))

    assert 'href="/suggestions/1">Suggestion 1 is based on an earlier version' in page
    assert "No upcoming deadlines for suggestions" in page


def fed(client, show):
    """The days of the feed, without what stands above it."""
    page = valid(client.get(f"{PAGE}?show={show}"))
    return page[page.index('id="news"') :]


def test_news_show_what_was_changed_and_can_be_sifted(cast, client, session):
    mine = ask(session, cast, "We will give every newcomer a guide.", paragraph="services")
    other = ask(session, cast, OTHER, by="luis")
    ask(session, cast, FIRST)
    accept(session, cast, other)
    refused = verdict(session, mine, Outcome.REJECTED, reason="It is said above.")
    decide(session, cast, refused, on="services")
    session.commit()
    enter(client, "amina")

    everything, own, text = (fed(client, show) for show in ("", "mine", "text"))

    assert "<h3>" in everything
    assert "understandable" in everything
    assert "It is said above." in everything
    assert "understandable" not in own
    assert "It is said above." in own
    assert "understandable" in text
    assert "It is said above." not in text


def test_news_of_no_paragraph_say_where_they_belong(cast, client, session):
    general = {"form": SuggestionKind.GENERAL, "paragraph": None}
    ask(session, cast, "Shorter, please.", by="luis", **general)
    session.commit()

    page = fed(enter(client, "marie"), "mine")  # which is nothing for the committee: it sees all

    assert "On the text as a whole" in page
    assert "Shorter, please." in page


def test_what_is_decided_is_no_longer_to_do(cast, client, session):
    mine = ask(session, cast, FIRST)
    say(session, cast.luis, cast, suggestion_id=mine.id)
    waiting = "1 open comment on suggestion 1"
    assert waiting in valid(enter(client, "amina").get(PAGE))

    accept(session, cast, mine)
    session.commit()

    assert waiting not in valid(client.get(PAGE))


def test_the_help_is_open_on_the_first_visit_and_folded_after_it(cast, client, clock):
    assert '<section class="guide"' in valid(enter(client, "amina").get(PAGE))

    clock.now += LASTS

    assert '<details class="guide"' in valid(client.get(PAGE))


def test_the_committee_sees_what_lies_on_each_desk(cast, client, session):
    ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    other = ask(session, cast, "For us all.", by="luis", paragraph="means")
    prepared = ruling(session, verdict(session, other), on="means", cast=cast)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=NOON)
    session.commit()

    page = valid(enter(client, "marie").get(PAGE))

    for words, show in (
        ("2 pending", "awaiting"),
        ("1 based on an earlier version", "stale"),
        ("1 decision prepared", "prepared"),
    ):
        assert f'href="/d/declaration/desk?show={show}">{words}' in page
    assert 'href="/d/declaration/desk/next">Next pending item' in page
    assert 'href="/d/declaration/publish">Publish a revision' in page
    assert "1 of 3 suggestions decided" in page
    member(session, cast, client)
    page = valid(client.get(PAGE))
    assert "Next pending item" in page
    assert 'href="/d/declaration/publish">Publish a revision</a></p>' not in page


def test_the_secretariat_sees_what_needs_looking_after(cast, client, session, clock):
    ask(session, cast, FIRST)
    conference.switch_debate(session, cast.noor, cast.conference, opened=True, at=NOON)
    session.add(LinkRequest(email="x@example.org", asked_at=NOON))
    session.add(Document(slug="new", title="Recommendations", created_at=NOON))
    session.commit()
    clock.now = NOON + timedelta(days=11)

    page = valid(enter(client, "noor").get(PAGE))

    assert "1 person has requested a new link" in page
    assert "1 suggestion is not visible to the public" in page
    assert "The deadline for “Declaration of Mayors” has passed" in page
    assert "“Recommendations” has no text yet" in page


def test_an_empty_conference_says_where_to_begin(client, session):
    noor = Person(name="Noor", email="noor@example.org", created_at=NOON)
    room = Conference(id=1, name="Conference", short_name="Conference", created_at=NOON)
    session.add_all([noor, room])
    session.flush()
    seat = {"capacity": Capacity.SECRETARIAT, "post": Post.OFFICER, "created_at": NOON}
    session.add(Membership(person_id=noor.id, **seat))
    session.commit()

    page = valid(enter(client, "noor").get(PAGE))

    assert "Describe the conference" in page
    assert "Set-up: 0 of 8 steps done" in page
    assert "Nothing awaits you now" not in page
    assert "Nothing that concerns you has happened yet" in page


def test_a_new_stage_is_told_with_its_deadline(cast, client, session):
    values = StageValues(Stage.CONSULTATION, NOON + timedelta(days=20))
    stages.set_stage(session, cast.noor, cast.document, values, at=NOON)
    session.commit()

    page = valid(enter(client, "ole").get(PAGE))

    assert "Stage: Open for suggestions, until 22 October 2017, 14:00" in page


def test_the_guide_is_put_away(cast, client):
    enter(client, "amina")
    assert 'action="/guide/dismissal"' in valid(client.get(PAGE))

    answer = post(client, "/guide/dismissal")

    assert answer.location == PAGE
    assert 'action="/guide/dismissal"' not in valid(client.get(PAGE))
    assert 'href="/guide"' in client.get(PAGE).text


def test_seeing_as_another_keeps_nothing(cast, client, session):
    ask(session, cast, FIRST)
    session.commit()
    dakar = cast.delegations["dakar"].id

    page = valid(enter(client, "noor", seeing=dakar, seeing_name="Dakar").get(PAGE))

    assert SO_FAR in page
    assert "Mark all as seen" not in page
    assert 'action="/guide/dismissal"' not in page
    assert session.scalars(sa.select(Visit)).all() == []


@pytest.mark.parametrize("name", ["amina", "paul", "marie", "noor", "ole"])
def test_opening_it_again_writes_nothing(app, cast, client, name):
    enter(client, name).get(PAGE)

    with counting(app) as seen:
        client.get(PAGE)

    assert [statement for statement in seen if not statement.startswith("SELECT")] == []


@pytest.mark.parametrize("name", ["amina", "marie", "noor", "ole"])
def test_the_statements_do_not_grow(app, cast, client, session, name):
    def debate(many):
        for number in range(many):
            mine = ask(session, cast, f"Other words, {number}.")
            say(session, cast.luis, cast, suggestion_id=mine.id)
            other = ask(session, cast, f"These words, {number}.", by="luis")
            ruled = (
                verdict(session, mine, Outcome.REJECTED),
                verdict(session, other, Outcome.REJECTED),
            )
            decide(session, cast, *ruled)
        session.commit()

    enter(client, name)
    assert len(statements(client, PAGE)) <= MOST  # the first time, a visit begins
    few = statements(client, PAGE)
    debate(3)
    some = statements(client, PAGE)
    debate(20)
    many = statements(client, PAGE)

    assert len(few) <= len(some) == len(many) <= MOST
