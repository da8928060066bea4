import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.journal import redaction
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.queries.journal import chain
from declaration.queries.journal.chain import Checked
from declaration.queries.journal.links import Flaw
from models.base import append_only_tables, recorded_tables
from models.debate import Wording
from models.document import Version
from models.journal import JournalHead
from models.vocabulary import Outcome, Stage
from tests.support.cast import name_history
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    insert,
    verdict,
    version,
)


@pytest.fixture
def acts(session, cast):
    """Seven acts after event 1, which names the cast: three suggestions, decisions, a revision."""
    name_history(session)
    taken, refused = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    inserted = insert(session, cast, "We will listen.")
    accept(session, cast, taken)
    decide(session, cast, verdict(session, refused, Outcome.REJECTED))
    accept(session, cast, inserted)
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()
    return taken, refused, inserted


def head(session):
    return session.execute(sa.select(JournalHead.hash)).scalar_one()


def tamper(session, statement, **values):
    """Change a row behind the triggers' back."""
    tables = list(append_only_tables())
    if session.get_bind().dialect.name == "postgresql":
        for table in tables:
            session.execute(sa.text(f'ALTER TABLE "{table}" DISABLE TRIGGER USER'))
    else:
        names = session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in names.all():
            session.execute(sa.text(f'DROP TRIGGER "{name}"'))
    session.execute(sa.text(statement), values)
    session.flush()


def test_an_empty_journal_holds(session):
    assert chain.check(session).broken is None


def test_a_journal_holds_after_every_kind_of_act(session, cast, acts):
    assert chain.check(session).broken is None
    assert chain.check(session, head(session)).broken is None
    assert chain.check(session) == Checked(events=8, head=head(session), broken=None)


@pytest.mark.parametrize(
    ("statement", "flaw", "event"),
    [
        ("UPDATE version SET words = 'We do nothing.' WHERE id = :version", Flaw.WORDS, 5),
        ("UPDATE wording SET words = 'We do nothing.' WHERE id = :wording", Flaw.WORDS, 2),
        ("UPDATE wording SET reason = 'None.' WHERE id = :wording", Flaw.WORDS, 2),
        ("UPDATE decision SET reason = 'None.' WHERE id = :decision", Flaw.WORDS, 6),
        ("UPDATE version SET salt = 'x', digest = 'y' WHERE id = :version", Flaw.WORDS, 5),
        ("UPDATE decision SET outcome = 'covered' WHERE id = :decision", Flaw.CHANGED, 6),
        ("UPDATE event SET payload = '{}' WHERE id = 4", Flaw.HASH, 4),
        ("UPDATE event SET kind = 'stage_set' WHERE id = 3", Flaw.HASH, 3),
        ("UPDATE event SET kind = 'no_such_kind' WHERE id = 3", Flaw.HASH, 3),
        ("UPDATE event SET audience = 'everybody' WHERE id = 3", Flaw.HASH, 3),
        ("UPDATE event SET person_id = NULL WHERE id = 3", Flaw.HASH, 3),
        ("UPDATE event SET hash = 'x' WHERE id = 3", Flaw.HASH, 3),
        ("UPDATE event SET previous = 'x' WHERE id = 3", Flaw.PREVIOUS, 3),
        ("UPDATE subject SET digest = 'x' WHERE event_id = 3 AND digest != ''", Flaw.HASH, 3),
        ("DELETE FROM subject WHERE event_id = 7", Flaw.HASH, 7),
        ("UPDATE revision SET content_hash = 'x' WHERE ordinal = 1", Flaw.CHANGED, 8),
        ("UPDATE revision_entry SET number = '99' WHERE number = '4'", Flaw.CHANGED, 1),
        ("UPDATE place SET level = 2 WHERE kind = 'heading'", Flaw.CHANGED, 1),
        ("UPDATE version SET words = '', salt = '', redacted = :yes WHERE id = :version", *(
            Flaw.REDACTION, 5)),
        ("UPDATE journal_head SET event_id = 7", Flaw.TAIL, 9),
    ],
)  # fmt: skip
def test_a_changed_row_is_found_with_its_event(session, cast, acts, statement, flaw, event):
    taken, refused, _ = acts
    named = {
        "version": decision(session, taken).version_id,
        "wording": decision(session, taken).wording_id,
        "decision": decision(session, refused).id,
        "yes": True,
    }

    tamper(session, statement, **{key: named[key] for key in named if f":{key}" in statement})

    broken = chain.check(session).broken
    assert (broken.flaw, broken.event_id) == (flaw, event)


def test_events_in_another_order_are_found(session, cast, acts):
    tamper(session, "UPDATE journal_head SET id = id")
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
    else:
        session.execute(sa.text("ALTER TABLE subject DROP CONSTRAINT fk_subject_event_id_event"))
    for old, new in ((3, 99), (4, 3), (99, 4)):
        values = {"old": old, "new": new}
        session.execute(sa.text("UPDATE event SET id = :new WHERE id = :old"), values)
        session.execute(sa.text("UPDATE subject SET event_id = :new WHERE event_id = :old"), values)

    broken = chain.check(session).broken

    assert (broken.flaw, broken.event_id) == (Flaw.PREVIOUS, 3)


def test_an_event_taken_out_of_the_middle_is_found(session, cast, acts):
    tamper(session, "DELETE FROM subject WHERE event_id = 4")
    session.execute(sa.text("DELETE FROM event WHERE id = 4"))

    broken = chain.check(session).broken

    assert (broken.flaw, broken.event_id) == (Flaw.GAP, 5)


