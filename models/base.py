"""What all tables share: names of constraints, UTC, what the journal covers, append-only rows."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple

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


class State:
    """A table that the journal does not cover: work in hand, accounts, who takes part."""


class Recorded:
    """A row that the journal covers; see docs/decisions/0033.

    Every column is covered by the hash under which events name the row, a column that a later
    schema adds, too, except: ``CHANGING``, which acts change, and events say what they become;
    ``LOOSE``, which change without the journal; and words, which enter by their own hash.
    ``TOLD`` columns are covered, and events say what they are, so that the text can be replayed.
    """

    __tablename__: str
    CHANGING: ClassVar[tuple[str, ...]] = ()
    LOOSE: ClassVar[tuple[str, ...]] = ()
    TOLD: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def seals(cls) -> "tuple[Seal, ...]":
        """Return the words that are covered by a hash of their own."""
        return ()

    @classmethod
    @cache
    def covered(cls) -> tuple[str, ...]:
        """Return the columns that the hash of a row covers."""
        sealed_words = (name for seal in cls.seals() for name in (*seal.words, seal.salt))
        others = {*cls.CHANGING, *cls.LOOSE, *sealed_words, "redacted"}
        columns = sa.inspect(cls).local_table.columns
        return tuple(column.name for column in columns if column.name not in others)


class Seal(NamedTuple):
    """Columns of words, with the columns of the salt and of the hash that seals them.

    ``follows``: the column that names the version whose redaction empties these words, too.
    """

    words: tuple[str, ...]
    salt: str
    digest: str
    follows: str = ""


class Written(Recorded):
    """Words of a person, sealed by a salted hash; redaction empties them and keeps the hash.

    ``WRITTEN`` names the columns that hold words. The salt goes with the words, so that short
    words cannot be guessed from the hash that stays.
    """

    WRITTEN: ClassVar[tuple[str, ...]] = ("words",)

    salt: Mapped[str] = mapped_column(sa.String(32), default="")
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    redacted: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def seals(cls) -> tuple[Seal, ...]:
        """Return the words that are covered by a hash of their own."""
        return (Seal(cls.WRITTEN, "salt", "digest"),)

    def seal(self) -> None:
        """Draw a salt and fix the hash, for all words of the row."""
        for seal in self.seals():
            salt = secrets.token_hex(16)
            setattr(self, seal.salt, salt)
            setattr(self, seal.digest, sealed(salt, (getattr(self, name) for name in seal.words)))

    def redact(self) -> None:
        """Empty the words and the salt; the hash stays."""
        for seal in self.seals():
            self.forget(seal)
        self.redacted = True

    def forget(self, seal: Seal) -> None:
        """Empty words and their salt; the hash stays."""
        for name in (*seal.words, seal.salt):
            setattr(self, name, "")


def sealed(salt: str, words: Iterable[str | None]) -> str:
    """Return the hash that seals words."""
    return hashlib.sha256(json.dumps([salt, *(text or "" for text in words)]).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return the one JSON text of ``value``: keys sorted, no blanks, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def as_json(value: Any) -> Any:  # noqa: ANN401
    """Return what a column holds as JSON has it, the same for a row and for the bare table."""
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return moment.isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def fingerprint(columns: Mapping[str, object]) -> str:
    """Return the hash of a row by its covered columns.

    Empty ones are left out, so that a column of a later schema changes no hash of an older row.
    """
    stated = {name: as_json(value) for name, value in columns.items() if value}
    return hashlib.sha256(canonical(stated).encode()).hexdigest()


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
    return {"redacted"}.union(*((*seal.words, seal.salt) for seal in row.seals()))


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


def recorded_tables() -> dict[str, type[Any]]:
    """Return the model of every table that the journal covers, by the table's name, in order."""
    models = {
        mapper.local_table.name: mapper.class_  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Recorded)
    }
    return dict(sorted(models.items()))
