from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.deciding.reopening import undoing
from declaration.queries.reading import texts
from models.debate import Decision
from models.document import Version
from models.journal import Event
from models.vocabulary import EventKind, Outcome, Status, SuggestionKind
from tests.support.cast import print_revision
from tests.support.desk import (
    ARRIVAL,
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    insert,
    lines,
    place,
    things,
    told,
    verdict,
    words,
)


def reopen(session, cast, suggestion, *, by=None, reason="It went too fast.", **values):
    request = Reopening(reason=reason, **values)
    return reopening.reopen(session, by or cast.marie, suggestion, request, at=LATER)


def test_reopening_is_a_new_decision_and_a_new_version_and_erases_nothing(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)

    reopened = reopen(session, cast, suggestion)

    assert words(session, cast) == ARRIVAL
    assert suggestion.status is Status.SUBMITTED
    assert (reopened.outcome, reopened.reason) == (Outcome.REOPENED, "It went too fast.")
    outcomes = sa.select(Decision.outcome).order_by(Decision.id)
    assert session.scalars(outcomes).all() == [Outcome.ACCEPTED, Outcome.REOPENED]
    versions = sa.select(Version.words).where(Version.paragraph_id == cast.paragraphs["arrival"].id)
    assert session.scalars(versions.order_by(Version.id)).all() == [ARRIVAL, FIRST, ARRIVAL]


def test_reopening_is_one_event(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)

    reopen(session, cast, suggestion)

    newest = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert (newest.id, newest.kind) == (3, EventKind.DECISION_REOPENED)


def test_changes_made_since_are_kept(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)
    accept(session, cast, second, words=BOTH)

    reopen(session, cast, first)

    assert words(session, cast) == OTHER


def test_of_two_taken_in_one_act_the_other_stays(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    decide(session, cast, verdict(session, first), verdict(session, second), words=BOTH)

    reopen(session, cast, second)

    assert words(session, cast) == FIRST
    assert (first.status, second.status) == (Status.DECIDED, Status.SUBMITTED)


def test_where_it_is_not_clear_the_words_must_be_given(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)
    rewritten = FIRST.replace("every newcomer", "all newcomers and all guests")
    decide(session, cast, verdict(session, second, Outcome.ADAPTED), words=rewritten)

    with pytest.raises(Invalid, match="words: missing"):
        reopen(session, cast, first)
    reopen(session, cast, first, words=ARRIVAL)

    assert words(session, cast) == ARRIVAL


def test_a_rejection_is_reopened_without_touching_the_words(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    decide(
        session,
        cast,
        verdict(session, first),
        verdict(session, second, Outcome.REJECTED),
        words=FIRST,
    )

    reopen(session, cast, second)

    assert words(session, cast) == FIRST
    assert second.status is Status.SUBMITTED


def test_a_deleted_paragraph_comes_back_where_it_stood(session, cast):
    before = lines(session, cast)
    suggestion = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    accept(session, cast, suggestion)

    reopen(session, cast, suggestion)

    assert lines(session, cast) == before


def test_a_moved_paragraph_goes_back(session, cast):
    before = lines(session, cast)
    suggestion = ask(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)
    accept(session, cast, suggestion)

    reopen(session, cast, suggestion)

    assert lines(session, cast) == before


def test_a_moved_paragraph_goes_back_even_where_another_took_its_rank(session, cast):
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)
    accept(session, cast, moved)
    accept(session, cast, insert(session, cast, "We will listen.", after="welcome"))

    reopen(session, cast, moved)
    accept(session, cast, insert(session, cast, "We will answer.", after="welcome"))

    assert {"We will listen.", "We will answer.", ARRIVAL} == {
        text for _, text in lines(session, cast)[3:6]
    }


def test_an_insertion_goes_out_again_and_comes_back_as_the_same_paragraph(session, cast):
    before = lines(session, cast)
    suggestion = insert(session, cast, "We will listen.")
    accept(session, cast, suggestion)
    paragraph_id = suggestion.paragraph_id

    reopen(session, cast, suggestion)

    assert lines(session, cast) == before
    assert suggestion.paragraph_id is None
    accept(session, cast, suggestion)
    assert suggestion.paragraph_id == paragraph_id
    assert ("1 bis", "We will listen.") in lines(session, cast)


def test_what_was_reopened_can_be_decided_again(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    reopen(session, cast, suggestion)

    accept(session, cast, suggestion)

    assert words(session, cast) == FIRST
    assert decision(session, suggestion).outcome is Outcome.ACCEPTED


def test_after_the_next_revision_it_is_too_late(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(hours=1))

    with pytest.raises(Invalid, match="decision: published"):
        reopen(session, cast, suggestion)


def test_it_needs_a_reason_a_decision_and_the_current_words(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(NotAllowed, match="submitted"):
        reopen(session, cast, suggestion)
    accept(session, cast, suggestion)
    with pytest.raises(Invalid, match="reason: missing"):
        reopen(session, cast, suggestion, reason=" ")
    with pytest.raises(Stale):
        reopen(session, cast, suggestion, base_version_id=1)
    reopen(session, cast, suggestion)
    with pytest.raises(NotAllowed, match="submitted"):
        reopen(session, cast, suggestion)


def test_only_those_who_release_reopen(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)

    with pytest.raises(NotAllowed, match="chair_releases"):
        reopen(session, cast, suggestion, by=cast.actors["paul_member"])
    with pytest.raises(NotFound):
        reopen(session, cast, suggestion, by=cast.amina)


def test_a_decision_that_waited_for_a_revision_comes_after_it(session, cast):
    suggestion = ask(session, cast, FIRST)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(seconds=2))

    accept(session, cast, suggestion, at=LATER)

    newest = texts.newest_revision(session, cast.document.id)
    assert decision(session, suggestion).created_at > newest.published_at
    assert undoing(session, cast.document, suggestion).open


def test_its_event_names_what_it_made_and_the_paragraph(session, cast):
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)
    accept(session, cast, moved)

    reopened = reopen(session, cast, moved)

    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    newest = place(session, cast.paragraphs["arrival"])
    payload, rows = told(event)
    assert payload == {"number": moved.number}
    [decided] = rows["decision"]
    assert (decided["id"], decided["outcome"], decided["place_id"]) == (
        reopened.id,
        "reopened",
        newest.id,
    )
    assert rows["suggestion"][0]["status"] == "submitted"
    assert event.document_id == cast.document.id
    assert things(session, event) == {
        ("suggestion", moved.id),
        ("wording", reopened.wording_id),
        ("decision", reopened.id),
        ("place", newest.id),
        ("paragraph", cast.paragraphs["arrival"].id),
        ("delegation", moved.delegation_id),
    }


def test_an_insertion_that_goes_out_again_is_still_named(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    accept(session, cast, suggestion)
    paragraph_id = suggestion.paragraph_id

    reopen(session, cast, suggestion)

    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert ("paragraph", paragraph_id) in things(session, event)
