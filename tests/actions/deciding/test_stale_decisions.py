"""What has changed since it was seen, and what belies the outcomes."""

from dataclasses import replace

import pytest

from declaration.actions.deciding import decisions
from declaration.actions.deciding.doubts import Doubt
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Doubtful, Invalid, Stale
from models.vocabulary import Outcome, SuggestionKind
from tests.support.desk import (
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    ruling,
    snapshot,
    verdict,
    version,
    words,
)


def test_a_wording_changed_since_it_was_seen_is_stale(session, cast):
    suggestion = ask(session, cast, FIRST)
    seen = verdict(session, suggestion)
    newer = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=OTHER)
    suggestions.revise(
        session, cast.amina, suggestion, newer, seen_wording_id=seen.wording_id, at=LATER
    )
    before = snapshot(session)

    with pytest.raises(Stale) as refused:
        decide(session, cast, seen)

    assert refused.value.current.words == OTHER
    assert snapshot(session) == before


def test_a_suggestion_withdrawn_or_decided_since_is_stale(session, cast):
    withdrawn, decided = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    seen = verdict(session, withdrawn), verdict(session, decided)
    suggestions.withdraw(session, cast.amina, withdrawn, at=LATER)
    accept(session, cast, decided)

    for unfit in seen:
        with pytest.raises(Stale):
            decide(session, cast, unfit)


def test_words_or_a_place_changed_since_are_stale(session, cast):
    suggestion = ask(session, cast, FIRST)
    paragraph = cast.paragraphs["arrival"]
    old = {"base_version_id": version(session, paragraph).id}
    accept(session, cast, ask(session, cast, OTHER, by="luis"))

    with pytest.raises(Stale) as refused:
        decide(session, cast, verdict(session, suggestion), words=BOTH, **old)
    with pytest.raises(Stale):
        decide(session, cast, verdict(session, suggestion), words=BOTH, base_place_id=0)

    assert refused.value.current.words == OTHER


def test_a_stale_suggestion_is_never_taken_silently(session, cast):
    stale = ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))

    with pytest.raises(Invalid, match="words: missing"):
        accept(session, cast, stale)
    accept(session, cast, stale, words=BOTH)

    assert words(session, cast) == BOTH


def test_accepted_with_its_words_missing_is_asked_about(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    both = verdict(session, first), verdict(session, second)
    before = snapshot(session)

    with pytest.raises(Doubtful) as refused:
        decide(session, cast, *both, words=FIRST)

    [question] = refused.value.questions
    assert (question.suggestion_id, question.doubt) == (second.id, Doubt.MISSING)
    assert "understandable" in question.words
    assert snapshot(session) == before
    decide(session, cast, *both, words=FIRST, confirmed=True)
    assert words(session, cast) == FIRST


def test_rejected_with_its_words_in_the_result_is_asked_about(session, cast):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    rejected = verdict(session, second, Outcome.REJECTED)

    with pytest.raises(Doubtful) as refused:
        decide(session, cast, verdict(session, first), rejected, words=BOTH)

    assert [q.doubt for q in refused.value.questions] == [Doubt.MISSING, Doubt.PRESENT] or [
        q.doubt for q in refused.value.questions
    ] == [Doubt.PRESENT]


def test_words_that_nobody_asked_for_are_refused(session, cast):
    suggestion = ask(session, cast, FIRST)

    with pytest.raises(Invalid, match="words: unasked"):
        decide(session, cast, verdict(session, suggestion, Outcome.REJECTED), words=OTHER)


def test_what_was_compared_ahead_is_decided_and_other_words_are_asked_about(session, cast):
    suggestion = ask(session, cast, FIRST)
    rule = ruling(session, verdict(session, suggestion), cast=cast, words=FIRST)
    before = snapshot(session)

    ahead = decisions.foreseen(session, cast.document, rule)

    assert snapshot(session) == before
    other = replace(ahead, words="Something else.")
    with pytest.raises(Doubtful):
        decisions.decide(session, cast.marie, cast.document, other, at=LATER)
    decisions.decide(session, cast.marie, cast.document, ahead, at=LATER)
    assert words(session, cast) == FIRST


def test_what_is_doubtful_is_asked_about_ahead(session, cast):
    rule = ruling(
        session, verdict(session, ask(session, cast, FIRST)), cast=cast, words="Something else."
    )

    with pytest.raises(Doubtful):
        decisions.foreseen(session, cast.document, rule)
    confirmed = replace(rule, confirmed=True)
    assert decisions.foreseen(session, cast.document, confirmed) == confirmed


def test_what_was_compared_ahead_is_stale_once_the_suggestion_was_reworded(session, cast):
    suggestion = ask(session, cast, FIRST)
    seen = verdict(session, suggestion)
    rule = ruling(session, seen, cast=cast, words=FIRST)
    ahead = decisions.foreseen(session, cast.document, rule)
    newer = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=OTHER)
    suggestions.revise(
        session, cast.amina, suggestion, newer, seen_wording_id=seen.wording_id, at=LATER
    )

    with pytest.raises(Stale):
        decisions.decide(session, cast.marie, cast.document, ahead, at=LATER)


def test_what_is_accepted_leaves_words_on_the_paragraph(session, cast):
    accepted = verdict(session, ask(session, cast, FIRST))

    with pytest.raises(Invalid, match="words: missing"):
        decide(session, cast, accepted, words="  ")
