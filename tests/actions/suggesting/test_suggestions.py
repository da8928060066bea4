from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import drafts as drafting, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, TooLong
from declaration.queries.reading import texts
from models.debate import Draft, Suggestion, Wording
from models.journal import Event, Subject
from models.vocabulary import Audience, EventKind, Kind, Stage, Status, SubjectKind, SuggestionKind
from tests.support.cast import NOON
from tests.support.submitted import better, newest_event, submit


def test_a_submitted_suggestion_keeps_its_words_and_their_base(session, cast):
    suggestion = submit(session, cast, asked=better(cast, reason="Shorter."))

    wording = session.scalars(sa.select(Wording)).one()
    current = {p.uid: p for p in texts.rolling(session, cast.document).passages}["arrival"]
    assert (suggestion.number, suggestion.status) == (1, Status.SUBMITTED)
    assert suggestion.delegation_id == cast.delegations["dakar"].id
    assert wording.words == "We will give every person a first point of contact."
    assert (wording.base_version_id, wording.base_place_id) == (
        current.version_id,
        current.place_id,
    )


def test_numbers_have_no_gaps_whatever_the_document(session, cast):
    first, second = submit(session, cast), submit(session, cast, cast.luis)

    assert (first.number, second.number) == (1, 2)


def test_submitting_is_one_event_that_names_what_it_touched(session, cast):
    suggestion = submit(session, cast)

    event = newest_event(session)
    touched = {tuple(row) for row in session.execute(sa.select(Subject.kind, Subject.thing_id))}
    assert event.kind is EventKind.SUGGESTION_SUBMITTED
    assert event.audience is Audience.PARTICIPANTS
    assert event.delegation_id == suggestion.delegation_id
    assert {
        (SubjectKind.SUGGESTION, suggestion.id),
        (SubjectKind.PARAGRAPH, cast.paragraphs["arrival"].id),
    } <= touched


def test_everybody_reads_what_is_submitted_while_the_debate_is_open(session, cast):
    cast.conference.debate_open = True

    assert submit(session, cast).audience is Audience.OPENED


def test_a_rehearsal_is_never_opened(session, cast):
    cast.conference.debate_open = True
    cast.document.rehearsal = True

    assert submit(session, cast).audience is Audience.PARTICIPANTS


@pytest.mark.parametrize(
    ("after", "seconds"),
    [(timedelta(0), 0), (timedelta(milliseconds=1), 1), (timedelta(minutes=3), 180)],
)
def test_a_late_suggestion_is_taken_and_marked(session, cast, after, seconds):
    suggestion = submit(session, cast, at=cast.document.deadline + after)

    assert suggestion.late_seconds == seconds


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.CONSOLIDATION, Stage.ADOPTED])
def test_suggestions_are_taken_in_consultation_alone(session, cast, stage):
    cast.document.stage = stage

    with pytest.raises(NotAllowed) as refusal:
        submit(session, cast)

    assert refusal.value.reason == stage.value


def test_an_adviser_needs_the_right_to_submit(session, cast):
    with pytest.raises(NotAllowed):
        submit(session, cast, cast.eleni)

    assert submit(session, cast, replace(cast.eleni, may_submit=True)).number == 1


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_only_delegations_suggest(session, cast, name):
    with pytest.raises(NotFound):
        submit(session, cast, cast.actors[name])


def test_words_equal_to_the_base_ask_for_nothing(session, cast):
    base = texts.rolling(session, cast.document).passages[3].words

    with pytest.raises(Invalid) as refusal:
        submit(session, cast, asked=better(cast, words=f"  {base} "))

    assert (refusal.value.field, refusal.value.why) == ("words", "unchanged")


def requests(cast):
    arrival, means = cast.paragraphs["arrival"].id, cast.paragraphs["means"].id
    return {
        "insert": Amendment(
            SuggestionKind.INSERT, after_id=arrival, kind=Kind.OPERATIVE, words="We will."
        ),
        "insert at the head": Amendment(SuggestionKind.INSERT, kind=Kind.TITLE, words="A title"),
        "delete": Amendment(SuggestionKind.DELETE, paragraph_id=arrival),
        "move": Amendment(SuggestionKind.MOVE, paragraph_id=arrival, after_id=means),
        "general": Amendment(SuggestionKind.GENERAL, words="A paragraph on housing is missing."),
    }


