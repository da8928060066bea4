"""Moments and days in words: the conference's time, in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _, ngettext

from declaration.web.frame import acting, language
from declaration.web.frame.layout import banner

WORDED = {"en": "en_GB"}  # day before month in English, too


def init(app: Flask) -> None:
    """Give the filters to all templates."""
    app.add_template_filter(when)
    app.add_template_filter(own_time)
    app.add_template_filter(countdown)
    app.add_template_filter(hour)
    app.add_template_filter(day)
    app.add_template_filter(period)


def when(moment: datetime) -> str:
    """Return "10 November 2017, 18:00" in the conference's zone."""
    return clock(moment.astimezone(conference_zone()))


def own_time(moment: datetime) -> str:
    """Return "17:00 your time"; empty where it is that of the conference."""
    account = acting.account()
    if account is None or not account.time_zone:
        return ""
    local = moment.astimezone(conference_zone())
    theirs = moment.astimezone(zone(account.time_zone))
    if theirs.replace(tzinfo=None) == local.replace(tzinfo=None):
        return ""
    own = f"{theirs:%H:%M}" if theirs.date() == local.date() else clock(theirs)
    return _("%(time)s your time", time=own)


def countdown(left: timedelta) -> str:
    """Return "5 days left", in hours below two days, in minutes below two hours."""
    minutes = left // timedelta(minutes=1)
    if left >= timedelta(days=2):
        return ngettext("%(num)s day left", "%(num)s days left", left.days)
    if left >= timedelta(hours=2):
        return ngettext("%(num)s hour left", "%(num)s hours left", minutes // 60)
    return ngettext("%(num)s minute left", "%(num)s minutes left", minutes)


def hour(moment: datetime) -> str:
    """Return "18:00" in the conference's zone, of a moment whose day is said already."""
    return f"{moment.astimezone(conference_zone()):%H:%M}"


def clock(moment: datetime) -> str:
    """Return day and time of a moment, in the zone that it carries."""
    return _("%(day)s, %(time)s", day=day(moment.date()), time=f"{moment:%H:%M}")


def day(value: date) -> str:
    """Return "10 November 2017"; a moment's day is that of the conference's zone."""
    if isinstance(value, datetime):
        value = value.astimezone(conference_zone()).date()
    code = language.code()
    return format_date(value, "long", locale=WORDED.get(code, code))


def today() -> date:
    """Return which day it is where the conference is."""
    return acting.at().astimezone(conference_zone()).date()


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
