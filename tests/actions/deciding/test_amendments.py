from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import amendments
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from models.journal import Event
from models.vocabulary import (
    Audience,
    Capacity,
    EventKind,
    Kind,
    Outcome,
    Stage,
    Status,
    SuggestionKind,
)
from tests.support.desk import (
    ARRIVAL,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decision,
    lines,
    place,
    things,
    told,
    version,
    wording,
    words,
)


def amend(session, cast, text="", *, by=None, paragraph="arrival", at=LATER, **asked):
    asked = {"form": SuggestionKind.REPLACE, "reason": "A slip of the pen."} | asked
    paragraph_id = cast.paragraphs[paragraph].id if paragraph else None
    amendment = Amendment(paragraph_id=paragraph_id, words=text, **asked)
    return amendments.amend(session, by or cast.marie, cast.document, amendment, at=at)


def test_the_committees_own_change_is_a_suggestion_accepted_in_the_same_act(session, cast):
    earlier = ask(session, cast, OTHER)

    suggestion = amend(session, cast, FIRST)

    assert words(session, cast) == FIRST
    assert (suggestion.number, suggestion.status) == (earlier.number + 1, Status.DECIDED)
    assert (suggestion.capacity, suggestion.delegation_id) == (Capacity.COMMITTEE, None)
    assert wording(session, suggestion).reason == "A slip of the pen."
    decided = decision(session, suggestion)
    assert (decided.outcome, decided.reason) == (Outcome.ACCEPTED, "A slip of the pen.")
    assert suggestion.audience is Audience.PARTICIPANTS


def test_it_is_one_event(session, cast):
    amend(session, cast, FIRST)

    [event] = session.query(Event).all()
    assert event.kind is EventKind.PARAGRAPH_AMENDED


def test_it_needs_a_reason(session, cast):
    with pytest.raises(Invalid, match="reason: missing"):
        amend(session, cast, FIRST, reason=" ")


def test_it_inserts_deletes_and_moves(session, cast):
    means = cast.paragraphs["means"].id

    inserted = amend(
        session,
        cast,
        "We thank Mechelen.",
        paragraph=None,
        form=SuggestionKind.INSERT,
        after_id=means,
        kind=Kind.OPERATIVE,
    )
    amend(session, cast, paragraph="services", form=SuggestionKind.DELETE)
    amend(session, cast, form=SuggestionKind.MOVE, after_id=means)

    assert lines(session, cast)[-3:] == [
        ("4", "We call on States to give cities the means for these tasks."),
        ("4 bis", "We thank Mechelen."),
        ("1", ARRIVAL),
    ]
    assert not place(session, cast.paragraphs["services"]).live
    assert inserted.paragraph_id is not None


def test_it_is_refused_on_words_that_have_changed(session, cast):
    old = version(session, cast.paragraphs["arrival"]).id
    old_place = place(session, cast.paragraphs["arrival"]).id
    accept(session, cast, ask(session, cast, OTHER))

    with pytest.raises(Stale):
        amend(session, cast, FIRST, base_version_id=old)
    amend(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)
    with pytest.raises(Stale):
        amend(session, cast, FIRST, base_place_id=old_place)


def test_it_is_refused_on_a_deleted_paragraph_or_without_a_change(session, cast):
    with pytest.raises(Invalid, match="words: unchanged"):
        amend(session, cast, ARRIVAL)
    with pytest.raises(Invalid, match="form: unknown"):
        amend(session, cast, "Everywhere.", form=SuggestionKind.GENERAL, paragraph=None)
    amend(session, cast, form=SuggestionKind.DELETE)
    with pytest.raises(Invalid, match="paragraph: deleted"):
        amend(session, cast, FIRST)


def test_it_makes_open_suggestions_stale_and_leaves_them_open(session, cast):
    suggestion = ask(session, cast, OTHER)

    amend(session, cast, FIRST)

    assert suggestion.status is Status.SUBMITTED
    with pytest.raises(Invalid, match="words: missing"):
        accept(session, cast, suggestion)


def test_only_those_who_release_amend(session, cast):
    with pytest.raises(NotAllowed, match="chair_releases"):
        amend(session, cast, FIRST, by=cast.actors["paul_member"])
    with pytest.raises(NotFound):
        amend(session, cast, FIRST, by=cast.amina)


def test_it_is_never_late_and_not_possible_outside_the_debate(session, cast):
    after_the_deadline = cast.document.deadline + timedelta(days=1)

    assert amend(session, cast, FIRST, at=after_the_deadline).late_seconds == 0
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed, match="adopted"):
        amend(session, cast, OTHER)


def test_its_event_names_what_it_made(session, cast):
    suggestion = amend(session, cast, FIRST)

    event = session.scalars(sa.select(Event)).one()
    row = decision(session, suggestion)
    payload, rows = told(event)
    assert payload == {"number": 1, "form": "replace"}
    [decided] = rows["decision"]
    assert (decided["id"], decided["outcome"]) == (row.id, "accepted")
    assert (decided["wording_id"], decided["version_id"]) == (row.wording_id, row.version_id)
    assert (event.document_id, event.at) == (cast.document.id, LATER)
    assert things(session, event) == {
        ("suggestion", suggestion.id),
        ("wording", row.wording_id),
        ("decision", row.id),
        ("version", row.version_id),
        ("paragraph", cast.paragraphs["arrival"].id),
    }
