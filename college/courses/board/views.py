"""The board of a course, and what is sent from it. Every change is a POST; with htmx the board alone comes back."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.courses.board import actions, permissions
from college.courses.board.lines import outline_of
from college.courses.board.refusals import BoardRefused
from college.courses.board.states import standings_of
from college.courses.keeping import is_kept
from college.courses.models import CoursePage, LessonPage
from college.courses.review.policy import OrganisationsPolicy
from college.people.models import User


class BoardPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about one course; 404 for whoever may not edit it."""

    header_icon = "openquote"
    http_method_names = ["get", "head", "post"]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def board(self) -> permissions.Board:
        return permissions.board(self.user, self.kwargs["pk"])

    @property
    def course(self) -> CoursePage:
        return self.board.course

    @property
    def board_url(self) -> str:
        return reverse("boards:board", args=[self.course.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("courses:index"), "label": gettext_lazy("课程")}
        return [*super().get_breadcrumbs_items(), above, {"url": self.board_url, "label": self.course.draft_title}]


class BoardView(BoardPage):
    template_name = "courses/board/board.html"
    page_title = gettext_lazy("课时总览")
    http_method_names = ["get", "head"]

    def get_page_subtitle(self) -> str:
        return self.course.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **shown(self.board, self.user))


def shown(board: permissions.Board, user: User) -> dict[str, Any]:
    outline = outline_of(board.course, user)
    return {
        "board": board,
        "course": board.course,
        "lines": outline.lines,
        "faults": outline.faults,
        "points": outline.points,
        "standing": standings_of([board.course])[board.course.pk],
        "minutes": sum(line.lesson.minutes for line in outline.lines),
    }


class Change(BoardPage):
    """A change of the course, and a sentence about it."""

    http_method_names = ["post"]

    def change(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = ""
        try:
            said = self.change()
        except BoardRefused as refusal:
            said = refused = refusal.message
        if request.htmx:  # type: ignore[attr-defined]
            news = {"said": said, "is_refused": bool(refused), "moved": self.key("lesson")}
            return render(request, "courses/board/_board.html", {**shown(self.board, self.user), **news})
        if refused:
            messages.error(request, refused)
            return self.refused()
        messages.success(request, said)
        return redirect(self.board_url)

    def refused(self) -> HttpResponse:
        return redirect(self.board_url)

    def key(self, name: str) -> int | None:
        """What was sent as the key of a lesson; None for nothing, 404 for anything else."""
        sent = self.request.POST.get(name, "")
        if not sent:
            return None
        if not (sent.isascii() and sent.isdigit() and len(sent) < 19):
            raise Http404
        return int(sent)


class PlaceView(Change):
    """`lesson` is to stand before the lesson `before`, or behind them all."""

    def change(self) -> str:
        lesson = get_object_or_404(LessonPage.objects.child_of(self.course), pk=self.key("lesson"))
        if not self.board.may_arrange:
            raise PermissionDenied
        number = actions.place_lesson(course=self.course, lesson=lesson.pk, before=self.key("before"), user=self.user)
        return _("“%(title)s”现在是第 %(number)s 课。") % {"title": lesson.draft_title, "number": number}


class AddView(Change, BoardView):
    """What was typed is shown again when it is refused."""

    @property
    def typed(self) -> str:
        return self.request.POST.get("titles", "")

    def refused(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(typed=self.typed))

    def change(self) -> str:
        if not self.board.may_add:
            raise PermissionDenied
        added = actions.add_lessons(course=self.course, titles=self.typed, user=self.user)
        words = ngettext("加了 %(count)s 课，都是草稿。", "加了 %(count)s 课，都是草稿。", len(added))
        return words % {"count": len(added)}


class DuplicateLessonView(Change):
    """Beside the original."""

    def change(self) -> str:
        lesson = get_object_or_404(LessonPage.objects.child_of(self.course), pk=self.key("lesson"))
        if not self.board.may_add:
            raise PermissionDenied
        copy = actions.duplicate_lesson(lesson=lesson, to=self.course, user=self.user)
        words = (
            _("“%(title)s”加好了，是草稿，还没有日期。")
            if actions.has_dates(lesson)
            else _("“%(title)s”加好了，是草稿。")
        )
        return words % {"title": copy.draft_title}


class DuplicateCourseView(Change):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.board.may_duplicate:
            raise PermissionDenied
        copy = actions.duplicate_course(course=self.course, user=self.user)
        said = _("“%(title)s”加好了：课程和课时都是草稿，学员的记录和开放、截止的日期没有带过来。") % {
            "title": copy.draft_title
        }
        messages.success(request, said)
        return redirect("boards:board", copy.pk)


class MoveView(BoardPage):
    """To which course a lesson goes: as it is, or as a copy. A lesson that somebody learned in can only be copied."""

    template_name = "courses/board/move.html"
    page_title = gettext_lazy("移到别的课程")

    @cached_property
    def lesson(self) -> LessonPage:
        return get_object_or_404(LessonPage.objects.child_of(self.course), pk=self.kwargs["lesson_pk"])

    @cached_property
    def obstacle(self) -> str:
        """Why it can only be copied, as a code of `BoardRefused`."""
        if is_kept(self.lesson):
            return "learned"
        return "" if self.lesson.permissions_for_user(self.user).can_move() else "published"

    def get_page_subtitle(self) -> str:
        return self.lesson.draft_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.lesson.draft_title}]

    def destinations(self) -> list[CoursePage]:
        """The other courses to which this person may add lessons."""
        found = OrganisationsPolicy(CoursePage).instances_user_has_permission_for(self.user, "add")
        return list(found.exclude(pk=self.course.pk).defer_streamfields().order_by("draft_title", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = {"course": self.course, "lesson": self.lesson, "destinations": self.destinations()}
        why_not = BoardRefused(self.obstacle).message if self.obstacle else ""
        return super().get_context_data(**kwargs, **page, why_not=why_not, board_url=self.board_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.POST.get("to", "")
        to = next((course for course in self.destinations() if str(course.pk) == sent), None)
        if to is None:
            messages.error(request, _("请先选一门课程。"))
            return redirect(request.path)
        said = {"title": self.lesson.draft_title, "course": to.draft_title}
        try:
            if request.POST.get("how") == "copy":
                actions.duplicate_lesson(lesson=self.lesson, to=to, user=self.user)
                words = _("“%(title)s”复制到了“%(course)s”，是草稿，还没有日期。")
                words = words if actions.has_dates(self.lesson) else _("“%(title)s”复制到了“%(course)s”，是草稿。")
                messages.success(request, words % said)
            elif self.obstacle:
                raise BoardRefused(self.obstacle)
            else:
                actions.move_lesson(lesson=self.lesson, course=self.course, to=to, user=self.user)
                messages.success(request, _("“%(title)s”移到了“%(course)s”。") % said)
        except BoardRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(request.path)
        return redirect("boards:board", to.pk)
