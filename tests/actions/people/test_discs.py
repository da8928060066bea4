import pytest

from declaration.actions.people import people
from declaration.actions.people.people import DelegationValues
from declaration.errors import Invalid
from models.discs import HUES, Disc, free_initials, letters
from models.vocabulary import DelegationKind, WorldRegion
from tests.support.cast import NOON


def values(name, **others):
    return DelegationValues(name, DelegationKind.CITY, "", WorldRegion.GLOBAL, **others)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Dakar", "Dak"),
        ("Los Angeles", "LA"),
        ("Nuevo-México", "NM"),
        ("Dar es Salaam", "DES"),
        ("Ho", "Ho"),
        ("東京", "東京"),
        ("!", ""),
    ],
)
def test_letters_are_three_of_one_word_or_the_initials_of_several(name, initials):
    assert letters(name) == initials


@pytest.mark.parametrize(
    ("name", "ordinal", "taken", "initials"),
    [
        ("Medellín", 3, {"med"}, "Mee"),
        ("San Juan", 3, {"sj"}, "SJu"),
        ("Dar es Salaam", 3, {"des"}, "DEa"),
        ("Ho", 3, {"ho"}, "Ho2"),
        ("!", 3, set(), "2"),
        ("Dakar", 2 * HUES + 1, set(), "Da2"),
    ],
)
def test_a_clash_takes_the_next_letter_that_differs(name, ordinal, taken, initials):
    assert free_initials(name, ordinal, taken) == initials


def test_hues_go_round_and_are_rings_every_other_time():
    discs = [Disc("X", ordinal, DelegationKind.CITY) for ordinal in (1, 16, 17, 32, 33)]

    assert [(disc.hue, disc.ring) for disc in discs] == [
        (1, False),
        (16, False),
        (1, True),
        (16, True),
        (1, False),
    ]


def test_the_next_delegation_gets_the_next_hue_and_letters_of_its_own(session, cast):
    count = len(cast.delegations)

    added = [
        people.add_delegation(session, cast.noor, values(name), at=NOON)
        for name in ("Dakhla", "Danang")
    ]

    assert [each.ordinal for each in added] == [count + 1, count + 2]
    assert [each.initials for each in added] == ["Dah", "Dan"]


def test_a_renamed_delegation_keeps_its_hue_and_its_letters(session, cast):
    dakar = cast.delegations["dakar"]
    before = dakar.disc

    people.change_delegation(session, cast.noor, dakar, values("Ndakaaru"), at=NOON)

    assert dakar.disc == before


def test_the_secretariat_changes_letters(session, cast):
    dakar = cast.delegations["dakar"]

    people.change_delegation(session, cast.noor, dakar, values("Dakar", initials="DK"), at=NOON)

    assert dakar.initials == "DK"


@pytest.mark.parametrize(
    ("initials", "why"), [("lim", "taken"), ("DAKR", "not_initials"), ("D-K", "not_initials")]
)
def test_letters_are_short_and_nobody_elses(session, cast, initials, why):
    changed = values("Dakar", initials=initials)

    with pytest.raises(Invalid) as refused:
        people.change_delegation(session, cast.noor, cast.delegations["dakar"], changed, at=NOON)

    assert (refused.value.field, refused.value.why) == ("initials", why)
