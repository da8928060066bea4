"""Once a text is adopted, the committee does nothing to it any more."""

import pytest

from declaration.actions.deciding import decisions, preparations, sharing
from declaration.errors import NotAllowed
from models.vocabulary import Stage
from tests.support.desk import FIRST, LATER, ask, ruling, verdict

ACTS = {
    "decide": lambda session, by, document, rule: decisions.decide(
        session, by, document, rule, at=LATER
    ),
    "decide_all": lambda session, by, document, rule: decisions.decide_all(
        session, by, document, [rule], at=LATER
    ),
    "prepare": lambda session, by, document, rule: preparations.prepare(
        session, by, document, rule, at=LATER
    ),
    "release_all": lambda session, by, document, _rule: preparations.release_all(
        session, by, document, at=LATER
    ),
    "assign": lambda session, by, document, _rule: sharing.assign(
        session, by, document, None, by.person_id, at=LATER
    ),
    "set_meeting": lambda session, by, document, _rule: sharing.set_meeting(
        session, by, document, None, at=LATER
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_is_prepared_decided_or_shared_once_the_text_is_adopted(session, cast, act):
    rule = ruling(session, verdict(session, ask(session, cast, FIRST)), cast=cast, words=FIRST)
    preparations.prepare(session, cast.marie, cast.document, rule, at=LATER)
    cast.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed, match="adopted"):
        act(session, cast.marie, cast.document, rule)
