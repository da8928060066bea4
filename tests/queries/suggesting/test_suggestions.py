from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import NotFound
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.rules import PUBLIC
from models.debate import Decision, Suggestion
from models.document import Place, Version
from models.people import Delegation
from models.vocabulary import Kind, Outcome, Standing, Status, SuggestionKind
from tests.support.cast import LATER, NOON, print_revision, reading


@contextmanager
def counted(session):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(engine, "before_cursor_execute", note)


def submit(session, cast, by, form, **values):
    for name in ("paragraph", "after"):
        if name in values:
            values[f"{name}_id"] = cast.paragraphs[values.pop(name)].id
    asked = Amendment(form, **values)
    return suggesting.submit(session, by, cast.document, asked, at=NOON)


def listed(session, cast, reader=None, *only, debate_open=False):
    rolling = texts.rolling(session, cast.document)
    return suggestions.listed(
        session,
        reading(reader or cast.marie, debate_open=debate_open),
        cast.document,
        rolling,
        *only,
    )


def reword(session, cast, key, words):
    version = Version(
        paragraph_id=cast.paragraphs[key].id, language="en", words=words, created_at=LATER
    )
    session.add(version)
    session.flush()
    return version


def decide(session, cast, suggestion, outcome=Outcome.ACCEPTED, **values):
    wording = listed(session, cast, None, Suggestion.id == suggestion.id)[0].wording_id
    by = {"person_id": cast.marie.person_id, "capacity": cast.marie.capacity}
    decision = Decision(
        suggestion_id=suggestion.id,
        wording_id=wording,
        outcome=outcome,
        created_at=LATER,
        **by,
        **values,
    )
    suggestion.status = Status.DECIDED
    session.add(decision)
    session.flush()
    return decision


def test_suggestions_come_in_text_order_general_ones_last(session, cast):
    submit(session, cast, cast.amina, SuggestionKind.GENERAL, words="Shorter throughout.")
    submit(session, cast, cast.amina, SuggestionKind.REPLACE, paragraph="means", words="Other.")
    submit(
        session,
        cast,
        cast.luis,
        SuggestionKind.INSERT,
        after="arrival",
        words="N.",
        kind=Kind.OPERATIVE,
    )
    submit(session, cast, cast.luis, SuggestionKind.DELETE, paragraph="arrival")
    submit(session, cast, cast.paul, SuggestionKind.INSERT, words="First.", kind=Kind.PLAIN)

    assert [item.number for item in listed(session, cast)] == [5, 4, 3, 2, 1]


def test_a_suggestion_shows_all_that_pages_need(session, cast):
    submit(
        session,
        cast,
        cast.luis,
        SuggestionKind.REPLACE,
        paragraph="ties",
        words="ties;",
        reason="Menos.",
    )

    (item,) = listed(session, cast, cast.luis)

    assert (item.delegation, item.delegation_slug, item.own) == ("Lima", "lima", True)
    assert (item.paragraph.uid, item.paragraph.number, item.paragraph.mark) == (
        "ties",
        "3 (b)",
        "(b)",
    )
    assert item.base_words == item.paragraph.words
    assert (item.words, item.reason, item.sequence) == ("ties;", "Menos.", 1)
    assert item.standing is Standing.CURRENT
    assert item.live


def test_the_newest_wording_counts(session, cast):
    suggestion = submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="arrival")
    seen = listed(session, cast)[0].wording_id
    asked = Amendment(
        SuggestionKind.DELETE, paragraph_id=suggestion.paragraph_id, reason="It says nothing."
    )
    suggesting.revise(session, cast.amina, suggestion, asked, seen_wording_id=seen, at=LATER)

    (item,) = listed(session, cast)

    assert (item.sequence, item.reason) == (2, "It says nothing.")


def test_the_same_change_asked_of_changed_words_is_stale(session, cast):
    submit(
        session, cast, cast.amina, SuggestionKind.REPLACE, paragraph="hosts", words="the families;"
    )
    reword(session, cast, "hosts", "the families and neighbours who open their homes;")

    (item,) = listed(session, cast)

    assert item.standing is Standing.STALE_CONFLICT
    assert item.base_words.startswith("the families who")


def test_a_deleted_paragraph_leaves_orphans_that_are_still_listed(session, cast):
    submit(
        session, cast, cast.amina, SuggestionKind.REPLACE, paragraph="hosts", words="the families;"
    )
    place = session.scalars(
        sa.select(Place).where(Place.paragraph_id == cast.paragraphs["hosts"].id)
    ).one()
    gone = {"kind": place.kind, "level": place.level, "live": False}
    session.add(Place(paragraph_id=place.paragraph_id, rank=place.rank, created_at=LATER, **gone))
    session.flush()

    assert [item.standing for item in listed(session, cast)] == [Standing.ORPHANED]


