import json

import pytest
import sqlalchemy as sa

from declaration.actions import suggesting
from declaration.actions.asking import Asked
from declaration.actions.doubts import Doubt
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from declaration.queries import texts
from models.debate import Decision
from models.document import Document, Version
from models.journal import Event, Subject
from models.vocabulary import Audience, EventKind, Form, Kind, Outcome, Stage, Status, SubjectKind
from tests.desk import (
    ARRIVAL,
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
    snapshot,
    verdict,
    version,
    words,
)

BOTH = FIRST.replace("a language that the person understands", "an understandable language")


def test_an_accepted_suggestion_gives_the_paragraph_its_words(session, cast):
    suggestion = ask(session, cast, FIRST)

    accept(session, cast, suggestion)

    assert words(session, cast) == FIRST
    assert suggestion.status is Status.DECIDED
    made = decision(session, suggestion)
    assert made.version_id == version(session, cast.paragraphs["arrival"]).id
    assert session.get(Version, made.replaced_version_id).words == ARRIVAL


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
    stated = json.loads(event.payload)["decisions"]
    assert [row[3] for row in stated] == ["accepted", "accepted", "rejected"]


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
    found = verdict(session, suggestion, outcome, reason="  ")

    with pytest.raises(Invalid) as refused:
        decide(session, cast, found, words=OTHER)

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


def test_a_wording_changed_since_it_was_seen_is_stale(session, cast):
    suggestion = ask(session, cast, FIRST)
    seen = verdict(session, suggestion)
    newer = Asked(Form.REPLACE, cast.paragraphs["arrival"].id, words=OTHER)
    suggesting.revise(
        session, cast.amina, suggestion, newer, seen_wording_id=seen.wording_id, at=LATER
    )
    before = snapshot(session)

    with pytest.raises(Stale) as refused:
        decide(session, cast, seen)

    assert refused.value.current.words == OTHER
    assert snapshot(session) == before


def test_a_suggestion_withdrawn_or_decided_since_is_stale(session, cast):
    withdrawn, decided = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    seen = verdict(session, withdrawn), verdict(session, decided)
    suggesting.withdraw(session, cast.amina, withdrawn, at=LATER)
    accept(session, cast, decided)

    for one in seen:
        with pytest.raises(Stale):
            decide(session, cast, one)


def test_words_or_a_place_changed_since_are_stale(session, cast):
    suggestion = ask(session, cast, FIRST)
    paragraph = cast.paragraphs["arrival"]
    old = {"base_version_id": version(session, paragraph).id}
    accept(session, cast, ask(session, cast, OTHER, by="luis"))

    with pytest.raises(Stale) as refused:
        decide(session, cast, verdict(session, suggestion), words=BOTH, **old)
    with pytest.raises(Stale):
        decide(session, cast, verdict(session, suggestion), words=BOTH, base_place_id=0)

    assert refused.value.current.words == OTHER


def test_a_stale_suggestion_is_never_taken_silently(session, cast):
    stale = ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))

    with pytest.raises(Invalid, match="words: missing"):
        accept(session, cast, stale)
    accept(session, cast, stale, words=BOTH)

    assert words(session, cast) == BOTH


