"""Worlds to stand in: built once, turned into each stage, copied for every test."""

import pytest

from models.vocabulary import Stage
from tests.conftest import POSTGRES
from tests.web.matrix import stand, world as worlds

SETTINGS = {
    "preparation": (Stage.PREPARATION, {}),
    "consultation": (Stage.CONSULTATION, {}),
    "consolidation": (Stage.CONSOLIDATION, {}),
    "adopted": (Stage.ADOPTED, {}),
    "after the deadline": (Stage.CONSULTATION, {"late": True}),
    "open to all": (Stage.CONSULTATION, {"opened": True, "released": True}),
}
STAGES = tuple(SETTINGS)[:4]
if POSTGRES:  # a copy costs more there, and the rules do not know the database
    STAGES = ("consultation",)


@pytest.fixture(scope="session")
def built(migrated, tmp_path_factory):
    """The world in every setting: name of a database and what is in it."""
    folder = tmp_path_factory.mktemp("worlds")
    base = stand.named(folder, "base")
    stand.copy(migrated, base)
    with stand.opened(base) as session:
        world = worlds.build(session)
    found = {}

    def turned(setting):
        if setting not in found:
            name = stand.named(folder, setting.replace(" ", "-"))
            stand.copy(base, name)
            stage, switches = SETTINGS[setting]
            with stand.opened(name) as session:
                found[setting] = (name, worlds.turn(session, world, stage, **switches))
        return found[setting]

    yield turned
    for name in (base, *(name for name, _ in found.values())):
        stand.drop(name)


@pytest.fixture(scope="session")
def one_stand(tmp_path_factory):
    """One application for all: its templates are compiled once."""
    stood = stand.Stand(tmp_path_factory.mktemp("stand"))
    yield stood
    stood.close()


@pytest.fixture
def standing(built, one_stand):
    """Stand in a setting: ``standing("adopted")``."""
    return lambda setting: one_stand.enter(*built(setting))
