"""Every page stands on this: the frame, what the templates get, what it costs."""

import re

import pytest

from declaration.queries.people.people import DEMO_PASSWORD
from declaration.verbs import Verb
from declaration.web.frame import layout
from tests.conftest import application
from tests.support.enter import enter
from tests.support.statements import counting


def test_the_sign_in_page_opens(client, cast):
    answer = client.get("/sign-in")

    assert answer.status_code == 200
    assert "Cities and Migration" in answer.text


def test_whoever_signs_in_is_named_in_the_frame(app, client, cast):
    enter(client, "amina")

    page = client.get("/account").text

    assert "Amina" in page
    assert "Dakar" in page


@pytest.fixture
def statements(app):
    """List the SQL statements of one request: ``statements(client, path)``."""

    def counted(client, path):
        with counting(app) as seen:
            client.get(path)
        return len(seen)

    return counted


def test_the_frame_of_a_page_costs_two_statements_and_one_for_a_person(client, cast, statements):
    assert statements(client, "/link-request") == 2

    enter(client, "amina")

    assert statements(client, "/link-request") == 3


def test_an_asset_costs_none(client, cast, statements):
    enter(client, "amina")

    assert statements(client, "/assets/none.css") <= 3
    assert statements(client, stylesheet(client)) == 0


def stylesheet(client):
    return re.search(r'href="(/assets/[^"]+)"', client.get("/link-request").text)[1]


def test_the_bar_leads_where_the_reader_may_go(app, cast):
    def links(name=None):
        client = app.test_client()
        if name:
            enter(client, name)
        page = client.get("/link-request").text
        return set(re.findall(r'href="([^"?]+)"', page.split("bar-pages")[1].split("</nav>")[0]))

    assert "/d/declaration/desk" in links("marie")
    assert "/d/declaration/desk" not in links("amina") | links()
    assert "/for-you" in links("amina")
    assert "/for-you" not in links()
    assert "/d/declaration/suggestions" in links("amina")
    assert "/d/declaration/suggestions" not in links()
    assert {"/d/declaration", "/journal"} <= links()


def test_a_rehearsal_is_marked_on_every_page_and_nowhere_public(app, client, session, cast):
    cast.document.rehearsal = True
    session.commit()
    enter(client, "amina")

    assert "This is a rehearsal" in client.get("/d/declaration").text
    assert "/d/declaration" not in app.test_client().get("/link-request").text


def test_every_role_is_judged_by_the_same_rules_as_buttons(client, cast):
    """A view refuses before it loads; ``may`` in a template answers the same."""
    enter(client, "amina")

    with client.application.test_request_context():
        assert not layout.may(Verb.READ_DESK)
        assert layout.may(Verb.READ_PUBLISHED)
        assert not layout.may(Verb.READ_DEBATE)


def test_everybody_reads_the_debate_once_it_is_opened(app, session, cast):
    with app.test_request_context():
        assert not layout.may(Verb.READ_DEBATE)
    cast.conference.debate_open = True
    session.commit()

    with app.test_request_context():
        assert layout.may(Verb.READ_DEBATE)


def test_the_characters_are_shown_in_demo_mode_only(url, tmp_path, session, cast):
    def shown(**config):
        page = application(url, tmp_path, **config).test_client().get("/sign-in").text
        return DEMO_PASSWORD in page

    assert not shown(DEMO=False)
    cast.conference.demo = True
    session.commit()

    assert shown(DEMO=True)
    assert not shown(DEMO=False)


def test_the_menu_has_the_initials_and_the_name_of_the_person(client, cast):
    page = enter(client, "amina").get("/").text

    summary = page[
        page.index("Your account") : page.index("</summary>", page.index("Your account"))
    ]
    assert ">Ami</i>" in summary
    assert ">Amina" in summary
    assert "Dakar" not in summary


def test_who_holds_several_offices_reads_in_which_they_act(client, cast):
    page = enter(client, "paul").get("/").text

    assert "Paul · Kampala" in page


def test_a_theme_is_kept_until_the_device_decides_again(client, cast):
    assert "data-theme" not in client.get("/").text

    assert 'data-theme="dark"' in client.get("/?theme=dark").text
    assert 'data-theme="dark"' in client.get("/").text
    assert 'data-theme="dark"' in client.get("/?theme=pink").text
    assert "data-theme" not in client.get("/?theme=system").text
