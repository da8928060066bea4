"""Triggers by which the database guards append-only tables; migrations create them.

Alembic's batch mode copies a table and drops its triggers silently: a migration that alters an
append-only table ends with ``guard`` for it.
"""

from collections.abc import Iterable, Sequence

REFUSAL = "{table} is append-only: add a new row instead"


def guard(
    dialect: str, table: str, columns: Iterable[str], written: Sequence[str] = ()
) -> list[str]:
    """Return the statements that make ``table`` append-only.

    ``columns`` are all its columns; ``written`` those that redaction may empty, once, with the
    salt, leaving every other column as it is.
    """
    fixed = [name for name in columns if name not in {*written, "salt", "redacted"}]
    allowed = _redaction(dialect, fixed, written) if written else ""
    return (_postgresql if dialect == "postgresql" else _sqlite)(table, allowed)


def _redaction(dialect: str, fixed: Sequence[str], written: Sequence[str]) -> str:
    same = "IS NOT DISTINCT FROM" if dialect == "postgresql" else "IS"
    false, true = ("false", "true") if dialect == "postgresql" else ("0", "1")
    return " AND ".join(
        [
            *(f'NEW."{name}" {same} OLD."{name}"' for name in fixed),
            *(f"NEW.\"{name}\" = ''" for name in (*written, "salt")),
            f"OLD.redacted = {false}",
            f"NEW.redacted = {true}",
        ]
    )


def _sqlite(table: str, allowed: str) -> list[str]:
    when = f" WHEN NOT ({allowed})" if allowed else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}'); END"
    return [
        f'DROP TRIGGER IF EXISTS "{table}_update"',
        f'DROP TRIGGER IF EXISTS "{table}_delete"',
        f'CREATE TRIGGER "{table}_update" BEFORE UPDATE ON "{table}"{when} {refuse}',
        f'CREATE TRIGGER "{table}_delete" BEFORE DELETE ON "{table}" {refuse}',
    ]


def _postgresql(table: str, allowed: str) -> list[str]:
    when = (
        f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
        if allowed
        else ""
    )
    refuse = f"RAISE EXCEPTION '{REFUSAL.format(table=table)}';"
    keep = f'"{table}_append_only"'
    return [
        (
            f"CREATE OR REPLACE FUNCTION {keep}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {when}{refuse} END $$"
        ),
        f'DROP TRIGGER IF EXISTS "{table}_update" ON "{table}"',
        f'DROP TRIGGER IF EXISTS "{table}_truncate" ON "{table}"',
        (
            f'CREATE TRIGGER "{table}_update" BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {keep}()"
        ),
        (
            f'CREATE TRIGGER "{table}_truncate" BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {keep}()"
        ),
    ]
