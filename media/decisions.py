"""What an editor decides about the work on a video, at addresses of the admin. Each is a POST and leads back."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from media import jobs
from media.models import Video
from media.views import may_change


def decision(name: str, decide: Callable[..., Video], said: str | Promise) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        video = get_object_or_404(Video.objects.select_related("collection"), pk=pk)
        if not may_change(request.user, video):
            raise PermissionDenied
        decide(video=video, user=request.user)
        messages.success(request, said % {"title": video})
        return redirect(way_back(request, pk))

    view.__name__ = name
    return view


def way_back(request: HttpRequest, pk: int) -> str:
    here = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure())
    return here if is_safe else reverse("videos:edit", args=[pk])


DECISIONS = {
    "retry": decision("retry", jobs.retry, _("“%(title)s”没有完成的部分会再试。")),
    "rerun": decision("rerun", jobs.rerun, _("“%(title)s”会重新转写；校对过的字幕会保留。")),
    "cancel": decision("cancel", jobs.cancel, _("“%(title)s”的后台处理已取消；已完成的部分会保留。")),
    "put_first": decision("put_first", jobs.put_first, _("“%(title)s”已排到其他视频前面。")),
}

urlpatterns = [path(f"{name}/<int:pk>/", view, name=name) for name, view in DECISIONS.items()]
