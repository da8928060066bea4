"""Whose words the text is made of: the zero draft's, the delegations', the committee's."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flask_babel import format_percent, gettext as _, ngettext

from declaration.queries.reading.paragraph import Bringer, Step
from declaration.text import length, provenance
from declaration.web.figures import charts
from declaration.web.figures.charts import Figure, FigureRow
from declaration.web.reading.paragraph import number_of_words, origin

Key = tuple[Bringer, str]  # and its name


def figure(text: str, chains: Iterable[Sequence[Step]]) -> Figure | None:
    """Draw whose words stand in ``text`` (its name); None where it has none."""
    counts = counted(chains)
    all_ = counts.total()
    if not all_:
        return None
    origins = sorted(counts.items(), key=_order)
    return Figure(
        name="words",
        title=_("Authorship: %(text)s", text=text),
        finding=_finding(counts),
        head=(_("Source"), _("Number of words"), _("Share")),
        lines=[
            FigureRow(
                name,
                (str(n), share(n, all_)),
                None,
                charts.bar({"solid": n}, all_),
                str(n),
                number_of_words(n),
            )
            for (_kind, name), n in origins
        ],
        total=(str(all_), share(all_, all_)),
        note=_(
            "Words still in the text are counted under the version that introduced them. Words "
            "that one decision took from several suggestions count for each of those "
            "delegations. Suggestions accepted with changes count for the delegation that "
            "submitted them."
        ),
    )


def counted(chains: Iterable[Sequence[Step]]) -> Counter[Key]:
    """Count the words of the last step of each chain by origin."""
    counts: Counter[Key] = Counter()
    for steps in chains:
        for span in provenance(steps):
            if count := length(span.text):
                counts[span.author.bringer, origin(span.author)] += count
    return counts


def share(count: int, all_: int) -> str:
    """Return a share in percent; a little is never nothing."""
    if 0 < 100 * count < all_:
        return _("under %(percent)s", percent=format_percent(0.01))
    return format_percent(round(count / all_, 2))


def _order(item: tuple[Key, int]) -> tuple[int, int, str]:
    (bringer, origin), count = item
    return [*Bringer].index(bringer), -count, origin


def _finding(counts: Counter[Key]) -> str:
    sums = Counter[Bringer]()
    for (bringer, _name), count in counts.items():
        sums[bringer] += count
    all_ = counts.total()
    return ngettext(
        "Of %(num)s word, %(draft)s come from the secretariat’s draft, %(delegations)s from "
        "delegations’ suggestions and %(committee)s from the drafting committee.",
        "Of %(num)s words, %(draft)s come from the secretariat’s draft, %(delegations)s from "
        "delegations’ suggestions and %(committee)s from the drafting committee.",
        all_,
        draft=share(sums[Bringer.DRAFT], all_),
        delegations=share(sums[Bringer.SUGGESTIONS], all_),
        committee=share(sums[Bringer.COMMITTEE], all_),
    )
