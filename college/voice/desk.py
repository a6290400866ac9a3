"""Where an editor's microphone sends a sentence to."""

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from college.voice import recordings

A_DAY = 500
"""Recordings of one person."""


@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """The file `sound` in; {"id", "url"} out, or {"error": sentence}. For whoever may write pages."""
    is_writer = page_permission_policy.user_has_any_permission(request.user, ["add", "change"])
    if not request.user.is_authenticated or not is_writer:
        raise PermissionDenied
    if not ratelimit.consume(request, app="college", action="record", config={"record": f"{A_DAY}/d/user"}):
        return _refused(_("今天录得太多了，请明天再录。"))
    sound = request.FILES.get("sound")
    if not isinstance(sound, UploadedFile):
        return _refused(getattr(request, "upload_refusal", "") or str(recordings.UNUSABLE))
    try:
        kept = recordings.keep(sound, sound.size or 0, by=request.user)
    except recordings.UnusableRecording as refusal:
        return _refused(str(refusal))
    return JsonResponse({"id": str(kept.pk), "url": kept.url})


def _refused(sentence: str) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=400)
