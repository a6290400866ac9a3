"""A moment from which or until which something may be done, as a person says it."""

from datetime import datetime, time

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _


def day_of(moment: datetime, *, is_end: bool = False, is_near: bool = False) -> str:
    """The day in local time, with the hour and a space unless it is the day's first minute, or as an end its last.

    `is_near`: said today and read today, so that the year is left out when it is this one.
    """
    local = localtime(moment)
    is_this_year = is_near and local.year == localtime(now()).year
    day = date_format(local, _("n月j日") if is_this_year else "DATE_FORMAT")
    is_whole = local.time().replace(second=0, microsecond=0) == (time(23, 59) if is_end else time(0))
    return day if is_whole else f"{day} {local:%H:%M} "
