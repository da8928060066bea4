"""The demo conference, as the acts of its script have left it."""

from collections import Counter

import sqlalchemy as sa

from declaration import text
from declaration.queries.journal import chain
from declaration.queries.reading import texts
from models.debate import Comment, Decision, Draft, Preparation, Suggestion, Wording
from models.document import Document, Revision, Version
from models.journal import Event
from models.vocabulary import Audience, Outcome, Stage, Status, SuggestionKind


def declaration(demo):
    return demo.scalars(sa.select(Document).where(Document.slug == "declaration")).one()


def published_words(demo):
    """Return the words of the Declaration by paragraph id, one mapping a revision."""
    document = declaration(demo)
    revisions = sa.select(Revision).where(Revision.document_id == document.id)
    return [
        {
            passage.paragraph_id: passage.words
            for passage in texts.revision(demo, document, revision).passages
        }
        for revision in demo.scalars(revisions.order_by(Revision.ordinal))
    ]


def test_three_documents_are_in_consultation_with_deadlines_ahead_and_one_is_adopted(demo, moment):
    *debated, adopted = demo.scalars(sa.select(Document).order_by(Document.position)).all()

    assert [document.slug for document in debated] == ["declaration", "recommendations", "inputs"]
    assert {document.stage for document in debated} == {Stage.CONSULTATION}
    assert all(document.deadline > moment for document in debated)
    assert (adopted.slug, adopted.stage) == ("statement", Stage.ADOPTED)


def test_the_declaration_has_a_zero_draft_and_a_first_revision(demo):
    query = sa.select(Revision).where(Revision.document_id == declaration(demo).id)
    labels = [(revision.label, revision.symbol) for revision in demo.scalars(query)]

    assert labels == [("Zero draft", "CM/2017/L.1"), ("Rev. 1", "CM/2017/L.1/Rev.1")]


def test_rev_1_is_the_zero_draft_plus_what_was_accepted(demo):
    """Recomputed from the decisions alone: the newest one of each suggestion counts."""
    zero, rev_1 = published_words(demo)
    expected = dict(zero)
    first = demo.scalars(
        sa.select(Revision.published_at).where(Revision.symbol.endswith("L.1/Rev.1"))
    ).one()
    decided = (
        sa.select(Suggestion, Decision)
        .join(Decision, Decision.suggestion_id == Suggestion.id)
        .where(Decision.created_at < first, Suggestion.document_id == declaration(demo).id)
        .order_by(Decision.id)
    )
    for suggestion, decision in demo.execute(decided):
        accepted = decision.outcome in {Outcome.ACCEPTED, Outcome.ADAPTED}
        if accepted and suggestion.form is SuggestionKind.DELETE:
            del expected[suggestion.paragraph_id]
        elif decision.version_id and (accepted or decision.outcome is Outcome.REOPENED):
            version = demo.get_one(Version, decision.version_id)
            expected[version.paragraph_id] = version.words

    assert rev_1 == expected
    assert len(rev_1) == len(zero) + 3 - 1  # three paragraphs came in, one went out


def test_accepted_words_stand_in_the_text_as_they_were_asked_for(demo):
    query = (
        sa.select(Wording.words, Version.words)
        .join(Decision, Decision.wording_id == Wording.id)
        .join(Version, Version.id == Decision.version_id)
        .join(Suggestion, Suggestion.id == Wording.suggestion_id)
        .where(
            Decision.outcome == Outcome.ACCEPTED,
            Suggestion.form == SuggestionKind.REPLACE,
            Suggestion.delegation_id.is_not(None),
        )
    )
    pairs = demo.execute(query).all()

    exact = [asked for asked, words in pairs if asked == words]
    assert len(exact) >= 8
    assert all(text.merge(asked, asked, words).text == words for asked, words in pairs)


def test_the_journal_of_the_demo_holds(demo):
    check = chain.check(demo)

    assert check.broken is None
    assert check.events > 180


def test_nothing_is_dated_in_the_future_and_time_runs_forward(demo, moment):
    moments = demo.scalars(sa.select(Event.at).order_by(Event.id)).all()

    assert moments == sorted(moments)
    assert moments[-1] < moment
    for table in (Version, Wording, Decision, Comment):
        assert demo.scalar(sa.select(sa.func.max(table.created_at))) < moment


def test_suggestions_stand_in_every_state(demo):
    rows = demo.scalars(
        sa.select(Suggestion).where(Suggestion.document_id == declaration(demo).id)
    ).all()

    states = Counter(row.status for row in rows)
    assert len(rows) == 50  # 48 of delegations, two changes of the committee's own
    assert states[Status.ENTERED] == 1  # for Amman, which has not confirmed it
    assert states[Status.WITHDRAWN] == 2
    assert states[Status.DECIDED] >= 25
    assert states[Status.SUBMITTED] >= 15
    assert {row.form for row in rows} == set(SuggestionKind)


def test_every_outcome_is_shown(demo):
    outcomes = Counter(demo.scalars(sa.select(Decision.outcome)))

    assert set(outcomes) == set(Outcome)


def test_there_are_forty_comments_some_answered_some_resolved(demo):
    own = Comment.document_id == declaration(demo).id
    everything = demo.scalars(sa.select(Comment).where(own)).all()
    rows = [row for row in everything if row.audience is not Audience.COMMITTEE]

    assert (len(rows), len(everything)) == (41, 43)  # two notes of the committee
    assert sum(row.parent_id is not None for row in rows) == 7
    assert sum(bool(row.quote) for row in rows) == 17
    assert sum(row.resolved_at is not None for row in rows) == 5
    assert {row.language for row in rows} == {"en", "es", "fr"}


def test_drafts_and_preparations_wait(demo):
    assert sorted(demo.scalars(sa.select(Draft.ready))) == [False, True]
    assert demo.scalar(sa.select(sa.func.count(Preparation.id))) == 2
