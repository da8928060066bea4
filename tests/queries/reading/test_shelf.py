from datetime import timedelta

import pytest

from declaration.errors import NotAllowed, NotFound, SignInNeeded
from declaration.queries.reading import shelf as shelves
from declaration.rules import PUBLIC, Actor
from models.document import Supersession
from models.vocabulary import Capacity, Stage
from tests.support.cast import NOON, adopt, print_revision


def shelf(session, reader=PUBLIC):
    return shelves.shelf(session, reader, "declaration")


def test_a_document_comes_with_its_revisions_oldest_first(session, cast):
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)

    published = shelf(session)

    assert [revision.slug for revision in published.revisions] == ["zero-draft", "rev-1"]
    assert published.in_force.slug == "rev-1"
    assert [revision.slug for revision in published.before(published.in_force)] == ["zero-draft"]
    assert len(published.before(None)) == 2


def test_a_document_without_revisions_has_none_in_force(session, cast):
    cast.document.slug = "other"
    other = type(cast.document)(slug="empty", title="Empty", created_at=NOON)
    session.add(other)
    session.flush()

    assert shelves.shelf(session, PUBLIC, "empty").in_force is None


def test_a_revision_published_in_error_is_not_in_force(session, cast):
    wrong = print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.add(
        Supersession(
            revision_id=wrong.id, right_revision_id=cast.zero.id, reason="Wrong", created_at=NOON
        )
    )
    session.flush()

    published = shelf(session)

    assert published.in_force == cast.zero
    assert published.righted(wrong) == (cast.zero, "Wrong")
    assert published.righted(cast.zero) is None


def test_the_adopted_revision_is_in_force(session, cast):
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    adopt(session, cast)

    assert shelf(session).in_force == cast.zero


def test_an_unknown_document_or_revision_is_not_found(session, cast):
    with pytest.raises(NotFound):
        shelves.shelf(session, PUBLIC, "nothing")
    with pytest.raises(NotFound):
        shelves.text(session, PUBLIC, shelf(session), "rev-9")


def test_a_rehearsal_asks_the_public_to_sign_in(session, cast):
    cast.document.rehearsal = True
    session.flush()

    with pytest.raises(SignInNeeded):
        shelf(session)
    assert shelf(session, cast.amina).document == cast.document


def test_the_rolling_text_is_for_those_who_may(session, cast):
    with pytest.raises(SignInNeeded):
        shelves.text(session, PUBLIC, shelf(session), "rolling")
    assert shelves.text(session, cast.amina, shelf(session), "rolling").revision_id == 0

    cast.document.stage = Stage.PREPARATION
    session.flush()
    with pytest.raises(NotAllowed):
        shelves.text(session, cast.amina, shelf(session), "rolling")
    observer = Actor(person_id=1, capacity=Capacity.OBSERVER)
    with pytest.raises(NotAllowed):
        shelves.text(session, observer, shelf(session), "rolling")


def test_the_deadline_passes(session, cast):
    published = shelf(session)

    assert not published.passed(cast.document.deadline)
    assert published.passed(cast.document.deadline + timedelta(seconds=1))
