from django.utils.translation import gettext_lazy as _


class ReportRefused(Exception):
    """A package's report that is not believed: `code` for the page, `message` for a person, an HTTP `status`."""

    REASONS = {
        "too-large": (413, _("消息太长。")),
        "not-json": (400, _("消息不是有效的 JSON。")),
        "bad-message": (400, _("消息缺少内容或类型不对。")),
        "bad-token": (403, _("凭证无效，请刷新页面。")),
        "stale-token": (403, _("页面打开太久了，请刷新页面。")),
        "gone": (409, _("课程或课时已经不在了，请刷新页面。")),
        "part-closed": (409, _("前面的单元还没有学完，请刷新页面。")),
        "package-changed": (409, _("这一课换了课件，请刷新页面。")),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.message = self.REASONS[code]
