"""Who takes part, and what each has done: as far as the reader may see."""

from dataclasses import replace

import pytest

from declaration.actions import comments
from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending
from declaration.actions.comments import Remark
from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.queries.negotiating.participants import Deed, counted, participants
from declaration.rules import PUBLIC
from models.vocabulary import (
    Audience,
    DelegationKind,
    DelegationStatus,
    Outcome,
    Post,
    Procedure,
    Stand,
    WorldRegion,
)
from tests.support import desk
from tests.support.cast import LATER, reading

ALL = frozenset(Procedure)


@pytest.fixture(autouse=True)
def _on(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    session.flush()


def regions(session, actor, parts=ALL, **debate):
    return participants(session, reading(actor, **debate), parts)


def by_name(session, actor, parts=ALL, **debate):
    listed = regions(session, actor, parts, **debate)
    return {each.name: each for region in listed for each in region.participants}


def deeds(session, actor, name="Dakar", **debate):
    done = by_name(session, actor, **debate)[name].deeds
    return {deed: count for deed, count in done.items() if count}


def say(session, cast, by, **values):
    remark = Remark("Which language?", paragraph_id=cast.paragraphs["arrival"].id, **values)
    return comments.comment(session, by, cast.document, remark, at=LATER)


def stand(session, by, suggestion, stance):
    positions.take(session, by, suggestion, Stance(stance), at=LATER)


def test_delegations_stand_by_region_then_kind_then_name(session, cast):
    cast.delegations["dakar"].kind = DelegationKind.NETWORK
    session.flush()

    listed = regions(session, cast.marie)

    assert [region.region for region in listed] == [
        WorldRegion.AFRICA,
        WorldRegion.EUROPE,
        WorldRegion.LATIN_AMERICA,
        WorldRegion.MIDDLE_EAST,
    ]
    kinds = [(kind, [each.name for each in group]) for kind, group in listed[0].kinds]
    assert kinds == [(DelegationKind.CITY, ["Kampala"]), (DelegationKind.NETWORK, ["Dakar"])]


def test_each_suggestion_is_counted_as_what_it_counts_as(session, cast):
    accepted, rejected = desk.ask(session, cast, desk.FIRST), desk.ask(session, cast, desk.OTHER)
    desk.decide(
        session,
        cast,
        desk.verdict(session, accepted),
        desk.verdict(session, rejected, Outcome.REJECTED),
    )
    desk.ask(session, cast, "We listen.", paragraph="means")

    done = {
        Deed.SUGGESTIONS: 3,
        Deed.PENDING: 1,
        Deed.ACCEPTED: 1,
        Deed.NOT_ACCEPTED: 1,
    }
    assert deeds(session, cast.luis) == done
    assert regions(session, cast.luis)[0].total == done


def test_comments_of_a_delegation_that_others_can_read_are_counted(session, cast):
    say(session, cast, cast.amina)
    say(session, cast, cast.amina, internal=True)
    comments.withdraw(session, cast.amina, say(session, cast, cast.amina), at=LATER)

    assert deeds(session, cast.amina) == {Deed.COMMENTS: 1}


def test_the_newest_position_on_each_suggestion_is_counted(session, cast):
    first = desk.ask(session, cast, desk.FIRST, by="luis")
    second = desk.ask(session, cast, desk.OTHER, by="luis")
    third = desk.ask(session, cast, "We listen.", by="luis", paragraph="means")
    stand(session, cast.amina, first, Stand.SUPPORT)
    stand(session, cast.amina, first, Stand.OBJECT)
    stand(session, cast.amina, second, Stand.COSPONSOR)
    stand(session, cast.amina, third, Stand.SUPPORT)
    stand(session, cast.amina, third, Stand.NONE)

    assert deeds(session, cast.marie) == {Deed.OBJECT: 1, Deed.COSPONSOR: 1}


def test_reservations_that_stand_are_counted(session, cast):
    desk.agree(session, cast, "arrival", "means")
    desk.reserve(session, cast, "arrival")
    lifted = desk.reserve(session, cast, "means")
    lifted.lifted_at = LATER
    session.flush()

    assert deeds(session, cast.marie) == {Deed.RESERVATIONS: 1}


def test_sub_amendments_are_counted_but_for_those_that_were_withdrawn(session, cast):
    asked = desk.ask(session, cast, desk.FIRST, by="luis")
    for words in (desk.BOTH, desk.LESS):
        row = subamendments.make(session, cast.amina, asked, Amending(words), at=LATER)
    subamendments.withdraw(session, cast.amina, row, at=LATER)

    assert deeds(session, cast.marie) == {Deed.SUBAMENDMENTS: 1}
    parts = ALL - {Procedure.SUBAMENDMENTS}
    assert Deed.SUBAMENDMENTS not in by_name(session, cast.marie, parts)["Dakar"].deeds


def test_what_is_switched_off_is_no_column():
    assert counted(frozenset()) == (
        Deed.SUGGESTIONS,
        Deed.PENDING,
        Deed.ACCEPTED,
        Deed.NOT_ACCEPTED,
        Deed.WITHDRAWN,
        Deed.COMMENTS,
    )
    assert counted(ALL) == tuple(Deed)


def test_the_public_is_told_of_what_is_open_alone(session, cast):
    closed = desk.ask(session, cast, desk.FIRST)
    opened = desk.ask(session, cast, desk.OTHER)
    opened.audience = Audience.OPENED
    session.flush()

    assert closed.audience is Audience.PARTICIPANTS
    assert deeds(session, PUBLIC, debate_open=True) == {Deed.SUGGESTIONS: 1, Deed.PENDING: 1}
    assert deeds(session, PUBLIC) == {}


def test_rehearsals_are_never_public(session, cast):
    desk.ask(session, cast, desk.FIRST).audience = Audience.OPENED
    cast.document.rehearsal = True
    session.flush()

    assert deeds(session, PUBLIC, debate_open=True) == {}
    assert deeds(session, cast.luis) != {}


def seated(session, actor, name="Dakar"):
    return [(each.post, each.name) for each in by_name(session, actor)[name].seated]


def test_names_are_told_to_their_delegation_and_to_the_secretariat(session, cast):
    named = [(Post.HEAD, "Amina"), (Post.ADVISER, "Awa")]
    bare = [(Post.HEAD, ""), (Post.ADVISER, "")]

    assert seated(session, cast.noor) == seated(session, cast.amina) == named
    assert seated(session, cast.luis) == seated(session, cast.marie) == bare
    assert seated(session, PUBLIC) == []


def test_credentials_are_told_to_whom_they_matter(session, cast):
    cast.delegations["dakar"].status = DelegationStatus.PROVISIONAL
    session.flush()

    def told(actor, name="Dakar", parts=ALL):
        return by_name(session, actor, parts)[name].credentials

    for actor in (cast.noor, cast.marie, cast.amina):
        assert told(actor) is DelegationStatus.PROVISIONAL
    assert told(cast.amina, "Lima") is None
    assert told(PUBLIC) is None
    assert told(replace(cast.noor), parts=ALL - {Procedure.CREDENTIALS}) is None
