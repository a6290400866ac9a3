from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "college.progress"
    verbose_name = _("学习进度")

    def ready(self) -> None:
        from college.progress import handlers  # noqa: F401
        from college.progress.hours import handlers as hours  # noqa: F401
        from college.progress.xapi import checks, desk  # noqa: F401
        from college.progress.xapi import handlers as xapi  # noqa: F401
