from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QuizRefused(Exception):
    """`code` says why, `message` says it to a person; nothing was changed."""

    REASONS: dict[str, Promise] = {}

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = self.REASONS[code]


class AttemptRefused(QuizRefused):
    """No attempt can be begun; when cooling down, `until` says from when one can."""

    REASONS = {
        "no-attempts-left": _("答题的次数用完了。想再试，请老师给这个测验加几次。"),
        "cooling-down": _("先歇一歇，看看前面的内容，过一会儿再答。"),
        "no-questions": _("这个测验还没有题目，请过些时候再来。"),
    }

    def __init__(self, code: str, *, until: datetime | None = None) -> None:
        super().__init__(code)
        self.until = until


class AnswerRefused(QuizRefused):
    """An answer that cannot be taken; `so_far` is what can be shown of it, to go on from."""

    REASONS = {
        "empty": _("请先答这一题，再点“答好了”。"),
        "incomplete": _("还有没配好的，请把每一行都选上。"),
        "not-offered": _("没有看懂这个答案，请在下面重新选一次。"),
        "too-long": _("答案太长了，请写得短一些。"),
        "no-such-question": _("这次测验里没有这一题。"),
        "already-answered": _("这一题已经答过了，以第一次的答案为准。"),
        "time-is-up": _("时间到了，已经替您交卷，前面答的都算。"),
        "finished": _("这次测验已经交卷了，答案没有再改。"),
    }

    def __init__(self, code: str, *, so_far: Any = None) -> None:
        super().__init__(code)
        self.so_far = so_far
