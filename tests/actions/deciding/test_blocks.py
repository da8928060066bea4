"""A paragraph and the items below it: moved together, in one act, and back together."""

import random

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import amendments, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.suggesting.amendment import Amendment
from declaration.blocks import block, depth
from declaration.errors import Invalid
from declaration.queries.reading import texts
from models.document import Document, Place
from models.journal import Event
from models.vocabulary import EventKind, Kind, Outcome, Stage, SuggestionKind
from tests.support.cast import LATER, NOON, name_history, print_revision, write
from tests.support.desk import (
    accept,
    ask,
    decide,
    decision,
    insert,
    lines,
    place,
    things,
    verdict,
)

MOVE, DELETE = SuggestionKind.MOVE, SuggestionKind.DELETE
ITEM = {"kind": Kind.ITEM, "level": 1}


def move(session, cast, key, after, **asked):
    return ask(session, cast, form=MOVE, paragraph=key, after_id=cast.paragraphs[after].id, **asked)


def reopen(session, cast, suggestion):
    request = Reopening(reason="It went too fast.")
    return reopening.reopen(session, cast.marie, suggestion, request, at=LATER)


def order(session, cast):
    return [p.uid for p in texts.rolling(session, cast.document).passages if p.live]


def texts_in_order(session, cast):
    return [words for _, words in lines(session, cast)]


def numbers(session, cast):
    return [number for number, _ in lines(session, cast) if number]


def test_a_chapeau_takes_its_items_along(session, cast):
    accept(session, cast, move(session, cast, "especially", "welcome"))

    assert numbers(session, cast) == ["3", "3 (a)", "3 (b)", "1", "2", "4"]


def test_all_new_places_are_in_one_event(session, cast):
    moved = move(session, cast, "especially", "means")

    event = accept(session, cast, moved)

    keys = ("especially", "hosts", "ties")
    new = {place(session, cast.paragraphs[key]).id for key in keys}
    assert {id_ for kind, id_ in things(session, event) if kind == "place"} == new
    assert decision(session, moved).place_id == place(session, cast.paragraphs["especially"]).id
    assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 2
    assert session.scalar(sa.select(sa.func.count(Place.id))) == len(cast.paragraphs) + 3


def test_reopening_brings_all_back_in_one_event(session, cast):
    before = lines(session, cast)
    moved = move(session, cast, "especially", "welcome")
    accept(session, cast, moved)

    reopen(session, cast, moved)

    assert lines(session, cast) == before
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.kind is EventKind.DECISION_REOPENED
    keys = ("especially", "hosts", "ties")
    assert {id_ for kind, id_ in things(session, event) if kind == "place"} == {
        place(session, cast.paragraphs[key]).id for key in keys
    }


def test_a_decision_of_before_an_upgrade_is_reopened_like_any_other(session, cast):
    before = lines(session, cast)
    moved = move(session, cast, "especially", "welcome")
    accept(session, cast, moved)
    name_history(session)

    reopen(session, cast, moved)

    assert lines(session, cast) == before


def test_an_upgrade_moves_nothing_by_itself(session, cast):
    swapped = move(session, cast, "hosts", "ties")
    accept(session, cast, swapped)
    accept(session, cast, move(session, cast, "especially", "welcome", by="luis"))
    name_history(session)

    reopen(session, cast, swapped)

    assert order(session, cast)[2:6] == ["welcome", "especially", "hosts", "ties"]


def test_an_item_of_the_first_level_takes_those_of_the_second(session, cast):
    new = insert(session, cast, "those of friends;", after="hosts", kind=Kind.ITEM, level=2)
    accept(session, cast, new)

    accept(session, cast, move(session, cast, "hosts", "ties"))

    assert numbers(session, cast)[2:6] == ["3", "3 (b)", "3 (a)", "3 (a) (i)"]


def test_an_item_that_another_suggestion_moved_meanwhile_stays_there(session, cast):
    chapeau = move(session, cast, "especially", "welcome")
    accept(session, cast, move(session, cast, "ties", "means", by="luis"))

    accept(session, cast, chapeau)

    assert order(session, cast)[2:] == [
        *("welcome", "especially", "hosts", "arrival", "services", "states", "means", "ties"),
    ]


def test_items_added_and_deleted_meanwhile_go_along_as_they_are(session, cast):
    chapeau = move(session, cast, "especially", "welcome")
    accept(session, cast, insert(session, cast, "the mayors.", after="ties", **ITEM))
    accept(session, cast, ask(session, cast, form=DELETE, paragraph="hosts", by="luis"))

    accept(session, cast, chapeau)

    assert numbers(session, cast) == ["3", "3 (b)", "3 (b) bis", "1", "2", "4"]
    passages = texts.rolling(session, cast.document).passages
    assert [p.uid for p in passages if not p.live] == ["hosts"]
    assert passages[4].uid == "hosts"


