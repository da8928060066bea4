"""Two people decide on everything by keyboard alone; `python -m tests.bench.desk` measures it."""

import pytest
from sqlalchemy.orm import Session

from tests.bench.__main__ import built
from tests.bench.asked import fill
from tests.bench.conference import Numbers
from tests.bench.desk import decided, report

SUGGESTIONS = 50


@pytest.fixture
def small(tmp_path):
    """The conference of the bench: nine paragraphs, of which six are contested."""
    with built(tmp_path, Numbers(paragraphs=11, people=8, suggestions=0, comments=0)) as site:
        with Session(site.engine) as session:
            fill(session, site.debate, SUGGESTIONS)
        yield site


def test_all_that_is_asked_gets_one_decision_by_keyboard_alone(small, tmp_path, chromium):
    done = decided(small, tmp_path, chromium)

    assert len(done.asked) == SUGGESTIONS
    assert sorted(done.decided) == sorted(done.asked)
    assert done.left == set()
    assert "with one decision 50, left 0" in "\n".join(report(done))
