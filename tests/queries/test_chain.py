import pytest
import sqlalchemy as sa

from declaration.actions import commenting, conference, redacting, suggesting
from declaration.actions.asking import Asked
from declaration.actions.commenting import Remark
from declaration.actions.conference import ReferenceValues
from declaration.queries.chain import Break, Flaw, verify
from models.debate import Comment
from models.journal import GENESIS
from models.vocabulary import Form
from tests.cast import NOON


@pytest.fixture
def journal(session, cast):
    """Three acts: a suggestion, a comment, a reference document."""
    arrival = cast.paragraphs["arrival"].id
    asked = Asked(Form.REPLACE, arrival, words="We will greet every person.")
    suggesting.submit(session, cast.amina, cast.document, asked, at=NOON)
    remark = Remark("Well said.", paragraph_id=arrival)
    commenting.comment(session, cast.luis, cast.document, remark, at=NOON)
    conference.add_reference(session, cast.noor, ReferenceValues("Programme"), at=NOON)
    session.commit()
    return cast


def tamper(session, *statements):
    """Do what an intruder with the database in their hands would do: no triggers, no listeners."""
    postgres = session.get_bind().dialect.name == "postgresql"
    for statement in statements:
        if postgres:
            session.execute(sa.text("SET session_replication_role = replica"))
        else:
            session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
            drop(session)
        session.execute(sa.text(statement))
    session.commit()
    session.expire_all()


def drop(session):
    triggers = session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for name in triggers.all():
        session.execute(sa.text(f'DROP TRIGGER "{name}"'))


def test_an_empty_journal_holds(session):
    checked = verify(session)

    assert (checked.events, checked.head, checked.broken) == (0, GENESIS, None)


def test_a_journal_that_nobody_touched_holds(session, journal):
    checked = verify(session)

    assert (checked.events, checked.broken) == (3, None)
    assert verify(session, checked.head).broken is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        (
            "UPDATE wording SET words = 'We will greet nobody.'",
            Break(1, Flaw.WORDS, "wording 1"),
        ),
        (
            "UPDATE comment SET words = 'Badly said.'",
            Break(2, Flaw.WORDS, "comment 1"),
        ),
        ("UPDATE event SET payload = '{}' WHERE id = 3", Break(3, Flaw.CONTENT)),
        ("UPDATE event SET person_id = NULL WHERE id = 2", Break(2, Flaw.CONTENT)),
        ("DELETE FROM subject WHERE event_id = 2", Break(2, Flaw.CONTENT)),
        ("UPDATE event SET previous = hash WHERE id = 2", Break(2, Flaw.ORDER)),
        (
            "UPDATE comment SET words = '', salt = '', redacted = true",
            Break(2, Flaw.WORDS, "comment 1"),
        ),
    ],
)
def test_the_first_broken_link_is_named(session, journal, statement, broken):
    tamper(session, statement)

    assert verify(session).broken == broken


def test_a_changed_order_is_found(session, journal):
    tamper(
        session,
        "UPDATE event SET id = 99 WHERE id = 1",
        "UPDATE event SET id = 1 WHERE id = 2",
        "UPDATE event SET id = 2 WHERE id = 99",
    )

    assert verify(session).broken == Break(1, Flaw.ORDER)


def test_an_event_taken_out_of_the_middle_is_found(session, journal):
    tamper(session, "DELETE FROM subject WHERE event_id = 2", "DELETE FROM event WHERE id = 2")

    assert verify(session).broken == Break(2, Flaw.MISSING)


def test_a_cut_tail_is_found_by_the_head(session, journal):
    tamper(session, "DELETE FROM subject WHERE event_id = 3", "DELETE FROM event WHERE id = 3")

    assert verify(session).broken == Break(3, Flaw.HEAD)


def test_a_tail_cut_with_its_head_is_found_by_whoever_noted_a_hash(session, journal):
    noted = verify(session).head
    tamper(
        session,
        "DELETE FROM subject WHERE event_id = 3",
        "DELETE FROM event WHERE id = 3",
        "UPDATE journal_head SET event_id = 2, hash = (SELECT hash FROM event WHERE id = 2)",
    )

    assert verify(session).broken is None
    assert verify(session, noted).broken == Break(3, Flaw.HEAD)


def test_redacted_words_leave_a_journal_that_holds(session, journal):
    comment = session.scalars(sa.select(Comment)).one()

    redacting.redact(session, journal.noor, comment, at=NOON)
    session.commit()

    assert comment.words == ""
    assert verify(session).broken is None