def test_what_was_put_below_it_since_goes_back_with_it(session, cast):
    chapeau = move(session, cast, "especially", "welcome")
    accept(session, cast, chapeau)
    accept(session, cast, insert(session, cast, "the mayors.", after="hosts", **ITEM))

    reopen(session, cast, chapeau)

    assert numbers(session, cast) == ["1", "2", "3", "3 (a)", "3 (a) bis", "3 (b)", "4"]


def test_an_item_that_was_put_elsewhere_since_stays_there(session, cast):
    chapeau = move(session, cast, "especially", "welcome")
    accept(session, cast, chapeau)
    accept(session, cast, move(session, cast, "ties", "means", by="luis"))

    reopen(session, cast, chapeau)

    assert order(session, cast)[2:] == [
        *("welcome", "arrival", "services", "especially", "hosts", "states", "means", "ties"),
    ]


def test_it_goes_back_before_nobody_elses_items(session, cast):
    chapeau = move(session, cast, "especially", "means")
    accept(session, cast, chapeau)
    new = insert(session, cast, "We will also:", after="services")
    accept(session, cast, new)
    accept(session, cast, insert(session, cast, "listen;", after=new.paragraph_id, **ITEM))
    accept(session, cast, insert(session, cast, "answer;", after=new.paragraph_id, **ITEM))

    reopen(session, cast, chapeau)

    words = texts_in_order(session, cast)
    at = words.index("We will also:")
    assert set(words[at + 1 : at + 3]) == {"listen;", "answer;"}
    at = words.index("We recognise in particular:")
    assert words[at + 1].startswith("the families")
    assert words[at + 2].startswith("the ties")


def test_an_items_own_move_is_undone_where_its_chapeau_is_now(session, cast):
    swapped = move(session, cast, "hosts", "ties")
    accept(session, cast, swapped)
    accept(session, cast, move(session, cast, "especially", "welcome", by="luis"))

    reopen(session, cast, swapped)

    assert order(session, cast)[2:6] == ["welcome", "especially", "hosts", "ties"]


def test_an_inserted_item_goes_out_and_a_deleted_one_comes_back_where_they_are_now(session, cast):
    new = insert(session, cast, "the mayors.", after="ties", **ITEM)
    gone = ask(session, cast, form=DELETE, paragraph="hosts", by="luis")
    accept(session, cast, new)
    accept(session, cast, gone)
    accept(session, cast, move(session, cast, "especially", "welcome", by="paul"))

    reopen(session, cast, new)
    reopen(session, cast, gone)

    assert numbers(session, cast) == ["3", "3 (a)", "3 (b)", "1", "2", "4"]


def test_a_paragraph_stands_neither_after_itself_nor_after_its_own_items(session, cast):
    for after, why in (("especially", "itself"), ("ties", "inside")):
        with pytest.raises(Invalid, match=f"after: {why}"):
            move(session, cast, "especially", after)


def test_what_has_become_its_own_item_meanwhile_is_refused_at_the_decision(session, cast):
    chapeau = move(session, cast, "services", "ties")
    accept(session, cast, move(session, cast, "ties", "services", by="luis"))

    with pytest.raises(Invalid, match="after: inside"):
        accept(session, cast, chapeau)
    decide(session, cast, verdict(session, chapeau, Outcome.OVERTAKEN), on="services")


def test_a_paragraph_does_not_part_another_from_its_items(session, cast):
    with pytest.raises(Invalid, match="after: parts"):
        move(session, cast, "arrival", "hosts")
    accept(session, cast, move(session, cast, "arrival", "especially"))

    assert numbers(session, cast) == ["2", "3", "3 (a)", "3 (b)", "1", "4"]


def test_where_a_list_has_grown_meanwhile_it_stands_behind_the_list(session, cast):
    behind = move(session, cast, "arrival", "ties")
    accept(session, cast, insert(session, cast, "the mayors.", after="ties", **ITEM))

    accept(session, cast, behind)

    assert numbers(session, cast) == ["2", "3", "3 (a)", "3 (b)", "3 (b) bis", "1", "4"]


def test_what_is_inserted_at_the_same_place_stands_behind_the_whole_block(session, cast):
    accept(session, cast, move(session, cast, "especially", "means"))
    accept(session, cast, insert(session, cast, "We thank our hosts.", after="means"))

    assert texts_in_order(session, cast)[-1] == "We thank our hosts."


