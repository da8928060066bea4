"""Activity by day, in the conference's zone, with what was published and when time was up."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _, ngettext

from declaration.queries.journal.activity import ActKind, DebateAct
from declaration.queries.reading.shelf import Shelf
from declaration.web.figures import charts
from declaration.web.figures.charts import Axis, Figure, FigureRow
from declaration.web.frame.labels import revision_label
from declaration.web.frame.moments import conference_zone, day as day_name

Moments = Sequence[tuple[date, str]]  # what happened on a day, in the order of time


def figure(shelf: Shelf, acts: Sequence[DebateAct]) -> Figure:
    """Draw what was done, day by day or week by week; there is at least one act."""
    zone = conference_zone()
    dated = [(act.kind, act.at.astimezone(zone).date()) for act in acts]
    moments = _moments(shelf, max(day for _deed, day in dated))
    periods = charts.periods([*(day for _deed, day in dated), *(day for day, _name in moments)])
    tally = Counter((deed, charts.period(day, periods)) for deed, day in dated)
    counts = {deed: [tally[deed, place] for place in range(len(periods))] for deed in ActKind}
    weekly = charts.weekly(periods)
    most = max(map(max, counts.values()))
    return Figure(
        name="activity",
        title=_("Activity by week") if weekly else _("Activity by day"),
        finding=_finding(periods, counts),
        head=(
            _("Week of") if weekly else _("Day"),
            *(_("Suggestions"), _("Comments"), _("Decisions")),  # as ActKind has them
            _("Event"),
        ),
        lines=_lines(periods, counts, moments),
        total=(*(str(sum(counts[deed])) for deed in ActKind), ""),
        strips=[
            (_told(deed, periods, counts[deed]), charts.columns(counts[deed], most))
            for deed in ActKind
        ],
        axis=_axis(periods, moments),
        note=_(
            "Days follow the conference time zone. Comments within a delegation are not counted."
        ),
    )


def _moments(shelf: Shelf, last: date) -> Moments:
    """Return what was published, and the deadline unless it lies far behind the last deed."""
    zone = conference_zone()
    moments = [
        (each.published_at.astimezone(zone).date(), revision_label(each.called))
        for each in shelf.revisions
    ]
    deadline = shelf.document.deadline
    if deadline and (deadline.astimezone(zone).date() - last).days < charts.MOST_DAYS:
        moments.append((deadline.astimezone(zone).date(), _("Deadline for suggestions")))
    if shelf.adoption:
        moments.append((shelf.adoption.adopted_on, _("Adoption")))
    return sorted(moments, key=lambda moment: moment[0])


def _finding(periods: Sequence[date], counts: dict[ActKind, list[int]]) -> str:
    sums = [sum(counts[deed][place] for deed in ActKind) for place in range(len(periods))]
    busiest = sums.index(max(sums))
    values = {
        "day": day_name(periods[busiest]),
        "suggestions": _number_of(ActKind.SUGGESTED, counts[ActKind.SUGGESTED][busiest]),
        "comments": _number_of(ActKind.COMMENTED, counts[ActKind.COMMENTED][busiest]),
        "decisions": _number_of(ActKind.DECIDED, counts[ActKind.DECIDED][busiest]),
    }
    if charts.weekly(periods):
        return _(
            "Busiest week: week of %(day)s (%(suggestions)s, %(comments)s, %(decisions)s).",
            **values,
        )
    return _("Busiest day: %(day)s (%(suggestions)s, %(comments)s, %(decisions)s).", **values)


def _number_of(deed: ActKind, count: int) -> str:
    if deed is ActKind.SUGGESTED:
        return ngettext("%(num)s suggestion", "%(num)s suggestions", count)
    if deed is ActKind.COMMENTED:
        return ngettext("%(num)s comment", "%(num)s comments", count)
    return ngettext("%(num)s decision", "%(num)s decisions", count)


def _told(deed: ActKind, periods: Sequence[date], counts: Sequence[int]) -> str:
    """Say how many in all, and how many at most: what the height of the strip means."""
    total = _number_of(deed, sum(counts))
    if not any(counts):
        return total
    values = {"all": total, "most": max(counts)}
    if charts.weekly(periods):
        return _("%(all)s, up to %(most)s a week", **values)
    return _("%(all)s, up to %(most)s a day", **values)


def _lines(
    periods: Sequence[date], counts: dict[ActKind, list[int]], moments: Moments
) -> list[FigureRow]:
    """Return the periods in which anything happened."""
    happened: dict[int, list[str]] = {}
    for day, name in moments:
        happened.setdefault(charts.period(day, periods), []).append(name)
    return [
        FigureRow(day_name(day), (*cells, ", ".join(happened.get(place, ()))))
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
