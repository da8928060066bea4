"""Suggestions by paragraph and state: where the debate is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _, ngettext, pgettext

from declaration.manuscript import Passage
from declaration.queries.suggesting import counts
from declaration.queries.suggesting.counts import CountedAs
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.discussing import places
from declaration.web.figures import charts
from declaration.web.figures.charts import Figure, FigureRow
from models.vocabulary import SuggestionKind

AWAITED, TAKEN, DECLINED = LOOKS = ("hollow", "solid", "striped")
LOOK_OF = {  # no other suggestion is counted
    CountedAs.PENDING: AWAITED,
    CountedAs.ACCEPTED: TAKEN,
    CountedAs.NOT_ACCEPTED: DECLINED,
}

FULL = 5  # suggestions that fill a bar at least: a single one shall not look like many


@dataclass(frozen=True, slots=True)
class SuggestedPlace:
    """A place in the text with the suggestions on it by look; ``passage`` is None for the rest."""

    name: str
    url: str | None
    passage: Passage | None
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many suggestions there are."""
        return sum(self.counts.values())


def figure(slug: str, listed: Sequence[Suggested]) -> Figure | None:
    """Draw the counted suggestions that the reader may see, in text order; None without any."""
    shown = [suggestion for suggestion in listed if counts.of(suggestion) in LOOK_OF]
    if not shown:
        return None
    spots = _spots(slug, shown)
    names = _looks()
    most = max(FULL, *(spot.total for spot in spots))
    sums = {look: sum(spot.counts[look] for spot in spots) for look in LOOKS}
    return Figure(
        name="suggestions",
        title=_("Suggestions by paragraph"),
        finding=finding(spots),
        head=(_("Paragraph"), *names.values(), _("Total")),
        lines=[
            FigureRow(
                spot.name,
                _cells(spot.counts),
                spot.url,
                charts.bar(spot.counts, most),
                str(spot.total),
                ", ".join(f"{names[look]} {n}" for look, n in spot.counts.items() if n),
            )
            for spot in spots
        ],
        total=_cells(sums),
        signs=[(look, names[look], sums[look]) for look in LOOKS],
        note=_(
            "A suggestion to insert a paragraph counts at the paragraph that it would follow."
            " Withdrawn suggestions and committee edits are not counted."
        ),
    )


def finding(spots: Sequence[SuggestedPlace]) -> str:
    """Say which paragraph has most suggestions, and how many of these await a decision."""
    ranked = sorted((spot for spot in spots if spot.passage), key=lambda spot: -spot.total)
    if not ranked:
        return _("No suggestion concerns a single paragraph.")
    first, most = ranked[0], ranked[0].total
    if len(ranked) > 1 and ranked[1].total == most:
        return ngettext(
            "No paragraph has more than %(num)s suggestion.",
            "No paragraph has more than %(num)s suggestions.",
            most,
        )
    values = {"place": places.name(first.passage), "count": most}
    if not first.counts[AWAITED]:
        return _(
            "%(place)s has the most suggestions: %(count)s, none of them pending.",
            **values,
        )
    return ngettext(
        "%(place)s has the most suggestions: %(count)s, of which %(num)s is pending.",
        "%(place)s has the most suggestions: %(count)s, of which %(num)s are pending.",
        first.counts[AWAITED],
        **values,
    )


def _looks() -> dict[str, str]:
    return {
        AWAITED: pgettext("several suggestions", "Pending"),
        TAKEN: _("Accepted, with or without changes, or covered"),
        DECLINED: _("Not accepted"),
    }


def _spots(slug: str, listed: Sequence[Suggested]) -> list[SuggestedPlace]:
    """Group suggestions by place; they are in text order, and so are the places."""
    grouped: dict[tuple[str, str | None, Passage | None], list[Suggested]] = {}
    for suggestion in listed:
        grouped.setdefault(_place(slug, suggestion), []).append(suggestion)
    return [SuggestedPlace(*place, _counts(group)) for place, group in grouped.items()]


def _place(slug: str, suggestion: Suggested) -> tuple[str, str | None, Passage | None]:
    passage = suggestion.paragraph or suggestion.after
    if passage is not None:
        url = url_for("reading.paragraph", slug=slug, uid=passage.uid)
        return passage.number or places.name(passage), url, passage
    if suggestion.form is SuggestionKind.GENERAL:
        return _("On the text as a whole"), None, None
    if suggestion.form is SuggestionKind.INSERT:
        return _("At the beginning of the text"), None, None
    return _("No longer in the text"), None, None


def _counts(group: Sequence[Suggested]) -> dict[str, int]:
    looks = [LOOK_OF[counts.of(suggestion)] for suggestion in group]
    return {name: looks.count(name) for name in LOOKS}


def _cells(shares: Mapping[str, int]) -> tuple[str, ...]:
    return (*(str(shares[name]) for name in LOOKS), str(sum(shares.values())))