def test_a_decision_shows_its_reason_and_the_revision_in_which_it_landed(session, cast):
    suggestion = submit(
        session, cast, cast.amina, SuggestionKind.REPLACE, paragraph="hosts", words="the families;"
    )
    version = reword(session, cast, "hosts", "the families;")
    decide(session, cast, suggestion, reason="Shorter.", version_id=version.id)

    (before,) = listed(session, cast)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, LATER)
    (after,) = listed(session, cast)

    assert (before.ruling.outcome, before.ruling.reason) == (Outcome.ACCEPTED, "Shorter.")
    assert (before.ruling.revision_label, after.ruling.revision_label) == ("", "Rev. 1")
    assert after.standing is None


def test_the_newest_decision_counts(session, cast):
    suggestion = submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    other = submit(session, cast, cast.luis, SuggestionKind.DELETE, paragraph="hosts")
    decide(session, cast, suggestion, Outcome.REJECTED, reason="No.")
    decide(session, cast, suggestion, Outcome.COVERED, covered_by_id=other.id)

    (decided,) = listed(session, cast, None, Suggestion.id == suggestion.id)

    assert (decided.ruling.outcome, decided.ruling.covered_by) == (Outcome.COVERED, other.number)


def test_the_public_reads_what_was_submitted_in_the_open(session, cast):
    submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    cast.conference.debate_open = True
    session.flush()
    submit(session, cast, cast.luis, SuggestionKind.DELETE, paragraph="hosts")

    assert [item.number for item in listed(session, cast, PUBLIC, debate_open=True)] == [2]
    assert listed(session, cast, PUBLIC) == ()
    with pytest.raises(NotFound):
        suggestions.suggestion(session, reading(PUBLIC, debate_open=True), 1)
    assert (
        suggestions.suggestion(session, reading(PUBLIC, debate_open=True), 2).document.slug
        == "declaration"
    )


def test_a_rehearsal_is_not_the_publics(session, cast):
    cast.conference.debate_open = True
    session.flush()
    submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    cast.document.rehearsal = True
    session.flush()

    with pytest.raises(NotFound):
        suggestions.suggestion(session, reading(PUBLIC, debate_open=True), 1)


def test_on_a_paragraph_stand_insertions_after_it_too(session, cast):
    submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    submit(
        session, cast, cast.luis, SuggestionKind.INSERT, after="hosts", words="N.", kind=Kind.PLAIN
    )
    submit(session, cast, cast.luis, SuggestionKind.DELETE, paragraph="means")
    rolling = texts.rolling(session, cast.document)
    hosts = cast.paragraphs["hosts"].id

    items = suggestions.on_paragraph(session, reading(cast.marie), cast.document, rolling, hosts)

    assert [item.number for item in items] == [1, 2]


def test_counts_are_of_what_is_live_and_readable(session, cast):
    hosts = cast.paragraphs["hosts"].id
    submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    submit(
        session, cast, cast.luis, SuggestionKind.INSERT, after="hosts", words="N.", kind=Kind.PLAIN
    )
    gone = submit(session, cast, cast.luis, SuggestionKind.DELETE, paragraph="hosts")
    suggesting.withdraw(session, cast.luis, gone, at=LATER)
    submit(session, cast, cast.luis, SuggestionKind.GENERAL, words="Shorter.")
    for internal in (True, False):
        remark = Remark("Hm.", paragraph_id=hosts, internal=internal)
        comments.comment(session, cast.amina, cast.document, remark, at=NOON)

    seen = suggestions.counts(session, reading(cast.luis), cast.document)
    own = suggestions.counts(session, reading(cast.amina), cast.document)

    assert (seen[hosts].suggestions, seen[hosts].comments) == (2, 1)
    assert own[hosts].comments == 2
    dakar, lima = (session.get(Delegation, each.delegation_id) for each in (cast.amina, cast.luis))
    assert seen[hosts].askers == ((dakar.name, dakar.disc), (lima.name, lima.disc))
    assert (seen[suggestions.WHOLE].suggestions, seen[suggestions.WHOLE].comments) == (1, 0)


def test_the_latest_are_those_last_worded_or_decided(session, cast):
    first, second, third = (
        submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts") for _ in "123"
    )
    decide(session, cast, first)
    suggesting.withdraw(session, cast.amina, second, at=LATER)
    rolling = texts.rolling(session, cast.document)

    def latest(by, most):
        newest = suggestions.latest(session, reading(by), cast.document, rolling, most)
        return [item.id for item in newest]

    assert latest(cast.marie, 4) == [first.id, third.id]
    assert latest(cast.marie, 1) == [first.id]
    assert latest(PUBLIC, 4) == []


@pytest.mark.parametrize("many", [1, 60])
def test_the_statements_do_not_grow_with_the_debate(session, cast, many):
    for _ in range(many):
        submit(session, cast, cast.amina, SuggestionKind.DELETE, paragraph="hosts")
    rolling = texts.rolling(session, cast.document)

    with counted(session) as statements:
        items = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
        suggestions.counts(session, reading(cast.marie), cast.document)

    assert len(items) == many
    assert len(statements) == 2
