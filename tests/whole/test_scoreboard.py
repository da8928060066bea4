"""The scoreboard measures what it says: on invented texts, without those that lie outside."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from declaration import text as core
from declaration.comparison import Redline
from tests.formats import drawn
from tests.scoreboard import (
    __main__ as scoreboard,
    chains,
    data,
    files,
    large,
    merges,
    report,
    seeded,
    worst,
)
from tests.scoreboard.optima import Optima
from tests.scoreboard.yardstick import REGION, Region, cheapest, cost, regions
from tests.text import invented

PORTS = "Our ports shall be open to ships in distress, and every city will keep a register of them."
PARKS = "We will plant trees in every street and open a park in every quarter of our cities."


def every_cost(old, new, free, *, in_gap=False):
    """Yield the cost of every alignment there is."""
    if not old and not new:
        yield 0
    opening = 0 if in_gap else REGION
    if old:
        for rest in every_cost(old[1:], new, free, in_gap=True):
            yield opening + len(old[0]) + rest
    if new:
        for rest in every_cost(old, new[1:], free, in_gap=True):
            yield opening + len(new[0]) + rest
    if old and new and old[0] == new[0]:
        yield from every_cost(old[1:], new[1:], free)
        if free and in_gap and old[0].isspace():
            yield from every_cost(old[1:], new[1:], free, in_gap=True)


TOKENS = st.lists(st.sampled_from(["a", "peace", " ", "  ", "institutions", ","]), max_size=5)


@settings(max_examples=60, deadline=None)
@given(TOKENS, TOKENS, st.booleans())
def test_the_cheapest_alignment_is_the_cheapest_of_all(old, new, free):
    best = cheapest(old, new, free=free)

    assert best.charged == min(every_cost(old, new, free))


@settings(max_examples=100, deadline=None)
@given(invented.edited(invented.anything))
def test_no_diff_costs_less_than_the_cheapest(pair):
    old, new = map(core.words, pair)
    mine = cost(old, new, regions(core.diff(*pair), old, new))

    assert mine.charged >= cheapest(old, new).charged
    assert mine.free >= cheapest(old, new, free=True).free


@settings(max_examples=100, deadline=None)
@given(invented.edited(invented.anything))
def test_the_regions_of_a_diff_are_where_the_words_differ(pair):
    old, new = map(core.words, pair)
    rest = list(new)
    for region in reversed(regions(core.diff(*pair), old, new)):
        rest[region.m : region.n] = old[region.i : region.k]

    assert rest == list(old)


@pytest.mark.parametrize(
    ("old", "new", "differences", "charged", "free"),
    [
        ("a b c", "a b c", [], 0, 0),
        ("a b c", "a x c", [Region(2, 3, 2, 3)], 27, 27),
        ("a b c d", "a x y d", [Region(2, 5, 2, 5)], 31, 29),
        ("a b c d", "a x y d", [Region(2, 3, 2, 3), Region(4, 5, 4, 5)], 31, 29),
        ("a b, c d", "a x, y d", [Region(2, 3, 2, 3), Region(5, 6, 5, 6)], 54, 54),
    ],
)
def test_a_gap_of_blanks_alone_parts_no_regions(old, new, differences, charged, free):
    measured = cost(core.words(old), core.words(new), differences)

    assert (measured.charged, measured.free) == (charged, free)


def test_a_word_changed_inside_counts_as_a_whole():
    sides = "The organisation acts.", "The organization acts."

    assert regions(core.diff(*sides), *map(core.words, sides)) == [Region(2, 3, 2, 3)]


def test_a_silent_merge_that_loses_what_people_kept_is_found():
    case = merges.Case(1, "one two", "one two three", "one two", "one two three", "")

    assert merges.dropped(merges.Result(case, "one two")) == ["three"]
    assert merges.dropped(merges.Result(case, "one two three")) == []
    assert merges.dropped(merges.Result(case, None)) == []


def test_a_word_that_the_other_side_took_out_elsewhere_is_not_dropped():
    case = merges.Case(
        1, "a result of b", "a result of b, a result", "a b", "a result of b, a result", ""
    )

    assert merges.dropped(merges.Result(case, "a b, a result")) == []
    assert merges.dropped(merges.Result(case, "a b, a")) == ["result"]


@pytest.mark.parametrize(
    ("result", "own"),
    [("a x y", False), ("a b y", False), ("a x c", False), ("a x y z", True), ("x y", True)],
)
def test_what_people_did_beyond_both_sides_is_told_apart(result, own):
    assert merges.reworked(merges.Case(1, "a b c", "a x c", "a b y", result, "")) is own


@pytest.mark.needs("git")
def test_changes_that_touch_are_joined_to_see_what_the_rule_costs():
    case = merges.Case(1, "a b c", "a x c", "a b y", "a x y", "conflict")
    result = merges.merged(case)

    assert result.text is None
    assert result.touching == case.kept
    assert merges.by_git(case).equal


def test_markup_of_seeded_edits_becomes_the_same_in_markdown():
    html = "<ul><li>one <em>two</em> &amp; <strong>three</strong></li><li>four</li></ul>"

    assert seeded.blocks(html) == ["one *two* & **three**", "four"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ([PORTS], [PORTS.replace("ships", "boats")], []),
        ([f"{PORTS} {PARKS}"], [PORTS, PARKS], ["split or joined"]),
    ],
)
def test_pairs_that_deserve_a_look_are_listed(old, new, why):
    step = chains.Step("c", ("000", "001"), old, new, core.align(old, new), 0)

    assert [doubt.why for doubt in chains.doubtful(step)] == why


def test_what_edits_did_to_a_long_text_is_known():
    old = [f"{PORTS} {PARKS} It is city number {n} that says so." for n in range(60)]
    edits = dict.fromkeys(large.EDITS, 3)

    new, pairs = large.truth(large.edited(old, edits, data.random.Random(2)))

    assert sorted(i for before, _, _ in pairs for i in before) == list(range(60))
    assert sorted(m for _, after, _ in pairs for m in after) == list(range(len(new)))
    assert all(sum(named == kind for *_, named in pairs) == 3 for kind in edits)


@pytest.fixture
def texts(tmp_path):
    """A folder with a little of everything, all of it invented."""
    changed = PORTS.replace("ships", "boats"), PARKS.replace("street", "road").replace("We", "They")
    pairs = [
        {"before": before, "after": after, "source": "invented"}
        for before, after in ((f"{PORTS} {PARKS}", " ".join(changed)), (PARKS, changed[1]))
    ]
    merge = {"base": PORTS, "ours": changed[0], "theirs": PORTS.replace("city", "town")}
    merge |= {"merged": merge["theirs"].replace("ships", "boats"), "wanted": merge["theirs"]}
    whole = [merge | {"git_result": result} for result in ("conflict", "clean_equal")]
    kinds = [merge | {"kind": kind} for kind in ("disjoint", "overlap", "identical")]
    edits = [{"kind": "p-words", "before": [f"<p>{PORTS}</p>"], "after": [f"<p>{changed[0]}</p>"]}]
    edits.append({"kind": "doc-paragraph-ops", "before": [PORTS, PARKS], "after": [PORTS + PARKS]})
    files = {"pairs": pairs, "merges": whole, "merge_paragraphs": whole}
    files |= {"engine/merges": kinds, "engine/diffs": edits}
    for name, rows in files.items():
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for name, revision in product(("paris-agreement", "by-laws"), ("000", "001")):
        path = tmp_path / "chains" / name / f"{revision}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{PORTS}\n\n{PARKS if revision == '000' else changed[1]}")
    (tmp_path / "large").mkdir()
    (tmp_path / "large" / "long.md").write_text(
        "\n\n".join(f"{PORTS} {PARKS} It is said in {n} and by {n * n}." for n in range(60))
    )
    return tmp_path


@pytest.mark.needs("git")
def test_the_whole_table_is_made_of_a_few_texts(texts, tmp_path):
    optima = Optima(tmp_path / "kept" / "optima.json")

    sections, missing = scoreboard.measured(data.Texts(texts), list(scoreboard.READ), optima)

    assert missing == []
    rows = {row.name: row for section in sections for row in section.rows}
    assert rows["invariants of diff broken"].value == "0"
    assert rows["cost / cheapest, blanks charged"].figures["ratio"] == 1
    assert all(row.means and row.figures for row in rows.values())
    written = json.loads(report.figures(sections, {"commit": "abc"}))
    assert written["commit"] == "abc"
    assert "2 real pairs: invariants of diff broken" in written
    assert Optima(optima.path).costs == optima.costs
    page = report.page(sections, {"date": "2026-01-01", "commit": "abc"}, missing)
    assert all(page.count(name) >= 2 for name in rows)
    read = page + "\nAll pairs are right.\n"
    assert report.page(sections, {"date": "2026-01-02", "commit": "abd"}, missing, read) == (
        read.replace("2026-01-01", "2026-01-02").replace("abc", "abd")
    )


def test_two_runs_are_compared_row_by_row():
    runs = [
        report.figures([report.Section("pairs", [row, report.Row("same", "", "", figures={})])], {})
        for row in (report.Row("cost", "", "", figures={"ratio": ratio}) for ratio in (1.1, 1.0))
    ]

    assert report.compared(*runs) == ['pairs: cost: {"ratio": 1.1} → {"ratio": 1.0}']


def test_slow_texts_are_measured_at_half_and_at_the_whole():
    sizes = []

    def act(count):
        sizes.append(count)
        return lambda: sum(range(count * 1_000))

    row = worst.row("sum", act, 200)

    assert set(sizes) == {100, 200}
    assert row.figures["growth"] > 0


def test_what_is_not_there_is_said_and_skipped(tmp_path):
    optima = Optima(tmp_path / "optima.json")

    sections, missing = scoreboard.measured(data.Texts(tmp_path), list(scoreboard.READ), optima)

    assert sections == []
    assert len(missing) == len(scoreboard.READ)
    assert str(tmp_path / "pairs.jsonl") in missing[0]


def test_marks_are_counted_in_every_format():
    words = "Words in **strong**, in *emphasis* and [linked](https://a.org)."
    old = drawn.text([drawn.passage(1, words), drawn.passage(2, "We will act.")])
    new = drawn.text([old.passages[0], replace(old.passages[1], words="We shall act now.")])

    costs = files.costs(Redline(old, new, drawn.REV_1, "Changes"))

    counts = {name: (cost.back, cost.written) for name, cost in costs.items()}
    assert counts["text .txt"] == (0, 3)
    assert {counts[f"text .{name}"] for name in files.TEXTS} == {(3, 3)}
    assert {counts[f"redline .{name}"] for name in files.CHANGES} == {(2, 2)}
    assert {counts[f"table .{name}"] for name in files.LISTS} == {(9, 9)}
    assert all(cost.size and cost.cpu for cost in costs.values())


def test_the_table_of_files_takes_the_place_of_the_last_one():
    page = f"# Page\n\n{report.READ}\nRead.\n"

    first = files.with_section(page, f"{files.HEADING}\none\n")

    assert first == f"{page}\n{files.HEADING}\none\n"
    assert files.with_section(first, f"{files.HEADING}\ntwo\n") == first.replace("one", "two")
    assert report.page([], {"date": "", "commit": ""}, [], first).endswith(
        f"{files.HEADING}\none\n"
    )