@pytest.mark.parametrize("name", ["insert", "insert at the head", "delete", "move", "general"])
def test_every_form_can_be_submitted(session, cast, name):
    asked = requests(cast)[name]

    suggestion = submit(session, cast, asked=asked)

    wording = session.scalars(sa.select(Wording)).one()
    assert (suggestion.form, suggestion.paragraph_id) == (asked.form, asked.paragraph_id)
    assert (wording.after_id, wording.kind, wording.words) == (
        asked.after_id,
        asked.kind,
        asked.words,
    )


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"words": " "}, "words", "missing"),
        ({"words": "\ud800"}, "words", "surrogates"),
        ({"words": "a\x00b"}, "words", "control"),
        ({"words": "a\u202eb"}, "words", "direction"),
        ({"reason": "a\u202eb"}, "reason", "direction"),
        ({"paragraph_id": None}, "paragraph", "missing"),
        ({"paragraph_id": 999}, "paragraph", "unknown"),
        ({"base_version_id": 999}, "base", "unknown"),
        ({"base_place_id": 1}, "base", "unknown"),
        ({"language": "<script>"}, "language", "unknown"),
        ({"form": SuggestionKind.INSERT}, "kind", "missing"),
        ({"form": SuggestionKind.INSERT, "kind": Kind.HEADING, "level": 4}, "level", "unknown"),
        ({"form": SuggestionKind.INSERT, "kind": Kind.PLAIN, "level": 1}, "level", "unknown"),
        ({"form": SuggestionKind.MOVE, "after_id": 999}, "after", "unknown"),
    ],
)
def test_what_cannot_be_taken_says_which_field_and_why(session, cast, change, field, why):
    with pytest.raises(Invalid) as refusal:
        submit(session, cast, asked=replace(better(cast), **change))

    assert (refusal.value.field, refusal.value.why) == (field, why)


def test_a_paragraph_cannot_stand_after_itself(session, cast):
    arrival = cast.paragraphs["arrival"].id

    with pytest.raises(Invalid):
        submit(
            session,
            cast,
            asked=Amendment(SuggestionKind.MOVE, paragraph_id=arrival, after_id=arrival),
        )


@pytest.mark.parametrize("field", ["words", "reason"])
def test_twenty_thousand_characters_are_the_most(session, cast, field):
    with pytest.raises(TooLong):
        submit(session, cast, asked=replace(better(cast), **{field: "a" * 20_001}))


def test_the_base_must_be_of_the_paragraph(session, cast):
    other = texts.rolling(session, cast.document).passages[0]

    with pytest.raises(Invalid):
        submit(session, cast, asked=better(cast, base_version_id=other.version_id))


def test_a_draft_goes_when_it_is_submitted(session, cast):
    asked = better(cast)
    draft = drafting.save(session, cast.amina, cast.document, asked, at=NOON)

    suggestions.submit(session, cast.amina, cast.document, asked, draft=draft, at=NOON)

    assert session.scalars(sa.select(Draft)).all() == []


def test_the_draft_of_another_delegation_cannot_be_submitted(session, cast):
    draft = drafting.save(session, cast.luis, cast.document, better(cast), at=NOON)

    with pytest.raises(NotFound):
        suggestions.submit(session, cast.amina, cast.document, better(cast), draft=draft, at=NOON)


def test_the_tray_is_submitted_as_one_event_a_suggestion(session, cast):
    awa = cast.actors["awa"]
    drafts = [
        drafting.save(session, awa, cast.document, better(cast, words), at=NOON)
        for words in ("One.", "Two.")
    ]
    for draft in drafts:
        drafting.mark_ready(session, awa, draft, ready=True, at=NOON)

    sent = suggestions.submit_ready(session, cast.amina, drafts, at=NOON)

    assert [suggestion.number for suggestion in sent] == [1, 2]
    assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 2
    assert session.scalars(sa.select(Draft)).all() == []


def test_what_is_not_ready_stays_in_the_drawer(session, cast):
    draft = drafting.save(session, cast.amina, cast.document, better(cast), at=NOON)

    with pytest.raises(Invalid):
        suggestions.submit_ready(session, cast.amina, [draft], at=NOON)

    assert session.scalars(sa.select(Suggestion)).all() == []
