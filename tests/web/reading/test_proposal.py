"""A suggestion shown in the text: on its own ground, and the current words one press away."""

import re

import pytest

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.document import Version
from models.vocabulary import Kind, SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter
from tests.support.submitted import better, submit
from tests.support.valid import valid

PAGE = "/d/declaration/rolling?open={}"
BLOCK = re.compile(r'<div class="row-words proposal".*?</div>', re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden".*?</span>')


@pytest.fixture
def luis(app, cast, clock):
    return enter(app.test_client(), "luis")


def asked(session, cast, form, key, **values):
    place = {"after_id": None} if form is SuggestionKind.INSERT else {}
    place["after_id" if form is SuggestionKind.INSERT else "paragraph_id"] = cast.paragraphs[key].id
    suggestion = submit(session, cast, cast.amina, Amendment(form, **place, **values))
    session.commit()
    return suggestion.number


def shown(client, uid, number):
    """Return the page and what stands on the ground of the suggestion."""
    page = valid(client.get(f"{PAGE.format(uid)}&suggestion={number}"))
    block = BLOCK.search(page)
    return page, HIDDEN.sub("", block[0]) if block else ""


def test_current_words_come_first_and_each_suggestion_can_be_shown(luis, session, cast):
    number = asked(session, cast, SuggestionKind.REPLACE, "means", words="We need means.")

    page = luis.get(PAGE.format("means")).text

    assert not BLOCK.search(page)
    assert f'href="/d/declaration/rolling?open=means&amp;suggestion={number}#means"' in page


def test_other_words_stand_in_the_place_of_the_current_ones(luis, session, cast):
    number = asked(session, cast, SuggestionKind.REPLACE, "means", words="We need means.")

    page, block = shown(luis, "means", number)

    assert "Proposed by Dakar – not agreed" in block
    assert "<del>" in block
    assert "<ins>" in block
    assert 'href="/d/declaration/rolling?open=means#means"' in block
    current = luis.get(PAGE.format("means")).text
    assert page.count('class="row-words words') == current.count('class="row-words words') - 1


def test_a_deletion_strikes_the_current_words(luis, session, cast):
    number = asked(session, cast, SuggestionKind.DELETE, "means")

    _page, block = shown(luis, "means", number)

    assert "Paragraph 4: delete" in block
    assert re.search(r"<del>We call on States .* tasks\.</del>", block)


def test_a_new_paragraph_stands_below_the_current_words(luis, session, cast):
    number = asked(
        session, cast, SuggestionKind.INSERT, "means", words="Peace.", kind=Kind.OPERATIVE
    )

    page, block = shown(luis, "means", number)

    assert "New paragraph after paragraph 4" in block
    assert "<ins>Peace.</ins>" in block
    assert page.index("We call on States to give cities") < page.index(">Proposed by Dakar")


def test_a_move_says_where_to(luis, session, cast):
    after = cast.paragraphs["arrival"].id
    number = asked(session, cast, SuggestionKind.MOVE, "means", after_id=after)

    _page, block = shown(luis, "means", number)

    assert "Paragraph 4: move after paragraph 1" in block
    assert "We call on States" in block


def test_other_words_for_the_title_stand_above_the_text(luis, session, cast):
    number = asked(session, cast, SuggestionKind.REPLACE, "title", words="Call of Mayors")

    page, block = shown(luis, "title", number)

    assert "<ins>Call</ins>" in block
    assert "<h1" in page


def test_it_is_shown_against_the_words_as_they_stand(luis, session, cast):
    place = cast.paragraphs["arrival"]
    old = "We will give every person who arrives a first point of contact in a language that the"
    number = asked(
        session, cast, SuggestionKind.REPLACE, "arrival", words=f"{old} people understand."
    )
    words = f"Today, we {old[3:]} person understands."
    session.add(Version(paragraph_id=place.id, language="en", words=words, created_at=NOON))
    session.commit()

    _page, block = shown(luis, "arrival", number)

    assert "Today, we will give" in block
    assert "<ins>Today" not in block


def test_what_was_withdrawn_is_shown_no_more(luis, session, cast):
    suggestion = submit(session, cast, cast.amina, better(cast))
    suggestions.withdraw(session, cast.amina, suggestion, at=NOON)
    session.commit()

    assert shown(luis, "arrival", suggestion.number)[1] == ""


@pytest.mark.parametrize("number", [2, 99, 2**40])
def test_a_suggestion_on_another_paragraph_is_not_there(luis, session, cast, number):
    asked(session, cast, SuggestionKind.REPLACE, "means", words="We need means.")
    asked(session, cast, SuggestionKind.REPLACE, "services", words="We need schools.")

    assert luis.get(f"{PAGE.format('means')}&suggestion={number}").status_code == 404


def test_a_published_text_leads_to_it(luis, session, cast):
    number = asked(session, cast, SuggestionKind.REPLACE, "means", words="We need means.")

    response = luis.get(f"/d/declaration?open=means&suggestion={number}")

    assert response.status_code == 303
    assert response.headers["Location"].endswith(f"&open=means&suggestion={number}#means")
