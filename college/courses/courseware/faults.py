"""What keeps a lesson's package from being completed as the lesson's rule asks.

A package always has a part that can be opened, and a rule never asks for one that is not there: `manifest` and `terms`
see to that. But a newer version may report less than the older, a rule may be chosen that does not go with what the
package says, and the host that it needs may not be set.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from college.courses.models import LessonPage
from college.packages.models import Package

Rule = LessonPage.PackageRule


def package_fault(*, lesson: str, package: Package, rule: str) -> str:
    """Why nobody completes the lesson of this title; empty where nothing is known that hinders."""
    if rule == Rule.SEEN:
        return ""
    if rule == Rule.PASSED and not package.outline.reports:
        return _("“%(lesson)s”要课件报告通过，可是课件不会报告，谁也通不过") % {"lesson": lesson}
    return _unable_to_run(lesson, package)


def package_remark(*, lesson: str, package: Package, rule: str) -> str:
    """The same; else what an editor should think of, though the lesson can be completed."""
    if fault := package_fault(lesson=lesson, package=package, rule=rule):
        return fault
    if rule == Rule.COMPLETED and not package.outline.reports:
        words = _("“%(lesson)s”的课件不会报告学到哪里，打开过就算学完了；请改成由学员自己点“我看完了”")
        return words % {"lesson": lesson}
    return _unable_to_run(lesson, package)


def _unable_to_run(lesson: str, package: Package) -> str:
    if not package.outline.needs_own_origin or settings.PACKAGES_ORIGIN:
        return ""
    words = _("“%(lesson)s”的课件要有单独的课件网址才能运行，现在还没有，多半打不开；请管理员设置 PACKAGES_ORIGIN")
    return words % {"lesson": lesson}
