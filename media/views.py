from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from college.people.models import User
from media.models import Video
from media.playback import serve
from media.speech.webvtt import to_webvtt


@require_safe
def play(request: HttpRequest, pk: int) -> HttpResponseBase:
    video = watchable(request.user, pk)
    if not video.is_playable:
        raise Http404
    return serve(request, video.file, content_type=video.content_type)


@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponseBase:
    video = watchable(request.user, pk)
    if not video.poster:
        raise Http404
    return serve(request, video.poster, content_type="image/jpeg")


@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponse:
    video = watchable(request.user, pk)
    if not video.has_captions:
        raise Http404
    headers = {"Cache-Control": "private", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(to_webvtt(video.cues()), content_type="text/vtt; charset=utf-8", headers=headers)


def watchable(user: User | AnonymousUser, pk: int) -> Video:
    """The video, for those whom the policy lets watch it and for those who may change it; 404 for anyone else."""
    video = get_object_or_404(Video.objects.select_related("collection"), pk=pk)
    if import_string(settings.VIDEO_ACCESS_POLICY)(user, video) or may_change(user, video):
        return video
    raise Http404


def may_change(user: User | AnonymousUser, video: Video) -> bool:
    return policy_registry.get_by_type(Video).user_has_permission_for_instance(user, "change", video)
