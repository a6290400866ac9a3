"""A package is sent, shown as what is in it, and put into a lesson when its sender says so."""

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.courses.board.views import BoardPage
from college.courses.courseware import actions
from college.courses.courseware.holders import Holder, holders_of
from college.courses.forms import one_file
from college.courses.models import LessonPage
from college.packages.actions import receive, replace
from college.packages.archives import MOST_BYTES
from college.packages.models import Package
from college.spreadsheets import Unreadable


class PackageForm(forms.Form):
    file = one_file(gettext_lazy("SCORM 课件（.zip）"), accept=".zip")


class CoursewarePage(BoardPage):
    """About a new lesson of a course, or about one that is there: 404 for whoever may not edit it."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.lesson is None and not self.board.may_add:
            raise PermissionDenied
        if self.lesson and self.lesson.permissions_for_user(self.user).page_locked():
            raise PermissionDenied
        if self.replaced and not self.may_replace(self.replaced):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def lesson(self) -> LessonPage | None:
        """As its draft is."""
        if "lesson" not in self.kwargs:
            return None
        found = get_object_or_404(LessonPage.objects.child_of(self.course), pk=self.kwargs["lesson"])
        if not found.permissions_for_user(self.user).can_edit():
            raise Http404
        draft: LessonPage = found.get_latest_revision_as_object()
        return draft

    @property
    def replaced(self) -> Package | None:
        return self.lesson.package if self.lesson else None

    def may_replace(self, package: Package) -> bool:
        """In all lessons that have it: a newer version is approved by nobody but who puts it there."""
        return all(self._may_change(holder) for holder in holders_of(package))

    def _may_change(self, holder: Holder) -> bool:
        may = holder.lesson.permissions_for_user(self.user)
        return may.can_edit() and not may.page_locked() and (may.can_publish() or not holder.is_public)

    def get_page_title(self) -> str:
        return _("换成新版课件") if self.replaced else _("放进 SCORM 课件")

    def get_page_subtitle(self) -> str:
        return self.lesson.draft_title if self.lesson else self.course.draft_title

    @property
    def back_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.lesson.pk]) if self.lesson else self.board_url

    def address(self, name: str, *arguments: int) -> str:
        of_lesson = [self.lesson.pk] if self.lesson else []
        name = f"courseware:{name}-into" if self.lesson else f"courseware:{name}"
        return reverse(name, args=[self.course.pk, *of_lesson, *arguments])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"course": self.course, "lesson": self.lesson, "replaced": self.replaced, "back_url": self.back_url}
        return super().get_context_data(**shown, send_url=self.address("send"), **kwargs)


class SendView(CoursewarePage):
    template_name = "courses/courseware/send.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": PackageForm(), "most_bytes": MOST_BYTES, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PackageForm(request.POST, request.FILES)
        if refusal := getattr(request, "upload_refusal", ""):
            form.errors["file"] = form.error_class([refusal])
        elif form.is_valid():
            try:
                package = receive(file=form.cleaned_data["file"], user=self.user)
                return redirect(self.address("preview", package.pk))
            except Unreadable as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form))


class PreviewView(CoursewarePage):
    template_name = "courses/courseware/preview.html"

    @cached_property
    def package(self) -> Package | None:
        """What this person sent and has not agreed to yet."""
        return Package.objects.filter(pk=self.kwargs["package"], made_by=self.user, is_kept=False).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.package is None:
            return self.gone()
        has_origin = bool(settings.PACKAGES_ORIGIN)
        shown = {"package": self.package, "outline": self.package.outline, "has_packages_origin": has_origin}
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.package is None:
            return self.gone()
        if self.replaced:
            replace(package=self.replaced, newer=self.package)
            messages.success(request, _("换成了新版课件，学员马上看到；学过的都留着。"))
        elif self.lesson:
            actions.put_into(lesson=self.lesson, package=self.package, user=self.user)
            messages.success(request, _("课件放进了这一课的草稿。发布以后，学员就能学。"))
        else:
            lesson = actions.add_lesson(course=self.course, package=self.package, user=self.user)
            messages.success(request, _("“%(title)s”成了一课，是草稿，排在最后。") % {"title": lesson.title})
            return redirect("wagtailadmin_pages:edit", lesson.pk)
        return redirect(self.back_url)

    def gone(self) -> HttpResponse:
        messages.warning(
            self.request, _("这份预览已经放进去过，或者等得太久，已经不在了。没有放进去的，请再选一次文件。")
        )
        return redirect(self.address("send"))
