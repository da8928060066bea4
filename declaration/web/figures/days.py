"""Activity by day, in the conference's zone, with what was published and when time was up."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _, ngettext

from declaration.queries.journal.activity import ActKind, DebateAct
from declaration.queries.reading.shelf import Shelf
from declaration.web.figures import charts
from declaration.web.figures.charts import Axis, Figure, FigureRow, Strip
from declaration.web.frame.moments import conference_zone, day as day_name, zone as zone_of

Moments = Sequence[tuple[date, str]]  # what happened on a day, in the order of time


def figure(shelf: Shelf, acts: Sequence[DebateAct]) -> Figure:
    """Draw what was done, day by day or week by week; there is at least one act."""
    zone = zone_of(conference_zone())
    dated = [(act.kind, act.at.astimezone(zone).date()) for act in acts]
    moments = _moments(shelf, max(day for _deed, day in dated))
    periods = charts.periods([*(day for _deed, day in dated), *(day for day, _name in moments)])
    counts = {
        deed: _counted([day for kind, day in dated if kind is deed], periods) for deed in ActKind
    }
    weekly = charts.weekly(periods)
    most = max(map(max, counts.values()))
    names = _names()
    return Figure(
        name="activity",
        title=_("Activity by week") if weekly else _("Activity by day"),
        finding=_finding(periods, counts),
        head=(_("Week of") if weekly else _("Day"), *names.values(), _("What happened")),
        lines=_lines(periods, counts, moments),
        total=FigureRow(_("All"), None, (*(str(sum(counts[deed])) for deed in ActKind), "")),
        strips=[
            Strip(_told(deed, periods, counts[deed]), charts.columns(counts[deed], most))
            for deed in ActKind
        ],
        axis=_axis(periods, moments),
        note=_(
            "Days are those of the conference’s time zone."
            " Comments inside a delegation are not counted."
        ),
    )


def _moments(shelf: Shelf, last: date) -> Moments:
    """Return what was published, and the deadline unless it lies far behind the last deed."""
    zone = zone_of(conference_zone())
    moments = [(each.published_at.astimezone(zone).date(), each.label) for each in shelf.revisions]
    deadline = shelf.document.deadline
    if deadline and (deadline.astimezone(zone).date() - last).days < charts.MOST_DAYS:
        moments.append((deadline.astimezone(zone).date(), _("Deadline for suggestions")))
    if shelf.adoption:
        moments.append((shelf.adoption.adopted_on, _("Adoption")))
    return sorted(moments, key=lambda moment: moment[0])


def _counted(days: Sequence[date], periods: Sequence[date]) -> list[int]:
    counts = [0] * len(periods)
    for day in days:
        counts[charts.period(day, periods)] += 1
    return counts


def _names() -> dict[ActKind, str]:
    return {
        ActKind.SUGGESTED: _("Suggestions"),
        ActKind.COMMENTED: _("Comments"),
        ActKind.DECIDED: _("Decisions"),
    }


def _finding(periods: Sequence[date], counts: dict[ActKind, list[int]]) -> str:
    sums = [sum(counts[deed][place] for deed in ActKind) for place in range(len(periods))]
    busiest = sums.index(max(sums))
    values = {
        "day": day_name(periods[busiest]),
        "suggestions": _suggestions(counts[ActKind.SUGGESTED][busiest]),
        "comments": _comments(counts[ActKind.COMMENTED][busiest]),
        "decisions": _decisions(counts[ActKind.DECIDED][busiest]),
    }
    if charts.weekly(periods):
        return _(
            "No week was busier than that of %(day)s:"
            " %(suggestions)s, %(comments)s, %(decisions)s.",
            **values,
        )
    return _(
        "No day was busier than %(day)s: %(suggestions)s, %(comments)s, %(decisions)s.", **values
    )


def _suggestions(count: int) -> str:
    return ngettext("%(num)s suggestion", "%(num)s suggestions", count)


def _comments(count: int) -> str:
    return ngettext("%(num)s comment", "%(num)s comments", count)


def _decisions(count: int) -> str:
    return ngettext("%(num)s decision", "%(num)s decisions", count)


def _told(deed: ActKind, periods: Sequence[date], counts: Sequence[int]) -> str:
    """Say how many in all, and how many at most: what the height of the strip means."""
    worded = {
        ActKind.SUGGESTED: _suggestions,
        ActKind.COMMENTED: _comments,
        ActKind.DECIDED: _decisions,
    }[deed]
    values = {"all": worded(sum(counts)), "most": max(counts)}
    if not any(counts):
        return worded(0)
    if charts.weekly(periods):
        return _("%(all)s, at most %(most)s a week", **values)
    return _("%(all)s, at most %(most)s a day", **values)


def _lines(
    periods: Sequence[date], counts: dict[ActKind, list[int]], moments: Moments
) -> list[FigureRow]:
    """Return the periods in which anything happened."""
    happened: dict[int, list[str]] = {}
    for day, name in moments:
        happened.setdefault(charts.period(day, periods), []).append(name)
    return [
        FigureRow(day_name(day), None, (*cells, ", ".join(happened.get(place, ()))))
        for place, day in enumerate(periods)
        if place in happened or any(counts[deed][place] for deed in ActKind)
        for cells in [[str(counts[deed][place]) for deed in ActKind]]
    ]


def _axis(periods: Sequence[date], moments: Moments) -> Axis:
    places = [charts.period(day, periods) for day, _name in moments]
    return Axis(
        first=day_name(periods[0]),
        last=day_name(periods[-1]),
        marks=charts.marks(places, len(periods)),
        key=tuple(f"{name} · {day_name(day)}" for day, name in moments),
    )
