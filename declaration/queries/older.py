"""Which suggestions stand on older words, asked of the database: for counts over all texts.

Says yes where ``standing`` does not say «current», without the merge that tells how.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.debate import Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import Form

Id = InstrumentedAttribute[int | None]


def newest_wording() -> sa.ColumnElement[bool]:
    """Join a suggestion with its newest wording."""
    later = aliased(Wording)
    newest = sa.select(sa.func.max(later.id)).where(later.suggestion_id == Suggestion.id)
    return Wording.id == newest.correlate(Suggestion).scalar_subquery()


def on_older_words() -> sa.ColumnElement[bool]:
    """Say it of a suggestion, joined with its newest wording and its document."""
    on, after = Suggestion.paragraph_id, Wording.after_id
    here, base = _place(on, Place.id), Wording.base_place_id
    follows = after.is_not(None)
    return sa.case(
        (Suggestion.form == Form.GENERAL, sa.false()),
        (
            Suggestion.form == Form.INSERT,
            follows & (_place(after, Place.id).is_distinct_from(base) | _gone(after)),
        ),
        (
            Suggestion.form == Form.MOVE,
            here.is_distinct_from(base) | _gone(on) | (follows & _gone(after)),
        ),
        else_=_gone(on) | _words_now().is_distinct_from(_words_then()),
    )


def _place(paragraph_id: Id, column: Any) -> sa.ScalarSelect[Any]:  # noqa: ANN401 -- any column
    return _within(
        sa.select(column)
        .where(Place.paragraph_id == paragraph_id)
        .order_by(Place.id.desc())
        .limit(1)
    )


def _gone(paragraph_id: Id) -> sa.ColumnElement[bool]:
    return sa.not_(sa.func.coalesce(_place(paragraph_id, Place.live), sa.false()))


def _words_now() -> sa.ScalarSelect[str]:
    return _within(
        sa.select(Version.words)
        .where(
            Version.paragraph_id == Suggestion.paragraph_id, Version.language == Document.language
        )
        .order_by(Version.id.desc())
        .limit(1)
    )


def _words_then() -> sa.ScalarSelect[str]:
    return _within(sa.select(Version.words).where(Version.id == Wording.base_version_id))


def _within(query: sa.Select[Any]) -> sa.ScalarSelect[Any]:
    return query.correlate(Suggestion, Wording, Document).scalar_subquery()