def test_a_cut_tail_is_found_by_the_stored_head(session, cast, acts):
    tamper(session, "DELETE FROM subject WHERE event_id = 8")
    session.execute(sa.text("DELETE FROM event WHERE id = 8"))

    broken = chain.check(session).broken

    assert (broken.flaw, broken.event_id) == (Flaw.TAIL, 8)


def test_a_tail_cut_with_its_stored_head_is_found_by_a_printed_head(session, cast, acts):
    printed = head(session)
    tamper(session, "DELETE FROM subject WHERE event_id = 8")
    session.execute(sa.text("DELETE FROM event WHERE id = 8"))
    session.execute(
        sa.text(
            "UPDATE journal_head SET event_id = 7, hash = (SELECT hash FROM event WHERE id = 7)"
        )
    )
    session.expire_all()

    broken = chain.check(session, printed).broken

    assert (broken.flaw, broken.event_id) == (Flaw.HEAD, 8)


def test_a_head_from_the_middle_of_the_chain_holds(session, cast, acts):
    earlier = head(session)
    ask(session, cast, FIRST, paragraph="services")

    assert chain.check(session, earlier).broken is None


def test_words_slipped_in_without_an_event_are_found(session, cast, acts):
    session.add(
        Version(
            paragraph_id=cast.paragraphs["means"].id,
            language="en",
            words="We ask for nothing.",
            created_at=LATER,
        )
    )
    session.flush()

    broken = chain.check(session).broken

    assert (broken.flaw, broken.thing) == (Flaw.UNNAMED, "version")


def test_the_first_of_several_broken_links_is_named(session, cast, acts):
    tamper(session, "UPDATE event SET payload = '{}' WHERE id IN (4, 7)")
    session.execute(sa.text("UPDATE wording SET words = 'x'"))

    assert chain.check(session).broken.event_id == 2


def test_a_redaction_leaves_a_tombstone_and_the_journal_holds(session, cast, acts):
    taken, refused, _ = acts
    printed = version(session, cast.paragraphs["arrival"])
    comment = comments.comment(
        session,
        cast.luis,
        cast.document,
        comments.Remark(paragraph_id=cast.paragraphs["means"].id, words="Private words."),
        at=LATER,
    )
    rows = [
        printed,
        session.get(Wording, decision(session, taken).wording_id),
        decision(session, refused),
        comment,
    ]

    for row in rows:
        redaction.redact(session, cast.noor, row, at=LATER)

    assert all(row.redacted and row.digest for row in rows)
    assert printed.words == comment.words == ""
    assert chain.check(session).broken is None


@pytest.fixture
def quoting(session, cast, acts):
    """A comment that quotes words of a paragraph."""
    remark = comments.Remark(
        "Which means?", paragraph_id=cast.paragraphs["means"].id, quote="means"
    )
    comment = comments.comment(session, cast.luis, cast.document, remark, at=LATER)
    session.commit()
    return comment


def test_a_quote_goes_with_the_words_that_it_quotes_and_the_journal_holds(session, cast, quoting):
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["means"]), at=LATER)

    assert (quoting.quote, quoting.quote_salt) == ("", "")
    assert (quoting.words, quoting.redacted) == ("Which means?", False)
    assert chain.check(session).broken is None


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("quote = 'schools'", Flaw.WORDS),
        ("quote = ''", Flaw.WORDS),
        ("quote = '', quote_prefix = '', quote_suffix = '', quote_salt = ''", Flaw.REDACTION),
        ("words = '', salt = '', redacted = :yes", Flaw.REDACTION),
        ("words = '', salt = ''", Flaw.REDACTION),
        ("redacted = :yes", Flaw.REDACTION),
    ],
)
def test_a_quote_or_words_that_no_event_emptied_are_found(session, quoting, statement, flaw):
    values = {"yes": True} if ":yes" in statement else {}
    tamper(session, f"UPDATE comment SET {statement} WHERE quote != ''", **values)  # noqa: S608

    broken = chain.check(session).broken

    assert (broken.flaw, broken.thing, broken.thing_id) == (flaw, "comment", quoting.id)


def test_redacted_words_that_come_back_are_found(session, cast, quoting):
    words, salt = quoting.words, quoting.salt
    redaction.redact(session, cast.noor, quoting, at=LATER)
    statement = "UPDATE comment SET words = :words, salt = :salt, redacted = :no"
    tamper(session, statement, words=words, salt=salt, no=False)

    assert chain.check(session).broken.flaw is Flaw.REDACTION


def test_a_stage_that_no_act_has_set_is_found(session, cast, acts):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    broken = chain.check(session).broken

    assert (broken.flaw, broken.thing, broken.event_id) == (Flaw.STATE, "document", 8)


def test_a_person_made_anonymous_leaves_the_journal_as_it_is(session, cast, acts):
    before = head(session)

    redaction.anonymise(session, cast.noor, cast.people["amina"], at=LATER)

    assert cast.people["amina"].name == ""
    assert chain.check(session, before).broken is None


def test_verifying_takes_the_same_statements_however_long_the_journal(session, cast, acts):
    def counted():
        statements = []
        engine = session.get_bind()
        sa.event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        assert chain.check(session).broken is None
        return len(statements)

    session.scalar(sa.select(1))  # the transaction has begun
    first = counted()
    for _ in range(10):
        ask(session, cast, FIRST, paragraph="services")

    assert counted() == first <= len(recorded_tables()) + 9
