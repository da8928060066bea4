import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations
from declaration.actions.deciding.doubts import DecidedWords, Doubts
from declaration.errors import Doubtful, Invalid, NotAllowed, NotFound, Stale
from declaration.queries.deciding import preparations as preparations_query
from models.debate import Preparation
from models.journal import Event
from models.vocabulary import Outcome, Stage, Status, SuggestionKind
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
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


def release(session, cast, by="marie"):
    return preparations.release_all(session, cast.actors[by], cast.document, at=LATER)


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
    prepare(session, cast, verdict(session, suggestion), words=FIRST, base_version_id=base)

    release(session, cast)

    assert words(session, cast) == FIRST
    assert decision(session, suggestion).person_id == cast.marie.person_id
    assert waiting(session) == 0


def test_an_insertion_is_prepared_and_released_by_itself(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    preparation = prepare(session, cast, verdict(session, suggestion), on=None)
    assert preparation.suggestion_id == suggestion.id

    release(session, cast)

    assert suggestion.paragraph_id is not None


def test_members_release_only_where_the_conference_lets_them(session, cast):
    prepare(session, cast, verdict(session, ask(session, cast, FIRST)))

    with pytest.raises(NotAllowed, match="chair_releases"):
        release(session, cast, by="paul_member")
    cast.conference.members_release = True
    release(session, cast, by="paul_member")

    assert words(session, cast) == FIRST


def test_what_has_gone_stale_since_is_refused_and_kept(session, cast):
    paragraph = cast.paragraphs["arrival"]
    old = version(session, paragraph).id
    suggestion = ask(session, cast, FIRST)
    prepare(session, cast, verdict(session, suggestion), words=FIRST, base_version_id=old)
    other = ask(session, cast, OTHER, by="luis")
    accept(session, cast, other)
    assert waiting(session) == 0  # deciding on the paragraph settled it

    prepare(session, cast, verdict(session, suggestion), words=FIRST, base_version_id=old)
    [(_ruling, why)] = release(session, cast).left

    assert isinstance(why, Stale)
    assert waiting(session) == 1


def test_releasing_all_decides_each_by_itself_and_reports_what_stays(session, cast):
    fresh = ask(session, cast, FIRST)
    prepare(session, cast, verdict(session, fresh), words=FIRST)
    unreasoned = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    prepare(
        session,
        cast,
        verdict(session, unreasoned, Outcome.REJECTED, reason=" "),
        on="services",
    )
    inserted = insert(session, cast, "We will listen.")
    prepare(session, cast, verdict(session, inserted), on=None)

    released = release(session, cast)

    assert [ruling.ids for ruling in released.done] == [(fresh.id,), (inserted.id,)]
    [(left, why)] = released.left
    assert left.ids == (unreasoned.id,)
    assert isinstance(why, Invalid)
    assert (fresh.status, unreasoned.status) == (Status.DECIDED, Status.SUBMITTED)


def test_a_doubtful_preparation_waits_for_a_yes(session, cast):
    first, second = (
        verdict(session, ask(session, cast, FIRST)),
        verdict(session, ask(session, cast, OTHER, by="luis")),
    )
    prepare(session, cast, first, second, words=FIRST)

    [(_ruling, why)] = release(session, cast).left
    assert isinstance(why, Doubtful)
    decide(session, cast, first, second, words=FIRST, confirmed=True)

    assert words(session, cast) == FIRST
    assert waiting(session) == 0


def test_what_was_prepared_since_it_was_seen_is_not_lost_unseen(session, cast):
    suggestion = ask(session, cast, FIRST)
    seen = verdict(session, suggestion)
    earlier = prepare(session, cast, seen, words=FIRST, prepared="")
    mark = preparations_query.mark(earlier)

    for act in (prepare, decide):
        with pytest.raises(Stale) as refused:
            act(session, cast, seen, words=FIRST, prepared="")
        assert refused.value.current.words == FIRST
    assert waiting(session) == 1
    assert suggestion.status is Status.SUBMITTED

    prepare(session, cast, seen, words=FIRST, prepared=mark)
    decide(session, cast, seen, words=FIRST, prepared=mark)
    assert suggestion.status is Status.DECIDED
    with pytest.raises(Stale):
        prepare(session, cast, seen, words=FIRST, prepared=mark)  # it is there no more


def test_what_was_prepared_on_an_insertion_since_it_was_seen_is_not_lost_unseen(session, cast):
    seen = verdict(session, insert(session, cast, "We will listen."))
    prepare(session, cast, seen, on=None, prepared="")

    for act in (prepare, decide):
        with pytest.raises(Stale):
            act(session, cast, seen, on=None, prepared="")
    decide(session, cast, seen, on=None)  # not checked


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

    assert {id_: doubts and doubts.result for id_, doubts in compared.items()} == {
        sound.id: FIRST,
        doubtful.id: None,
    }
    current = version(session, cast.paragraphs["means"]).words
    decided = DecidedWords(other.id, current, "We call on States to pay.", Outcome.ACCEPTED)
    unquestioned = {doubtful.id: Doubts((decided,), current, "We do not.", ())}
    released = preparations.release_all(
        session, cast.marie, cast.document, compared=compared | unquestioned, at=LATER
    )
    assert (len(released.done), released.left) == (2, ())


def test_all_are_released_in_the_debate_alone(session, cast):
    prepare(session, cast, verdict(session, ask(session, cast, FIRST)), words=FIRST)
    cast.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed, match="adopted"):
        preparations.release_all(session, cast.marie, cast.document, at=LATER)


def test_a_preparation_is_released_as_it_was_prepared(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")
    covered = verdict(session, second, Outcome.COVERED, "The same.", covered_by=first)
    prepare(session, cast, verdict(session, first), covered, words=FIRST)

    release(session, cast)

    decided = decision(session, second)
    assert (decided.outcome, decided.reason, decided.covered_by_id) == (
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
    prepare(session, cast, verdict(session, suggestion), base_place_id=seen)

    [(_ruling, why)] = release(session, cast).left
    assert isinstance(why, Stale)
