"""Words that must not stay are found, looked at, and taken out for good."""

import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from tests.support.cast import NOON
from tests.support.enter import post


def test_words_are_found_by_paragraph_and_taken_out_for_good(noor, session):
    page = noor.get("/admin/redaction?in=paragraph&what=arrival").text
    path = re.search(r"/admin/redaction/version/\d+", page)[0]

    assert "This cannot be undone." in noor.get(path).text
    assert post(noor, path).status_code == 303

    assert "point of contact" not in noor.get("/admin/redaction?in=paragraph&what=arrival").text
    assert post(noor, path).status_code == 422


def test_what_a_delegation_keeps_to_itself_is_taken_out_unread(noor, session, cast):
    remark = Remark("Our red line.", paragraph_id=cast.paragraphs["arrival"].id, internal=True)
    comment = comments.comment(session, cast.amina, cast.document, remark, at=NOON).id
    session.commit()
    pages = ("?in=paragraph&what=arrival", f"?in=comment&what={comment}", f"/comment/{comment}")

    for page in pages:
        assert "Our red line." not in noor.get(f"/admin/redaction{page}").text
    assert f"/admin/redaction/comment/{comment}" in noor.get(f"/admin/redaction{pages[0]}").text
    assert post(noor, f"/admin/redaction/comment/{comment}").status_code == 303


def test_nothing_rendered_from_words_that_are_out_is_kept(noor, app):
    noor.get("/d/declaration")
    app.test_client().get("/d/declaration")
    page = noor.get("/admin/redaction?in=paragraph&what=arrival").text
    path = re.search(r"/admin/redaction/version/\d+", page)[0]
    assert app.extensions["memory"].entries

    assert post(noor, path).status_code == 303

    assert not app.extensions["memory"].entries
    assert "point of contact" not in app.test_client().get("/d/declaration").text


@pytest.mark.parametrize(
    "what", ["in=suggestion&what=7", "in=comment&what=x", "in=paragraph&what=?"]
)
def test_words_that_are_not_there_are_not_found(noor, what):
    assert "Nothing found." in noor.get(f"/admin/redaction?{what}").text
