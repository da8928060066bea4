"""What the secretariat does not read while it sees as a delegate: what was promised to them."""

from dataclasses import replace

import sqlalchemy as sa

from declaration.actions.journal.events import record
from declaration.queries import sight
from declaration.queries.suggesting import delegation
from models.debate import Comment, Draft
from models.journal import Event
from models.vocabulary import Audience, Capacity, EventKind, SuggestionKind
from tests.support.cast import NOON, reading


def internal_comment(session, cast):
    comment = Comment(
        document_id=cast.document.id,
        words="Among us: we should not insist.",
        delegation_id=cast.amina.delegation_id,
        person_id=cast.amina.person_id,
        capacity=Capacity.DELEGATION,
        audience=Audience.DELEGATION,
        created_at=NOON,
    )
    session.add(comment)
    audience = {"at": NOON, "audience": Audience.DELEGATION}
    record(session, cast.amina, EventKind.COMMENT_MADE, [cast.document], **audience)
    session.commit()


def comments(session, reader):
    return session.scalars(
        sa.select(Comment).where(sight.comments(reading(reader, debate_open=True)))
    ).all()


def events(session, reader):
    return session.scalars(
        sa.select(Event).where(sight.events(reading(reader, debate_open=True)))
    ).all()


def test_a_delegation_reads_its_own_internal_comments(session, cast):
    internal_comment(session, cast)

    assert len(comments(session, cast.amina)) == 1
    assert len(events(session, cast.amina)) == 1
    assert comments(session, cast.luis) == []


def test_seeing_as_a_delegate_does_not_open_internal_comments(session, cast):
    internal_comment(session, cast)
    seen = replace(cast.amina, person_id=cast.noor.person_id, seeing=True)

    assert comments(session, seen) == []
    assert events(session, seen) == []


def test_seeing_as_a_delegate_does_not_open_drafts(session, cast):
    draft = Draft(
        document_id=cast.document.id,
        delegation_id=cast.amina.delegation_id,
        person_id=cast.amina.person_id,
        form=SuggestionKind.GENERAL,
        reason="Not yet for others.",
        updated_at=NOON,
    )
    session.add(draft)
    session.commit()
    seen = replace(cast.amina, person_id=cast.noor.person_id, seeing=True)

    assert [drafted.draft for drafted in delegation.drafts(session, cast.amina)] == [draft]
    assert delegation.drafts(session, seen) == ()
