from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SayingRefused(Exception):
    """Nothing was kept. `code`: "too-many", "overtaken"."""

    REASONS = {
        "too-many": _("今天已经问了很多，老师看得过来才好。请明天再问。"),
        "overtaken": _("刚才又有了新的话，请先看一看。"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> Promise:
        return self.REASONS[self.code]
