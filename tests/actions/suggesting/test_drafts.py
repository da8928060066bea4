import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import drafts
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound
from models.debate import Draft
from models.journal import Event
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.support.cast import LATER, NOON


def begin(session, cast, by=None, **values):
    asked = Amendment(SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, **values)
    return drafts.save(session, by or cast.eleni, cast.document, asked, at=NOON)


def test_a_draft_may_be_unfinished(session, cast):
    draft = begin(session, cast)

    assert (draft.words, draft.ready) == ("", False)
    assert draft.base_version_id is not None
    assert draft.delegation_id == cast.delegations["athens"].id


def test_drafts_are_no_events(session, cast):
    draft = begin(session, cast, words="Shorter.")
    drafts.mark_ready(session, cast.eleni, draft, ready=True, at=LATER)
    drafts.discard(session, cast.eleni, draft)

    assert session.scalars(sa.select(Event)).all() == []
    assert session.scalars(sa.select(Draft)).all() == []


def test_editing_a_draft_takes_it_out_of_the_tray(session, cast):
    draft = begin(session, cast, words="Shorter.")
    drafts.mark_ready(session, cast.eleni, draft, ready=True, at=LATER)

    asked = Amendment(SuggestionKind.INSERT, kind=Kind.PLAIN, words="Other.")
    same = drafts.save(session, cast.eleni, cast.document, asked, draft=draft, at=LATER)

    assert same is draft
    assert (draft.ready, draft.form, draft.paragraph_id) == (False, SuggestionKind.INSERT, None)
    assert draft.updated_at == LATER


def test_an_unfinished_draft_does_not_go_into_the_tray(session, cast):
    draft = begin(session, cast)

    with pytest.raises(Invalid):
        drafts.mark_ready(session, cast.eleni, draft, ready=True, at=LATER)

    assert draft.ready is False


def test_drafts_are_made_in_consolidation_too(session, cast):
    cast.document.stage = Stage.CONSOLIDATION

    assert begin(session, cast).id


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
def test_no_draft_before_the_debate_or_after_adoption(session, cast, stage):
    cast.document.stage = stage

    with pytest.raises(NotAllowed):
        begin(session, cast)


@pytest.mark.parametrize("name", ["amina", "marie", "noor", "ole"])
def test_the_drafts_of_others_are_not_there(session, cast, name):
    draft = begin(session, cast, words="Ours.")
    by = cast.actors[name]
    asked = Amendment(SuggestionKind.GENERAL, words="Theirs.")

    with pytest.raises(NotFound):
        drafts.save(session, by, cast.document, asked, draft=draft, at=LATER)
    with pytest.raises(NotFound):
        drafts.mark_ready(session, by, draft, ready=True, at=LATER)
    with pytest.raises(NotFound):
        drafts.discard(session, by, draft)


def test_a_draft_refers_to_its_own_document(session, cast):
    with pytest.raises(Invalid):
        begin(session, cast, after_id=None, base_version_id=999)
