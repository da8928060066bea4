"""The pages of the debate run a fixed number of statements, however long the debate."""

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import drafts, suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("clock")

MOST = 13
PAGES = (
    "/suggestions/1",
    "/suggestions/1/wording",
    "/suggestions/1/withdrawal",
    "/suggestions/1/receipt",
    "/d/declaration/suggest?form=replace&paragraph=arrival",
    "/d/declaration/suggest?form=insert&after=arrival",
    "/d/declaration/p/arrival/comments",
    "/d/declaration/p/arrival",
    "/d/declaration/rolling?open=arrival",
    "/d/declaration/rolling?view=compilation",
    "/d/declaration/discussion",
    "/d/declaration/figures",
    "/d/declaration/figures/words.csv",
    "/comments/1/answers",
    "/drafts/1",
    "/tray",
    "/delegation",
    "/for-you",
)


def debate(session, cast, many):
    arrival = cast.paragraphs["arrival"].id
    for number in range(many):
        asked = Amendment(
            SuggestionKind.REPLACE, paragraph_id=arrival, words=f"Other words, {number}."
        )
        suggestion = suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)
        drafts.save(session, cast.amina, cast.document, asked, at=NOON)
        for place in (
            {"suggestion_id": suggestion.id},
            {"paragraph_id": arrival},
            {"parent_id": 1},
            {},
        ):
            remark = Remark(f"Remark {number}.", **place)
            comments.comment(session, cast.luis, cast.document, remark, at=NOON)
    session.commit()


def test_the_statements_do_not_grow(app, cast, client, session):
    enter(client, "amina")
    debate(session, cast, 5)
    few = {path: statements(client, path) for path in PAGES}
    debate(session, cast, 95)

    many = {path: statements(client, path) for path in PAGES}

    assert {path: len(queries) for path, queries in many.items() if len(queries) > MOST} == {}
    grown = [path for path in PAGES if len(many[path]) > len(few[path])]
    assert grown == []  # fewer: what the pages of one text share was kept
