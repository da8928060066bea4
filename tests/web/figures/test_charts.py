"""The geometry of pictures: what is drawn is what was counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from declaration.web.figures import charts

LOOKS = ("hollow", "solid", "striped")
counts = st.lists(st.integers(0, 200), min_size=1, max_size=len(LOOKS))
FIRST = date(2017, 10, 4)  # a Wednesday


@given(counts, st.integers(0, 500))
def test_the_parts_of_a_bar_are_as_long_as_their_counts(numbers, more):
    by_look = dict(zip(LOOKS, numbers, strict=False))
    most = sum(numbers) + more or 1

    parts = charts.bar(by_look, most)

    assert [part.look for part in parts] == [look for look, n in by_look.items() if n]
    assert sum(part.length for part in parts) == pytest.approx(100 * sum(numbers) / most, abs=0.01)
    ends = [0, *(part.start + part.length for part in parts)]
    assert [part.start for part in parts] == pytest.approx(ends[:-1], abs=0.01)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=120))
def test_columns_stand_in_their_period_and_gaps_stay_gaps(numbers):
    most = max(numbers) or 1

    columns = charts.columns(numbers, most)

    assert len(columns) == sum(n > 0 for n in numbers)
    places = [int(column.start * len(numbers) / 100) for column in columns]
    assert [numbers[place] for place in places] == [n for n in numbers if n]
    assert [c.height for c in columns] == [round(100 * n / most, 3) for n in numbers if n]
    assert all(column.start + column.width <= 100 for column in columns)


@pytest.mark.parametrize(("last", "count", "weekly"), [(0, 1, False), (119, 120, False)])
def test_up_to_120_days_are_days(last, count, weekly):
    periods = charts.periods([FIRST + timedelta(last), FIRST])

    assert (len(periods), charts.weekly(periods)) == (count, weekly)
    assert (periods[0], periods[-1]) == (FIRST, FIRST + timedelta(last))


def test_more_days_are_weeks_from_monday_on():
    last = FIRST + timedelta(120)

    periods = charts.periods([FIRST, last])

    assert charts.weekly(periods)
    assert periods[0] == FIRST - timedelta(2)
    assert {day.weekday() for day in periods} == {0}
    assert charts.period(FIRST, periods) == 0
    assert charts.period(last, periods) == len(periods) - 1


@given(st.lists(st.integers(0, 119), max_size=8).map(sorted))
def test_no_number_is_written_over_another(places):
    marks = charts.marks(places, 120)

    assert [mark.number for mark in marks] == list(range(1, len(places) + 1))
    for mark in marks:
        beside = [other for other in marks if other.row == mark.row and other != mark]
        assert all(abs(mark.at - other.at) >= charts.APART for other in beside)
