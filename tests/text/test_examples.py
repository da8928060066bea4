"""The tables of examples beside this file, in the languages of the declaration."""

import tomllib
from pathlib import Path

import pytest

from tests.text import checks

HERE = Path(__file__).parent


def examples(table):
    rows = tomllib.loads((HERE / table).read_text("utf-8"))["examples"]
    return [pytest.param(row, id=row["name"]) for row in rows]


def drawn(change):
    if change.kept:
        return change.old
    gone = f"[-{change.old}-]" if change.old else ""
    return gone + (f"{{+{change.new}+}}" if change.new else "")


@pytest.mark.parametrize("row", examples("diffs.toml"))
def test_a_diff_reads_as_people_expect(row):
    changes = checks.check_diff(row["old"], row["new"])

    checks.check_redline(row["old"], row["new"])
    assert "".join(map(drawn, changes)) == row["shown"]


@pytest.mark.parametrize("row", examples("merges.toml"))
def test_a_merge_keeps_what_it_may_and_asks_for_the_rest(row):
    merged = checks.check_merge(row["base"], row["ours"], row["theirs"])

    checks.check_compile(row["base"], {"ours": row["ours"], "theirs": row["theirs"]})
    assert merged.text == row["text"]
    assert [[c.kind, c.base, c.ours, c.theirs] for c in merged.conflicts] == row["conflicts"]


@pytest.mark.parametrize("row", examples("quotes.toml"))
def test_a_quote_follows_its_own_words_and_no_look_alike(row):
    start = row["old"].rindex(row["quote"])
    located = checks.check_locate(start, start + len(row["quote"]), row["old"], row["new"])

    words = row["quote"] if row["outcome"] == "anchored" else ""
    assert located.outcome == row["outcome"]
    assert row["new"][located.start : located.end] == words
