"""What is kept for good stays: tried by the ORM, in bulk, and behind the ORM's back."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.publishing import adoption, corrections, revisions
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.publishing.revisions import Publication
from models.base import (
    AppendOnly,
    AppendOnlyError,
    Base,
    Recorded,
    State,
    Written,
    append_only_tables,
    fingerprint,
    recorded_tables,
)
from models.document import Version
from models.vocabulary import Procedure, Stand, SubjectKind
from tests.histories.negotiation import amend, open_two
from tests.support.desk import FIRST, LATER, OTHER, accept, agree, answer, ask, question

MODELS = {
    mapper.local_table.name: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, AppendOnly)
}
TABLES = sorted(MODELS)
WORDS = sorted(name for name, model in MODELS.items() if issubclass(model, Written))


@pytest.fixture
def rows(session, cast):
    """At least one row in every append-only table."""
    cast.conference.procedure = " ".join(Procedure)
    asked = ask(session, cast, FIRST)
    answer(session, cast.amina, *question(session, cast, asked))
    positions.take(session, cast.luis, asked, Stance(Stand.SUPPORT, "It is clear."), at=LATER)
    accept(session, cast, asked)
    first = revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    accept(session, cast, ask(session, cast, OTHER, paragraph="services"))
    agree(session, cast, "means")
    amend(session, cast.actors, ask(session, cast, OTHER, by="luis"), lambda: LATER)
    ours = {"the families who": cast.paragraphs["hosts"], "the ties that": cast.paragraphs["ties"]}
    open_two(session, cast.marie, cast.document, ours.get, lambda: LATER)
    newer = revisions.publish(session, cast.marie, cast.document, Publication("Rev. 2"), at=LATER)
    revisions.supersede(session, cast.marie, first, newer, "A slip.", at=LATER)
    record = Record(LATER.date(), "Mechelen", "acclamation", open_reason="Two views.")
    entered = adoption.adopt(session, cast.noor, newer, record, at=LATER)
    adoption.undo(session, cast.noor, entered, "A slip.", at=LATER)
    adoption.adopt(session, cast.noor, newer, record, at=LATER)
    means = cast.paragraphs["means"].id
    version = session.scalar(sa.select(Version.id).where(Version.paragraph_id == means))
    misprint = Correcting(means, version, "We call on States to act.", "A slip.")
    corrections.correct(session, cast.noor, cast.document, misprint, at=LATER)
    session.commit()


def first(session, table):
    return session.scalars(sa.select(MODELS[table])).first()


def column(table):
    """A column that is no key: its change would be taken but for the guard."""
    columns = Base.metadata.tables[table].columns
    return next(c.name for c in columns if not c.primary_key and c.name not in {"redacted", "salt"})


def test_the_list_is_the_one_of_the_architecture():
    assert {"version", "place", "wording", "revision", "revision_entry", "decision", "event"} <= {
        *TABLES
    }
    assert sorted(append_only_tables()) == TABLES


def test_every_table_is_covered_by_the_journal_or_is_declared_as_state():
    """The journal itself is covered by its chain."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    neither = [
        model.__tablename__
        for model in models
        if issubclass(model, Recorded) == issubclass(model, State)
    ]

    assert sorted(neither) == ["event", "subject"]


def test_every_table_that_the_journal_covers_can_be_a_subject():
    assert {*recorded_tables()} <= {kind.value for kind in SubjectKind}


def test_a_column_that_an_older_row_does_not_have_changes_no_hash():
    row = {"id": 7, "rank": "a", "live": True}

    assert fingerprint(row | {"added": None, "number": 0, "note": ""}) == fingerprint(row)
    assert fingerprint(row | {"note": "x"}) != fingerprint(row)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_changed_by_the_orm(session, rows, table):
    setattr(first(session, table), column(table), None)

    with pytest.raises(AppendOnlyError, match=f"{table} is append-only"):
        session.flush()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_removed_by_the_orm(session, rows, table):
    session.delete(first(session, table))

    with pytest.raises(AppendOnlyError, match=f"{table} is append-only"):
        session.flush()


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_not_changed_or_removed_in_bulk(session, rows, table):
    model = MODELS[table]

    with pytest.raises(AppendOnlyError):
        session.execute(sa.update(model).values({column(table): None}))
    with pytest.raises(AppendOnlyError):
        session.execute(sa.delete(model))
    with pytest.raises(AppendOnlyError):
        session.query(model).delete()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "{table}" SET "{column}" = "{column}"',
        'DELETE FROM "{table}"',
        pytest.param('TRUNCATE "{table}" CASCADE', marks=pytest.mark.needs("postgresql")),
    ],
    ids=["update", "delete", "truncate"],
)
def test_rows_are_not_changed_or_removed_in_raw_sql(session, rows, table, statement):
    before = session.scalar(sa.text(f'SELECT count(*) FROM "{table}"'))  # noqa: S608

    with pytest.raises(DBAPIError, match="is append-only"):
        session.execute(sa.text(statement.format(table=table, column=column(table))))

    session.rollback()
    after = session.scalar(sa.text(f'SELECT count(*) FROM "{table}"'))  # noqa: S608
    assert after == before > 0


@pytest.mark.needs("sqlite")  # only there is INSERT OR REPLACE
@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_replaced_by_another_of_the_same_id(session, rows, table):
    with pytest.raises(DBAPIError, match="is append-only"):
        session.execute(
            sa.text(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')  # noqa: S608
        )


@pytest.mark.parametrize("table", WORDS)
def test_redaction_empties_words_once_and_nothing_else(session, rows, table):
    words = ", ".join(f"{name} = ''" for name in MODELS[table].WRITTEN)
    row = first(session, table).id
    redact = sa.text(
        f"UPDATE \"{table}\" SET {words}, salt = '', redacted = :yes WHERE id = :row"  # noqa: S608
    )

    session.execute(redact, {"yes": True, "row": row})

    with pytest.raises(DBAPIError, match="is append-only"):
        session.execute(redact, {"yes": True, "row": row})


@pytest.mark.parametrize("table", WORDS)
def test_redaction_does_not_put_other_words(session, rows, table):
    name = MODELS[table].WRITTEN[0]
    row = first(session, table)
    row.redact()
    setattr(row, name, "Other words.")

    with pytest.raises((AppendOnlyError, DBAPIError), match="is append-only"):
        session.flush()
