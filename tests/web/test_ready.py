import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.web import slots
from declaration.web.splicing import Shared
from models.debate import Comment
from models.vocabulary import Stage
from tests.cast import NOON
from tests.web.entering import enter, post

MEANS = ("/d/declaration/rolling?open=means", "/d/declaration/p/means")
KEPT = (
    *MEANS,
    "/",
    "/d/declaration",
    "/d/declaration/revisions",
    "/d/declaration/rolling?view=compilation",
    "/d/declaration/suggestions?mine=1",
    "/d/declaration/disposition",
    "/d/declaration/figures",
    "/d/declaration/compare",
    "/journal",
    "/guide",
)
READERS = ("amina", "awa", "luis", "eleni", "marie", "noor", "ole")
INTERNAL = "For Dakar alone."


@pytest.fixture
def said(session, cast):
    """Something that everybody hears, and something for one delegation."""
    for by, words, internal in (
        (cast.amina, "Which means?", False),
        (cast.luis, "All of them.", False),
        (cast.marie, "We will look at it.", False),
        (cast.amina, INTERNAL, True),
    ):
        remark = Remark(words, paragraph_id=cast.paragraphs["means"].id, internal=internal)
        comments.comment(session, by, cast.document, remark, at=NOON)
    session.commit()
    return cast


def clients(app, names=READERS):
    return {name: enter(app.test_client(), name) for name in names}


@pytest.mark.parametrize("path", KEPT)
def test_whoever_read_it_before_everybody_gets_their_own_page(said, app, path):
    readers = clients(app)
    for client in readers.values():
        client.get(path)  # sets the token of each session

    shared = {name: client.get(path).text for name, client in readers.items()}
    alone = {}
    for name, client in readers.items():
        app.extensions["ready_pages"].clear()
        alone[name] = client.get(path).text

    for name in readers:
        assert shared[name].splitlines() == alone[name].splitlines()


@pytest.mark.parametrize("path", MEANS)
def test_a_delegations_own_comment_is_kept_for_nobody_else(said, app, path):
    readers = clients(app)
    hear = {name for name, client in readers.items() if INTERNAL in client.get(path).text}

    assert hear == {"amina", "awa"}
    assert INTERNAL not in app.test_client().get(path, follow_redirects=True).text


@pytest.mark.parametrize("path", MEANS)
def test_a_token_is_never_anothers(said, app, path):
    readers = clients(app, ("amina", "awa"))
    tokens = {}
    for _ in range(2):
        for name, client in readers.items():
            found = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
            tokens.setdefault(name, set()).update(found)

    assert [len(one) for one in tokens.values()] == [1, 1]
    assert tokens["amina"] != tokens["awa"]


@pytest.mark.parametrize("path", MEANS)
def test_what_is_kept_names_nobody(said, app, path):
    client = enter(app.test_client(), "amina")
    page = client.get(path).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    kept = next(iter(app.extensions["ready_pages"]._kept.values()))  # noqa: SLF001
    whole = "".join(one.html if isinstance(one, Shared) else one for one in kept.parts)

    assert token not in whole
    assert f'"{said.amina.person_id}:comment:' not in whole
    assert f'data-keep="{said.amina.person_id}:comment:' in page
    assert "Amina" not in whole
    assert slots.BEGIN not in page


@pytest.mark.parametrize("path", MEANS)
def test_what_is_said_next_is_there_at_once(said, session, app, path):
    client = enter(app.test_client(), "awa")
    client.get(path)
    remark = Remark("And this.", paragraph_id=said.paragraphs["means"].id)
    comments.comment(session, said.luis, said.document, remark, at=NOON)
    session.commit()

    assert "And this." in client.get(path).text


@pytest.mark.parametrize("path", MEANS)
def test_what_is_taken_back_is_gone_at_once(said, session, app, path):
    client = enter(app.test_client(), "awa")
    assert "All of them." in client.get(path).text
    comment = session.query(Comment).filter_by(words="All of them.").one()
    comments.withdraw(session, said.luis, comment, at=NOON)
    session.commit()

    assert "All of them." not in client.get(path).text


def test_a_closed_stage_takes_the_form_away_at_once(said, session, app):
    client = enter(app.test_client(), "awa")
    assert "data-keep" in client.get(MEANS[0]).text
    said.document.stage = Stage.ADOPTED
    session.commit()

    assert "data-keep" not in client.get(MEANS[1]).text


def test_the_form_says_once_that_it_was_sent(said, app):
    client = enter(app.test_client(), "amina")
    client.get(MEANS[1])
    post(client, "/d/declaration/p/means/comments", {"words": "Sent.", "language": "en"})

    assert "data-sent" in client.get(MEANS[1]).text
    assert "data-sent" not in client.get(MEANS[1]).text


def test_a_quoted_address_fills_the_form_of_that_address_alone(said, app):
    client = enter(app.test_client(), "amina")
    quoted = client.get(f"{MEANS[0]}&exact=the means").text

    assert 'value="the means"' in quoted
    assert 'value="the means"' not in client.get(MEANS[0]).text


def test_the_public_gets_no_session_by_reading(said, session, app):
    said.conference.debate_open = True
    session.commit()
    answer = app.test_client().get(MEANS[1])

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
