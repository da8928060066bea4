import pytest

from declaration.errors import NotFound, SignInNeeded
from declaration.queries.reading import shelf
from declaration.queries.reading.paragraph import story
from declaration.rules import PUBLIC
from models.document import Paragraph, Version
from tests.support.cast import NOON, print_revision


def told(session, uid, reader=PUBLIC):
    return story(session, reader, shelf.shelf(session, reader, "declaration"), uid)


def test_a_paragraph_is_told_revision_by_revision(session, cast):
    means = cast.paragraphs["means"]
    words = "We call on States to give cities more means."
    session.add(Version(paragraph_id=means.id, language="en", words=words, created_at=NOON))
    session.flush()
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    print_revision(session, cast.document, "Rev. 2", "rev-2", 2)

    prints = told(session, "means").prints

    assert [printed.revision.slug for printed in prints] == ["zero-draft", "rev-1", "rev-2"]
    assert [printed.changed for printed in prints] == [True, True, False]
    assert prints[1].passage.words == words
    assert prints[1].passage.number == "4"


def test_an_unknown_paragraph_is_not_found(session, cast):
    with pytest.raises(NotFound):
        told(session, "nothing")


def test_what_was_never_printed_is_not_the_public_s(session, cast):
    session.add(Paragraph(uid="newcomer", document_id=cast.document.id))
    session.flush()

    with pytest.raises(SignInNeeded):
        told(session, "newcomer")
    assert told(session, "newcomer", cast.amina).prints == ()
