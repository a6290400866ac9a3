"""What all these pages have in common, and why somebody was not let in: one sentence each, which says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]
REFUSALS = {
    "unknown": _("这张卡认不出来。请对准方格图再扫一次；还是不行，请找老师换一张新卡。"),
    "revoked": _("这张卡已经作废了。请用新卡登录；没有新卡，请找老师要一张。"),
    "expired": _("隔得太久了。请再扫一次卡。"),
    "often": _("试的次数太多了。请过几分钟再试，或者请老师帮忙。"),
    "office": _("您的账户能管理学堂，不能用登录卡。请用密码或手机验证码登录。"),
    "locked": _("四张图连续选错了 5 次，为了安全，这张卡先停用了。请找老师重新设四张图。"),
    "code": _("这个号码已经用过，或者过了 5 分钟。请帮忙的人再给您一个新号码。"),
}


def for_one_reader(view: View) -> View:
    """In no cache, no frame, no search engine, and its address told to no other site."""

    @never_cache
    @xframe_options_deny
    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return cast(View, careful)


def refused(code: str) -> HttpResponse:
    """Sent elsewhere rather than answered with an error: the log of errors would have the token."""
    return redirect("people:card_refused", code)


@require_safe
@for_one_reader
def why_not(request: HttpRequest, code: str) -> HttpResponse:
    sentence = REFUSALS.get(code, REFUSALS["unknown"])
    return render(request, "people/cards/refused.html", {"sentence": sentence, "is_code": code == "code"})
