"""The form of a suggestion in the text itself, at the paragraph's place."""

import re

import pytest

from declaration.actions.suggesting import drafts
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.statements import statements
from tests.support.submitted import better, submit
from tests.support.suggest_form import SUBMIT, SUGGEST, WORDS, fields, suggestions
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

ROLLING = "/d/declaration/rolling"
EDITOR = f"{ROLLING}/editor"
REPLACE = f"{EDITOR}?open=arrival&write=replace"
MOST = 13


def debate(session, cast, many):
    for number in range(many):
        submit(session, cast, cast.luis, better(cast, f"Other words, {many} {number}."))
        begin(session, cast, reason=str(number))


def begin(session, cast, name="awa", **values):
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=WORDS, **values
    )
    draft = drafts.save(session, cast.actors[name], cast.document, asked, at=NOON)
    session.commit()
    return draft.id


def test_the_form_stands_where_the_paragraph_stood(cast, client):
    page = valid(enter(client, "amina").get(REPLACE))

    before, form, after = page.partition('<section class="editor"')
    assert form
    assert 'id="arrival"' not in before
    assert page.count('id="arrival"') == 1
    assert 'id="services"' in after
    assert "Suggestions and comments" not in before
    assert 'aria-labelledby="beside"' in after
    assert 'name="base_version"' in after


@pytest.mark.parametrize(("name", "first"), [("amina", "Submit"), ("awa", "Mark as ready")])
def test_the_filled_button_is_the_furthest_that_one_may_go(cast, client, name, first):
    page = valid(enter(client, name).get(REPLACE))

    form = page.partition('<section class="editor"')[2].partition("</section>")[0]
    assert re.findall(r'data-look="first"[^>]*>([^<]*)<', form) == [first]
    assert form.count(">Mark as ready<") == 1


def test_a_new_paragraph_is_written_below_the_one_that_stands_there(cast, client):
    page = valid(enter(client, "amina").get(f"{EDITOR}?open=arrival&write=insert"))

    before, _, after = page.partition('<section class="editor"')
    assert 'id="arrival"' in before
    assert 'name="form" type="hidden" value="insert"' in after


@pytest.mark.parametrize("write", ["move", "delete"])
def test_a_paragraph_that_is_moved_or_deleted_is_shown_once(cast, client, write):
    page = valid(enter(client, "amina").get(f"{EDITOR}?open=arrival&write={write}"))

    assert page.count('id="arrival"') == 1
    assert page.count("a first point of contact") == 1


@pytest.mark.parametrize("uid", ["title", "welcome", "chapeau"])
def test_headings_and_the_title_are_written_on_in_the_text(cast, client, uid):
    assert 'class="editor"' in valid(
        enter(client, "amina").get(f"{EDITOR}?open={uid}&write=replace")
    )


@pytest.mark.parametrize(
    "query",
    [
        "open=nothing&write=replace",
        "open=arrival&write=general",
        "open=arrival&write=x",
        "write=move",
    ],
)
def test_what_cannot_be_written_has_no_form(cast, client, query):
    assert enter(client, "amina").get(f"{EDITOR}?{query}").status_code == 404


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_who_may_not_draft_finds_no_form(cast, client, name):
    assert enter(client, name).get(REPLACE).status_code == 404


def test_an_adopted_text_is_not_written_on(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert enter(client, "amina").get(REPLACE).status_code == 403


def test_the_address_that_people_kept_leads_to_the_editor(cast, client):
    answer = enter(client, "amina").get(f"{ROLLING}?open=arrival&write=replace&exact=a%20city")

    assert answer.status_code == 303
    assert answer.location == f"{REPLACE}&exact=a%20city"


def test_links_of_the_open_paragraph_lead_into_the_text(cast, client):
    page = valid(enter(client, "amina").get(f"{ROLLING}?open=arrival"))

    for way in ("replace", "insert", "move", "delete"):
        assert f"{EDITOR}?open=arrival&amp;write={way}#arrival" in page


def test_the_draft_of_a_colleague_is_offered_and_that_of_others_is_not(cast, client, session):
    draft_id = begin(session, cast)

    page = valid(enter(client, "amina").get(REPLACE))
    assert f"write=replace&amp;draft={draft_id}#arrival" in page
    assert "has a draft here" in page
    assert "draft=" not in enter(client, "luis").get(REPLACE).text


def test_ones_own_draft_is_gone_on_with_unless_one_starts_over(cast, client, session):
    draft_id = begin(session, cast)
    awa = enter(client, "awa")

    page = valid(awa.get(REPLACE))
    assert f'action="/drafts/{draft_id}/draft"' in page
    assert "draft=new&amp;open=arrival#arrival" in page
    afresh = valid(awa.get(f"{REPLACE}&draft=new"))
    assert f'action="/drafts/{draft_id}/draft"' not in afresh
    assert "You have a draft here" in afresh


def test_a_draft_elsewhere_is_not_offered_here(cast, client, session):
    begin(session, cast)

    for query in ("open=services&write=replace", "open=arrival&write=delete"):
        assert "draft=" not in enter(client, "amina").get(f"{EDITOR}?{query}").text


def test_a_draft_is_continued_in_the_text(cast, client, session):
    draft_id = begin(session, cast)

    page = valid(enter(client, "amina").get(f"{REPLACE}&draft={draft_id}"))

    assert f'action="/drafts/{draft_id}/draft"' in page
    assert WORDS in page


@pytest.mark.parametrize("query", ["draft=999", "draft=x", "draft="])
def test_a_draft_that_is_gone_leaves_the_words_that_stand_there(cast, client, query):
    page = valid(enter(client, "amina").get(f"{REPLACE}&{query}"))

    assert f'action="{SUGGEST}/draft"' in page


def test_another_delegation_s_draft_is_not_opened_in_the_text(cast, client, session):
    draft_id = begin(session, cast)

    page = valid(enter(client, "luis").get(f"{REPLACE}&draft={draft_id}"))

    assert WORDS not in page


def test_who_else_asks_for_these_words_is_said_as_one_types(cast, client, session):
    submit(session, cast, cast.luis, better(cast, WORDS))
    session.commit()

    answer = post(enter(client, "amina"), f"{SUGGEST}/preview?part=redline", fields())

    _, _, others = answer.text.partition("<template data-others>")
    assert "has already suggested exactly this text" in others
    assert 'href="/suggestions/1"' in others
    assert 'name="told" value="1"' in others


def test_exactly_the_same_is_told_before_it_is_sent_and_then_sent(cast, client, session):
    submit(session, cast, cast.luis, better(cast, WORDS))
    session.commit()

    page = valid(post(enter(client, "amina"), SUBMIT, fields()))

    assert "Not sent yet" in page
    assert 'name="told" value="1"' in page
    assert len(suggestions(session)) == 1
    assert post(client, SUBMIT, fields(told="1")).status_code == 303
    assert len(suggestions(session)) == 2


def test_only_what_awaits_a_decision_counts_and_never_oneself(cast, client, session):
    submit(session, cast, cast.amina, better(cast, WORDS))
    session.commit()
    enter(client, "amina")

    page = valid(client.get("/suggestions/1/wording"))

    assert "exactly this text" not in page


def test_the_form_in_the_text_costs_the_same_however_long_the_debate(cast, client, session):
    enter(client, "amina")
    debate(session, cast, 1)
    few = len(statements(client, REPLACE))
    debate(session, cast, 30)

    many = len(statements(client, REPLACE))

    assert many <= few <= MOST
