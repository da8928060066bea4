"""What suggestions have to do with each other, in words: in which package, what they exclude."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.queries.suggesting.groups import InPackage
from declaration.queries.suggesting.suggestions import Suggested
from models.vocabulary import Procedure

TITLE = Markup('<bdi lang="{}">{}</bdi>')


def package_note(item: Suggested) -> str:
    """Say in which package a suggestion is, and with which others; nothing where in none."""
    return "" if item.package is None else _in_package(item.package, item.package.title)


def package_html(item: Suggested) -> Markup:
    """Say the same, with the title in its language."""
    if item.package is None:
        return Markup("")
    package = item.package
    return Markup(_in_package(package, TITLE.format(package.language, package.title)))  # noqa: S704 -- escaped there


def package_number(item: Suggested) -> str:
    """Return the number of its package, as lists have it; empty where it is in none."""
    return str(item.package.number) if item.package else ""


def excluded(item: Suggested) -> str:
    """Return the numbers of what it excludes, as lists have them; empty where it excludes none."""
    return listed(item.exclusion.others) if item.exclusion else ""


def columns(parts: frozenset[Procedure]) -> dict[str, Callable[[Suggested], str]]:
    """Return what lists say of packages and exclusions, by its name, where switched on."""
    named = {
        Procedure.PACKAGES: (_("Package"), package_number),
        Procedure.EXCLUSIONS: (_("Excludes"), excluded),
    }
    return dict(named[part] for part in named if part in parts)


def exclusion_note(item: Suggested) -> str:
    """Say what a suggestion excludes; nothing where it excludes nothing."""
    if item.exclusion is None or not item.exclusion.others:
        return ""
    return ngettext(
        "Excludes suggestion %(numbers)s",
        "Excludes suggestions %(numbers)s",
        len(item.exclusion.others),
        numbers=listed(item.exclusion.others),
    )


def listed(numbers: Iterable[int]) -> str:
    """Name suggestions by their numbers."""
    return ", ".join(map(str, numbers))


def _in_package(package: InPackage, title: str) -> str:
    """Put it into a sentence; a marked title keeps its marks, all else is plain."""
    numbers = {"number": package.number, "others": listed(package.others)}
    if not package.title and not package.others:
        return _("Part of package %(number)s", **numbers)
    if not package.title:
        return ngettext(
            "Part of package %(number)s, with suggestion %(others)s",
            "Part of package %(number)s, with suggestions %(others)s",
            len(package.others),
            **numbers,
        )
    if not package.others:
        return _("Part of package %(number)s, “%(title)s”", title=title, **numbers)
    return ngettext(
        "Part of package %(number)s, “%(title)s”, with suggestion %(others)s",
        "Part of package %(number)s, “%(title)s”, with suggestions %(others)s",
        len(package.others),
        title=title,
        **numbers,
    )