def test_accepted_with_its_words_missing_is_asked_about(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    both = verdict(session, first), verdict(session, second)
    before = snapshot(session)

    with pytest.raises(Doubtful) as refused:
        decide(session, cast, *both, words=FIRST)

    [question] = refused.value.questions
    assert (question.suggestion_id, question.doubt) == (second.id, Doubt.MISSING)
    assert "understandable" in question.words
    assert snapshot(session) == before
    decide(session, cast, *both, words=FIRST, confirmed=True)
    assert words(session, cast) == FIRST


def test_rejected_with_its_words_in_the_result_is_asked_about(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    rejected = verdict(session, second, Outcome.REJECTED)

    with pytest.raises(Doubtful) as refused:
        decide(session, cast, verdict(session, first), rejected, words=BOTH)

    assert [q.doubt for q in refused.value.questions] == [Doubt.MISSING, Doubt.PRESENT] or [
        q.doubt for q in refused.value.questions
    ] == [Doubt.PRESENT]


def test_words_that_nobody_asked_for_are_refused(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(Invalid, match="words: unasked"):
        decide(session, cast, verdict(session, suggestion, Outcome.REJECTED), words=OTHER)


def test_an_accepted_deletion_takes_the_paragraph_out_and_keeps_its_words(session, cast):
    suggestion = ask(session, cast, form=Form.DELETE, paragraph="services")

    accept(session, cast, suggestion)

    gone = next(p for p in texts.rolling(session, cast.document).passages if p.uid == "services")
    assert (gone.number, gone.live) == ("2", False)
    assert decision(session, suggestion).place_id == gone.place_id


def test_nothing_can_be_taken_on_a_paragraph_that_is_gone(session, cast):
    orphan = ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, form=Form.DELETE, by="luis"))

    with pytest.raises(Invalid, match="outcome: orphaned"):
        accept(session, cast, orphan, words=FIRST)
    decide(session, cast, verdict(session, orphan, Outcome.OVERTAKEN))

    assert decision(session, orphan).outcome is Outcome.OVERTAKEN


def test_a_deletion_and_new_words_cannot_both_be_accepted(session, cast):
    gone = ask(session, cast, form=Form.DELETE)
    new = ask(session, cast, FIRST, by="luis")

    with pytest.raises(Invalid, match="outcome: contradiction"):
        decide(session, cast, verdict(session, gone), verdict(session, new), words=FIRST)


def test_an_accepted_move_puts_the_paragraph_elsewhere_and_keeps_its_number(session, cast):
    after = cast.paragraphs["means"].id

    accept(session, cast, ask(session, cast, form=Form.MOVE, after_id=after))

    assert lines(session, cast)[-1] == ("1", ARRIVAL)


def test_a_move_and_new_words_make_one_place_and_one_version(session, cast):
    moved = ask(session, cast, form=Form.MOVE, after_id=cast.paragraphs["means"].id)
    new = ask(session, cast, FIRST, by="luis")

    decide(session, cast, verdict(session, moved), verdict(session, new), words=FIRST)

    assert lines(session, cast)[-1] == ("1", FIRST)
    assert decision(session, moved).version_id == decision(session, new).version_id


def test_a_move_cannot_be_adapted(session, cast):
    moved = ask(session, cast, form=Form.MOVE, after_id=cast.paragraphs["means"].id)

    with pytest.raises(Invalid, match="outcome: move_adapted"):
        decide(session, cast, verdict(session, moved, Outcome.ADAPTED))


def test_an_accepted_insertion_makes_a_paragraph_with_an_identity(session, cast):
    suggestion = insert(session, cast, "We will listen.")

    accept(session, cast, suggestion)

    made = texts.rolling(session, cast.document).passages[4]
    assert (made.number, made.words) == ("1 bis", "We will listen.")
    assert suggestion.paragraph_id == made.paragraph_id
    assert len(made.uid) == 8
    assert decision(session, suggestion).place_id == made.place_id


def test_insertions_at_one_place_keep_the_order_of_acceptance(session, cast):
    asked = [insert(session, cast, f"We will {verb}.") for verb in ("listen", "learn", "answer")]

    for suggestion in (asked[1], asked[0], asked[2]):
        accept(session, cast, suggestion)

    inserted = [text for number, text in lines(session, cast) if number.startswith("1 ")]
    assert inserted == ["We will learn.", "We will listen.", "We will answer."]


def test_what_was_inserted_after_an_insertion_stays_with_it(session, cast):
    first = insert(session, cast, "We will listen.")
    later = insert(session, cast, "We will answer.")
    accept(session, cast, first)
    beside = insert(session, cast, "We will listen well.", after=first.paragraph_id)

    accept(session, cast, later)
    accept(session, cast, beside)

    inserted = [text for number, text in lines(session, cast) if number.startswith("1 ")]
    assert inserted == ["We will listen.", "We will listen well.", "We will answer."]


def test_an_insertion_never_parts_a_paragraph_from_its_items(session, cast):
    accept(session, cast, insert(session, cast, "We will listen.", after="especially"))

    assert lines(session, cast)[7:9] == [
        ("3 (b)", "the ties that newcomers keep with the places they come from."),
        ("3 bis", "We will listen."),
    ]


def test_an_item_is_inserted_under_its_paragraph(session, cast):
    item = insert(session, cast, "the mayors;", after="especially", kind=Kind.ITEM, level=1)

    accept(session, cast, item)

    assert [text for _, text in lines(session, cast)][5:7] == [
        "We recognise in particular:",
        "the mayors;",
    ]


def test_an_insertion_at_the_head_comes_first(session, cast):
    accept(session, cast, insert(session, cast, "In brief", after=None, kind=Kind.PLAIN))

    assert lines(session, cast)[0] == ("", "In brief")


def test_an_insertion_can_be_adapted_with_other_words(session, cast):
    suggestion = insert(session, cast, "We will listen.")

    decide(
        session,
        cast,
        verdict(session, suggestion, Outcome.ADAPTED),
        on=None,
        words="We will listen and answer.",
    )

    assert ("1 bis", "We will listen and answer.") in lines(session, cast)


def test_a_general_suggestion_is_decided_without_words(session, cast):
    general = ask(session, cast, "Say «inhabitants» throughout.", paragraph=None, form=Form.GENERAL)
    before = lines(session, cast)

    decide(session, cast, verdict(session, general), on=None)

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


def test_an_insertion_still_finds_its_place_when_the_one_before_is_gone(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    accept(session, cast, ask(session, cast, form=Form.DELETE, by="luis"))

    accept(session, cast, suggestion)

    assert lines(session, cast)[3] == ("1 bis", "We will listen.")
    assert not place(session, cast.paragraphs["arrival"]).live
