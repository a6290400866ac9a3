"""On a lesson with a package: its parts, each with a button that opens it in a frame."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.panels import Panel
from college.courses.hooks import Run, State, package_run
from college.courses.models import LessonPage
from college.packages import apart, elements
from college.packages.launching import address
from college.packages.models import Package
from college.packages.outlines import Item


class PackagePanel(Panel):
    template_name = "courses/_package.html"
    place = "package"

    def __init__(self, request: HttpRequest, lesson: LessonPage, package: Package, run: Run | None) -> None:
        self.request, self.lesson, self.package, self.run = request, lesson, package, run

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {
            "lesson": self.lesson,
            "package": self.package,
            "parts": [self._part(item) for item in self.package.outline.items],
            "run": self.run,
            "sandbox": apart.sandbox(with_origin=apart.has_own_origin(self.request)),
            "words": words(),
        }

    def _part(self, item: Item) -> dict[str, Any]:
        """Without a run it is a trial, which goes on with nothing and keeps nothing."""
        part = {"item": item, "address": address(self.request, self.package, item)}
        if self.run:
            return part | {"state": self.run.states[item.key], "verb": self.run.verbs[item.key]}
        values = elements.initial(item, {}, learner="", name="", seconds=0, is_resumed=False)
        return part | {"state": State("new", ""), "verb": _("打开看看"), "values": json.dumps(values)}


def panel_of(request: HttpRequest, lesson: LessonPage) -> PackagePanel | None:
    if lesson.package is None:
        return None
    return PackagePanel(request, lesson, lesson.package, package_run(request, lesson))


def words() -> dict[str, str]:
    return {
        "opening": _("正在打开…"),
        "keeps": _("学到哪里会自动保存。"),
        "trial": _("没有报名，只是看看：学过的不记下来。"),
        "saving": _("正在保存…"),
        "saved": _("已保存，下次从这里接着学。"),
        "offline": _("现在连不上网，还没有保存。学过的先记在这台设备上，连上网会自动补上。"),
        "stale": _("这一页打开太久了，或者课件换了新版。请刷新页面，再接着学。"),
        "close": _("关闭"),
        "larger": _("放大"),
        "smaller": _("缩小"),
    }
