"""A general suggestion that is taken names what was changed for it, or says that nothing was."""

import json

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations
from declaration.actions.deciding.verdicts import Changes
from declaration.errors import Invalid
from declaration.queries.journal import chain
from models.journal import Subject
from models.vocabulary import Outcome, SubjectKind, SuggestionKind
from tests.support.cast import name_history
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    ruling,
    snapshot,
    verdict,
)
from tests.support.submitted import newest_event


@pytest.fixture
def remark(session, cast):
    name_history(session)
    return ask(
        session, cast, "Say «newcomers».", paragraph=None, form=SuggestionKind.GENERAL, by="luis"
    )


def take(session, cast, remark, changes, outcome=Outcome.ACCEPTED):
    taken = verdict(session, remark, outcome, changes=changes)
    return decide(session, cast, taken, on=None)


def test_it_names_what_was_changed_and_the_journal_knows(session, cast, remark):
    first = ask(session, cast, FIRST)
    accept(session, cast, first)

    take(session, cast, remark, Changes((first.id,), (first.paragraph_id,)))

    ids = {"paragraphs": [first.paragraph_id], "suggestions": [first.id]}
    taken = decision(session, remark)
    assert json.loads(taken.changes) == ids
    named = session.scalars(
        sa.select(Subject.thing_id).where(
            Subject.event_id == newest_event(session).id, Subject.kind == SubjectKind.DECISION
        )
    ).all()
    assert named == [taken.id]
    assert chain.check(session).broken is None


def test_it_may_say_that_nothing_was(session, cast, remark):
    take(session, cast, remark, Changes())

    assert json.loads(decision(session, remark).changes) == {"paragraphs": [], "suggestions": []}
    assert chain.check(session).broken is None


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.ADAPTED])
def test_without_a_word_on_it_it_is_not_taken(session, cast, remark, outcome):
    before = snapshot(session)

    with pytest.raises(Invalid, match="changes: missing"):
        take(session, cast, remark, None, outcome)
    assert snapshot(session) == before


@pytest.mark.parametrize("named", ["open", "rejected", "itself", "nowhere"])
def test_only_a_suggestion_that_was_taken_is_named(session, cast, remark, named):
    open_, rejected = ask(session, cast, FIRST), ask(session, cast, OTHER, by="paul")
    decide(session, cast, verdict(session, rejected, Outcome.REJECTED))
    ids = {"open": open_.id, "rejected": rejected.id, "itself": remark.id, "nowhere": 99}

    with pytest.raises(Invalid, match="changes: unknown"):
        take(session, cast, remark, Changes((ids[named],)))


def test_only_a_paragraph_that_the_committee_changed_is_named(session, cast, remark):
    untouched = cast.paragraphs["means"].id

    with pytest.raises(Invalid, match="changes: unknown"):
        take(session, cast, remark, Changes((), (untouched,)))


def test_nothing_else_names_changes(session, cast, remark):
    asked = ask(session, cast, FIRST)

    with pytest.raises(Invalid, match="changes: unknown"):
        decide(session, cast, verdict(session, asked, changes=Changes()))
    with pytest.raises(Invalid, match="changes: unknown"):
        take(session, cast, remark, Changes(), Outcome.REJECTED)


def test_what_was_prepared_keeps_it_until_it_is_released(session, cast, remark):
    prepared = ruling(session, verdict(session, remark, changes=Changes()), on=None)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    several = preparations.release_all(session, cast.marie, cast.document, at=LATER)

    assert (len(several.done), several.left) == (1, ())
    assert decision(session, remark).changes is not None


def test_what_was_prepared_without_it_stays_and_says_why(session, cast, remark):
    prepared = ruling(session, verdict(session, remark), on=None)
    row = preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)
    row.outcomes = [{k: v for k, v in row.outcomes[0].items() if k != "changes"}]

    several = preparations.release_all(session, cast.marie, cast.document, at=LATER)

    assert [str(why) for _ruling, why in several.left] == ["changes: missing"]


def test_changes_that_were_tampered_with_are_found(session, cast, remark):
    take(session, cast, remark, Changes())
    on = " ON decision" if session.bind.dialect.name == "postgresql" else ""
    session.execute(sa.text(f"DROP TRIGGER decision_update{on}"))
    session.execute(sa.text("UPDATE decision SET changes = NULL"))

    assert chain.check(session).broken.flaw is chain.Flaw.CHANGED


def test_they_are_append_only_whoever_redacts(session, cast, remark):
    take(session, cast, remark, Changes())
    session.commit()

    statement = "UPDATE decision SET changes = NULL, reason = '', salt = '', redacted = true"
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.text(statement))
    session.rollback()
