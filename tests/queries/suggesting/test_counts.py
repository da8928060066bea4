"""What a suggestion counts as: one answer from its row, from a list and from the database."""

import pytest

from declaration.actions.deciding import amendments
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.counts import CountedAs, Tally, counted_as, tallies, tally
from declaration.rules import PUBLIC
from models.vocabulary import Capacity, Outcome, Status, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, decide, verdict

AS = {
    Outcome.ACCEPTED: CountedAs.ACCEPTED,
    Outcome.ADAPTED: CountedAs.ACCEPTED,
    Outcome.COVERED: CountedAs.ACCEPTED,
    Outcome.REJECTED: CountedAs.NOT_ACCEPTED,
    Outcome.OVERTAKEN: CountedAs.NOT_ACCEPTED,
    Outcome.LAPSED: CountedAs.NOT_ACCEPTED,
}


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.REOPENED])
def test_every_outcome_is_accepted_or_not(outcome):
    assert counted_as(Capacity.DELEGATION, Status.DECIDED, outcome) is AS[outcome]


def test_what_was_reopened_is_pending_again():
    kind = counted_as(Capacity.DELEGATION, Status.SUBMITTED, Outcome.REOPENED)

    assert kind is CountedAs.PENDING


def test_a_list_and_the_database_count_alike(session, cast):
    accepted = ask(session, cast, FIRST)
    covered = ask(session, cast, FIRST, by="luis")
    covers = verdict(session, covered, Outcome.COVERED, covered_by=accepted)
    decide(session, cast, verdict(session, accepted), covers)
    refused = ask(session, cast, "No.", by="luis", paragraph="services")
    decide(session, cast, verdict(session, refused, Outcome.REJECTED), on="services")
    gone = ask(session, cast, "Nothing.", by="paul", paragraph="services")
    suggesting.withdraw(session, cast.paul, gone, at=LATER)
    ask(session, cast, OTHER, by="luis")
    rolling = texts.rolling(session, cast.document)
    own = Amendment(
        SuggestionKind.REPLACE,
        paragraph_id=cast.paragraphs["means"].id,
        words="We ask States for means.",
        reason="It is shorter.",
    )
    amendments.amend(session, cast.marie, cast.document, own, at=LATER)
    session.flush()

    reader = reading(cast.marie)
    listed = suggestions.listed(session, reader, cast.document, rolling)

    expected = Tally(pending=1, accepted=2, not_accepted=1, withdrawn=1, committee=1, delegations=2)
    assert tally(listed) == expected
    assert (expected.decided, expected.total) == (3, 4)
    assert tallies(session, reader) == {cast.document.slug: expected}


def test_nobody_counts_what_they_may_not_see(session, cast):
    accept(session, cast, ask(session, cast, FIRST))

    assert tallies(session, reading(PUBLIC)) == {}
