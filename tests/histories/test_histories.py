"""Whatever happens in whatever order: nothing is lost, nothing forbidden happens, all is told."""

import os
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from declaration.queries import newest
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.negotiating import agreement
from declaration.queries.reading import texts
from declaration.queries.sight import Reader
from declaration.queries.suggesting import counts, suggestions
from models.amending import Exclusion, ExclusionMember, Package, PackageMember
from models.debate import Decision, Suggestion, Wording
from models.document import Revision, RevisionEntry, Version
from models.journal import Subject
from models.negotiation import (
    Agreement,
    AuthorQuestion,
    Bracket,
    BracketClosing,
    Position,
    RevisionBracket,
)
from tests.histories import amending
from tests.histories.accounts import account_of, check_account, publish_with_account
from tests.histories.acts import ACTS
from tests.histories.history import begin, go_on, go_on_at_once
from tests.histories.negotiating_acts import answered, shown_though_refused
from tests.support.databases import opened

SEEDS = int(os.environ.get("DECLARATION_HISTORIES", "4"))  # 50 before a release
STEPS = 300  # acts
AT_ONCE = 4  # who act at the same time
PARTS = 6  # after each something is published, if there is anything new


def printed(session):
    """Every revision, word for word."""
    query = (
        sa.select(RevisionEntry.revision_id, RevisionEntry.number, Version.words)
        .join(Version, Version.id == RevisionEntry.version_id)
        .order_by(RevisionEntry.revision_id, RevisionEntry.position)
    )
    return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_history_holds(session, seed):
    history = begin(session, seed)

    accounts = []
    for _part in range(PARTS):
        before = printed(session)
        go_on(history, ACTS, STEPS // PARTS)
        assert printed(session)[: len(before)] == before
        accounts.append(publish_with_account(history))

    check(history)
    for revision, held in filter(None, accounts):
        noor = history.actors["noor"]
        assert account_of(session, noor, history.document, revision) == held


@pytest.mark.parametrize("seed", range(0, SEEDS, 4))
def test_a_random_history_of_several_at_once_holds(session, url, seed):
    history = begin(session, seed)
    session.commit()
    before = printed(session)
    session.commit()

    with ExitStack() as stack:
        sessions = [stack.enter_context(opened(url)) for _ in range(AT_ONCE)]
        histories = [history.beside(each, seed * 10 + n) for n, each in enumerate(sessions)]
        go_on_at_once(histories, ACTS, STEPS // AT_ONCE)

    for each in histories:
        for key, count in each.counts.items():
            history.counts[key] = history.counts.get(key, 0) + count
    session.rollback()  # what it read is as of before
    assert printed(session)[: len(before)] == before
    check(history)


def check(history):
    """What must hold of a conference whatever happened in it."""
    session = history.session
    done = {name for name, result in history.counts if result == "done"}
    assert len(done) > 12, history.counts  # of 50 seeds one that soon has its final text does 15
    assert chain.check(session).broken is None
    assert replay(session).differences == ()
    check_sums(history)
    check_pins(history)
    check_negotiation(history)
    check_account(session, history.document, history.actors.values())
    amending.check(history)
    check_groups(history.session)


def check_sums(history):
    """Each suggestion counts as one thing; what every page counts is what there is."""
    session, document = history.session, history.document
    noor = Reader(history.actors["noor"], debate_open=False)
    rolling = texts.rolling(session, document)
    listed = suggestions.listed(session, noor, document, rolling)
    tally = counts.tallies(session, noor)[document.slug]
    stored = session.scalar(sa.select(sa.func.count()).where(Suggestion.document_id == document.id))

    assert counts.tally(listed) == tally
    assert len(listed) == stored
    assert tally.total + tally.withdrawn + tally.committee + tally.entered == stored
    for revision in session.scalars(sa.select(Revision)):
        assert texts.revision(
            session, document, revision
        ).content_hash == revision.content_hash or (revision.document_id != document.id)


def check_groups(session):
    """What is dissolved or lifted has nobody inside, and nobody stands alone."""
    for whole, member, ended in (
        (Package, PackageMember, Package.dissolved_at),
        (Exclusion, ExclusionMember, Exclusion.lifted_at),
    ):
        key = member.__table__.c[f"{whole.__tablename__}_id"]
        query = (
            sa.select(ended, sa.func.count(member.id))
            .outerjoin(member, (key == whole.id) & member.left_at.is_(None))
            .group_by(whole.id, ended)
        )
        for moment, inside in session.execute(query):
            assert inside == 0 if moment else inside >= 2


def check_pins(history):
    """Decisions, positions and questions are on a wording of their own suggestion."""
    for table in (Decision, Position, AuthorQuestion):
        query = (
            sa.select(table.id)
            .join(Wording, Wording.id == table.wording_id)
            .where(Wording.suggestion_id != table.suggestion_id)
        )
        assert history.session.scalars(query).all() == []
    own = (
        sa.select(Position.id)
        .join(Suggestion, Suggestion.id == Position.suggestion_id)
        .where(Suggestion.delegation_id == Position.delegation_id)
    )
    assert history.session.scalars(own).all() == []


def check_negotiation(history):
    """What is agreed stands so, entries are answered, a revision has what was open at its time."""
    session, document = history.session, history.document
    latest = newest.each(Agreement.paragraph_id, Agreement.document_id == document.id)
    marked = session.scalars(sa.select(Agreement).where(Agreement.id.in_(latest)))
    assert {row.paragraph_id for row in marked if row.agreed} == set(
        agreement.standing(session, document)
    )
    assert answered(history) == 0
    assert shown_though_refused(history) == 0
    opened_by, closed_by = event_of(session, "bracket"), event_of(session, "bracket_closing")
    closings = {
        row.bracket_id: closed_by[row.id] for row in session.scalars(sa.select(BracketClosing))
    }
    brackets = session.scalars(sa.select(Bracket)).all()
    for revision_id, at in event_of(session, "revision").items():
        revision = session.get_one(Revision, revision_id)
        was_open = {
            bracket.id
            for bracket in brackets
            if bracket.document_id == revision.document_id
            and opened_by[bracket.id] < at < closings.get(bracket.id, at + 1)
        }
        printed_in = RevisionBracket.revision_id == revision.id
        query = sa.select(RevisionBracket.bracket_id).where(printed_in)
        assert set(session.scalars(query)) == was_open


def event_of(session, kind):
    """The first event that names each thing of a kind: the one that made it."""
    first = sa.func.min(Subject.event_id)
    query = sa.select(Subject.thing_id, first).where(Subject.kind == kind)
    return {row[0]: row[1] for row in session.execute(query.group_by(Subject.thing_id))}
