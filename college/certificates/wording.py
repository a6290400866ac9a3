"""An award rule read back in one sentence, so that whoever set it sees what it will do."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.certificates.content import plain

if TYPE_CHECKING:
    from college.certificates.models import Award


def words(award: "Award") -> str:
    """E.g. 学完《志愿服务入门》、每个测验至少 80 分的志愿者，经审核并公示 7 天后，自动发给《结业证书》，有效 24 个月。

    One query where `required__course` was not prefetched.
    """
    said = {
        "kinds": _("、").join(award.kind_labels),
        "conditions": _("、").join(conditions(award)),
        "after": after(award),
        "title": award.title,
        "validity": validity(award),
    }
    if said["conditions"]:
        sentence = _("%(conditions)s的%(kinds)s，%(after)s自动发给《%(title)s》，%(validity)s。")
    else:
        sentence = _("由工作人员手工或按名单%(after)s发给%(kinds)s《%(title)s》，%(validity)s。")
    return sentence % said


def conditions(award: "Award") -> list[str]:
    """What is to be done; nothing where it is given by hand."""
    courses = "".join(_("《%(title)s》") % {"title": required.course.title} for required in award.required.all())
    if not courses:
        return []
    asked = [_("学完%(courses)s") % {"courses": courses}]
    if award.minimum_mark:
        asked.append(_("每个测验至少 %(mark)s 分") % {"mark": award.minimum_mark})
    if award.minimum_hours:
        asked.append(_("在课程里记满 %(hours)s 学时") % {"hours": plain(award.minimum_hours)})
    if award.minimum_attendance:
        asked.append(
            ngettext("课堂到课至少 %(count)s 课", "课堂到课至少 %(count)s 课", award.minimum_attendance)
            % {"count": award.minimum_attendance}
        )
    if award.minimum_attendance_share:
        asked.append(_("课堂到课不少于现有课时的 %(share)s %%") % {"share": award.minimum_attendance_share})
    return asked


def after(award: "Award") -> str:
    """Whose say it takes, to stand before the verb; empty for nobody's."""
    days = {"days": award.publicity_days}
    if award.needs_approval and award.publicity_days:
        return _("经审核并公示 %(days)s 天后，") % days
    if award.needs_approval:
        return _("经审核后，")
    return _("公示 %(days)s 天后，") % days if award.publicity_days else ""


def validity(award: "Award") -> str:
    if not award.valid_months:
        return _("长期有效")
    months = ngettext("有效 %(months)s 个月", "有效 %(months)s 个月", award.valid_months)
    return months % {"months": award.valid_months}
