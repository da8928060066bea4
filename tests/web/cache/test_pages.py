"""Unchanged pages are answered before anything is rendered; changed ones are not."""

import gzip
from datetime import timedelta

import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from models.db import db
from models.vocabulary import Stage
from tests.support.cast import NOON
from tests.support.enter import enter

PAGE = "/d/declaration"


def tag(client, path=PAGE, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


def again(client, etag, path=PAGE):
    return client.get(path, headers={"If-None-Match": etag}).status_code


def say(session, cast, **place):
    comments.comment(session, cast.luis, cast.document, Remark("A remark.", **place), at=NOON)
    session.commit()


def test_an_unchanged_page_is_not_sent_again(cast, client, clock):
    response = client.get(PAGE, headers={"If-None-Match": tag(client)})

    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


def test_an_unchanged_page_costs_one_statement(app, cast, client, clock):
    etag, seen = tag(client), []
    with app.app_context():
        engine = db.engine
    sa.event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_: statement.startswith("SELECT") and seen.append(statement),
    )

    assert again(client, etag) == 304
    assert len(seen) == 1


def test_what_one_reader_may_see_changes_the_page_for_that_reader_alone(session, cast, app, clock):
    public, luis = app.test_client(), enter(app.test_client(), "luis")
    before = tag(public), tag(luis)
    say(session, cast, paragraph_id=cast.paragraphs["means"].id)

    assert again(public, before[0]) == 304
    assert again(luis, before[1]) == 200


def test_a_page_of_one_reader_is_private_and_no_other_s(cast, app, clock):
    amina, luis = enter(app.test_client(), "amina"), enter(app.test_client(), "luis")

    assert tag(amina) != tag(luis)
    assert amina.get(PAGE).headers["Cache-Control"] == "private, no-cache"


def test_a_tag_is_weak_because_a_token_may_differ_under_it(cast, app, clock):
    etag = tag(enter(app.test_client(), "luis"))

    assert etag.startswith('W/"')


def test_a_tag_that_a_proxy_made_strong_or_weak_is_the_same(cast, client, clock):
    etag = tag(client)

    assert again(client, etag) == again(client, etag.removeprefix("W/")) == 304


def test_each_language_has_its_own_tag(cast, client, clock):
    english = tag(client, **{"Accept-Language": "en"})

    assert english != tag(client, **{"Accept-Language": "fr"})


def test_a_deadline_that_passes_changes_the_page(cast, client, clock):
    etag = tag(client)
    clock.now = cast.document.deadline + timedelta(seconds=1)

    assert again(client, etag) == 200
    assert "The deadline was" in client.get(PAGE).text


def test_another_stage_changes_the_page(session, cast, client, clock):
    etag = tag(client)
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()

    assert again(client, etag) == 200


def test_messages_are_shown_once_and_never_kept(cast, client, clock):
    etag = tag(client)
    with client.session_transaction() as session:
        session["_flashes"] = [("good", "It is done.")]

    response = client.get(PAGE, headers={"If-None-Match": etag})

    assert "It is done." in response.text
    assert "It is done." not in client.get(PAGE).text


def test_pages_of_the_public_come_compressed_or_plain(cast, client, clock):
    zipped = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    plain = client.get(PAGE)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "first point of contact" in plain.text


def test_what_is_shared_by_readers_of_a_role_holds_nothing_of_one(session, cast, app, clock):
    luis, amina = enter(app.test_client(), "luis"), enter(app.test_client(), "amina")
    internal = {"paragraph_id": cast.paragraphs["means"].id, "internal": True}
    say(session, cast, **internal)

    assert "<b>1</b> comment" in luis.get("/d/declaration/rolling").text
    assert "<b>1</b> comment" not in amina.get("/d/declaration/rolling").text
    assert "Amina" in amina.get("/d/declaration/rolling").text
    assert "Luis" not in amina.get("/d/declaration/rolling").text
