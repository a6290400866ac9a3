"""Completing for who has all that a changed rule asks for. It is taken from nobody.

The rows say what is left: a version of a rule is due until its learners were looked through. Messages may be lost or
come twice.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage
from college.courses.terms import lesson_terms, needed
from college.progress import rules
from college.progress.completion import complete_course_if_earned, complete_lesson_if_earned
from college.progress.models import Enrolment, LessonProgress, RuleVersion
from college.progress.querysets import EnrolmentQuerySet, lessons_by_course
from college.progress.tasks import settle_rule
from college.quizzes.models import Attempt
from media.queue import addressed

# Below what a person waits for.
PRIORITY = -1
RECENT = timedelta(days=1)


def renew(page: Page | None) -> None:
    """Look at the rule of a page, and of the course it belongs to, after either was edited: a task does the rest."""
    course = page.get_parent().specific if isinstance(page, LessonPage) else page
    for edited in (page, course) if isinstance(page, LessonPage) else (course,):
        if isinstance(edited, LessonPage | CoursePage):
            send(rules.current(edited))


def send(version: RuleVersion) -> None:
    if version.due_at:
        transaction.on_commit(partial(addressed(settle_rule, PRIORITY).enqueue, version.pk), robust=True)


def settle(version_id: int) -> None:
    """Look through the learners of a page by its rule as it is now; may run twice."""
    version = RuleVersion.objects.filter(pk=version_id).exclude(due_at=None).select_related("page").first()
    if version is None:
        return
    page = version.page.specific
    if isinstance(page, LessonPage):
        settle_lesson(page)
    elif isinstance(page, CoursePage):
        settle_course(page)
    RuleVersion.objects.filter(pk=version.pk).update(due_at=None)


def settle_lesson(lesson: LessonPage) -> None:
    if lesson.live:
        for pk in _with_all_parts(lesson).values_list("pk", flat=True).iterator():
            with transaction.atomic():
                complete_lesson_if_earned(pk, now=timezone.now())


def settle_course(course: CoursePage, enrolments: EnrolmentQuerySet | None = None) -> None:
    asked = needed(course, lessons_by_course([course])[course.pk])
    if not asked:
        return
    among = Enrolment.objects.all() if enrolments is None else enrolments
    found = among.unfinished().filter(course=course).having_completed(asked)
    for pk in found.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            complete_course_if_earned(pk, now=timezone.now())


def settle_what_is_due() -> None:
    """A sweep: asks again for what a lost message left undone, and completes courses by the hours covered."""
    now = timezone.now()
    for version in RuleVersion.objects.filter(due_at__lte=now):
        if RuleVersion.objects.filter(pk=version.pk, due_at=version.due_at).update(due_at=now + rules.PATIENCE):
            send(version)
    complete_by_hours()


def complete_by_hours() -> None:
    """Where hours are asked, the last of them may be covered in the middle of a lesson, at which nobody looks."""
    active = Enrolment.objects.filter(active_at__gte=timezone.now() - RECENT)
    courses = CoursePage.objects.live().filter(minimum_hours__gt=0)
    for course in courses.filter(Exists(active.unfinished().filter(course=OuterRef("pk")))):
        settle_course(course, active)


def _with_all_parts(lesson: LessonPage) -> QuerySet:
    """Rows of the lesson that may hold all its parts; `complete_lesson_if_earned` looks closely."""
    asked = lesson_terms(lesson)
    rows = LessonProgress.objects.filter(lesson=lesson, completed_at=None)
    if asked["share"] is not None:
        rows = rows.filter(video=lesson.video_id, covered__gt=0)
    if asked["read"]:
        rows = rows.exclude(read_at=None)
    if asked["quiz"]:
        passed = Attempt.objects.filter(quiz=lesson.quiz_id, is_passed=True, learner=OuterRef("enrolment__learner"))
        rows = rows.filter(Exists(passed))
    return rows
