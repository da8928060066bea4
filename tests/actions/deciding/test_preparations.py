import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations
from declaration.actions.deciding.doubts import DecidedWords, Doubts
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from models.debate import Preparation
from models.journal import Event
from models.vocabulary import Outcome, Stage, Status, SuggestionKind
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decision,
    insert,
    place,
    ruling,
    verdict,
    version,
    words,
)


def prepare(session, cast, *verdicts, by="paul_member", on="arrival", **values):
    proposed = ruling(session, *verdicts, on=on, cast=cast, **values)
    return preparations.prepare(session, cast.actors[by], cast.document, proposed, at=LATER)


def waiting(session):
    return session.scalar(sa.select(sa.func.count(Preparation.id)))


def test_what_a_member_prepares_changes_nothing_and_is_no_event(session, cast):
    suggestion = ask(session, cast, FIRST)
    events = session.scalar(sa.select(sa.func.count(Event.id)))

    prepare(session, cast, verdict(session, suggestion), words=FIRST)

    assert suggestion.status is Status.SUBMITTED
    assert session.scalar(sa.select(sa.func.count(Event.id))) == events


def test_the_newest_preparation_of_a_paragraph_counts(session, cast):
    suggestion = ask(session, cast, FIRST)
    prepare(session, cast, verdict(session, suggestion), words=FIRST)

    newer = prepare(session, cast, verdict(session, suggestion, Outcome.REJECTED), by="marie")

    assert waiting(session) == 1
    assert newer.outcomes[0]["outcome"] == "rejected"
    assert newer.person_id == cast.marie.person_id


def test_an_unfinished_preparation_is_kept(session, cast):
    suggestion = ask(session, cast, FIRST)

    preparation = prepare(session, cast, verdict(session, suggestion, Outcome.REJECTED, reason=" "))

    assert preparation.outcomes[0]["reason"] == " "


def test_releasing_decides_as_prepared_in_the_chairs_name(session, cast):
    suggestion = ask(session, cast, FIRST)
    base = version(session, cast.paragraphs["arrival"]).id
    preparation = prepare(
        session, cast, verdict(session, suggestion), words=FIRST, base_version_id=base
    )

    event = preparations.release(session, cast.marie, preparation, at=LATER)

    assert words(session, cast) == FIRST
    assert event.person_id == decision(session, suggestion).person_id == cast.marie.person_id
    assert waiting(session) == 0


