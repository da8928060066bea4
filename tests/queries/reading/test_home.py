from declaration.queries.reading.shelf import home
from declaration.rules import PUBLIC
from models.document import Reference


def test_references_come_in_the_secretariat_s_order(session, cast):
    session.add_all([Reference(title="Second", position=2), Reference(title="First", position=1)])
    session.flush()

    references = home(session, PUBLIC).references
    assert [reference.title for reference in references] == ["First", "Second"]


def test_documents_come_with_their_road(session, cast):
    (shelf,) = home(session, PUBLIC).shelves

    assert shelf.document == cast.document
    assert shelf.in_force == cast.zero


def test_a_rehearsal_is_no_document_of_the_public(session, cast):
    cast.document.rehearsal = True
    session.flush()

    assert home(session, PUBLIC).shelves == ()
    assert len(home(session, cast.amina).shelves) == 1
