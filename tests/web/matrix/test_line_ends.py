"""A line end that a word processor puts into a field: taken at every door, stored nowhere."""

import re

import pytest
import sqlalchemy as sa

from models.base import Base
from tests.web.matrix.examples import FIRST, Ask, address, body
from tests.web.matrix.readers import NAMES, reader
from tests.web.matrix.table import expected, rows

TYPED = re.compile(  # the fields in which people write or paste words of their own
    r"words(-.+)?|reason(-.+)?|suggestions-\d+-reason|note|same|exact|cover_note|phrases|pasted"
    r"|(short_)?name|place|title|label|symbol|authority|signatory|office"
)
BREAK = "\x0b"  # of Word; in a browser's field it is one character like another
SETTINGS = ("consultation", "preparation", "adopted")


def broken(value):
    """Put the line end into words: in the place of a blank, else before the end."""
    at = value.find(" ")
    return f"{value[:at]}{BREAK}{value[at + 1 :]}" if at > 0 else f"{value[:-1]}{BREAK}{value[-1:]}"


def doors(world):
    """Yield each row with a field for words in it, filled."""
    for row in rows():
        if row.method == "POST" and row.thing not in {"withdrawn", "decided", "typed"}:
            sent = body(Ask(world, reader("head", world), row))
            for name, value in sent.items():
                if TYPED.fullmatch(name) and isinstance(value, str) and len(value) > 1:
                    yield row, name


def stored(stand):
    """Return every text of the database that holds the line end."""
    with stand.engine.connect() as connection:
        return [
            f"{table.name}.{column.name}"
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, sa.String)
            for value in connection.scalars(sa.select(sa.cast(column, sa.Text)))
            if BREAK in (value or "")
        ]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_line_end_of_word_is_a_line_end_at_every_door(standing, setting):
    stand, refused, tried = standing(setting), [], set()
    for row, name in doors(stand.world):
        readers = (reader(each, stand.world) for each in NAMES)
        who = next(
            (who for who in readers if expected(row, who, stand.world).statuses == row.yes), None
        )
        if who is None:
            continue
        ask = Ask(stand.world, who, row)
        sent = body(ask)
        if name not in sent:
            continue
        sent |= {name: broken(sent[name])}
        first = FIRST.get((row.endpoint, row.thing), "")
        answer = stand.send(who, "POST", address(stand.app, ask), sent, first=first)
        tried.add((row.endpoint, name))
        # 200: tidied, with a look at it first; 422: nobody asked for words with a break
        unasked = row.endpoint in {"decision.release", "decision.ask"} and name == "words"
        if answer.status_code not in row.yes | {422 if unasked else 200}:
            refused.append(f"{row} {name}: {answer.status_code}")
        elif "html" in answer.mimetype and BREAK in answer.text:
            refused.append(f"{row} {name}: shown as it came")
        refused += [f"{row} {name}: stored in {where}" for where in stored(stand)]

    assert not refused, "\n".join(refused)
    assert len(tried) > 20