def test_an_insertion_is_prepared_and_released_by_itself(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    preparation = prepare(session, cast, verdict(session, suggestion), on=None)
    assert preparation.suggestion_id == suggestion.id

    preparations.release(session, cast.marie, preparation, at=LATER)

    assert suggestion.paragraph_id is not None


def test_members_release_only_where_the_conference_lets_them(session, cast):
    preparation = prepare(session, cast, verdict(session, ask(session, cast, FIRST)))

    with pytest.raises(NotAllowed, match="chair_releases"):
        preparations.release(session, cast.actors["paul_member"], preparation, at=LATER)
    cast.conference.members_release = True
    preparations.release(session, cast.actors["paul_member"], preparation, at=LATER)

    assert words(session, cast) == FIRST


def test_what_has_gone_stale_since_is_refused_and_kept(session, cast):
    paragraph = cast.paragraphs["arrival"]
    old = version(session, paragraph).id
    suggestion = ask(session, cast, FIRST)
    preparation = prepare(
        session, cast, verdict(session, suggestion), words=FIRST, base_version_id=old
    )
    other = ask(session, cast, OTHER, by="luis")
    accept(session, cast, other)
    assert waiting(session) == 0  # deciding on the paragraph settled it

    preparation = prepare(
        session, cast, verdict(session, suggestion), words=FIRST, base_version_id=old
    )
    with pytest.raises(Stale):
        preparations.release(session, cast.marie, preparation, at=LATER)

    assert waiting(session) == 1


def test_releasing_all_decides_each_by_itself_and_reports_what_stays(session, cast):
    fresh = ask(session, cast, FIRST)
    prepare(session, cast, verdict(session, fresh), words=FIRST)
    unreasoned = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    stays = prepare(
        session,
        cast,
        verdict(session, unreasoned, Outcome.REJECTED, reason=" "),
        on="services",
    )
    inserted = insert(session, cast, "We will listen.")
    prepare(session, cast, verdict(session, inserted), on=None)

    released = preparations.release_all(session, cast.marie, cast.document, at=LATER)

    assert len(released.events) == 2
    assert [preparation for preparation, _why in released.left] == [stays]
    assert isinstance(released.left[0][1], Invalid)
    assert (fresh.status, unreasoned.status) == (Status.DECIDED, Status.SUBMITTED)


def test_a_doubtful_preparation_waits_for_a_yes(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    preparation = prepare(
        session, cast, verdict(session, first), verdict(session, second), words=FIRST
    )

    with pytest.raises(Doubtful):
        preparations.release(session, cast.marie, preparation, at=LATER)
    preparations.release(session, cast.marie, preparation, confirmed=True, at=LATER)

    assert words(session, cast) == FIRST


def test_a_preparation_can_be_dropped(session, cast):
    preparation = prepare(session, cast, verdict(session, ask(session, cast, FIRST)))

    preparations.discard(session, cast.marie, preparation, at=LATER)

    assert waiting(session) == 0


def test_nothing_of_another_document_is_prepared(session, cast):
    suggestion = ask(session, cast, FIRST)
    proposed = ruling(session, verdict(session, suggestion), cast=cast)
    other = type(cast.document)(
        slug="other", title="Other", created_at=LATER, stage=Stage.CONSULTATION
    )
    session.add(other)
    session.flush()

    with pytest.raises(NotFound):
        preparations.prepare(session, cast.marie, other, proposed, at=LATER)
    with pytest.raises(Invalid, match="verdicts: missing"):
        prepare(session, cast, on=None)


@pytest.mark.parametrize("name", ["amina", "noor"])
def test_only_the_committee_prepares(session, cast, name):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(NotFound):
        prepare(session, cast, verdict(session, suggestion), by=name)


def test_what_was_compared_ahead_is_released_without_comparing_again(session, cast):
    sound = prepare(session, cast, verdict(session, ask(session, cast, FIRST)), words=FIRST)
    other = ask(session, cast, "We call on States to pay.", paragraph="means")
    doubtful = prepare(session, cast, verdict(session, other), on="means", words="We do not.")

    compared = preparations.foresee_all(session, cast.document)

    assert {id_: doubts.result for id_, doubts in compared.items()} == {sound.id: FIRST}
    current = version(session, cast.paragraphs["means"]).words
    decided = DecidedWords(other.id, current, "We call on States to pay.", Outcome.ACCEPTED)
    unquestioned = {doubtful.id: Doubts((decided,), current, "We do not.", ())}
    released = preparations.release_all(
        session, cast.marie, cast.document, compared=compared | unquestioned, at=LATER
    )
    assert (len(released.events), released.left) == (2, ())


def test_all_are_released_in_the_debate_alone(session, cast):
    prepare(session, cast, verdict(session, ask(session, cast, FIRST)), words=FIRST)
    cast.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed, match="adopted"):
        preparations.release_all(session, cast.marie, cast.document, at=LATER)


def test_a_preparation_is_released_as_it_was_prepared(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")
    covered = verdict(session, second, Outcome.COVERED, "The same.", covered_by=first)
    preparation = prepare(session, cast, verdict(session, first), covered, words=FIRST)

    preparations.release(session, cast.marie, preparation, at=LATER)

    made = decision(session, second)
    assert (made.outcome, made.reason, made.covered_by_id) == (
        Outcome.COVERED,
        "The same.",
        first.id,
    )


def test_a_preparation_is_stale_once_the_paragraph_has_been_moved(session, cast):
    seen = place(session, cast.paragraphs["arrival"]).id
    after = cast.paragraphs["means"].id
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=after, by="luis")
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, moved)
    preparation = prepare(session, cast, verdict(session, suggestion), base_place_id=seen)

    with pytest.raises(Stale):
        preparations.release(session, cast.marie, preparation, at=LATER)
