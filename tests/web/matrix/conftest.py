"""Worlds to stand in: built once, turned into each stage, copied for every test."""

import pytest

from models.vocabulary import Stage
from tests.support.databases import address, copy, drop, new_name, opened
from tests.support.needs import POSTGRES
from tests.web.matrix.stand import Stand
from tests.web.matrix.world import build, turn

SETTINGS = {
    "preparation": (Stage.PREPARATION, {}),
    "consultation": (Stage.CONSULTATION, {}),
    "consolidation": (Stage.CONSOLIDATION, {}),
    "adopted": (Stage.ADOPTED, {}),
    "after the deadline": (Stage.CONSULTATION, {"late": True}),
    "nothing switched on": (Stage.CONSULTATION, {"plain": True}),
    "open to all": (Stage.CONSULTATION, {"opened": True, "released": True}),
}
STAGES = tuple(SETTINGS)[:4]
if POSTGRES:  # a copy costs more there, and the rules do not know the database
    STAGES = ("consultation",)


@pytest.fixture(scope="session")
def built(migrated, tmp_path_factory):
    """Return the name of a database with the world in a setting, and what is in it."""
    folder = tmp_path_factory.mktemp("worlds")
    base = new_name(folder, "base")
    copy(migrated, base)
    with opened(address(base)) as session:
        world = build(session)
    by_setting = {}

    def turned(setting):
        if setting not in by_setting:
            name = new_name(folder, setting.replace(" ", "-"))
            copy(base, name)
            stage, switches = SETTINGS[setting]
            with opened(address(name)) as session:
                by_setting[setting] = (name, turn(session, world, stage, **switches))
        return by_setting[setting]

    yield turned
    for name in (base, *(name for name, _ in by_setting.values())):
        drop(name)


@pytest.fixture(scope="session")
def one_stand(tmp_path_factory):
    """One application for all: its templates are compiled once."""
    stand = Stand(tmp_path_factory.mktemp("stand"))
    yield stand
    stand.close()


@pytest.fixture
def standing(built, one_stand):
    """Stand in a setting: ``standing("adopted")``."""
    return lambda setting: one_stand.enter(*built(setting))
