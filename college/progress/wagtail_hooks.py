from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.models import HomePage
from cms.panels import Panel
from college.courses.hooks import Gate, State
from college.courses.models import CoursePage, LessonPage
from college.progress.gates import by_order
from college.progress.models import Enrolment
from college.progress.panels import ContinuePanel, CourseActionPanel, EnrolFirstPanel, panels_of_lesson
from college.progress.standing import Standing, standing_at, standing_in, standings
from college.progress.viewsets import EnrolmentViewSet, ReadOnlyPolicy

register_permission_policy(Enrolment, ReadOnlyPolicy(Enrolment))


@hooks.register("register_admin_viewset")
def enrolments() -> EnrolmentViewSet:
    return EnrolmentViewSet()


@hooks.register("home_panels")
def home_panels(request: HttpRequest, page: HomePage) -> list[Panel]:
    if not request.user.is_authenticated:
        return []
    latest = Enrolment.objects.of(request.user).unfinished().with_course().latest_first()[:1]
    return [ContinuePanel(request, standing) for standing in standings(latest) if standing.current]


@hooks.register("course_panels")
def course_panels(request: HttpRequest, page: CoursePage) -> list[Panel]:
    return [CourseActionPanel(request, page, standing_in(request, page))]


@hooks.register("lesson_panels")
def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    standing = standing_at(request, page)
    if standing is None:
        return [EnrolFirstPanel(request, page)]
    return panels_of_lesson(request, page, standing)


@hooks.register("annotate_courses")
def annotate_courses(request: HttpRequest, courses: Sequence[CoursePage]) -> None:
    if not request.user.is_authenticated:
        return
    by_id = {course.pk: course for course in courses}
    for standing in standings(Enrolment.objects.of(request.user).filter(course__in=by_id).with_course()):
        by_id[standing.course.pk].state = _course_state(standing)


@hooks.register("annotate_lessons")
def annotate_lessons(request: HttpRequest, course: CoursePage, lessons: Sequence[LessonPage]) -> None:
    standing = standing_in(request, course)
    if standing:
        for lesson in lessons:
            lesson.state = _lesson_state(standing, lesson)


@hooks.register("lesson_gates")
def lesson_gates(request: HttpRequest, course: CoursePage, lessons: Sequence[LessonPage]) -> Mapping[int, Gate | None]:
    """What is done stays open."""
    standing = standing_in(request, course)
    done = standing.done_keys if standing else set()
    return {**by_order(course, lessons, done=done), **dict.fromkeys(done)}


def _course_state(standing: Standing) -> State:
    if standing.enrolment.is_completed:
        return State("done", _("已学完"))
    if not standing.progress:
        return State("current", _("已报名"))
    return State("current", _("已学 %(done)s / %(total)s 课") % {"done": standing.done, "total": standing.total})


def _lesson_state(standing: Standing, lesson: LessonPage) -> State:
    if standing.is_done(lesson):
        return State("done", _("已学完"))
    if percent := standing.percent(lesson):
        return State("current", _("已看 %(percent)s %%") % {"percent": percent})
    if standing.current and standing.current.pk == lesson.pk:
        return State("current", _("学到这里"))
    return State("new", _("还没学"))
