"""An editor sends a folder of videos, looks at the lessons they would become, and agrees or not."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.permissions import policy_registry

from college.courses.board.actions import LONGEST_TITLE
from college.courses.board.views import BoardPage
from college.courses.videos.actions import add_lessons_of
from college.courses.videos.names import in_order, lesson_title
from media.forms import UploadForm
from media.models import Upload, Video
from media.status import tell

MOST = 200
"""Videos at once."""
OFFERED = 50


class VideosPage(BoardPage):
    """404 for whoever may not edit the course; only who may add lessons to it, and upload videos, comes in."""

    page_title = gettext_lazy("一个视频一课")
    header_icon = "media"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.board.may_add or not policy_registry.get_by_type(Video).user_has_permission(self.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.course.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, course=self.course, board_url=self.board_url)


class SendView(VideosPage):
    """The form is that of all videos, and so is where it goes."""

    template_name = "courses/videos/send.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unfinished = Upload.objects.filter(user=self.user, expires_at__gt=timezone.now())
        waiting = Video.objects.filter(uploaded_by=self.user, lessons=None, questions=None)
        waiting = waiting.exclude(state=Video.State.FAILED).order_by("-created_at", "-pk")
        shown = {
            "form": UploadForm(user=self.user),
            "unfinished": unfinished.exclude(name__iendswith=".zip"),
            "max_bytes": settings.VIDEO_MAX_BYTES,
            "waiting": waiting[:OFFERED],
        }
        return super().get_context_data(**shown, **kwargs)


class PreviewView(VideosPage):
    """`upload`: the numbers by which the videos came, or that they were given. A video that is none is told of."""

    template_name = "courses/videos/preview.html"

    @cached_property
    def videos(self) -> list[Video]:
        field, numbers = UUIDField(), []
        for sent in self.request.GET.getlist("upload")[:MOST]:
            try:
                numbers.append(field.clean(sent))
            except ValidationError:
                continue
        found = Video.objects.choosable_by(self.user).filter(uuid__in=numbers)
        return sorted(found, key=lambda video: (in_order(video.original_name), video.pk))

    @property
    def usable(self) -> list[Video]:
        return [video for video in self.videos if video.state != Video.State.FAILED]

    def get_template_names(self) -> list[str]:
        return ["courses/videos/_states.html"] if self.request.htmx else [self.template_name]  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.videos:
            messages.error(request, _("还没有选视频。请先上传，或者勾选几个已经上传的。"))
            return redirect("lesson_videos:send", self.course.pk)
        tell(self.videos)
        shown = {
            "rows": [(video, lesson_title(video.title, LONGEST_TITLE)) for video in self.usable],
            "failed": [video for video in self.videos if video.state == Video.State.FAILED],
            "is_moving": any(video.state in ("waiting", "running") for video in self.videos),
            "longest": LONGEST_TITLE,
        }
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.chosen()
        if not chosen:
            messages.error(request, _("还没有勾选视频。请至少勾选一个。"))
            return redirect(request.get_full_path())
        added = add_lessons_of(course=self.course, videos=chosen, user=self.user)
        words = ngettext(
            "加了 %(count)s 课，都是草稿，排在最后。", "加了 %(count)s 课，都是草稿，排在最后。", len(added)
        )
        messages.success(request, words % {"count": len(added)})
        return redirect(self.board_url)

    def chosen(self) -> list[tuple[Video, str]]:
        """Those ticked, with the titles they were given. One that came into a lesson of the course meanwhile is not
        taken twice: whoever taps twice gets each lesson once."""
        sent, ticked = self.request.POST, set(self.request.POST.getlist("video"))
        titles = {
            video.pk: " ".join(sent.get(f"title-{video.pk}", "").replace("\0", "").split())[:LONGEST_TITLE]
            for video in self.usable
        }
        there = set(Video.objects.filter(lessons__path__startswith=self.course.path).values_list("pk", flat=True))
        return [
            (video, titles[video.pk] or lesson_title(video.title, LONGEST_TITLE))
            for video in self.usable
            if str(video.pk) in ticked and video.pk not in there
        ]
