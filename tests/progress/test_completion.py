from datetime import timedelta
from decimal import Decimal

import pytest
from wagtail.models import Site

from college.courses.models import CoursePage
from college.progress.actions import mark_read
from college.progress.errors import ReadRefused
from college.progress.models import Enrolment, LessonProgress
from college.progress.signals import course_completed, lesson_completed
from media.models import Video
from tests.factories import LessonPageFactory
from tests.progress.cast import MORNING, Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def announced(django_capture_on_commit_callbacks: object) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []

    def lesson_heard(*, lesson_progress_id: int, **_: object) -> None:
        heard.append(("lesson", lesson_progress_id))

    def course_heard(*, enrolment_id: int, **_: object) -> None:
        heard.append(("course", enrolment_id))

    lesson_completed.connect(lesson_heard, weak=False)
    course_completed.connect(course_heard, weak=False)
    yield heard
    lesson_completed.disconnect(lesson_heard)
    course_completed.disconnect(course_heard)


def read_all(enrolment: Enrolment) -> None:
    for lesson in lessons_of(enrolment.course):
        mark_read(enrolment=enrolment, lesson=lesson, now=MORNING)
    enrolment.refresh_from_db()


def test_a_course_is_complete_when_all_its_lessons_are(site: Site) -> None:
    enrolment = an_enrolment(a_course(None, 60.0, title="认字班", hours=Decimal("2.5")))
    to_read, to_watch = lessons_of(enrolment.course)
    mark_read(enrolment=enrolment, lesson=to_read)
    enrolment.refresh_from_db()
    assert not enrolment.is_completed
    assert Player(enrolment, to_watch).plays((0, 60)).course_completed
    enrolment.refresh_from_db()
    assert enrolment.completed_at == MORNING + timedelta(hours=1)
    assert (enrolment.course_title, enrolment.hours, enrolment.rule) == ("认字班", Decimal("2.5"), "学完全部 2 课")


def test_a_course_may_ask_for_its_required_lessons_only() -> None:
    course = a_course(completion_rule=CoursePage.CompletionRule.REQUIRED)
    needed = LessonPageFactory(parent=course, is_required=True)
    LessonPageFactory(parent=course, is_required=False)
    enrolment = an_enrolment(course)
    mark_read(enrolment=enrolment, lesson=needed)
    enrolment.refresh_from_db()
    assert enrolment.rule == "学完必学的 1 课"


def test_a_course_that_marks_no_lesson_as_required_asks_for_all() -> None:
    course = a_course(completion_rule=CoursePage.CompletionRule.REQUIRED)
    first, second = (LessonPageFactory(parent=course, is_required=False) for _ in range(2))
    enrolment = an_enrolment(course)
    mark_read(enrolment=enrolment, lesson=first)
    enrolment.refresh_from_db()
    assert not enrolment.is_completed
    mark_read(enrolment=enrolment, lesson=second)
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_drafts_are_not_asked_for() -> None:
    course = a_course(None)
    LessonPageFactory(parent=course, live=False)
    enrolment = an_enrolment(course)
    read_all(enrolment)
    assert enrolment.is_completed


def test_what_was_completed_stays_and_keeps_its_words_when_the_course_is_edited() -> None:
    course = a_course(60.0, title="旧名", hours=Decimal(2))
    enrolment = an_enrolment(course)
    lesson = lessons_of(course)[0]
    lesson.title, lesson.required_share = "旧课名", 50
    lesson.save()
    Player(enrolment, lesson).plays((0, 30))
    course.refresh_from_db()
    course.title, course.hours = "新名", Decimal(9)
    course.save()
    lesson.title, lesson.required_share = "新课名", 100
    lesson.save()
    LessonPageFactory(parent=course)

    assert Player(enrolment, lesson).plays((30, 35)).completed
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.course_title, enrolment.hours) == (True, "旧名", Decimal(2))
    row = LessonProgress.objects.get()
    assert (row.lesson_title, row.rule) == ("旧课名", "视频看过 50 %")


def test_completing_is_announced_once_after_commit(
    announced: list[tuple[str, int]], django_capture_on_commit_callbacks: object
) -> None:
    enrolment = an_enrolment(a_course(60.0))
    player = Player(enrolment, lessons_of(enrolment.course)[0])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        player.plays((0, 60))
        assert announced == []
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        player.plays((0, 60))
    assert announced == [("lesson", LessonProgress.objects.get().pk), ("course", enrolment.pk)]


def test_a_listener_that_fails_does_not_take_the_completion_away(
    announced: list[tuple[str, int]], django_capture_on_commit_callbacks: object
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("no paper")

    course_completed.connect(fail)
    enrolment = an_enrolment(a_course(None))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        read_all(enrolment)
    course_completed.disconnect(fail)
    assert enrolment.is_completed
    assert ("course", enrolment.pk) in announced


def test_a_lesson_is_read_once() -> None:
    enrolment = an_enrolment(a_course(None, None))
    lesson = lessons_of(enrolment.course)[0]
    first = mark_read(enrolment=enrolment, lesson=lesson, now=MORNING)
    again = mark_read(enrolment=enrolment, lesson=lesson, now=MORNING + timedelta(days=1))
    assert (first.pk, first.completed_at, first.rule) == (again.pk, again.completed_at, "正文读到末尾")


def test_a_lesson_with_a_video_cannot_be_read_away() -> None:
    enrolment = an_enrolment(a_course(60.0))
    with pytest.raises(ReadRefused):
        mark_read(enrolment=enrolment, lesson=lessons_of(enrolment.course)[0])


def test_a_lesson_whose_video_cannot_be_played_may_be_read() -> None:
    enrolment = an_enrolment(a_course(60.0))
    Video.objects.update(state=Video.State.FAILED)
    read_all(enrolment)
    assert enrolment.is_completed


def test_a_lesson_of_another_course_cannot_be_read_for_this_one() -> None:
    enrolment = an_enrolment(a_course(None))
    with pytest.raises(ReadRefused):
        mark_read(enrolment=enrolment, lesson=lessons_of(a_course(None))[0])


def test_a_lesson_taken_away_completes_the_course_for_who_had_only_it_left(
    django_capture_on_commit_callbacks: object,
) -> None:
    course = a_course(None, None)
    first, second = lessons_of(course)
    ahead, behind = an_enrolment(course), an_enrolment(course)
    mark_read(enrolment=ahead, lesson=first)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        second.unpublish()
    ahead.refresh_from_db()
    behind.refresh_from_db()
    assert (ahead.is_completed, behind.is_completed) == (True, False)
    assert ahead.rule == "学完全部 1 课"


def test_a_lesson_no_longer_required_completes_the_course_for_who_had_only_it_left(
    django_capture_on_commit_callbacks: object,
) -> None:
    course = a_course(None, None, completion_rule=CoursePage.CompletionRule.REQUIRED)
    first, second = lessons_of(course)
    enrolment = an_enrolment(course)
    mark_read(enrolment=enrolment, lesson=first)
    second.is_required = False
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        second.save_revision().publish()
    enrolment.refresh_from_db()
    assert enrolment.is_completed