def test_the_items_of_a_deleted_chapeau_stay_and_wait_for_it(session, cast):
    gone = ask(session, cast, form=DELETE, paragraph="especially")
    accept(session, cast, gone)
    accept(session, cast, move(session, cast, "services", "means", by="luis"))

    assert order(session, cast)[3:] == ["arrival", "hosts", "ties", "states", "means", "services"]
    reopen(session, cast, gone)
    assert order(session, cast)[3:7] == ["arrival", "especially", "hosts", "ties"]


def test_what_a_revision_left_out_holds_no_items_back(session, cast):
    accept(session, cast, ask(session, cast, form=DELETE, paragraph="especially"))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER)

    moved = move(session, cast, "services", "welcome")
    accept(session, cast, moved)

    assert numbers(session, cast) == ["2", "2 (a)", "2 (b)", "1", "3"]


def test_the_committees_own_move_takes_the_items_along(session, cast):
    after = cast.paragraphs["welcome"].id
    asked = Amendment(MOVE, cast.paragraphs["especially"].id, after, reason="It reads better.")

    amendments.amend(session, cast.marie, cast.document, asked, at=LATER)

    assert numbers(session, cast) == ["3", "3 (a)", "3 (b)", "1", "2", "4"]


def test_two_moves_are_undone_in_either_order(session, cast):
    before = lines(session, cast)
    first = move(session, cast, "especially", "welcome")
    second = move(session, cast, "services", "means", by="luis")
    for undone in ((first, second), (second, first)):
        accept(session, cast, first)
        accept(session, cast, second)
        for suggestion in undone:
            reopen(session, cast, suggestion)
        assert lines(session, cast) == before


# -- any text, any moves

SHAPES = [
    *[(Kind.OPERATIVE, 0)] * 4,
    *[(Kind.ITEM, 1)] * 5,
    *[(Kind.ITEM, 2)] * 4,
    (Kind.HEADING, 1),
    (Kind.PLAIN, 0),
]


def parents(passages):
    """Return to which paragraph each item belongs; the others to none."""
    above, belongs = [], {}
    for passage in passages:
        deep = depth(passage.kind, passage.level)
        above = [other for other in above if depth(other.kind, other.level) < deep]
        belongs[passage.paragraph_id] = above[-1].paragraph_id if above and deep else None
        above.append(passage)
    return belongs


def invented(session, chance, seed):
    document = Document(
        slug=f"text-{seed}", title="Text", stage=Stage.CONSULTATION, created_at=NOON
    )
    session.add(document)
    session.flush()
    shapes = [(Kind.TITLE, 0), *(chance.choice(SHAPES) for _ in range(chance.randint(3, 12)))]
    write(session, document, [(f"t{seed}-{n}", *shape, "Words.") for n, shape in enumerate(shapes)])
    session.commit()
    return document


def refusal(passages, about, after):
    """Return why ``about`` cannot stand after ``after``: an item of the same list follows that."""
    if after in block(passages, about.paragraph_id):
        return "inside"
    rest = [p for p in passages if p not in block(passages, about.paragraph_id)]
    own, deep = depth(about.kind, about.level), depth(after.kind, after.level)
    for passage in rest[rest.index(after) + 1 :]:
        if depth(passage.kind, passage.level) <= deep:
            return "parts" if own < depth(passage.kind, passage.level) <= deep else None
    return None


def live(session, document):
    return [p for p in texts.rolling(session, document).passages if p.live]


@pytest.mark.parametrize("seed", range(25))
def test_whatever_moves_nothing_is_lost_and_reopening_restores_it(session, cast, seed):
    chance = random.Random(seed)  # noqa: S311
    document = invented(session, chance, seed)
    done = []
    for _ in range(4):
        before = live(session, document)
        about, after = chance.sample(before, 2)
        asked = Amendment(MOVE, about.paragraph_id, after.paragraph_id, reason="So.")
        going = block(before, about.paragraph_id)
        why = refusal(before, about, after)
        if why is not None:
            with pytest.raises(Invalid, match=f"after: {why}"):
                amendments.amend(session, cast.marie, document, asked, at=LATER)
            continue
        suggestion = amendments.amend(session, cast.marie, document, asked, at=LATER)
        done.append((suggestion, before))
        ids = [p.paragraph_id for p in live(session, document)]
        block_ids = [p.paragraph_id for p in going]
        at = ids.index(about.paragraph_id)
        assert ids[at : at + len(going)] == block_ids
        rest = [p.paragraph_id for p in before if p not in going]
        assert [id_ for id_ in ids if id_ not in block_ids] == rest
        assert ids.index(after.paragraph_id) < at
        belonged, belongs = parents(before), parents(live(session, document))
        assert {**belonged, about.paragraph_id: None} == {**belongs, about.paragraph_id: None}

    for suggestion, before in reversed(done):
        reopen(session, cast, suggestion)
        assert [p.paragraph_id for p in live(session, document)] == [p.paragraph_id for p in before]
