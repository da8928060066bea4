"""Delegations put on record how they understand an adopted text, beside it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.journal import redaction
from declaration.actions.publishing import adoption, corrections, explanations
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.publishing.explanations import Explaining
from declaration.errors import Invalid, NotAllowed, NotFound, TooLong
from declaration.manuscript import MAX_WORDS
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.publishing import explanations as queries
from declaration.queries.reading import texts
from declaration.rules import PUBLIC, Actor
from declaration.verbs import Why
from models.document import Paragraph
from models.negotiation import Explanation, ExplanationKind
from models.people import Delegation
from models.vocabulary import (
    Audience,
    Capacity,
    DelegationStatus,
    EventKind,
    Procedure,
    Stage,
)
from tests.support.cast import LATER, name_history
from tests.support.desk import ARRIVAL, things
from tests.support.submitted import newest_event

RECORD = Record(adopted_on=date(2017, 10, 2), place="Mechelen", method="acclamation")
WORDS = "We understand this as voluntary."
KINDS = ExplanationKind


@pytest.fixture
def adopted(session, cast):
    name_history(session)
    adoption.adopt(session, cast.noor, cast.zero, RECORD, at=LATER)
    return cast


def explain(session, cast, words=WORDS, *, by="amina", city="dakar", on="arrival", **values):
    values = {"kind": KINDS.EXPLANATION} | values
    about = cast.paragraphs[on].id if on else None
    delegation = cast.delegations[city].id
    explaining = Explaining(delegation, words=words, paragraph_id=about, **values)
    return explanations.explain(session, cast.actors[by], cast.document, explaining, at=LATER)


def test_a_head_explains_and_the_text_stays_what_it_is(session, adopted):
    before = texts.revision(session, adopted.document, adopted.zero)

    row = explain(session, adopted, f" {WORDS}\n", language="fr", kind=KINDS.RESERVATION)

    [note] = queries.explanations(session, adopted.document.id)
    assert (note.words, note.language, note.kind) == (WORDS, "fr", KINDS.RESERVATION)
    assert (note.delegation, note.paragraph_id) == ("Dakar", adopted.paragraphs["arrival"].id)
    assert (note.at, note.withdrawn_at, note.entered) == (LATER, None, False)
    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.EXPLANATION_PUBLISHED, Audience.EVERYBODY)
    named = {("explanation", row.id), ("paragraph", row.paragraph_id)}
    assert named | {("delegation", row.delegation_id)} <= things(session, event)
    assert texts.revision(session, adopted.document, adopted.zero) == before
    session.commit()
    assert chain.check(session).broken is None
    assert replay(session).differences == ()


def test_the_secretariat_enters_one_for_a_delegation(session, adopted):
    row = explain(session, adopted, by="noor", city="lima", on=None)

    assert (row.capacity, row.paragraph_id) == (Capacity.SECRETARIAT, None)
    assert queries.explanations(session, adopted.document.id)[0].entered


@pytest.mark.parametrize("by", ["awa", "luis", "marie", "paul_member", "ole", "paul"])
def test_nobody_else_explains_for_a_delegation(session, adopted, by):
    with pytest.raises(NotFound):
        explain(session, adopted, by=by)


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.final])
@pytest.mark.parametrize("by", ["amina", "noor"])
def test_before_the_adoption_there_is_nothing_to_explain(session, cast, stage, by):
    cast.document.stage = stage

    with pytest.raises(NotAllowed) as refused:
        explain(session, cast, by=by)

    assert refused.value.reason is stage


def test_a_delegation_without_credentials_waits(session, adopted):
    parts = frozenset({Procedure.CREDENTIALS})
    conference.set_procedure(session, adopted.noor, adopted.conference, parts, at=LATER)
    adopted.delegations["dakar"].status = DelegationStatus.PROVISIONAL
    amina = adopted.actors["amina"]
    values = {name: getattr(amina, name) for name in Actor.__dataclass_fields__}
    adopted.actors["amina"] = Actor(**(values | {"provisional": True}))

    with pytest.raises(NotAllowed) as refused:
        explain(session, adopted)

    assert refused.value.reason is Why.PROVISIONAL


@pytest.mark.parametrize(
    ("field", "why", "values"),
    [
        ("words", "missing", {"words": " \n"}),
        ("words", "direction", {"words": "We \u202ewill."}),
        ("language", "unknown", {"language": "no language"}),
    ],
)
def test_what_is_said_is_checked(session, adopted, field, why, values):
    with pytest.raises(Invalid) as refused:
        explain(session, adopted, **values)

    assert (refused.value.field, refused.value.why) == (field, why)


def test_it_is_as_long_as_elsewhere(session, adopted):
    with pytest.raises(TooLong):
        explain(session, adopted, "x" * (MAX_WORDS + 1))


def test_it_is_on_a_paragraph_of_the_text_and_of_a_delegation(session, adopted):
    adopted.paragraphs["far"] = Paragraph(uid="far", document_id=adopted.document.id)
    session.add(adopted.paragraphs["far"])
    session.flush()
    adopted.delegations["none"] = Delegation(id=999)

    with pytest.raises(Invalid, match="paragraph: unknown"):
        explain(session, adopted, on="far")
    with pytest.raises(Invalid, match="delegation: missing"):
        explain(session, adopted, by="noor", city="none")


def test_a_withdrawn_one_stays_with_both_dates(session, adopted):
    row = explain(session, adopted)
    later = LATER + timedelta(days=1)

    explanations.withdraw(session, adopted.amina, row, at=later)
    explanations.withdraw(session, adopted.amina, row, at=later + timedelta(days=1))

    [note] = queries.explanations(session, adopted.document.id)
    assert (note.words, note.at, note.withdrawn_at) == (WORDS, LATER, later)
    assert newest_event(session).kind is EventKind.EXPLANATION_WITHDRAWN
    session.commit()
    assert chain.check(session).broken is None
    assert replay(session).differences == ()


@pytest.mark.parametrize("by", ["awa", "paul", "marie", "ole"])
def test_nobody_else_withdraws(session, adopted, by):
    row = explain(session, adopted)

    with pytest.raises(NotFound):
        explanations.withdraw(session, adopted.actors[by], row, at=LATER)


def test_the_secretariat_withdraws_for_a_delegation(session, adopted):
    row = explain(session, adopted)

    assert explanations.withdraw(session, adopted.noor, row, at=LATER).withdrawn_at == LATER


def test_it_can_be_redacted(session, adopted):
    row = explain(session, adopted)

    redaction.redact(session, adopted.noor, row, at=LATER)
    session.commit()

    [note] = queries.explanations(session, adopted.document.id)
    assert (note.words, note.redacted) == ("", True)
    assert chain.check(session).broken is None


def test_whether_anything_is_on_record(session, adopted):
    assert not queries.explained(session, adopted.document.id)
    row = explain(session, adopted)
    assert queries.explained(session, adopted.document.id)

    explanations.withdraw(session, adopted.amina, row, at=LATER)

    assert queries.explained(session, adopted.document.id)
    assert session.scalars(sa.select(Explanation)).one() == row


def test_it_is_found_through_what_the_reader_may_know_of(session, adopted):
    row = explain(session, adopted)
    assert queries.explanation(session, PUBLIC, row.id) == (row, "declaration")

    adopted.document.rehearsal = True
    session.flush()

    with pytest.raises(NotFound):
        queries.explanation(session, PUBLIC, row.id)


def test_one_on_a_paragraph_that_was_corrected_since_stays_there(session, adopted):
    row = explain(session, adopted)
    old = texts.revision(session, adopted.document, adopted.zero)
    passage = next(p for p in old.passages if p.paragraph_id == row.paragraph_id)
    correcting = Correcting(row.paragraph_id, passage.version_id, f"{ARRIVAL} So.", "Lost.")
    corrections.correct(session, adopted.noor, adopted.document, correcting, at=LATER)

    explain(session, adopted, "And once more.")

    assert len(queries.explanations(session, adopted.document.id)) == 2
