from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BoardRefused(Exception):
    """What somebody wanted of a course cannot be: `message` says why and what to do instead."""

    MESSAGES: dict[str, str | Promise] = {
        "reordered": _("课时刚才有人动过，次序没有改。请看一看现在的次序，再排一次。"),
        "learned": _("这一课已经有人学过，学习记录留在这门课里，所以不能移走。可以复制一份到别的课程。"),
        "published": _("这一课已经发布，移走要有发布的权限。可以复制一份到别的课程。"),
        "nothing": _("还没有写课时的名字。请一行写一个。"),
        "too-many": _("一次最多加 50 课。请分几次加。"),
        "too-long": _("课时的名字最多 100 个字。请把长的写短一些。"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        return str(self.MESSAGES[self.code])
