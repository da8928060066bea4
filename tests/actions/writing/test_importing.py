import pytest
import sqlalchemy as sa

from declaration.actions.writing.editing import import_text
from declaration.errors import Invalid, NotAllowed, NotFound
from declaration.formats.reading import MAX_PIECES, PastedPassage
from declaration.queries.reading import texts
from models.document import Paragraph, Place
from models.journal import Event
from models.vocabulary import EventKind, Kind, Stage
from tests.support.cast import NOON
from tests.support.desk import told

TEXT = (
    PastedPassage(Kind.TITLE, 0, "Declaration"),
    PastedPassage(Kind.OPERATIVE, 0, "We affirm:"),
    PastedPassage(Kind.ITEM, 1, "dignity;"),
    PastedPassage(Kind.OPERATIVE, 0, "We call on States."),
)


def test_an_imported_text_takes_the_place_of_the_unpublished_one(session, preparing):
    import_text(session, preparing.noor, preparing.document, TEXT, at=NOON)

    rolling = texts.rolling(session, preparing.document)
    assert [(p.number, p.words) for p in rolling.passages] == [
        ("", "Declaration"),
        ("1", "We affirm:"),
        ("1 (a)", "dignity;"),
        ("2", "We call on States."),
    ]


def test_what_was_there_stays_in_the_record(session, preparing):
    before = session.scalar(sa.select(sa.func.count(Place.id)))

    import_text(session, preparing.noor, preparing.document, TEXT, at=NOON)

    places = session.scalar(sa.select(sa.func.count(Place.id)))
    assert places == 2 * before + len(TEXT)
    [event] = session.scalars(sa.select(Event))
    assert event.kind is EventKind.TEXT_IMPORTED
    assert told(event)[0] == {"paragraphs": len(TEXT), "replaced": before}


def test_every_paragraph_has_an_identity_of_its_own(session, preparing):
    added = import_text(session, preparing.noor, preparing.document, TEXT, at=NOON)

    assert len({paragraph.uid for paragraph in added}) == len(TEXT)
    assert session.scalar(sa.select(sa.func.count(Paragraph.id))) == 10 + len(TEXT)


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((), "missing"),
        ((PastedPassage(Kind.PLAIN, 0, "x"),) * (MAX_PIECES + 1), "too_long"),
        ((PastedPassage(Kind.PLAIN, 0, " "),), "missing"),
        ((PastedPassage(Kind.HEADING, 0, "x"),), "not_of_this_kind"),
        ((PastedPassage(Kind.OPERATIVE, 2, "x"),), "not_of_this_kind"),
    ],
)
def test_a_text_that_cannot_stand_is_refused(session, preparing, pieces, why):
    with pytest.raises(Invalid) as refusal:
        import_text(session, preparing.noor, preparing.document, pieces, at=NOON)

    assert refusal.value.why == why


def test_a_published_text_is_not_replaced(session, cast):
    cast.document.stage = Stage.PREPARATION

    with pytest.raises(Invalid, match="printed"):
        import_text(session, cast.noor, cast.document, TEXT, at=NOON)


def test_a_text_is_imported_in_preparation_by_the_secretariat(session, cast):
    with pytest.raises(NotAllowed, match="consultation"):
        import_text(session, cast.noor, cast.document, TEXT, at=NOON)
    with pytest.raises(NotFound):
        import_text(session, cast.amina, cast.document, TEXT, at=NOON)
