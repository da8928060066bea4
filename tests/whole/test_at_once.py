"""Several people at once: nothing is lost, doubled or forked."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

import models.db
from declaration.actions.deciding import decisions, preparations
from declaration.actions.publishing import adoption
from declaration.actions.publishing.adoption import Record
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import NotAllowed, Stale
from declaration.queries.journal import chain
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Revision, Version
from models.journal import Event, JournalHead
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import name_history
from tests.support.desk import ARRIVAL, FIRST, LATER, OTHER, ask, ruling, verdict, version

THREADS, EACH = 8, 5


@pytest.fixture
def engine(url, cast):
    """An engine of its own for every thread's sessions, as the application has."""
    engine = sa.create_engine(url, pool_size=THREADS)
    models.db.prepare(engine)
    yield engine
    engine.dispose()


def together(engine, *acts):
    """Run acts at once, each in a write transaction of its own; return what each came to."""
    ready = threading.Barrier(len(acts))

    def run(act):
        ready.wait()
        with sa.orm.Session(engine) as session:
            models.db.writing(session)
            try:
                act(session)
                session.commit()
            except Stale as refused:
                return refused
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_decide_at_once_one_is_told_what_has_changed(session, cast, engine):
    name_history(session)
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    base = version(session, cast.paragraphs["arrival"]).id
    rulings = [
        ruling(session, verdict(session, suggestion), cast=cast, words=words, base_version_id=base)
        for suggestion, words in ((first, FIRST), (second, OTHER))
    ]
    session.commit()
    document_id, by = cast.document.id, cast.marie
    session.commit()

    def deciding_on(own_ruling):
        def act(session):
            document = session.get_one(Document, document_id)
            decisions.decide(session, by, document, own_ruling, at=LATER)

        return act

    outcomes = together(engine, *map(deciding_on, rulings))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Stale"]
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 1
    words = sa.select(Version.words).where(
        Version.paragraph_id == cast.paragraphs["arrival"].id, Version.words != ARRIVAL
    )
    assert len(session.scalars(words).all()) == 1
    assert chain.check(session).broken is None


def test_two_who_decide_on_the_same_suggestion_decide_once(session, cast, engine):
    accepting = ruling(session, verdict(session, ask(session, cast, FIRST)), cast=cast)
    session.commit()
    document_id, by = cast.document.id, cast.marie
    session.commit()

    def act(session):
        document = session.get_one(Document, document_id)
        decisions.decide(session, by, document, accepting, at=LATER)

    outcomes = together(engine, act, act)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Stale"]
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 1


def test_withdrawing_and_deciding_at_once_never_both_happen(session, cast, engine):
    suggestion = ask(session, cast, FIRST)
    accepting = ruling(session, verdict(session, suggestion), cast=cast)
    session.commit()
    document_id, chair, head, suggestion_id = (
        cast.document.id,
        cast.marie,
        cast.amina,
        suggestion.id,
    )
    session.commit()

    def decide(session):
        decisions.decide(
            session, chair, session.get_one(Document, document_id), accepting, at=LATER
        )

    def withdraw(session):
        try:
            suggestions.withdraw(
                session, head, session.get_one(Suggestion, suggestion_id), at=LATER
            )
        except NotAllowed as refused:
            raise Stale(refused) from None

    outcomes = together(engine, decide, withdraw)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Stale"]
    assert session.scalar(sa.select(sa.func.count(Event.id))) == 2


def test_eight_who_submit_at_once_get_numbers_without_gaps_and_one_chain(session, cast, engine):
    name_history(session)
    document_id, by = cast.document.id, cast.amina
    paragraph_id = cast.paragraphs["arrival"].id
    session.commit()

    def act(session):
        asked = Amendment(SuggestionKind.REPLACE, paragraph_id, words=FIRST)
        document = session.get_one(Document, document_id)
        suggestions.submit(session, by, document, asked, at=LATER)

    for _ in range(EACH):
        assert together(engine, *[act] * THREADS) == [None] * THREADS

    numbers = session.scalars(sa.select(Suggestion.number).order_by(Suggestion.number)).all()
    assert numbers == list(range(1, THREADS * EACH + 1))
    assert session.scalar(sa.select(sa.func.count(Wording.id))) == THREADS * EACH
    assert session.scalar(sa.select(JournalHead.event_id)) == 1 + THREADS * EACH
    assert chain.check(session).broken is None


def test_what_is_adopted_takes_no_suggestion_that_was_on_its_way(session, cast, engine):
    document_id, secretary, by = cast.document.id, cast.noor, cast.amina
    revision_id = session.scalar(sa.select(Revision.id).order_by(Revision.ordinal.desc()))
    asked = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=FIRST)
    session.commit()
    adopted, asking = threading.Event(), threading.Event()

    def adopt(session):
        record = Record(LATER.date(), "Mechelen", "acclamation")
        revision = session.get_one(Revision, revision_id)
        adoption.adopt(session, secretary, revision, record, at=LATER)
        adopted.set()
        asking.wait(1)  # the other may come as far as it can

    def submit():
        adopted.wait()
        with sa.orm.Session(engine) as other:
            models.db.writing(other)
            document = other.get_one(Document, document_id)
            asking.set()
            with pytest.raises(NotAllowed):
                suggestions.submit(other, by, document, asked, at=LATER)

    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(submit)
        assert together(engine, adopt) == [None]
        waiting.result()

    assert session.get_one(Document, document_id).stage is Stage.ADOPTED
    assert session.scalar(sa.select(sa.func.count(Suggestion.id))) == 0


def test_releasing_all_and_deciding_at_once_do_not_wait_for_each_other(session, cast, engine):
    name_history(session)
    first = ask(session, cast, FIRST)
    second = ask(session, cast, "We will.", paragraph="services", by="luis")
    rulings = [
        ruling(session, verdict(session, suggestion), on=key, cast=cast)
        for suggestion, key in ((first, "arrival"), (second, "services"))
    ]
    for prepared in rulings:
        preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)
    document_id, by = cast.document.id, cast.marie
    session.commit()

    def release(session):
        document = session.get_one(Document, document_id)
        preparations.release_all(session, by, document, at=LATER)

    def decide(session):
        document = session.get_one(Document, document_id)
        decisions.decide(session, by, document, rulings[1], at=LATER)

    outcomes = together(engine, release, decide)

    assert outcomes[0] is None
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 2
    assert chain.check(session).broken is None
