"""Moments and days in words: the conference's time, in the reader's language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _

from declaration.web.frame import acting, language
from declaration.web.frame.layout import banner

WORDED = {"en": "en_GB"}  # day before month in English, too


def init(app: Flask) -> None:
    """Give the filters to all templates."""
    app.add_template_filter(when)
    app.add_template_filter(day)
    app.add_template_filter(period)


def when(moment: datetime) -> str:
    """Return "10 November 2017, 18:00" in the conference's zone.

    Where the reader's account names a zone in which it differs, that time stands beside it.
    """
    local = moment.astimezone(conference_zone())
    account = acting.account()
    if account is None or not account.time_zone:
        return clock(local)
    theirs = moment.astimezone(zone(account.time_zone))
    if theirs.replace(tzinfo=None) == local.replace(tzinfo=None):
        return clock(local)
    own = f"{theirs:%H:%M}" if theirs.date() == local.date() else clock(theirs)
    return _("%(time)s (%(own)s your time)", time=clock(local), own=own)


def clock(moment: datetime) -> str:
    """Return day and time of a moment, in the zone that it carries."""
    return _("%(day)s, %(time)s", day=day(moment.date()), time=f"{moment:%H:%M}")


def day(value: date) -> str:
    """Return "10 November 2017"; a moment's day is that of the conference's zone."""
    if isinstance(value, datetime):
        value = value.astimezone(conference_zone()).date()
    code = language.code()
    return format_date(value, "long", locale=WORDED.get(code, code))


def period(first: date, last: date) -> str:
    """Return "16–17 November 2017": all languages of the pages put the day first."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def exists(moment: datetime) -> bool:
    """Whether clocks in its zone show this moment: a change of clocks may skip it."""
    return following(moment).replace(tzinfo=None) == moment.replace(tzinfo=None)


def following(moment: datetime) -> datetime:
    """Return the first moment from this one on that clocks in its zone show."""
    shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return moment if shown.replace(tzinfo=None) == moment.replace(tzinfo=None) else shown


def conference_zone() -> ZoneInfo:
    """Return the conference's zone; UTC before it is set up."""
    conference = banner()
    return zone("UTC" if conference is None else conference.time_zone)


def zone(name: str) -> ZoneInfo:
    """Return a zone by name; a name that is none reads as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
