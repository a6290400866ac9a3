"""The lessons of a course as the board shows them: each one line, with the state of all that belongs to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Picture, PictureRendition
from college.courses.board.permissions import may_write_questions
from college.courses.board.states import Standing, standings_of
from college.courses.checklist.lists import checklists_of
from college.courses.faults import Fault, faults_in
from college.courses.models import CoursePage, LessonPage
from college.courses.terms import asks_quiz
from college.people.models import User
from college.quizzes.models import Quiz
from college.quizzes.supply import Supply, supply_of
from media.marks import Mark, VideoMarks, marks_of

THUMBNAIL = "fill-240x135|format-webp"


@dataclass(frozen=True)
class Fact:
    """A mark with where it leads, if the reader may go there."""

    mark: Mark
    url: str = ""


@dataclass(frozen=True)
class Line:
    lesson: LessonPage
    number: int
    standing: Standing
    facts: tuple[Fact, ...]
    picture: PictureRendition | None
    before: int | None
    """The lesson above: to move up is to stand before it. None for the first."""
    behind: int | None
    """The lesson before which this one stands once it has moved down; None where that is the end."""
    is_last: bool


@dataclass(frozen=True)
class Outline:
    lines: list[Line]
    faults: list[Fault]
    """What keeps learners from completing the course, if it is published."""
    points: int
    """How much is to be mended in the course and its lessons, as the checklist tells."""


def outline_of(course: CoursePage, user: User) -> Outline:
    """Drafts among the lessons. The number of queries does not grow with the course."""
    found = LessonPage.objects.child_of(course).order_by("path")
    lessons = list(found.select_related("video", "quiz", "package").annotate_approved_schedule())
    supplies = supply_of(lesson.quiz_id for lesson in lessons if lesson.quiz_id)
    faults = list(faults_in(course, lessons, supplies, timezone.now())) if course.live else []
    counts = {found.page.pk: len(found.points) for found in checklists_of([course, *lessons], user)}
    return Outline(list(_lines(course, lessons, supplies, counts, user)), faults, sum(counts.values()))


def _lines(
    course: CoursePage, lessons: list[LessonPage], supplies: dict[int, Supply], points: dict[int, int], user: User
) -> Iterator[Line]:
    standings = standings_of(lessons)
    videos = marks_of([lesson.video for lesson in lessons if lesson.video], user)
    pictures = pictures_of(lessons)
    keys = [lesson.pk for lesson in lessons]
    for place, lesson in enumerate(lessons):
        yield Line(
            lesson,
            place + 1,
            standings[lesson.pk],
            (
                *facts_of(course, lesson, videos.get(lesson.video_id), supplies.get(lesson.quiz_id), user),
                *checks_of(lesson, points[lesson.pk]),
            ),
            pictures.get(lesson.pk),
            before=keys[place - 1] if place else None,
            behind=keys[place + 2] if place + 2 < len(keys) else None,
            is_last=place + 1 == len(keys),
        )


def facts_of(
    course: CoursePage, lesson: LessonPage, video: VideoMarks | None, quiz: Supply | None, user: User
) -> Iterator[Fact]:
    """What is to be said of its package, its video, its captions and its quiz, in this order."""
    if lesson.package:
        sent = reverse("courseware:send-into", args=[course.pk, lesson.pk])
        yield Fact(Mark("done", _("课件")), sent)
    if video is None:
        if not lesson.package:
            yield Fact(Mark("none", _("没有视频")))
    else:
        yield Fact(video.video, _video_page("videos:edit", lesson, video))
        if video.captions:
            yield Fact(video.captions, _video_page("videos:captions", lesson, video))
    if quiz is None:
        yield _no_quiz(course, lesson, user)
    else:
        yield Fact(_quiz_mark(lesson, quiz), _quiz_page(lesson, user))


def checks_of(lesson: LessonPage, points: int) -> Iterator[Fact]:
    if points:
        words = ngettext("有 %(count)s 处可以改好", "有 %(count)s 处可以改好", points) % {"count": points}
        yield Fact(Mark("unsure", words), reverse("checklists:list", args=[lesson.pk]))


def _video_page(name: str, lesson: LessonPage, video: VideoMarks) -> str:
    return reverse(name, args=[lesson.video_id]) if video.may_change else ""


def _quiz_page(lesson: LessonPage, user: User) -> str:
    name = Quiz.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[lesson.quiz_id]) if user.has_perm("quizzes.change_quiz") else ""


def _no_quiz(course: CoursePage, lesson: LessonPage, user: User) -> Fact:
    if not may_write_questions(user):
        return Fact(Mark("none", _("没有测验")))
    return Fact(Mark("none", _("没有测验，出几道题")), reverse("boards:questions", args=[course.pk, lesson.pk]))


def _quiz_mark(lesson: LessonPage, quiz: Supply) -> Mark:
    if quiz.fault:
        return Mark("failed", quiz.fault)
    words = ngettext("测验 %(count)s 题", "测验 %(count)s 题", quiz.asked) % {"count": quiz.asked}
    return Mark("done", words if asks_quiz(lesson) else _("%(quiz)s，自愿做") % {"quiz": words})


def pictures_of(lessons: Sequence[LessonPage]) -> dict[int, PictureRendition]:
    """By lesson, the first picture in the text of those without a video; two queries."""
    wanted = {lesson.pk: key for lesson in lessons if not lesson.video_id and (key := first_picture(lesson))}
    pictures = Picture.objects.prefetch_renditions(THUMBNAIL).in_bulk(set(wanted.values()))
    return {pk: pictures[key].get_rendition(THUMBNAIL) for pk, key in wanted.items() if key in pictures}


def first_picture(lesson: LessonPage) -> int | None:
    """Its key, read without making blocks of the whole text."""
    return next(_picture_keys(lesson.body.raw_data), None)


def _picture_keys(blocks: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Of pictures as they are kept, since they have alternative texts and from before."""
    for block in blocks:
        if block["type"] == "picture":
            image = block["value"]["image"]
            key = image["image"] if isinstance(image, dict) else image
            if key:
                yield key
