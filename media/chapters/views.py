"""The page on which an editor puts the chapters of a video right."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from college.people.models import User
from media.captions.views import VideoPage
from media.chapters.actions import ChangedMeanwhile, save_chapters, state_of, suggestions_for
from media.chapters.forms import ChapterFormSet


class ChaptersView(VideoPage):
    template_name = "media/admin/chapters.html"
    page_title = gettext_lazy("章节")
    here = "videos:chapters"

    @cached_property
    def is_preview(self) -> bool:
        """Fresh suggestions are looked at before they replace anything."""
        return "suggest" in self.request.GET

    @cached_property
    def rows(self) -> ChapterFormSet:
        if self.request.method == "POST":
            return ChapterFormSet(self.request.POST, duration=self.video.duration or 0.0)
        shown = suggestions_for(self.video) if self.is_preview else self.video.chapters.all()
        initial = [{"start": found.start, "title": found.title} for found in shown]
        return ChapterFormSet(initial=initial, duration=self.video.duration or 0.0)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.rows.is_valid():
            return self.render(_("还没有保存：请看下面标出的地方。"))
        seen = request.POST.get("seen", "")
        try:
            user = cast(User, request.user)
            save_chapters(video=self.video, chapters=self.rows.chapters(), seen=seen, user=user)
        except ChangedMeanwhile:
            return self.render(_("别人刚刚改过这些章节，您的还没有保存。要用您的覆盖，请再保存一次。"))
        messages.success(request, _("章节已保存。"))
        return redirect("videos:chapters", self.video.pk)

    def render(self, trouble: str) -> HttpResponse:
        messages.error(self.request, trouble)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            rows=self.rows,
            is_preview=self.is_preview,
            is_suggested=any(chapter.is_suggested for chapter in self.video.chapters.all()),
            seen=state_of(self.video),
        )
