"""A teacher's courses, and of one course: its learners, its quizzes, where people stop and rewatch, one learner."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.courses.models import CoursePage
from college.people.models import User
from college.progress.models import Enrolment
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching import export, scope
from college.progress.teaching.content import Content
from college.progress.teaching.drawing import drawings
from college.progress.teaching.figures import Figures, figures
from college.progress.teaching.filters import FilterForm
from college.progress.teaching.leaf import Leaf, leaf
from college.progress.teaching.learner import Learning
from college.progress.teaching.results import course_results
from college.progress.teaching.rows import rows, with_people
from college.progress.teaching.scope import Classroom
from college.progress.teaching.states import STILL_FOR, state_of
from college.spreadsheets import XLSX

COURSES = 20
TYPED = 60
"""Characters of a search."""


class TeachingPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "group"

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse("teaching:courses"), "label": _("教学")}]


class CoursesView(TeachingPage):
    """The courses whose learners this person may look at, each with how many stand where."""

    template_name = "progress/admin/courses.html"
    page_title = _("教学")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not scope.teaches(cast(User, request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*WagtailAdminTemplateMixin.get_breadcrumbs_items(self), {"url": "", "label": _("教学")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\0", "").strip()[:TYPED]
        found = scope.courses_of(self.user)
        found = found.filter(title__icontains=query) if query else found
        courses: Page[CoursePage] = Paginator(found, COURSES).get_page(self.request.GET.get("p"))
        rooms = scope.classrooms(self.user, courses)
        counted = figures(rooms, now=self.now)
        lines = [(room, counted[room.course.pk].total, counted[room.course.pk].states) for room in rooms]
        return super().get_context_data(**kwargs, query=query, courses=courses, lines=lines, days=STILL_FOR.days)


@dataclass(frozen=True)
class Tab:
    url: str
    label: str | Promise
    is_here: bool


TABS = [
    ("teaching:course", _("学员")),
    ("teaching:quizzes", _("测验")),
    ("teaching:watching", _("视频")),
    ("teaching:rooms", _("课堂")),
]


class CoursePageView(TeachingPage):
    """A page about one course; 404 for whoever may not see its learners."""

    here = ""

    @cached_property
    def classroom(self) -> Classroom:
        return scope.classroom(self.user, self.kwargs["pk"])

    @cached_property
    def content(self) -> Content:
        return Content(self.classroom.course)

    @property
    def course(self) -> CoursePage:
        return self.classroom.course

    def get_page_subtitle(self) -> str:
        return self.course.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.course.title}]

    def tabs(self) -> list[Tab]:
        return [Tab(reverse(name, args=[self.course.pk]), label, name == self.here) for name, label in TABS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"classroom": self.classroom, "course": self.course, "content": self.content, "tabs": self.tabs()}
        return super().get_context_data(**kwargs, **shown, days=STILL_FOR.days)


class ClassView(CoursePageView):
    """A page about the learners that a filter finds."""

    @cached_property
    def form(self) -> FilterForm:
        return FilterForm(self.request.GET, classroom=self.classroom, content=self.content)

    def found(self) -> EnrolmentQuerySet:
        return self.form.narrow(self.classroom.enrolments(), now=self.now)


class ListView(ClassView):
    """It lists them: sorted, fifty at a time."""

    @cached_property
    def leaf(self) -> Leaf:
        asked = self.request.GET
        found = with_people(self.found(), self.classroom)
        return leaf(found, sort=self.form.order, before=asked.get("before", ""), after=asked.get("after", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            form=self.form,
            is_narrowed=bool(self.form.asked),
            rows=rows(self.leaf.enrolments, self.content, now=self.now),
            query=urlencode(self.form.asked),
            before=self._beside("before"),
            after=self._beside("after"),
        )

    def _beside(self, side: str) -> str:
        """The address of the page before or after this one; empty where there is none."""
        place = getattr(self.leaf, side)
        return "?" + urlencode({**self.form.asked, "sort": self.form.order, side: place}) if place else ""


class LearnersView(ListView):
    template_name = "progress/admin/learners.html"
    page_title = _("学员")
    here = "teaching:course"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = figures([self.classroom], now=self.now)[self.course.pk]
        return super().get_context_data(
            **kwargs,
            figures=counted,
            count=self._count(counted),
            columns={name: self._column(name) for name in ("lessons_done", "active_at", "enrolled_at")},
            stuck=[
                (lesson, counted.stuck_at[lesson.pk]) for lesson in self.content.lessons if counted.stuck_at[lesson.pk]
            ],
        )

    def _column(self, name: str) -> dict[str, str]:
        """How the list is sorted by a column now, as `aria-sort` says it, and the address where it is the other way."""
        is_down, is_up = self.form.order == f"-{name}", self.form.order == name
        url = "?" + urlencode({**self.form.asked, "sort": name if is_down else f"-{name}"})
        return {"url": url, "is_now": "descending" if is_down else "ascending" if is_up else ""}

    def _count(self, counted: Figures) -> int | None:
        """How many the filter finds, where that is known without another count."""
        if not self.leaf.before and not self.leaf.after:
            return len(self.leaf.enrolments)
        if not self.form.asked:
            return counted.total
        return counted.by_state[self.form.asked["state"]] if list(self.form.asked) == ["state"] else None


class QuizzesView(ListView):
    template_name = "progress/admin/quizzes.html"
    page_title = _("测验")
    here = "teaching:quizzes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = course_results(self.classroom, self.content.quizzes, now=self.now)
        asked_by = {lesson.quiz_id: lesson for lesson in reversed(self.content.lessons)}
        cards = [(quiz, counted.by_quiz[quiz.pk], asked_by[quiz.pk]) for quiz in self.content.quizzes]
        return super().get_context_data(**kwargs, cards=cards, results=counted)


class WatchingView(CoursePageView):
    """Whole lessons' curves, so only for who sees the whole class."""

    template_name = "progress/admin/watching.html"
    page_title = _("视频")
    here = "teaching:watching"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = drawings(self.content.lessons) if self.classroom.is_whole else []
        return super().get_context_data(**kwargs, drawings=shown)


class LearnerView(CoursePageView):
    template_name = "progress/admin/learner.html"
    here = "teaching:course"

    @cached_property
    def enrolment(self) -> Enrolment:
        found = with_people(self.classroom.enrolments(), self.classroom)
        return get_object_or_404(found, pk=self.kwargs["enrolment_pk"])

    def get_page_title(self) -> str:
        return str(self.enrolment.learner)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        course = {"url": reverse("teaching:course", args=[self.course.pk]), "label": self.course.title}
        learner = {"url": "", "label": str(self.enrolment.learner)}
        return [*TeachingPage.get_breadcrumbs_items(self), course, learner]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = rows([self.enrolment], self.content, now=self.now)[0]
        return super().get_context_data(
            **kwargs,
            enrolment=self.enrolment,
            row=row,
            learning=Learning(self.enrolment, self.content),
            state=state_of(self.enrolment, now=self.now),
        )


class ExportView(ClassView):
    """What the list shows with this filter, all of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        book = export.workbook(self.classroom, self.content, self.found(), sort=self.form.order, now=self.now)
        name = slugify(f"{self.course.title}-{timezone.localdate():%Y%m%d}", allow_unicode=True)
        response = HttpResponse(book, content_type=XLSX)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{urlencode({'': name})[1:]}.xlsx"
        return response
