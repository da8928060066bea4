"""The signatures of the demo."""

import pytest
import sqlalchemy as sa

from declaration.actions.publishing import adoption
from declaration.actions.publishing.adoption import Record
from declaration.cli.demo import script, signing
from declaration.cli.demo.world import World
from declaration.queries.journal import chain
from models.document import Document, Revision
from models.people import Person
from models.signing import Signature, SignatureRequest, SigningRegister
from tests.support.databases import address, copy, drop, new_name, opened


@pytest.fixture
def own(loaded, moment, tmp_path):
    """The world of the demo in a database of this test's own."""
    name = new_name(tmp_path, "signed")
    copy(loaded[2], name)
    with opened(address(name)) as session:
        read = script.read(moment)
        world = World(session, read)
        people = {row.email: row for row in session.scalars(sa.select(Person))}
        world.people = {each["key"]: people[each["email"]] for each in read.conference["person"]}
        world.documents = {row.slug: row for row in session.scalars(sa.select(Document))}
        yield world
    drop(name)


def adopt(world, moment):
    """Adopt the newest revision of the declaration."""
    session, document = world.session, world.documents["declaration"]
    mine = sa.select(Revision).where(Revision.document_id == document.id)
    revision = session.scalars(mine.order_by(Revision.ordinal.desc()).limit(1)).one()
    by = signing.officer(world)
    record = Record(moment.date(), "Mechelen", "acclamation", open_reason="Two views.")
    adoption.adopt(session, by, revision, record, at=moment)
    session.commit()


def adopted(world):
    return any(document.stage.final for document in world.documents.values())


def test_nothing_is_signed_while_nothing_is_adopted(own, moment):
    before = adopted(own)

    signing.sign(own, moment)

    signed = own.session.scalar(sa.select(sa.func.count(Signature.id)))
    assert bool(signed) is before


def test_an_adopted_text_has_signatures_one_withdrawn_and_a_request(own, moment):
    if not adopted(own):
        adopt(own, moment)

    signing.sign(own, moment)

    rows = own.session.scalars(sa.select(Signature)).all()
    assert len(rows) >= 8
    assert any(row.withdrawn_on is not None for row in rows)
    assert own.session.scalars(sa.select(SignatureRequest)).first()
    assert own.session.scalars(sa.select(SigningRegister)).first().open
    assert chain.check(own.session).broken is None
