"""What all tables share: names of constraints, UTC, sealed words, append-only rows."""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    mapped_column,
    registry,
)

CONSTRAINTS = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def now() -> datetime:
    """Return the present moment in UTC: the one place where time enters."""
    return datetime.now(UTC)


class UTCDateTime(sa.TypeDecorator[datetime]):
    """A moment, stored as naive UTC, read as aware UTC; a naive value is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Store UTC without its offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Give the offset back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=CONSTRAINTS),
        type_annotation_map={
            datetime: UTCDateTime(),
            StrEnum: sa.Enum(
                StrEnum,
                native_enum=False,
                length=24,
                values_callable=lambda members: [member.value for member in members],
            ),
        },
    )


class AppendOnlyError(Exception):
    """Something tried to change or delete a row of an append-only table."""

    def __init__(self, table: str) -> None:
        super().__init__(f"{table} is append-only: add a new row instead")


class AppendOnly:
    """A table whose rows are never changed or removed, by the ORM or in the database."""


class Written:
    """Words of a person, sealed by a salted hash; redaction empties them and keeps the hash.

    ``WRITTEN`` names the columns that hold words. The salt goes with the words, so that short
    words cannot be guessed from the hash that stays.
    """

    WRITTEN: ClassVar[tuple[str, ...]] = ("words",)

    salt: Mapped[str] = mapped_column(sa.String(32), default="")
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    redacted: Mapped[bool] = mapped_column(default=False)

    def sealed(self) -> str:
        """Return the hash that the words and the salt give now."""
        texts = [getattr(self, name) or "" for name in self.WRITTEN]
        return hashlib.sha256(json.dumps([self.salt, *texts]).encode()).hexdigest()

    def seal(self) -> None:
        """Draw a salt and fix the hash."""
        self.salt = secrets.token_hex(16)
        self.digest = self.sealed()

    def redact(self) -> None:
        """Empty the words and the salt; the hash stays."""
        for name in self.WRITTEN:
            setattr(self, name, "")
        self.salt = ""
        self.redacted = True


def _seal(_mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:  # noqa: ANN401
    row.seal()


def _refuse_update(_mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:  # noqa: ANN401
    changed = {
        attribute.key for attribute in sa.inspect(row).attrs if attribute.history.has_changes()
    }
    if changed and not (isinstance(row, Written) and row.redacted and changed <= _redactable(row)):
        raise AppendOnlyError(row.__tablename__)


def _refuse_delete(_mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:  # noqa: ANN401
    raise AppendOnlyError(row.__tablename__)


def _redactable(row: Written) -> set[str]:
    return {*row.WRITTEN, "salt", "redacted"}


@event.listens_for(Written, "before_insert", propagate=True)
def _on_written(mapper: Mapper[Any], connection: sa.Connection, row: Any) -> None:  # noqa: ANN401
    _seal(mapper, connection, row)


event.listen(AppendOnly, "before_update", _refuse_update, propagate=True)
event.listen(AppendOnly, "before_delete", _refuse_delete, propagate=True)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is not None:
        mapper = state.bind_mapper
        if issubclass(mapper.class_, AppendOnly):
            raise AppendOnlyError(mapper.local_table.description)


def append_only_tables() -> dict[str, tuple[str, ...]]:
    """Return every append-only table by name, with the columns that redaction may empty."""
    return {
        mapper.local_table.name: (  # type: ignore[attr-defined]
            mapper.class_.WRITTEN if issubclass(mapper.class_, Written) else ()
        )
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, AppendOnly)
    }
