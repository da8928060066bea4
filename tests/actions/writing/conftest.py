"""A text that may still be written."""

import pytest

from models.vocabulary import Stage
from tests.support.cast import settle


@pytest.fixture
def preparing(session):
    """The cast before anything is published."""
    cast = settle(session, published=False, stage=Stage.PREPARATION)
    session.commit()
    return cast
