import sqlalchemy as sa

from models.document import Version
from models.people import Delegation
from models.vocabulary import WorldRegion


def test_delegations_come_from_all_regions(demo):
    rows = demo.scalars(sa.select(Delegation)).all()

    assert len(rows) >= 12
    assert {row.world_region for row in rows} == set(WorldRegion)


def test_keys_lead_to_what_they_name(demo, world):
    words = {
        (document["slug"], entry["key"]): entry["words"]
        for document in world.script.documents
        for entry in document["paragraph"]
    }

    assert world.paragraphs.keys() == words.keys()
    for (slug, key), paragraph_id in world.paragraphs.items():
        versions = sa.select(Version.words).where(Version.paragraph_id == paragraph_id)
        first = demo.scalars(versions.order_by(Version.id).limit(1)).one()
        assert first == words[slug, key]
