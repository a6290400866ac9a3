"""A person asks for what is held of them, or to have it erased; both after showing once more who they are."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.people.forms import just_signed_in_by_code
from college.people.models import User
from college.people.privacy.erasure import ErasureRefused, erase
from college.people.privacy.forms import EraseForm
from college.people.privacy.sending import sent

View = Callable[[HttpRequest], HttpResponseBase]


def surely_themselves(view: View) -> View:
    """For whoever gave their password, or came in by a code, a moment ago: a phone left lying about is not enough."""

    @never_cache
    @login_required
    @wraps(view)
    def careful(request: HttpRequest) -> HttpResponseBase:
        user = cast(User, request.user)
        if user.has_usable_password():
            raise_if_reauthentication_required(request, app="account")
        elif not just_signed_in_by_code(user):
            messages.error(request, _("要确认是您本人：请先退出，用短信验证码重新登录，再马上回到这里。"))
            return redirect("people:profile")
        return view(request)

    return cast(View, careful)


@require_safe
@surely_themselves
def data(request: HttpRequest) -> HttpResponseBase:
    return render(request, "people/privacy/data.html")


@require_POST
@surely_themselves
def archive(request: HttpRequest) -> HttpResponseBase:
    return sent(cast(User, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@surely_themselves
def erase_me(request: HttpRequest) -> HttpResponseBase:
    user = cast(User, request.user)
    form = EraseForm(request.POST or None, person=user, by=user)
    if form.is_valid():
        try:
            erase(person=user, by=user)
        except ErasureRefused:
            form.add_error(None, _("您是最后一位管理员，不能删除自己：学堂就没有人管理了。请先请人接替。"))
        else:
            logout(request)
            return redirect("people:erased")
    status = 422 if form.is_bound else 200
    return render(request, "people/privacy/erase.html", {"form": form}, status=status)


@require_safe
def erased(request: HttpRequest) -> HttpResponseBase:
    return render(request, "people/privacy/erased.html")
