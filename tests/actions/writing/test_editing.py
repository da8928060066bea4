import pytest
import sqlalchemy as sa

from declaration.actions.writing import editing
from declaration.actions.writing.editing import EditedOn
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.formats.reading import PastedPassage
from declaration.queries.reading import texts
from models.journal import Event
from models.vocabulary import EventKind, Kind
from tests.support.cast import NOON
from tests.support.desk import told


def seen(session, cast, key):
    passages = texts.rolling(session, cast.document).passages
    passage = next(p for p in passages if p.uid == key)
    return EditedOn(passage.version_id, passage.place_id)


def order(session, cast):
    return [p.uid for p in texts.rolling(session, cast.document).passages if p.live]


def test_words_and_kind_of_a_paragraph_change(session, preparing):
    paragraph = preparing.paragraphs["hosts"]
    piece = PastedPassage(Kind.OPERATIVE, 0, "We thank the families.")

    editing.edit_paragraph(
        session, preparing.noor, paragraph, piece, seen(session, preparing, "hosts"), at=NOON
    )

    passages = texts.rolling(session, preparing.document).passages
    changed = next(p for p in passages if p.uid == "hosts")
    assert (changed.kind, changed.level, changed.words) == (
        Kind.OPERATIVE,
        0,
        "We thank the families.",
    )
    assert changed.number == "4"
    [event] = session.scalars(sa.select(Event))
    assert (event.kind, told(event)[0]) == (EventKind.TEXT_EDITED, {"act": "edited"})


def test_an_edit_that_changes_nothing_is_refused(session, preparing):
    paragraph = preparing.paragraphs["title"]
    piece = PastedPassage(Kind.TITLE, 0, "Declaration of Mayors")

    with pytest.raises(Invalid, match="unchanged"):
        editing.edit_paragraph(
            session, preparing.noor, paragraph, piece, seen(session, preparing, "title"), at=NOON
        )


def test_who_edits_words_that_have_changed_is_told_what_stands_there(session, preparing):
    paragraph, before = preparing.paragraphs["means"], seen(session, preparing, "means")
    first, second = (
        PastedPassage(Kind.OPERATIVE, 0, "First."),
        PastedPassage(Kind.OPERATIVE, 0, "Second."),
    )
    editing.edit_paragraph(session, preparing.noor, paragraph, first, before, at=NOON)

    with pytest.raises(Stale) as refusal:
        editing.edit_paragraph(session, preparing.noor, paragraph, second, before, at=NOON)

    assert refusal.value.current == "First."


def test_a_paragraph_is_inserted_after_another_or_at_the_head(session, preparing):
    piece = PastedPassage(Kind.OPERATIVE, 0, "We listen.")
    noor, document = preparing.noor, preparing.document
    after = preparing.paragraphs["arrival"]

    later = editing.insert_paragraph(session, noor, document, piece, after, at=NOON)
    first = editing.insert_paragraph(session, noor, document, piece, None, at=NOON)

    uids = order(session, preparing)
    assert uids[0] == first.uid
    assert uids[uids.index("arrival") + 1] == later.uid


def test_a_paragraph_moves_after_another(session, preparing):
    editing.move_paragraph(
        session,
        preparing.noor,
        preparing.paragraphs["means"],
        preparing.paragraphs["chapeau"],
        seen(session, preparing, "means"),
        at=NOON,
    )

    assert order(session, preparing)[:4] == ["title", "chapeau", "means", "welcome"]


def test_a_paragraph_cannot_follow_itself(session, preparing):
    means = preparing.paragraphs["means"]

    with pytest.raises(Invalid, match="itself"):
        editing.move_paragraph(
            session, preparing.noor, means, means, seen(session, preparing, "means"), at=NOON
        )


def test_a_deleted_paragraph_is_gone_for_the_next_editor(session, preparing):
    paragraph, before = preparing.paragraphs["ties"], seen(session, preparing, "ties")

    editing.delete_paragraph(session, preparing.noor, paragraph, before, at=NOON)

    assert "ties" not in order(session, preparing)
    with pytest.raises(NotFound):
        editing.delete_paragraph(session, preparing.noor, paragraph, before, at=NOON)


def test_the_text_is_edited_in_preparation_by_the_secretariat(session, cast):
    paragraph, before = cast.paragraphs["ties"], seen(session, cast, "ties")

    with pytest.raises(NotAllowed, match="consultation"):
        editing.delete_paragraph(session, cast.noor, paragraph, before, at=NOON)
    with pytest.raises(NotFound):
        editing.delete_paragraph(session, cast.marie, paragraph, before, at=NOON)
