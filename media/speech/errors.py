"""Why a file or an engine cannot be used, each in one sentence for the person who is waiting."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

UNUSABLE: dict[str, str | Promise] = {
    "missing": _("找不到这个文件，或者没有权限读取。"),
    "empty": _("这个文件是空的。请重新选择视频文件。"),
    "not-video": _("这个文件不是视频，打不开。请选择 MP4、MOV、WebM 等视频文件。"),
    "no-picture": _("这个文件只有声音，没有画面。请选择视频文件。"),
    "truncated": _("这个视频不完整，后面的内容缺失。请重新导出或重新上传完整的文件。"),
    "damaged": _("这个视频已损坏，读不下去。请重新导出后再上传。"),
    "no-sound": _("这个视频没有声音，不能生成字幕。"),
    "unconvertible": _("这个视频转换不了，原因已记入日志。请用 H.264 编码重新导出 MP4 再上传。"),
    "misconverted": _("转换不成功：做出来的视频不完整，原因已记入日志。原来的视频还在，请联系管理员。"),
    "too-long": _("这个视频超过 12 小时。请分成几段再上传。"),
}


class UnusableMedia(Exception):
    """The file cannot be used; `code` is a key of UNUSABLE, `message` its translated sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = UNUSABLE[code]

    def __str__(self) -> str:
        return str(self.message)


class EngineMissing(Exception):
    """No engine or no model; `message` names the command that puts it there."""

    def __init__(self, reason: str | Promise, command: str) -> None:
        super().__init__(reason, command)
        self.message = format_lazy(_("{reason}请运行：{command}"), reason=reason, command=command)

    def __str__(self) -> str:
        return str(self.message)
