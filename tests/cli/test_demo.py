"""The demo conference, played once for all tests of this file."""

import json
import shutil
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.cli import parts, script, stage
from declaration.cli.demo import REFUSAL, welcome
from declaration.cli.script import edited
from declaration.cli.stage import Stage
from declaration.queries.journal import chain
from declaration.queries.people import people
from declaration.queries.people.people import DEMO_PASSWORD
from declaration.queries.reading import texts
from models.base import now
from models.db import prepare
from models.debate import Comment, Decision, Draft, Preparation, Suggestion, Wording
from models.document import Document, Revision, Version
from models.journal import Event
from models.people import Delegation
from models.vocabulary import Outcome, Stage as DocumentStage, Status, SuggestionKind, WorldRegion
from tests.conftest import POSTGRES, administer, application, database_url

LOADED = now()


@pytest.fixture(scope="module")
def played(migrated, tmp_path_factory):
    """The address of a database with the demo in it, and the script that was played."""
    if POSTGRES:
        name = f"{migrated}_demo"
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
        url = database_url(name)
    else:
        path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
        shutil.copy(migrated, path)
        url = f"sqlite:///{path}"
    engine = sa.create_engine(url)
    prepare(engine)
    with Session(engine) as session:
        here = Stage(session, script.read(LOADED))
        stage.set_up(here, "no password")
        for act in here.script.acts:
            parts.play(here, act)
    engine.dispose()
    yield url, here
    if POSTGRES:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def keys(played):
    return played[1]


