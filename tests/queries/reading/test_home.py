from datetime import timedelta

from declaration.queries.reading.shelf import home
from declaration.rules import PUBLIC
from models.document import Document, Reference
from models.vocabulary import Stage
from tests.support.cast import NOON


def test_references_come_in_the_secretariat_s_order(session, cast):
    session.add_all([Reference(title="Second", position=2), Reference(title="First", position=1)])
    session.flush()

    references = home(session, PUBLIC, NOON).references
    assert [reference.title for reference in references] == ["First", "Second"]


def test_documents_come_with_their_road(session, cast):
    (shelf,) = home(session, PUBLIC, NOON).shelves

    assert shelf.document == cast.document
    assert shelf.in_force == cast.zero


def test_the_next_deadline_is_the_nearest_to_come(session, cast):
    later = Document(
        slug="later",
        title="Later",
        stage=Stage.CONSULTATION,
        deadline=NOON + timedelta(days=30),
        created_at=NOON,
    )
    session.add(later)
    session.flush()

    assert home(session, PUBLIC, NOON).next_due == cast.document
    assert home(session, PUBLIC, NOON + timedelta(days=20)).next_due == later
    assert home(session, PUBLIC, NOON + timedelta(days=40)).next_due is None


def test_a_rehearsal_is_no_document_of_the_public(session, cast):
    cast.document.rehearsal = True
    session.flush()

    assert home(session, PUBLIC, NOON).shelves == ()
    assert len(home(session, cast.amina, NOON).shelves) == 1
