"""Support and objections by region: which parts of the world stand behind what is suggested."""

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _

from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.discussing import stands
from declaration.web.figures import charts
from declaration.web.figures.charts import Figure, FigureRow
from declaration.web.frame.labels import label
from models.vocabulary import Stand, WorldRegion

LOOKS = {Stand.SUPPORT: "solid", Stand.COSPONSOR: "hollow", Stand.OBJECT: "striped"}


def figure(listed: Iterable[Suggested]) -> Figure | None:
    """Draw the positions that count, by region; None where there are none."""
    held = [each for item in listed if item.support for each in item.support.positions]
    if not held:
        return None
    counts = {
        region: Counter(each.stand for each in held if each.region is region)
        for region in WorldRegion
    }
    present = {region: counted for region, counted in counts.items() if counted}
    most = max(counted.total() for counted in present.values())
    totals = Counter(each.stand for each in held)
    return Figure(
        name="positions",
        title=_("Support and objections by region"),
        finding=_("%(counts)s, over all suggestions.", counts=stands.stand_counts(totals)),
        head=(_("Region"), *(_stand(stand) for stand in LOOKS)),
        lines=[
            FigureRow(
                label(region),
                _cells(counted),
                None,
                charts.bar({look: counted[stand] for stand, look in LOOKS.items()}, most),
                str(counted.total()),
                stands.stand_counts(counted),
            )
            for region, counted in present.items()
        ],
        total=_cells(totals),
        signs=[(look, _stand(stand), totals[stand]) for stand, look in LOOKS.items()],
        note=_("A delegation is counted once for each suggestion on which it has a position."),
    )


def _stand(stand: Stand) -> str:
    return {
        Stand.SUPPORT: _("Support"),
        Stand.COSPONSOR: _("Co-sponsors"),
        Stand.OBJECT: _("Objections"),
    }[stand]


def _cells(counted: Counter[Stand]) -> tuple[str, ...]:
    return tuple(str(counted[stand]) for stand in LOOKS)
