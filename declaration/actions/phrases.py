"""The committee's usual reasons, offered beside every decision."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid
from declaration.rules import Actor, Verb, require
from declaration.text import normal
from models.debate import Phrase

MAX_PHRASES = 100  # what a list to pick from can hold
MAX_PHRASE = 500  # characters


def keep(session: Session, by: Actor, phrases: Sequence[str], language: str) -> list[Phrase]:
    """Replace the list of one language; empty and double ones fall out.

    No event: decisions keep their own words. Raises Invalid (``phrases``).
    """
    require(by, Verb.PREPARE)
    wanted = list(dict.fromkeys(filter(None, (normal(phrase).strip() for phrase in phrases))))
    if len(wanted) > MAX_PHRASES or any(len(words) > MAX_PHRASE for words in wanted):
        raise Invalid("phrases", "long")
    session.execute(sa.delete(Phrase).where(Phrase.language == language))
    rows = [Phrase(words=words, language=language, position=n) for n, words in enumerate(wanted)]
    session.add_all(rows)
    session.flush()
    return rows
