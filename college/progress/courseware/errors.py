from django.utils.translation import gettext_lazy as _

from college.progress.errors import MessageRefused


class ReportRefused(MessageRefused):
    """A message of a package."""

    REASONS = {
        **MessageRefused.REASONS,
        "part-closed": (409, _("前面的单元还没有学完，请刷新页面。")),
        "package-changed": (409, _("这一课换了课件，请刷新页面。")),
    }