@pytest.fixture
def demo(played):
    engine = sa.create_engine(played[0])
    prepare(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def document(demo, slug="declaration"):
    return demo.scalars(sa.select(Document).where(Document.slug == slug)).one()


def printed(demo, slug):
    """Paragraph id -> words, by revision."""
    found = document(demo, slug)
    mine = sa.select(Revision).where(Revision.document_id == found.id)
    return [
        {p.paragraph_id: p.words for p in texts.revision(demo, found, revision).passages}
        for revision in demo.scalars(mine.order_by(Revision.ordinal))
    ]


def test_three_documents_are_in_consultation_with_deadlines_ahead(demo):
    found = demo.scalars(sa.select(Document).order_by(Document.position)).all()

    assert [each.slug for each in found] == ["declaration", "recommendations", "inputs"]
    assert {each.stage for each in found} == {DocumentStage.CONSULTATION}
    assert all(each.deadline > LOADED for each in found)


def test_the_declaration_has_a_zero_draft_and_a_first_revision(demo):
    query = sa.select(Revision).where(Revision.document_id == document(demo).id)
    labels = [(revision.label, revision.symbol) for revision in demo.scalars(query)]

    assert labels == [("Zero draft", "CM/2017/L.1"), ("Rev. 1", "CM/2017/L.1/Rev.1")]


def test_rev_1_is_the_zero_draft_plus_what_was_accepted(demo):
    """Recomputed from the decisions alone: the newest one of each suggestion counts."""
    zero, rev_1 = printed(demo, "declaration")
    expected = dict(zero)
    first = demo.scalars(sa.select(Revision.published_at).where(Revision.label == "Rev. 1")).one()
    taken = (
        sa.select(Suggestion, Decision)
        .join(Decision, Decision.suggestion_id == Suggestion.id)
        .where(Decision.created_at < first, Suggestion.document_id == document(demo).id)
        .order_by(Decision.id)
    )
    for suggestion, decision in demo.execute(taken):
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

    exact = [asked for asked, made in pairs if asked == made]
    assert len(exact) >= 8
    assert all(text.merge(asked, asked, made).text == made for asked, made in pairs)


def test_the_journal_of_the_demo_holds(demo):
    checked = chain.check(demo)

    assert checked.broken is None
    assert checked.events > 180


def test_nothing_is_dated_in_the_future_and_time_runs_forward(demo):
    moments = demo.scalars(sa.select(Event.at).order_by(Event.id)).all()

    assert moments == sorted(moments)
    assert moments[-1] < LOADED
    for table in (Version, Wording, Decision, Comment):
        assert demo.scalar(sa.select(sa.func.max(table.created_at))) < LOADED


def test_suggestions_stand_in_every_state(demo):
    rows = demo.scalars(
        sa.select(Suggestion).where(Suggestion.document_id == document(demo).id)
    ).all()

    states = Counter(row.status for row in rows)
    assert len(rows) == 49  # 47 of delegations, two changes of the committee's own
    assert states[Status.WITHDRAWN] == 2
    assert states[Status.DECIDED] >= 25
    assert states[Status.SUBMITTED] >= 15
    assert {row.form for row in rows} == set(SuggestionKind)


def test_every_outcome_is_shown(demo):
    outcomes = Counter(demo.scalars(sa.select(Decision.outcome)))

    assert set(outcomes) == set(Outcome)


def test_there_are_forty_comments_some_answered_some_resolved(demo):
    rows = demo.scalars(sa.select(Comment).where(Comment.document_id == document(demo).id)).all()

    assert len(rows) == 41
    assert sum(row.parent_id is not None for row in rows) == 7
    assert sum(bool(row.quote) for row in rows) == 17
    assert sum(row.resolved_at is not None for row in rows) == 5
    assert {row.language for row in rows} == {"en", "es", "fr"}


def test_drafts_and_preparations_wait(demo):
    assert sorted(demo.scalars(sa.select(Draft.ready))) == [False, True]
    assert demo.scalar(sa.select(sa.func.count(Preparation.id))) == 2


def test_delegations_come_from_all_regions(demo):
    rows = demo.scalars(sa.select(Delegation)).all()

    assert len(rows) >= 12
    assert {row.world_region for row in rows} == set(WorldRegion)


def test_keys_lead_to_what_they_name(demo, keys):
    for (slug, key), paragraph in keys.paragraphs.items():
        words = next(
            entry["words"]
            for entry in next(d for d in keys.script.documents if d["slug"] == slug)["paragraph"]
            if entry["key"] == key
        )
        first = sa.select(Version.words).where(Version.paragraph_id == paragraph)
        assert demo.scalars(first.order_by(Version.id).limit(1)).one() == words


def test_an_edit_stands_exactly_once_or_not_at_all():
    assert edited("one two", [["two", "three"]]) == "one three"
    with pytest.raises(ValueError, match="not exactly once"):
        edited("one one", [["one", "two"]])


def test_the_demo_says_who_its_characters_are(demo, app):
    guests = people.demo_accounts(demo)

    assert len(guests) == 25
    assert {guest.password for guest in guests} == {DEMO_PASSWORD}
    with app.app_context():
        lines = list(welcome(demo, "http://127.0.0.1:8000/"))
    assert any("a.ndiaye@example.org" in line and "Dakar head" in line for line in lines)
    assert any("http://127.0.0.1:8000/" in line for line in lines)


def test_outside_the_demo_nobodys_account_is_shown(session, cast):
    assert people.demo_accounts(session) == ()


def test_the_demo_is_loaded_by_command_into_an_empty_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    app = application(url, tmp_path, DEMO=True)

    runner = app.test_cli_runner()
    first = runner.invoke(args=["demo", "load"])
    second = runner.invoke(args=["demo", "load"])

    assert first.exit_code == 0, first.output
    assert "loaded" in first.output
    assert second.exit_code == 1
    assert "not empty" in second.output
    with app.app_context():
        person = app.extensions["sqlalchemy"].session.scalars(
            sa.text("SELECT password_hash FROM person WHERE email = 'a.ndiaye@example.org'")
        )
        assert app.extensions["passwords"].right(person.one(), DEMO_PASSWORD)
        app.extensions["sqlalchemy"].engine.dispose()


def test_demo_mode_is_refused_over_a_conference_of_ones_own(session, cast, url, tmp_path):
    with pytest.raises(Exception, match=REFUSAL[:60]):
        application(url, tmp_path, DEMO=True)


def test_the_data_of_the_demo_names_only_example_addresses():
    found = json.dumps(script.read(LOADED).conference, default=str)

    assert found.count("@") == found.count(".example.org") + found.count("@example.org")
