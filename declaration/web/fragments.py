"""Rendered words and redlines: made once, kept in memory and in a table that can be dropped.

A piece of HTML is keyed by the words that it renders and by the engine's release, so that it is
never stale and never another document's. What a screen reader says at a change is put in when a
piece is read: one piece serves all languages. A page that misses computes and does not store;
whoever writes renders with ``made``, then keeps it with ``store``.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import NamedTuple, Protocol

import sqlalchemy as sa
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from declaration.text import Spoken, html, plain, redline
from declaration.web import language
from declaration.web.memory import Memory
from declaration.web.release import ENGINE
from models.cache import Fragment

STORE = {  # built once
    "sqlite": sqlite.insert(Fragment).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(Fragment).on_conflict_do_nothing(),
}
SLOTS = Spoken(**{each.name: each.name for each in fields(Spoken)})
SLOT = '<span class="visually-hidden" lang="{}" dir="{}">{}</span>'  # as the engine writes it
WORDS = [each.name for each in fields(Spoken) if each.name not in {"language", "direction"}]


Row = dict[str, object]  # of the table


class Worded(Protocol):
    """Whatever has words: a passage, a version, a wording."""

    @property
    def words(self) -> str:
        """Markdown, NFC."""


class Piece(NamedTuple):
    """What is rendered: words, or the change from ``old`` to ``new``."""

    new: str
    old: str | None = None

    @property
    def key(self) -> str:
        """Name the piece in the table."""
        said = hashlib.sha256(repr((self.old, self.new)).encode("utf-8", "surrogatepass"))
        return f"{ENGINE}:{said.hexdigest()}"


memory: Memory[Piece, str] = Memory(4_000)  # one of 90 words takes about 1.5 kB
unmarked: Memory[str, str] = Memory(4_000)


def words_html(thing: Worded) -> Markup:
    """Render the words of one paragraph as inline HTML."""
    return Markup(_one(Piece(thing.words)))  # noqa: S704 -- the engine's own, sanitised


def redline_html(old: str, new: str) -> Markup:
    """Render the change of one paragraph as inline HTML that speaks the reader's language."""
    return speaking(_one(Piece(new, old)), spoken())


def plain_words(words: str) -> str:
    """Return the words of one paragraph without their markup, on one line."""
    return unmarked.made(words, lambda: plain(words))


def spoken() -> Spoken:
    """Return what a screen reader says at a change, in the reader's language."""
    return Spoken(
        removed=_("[removed: "),
        added=_("[inserted: "),
        formatted=_("[format changed: "),
        end=_(", end of change]"),
        removed_end=_(", end of removal]"),
        added_end=_(", end of insertion]"),
        language=language.code(),
        direction=language.direction(),
    )


def rendered(session: Session, pieces: Sequence[Piece]) -> list[Markup]:
    """Render many pieces, in their order, with one statement at most for those not in memory."""
    missing = {piece.key: piece for piece in pieces if piece not in memory}
    if missing:
        query = sa.select(Fragment.key, Fragment.html).where(Fragment.key.in_(missing))
        for key, found in session.execute(query):
            memory.keep(missing[key], found)
    voice = spoken()
    return [speaking(_one(piece), voice) for piece in pieces]


def made(pieces: Iterable[Piece], *, at: datetime) -> list[Row]:
    """Render what is going to be read, as rows to ``store``: before the write transaction."""
    known = {piece.key: piece for piece in pieces}
    return [{"key": key, "html": _one(known[key]), "created_at": at} for key in known]


def store(session: Session, rows: Sequence[Row]) -> None:
    """Keep what was rendered, in the caller's write transaction."""
    if rows:
        connection = session.connection()
        connection.execute(STORE[connection.dialect.name], rows)


def speaking(piece: str, voice: Spoken) -> Markup:
    """Put the reader's words into the slots of a redline."""
    if "<span" in piece:
        for name in WORDS:
            slot = SLOT.format(SLOTS.language, SLOTS.direction, name)
            said = SLOT.format(voice.language, voice.direction, Markup.escape(getattr(voice, name)))
            piece = piece.replace(slot, said)
    return Markup(piece)  # noqa: S704 -- the engine's own, sanitised


def _one(piece: Piece) -> str:
    return memory.made(piece, lambda: _made(piece))


def _made(piece: Piece) -> str:
    if piece.old is None:
        return str(html(piece.new))
    return str(redline(piece.old, piece.new, spoken=SLOTS))
