"""A document of 150 paragraphs of 90 words, 300 people, 200 suggestions, 800 comments.

On each suggestion 40 delegations take a position.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import sqlalchemy as sa

from declaration.actions import comments as commenting
from declaration.actions.comments import Remark
from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.publishing import revisions
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.writing.places import ranks
from declaration.rules import Actor
from models.debate import Suggestion
from models.document import Conference, Document, Paragraph, Place, Version
from models.people import Delegation, Membership, Person
from models.vocabulary import (
    Capacity,
    DelegationKind,
    Kind,
    Post,
    Procedure,
    Stage,
    Stand,
    SuggestionKind,
    WorldRegion,
)

START = datetime(2017, 10, 2, 12, 0, tzinfo=UTC)
PARAGRAPHS, WORDS = 150, 90
CITIES, PEOPLE = 100, 300
SUGGESTIONS, COMMENTS = 200, 800
POSITIONS = 40  # on each suggestion
OBJECTS_EVERY = 5  # positions
HEADING_EVERY = 12  # paragraphs
CHANGED_EVERY = 4  # paragraphs, from the zero draft to Rev. 1
ONSETS, VOWELS = ["b", "ch", "dr", "f", "gr", "l", "m", "n", "p", "st"], "aeiou"
SYLLABLES = tuple(onset + vowel for onset in ONSETS for vowel in VOWELS)


@dataclass
class Numbers:
    """How large the conference is; smaller ones are for trying the bench itself."""

    paragraphs: int = PARAGRAPHS
    people: int = PEOPLE
    suggestions: int = SUGGESTIONS
    comments: int = COMMENTS
    positions: int = POSITIONS


@dataclass
class Debate:
    """A debate to measure: who may write, and on which paragraphs."""

    document_id: int
    paragraphs: list[int]
    uids: list[str]
    heads: list[Actor]
    chair: Actor


def make(session, numbers):
    """Fill an empty, migrated database through rows and actions; commits."""
    random = Random(11)  # noqa: S311 -- an example
    document = _document(session)
    heads, chair = _people(session, numbers.people)
    paragraphs = _text(session, document, numbers.paragraphs, random)
    publish(session, chair, document, "Zero draft", START)
    for paragraph in paragraphs[::CHANGED_EVERY]:
        _reword(session, paragraph, random)
    publish(session, chair, document, "Rev. 1", START + timedelta(days=1))
    ids, uids = [p.id for p in paragraphs], [p.uid for p in paragraphs]
    debate = Debate(document.id, ids, uids, heads, chair)
    for number in range(numbers.suggestions):
        suggest(session, debate, number)
    for number in range(numbers.comments):
        say(session, debate, number)
    take_positions(session, debate, numbers.positions)
    session.commit()
    return debate


def publish(session, chair, document, label, at):
    revisions.publish(session, chair, document, revisions.Publication(label), at=at)


def suggest(session, debate, number):
    """Submit a suggestion with some other words."""
    paragraph = debate.paragraphs[(number * 7) % len(debate.paragraphs)]
    newest = sa.select(Version).where(Version.paragraph_id == paragraph).order_by(Version.id.desc())
    words = session.scalars(newest.limit(1)).one().words.split()
    words[len(words) // 2 : len(words) // 2 + 2] = ["reconsidered", f"no{number}"]
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=paragraph, words=" ".join(words), reason="Clearer."
    )
    document = session.get_one(Document, debate.document_id)
    by = debate.heads[number % len(debate.heads)]
    suggesting.submit(session, by, document, asked, at=START + timedelta(days=2, seconds=number))


def say(session, debate, number):
    """Comment on a paragraph."""
    remark = Remark(
        words=f"We read this with care, and have a question about it: number {number}.",
        paragraph_id=debate.paragraphs[(number * 11) % len(debate.paragraphs)],
    )
    document = session.get_one(Document, debate.document_id)
    by = debate.heads[number % len(debate.heads)]
    commenting.comment(session, by, document, remark, at=START + timedelta(days=3, seconds=number))


def take_positions(session, debate, each):
    """Let so many delegations support or object to each suggestion."""
    at = START + timedelta(days=4)
    asked = session.scalars(sa.select(Suggestion).order_by(Suggestion.id)).all()
    for number, suggestion in enumerate(asked):
        ahead = debate.heads[number + 1 :] + debate.heads[:number]
        others = [head for head in ahead if head.delegation_id != suggestion.delegation_id]
        for nth, by in enumerate(others[:each]):
            stand = Stand.SUPPORT if nth % OBJECTS_EVERY else Stand.OBJECT
            positions.take(session, by, suggestion, Stance(stand, "Our council agreed."), at=at)


def _document(session):
    session.add(
        Conference(
            id=1,
            name="Global Conference on Cities and Migration",
            short_name="Cities and Migration",
            place="Mechelen",
            time_zone="Europe/Brussels",
            counted_kinds=["city"],
            procedure=Procedure.POSITIONS.value,
            created_at=START,
        )
    )
    document = Document(
        slug="declaration",
        title="Declaration of Mayors",
        symbol="CM/2017/L.1",
        stage=Stage.CONSULTATION,
        deadline=START + timedelta(days=10_000),
        created_at=START,
    )
    session.add(document)
    session.flush()
    return document


def _people(session, count):
    cities = [
        Delegation(
            slug=f"city-{number}",
            name=f"City of {number}",
            kind=DelegationKind.CITY,
            country="BE",
            world_region=WorldRegion.EUROPE,
            ordinal=number + 1,
            initials=str(number),
            created_at=START,
        )
        for number in range(min(CITIES, count))
    ]
    people = [
        Person(name=f"Person {n}", email=f"p{n}@example.org", created_at=START)
        for n in range(count)
    ]
    session.add_all([*cities, *people])
    session.flush()
    actors = []
    for number, person in enumerate(people):
        chair = number == count - 1
        office = {
            "capacity": Capacity.COMMITTEE if chair else Capacity.DELEGATION,
            "post": Post.CHAIR if chair else Post.HEAD if number < CITIES else Post.ADVISER,
            "delegation_id": None if chair else cities[number % len(cities)].id,
            "may_submit": number < len(cities) and not chair,
        }
        session.add(Membership(person_id=person.id, created_at=START, **office))
        actors.append(Actor(person_id=person.id, **office))
    return [actor for actor in actors if actor.may_submit], actors[-1]


def _text(session, document, count, random):
    vocabulary = ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(6000)]
    paragraphs = [Paragraph(uid=f"p{n}", document_id=document.id) for n in range(count)]
    session.add_all(paragraphs)
    session.flush()
    for number, (paragraph, rank) in enumerate(zip(paragraphs, ranks(count), strict=True)):
        heading = number % HEADING_EVERY == 1
        kind = Kind.TITLE if number == 0 else Kind.HEADING if heading else Kind.OPERATIVE
        length = WORDS if kind is Kind.OPERATIVE else 8
        words = " ".join(random.choices(vocabulary, k=length)).capitalize() + "."
        row = {"paragraph_id": paragraph.id, "created_at": START}
        session.add(Place(rank=rank, kind=kind, level=int(heading), live=True, **row))
        session.add(Version(language="en", words=words, **row))
    session.flush()
    return paragraphs


def _reword(session, paragraph, random):
    newest = sa.select(Version).where(Version.paragraph_id == paragraph.id)
    words = session.scalars(newest).one().words.split()
    for _ in range(5):
        words[random.randrange(len(words))] = "agreed"
    session.add(
        Version(paragraph_id=paragraph.id, language="en", words=" ".join(words), created_at=START)
    )
    session.flush()
