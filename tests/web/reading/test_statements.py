"""Every page to read runs at most 13 statements, however long the text and the debate."""

import pytest
import sqlalchemy as sa
from sqlalchemy import insert

from declaration.actions.writing.places import ranks
from models.debate import Comment, Suggestion, Wording
from models.document import Paragraph, Place, Version
from models.vocabulary import Audience, Capacity, Kind, Status, SuggestionKind
from tests.support import statements
from tests.support.cast import NOON, print_revision
from tests.support.enter import enter

pytestmark = pytest.mark.usefixtures("clock")

MOST = 13  # twelve, and one for positions
PAGES = (
    "/",
    "/d/declaration",
    "/d/declaration?since=zero-draft",
    "/d/declaration/revisions",
    "/d/declaration/revisions/rev-1",
    "/d/declaration/rolling",
    "/d/declaration/rolling?since=zero-draft",
    "/d/declaration/rolling?open=arrival",
    "/d/declaration/rolling?view=compilation",
    "/d/declaration/rolling?view=compilation&open=arrival",
    "/d/declaration/rolling?since=zero-draft&open=arrival",
    "/d/declaration/p/arrival",
    "/d/declaration/compare",
    "/d/declaration/compare/zero-draft...rev-1",
    "/d/declaration/compare/rev-1...rolling?view=side",
    "/d/declaration/compare/zero-draft...rev-1?view=list",
    "/d/declaration/suggestions",
    "/d/declaration/suggestions.csv",
    "/d/declaration/disposition",
    "/d/declaration/disposition.csv",
    "/d/declaration/rolling.md",
    "/journal",
    "/d/declaration/journal?paragraph=arrival",
)


def lengthen(session, cast, count):
    """Add paragraphs below the last one, in bulk."""
    first = session.scalar(sa.select(sa.func.max(Paragraph.id))) + 1
    ids = range(first, first + count)
    session.execute(
        insert(Paragraph), [{"id": i, "uid": f"u{i}", "document_id": cast.document.id} for i in ids]
    )
    session.execute(
        insert(Place),
        [
            {
                "paragraph_id": i,
                "rank": f"z{rank}",
                "kind": Kind.OPERATIVE,
                "level": 0,
                "live": True,
                "created_at": NOON,
            }
            for i, rank in zip(ids, ranks(count), strict=True)
        ],
    )
    session.execute(
        insert(Version),
        [
            {"paragraph_id": i, "words": f"Words of {i}.", "language": "en", "created_at": NOON}
            for i in ids
        ],
    )
    session.flush()


def debate(session, cast, numbers):
    """Add suggestions with these numbers, and as many comments, in bulk, spread over the text."""
    paragraphs = session.scalars(sa.select(Paragraph.id)).all()
    shared = {
        "document_id": cast.document.id,
        "delegation_id": cast.amina.delegation_id,
        "person_id": cast.amina.person_id,
        "capacity": Capacity.DELEGATION,
        "audience": Audience.PARTICIPANTS,
    }
    spread = [(n, paragraphs[n % len(paragraphs)]) for n in numbers]
    asked = {"form": SuggestionKind.REPLACE, "status": Status.SUBMITTED, "submitted_at": NOON}
    asked["late_seconds"] = 0
    session.execute(
        insert(Suggestion),
        [
            {"id": n, "number": n, "paragraph_id": p, "late_seconds": 0, **asked, **shared}
            for n, p in spread
        ],
    )
    worded = {"reason": "", "language": "en", "level": 0, "person_id": shared["person_id"]}
    session.execute(
        insert(Wording),
        [
            {"suggestion_id": n, "words": f"Other words {n}.", "created_at": NOON, **worded}
            for n, _ in spread
        ],
    )
    remarks = [
        {"paragraph_id": p, "words": f"Remark {n}.", "created_at": NOON, **shared}
        for n, p in spread
    ]
    session.execute(insert(Comment), remarks)


def test_the_statements_do_not_grow_and_are_few(cast, client, session):
    lengthen(session, cast, 5)
    debate(session, cast, range(1, 41))  # some on each paragraph
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.commit()
    enter(client, "amina")
    few = {path: len(statements.statements(client, path)) for path in PAGES}

    lengthen(session, cast, 585)
    debate(session, cast, range(41, 1_001))
    print_revision(session, cast.document, "Rev. 2", "rev-2", 2)
    session.commit()
    many = {path: len(statements.statements(client, path)) for path in PAGES}

    assert {path: count for path, count in many.items() if count > MOST} == {}
    assert {path: (few[path], many[path]) for path in PAGES if many[path] > few[path]} == {}
