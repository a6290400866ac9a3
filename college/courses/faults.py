"""What keeps learners from completing a published course, though its form let it be: told to its editors.

A quiz, a video or a package that a lesson names cannot be deleted. But lessons are unpublished, quizzes lose their
questions, packages are replaced by what reports less, and times run out after a rule was set.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from college.courses.access import parent_path
from college.courses.courseware.faults import package_fault
from college.courses.models import CoursePage, LessonPage
from college.courses.moments import day_of
from college.courses.querysets import LessonQuerySet
from college.courses.terms import asks_quiz, content_seconds, needed
from college.quizzes.supply import Supply, supply_of


@dataclass(frozen=True)
class Fault:
    """A sentence, and the page on which it is put right."""

    sentence: str
    url: str


def faults_of(courses: Iterable[CoursePage]) -> dict[int, list[Fault]]:
    """By course, of those that are published and have any; four queries at most, however many."""
    published = {course.path: course for course in courses if course.live}
    lessons = _lessons_below(published)
    asked = [lesson.quiz_id for below in lessons.values() for lesson in below if lesson.live and asks_quiz(lesson)]
    supplies, now = supply_of(asked), timezone.now()
    found = {course.pk: list(faults_in(course, lessons[path], supplies, now)) for path, course in published.items()}
    return {pk: faults for pk, faults in found.items() if faults}


def _lessons_below(courses: dict[str, CoursePage]) -> dict[str, list[LessonPage]]:
    """With those that are not published. Hours depend on there being a text to read: where hours are asked, texts are
    read too."""
    below: dict[str, list[LessonPage]] = {path: [] for path in courses}
    timed = {path for path, course in courses.items() if course.minimum_hours}
    others = courses.keys() - timed
    for paths, lessons in ((timed, _lessons(timed)), (others, _lessons(others).defer_streamfields())):
        for lesson in lessons:
            if parent_path(lesson) in paths:
                below[parent_path(lesson)].append(lesson)
    return below


def _lessons(paths: Collection[str]) -> LessonQuerySet:
    """In one range of the tree, others among them: a condition for each of hundreds of courses is more than SQLite
    takes."""
    if not paths:
        return LessonPage.objects.none()
    last = max(paths) + "Z" * LessonPage.steplen  # digits and capitals stand in this order in every collation
    inside = LessonPage.objects.filter(path__gt=min(paths), path__lte=last)
    return inside.select_related("video", "package").order_by("path")


def faults_in(
    course: CoursePage, lessons: list[LessonPage], supplies: dict[int, Supply], now: datetime
) -> Iterator[Fault]:
    live = [lesson for lesson in lessons if lesson.live]
    if not live:
        yield Fault(_("没有一课是发布的，谁也学不完"), _board(course))
        return
    yield from _rule_faults(course, lessons, live)
    yield from _hours_fault(course, live)
    for lesson in needed(course, live):
        yield from _lesson_faults(course, lesson, supplies, now)


def _hours_fault(course: CoursePage, live: list[LessonPage]) -> Iterator[Fault]:
    if not course.minimum_hours:
        return
    hours = content_seconds(live) / 3600
    if course.minimum_hours > hours:
        said = {"asked": localize(course.minimum_hours.normalize()), "hours": localize(round(hours, 1))}
        yield Fault(_("要求至少学满 %(asked)s 小时，内容一共只有 %(hours)s 小时") % said, _edit(course))


def _rule_faults(course: CoursePage, lessons: list[LessonPage], live: list[LessonPage]) -> Iterator[Fault]:
    if course.completion_rule != course.CompletionRule.REQUIRED:
        return
    if not any(lesson.is_required for lesson in live):
        yield Fault(_("只要求必学的课时，可是没有一课标为必学：现在按全部课时算"), _board(course))
    for lesson in lessons:
        if lesson.is_required and not lesson.live and lesson.first_published_at:
            yield Fault(_("必学的“%(lesson)s”已经不再发布") % {"lesson": lesson.title}, _edit(lesson))


def _lesson_faults(
    course: CoursePage, lesson: LessonPage, supplies: dict[int, Supply], now: datetime
) -> Iterator[Fault]:
    said = {"lesson": lesson.title}
    if asks_quiz(lesson) and (fault := supplies[lesson.quiz_id].fault):
        yield Fault(_("“%(lesson)s”要通过测验，可是%(fault)s") % {**said, "fault": fault}, _edit(lesson))
    if lesson.package and (
        sentence := package_fault(lesson=lesson.title, package=lesson.package, rule=lesson.package_rule)
    ):
        yield Fault(sentence, _edit(lesson))
    opens, closes = lesson.available_from, lesson.available_until
    if closes and closes < now and not (course.available_until and course.available_until < now):
        day = day_of(closes, is_end=True, is_near=True)
        yield Fault(_("“%(lesson)s”到%(day)s已经结束，后来的学员学不完") % {**said, "day": day}, _edit(lesson))
    elif (opens and course.available_until and opens > course.available_until) or (
        closes and course.available_from and closes < course.available_from
    ):
        yield Fault(_("“%(lesson)s”开放的时间和课程的对不上") % said, _edit(lesson))


def _edit(page: CoursePage | LessonPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _board(course: CoursePage) -> str:
    return reverse("boards:board", args=[course.pk])
