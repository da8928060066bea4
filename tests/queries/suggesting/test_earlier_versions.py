"""What the database counts as based on an earlier version is what is not current on the page."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.queries import newest
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.standing import stale
from declaration.queries.welcome.tasks import piles
from models.debate import Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import Standing, SuggestionKind
from tests.support.cast import NOON, print_revision, reading
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert, place

FORMS = {
    "replace": lambda session, cast: ask(session, cast, FIRST),
    "the same place, other words": lambda session, cast: ask(session, cast, OTHER, by="luis"),
    "delete": lambda session, cast: ask(session, cast, form=SuggestionKind.DELETE),
    "move": lambda session, cast: ask(
        session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id
    ),
    "insert": lambda session, cast: insert(session, cast, "We listen."),
    "insert at the head": lambda session, cast: insert(session, cast, "We listen.", after=None),
    "general": lambda session, cast: ask(
        session, cast, "Shorter.", paragraph=None, form=SuggestionKind.GENERAL
    ),
}


def other_words(session, cast):
    on = {"paragraph_id": cast.paragraphs["arrival"].id, "created_at": NOON}
    session.add(Version(language="en", words="Quite other words.", **on))


def other_words_and_back(session, cast):
    before = texts.rolling(session, cast.document).passages[3].words
    other_words(session, cast)
    session.flush()
    on = {"paragraph_id": cast.paragraphs["arrival"].id, "created_at": NOON}
    session.add(Version(language="en", words=before, **on))


def a_translation(session, cast):
    on = {"paragraph_id": cast.paragraphs["arrival"].id, "created_at": NOON}
    session.add(Version(language="fr", words="Nous accueillerons chacun.", **on))


def put(session, cast, key, **values):
    now = place(session, cast.paragraphs[key])
    stays = {"paragraph_id": now.paragraph_id, "kind": now.kind, "level": now.level}
    session.add(Place(created_at=NOON, **({"rank": now.rank, "live": True} | stays | values)))


def moved(session, cast):
    put(session, cast, "arrival", rank="zz")


def gone(session, cast):
    put(session, cast, "arrival", live=False)


def neighbour_gone(session, cast):
    put(session, cast, "means", live=False)


def nothing(_session, _cast):
    pass


CHANGES = (
    nothing,
    other_words,
    other_words_and_back,
    a_translation,
    moved,
    gone,
    neighbour_gone,
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_says_what_the_page_says(session, cast, change):
    for suggest in FORMS.values():
        suggest(session, cast)
    change(session, cast)
    session.flush()

    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    query = (
        sa.select(Suggestion.id, stale())
        .select_from(Suggestion)
        .join(Wording, newest.its_wording())
        .join(Document, Document.id == Suggestion.document_id)
    )

    counted = {number: bool(older) for number, older in session.execute(query)}
    assert counted == {item.id: item.standing is not Standing.CURRENT for item in listed}


def test_the_piles_on_the_desk_add_up(session, cast):
    first = ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    ask(session, cast, "Shorter.", paragraph=None, form=SuggestionKind.GENERAL)
    accept(session, cast, first)

    (pile,) = piles(session)

    counted = (pile.awaiting, pile.older, pile.decided, pile.asked, pile.prepared)
    assert counted == (2, 1, 1, 3, 0)


def test_what_a_revision_shows_is_no_longer_unpublished(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    assert piles(session)[0].unpublished == 1

    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, LATER + timedelta(hours=1))
    session.flush()

    assert (piles(session)[0].decided, piles(session)[0].unpublished) == (1, 0)
