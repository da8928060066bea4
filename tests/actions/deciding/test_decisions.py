from dataclasses import replace

import pytest
import sqlalchemy as sa

from declaration.actions.deciding.verdicts import Changes
from declaration.actions.journal import redaction
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound
from models.debate import Decision
from models.document import Document, Version
from models.journal import Event, Subject
from models.vocabulary import (
    Audience,
    EventKind,
    Outcome,
    Stage,
    Status,
    SubjectKind,
    SuggestionKind,
)
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
    snapshot,
    told,
    verdict,
    version,
    words,
)


def test_an_accepted_suggestion_gives_the_paragraph_its_words(session, cast):
    suggestion = ask(session, cast, FIRST)

    accept(session, cast, suggestion)

    assert words(session, cast) == FIRST
    assert suggestion.status is Status.DECIDED
    decided = decision(session, suggestion)
    assert decided.version_id == version(session, cast.paragraphs["arrival"]).id
    assert session.get(Version, decided.replaced_version_id).words == ARRIVAL


def test_a_decision_on_three_suggestions_is_one_event_and_one_version(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    third = ask(session, cast, ARRIVAL + " Always.", by="paul")
    before = snapshot(session)

    event = decide(
        session,
        cast,
        verdict(session, first),
        verdict(session, second),
        verdict(session, third, Outcome.REJECTED),
        words=BOTH,
    )

    assert words(session, cast) == BOTH
    added = [after - earlier for after, earlier in zip(snapshot(session), before, strict=True)]
    assert added == [0, 0, 3, 1, 0, 0, 1]
    assert event.kind is EventKind.PARAGRAPH_DECIDED
    _, rows = told(event)
    outcomes = [row["outcome"] for row in rows["decision"]]
    assert outcomes == ["accepted", "accepted", "rejected"]
    assert [row["status"] for row in rows["suggestion"]] == ["decided"] * 3


def test_the_event_names_all_that_it_touched(session, cast):
    suggestion = ask(session, cast, FIRST)

    event = accept(session, cast, suggestion)

    named = session.scalars(sa.select(Subject).where(Subject.event_id == event.id)).all()
    kinds = {subject.kind for subject in named}
    assert kinds == {
        SubjectKind.PARAGRAPH,
        SubjectKind.VERSION,
        SubjectKind.DECISION,
        SubjectKind.SUGGESTION,
        SubjectKind.WORDING,
        SubjectKind.DELEGATION,
    }


def test_the_event_reaches_no_wider_than_the_narrowest_suggestion(session, cast):
    narrow = ask(session, cast, FIRST)
    cast.conference.debate_open = True
    wide = ask(session, cast, OTHER, by="luis")

    event = decide(session, cast, verdict(session, narrow), verdict(session, wide), words=BOTH)

    assert wide.audience is Audience.OPENED
    assert event.audience is Audience.PARTICIPANTS


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.ADAPTED])
def test_a_rejection_or_an_adaptation_needs_a_reason(session, cast, outcome):
    suggestion = ask(session, cast, FIRST)
    unreasoned = verdict(session, suggestion, outcome, reason="  ")

    with pytest.raises(Invalid) as refused:
        decide(session, cast, unreasoned, words=OTHER)

    assert (refused.value.field, refused.value.why) == ("reason", "missing")
    assert suggestion.status is Status.SUBMITTED


def test_a_rejection_leaves_the_words_and_makes_no_version(session, cast):
    suggestion = ask(session, cast, FIRST)

    decide(session, cast, verdict(session, suggestion, Outcome.REJECTED))

    assert words(session, cast) == ARRIVAL
    assert decision(session, suggestion).version_id is None


def test_an_adaptation_needs_its_words(session, cast):
    suggestion = ask(session, cast, FIRST)
    adapted = verdict(session, suggestion, Outcome.ADAPTED)

    with pytest.raises(Invalid, match="words: missing"):
        decide(session, cast, adapted)
    decide(session, cast, adapted, words=FIRST.replace("newcomer", "new inhabitant"))

    assert "every new inhabitant" in words(session, cast)


