from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.models import HomePage
from cms.panels import Panel
from college.courses.hooks import Gate, Run, State
from college.courses.models import CoursePage, LessonPage
from college.progress import mine
from college.progress import reusing as reusing
from college.progress.courseware.running import run_of
from college.progress.gates import by_order
from college.progress.hours.desk import HoursGroup, LedgerPolicy
from college.progress.models import Enrolment, HourCredit
from college.progress.panels import ContinuePanel, CourseActionPanel, EnrolFirstPanel, panels_of_lesson
from college.progress.record import learned
from college.progress.standing import Standing, standing_at, standing_in, standings
from college.progress.teaching import hooks as teaching  # noqa: F401
from college.progress.viewsets import ReadOnlyPolicy

register_permission_policy(Enrolment, ReadOnlyPolicy(Enrolment))
register_permission_policy(HourCredit, LedgerPolicy(HourCredit))

hooks.register("my_pages", mine.own_pages)
hooks.register("record_sections", learned.learned)


@hooks.register("register_admin_viewset")
def hours() -> HoursGroup:
    return HoursGroup()


@hooks.register("home_panels")
def home_panels(request: HttpRequest, page: HomePage) -> list[Panel]:
    if not request.user.is_authenticated:
        return []
    begun = Enrolment.objects.of(request.user).unfinished().filter(course__live=True).with_course().latest_first()
    found = (standing for standing in standings(begun[:1]) if standing.current and not standing.is_closed_off)
    return [ContinuePanel(request, standing) for standing in found]


@hooks.register("course_panels")
def course_panels(request: HttpRequest, page: CoursePage) -> list[Panel]:
    return [CourseActionPanel(request, page, standing_in(request, page))]


@hooks.register("lesson_panels")
def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    standing = standing_at(request, page)
    if standing is None:
        return [EnrolFirstPanel(request, page)]
    return panels_of_lesson(request, page, standing)


@hooks.register("package_run")
def package_run(request: HttpRequest, lesson: LessonPage) -> Run | None:
    standing = standing_at(request, lesson)
    return run_of(standing, lesson) if standing and lesson.live and not getattr(request, "is_preview", False) else None


@hooks.register("course_states")
def course_states(request: HttpRequest, courses: Sequence[CoursePage]) -> dict[int, State]:
    if not request.user.is_authenticated:
        return {}
    keys = [course.pk for course in courses]
    found = standings(Enrolment.objects.of(request.user).filter(course__in=keys).with_course())
    return {standing.course.pk: _course_state(standing) for standing in found}


@hooks.register("lesson_states")
def lesson_states(request: HttpRequest, course: CoursePage, lessons: Sequence[LessonPage]) -> dict[int, State]:
    standing = standing_in(request, course)
    return {lesson.pk: _lesson_state(standing, lesson) for lesson in lessons} if standing else {}


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
