from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from declaration.actions.negotiating import positions as taking
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting import suggestions as suggesting
from declaration.queries.deciding.queue import Order, QueueFilter, queue
from declaration.queries.deciding.uncontested import uncontested
from declaration.queries.negotiating.positions import history, with_support
from declaration.queries.reading.texts import rolling
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.support import support, together
from models.debate import Suggestion
from models.vocabulary import Audience, Procedure, Stand, WorldRegion
from tests.support import desk
from tests.support.cast import NOON, reading

ALL = frozenset(Procedure)


@contextmanager
def counting(session):
    """Collect what the session sends to the database meanwhile."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    engine = session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def asked(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    return desk.ask(session, cast, desk.FIRST, at=NOON)


def take(session, by, suggestion, stand=Stand.SUPPORT):
    return taking.take(session, by, suggestion, Stance(stand), at=NOON)


def of(session, suggestion, actor, parts=ALL, **debate):
    only = Suggestion.id == suggestion.id
    return support(session, reading(actor, **debate), parts, only).get(suggestion.id)


def reword(session, cast, suggestion):
    seen = desk.wording(session, suggestion).id
    asked = desk.Amendment(
        suggestion.form, suggestion.paragraph_id, words=desk.FIRST.replace("give", "offer")
    )
    suggesting.revise(session, cast.amina, suggestion, asked, seen_wording_id=seen, at=NOON)


def names(held):
    return [each.delegation for each in held]


def test_the_newest_position_of_each_delegation_counts(session, cast, asked):
    take(session, cast.luis, asked)
    take(session, cast.paul, asked)
    take(session, cast.luis, asked, Stand.OBJECT)
    stands = of(session, asked, cast.luis)

    assert names(stands.supporters) == ["Kampala"]
    assert names(stands.objectors) == ["Lima"]
    assert stands.stand is Stand.OBJECT
    assert of(session, asked, cast.paul).stand is Stand.SUPPORT
    assert of(session, asked, cast.marie).stand is Stand.NONE
    assert stands.regions() == {
        WorldRegion.AFRICA: {Stand.SUPPORT: 1},
        WorldRegion.LATIN_AMERICA: {Stand.OBJECT: 1},
    }


def test_what_was_taken_back_counts_no_more(session, cast, asked):
    take(session, cast.luis, asked)
    take(session, cast.luis, asked, Stand.NONE)

    assert of(session, asked, cast.marie) is None
    assert [kept.position.stand for kept in history(session, reading(cast.marie), asked)] == [
        Stand.NONE,
        Stand.SUPPORT,
    ]


def test_only_what_is_switched_on_is_shown(session, cast, asked):
    take(session, cast.luis, asked)
    take(session, cast.paul, asked, Stand.COSPONSOR)

    taken = of(session, asked, cast.marie, frozenset({Procedure.POSITIONS}))
    joined = of(session, asked, cast.marie, frozenset({Procedure.COSPONSORS}))
    assert names(taken.positions) == ["Lima"]
    assert names(joined.positions) == ["Kampala"]
    with counting(session) as statements:
        assert of(session, asked, cast.marie, frozenset()) is None
    assert not statements


def test_the_public_reads_what_was_said_in_an_open_debate(session, cast, asked):
    asked.audience = Audience.OPENED
    cast.conference.debate_open = True
    session.flush()
    take(session, cast.luis, asked)
    take(session, cast.paul, asked)
    cast.conference.debate_open = False
    take(session, cast.paul, asked, Stand.OBJECT)

    public = of(session, asked, taking.Actor(), debate_open=True)
    assert names(public.positions) == ["Lima"]
    assert of(session, asked, taking.Actor()) is None


def test_after_a_rewording_support_is_marked_and_cosponsors_are_asked_again(session, cast, asked):
    take(session, cast.luis, asked)
    take(session, cast.paul, asked, Stand.COSPONSOR)
    before = of(session, asked, cast.marie)
    reword(session, cast, asked)
    after = of(session, asked, cast.marie)

    assert (before.earlier, names(before.cosponsors), before.asked_again) == (0, ["Kampala"], ())
    assert (after.earlier, after.cosponsors) == (1, ())
    assert names(after.asked_again) == ["Kampala"]
    take(session, cast.paul, asked, Stand.COSPONSOR)
    assert names(of(session, asked, cast.marie).cosponsors) == ["Kampala"]


def test_suggestions_get_their_support_by_one_statement(session, cast, asked):
    other = desk.ask(session, cast, desk.OTHER, by="luis", at=NOON)
    take(session, cast.paul, asked)
    text, reader = rolling(session, cast.document), reading(cast.marie)
    listed = suggestions.listed(session, reader, cast.document, text)
    with counting(session) as statements:
        supported = with_support(session, reader, ALL, listed)

    assert len(statements) == 1
    assert {each.id: names(each.support.supporters) for each in supported} == {
        asked.id: ["Kampala"],
        other.id: [],
    }


def test_the_same_asked_twice_is_counted_together(session, cast, asked):
    other = desk.ask(session, cast, desk.FIRST, by="luis", at=NOON)
    take(session, cast.paul, asked, Stand.OBJECT)
    take(session, cast.paul, other, Stand.OBJECT)
    both = [of(session, each, cast.marie) for each in (asked, other)]

    assert names(together(both).objectors) == ["Kampala"]
    assert together([None]) is None


def test_what_is_objected_to_comes_first_and_is_not_uncontested(session, cast, asked):
    late = desk.ask(session, cast, "We will open schools.", paragraph="services", by="luis")
    text, reader = rolling(session, cast.document), reading(cast.marie)
    before = uncontested(session, reader, cast.document, text, ALL)
    take(session, cast.paul, late, Stand.OBJECT)
    take(session, cast.paul, asked)
    after = uncontested(session, reader, cast.document, text, ALL)
    listed = with_support(
        session, reader, ALL, suggestions.listed(session, reader, cast.document, text)
    )
    which = QueueFilter(order=Order.CONTESTED)
    queued = queue(session, reader, cast.document, (text, listed), which)

    assert [line[0].id for line in before.lines] == [asked.id, late.id]
    assert [line[0].id for line in after.lines] == [asked.id]
    assert [line[0].id for line in after.opposed] == [late.id]
    groups = [group for section in queued.shown for group in section.groups]
    assert groups[0].lines[0][0].id == late.id
    assert queued.opposed == 1
