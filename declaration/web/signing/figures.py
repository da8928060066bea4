"""Signatures in figures: by region of the world, and through time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _, ngettext

from declaration.queries.signing.signatures import SigningBook
from declaration.web.figures import charts
from declaration.web.figures.charts import Axis, Figure, FigureRow
from declaration.web.frame.labels import label
from declaration.web.frame.moments import day as day_name
from models.signing import Signature
from models.vocabulary import WorldRegion


def figures(book: SigningBook, signatures: Sequence[Signature]) -> Iterator[Figure]:
    """Draw the signatures that stand; nothing where none does."""
    if signatures:
        yield by_region(signatures)
        yield through_time(book, signatures)


def by_region(signatures: Sequence[Signature]) -> Figure:
    """Draw how many signed in each region, with their countries."""
    count = Counter(row.world_region for row in signatures)
    present = [region for region in WorldRegion if count[region]]
    countries = {
        region: {row.country for row in signatures if row.world_region is region and row.country}
        for region in present
    }
    most = max(count.values())
    everywhere = len({row.country for row in signatures if row.country})
    first = max(present, key=lambda region: count[region])
    return Figure(
        name="signed-regions",
        title=_("Signatures by region"),
        finding=_(
            "Most signatures: %(region)s (%(count)s of %(all)s).",
            region=label(first),
            count=count[first],
            all=len(signatures),
        ),
        head=(_("Region"), _("Signatures"), _("Countries")),
        lines=[
            FigureRow(
                label(region),
                (str(count[region]), str(len(countries[region]))),
                None,
                charts.bar({"solid": count[region]}, most),
                str(count[region]),
                ngettext("%(num)s signature", "%(num)s signatures", count[region]),
            )
            for region in present
        ],
        total=(str(len(signatures)), str(everywhere)),
    )


def through_time(book: SigningBook, signatures: Sequence[Signature]) -> Figure:
    """Draw how many signed in each day or week since the adoption."""
    adopted = book.adoption.adopted_on
    days = sorted(row.signed_on for row in signatures)
    periods = charts.periods([adopted, *days])
    tally = Counter(charts.period(day, periods) for day in days)
    counts = [tally[place] for place in range(len(periods))]
    weekly = charts.weekly(periods)
    later = sum(day > adopted for day in days)
    return Figure(
        name="signed-days",
        title=_("Signatures through time"),
        finding=ngettext(
            "%(num)s signed after the day of the adoption.",
            "%(num)s signed after the day of the adoption.",
            later,
        ),
        head=(_("Week of") if weekly else _("Day"), _("Signatures"), _("In all")),
        lines=list(_lines(periods, counts)),
        total=(str(len(days)), str(len(days))),
        strips=[
            (_told(len(days), max(counts), weekly=weekly), charts.columns(counts, max(counts)))
        ],
        axis=_axis(periods, adopted),
    )


def _lines(periods: Sequence[date], counts: Sequence[int]) -> Iterator[FigureRow]:
    total = 0
    for day, count in zip(periods, counts, strict=True):
        total += count
        if count:
            yield FigureRow(day_name(day), (str(count), str(total)))


def _told(total: int, most: int, *, weekly: bool) -> str:
    all_ = ngettext("%(num)s signature", "%(num)s signatures", total)
    if weekly:
        return _("%(all)s, up to %(most)s a week", all=all_, most=most)
    return _("%(all)s, up to %(most)s a day", all=all_, most=most)


def _axis(periods: Sequence[date], adopted: date) -> Axis:
    return Axis(
        first=day_name(periods[0]),
        last=day_name(periods[-1]),
        marks=charts.marks([charts.period(adopted, periods)], len(periods)),
        key=(f"{_('Adoption')} · {day_name(adopted)}",),
    )
