"""Whatever happens in whatever order: nothing is lost, nothing forbidden happens, all is told."""

import os

import pytest
import sqlalchemy as sa

from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.reading import texts
from declaration.queries.sight import Reader
from declaration.queries.suggesting import counts, suggestions
from models.amending import Exclusion, ExclusionMember, Package, PackageMember
from models.debate import Decision, Suggestion, Wording
from models.document import Revision, RevisionEntry, Version
from models.negotiation import Position
from tests.histories.acts import ACTS
from tests.histories.history import begin, go_on

SEEDS = int(os.environ.get("DECLARATION_HISTORIES", "4"))  # 50 before a release
STEPS = 300  # acts


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

    for _part in range(3):
        before = printed(session)
        go_on(history, ACTS, STEPS // 3)
        assert printed(session)[: len(before)] == before

    done = {name for name, result in history.counts if result == "done"}
    assert len(done) > 10, history.counts
    assert chain.check(session).broken is None
    assert replay(session).differences == ()
    check_sums(history)
    check_pins(history)
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
    assert tally.total + tally.withdrawn + tally.committee == stored
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
    """Decisions and positions are on a wording of their own suggestion."""
    for table in (Decision, Position):
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
