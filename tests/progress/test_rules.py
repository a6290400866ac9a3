"""What a lesson and a course ask, who has all of it, and under which version of the rule it was completed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from college.courses.models import CoursePage, LessonPage
from college.progress import rules
from college.progress.actions import mark_read
from college.progress.models import Enrolment, LessonProgress, RuleVersion
from college.progress.passing import count_passed_quiz, count_passed_quizzes
from college.progress.settling import settle_what_is_due
from college.progress.standing import standings
from college.quizzes.models import Attempt, Quiz
from college.quizzes.signals import attempt_finished
from tests.factories import LessonPageFactory
from tests.progress.cast import MORNING, Player, a_course, a_video, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def a_quiz(**fields: Any) -> Quiz:
    return Quiz.objects.create(title="小测验", **fields)


def answers(enrolment: Enrolment, quiz: Quiz, *, score: int = 80) -> Attempt:
    """The learner hands in an attempt; nobody has heard of it yet."""
    now = timezone.now()
    return Attempt.objects.create(
        learner=enrolment.learner,
        quiz=quiz,
        quiz_title=quiz.title,
        pass_mark=quiz.pass_mark,
        started_at=now,
        finished_at=now,
        score=score,
        is_passed=score >= quiz.pass_mark,
    )


def passes(enrolment: Enrolment, quiz: Quiz) -> None:
    attempt_finished.send(Attempt, attempt_id=answers(enrolment, quiz).pk)


def row_of(enrolment: Enrolment, lesson: LessonPage) -> LessonProgress:
    return enrolment.lessons.get(lesson=lesson)


def publish(page: LessonPage | CoursePage, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.parametrize("order", ["watch read quiz", "quiz watch read", "read quiz watch"])
def test_a_lesson_is_complete_when_the_last_of_all_it_asks_is_done_in_whatever_order(order: str) -> None:
    quiz = a_quiz()
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    publish(lesson, quiz=quiz, asks_reading=True)
    for number, part in enumerate(order.split(), 1):
        match part:
            case "watch":
                Player(enrolment, lesson).plays((0, 60))
            case "read":
                mark_read(enrolment=enrolment, lesson=lesson, now=MORNING)
            case "quiz":
                passes(enrolment, quiz)
        assert row_of(enrolment, lesson).is_completed is (number == 3)
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.lessons_done) == (True, 1)
    assert row_of(enrolment, lesson).rule == "视频看过 90 %，正文读到末尾，测验得 60 分以上"


def test_a_quiz_failed_completes_nothing() -> None:
    quiz = a_quiz(pass_mark=60)
    enrolment = an_enrolment(a_course())
    LessonPageFactory(parent=enrolment.course, quiz=quiz)
    attempt_finished.send(Attempt, attempt_id=answers(enrolment, quiz, score=59).pk)
    assert not enrolment.lessons.exists()


def test_a_lesson_that_is_only_a_quiz_is_complete_when_it_is_passed_in_every_course_that_asks_it() -> None:
    quiz = a_quiz()
    here = an_enrolment(a_course())
    elsewhere = an_enrolment(a_course(), here.learner)
    for enrolment in (here, elsewhere):
        LessonPageFactory(parent=enrolment.course, quiz=quiz)
    passes(here, quiz)
    assert Enrolment.objects.completed().count() == 2


def test_a_quiz_that_need_not_be_passed_is_not_asked() -> None:
    enrolment = an_enrolment(a_course(None))
    lesson = lessons_of(enrolment.course)[0]
    publish(lesson, quiz=a_quiz(), asks_quiz=False)
    assert mark_read(enrolment=enrolment, lesson=lesson).is_completed


def test_a_quiz_passed_for_another_lesson_before_counts_when_the_text_is_read() -> None:
    quiz = a_quiz()
    enrolment = an_enrolment(a_course(None))
    lesson = lessons_of(enrolment.course)[0]
    publish(lesson, quiz=quiz, body='[{"type": "heading", "value": "读一读"}]')
    answers(enrolment, quiz)
    assert mark_read(enrolment=enrolment, lesson=lesson).is_completed


def test_a_quiz_passed_before_enrolling_is_not_asked_again_and_one_begins_at_the_first_lesson() -> None:
    quiz, course = a_quiz(), a_course(60.0)
    only_quiz = LessonPageFactory(parent=course, quiz=quiz)
    before = an_enrolment(a_course(None))
    answers(before, quiz)
    enrolment = an_enrolment(course, before.learner)
    assert row_of(enrolment, only_quiz).is_completed
    assert standings([enrolment])[0].current == lessons_of(course)[0]
    assert not an_enrolment(course).lessons.exists()


def test_in_order_a_quiz_passed_before_completes_its_lesson_when_that_opens(commits: Any) -> None:
    quiz, course = a_quiz(), a_course(None, is_in_order=True)
    for _ in range(2):
        LessonPageFactory(parent=course, quiz=quiz)
    before = an_enrolment(a_course(None))
    answers(before, quiz)
    enrolment = an_enrolment(course, before.learner)
    assert not enrolment.lessons.exists()
    with commits():
        mark_read(enrolment=enrolment, lesson=lessons_of(course)[0])
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.lessons_done) == (True, 3)


def test_a_lesson_whose_date_opens_after_its_quiz_was_passed_asks_for_no_reading(client: Client) -> None:
    enrolment = an_enrolment(a_course())
    quiz = a_quiz()
    lesson = LessonPageFactory(parent=enrolment.course, quiz=quiz)
    answers(enrolment, quiz)
    client.force_login(enrolment.learner)
    page = client.get(lesson.url).text
    assert "记为学完" in page
    assert "我读完了" not in page


def test_a_pass_mark_that_is_lowered_completes_for_who_reaches_it_and_the_record_names_the_mark(commits: Any) -> None:
    quiz, course = a_quiz(pass_mark=90), a_course(60.0)
    only_quiz = LessonPageFactory(parent=course, quiz=quiz)
    publish(only_quiz)
    watched = lessons_of(course)[0]
    publish(watched, quiz=quiz)
    reached, short = an_enrolment(course), an_enrolment(course)
    answers(reached, quiz, score=80)
    answers(short, quiz, score=70)
    with commits():
        quiz.pass_mark = 75
        quiz.save()
    assert row_of(reached, only_quiz).rule == "测验得 75 分以上"
    assert not short.lessons.exists()
    with commits():
        quiz.pass_mark = 95
        quiz.save()
    Player(reached, watched).plays((0, 60))
    assert row_of(reached, watched).rule == "视频看过 90 %，测验得 95 分以上（通过测验时 75 分及格）"
    reached.refresh_from_db()
    assert reached.is_completed


def test_another_quiz_put_in_its_place_is_to_be_passed_too() -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    first = a_quiz()
    publish(lesson, quiz=first)
    passes(enrolment, first)
    publish(lesson, quiz=a_quiz(pass_mark=80))
    Player(enrolment, lesson).plays((0, 60))
    assert not row_of(enrolment, lesson).is_completed


def test_a_passed_quiz_whose_message_was_lost_is_counted_by_the_next_sweep() -> None:
    quiz = a_quiz()
    enrolment = an_enrolment(a_course())
    LessonPageFactory(parent=enrolment.course, quiz=quiz)
    answers(enrolment, quiz)
    count_passed_quizzes()
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_passing_counts_once_however_often_it_is_heard() -> None:
    quiz = a_quiz()
    enrolment = an_enrolment(a_course())
    LessonPageFactory(parent=enrolment.course, quiz=quiz)
    attempt = answers(enrolment, quiz)
    for _ in range(2):
        count_passed_quiz(attempt.pk)
    enrolment.refresh_from_db()
    assert enrolment.lessons_done == 1


def test_hours_are_those_of_content_covered_each_video_once() -> None:
    course = a_course(None, minimum_hours=Decimal(1), completion_rule=CoursePage.CompletionRule.REQUIRED)
    video = a_video(3000)
    first, again = (LessonPageFactory(parent=course, video=video, is_required=False) for _ in range(2))
    enrolment = an_enrolment(course)
    to_read = lessons_of(course)[0]
    publish(to_read, reading_minutes=10)
    Player(enrolment, first).plays((0, 1500), after=7200)
    Player(enrolment, again).plays((0, 1500), after=14400)
    mark_read(enrolment=enrolment, lesson=to_read)
    enrolment.refresh_from_db()
    assert not enrolment.is_completed
    Player(enrolment, first).plays((1500, 3000), after=28800)
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.rule) == (True, "学完必学的 1 课，至少学满 1 小时的内容")


def test_whose_lessons_are_done_reads_how_much_content_is_left(client: Client) -> None:
    course = a_course(None, minimum_hours=Decimal(1), completion_rule=CoursePage.CompletionRule.REQUIRED)
    LessonPageFactory(parent=course, video=a_video(3600), is_required=False)
    enrolment = an_enrolment(course)
    client.force_login(enrolment.learner)
    assert "分钟的内容" not in client.get(course.url).content.decode()
    mark_read(enrolment=enrolment, lesson=lessons_of(course)[0])
    assert "还差 55 分钟的内容" in client.get(course.url).content.decode()


def test_hours_filled_in_the_middle_of_a_lesson_complete_the_course_at_the_next_sweep() -> None:
    course = a_course(None, minimum_hours=Decimal("0.5"), completion_rule=CoursePage.CompletionRule.REQUIRED)
    optional = LessonPageFactory(parent=course, video=a_video(3600), is_required=False)
    enrolment = an_enrolment(course)
    mark_read(enrolment=enrolment, lesson=lessons_of(course)[0])
    Player(enrolment, optional).plays((0, 1800), after=7200)
    enrolment.refresh_from_db()
    assert not enrolment.is_completed
    settle_what_is_due()
    enrolment.refresh_from_db()
    assert enrolment.is_completed


def test_a_rule_has_a_new_version_when_its_terms_change_and_only_then() -> None:
    lesson = lessons_of(a_course(60.0))[0]
    publish(lesson)
    publish(lesson, title="新的名字")
    publish(lesson, required_share=80)
    publish(lesson, available_from=datetime(2026, 12, 1, tzinfo=UTC) - timedelta(hours=8))
    found = RuleVersion.objects.filter(page=lesson).order_by("number").values_list("number", "words")
    assert list(found) == [
        (1, "视频看过 90 %"),
        (2, "视频看过 80 %"),
        (3, "视频看过 80 %，从2026年12月1日起可以学"),
    ]


def test_a_course_has_a_new_version_when_a_lesson_joins_or_leaves_what_it_asks() -> None:
    course = a_course(None)
    publish(course)
    added = LessonPageFactory(parent=course)
    publish(added)
    added.unpublish()
    found = RuleVersion.objects.filter(page=course).order_by("number").values_list("words", flat=True)
    assert list(found) == ["学完全部 1 课", "学完全部 2 课", "学完全部 1 课"]


def test_the_record_says_under_which_version_and_keeps_it() -> None:
    course = a_course(60.0)
    early, late = an_enrolment(course), an_enrolment(course)
    lesson = lessons_of(course)[0]
    Player(early, lesson).plays((0, 60))
    publish(lesson, required_share=50)
    Player(late, lesson).plays((0, 30))
    assert [row_of(each, lesson).rule_version for each in (early, late)] == [1, 2]
    assert row_of(early, lesson).rule == "视频看过 90 %"
    early.refresh_from_db()
    assert early.rule_version == rules.current(course).number


def test_a_stricter_rule_takes_nothing_away() -> None:
    course = a_course(60.0)
    enrolment = an_enrolment(course)
    lesson = lessons_of(course)[0]
    Player(enrolment, lesson).plays((0, 55))
    publish(lesson, required_share=100, asks_reading=True, quiz=a_quiz())
    publish(course, minimum_hours=Decimal(9))
    settle_what_is_due()
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, row_of(enrolment, lesson).is_completed) == (True, True)


def test_who_has_all_that_a_relaxed_rule_asks_has_completed_it(commits: Any) -> None:
    course = a_course(100.0)
    ahead, behind = an_enrolment(course), an_enrolment(course)
    lesson = lessons_of(course)[0]
    Player(ahead, lesson).plays((0, 60))
    Player(behind, lesson).plays((0, 40))
    with commits():
        publish(lesson, required_share=60)
    assert list(Enrolment.objects.completed()) == [ahead]


def test_a_large_class_is_looked_through_slice_by_slice(commits: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("college.progress.settling.SLICE", 2)
    course = a_course(100.0)
    lesson = lessons_of(course)[0]
    for _ in range(5):
        Player(an_enrolment(course), lesson).plays((0, 60))
    with commits():
        publish(lesson, required_share=60)
    assert Enrolment.objects.completed().count() == 5


def test_who_lacks_one_part_is_completed_when_it_is_no_longer_asked(commits: Any) -> None:
    enrolment = an_enrolment(a_course(60.0))
    lesson = lessons_of(enrolment.course)[0]
    publish(lesson, quiz=a_quiz(), asks_reading=True)
    Player(enrolment, lesson).plays((0, 60))
    mark_read(enrolment=enrolment, lesson=lesson)
    with commits():
        publish(lesson, asks_quiz=False)
    assert row_of(enrolment, lesson).is_completed


def test_a_message_that_was_lost_is_sent_again_by_the_sweep(commits: Any) -> None:
    enrolment = an_enrolment(a_course(100.0))
    lesson = lessons_of(enrolment.course)[0]
    Player(enrolment, lesson).plays((0, 60))
    publish(lesson, required_share=60)  # and the message never arrives
    RuleVersion.objects.update(due_at=timezone.now())
    with commits():
        settle_what_is_due()
    enrolment.refresh_from_db()
    assert enrolment.is_completed
    assert not RuleVersion.objects.exclude(due_at=None).exists()


@pytest.mark.parametrize("size", [1, 12])
def test_publishing_costs_the_editor_the_same_for_a_small_class_and_for_a_large_one(size: int) -> None:
    course = a_course(100.0)
    lesson = lessons_of(course)[0]
    publish(lesson)
    for _ in range(size):
        Player(an_enrolment(course), lesson).plays((0, 60))
    lesson.required_share = 60
    revision = lesson.save_revision()
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    rows_of_learners = ("progress_lessonprogress", "progress_enrolment")
    assert not [query for query in asked if any(table in query["sql"] for table in rows_of_learners)]


def test_terms_are_said_in_the_readers_language_and_kept_in_the_colleges() -> None:
    lesson = lessons_of(a_course(60.0))[0]
    with override("en"):
        assert rules.current(lesson).words == "视频看过 90 %"
