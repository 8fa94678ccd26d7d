"""Saying a date back in words, in the reader's language."""

from calendar import monthrange
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from rondom.cards.dates import FuzzyDate
from rondom.children.schooling import age_on


def say_day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def say_month(day: date) -> str:
    return formats.date_format(day, "F Y")


def say_stretch(start: date, end: date, precision: str) -> str:
    """A stretch of days as people say it: by its name where it has one, else from and to."""
    if start == end:
        return say_day(start)
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return str(start.year)
    if (start.month, start.day, end.month, end.day) == (8, 1, 7, 31) and end.year == start.year + 1:
        return _("schooljaar %(first)s-%(last)s") % {"first": start.year, "last": end.year}
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and ends_a_month(end):
        return say_month(start)
    if precision == "season" and start.day == 1 and start.month in season_names() and (end - start).days < 93:
        return season_names()[start.month] % {"year": start.year}
    if start.month == 8 and start.day == 1 and end.month == 7 and end.day == 31:
        return _("schooljaar %(first)s-%(next)s tot en met %(before)s-%(last)s") % {
            "first": start.year,
            "next": start.year + 1,
            "before": end.year - 1,
            "last": end.year,
        }
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    whole_months = start.day == 1 and ends_a_month(end)
    first, last = (
        (str(start.year), str(end.year))
        if whole_years
        else (say_month(start), say_month(end))
        if whole_months
        else (say_day(start), say_day(end))
    )
    return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}


def ends_a_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def season_names() -> dict[int, str]:
    return {3: _("voorjaar %(year)s"), 6: _("zomer %(year)s"), 9: _("najaar %(year)s"), 12: _("winter %(year)s")}


def say_date(when: FuzzyDate, *, today: date) -> str:
    """What Rondom understood: 'najaar 2021', 'sinds maart 2022', 'rond 2019', 'voor 12 juni 2018'."""
    if when.start and when.end:
        said = say_stretch(when.start, when.end, when.precision)
        return _("rond %(when)s") % {"when": said} if when.approximate else said
    if when.start:
        if when.open_end:
            said = say_start(when.start, when)
            return _("sinds %(when)s") % {"when": _("rond %(when)s") % {"when": said} if when.approximate else said}
        return _("na %(when)s") % {"when": say_day(when.start)}
    if when.end:
        return _("voor %(when)s") % {"when": say_day(when.end)}
    return _("datum onbekend")


def say_start(start: date, when: FuzzyDate) -> str:
    """The day on which something that still goes on began, no more precisely than it was told."""
    if is_year(when):
        return str(start.year)
    if when.precision == "season" and start.day == 1 and start.month in season_names():
        return season_names()[start.month] % {"year": start.year}
    is_month = when.precision == "month" or (when.precision == "season" and start.day == 1)
    return say_month(start) if is_month else say_day(start)


def is_year(when: FuzzyDate) -> bool:
    return when.precision == "year" and when.start is not None and (when.start.month, when.start.day) == (1, 1)


def say_age(when: FuzzyDate, birth_date: date, name: str, today: date) -> str:
    """How old the child was then."""
    start = when.start or when.end
    end = when.end or (today if when.open_end else when.start)
    if start is None or end is None or end < birth_date:
        return _("%(name)s was nog niet geboren") % {"name": name} if end is not None and end < birth_date else ""
    first, last = max(0, age_on(birth_date, start)), age_on(birth_date, end)
    if when.open_end:
        return _("%(name)s was toen %(n)s jaar") % {"name": name, "n": first}
    if last > first + 1:
        return _("%(name)s was toen %(first)s tot en met %(last)s jaar") % {"name": name, "first": first, "last": last}
    if last == first + 1:
        return _("%(name)s was toen %(first)s en %(last)s jaar") % {"name": name, "first": first, "last": last}
    return _("%(name)s was toen %(n)s jaar") % {"name": name, "n": first}