def test_covered_needs_another_suggestion_of_the_same_document(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")

    with pytest.raises(Invalid, match="covered_by: missing"):
        decide(session, cast, verdict(session, second, Outcome.COVERED))
    with pytest.raises(Invalid, match="covered_by: unknown"):
        decide(session, cast, verdict(session, second, Outcome.COVERED, covered_by=second))
    covered = verdict(session, second, Outcome.COVERED, covered_by=first)
    decide(session, cast, verdict(session, first), covered, words=FIRST)

    assert decision(session, second).covered_by_id == first.id


def test_a_general_suggestion_is_decided_without_words(session, cast):
    general = ask(
        session, cast, "Say «inhabitants» throughout.", paragraph=None, form=SuggestionKind.GENERAL
    )
    before = lines(session, cast)

    decide(session, cast, verdict(session, general, changes=Changes()), on=None)

    assert decision(session, general).outcome is Outcome.ACCEPTED
    assert lines(session, cast) == before


def test_deciding_on_the_own_delegations_suggestion_is_shown_as_such(session, cast):
    cast.conference.members_release = True
    own = ask(session, cast, FIRST, by="paul")
    other = ask(session, cast, OTHER)

    by = cast.actors["paul_member"]
    decide(session, cast, verdict(session, own), verdict(session, other), words=BOTH, by=by)

    assert decision(session, own).own
    assert not decision(session, other).own


def test_members_decide_only_where_the_conference_lets_them(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(NotAllowed, match="chair_releases"):
        accept(session, cast, suggestion, by=cast.actors["paul_member"])


@pytest.mark.parametrize("name", ["amina", "noor", "ole"])
def test_nobody_outside_the_committee_decides(session, cast, name):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(NotFound):
        accept(session, cast, suggestion, by=cast.actors[name])


def test_an_adopted_document_is_not_decided_on(session, cast):
    suggestion = ask(session, cast, FIRST)
    cast.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed, match="adopted"):
        accept(session, cast, suggestion)


def test_a_verdict_on_another_paragraph_or_document_is_refused(session, cast):
    suggestion = ask(session, cast, FIRST)
    other = Document(slug="other", title="Other", created_at=LATER, stage=Stage.CONSULTATION)
    session.add(other)
    session.flush()

    with pytest.raises(Invalid, match="verdicts: elsewhere"):
        decide(session, cast, verdict(session, suggestion), on="services")
    with pytest.raises(Invalid, match="verdicts: doubled"):
        decide(session, cast, *[verdict(session, suggestion)] * 2)
    with pytest.raises(Invalid, match="verdicts: missing"):
        decide(session, cast)
    cast.document = other
    with pytest.raises(NotFound):
        accept(session, cast, suggestion)


def test_a_refused_decision_writes_nothing(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    session.commit()
    before = snapshot(session)

    with pytest.raises(Doubtful):
        decide(session, cast, verdict(session, suggestion), on=None, words="Something else.")

    assert snapshot(session) == before
    assert not session.new
    assert not session.dirty


def test_the_journal_counts_on_without_a_gap(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    accept(session, cast, insert(session, cast, "We will listen."))

    ids = session.scalars(sa.select(Event.id).order_by(Event.id)).all()
    assert ids == [1, 2, 3, 4]
    assert session.scalars(sa.select(Decision.capacity)).all() == ["committee", "committee"]


def test_on_words_that_have_been_redacted_a_suggestion_can_still_be_rejected(session, cast):
    suggestion = ask(session, cast, FIRST)
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["arrival"]), at=LATER)

    decide(session, cast, verdict(session, suggestion, Outcome.REJECTED))

    assert decision(session, suggestion).outcome is Outcome.REJECTED
    assert words(session, cast) == ""


def test_what_covers_a_suggestion_exists(session, cast):
    suggestion = ask(session, cast, FIRST)
    covered = replace(verdict(session, suggestion, Outcome.COVERED), covered_by_id=99)

    with pytest.raises(Invalid, match="covered_by: unknown"):
        decide(session, cast, covered)
