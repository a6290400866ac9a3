"""What a rule for continuing-education hours says: which version is in force on a day, and its words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from college.courses.models.hours import HourRule


def in_force(versions: Iterable[HourRule], day: date) -> HourRule | None:
    """The version with the latest `valid_from` up to this day; None before the first."""
    begun = [version for version in versions if version.valid_from <= day]
    return max(begun, key=lambda version: version.valid_from, default=None)


def band_hours(rule: HourRule, seconds: float) -> Decimal:
    """The hours of the longest band that a lesson of this length reaches; 0 if it reaches none."""
    reached = [band for band in rule.bands if seconds >= band["minutes"] * 60]
    longest = max(reached, key=lambda band: band["minutes"], default=None)
    return Decimal(str(longest["hours"])) if longest else Decimal(0)


def plain(hours: Decimal | float) -> str:
    """Hours as people write them: 41.5, not 41.50."""
    return f"{Decimal(str(hours)).normalize():f}"


def band_words(rule: HourRule) -> list[str]:
    """Such as “30 分钟及以上 → 1 学时”, the longest first."""
    bands = sorted(rule.bands, key=lambda band: band["minutes"], reverse=True)
    return [
        _("%(minutes)s 分钟及以上 → %(hours)s 学时") % {"minutes": band["minutes"], "hours": plain(band["hours"])}
        for band in bands
    ]


def words(rule: HourRule) -> str:
    """The whole version in one sentence, in the language in use."""
    parts = [_basis_words(rule)]
    if rule.daily_cap is not None:
        parts.append(_("每天最多 %(hours)s 学时") % {"hours": plain(rule.daily_cap)})
    parts.append(_("同一内容%(once)s") % {"once": rule.get_once_display()})
    return _("；").join(parts)


def _basis_words(rule: HourRule) -> str:
    match rule.basis:
        case HourRule.Basis.MINUTES:
            return _("每看 %(minutes)s 分钟计 1 学时") % {"minutes": rule.minutes_an_hour}
        case HourRule.Basis.LESSON:
            return _("每学完一课：%(bands)s") % {"bands": _("，").join(band_words(rule))}
        case _course:
            return _("学完整门课，按课程的学时计")


def kept(rule: HourRule) -> str:
    """How a ledger names the version that credited, whatever language a reader has chosen; at most 200 characters."""
    with override(settings.LANGUAGE_CODE):
        named = _("%(policy)s第 %(version)s 版（%(day)s起）：%(words)s")
        day = date_format(rule.valid_from, "DATE_FORMAT")
        found = named % {"policy": rule.policy.name, "version": rule.version, "day": day, "words": words(rule)}
    return found if len(found) <= 200 else f"{found[:199]}…"
