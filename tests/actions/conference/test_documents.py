import pytest
import sqlalchemy as sa

from declaration.actions.conference import documents
from declaration.actions.conference.documents import DocumentValues
from declaration.errors import Invalid, NotAllowed, NotFound
from declaration.queries.reading import texts
from models.journal import Event
from models.vocabulary import EventKind, Scheme, Stage
from tests.support.cast import NOON, settle

INPUTS = DocumentValues("inputs", "Inputs", symbol="CM/2017/L.3")


def cover(document, **changes):
    values = {
        name: getattr(document, name)
        for name in ("slug", "title", "symbol", "scheme", "language", "rehearsal")
    }
    return DocumentValues(**(values | changes))


def test_a_new_document_is_in_preparation_and_last(session, cast):
    created = documents.create_document(session, cast.noor, INPUTS, at=NOON)

    assert created.stage is Stage.PREPARATION
    assert created.position == 1
    assert session.scalars(sa.select(Event.kind)).all() == [EventKind.DOCUMENT_CREATED]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (DocumentValues("Declaration of Mayors", "x"), "slug"),
        (DocumentValues("declaration", "x"), "slug"),
        (DocumentValues("other", "  "), "title"),
        (DocumentValues("other", "x", language="Klingon!"), "language"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(session, cast, values, field):
    with pytest.raises(Invalid) as refusal:
        documents.create_document(session, cast.noor, values, at=NOON)

    assert refusal.value.field == field


def test_a_delegate_cannot_create_a_document(session, cast):
    with pytest.raises(NotFound):
        documents.create_document(session, cast.amina, INPUTS, at=NOON)


def test_title_and_symbol_change_until_adoption(session, cast):
    values = cover(cast.document, title="Declaration", symbol="CM/2017/L.9")

    documents.change_document(session, cast.noor, cast.document, values, at=NOON)

    assert (cast.document.title, cast.document.symbol) == ("Declaration", "CM/2017/L.9")
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed, match="adopted"):
        documents.change_document(session, cast.noor, cast.document, INPUTS, at=NOON)


@pytest.mark.parametrize(
    "change",
    [{"slug": "other"}, {"scheme": Scheme.RESOLUTION}, {"language": "fr"}, {"rehearsal": True}],
)
def test_what_is_printed_keeps_its_address_numbers_and_language(session, cast, change):
    with pytest.raises(Invalid, match="printed"):
        documents.change_document(
            session, cast.noor, cast.document, cover(cast.document, **change), at=NOON
        )


def test_another_authentic_language_takes_the_words_over(session):
    cast = settle(session, published=False, stage=Stage.PREPARATION)
    words = [passage.words for passage in texts.rolling(session, cast.document).passages]

    values = cover(cast.document, language="fr")
    documents.change_document(session, cast.noor, cast.document, values, at=NOON)

    rolling = texts.rolling(session, cast.document)
    assert [passage.words for passage in rolling.passages] == words
    assert rolling.language == "fr"


def test_documents_stand_in_the_order_of_the_secretariat(session, cast):
    inputs = documents.create_document(session, cast.noor, INPUTS, at=NOON)

    documents.order_documents(session, cast.noor, [inputs, cast.document], at=NOON)

    assert (inputs.position, cast.document.position) == (1, 2)


def test_an_order_names_every_document_once(session, cast):
    documents.create_document(session, cast.noor, INPUTS, at=NOON)

    for incomplete in ([cast.document], [cast.document, cast.document]):
        with pytest.raises(Invalid, match="incomplete"):
            documents.order_documents(session, cast.noor, incomplete, at=NOON)
