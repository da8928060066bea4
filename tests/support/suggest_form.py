"""The form in which a change is asked for, filled in, and what came of it."""

from datetime import timedelta

import sqlalchemy as sa

from models.debate import Draft, Suggestion
from models.document import Version
from tests.support.cast import NOON

SUGGEST = "/d/declaration/suggest"
SUBMIT = f"{SUGGEST}/submission"


WORDS = "We will give every person who arrives a first point of contact."


def fields(**values):
    start = {
        "form": "replace",
        "paragraph": "arrival",
        "words": WORDS,
        "reason": "Shorter.",
        "language": "en",
    }
    return start | values


def suggestions(session):
    session.rollback()
    return session.scalars(sa.select(Suggestion).order_by(Suggestion.id)).all()


def drafts(session):
    session.rollback()
    return session.scalars(sa.select(Draft).order_by(Draft.id)).all()


def base(session, cast, key):
    words = sa.select(Version.words).where(Version.paragraph_id == cast.paragraphs[key].id)
    return session.scalars(words.order_by(Version.id.desc())).first()


def early(session, cast, key="arrival"):
    """Words that the secretariat tried out before the zero draft; return the version's id."""
    now = base(session, cast, key)
    version = Version(
        paragraph_id=cast.paragraphs[key].id,
        language="en",
        words="A secret of the first night.",
        created_at=NOON - timedelta(days=1),
    )
    session.add(version)
    session.flush()
    reword(session, cast, key, now)
    return version.id


def reword(session, cast, key, words):
    paragraph_id = cast.paragraphs[key].id
    session.add(Version(paragraph_id=paragraph_id, language="en", words=words, created_at=NOON))
    session.commit()
