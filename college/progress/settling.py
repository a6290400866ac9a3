"""Completing for who has all that a changed rule asks for. It is taken from nobody.

The rows say what is left: a version of a rule is due until its learners were looked through. Messages may be lost or
come twice. A class of thousands is looked through slice by slice, each a message, so that other work gets its turn.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from math import ceil

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage
from college.courses.terms import asks_quiz, lesson_terms, needed, package_rule
from college.progress import rules
from college.progress.completion import complete_course_if_earned, complete_lesson_if_earned, seconds_covered
from college.progress.models import Enrolment, LessonProgress, RuleVersion
from college.progress.passing import count_passed_quiz
from college.progress.querysets import lessons_by_course
from college.progress.tasks import settle_rule
from college.progress.watchmap import seconds_in
from college.quizzes.models import Attempt
from media.queue import addressed

# Below what a person waits for.
PRIORITY = -1
SLICE = 500
RECENT = timedelta(hours=3)
"""Longer than `active_at` may lag behind what is watched, and workers behind their sweeps."""


def renew(page: Page | None) -> None:
    """Look at the rule of a page, and of the course it belongs to, after either was edited: a task does the rest."""
    course = page.get_parent().specific if isinstance(page, LessonPage) else page
    for edited in (page, course) if isinstance(page, LessonPage) else (course,):
        if isinstance(edited, LessonPage | CoursePage):
            send(rules.current(edited))


def renew_asking(quiz_id: int) -> None:
    """Look at the rules of the lessons that ask a quiz, after its pass mark was set."""
    for lesson in LessonPage.objects.live().filter(quiz=quiz_id, asks_quiz=True).select_related("video", "quiz"):
        send(rules.current(lesson))


def send(version: RuleVersion, *, phase: int = 0, after: int = 0) -> None:
    if version.due_at:
        message = partial(addressed(settle_rule, PRIORITY).enqueue, version.pk, phase, after)
        transaction.on_commit(message, robust=True)


def settle(version_id: int, phase: int = 0, after: int = 0) -> None:
    """Look through a slice of a page's learners, those behind key `after`, by its rule as it is now; may run twice.

    A lesson that asks a quiz is looked through in two phases.
    """
    version = RuleVersion.objects.filter(pk=version_id).exclude(due_at=None).select_related("page").first()
    if version is None:
        return
    phases = _candidates(version.page.specific)
    found, complete = phases[min(phase, len(phases) - 1)]
    keys = list(found.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE])
    for pk in keys:
        with transaction.atomic():
            complete(pk, now=timezone.now())
    is_through = len(keys) < SLICE
    is_last = is_through and phase + 1 >= len(phases)
    version.due_at = None if is_last else timezone.now() + rules.PATIENCE
    version.save(update_fields=["due_at"])
    if not is_last:
        send(version, phase=phase + is_through, after=0 if is_through else keys[-1])


def settle_what_is_due() -> None:
    """A sweep: asks again for what a lost message left undone, and completes courses by the hours covered."""
    now = timezone.now()
    for version in RuleVersion.objects.filter(due_at__lte=now):
        if RuleVersion.objects.filter(pk=version.pk, due_at=version.due_at).update(due_at=now + rules.PATIENCE):
            send(version)
    complete_by_hours()


def complete_by_hours() -> None:
    """Where hours are asked, the last of them may be covered in the middle of a lesson, at which nobody looks."""
    active = Enrolment.objects.unfinished().filter(active_at__gte=timezone.now() - RECENT)
    courses = CoursePage.objects.live().filter(minimum_hours__gt=0)
    for course in courses.filter(Exists(active.filter(course=OuterRef("pk")))):
        lessons = lessons_by_course([course])[course.pk]
        rows = defaultdict(list)
        with_all = active.filter(course=course).having_completed(needed(course, lessons))
        for row in LessonProgress.objects.light().filter(enrolment__in=with_all.values("pk")):
            rows[row.enrolment_id].append(row)
        for pk, known in rows.items():
            if seconds_covered(lessons, known) >= course.minimum_hours * 3600:
                with transaction.atomic():
                    complete_course_if_earned(pk, now=timezone.now())


def _candidates(page: Page) -> list[tuple[QuerySet, Callable[..., object]]]:
    """Who may have all that the page asks, and what looks closely and completes it."""
    if isinstance(page, CoursePage):
        asked = needed(page, lessons_by_course([page])[page.pk])
        unfinished = Enrolment.objects.unfinished().filter(course=page)
        return [(unfinished.having_completed(asked) if asked else unfinished.none(), complete_course_if_earned)]
    if not (isinstance(page, LessonPage) and page.live):
        return [(LessonProgress.objects.none(), complete_lesson_if_earned)]
    phases: list[tuple[QuerySet, Callable[..., object]]] = [(_with_all_parts(page), complete_lesson_if_earned)]
    return [*phases, (_passed_unseen(page), count_passed_quiz)] if asks_quiz(page) else phases


def _passed_unseen(lesson: LessonPage) -> QuerySet:
    """Passed by learners of the course who did nothing else in the lesson, as where the quiz is all there is."""
    here = Enrolment.objects.filter(course__path=lesson.path[: -Page.steplen], learner=OuterRef("learner"))
    seen = LessonProgress.objects.filter(lesson=lesson, enrolment__learner=OuterRef("learner"))
    return Attempt.objects.passed().filter(Exists(here), ~Exists(seen), quiz=lesson.quiz_id)


def _with_all_parts(lesson: LessonPage) -> QuerySet:
    asked = lesson_terms(lesson)
    rows = LessonProgress.objects.filter(lesson=lesson, completed_at=None)
    was_there = Q(attended_at__isnull=False)
    if asked["share"] is not None:
        seconds = seconds_in(lesson.video.duration or 0) if lesson.video else 0
        watched = Q(video=lesson.video_id, covered__gte=ceil(asked["share"] * seconds / 100))
        rows = rows.filter(watched | was_there)
    if asked["read"]:
        rows = rows.filter(Q(read_at__isnull=False) | was_there)
    if rule := package_rule(asked):
        done = Q(package=asked["package"]["id"], package_passed_at__isnull=False)
        if rule == LessonPage.PackageRule.COMPLETED:
            done |= Q(package=asked["package"]["id"], package_completed_at__isnull=False) | was_there
        rows = rows.filter(done) if rule != LessonPage.PackageRule.SEEN else rows
    if asked["quiz"]:
        passed = Attempt.objects.filter(quiz=lesson.quiz_id, is_passed=True, learner=OuterRef("enrolment__learner"))
        rows = rows.filter(Exists(passed))
    return rows
