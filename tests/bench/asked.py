"""What a committee finds after the last day: 310 suggestions on 45 paragraphs, for two members.

A third of the paragraphs is quiet: one wording, asked for by one to five delegations, and a new
paragraph after it. On each of the others two ask for the same, one to delete it, and the rest for
words of their own; a third of these has changed when half of the suggestions had come in.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle
from random import Random
from typing import NamedTuple

import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import amendments
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Suggestion
from models.document import Document, Version
from models.people import Membership, Person
from models.vocabulary import Capacity, Kind, Post, Status, SuggestionKind
from tests.bench.conference import HEADING_EVERY, START

SUGGESTIONS, PARAGRAPHS = 310, 51  # of which a title and five headings
MEMBER = "member@example.org"
EQUAL_AT_MOST = 5
DISCUSSED_EVERY = 8
STEP = 11  # words between the places that are changed
AMENDED = STEP  # the place that the committee changes: those who want that one are in conflict


class Wish(NamedTuple):
    """What is asked for; ``variant`` chooses the words."""

    form: SuggestionKind
    paragraph_id: int
    variant: int = 0


def fill(session, debate, suggestions=SUGGESTIONS):
    """Add what is asked for and the second member of the committee; commits."""
    document = session.get_one(Document, debate.document_id)
    quiet, contested = _parted(debate)
    planned = list(zip(_planned(quiet, contested, suggestions), cycle(debate.heads), strict=False))
    Random(7).shuffle(planned)  # noqa: S311 -- an example
    for number, (wish, by) in enumerate(planned):
        at = START + timedelta(days=2, seconds=number)
        if number == len(planned) // 2:
            _amend(session, debate, document, contested[::3], at)
        suggestion = suggesting.submit(session, by, document, _asked(session, wish), at=at)
        if number % DISCUSSED_EVERY == 0 and wish.paragraph_id in contested:
            objection = Remark("We could not live with this.", suggestion_id=suggestion.id)
            comments.comment(session, debate.heads[number % 7], document, objection, at=at)
    person = Person(name="Member", email=MEMBER, created_at=START)
    session.add(person)
    session.flush()
    office = {"capacity": Capacity.COMMITTEE, "post": Post.MEMBER}
    session.add(Membership(person_id=person.id, created_at=START, **office))
    session.commit()


def awaiting(session):
    """Return the ids of what awaits a decision."""
    query = sa.select(Suggestion.id).where(Suggestion.status == Status.SUBMITTED)
    return set(session.scalars(query))


def _parted(debate):
    """Return the quiet paragraphs and the others."""
    texts = [p for n, p in enumerate(debate.paragraphs) if n and n % HEADING_EVERY != 1]
    return texts[::3], [p for n, p in enumerate(texts) if n % 3]


def _planned(quiet, contested, suggestions) -> Iterator[Wish]:
    planned = []
    for number, paragraph in enumerate(quiet):
        planned += [Wish(SuggestionKind.REPLACE, paragraph)] * (number % EQUAL_AT_MOST + 1)
        planned.append(Wish(SuggestionKind.INSERT, paragraph, number))
    for paragraph in contested:
        planned += [Wish(SuggestionKind.REPLACE, paragraph)] * 2
        planned.append(Wish(SuggestionKind.DELETE, paragraph))
    own = (Wish(SuggestionKind.REPLACE, p, n) for n in count(1) for p in contested)
    while len(planned) < suggestions:
        planned.append(next(own))
    yield from planned[:suggestions]


def _asked(session, wish):
    if wish.form is SuggestionKind.INSERT:
        words = f"We will report on number {wish.variant} every year, and say what we have learnt."
        return Amendment(wish.form, after_id=wish.paragraph_id, kind=Kind.OPERATIVE, words=words)
    about = {"paragraph_id": wish.paragraph_id, "reason": "Our services have asked for this."}
    if wish.form is SuggestionKind.DELETE:
        return Amendment(wish.form, **about)
    return Amendment(wish.form, words=_words(session, wish), **about)


def _words(session, wish):
    """Change one place of the newest words, or two; some change the same one."""
    places = [wish.variant - wish.variant % 4 // 3]
    places += [wish.variant + 3] if wish.variant % 3 == 0 else []
    words = _newest(session, wish.paragraph_id).split()
    for place in places:
        at = place * STEP % (len(words) - 2)
        words[at : at + 2] = ["reconsidered", f"with-{wish.variant}"]
    return " ".join(words)


def _amend(session, debate, document, paragraphs, at):
    for paragraph in paragraphs:
        words = _newest(session, paragraph).split()
        words[AMENDED] = "amended"
        asked = Amendment(
            SuggestionKind.REPLACE, paragraph, words=" ".join(words), reason="Agreed at the table."
        )
        amendments.amend(session, debate.chair, document, asked, at=at)


def _newest(session, paragraph):
    query = sa.select(Version.words).where(Version.paragraph_id == paragraph)
    return session.scalars(query.order_by(Version.id.desc()).limit(1)).one()
