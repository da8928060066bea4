from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.people import people
from models.vocabulary import DelegationKind, SuggestionKind
from tests.support.cast import NOON


def test_only_delegations_of_the_named_kinds_are_counted(session, cast):
    cast.delegations["amman"].kind = DelegationKind.PARTNER
    session.flush()

    assert people.turnout(session, ["city", "region"]).counted == 4
    assert people.turnout(session, ["partner"]).counted == 1
    assert people.turnout(session, []).counted == 0


def test_a_counted_delegation_that_suggests_has_taken_part(session, cast):
    paragraph = cast.paragraphs["means"].id
    asked = Amendment(SuggestionKind.DELETE, paragraph_id=paragraph, reason="It is said elsewhere.")
    suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)

    turnout = people.turnout(session, ["city"])

    assert (turnout.counted, turnout.suggesting, turnout.commenting) == (5, 1, 0)
    assert people.turnout(session, ["region"]).suggesting == 0


def test_delegations_come_by_name(session, cast):
    names = [delegation.name for delegation in people.delegations(session)]

    assert names[:2] == ["Amman", "Athens"]
