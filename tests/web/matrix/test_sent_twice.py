"""Every POST endpoint says what a second sending does, and that is what it does."""

import pytest
import sqlalchemy as sa

from models.base import Base
from tests.support.needs import POSTGRES
from tests.web.matrix.examples import FIRST, Ask, address, body
from tests.web.matrix.readers import NAMES, reader
from tests.web.matrix.table import expected, natures, rows

MARK = {"once": "m" * 16}
NATURE = natures()
# the form comes back; where the first has closed the door for good, the words alone do
BACK = {409, 403, 404, 422}


def test_every_endpoint_that_takes_forms_says_what_a_second_sending_does(app):
    taking = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}

    assert set(NATURE) == taking


def tried(nature):
    """Return the rows of a nature, one for each endpoint and example."""
    return [
        row
        for row in rows()
        if row.method == "POST"
        and nature in NATURE[row.endpoint]
        and (row.thing == "typed") == (nature == "typing")
    ]


class Sender:
    """Sends a row's form as the first reader who may, again and again."""

    def __init__(self, stand, row):
        self.stand, self.row = stand, row
        readers = (reader(name, stand.world) for name in NAMES)
        allowed = (who for who in readers if expected(row, who, stand.world).statuses == row.yes)
        self.who = next(allowed, None)

    def send(self, first="", **fields):
        ask = Ask(self.stand.world, self.who, self.row)
        path = address(self.stand.app, ask)
        self.stand.written = False
        return self.stand.send(self.who, "POST", path, body(ask) | fields, first=first)

    def begin(self, **fields):
        """Send it for the first time, in the world as it was."""
        self.stand.put_back()
        answer = self.send(FIRST.get((self.row.endpoint, self.row.thing), ""), **fields)
        assert answer.status_code in self.row.yes, self.row
        return answer

    def rows(self):
        with self.stand.engine.connect() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            }


def senders(standing, nature):
    """Yield a sender for each row, in the first stage in which somebody may."""
    waiting = tried(nature)
    stages = ("consultation",) if POSTGRES else ("consultation", "preparation", "adopted")
    for setting in stages:
        stand = standing(setting)
        for row in list(waiting):
            sender = Sender(stand, row)
            if sender.who is not None:
                waiting.remove(row)
                yield sender
    if not POSTGRES:
        sent = {row.endpoint for row in tried(nature) if row not in waiting}
        assert sent == {row.endpoint for row in tried(nature)}, "an endpoint that nobody tried"


def test_what_makes_something_makes_it_once(standing):
    wrong = []
    for sender in senders(standing, "makes"):
        first = sender.begin(**MARK)
        second = sender.send(**MARK)
        led = first.location or second.location
        if (second.status_code, second.location) != (303, led) or sender.stand.written:
            wrong.append(f"{sender.row}: {second.status_code} {second.location}, first to {led}")

    assert not wrong, "\n".join(wrong)


def test_other_content_under_the_same_mark_makes_nothing(standing):
    wrong = []
    for sender in senders(standing, "makes"):
        sender.begin(**MARK)
        other = sender.send(**MARK, more="of it")
        if other.status_code not in BACK or sender.stand.written:
            wrong.append(f"{sender.row}: {other.status_code}")

    assert not wrong, "\n".join(wrong)


def test_what_changes_to_a_state_makes_no_row_the_second_time(standing):
    wrong = []
    for sender in senders(standing, "state"):
        sender.begin()
        before = sender.rows()
        sender.send()
        after = sender.rows()
        if before != after:
            wrong.append(f"{sender.row}: {[name for name in after if after[name] != before[name]]}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("nature", ["shows", "typing"])
def test_what_is_shown_or_saved_as_one_types_spends_no_mark(standing, nature):
    spent = []
    for sender in senders(standing, nature):
        sender.begin(**MARK)
        if (nature == "shows" and sender.stand.written) or sender.rows()["sending"]:
            spent.append(str(sender.row))

    assert not spent
