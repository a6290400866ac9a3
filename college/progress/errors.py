from django.utils.translation import gettext_lazy as _


class EnrolmentRefused(Exception):
    """`code` says why; nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReadRefused(EnrolmentRefused):
    """A lesson cannot be marked as read."""


class MessageRefused(Exception):
    """What a lesson's page reports, of which nothing is believed: `code` for the page, `message` for a person, an HTTP
    `status`."""

    REASONS = {
        "too-large": (413, _("消息太长。")),
        "not-json": (400, _("消息不是有效的 JSON。")),
        "bad-message": (400, _("消息缺少内容或类型不对。")),
        "bad-token": (403, _("凭证无效，请刷新页面。")),
        "stale-token": (403, _("页面打开太久了，请刷新页面。")),
        "gone": (409, _("课程或课时已经不在了，请刷新页面。")),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.message = self.REASONS[code]


class WatchRefused(MessageRefused):
    """A message of a player."""

    REASONS = {
        **MessageRefused.REASONS,
        "bad-client": (400, _("播放器编号不对。")),
        "bad-number": (400, _("消息序号不对。")),
        "bad-ranges": (400, _("播放区间不对：要从小到大，并且不超出视频长度。")),
        "too-many-ranges": (400, _("播放区间太多。")),
        "bad-position": (400, _("播放位置不对。")),
        "moved": (409, _("这一课已移到别的课程，请刷新页面。")),
        "video-changed": (409, _("这一课换了视频，请刷新页面。")),
    }
