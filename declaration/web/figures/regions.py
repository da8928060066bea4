"""Delegations by region: how many there are, and how many have taken part in the debate."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _, ngettext

from declaration.queries.journal.activity import DebateAct
from declaration.web.figures import charts
from declaration.web.figures.charts import Figure, FigureRow
from declaration.web.frame.labels import label
from models.vocabulary import WorldRegion

ACTIVE, SILENT = "solid", "hollow"


def figure(regions: Mapping[int, WorldRegion], acts: Sequence[DebateAct]) -> Figure:
    """Draw the regions that sent delegations; there is at least one delegation."""
    spoken = {act.delegation_id for act in acts} & regions.keys()
    all_ = Counter(regions.values())
    active = Counter(region for number, region in regions.items() if number in spoken)
    present = [region for region in WorldRegion if all_[region]]
    most = max(all_.values())
    return Figure(
        name="regions",
        title=_("Delegations by region"),
        finding=finding([(all_[region], active[region]) for region in present]),
        head=(_("Region"), _("Delegations"), _("Submitted suggestions or comments")),
        lines=[
            FigureRow(
                label(region),
                (str(all_[region]), str(active[region])),
                None,
                charts.bar({ACTIVE: active[region], SILENT: all_[region] - active[region]}, most),
                value,
                value,
            )
            for region in present
            for value in [_("%(part)s of %(all)s", part=active[region], all=all_[region])]
        ],
        total=(str(len(regions)), str(len(spoken))),
        signs=[
            (ACTIVE, _("Submitted suggestions or comments"), len(spoken)),
            (SILENT, _("Not yet"), len(regions) - len(spoken)),
        ],
    )


def finding(counts: Sequence[tuple[int, int]]) -> str:
    """Say how many delegations took part; ``counts`` by region: all, and those that did."""
    all_, active = (sum(side) for side in zip(*counts, strict=True))
    silent = sum(not part for _all, part in counts)
    spoken = ngettext(
        "%(num)s of %(all)s delegations has submitted suggestions or comments.",
        "%(num)s of %(all)s delegations have submitted suggestions or comments.",
        active,
        all=all_,
    )
    unheard = ngettext(
        "%(num)s region has not taken part yet.",
        "%(num)s regions have not taken part yet.",
        silent,
    )
    if not silent:
        unheard = _("Every region has taken part.")
    return f"{spoken} {unheard}"
