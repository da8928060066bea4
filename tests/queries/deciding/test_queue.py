from datetime import timedelta

import pytest

from declaration.actions.deciding import amendments, preparations, sharing
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.deciding.queue import START, WHOLE, QueueFilter, Show, queue
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    orphan,
    ruling,
    verdict,
)


def queued(session, cast, **which):
    rolling = texts.rolling(session, cast.document)
    reader = reading(cast.marie)
    listed = suggestions.listed(session, reader, cast.document, rolling)
    return queue(session, reader, cast.document, (rolling, listed), QueueFilter(**which))


def lines(section):
    return [
        [suggestion.number for suggestion in line]
        for group in section.groups
        for line in group.lines
    ]


def keys(queued):
    return [section.key for section in queued.shown]


@pytest.fixture
def asked(session, cast):
    """Two of the same, one other, one in each other section."""
    asked = {
        "first": ask(session, cast, FIRST),
        "other": ask(session, cast, OTHER, by="paul"),
        "same": ask(session, cast, FIRST, by="luis"),
        "head": ask(session, cast, "We, the mayors, declare.", paragraph="chapeau"),
        "means": ask(session, cast, form=SuggestionKind.DELETE, paragraph="means"),
        "alone": insert(session, cast, "We will listen.", after="arrival"),
        "whole": ask(
            session, cast, "Say «inhabitants».", paragraph=None, form=SuggestionKind.GENERAL
        ),
    }
    session.flush()
    return asked


def test_the_queue_follows_the_sections_of_the_text(session, cast, asked):
    page = queued(session, cast)

    assert keys(page) == [START, "welcome", "states", WHOLE]
    assert [section.awaiting for section in page.shown] == [1, 4, 1, 1]
    assert page.tally.pending == sum(section.awaiting for section in page.sections) == 7


def test_equal_wordings_are_one_line(session, cast, asked):
    welcome = queued(session, cast).shown[1]

    first, other, same = (asked[name].number for name in ("first", "other", "same"))
    assert lines(welcome) == [[first, same], [other], [asked["alone"].number]]


def test_equal_insertions_are_one_line_that_stands_alone(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    same = insert(session, cast, "We will listen.", by="luis")

    (group,) = queued(session, cast).shown[0].groups

    assert [[suggestion.number, same.number]] == lines(queued(session, cast).shown[0])
    assert group.alone.number == suggestion.number


def test_what_is_decided_counts_and_is_not_shown_as_awaiting(session, cast, asked):
    decide(session, cast, verdict(session, asked["other"], Outcome.REJECTED))

    page = queued(session, cast)

    assert (page.tally.pending, page.tally.decided, page.tally.total) == (6, 1, 7)
    (arrival, _alone) = page.shown[1].groups
    assert (arrival.awaiting, arrival.decided) == (2, 1)
    assert [asked["other"].number] not in lines(page.shown[1])
    assert lines(queued(session, cast, show=Show.DECIDED).shown[0]) == [[asked["other"].number]]
    assert len(queued(session, cast, show=Show.ALL).shown[1].groups) == 2


def test_what_was_withdrawn_or_is_the_committees_own_is_not_on_it(session, cast, asked):
    suggesting.withdraw(session, cast.paul, asked["other"], at=LATER)
    own = Amendment(
        SuggestionKind.REPLACE,
        cast.paragraphs["services"].id,
        words="We open schools.",
        reason="Short.",
    )
    amendments.amend(session, cast.marie, cast.document, own, at=LATER)

    assert queued(session, cast, show=Show.ALL).tally.total == 6


def test_only_the_stale_ones_on_demand(session, cast, asked):
    accept(session, cast, asked["first"])

    page = queued(session, cast, show=Show.STALE)

    assert lines(page.shown[0]) == [[asked["other"].number], [asked["same"].number]]


def test_a_section_a_delegation_or_ones_own_sections(session, cast, asked):
    paul = cast.actors["paul_member"]
    sharing.assign(session, cast.marie, cast.document, None, paul.person_id, at=LATER)

    assert keys(queued(session, cast, section="states")) == ["states"]
    assert keys(queued(session, cast, section=WHOLE)) == [WHOLE]
    assert keys(queued(session, cast, section="nowhere")) == []
    assert keys(queued(session, cast, delegation="lima")) == ["welcome"]
    assert lines(queued(session, cast, delegation="lima").shown[0]) == [
        [asked["first"].number, asked["same"].number]  # who asks for the same stays beside it
    ]
    assert keys(queued(session, cast, holder=paul.person_id)) == [START]
    assert (
        queued(session, cast, delegation="lima").tally.pending == 7
    )  # progress is that of the whole


def test_delegations_are_listed_by_name_with_what_they_wait_for(session, cast, asked):
    assert queued(session, cast).delegations == (
        ("dakar", "Dakar", 5),
        ("kampala", "Kampala", 1),
        ("lima", "Lima", 1),
    )


def test_it_says_who_prepared_what_and_how_much_is_still_to_prepare(session, cast, asked):
    paul = cast.actors["paul_member"]
    prepared = ruling(session, verdict(session, asked["first"]), cast=cast, words=FIRST)
    preparations.prepare(session, paul, cast.document, prepared, at=LATER + timedelta(hours=1))

    page = queued(session, cast)

    group = page.shown[1].groups[0]
    assert page.prepared == 1
    assert (group.prepared.name, group.prepared.at) == ("Paul", LATER + timedelta(hours=1))
    assert [section.key for section in queued(session, cast, show=Show.PREPARED).shown] == [
        "welcome"
    ]


def test_what_is_asked_of_a_paragraph_that_was_never_printed_and_is_gone(session, cast):
    late = orphan(session, cast)

    page = queued(session, cast)

    assert keys(page) == [WHOLE]
    assert lines(page.shown[0]) == [[late.number]]
