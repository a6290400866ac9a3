import logging

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from college.people.models import User
from media.delivery import deliver
from media.models import Rendition, Video

logger = logging.getLogger(__name__)


@require_safe
def play(request: HttpRequest, pk: int) -> HttpResponseBase:
    video = watchable(request, pk)
    if not video.is_playable:
        raise Http404
    return serve_kept(request, video.file, content_type=video.content_type)


@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponseBase:
    video = watchable(request, pk)
    if not video.poster:
        raise Http404
    return serve_kept(request, video.poster, content_type="image/jpeg")


@require_safe
def rendition(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    video = watchable(request, pk)
    made = get_object_or_404(video.renditions, kind=kind, state=Rendition.State.DONE)
    if not video.is_playable:
        raise Http404
    return serve_kept(request, made.file, content_type=made.content_type)


def serve_kept(request: HttpRequest, file: FieldFile, *, content_type: str) -> HttpResponseBase:
    try:
        return deliver(request, file, content_type=content_type)
    except FileNotFoundError as error:
        logger.exception("%s is gone from the storage", file.name)
        raise Http404 from error


def watchable(request: HttpRequest, pk: int) -> Video:
    """The video, for those whom the policy and its collection let watch it and for editors; 404 for anyone else."""
    video = get_object_or_404(Video.objects.select_related("collection"), pk=pk)
    is_open = import_string(settings.VIDEO_ACCESS_POLICY)(request.user, video)
    if (is_open and is_admitted(request, video)) or may_preview(request.user, video):
        return video
    raise Http404


def is_admitted(request: HttpRequest, video: Video) -> bool:
    return all(restriction.accept_request(request) for restriction in video.collection.get_view_restrictions())


def may_be_shown(request: HttpRequest, video: Video) -> bool:
    """Whether a page that is open to this visitor may show the video and its words: its collection may be private."""
    is_private = Video.objects.filter(pk=video.pk).in_private_collections().exists()
    return not is_private or is_admitted(request, video) or may_preview(request.user, video)


def may_preview(user: User | AnonymousUser, video: Video) -> bool:
    policy = policy_registry.get_by_type(Video)
    return policy.user_has_any_permission_for_instance(user, ["choose", "change"], video)


def may_change(user: User | AnonymousUser, video: Video) -> bool:
    return policy_registry.get_by_type(Video).user_has_permission_for_instance(user, "change", video)
