"""A misprint in an adopted text is corrected by a revision that differs in one paragraph."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.negotiating import brackets
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.publishing import adoption, corrections, revisions
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.corrections import MISPRINT, Correcting
from declaration.actions.publishing.revisions import Publication
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale, TooLong
from declaration.manuscript import MAX_WORDS
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.negotiating import brackets as opened
from declaration.queries.publishing import corrections as queries
from declaration.queries.reading import shelf as shelves, texts
from declaration.rules import PUBLIC
from models.document import Adoption, Correction, Document, Paragraph, Revision, Version
from models.vocabulary import Audience, EventKind, Procedure, Stage
from tests.support.cast import LATER, name_history
from tests.support.desk import ARRIVAL, FIRST, accept, ask, things
from tests.support.submitted import newest_event

RIGHT = ARRIVAL.replace("arrives", "comes")
RECORD = Record(adopted_on=date(2017, 10, 2), place="Mechelen", method="acclamation")


@pytest.fixture
def adopted(session, cast):
    name_history(session)
    adoption.adopt(session, cast.noor, cast.zero, RECORD, at=LATER)
    return cast


def words_of(session, cast, key="arrival", revision=None):
    """A paragraph as it stands in the text in force, or in another revision."""
    printed = revision or queries.in_force(session, cast.document.id)
    passages = texts.revision(session, cast.document, printed).passages
    return next(p for p in passages if p.paragraph_id == cast.paragraphs[key].id)


def correct(
    session, cast, words=RIGHT, *, by="noor", key="arrival", reason="A misprint.", **values
):
    if "version_id" not in values:
        values["version_id"] = words_of(session, cast, key).version_id
    correcting = Correcting(
        paragraph_id=cast.paragraphs[key].id, words=words, reason=reason, **values
    )
    return corrections.correct(session, cast.actors[by], cast.document, correcting, at=LATER)


def test_a_correction_is_a_revision_and_the_adopted_one_stays(session, adopted):
    before = texts.revision(session, adopted.document, adopted.zero)

    revision = correct(session, adopted)

    assert (revision.label, revision.slug, revision.ordinal) == ("Corr. 1", "corr-1", 1)
    assert revision.symbol == "CM/2017/L.1/Corr.1"
    text = texts.revision(session, adopted.document, revision)
    assert text.content_hash == revision.content_hash != adopted.zero.content_hash
    changed = [
        (old.words, new.words)
        for old, new in zip(before.passages, text.passages, strict=True)
        if old != new
    ]
    assert changed == [(ARRIVAL, RIGHT)]
    assert texts.revision(session, adopted.document, adopted.zero) == before
    assert session.scalars(sa.select(Adoption)).one().revision_id == adopted.zero.id


def test_the_corrected_text_holds_and_names_the_adopted_one(session, adopted):
    first = correct(session, adopted)
    second = correct(session, adopted, "A welcome", key="welcome")

    shelf = shelves.shelf(session, PUBLIC, "declaration")

    assert shelf.in_force == second
    assert shelf.adopted == adopted.zero
    assert shelf.corrected == (first, second)
    assert [shelf.previous(each) for each in shelf.revisions] == [None, adopted.zero, first]
    assert second.symbol == "CM/2017/L.1/Corr.2"
    assert words_of(session, adopted).words == RIGHT


def test_one_event_names_what_was_corrected_and_the_journal_verifies(session, adopted):
    revision = correct(session, adopted)
    correct(session, adopted, "A welcome", key="welcome")

    event = newest_event(session)
    row = session.scalars(sa.select(Correction).order_by(Correction.id)).all()[-1]
    assert (event.kind, event.audience) == (EventKind.TEXT_CORRECTED, Audience.EVERYBODY)
    assert {("correction", row.id), ("version", row.version_id)} <= things(session, event)
    assert row.corrected_id == revision.id
    session.commit()
    assert chain.check(session).broken is None
    assert replay(session).differences == ()


def test_a_correction_that_changes_more_than_it_says_is_found(session, adopted):
    correct(session, adopted)
    session.commit()
    on = " ON correction" if session.bind.dialect.name == "postgresql" else ""
    session.execute(sa.text(f"DROP TRIGGER correction_update{on}"))
    session.execute(sa.text("UPDATE correction SET paragraph_id = 1"))

    assert chain.check(session).broken.flaw is chain.Flaw.CHANGED
    assert any("paragraph_id of correction 1" in line for line in replay(session).differences)


def test_what_was_adopted_before_the_newest_revision_is_what_is_corrected(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    newer = revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    adoption.adopt(session, cast.noor, cast.zero, RECORD, at=LATER)

    revision = correct(session, cast)

    shelf = shelves.shelf(session, PUBLIC, "declaration")
    assert (revision.ordinal, shelf.in_force) == (2, revision)
    assert shelf.previous(revision) == cast.zero != newer
    assert words_of(session, cast).words == RIGHT


@pytest.mark.parametrize("by", ["marie", "amina", "paul_member", "ole"])
def test_only_the_secretariat_corrects(session, adopted, by):
    with pytest.raises(NotFound):
        correct(session, adopted, by=by)


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.final])
def test_only_an_adopted_text_is_corrected(session, cast, stage):
    cast.document.stage = stage
    version = session.scalars(sa.select(Version)).first()

    with pytest.raises(NotAllowed) as refused:
        correct(session, cast, version_id=version.id)

    assert refused.value.reason is stage


def test_a_paragraph_that_was_corrected_meanwhile_is_shown(session, adopted):
    seen = words_of(session, adopted).version_id
    correct(session, adopted)

    with pytest.raises(Stale) as refused:
        correct(session, adopted, FIRST, version_id=seen)

    assert refused.value.current.words == RIGHT


def test_another_paragraph_that_was_corrected_meanwhile_does_not_matter(session, adopted):
    seen = words_of(session, adopted, "services").version_id
    correct(session, adopted)

    correct(session, adopted, "We will open all.", key="services", version_id=seen)

    assert words_of(session, adopted).words == RIGHT
    assert words_of(session, adopted, "services").words == "We will open all."


@pytest.mark.parametrize(
    ("field", "why", "values"),
    [
        ("words", "missing", {"words": " \n"}),
        ("words", "unchanged", {"words": f" {ARRIVAL} "}),
        ("words", "direction", {"words": "We \u202ewill."}),
        ("reason", "missing", {"reason": " "}),
        ("reason", "control", {"reason": "a\x07"}),
    ],
)
def test_words_and_reason_are_checked(session, adopted, field, why, values):
    with pytest.raises(Invalid) as refused:
        correct(session, adopted, **values)

    assert (refused.value.field, refused.value.why) == (field, why)


def test_a_reason_can_be_too_long(session, adopted):
    with pytest.raises(TooLong):
        correct(session, adopted, reason="x" * (MAX_WORDS + 1))


def test_many_words_are_asked_about_first(session, adopted):
    many = f"{ARRIVAL} {'very ' * MISPRINT}"
    few = f"{ARRIVAL} {'very ' * (MISPRINT - 1)}much"
    assert corrections.changed_words(ARRIVAL, few) == MISPRINT
    more = f"{many} much"

    with pytest.raises(Doubtful) as asked:
        correct(session, adopted, more)
    assert asked.value.questions == (MISPRINT + 1,)

    assert correct(session, adopted, few).label == "Corr. 1"
    assert correct(session, adopted, more + " so" * MISPRINT, confirmed=True).label == "Corr. 2"


def test_a_paragraph_of_another_document_is_not_there(session, adopted):
    other = Document(slug="other", title="Other", created_at=LATER)
    session.add(other)
    session.flush()
    adopted.paragraphs["far"] = Paragraph(uid="far", document_id=other.id)
    session.add(adopted.paragraphs["far"])
    session.flush()

    with pytest.raises(NotFound):
        correct(session, adopted, key="far", version_id=1)


def test_what_was_open_stays_open_where_the_words_stand_now(session, cast):
    cast.conference.procedure += f" {Procedure.BRACKETS}"
    opening = BracketOpening(
        cast.paragraphs["arrival"].id, options=(Option("guest"),), quote="person who", reason="?"
    )
    brackets.leave_open(session, cast.marie, cast.document, opening, at=LATER)
    printed = revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    reasoned = Record(RECORD.adopted_on, "Mechelen", "consensus", open_reason="Time was up.")
    adoption.adopt(session, cast.noor, printed, reasoned, at=LATER)

    revision = correct(session, cast, ARRIVAL.replace("We will give", "We shall give out"))

    assert revision.open_hash
    text = queries_laid(session, cast, revision)
    [bracket] = text.open
    assert text.words[bracket.start : bracket.end] == "person who"


def queries_laid(session, cast, revision):

    text = opened.laid(session, texts.revision(session, cast.document, revision))
    return next(p for p in text.passages if p.paragraph_id == cast.paragraphs["arrival"].id)


def test_its_reason_can_be_redacted(session, adopted):
    correct(session, adopted)
    row = session.scalars(sa.select(Correction)).one()

    redaction.redact(session, adopted.noor, row, at=LATER + timedelta(hours=1))
    session.commit()

    assert (row.reason, row.redacted) == ("", True)
    assert chain.check(session).broken is None


def test_redacted_words_cannot_be_corrected(session, adopted):
    passage = words_of(session, adopted)
    version = session.get_one(Version, passage.version_id)
    redaction.redact(session, adopted.noor, version, at=LATER)

    with pytest.raises(Invalid, match="words: redacted"):
        correct(session, adopted)


def test_whether_a_text_was_corrected(session, adopted):
    assert not queries.corrected(session, adopted.document.id)

    correct(session, adopted)

    assert queries.corrected(session, adopted.document.id)
    [line] = queries.corrections(session, adopted.document.id)
    assert (line.before, line.old, line.new) == ("zero-draft", ARRIVAL, RIGHT)
    assert line.revision == session.scalars(sa.select(Revision).filter_by(slug="corr-1")).one()
