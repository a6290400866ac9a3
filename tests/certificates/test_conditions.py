from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from college.certificates.conditions import has_earned, owed
from college.certificates.earning import give_what_is_owed
from college.certificates.models import Award, AwardCourse, Certificate
from college.courses.models import HourPolicy, HourRule, LessonPage
from college.people.models import User
from college.progress.attendance import keep_roll
from college.progress.models import Attendance, Enrolment, HourCredit
from college.quizzes.models import Attempt, Quiz
from tests.certificates.cast import completed, volunteer
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory


def scored(learner: User, quiz: Quiz, score: int) -> None:
    now = timezone.now()
    Attempt.objects.create(
        learner=learner, quiz=quiz, quiz_title=quiz.title, pass_mark=60, started_at=now, finished_at=now, score=score
    )


def credited(enrolment: Enrolment, hours: str, number: int = 1) -> None:
    policy, _ = HourPolicy.objects.get_or_create(name="学时办法")
    rule, _ = HourRule.objects.get_or_create(
        policy=policy, version=1, defaults={"valid_from": timezone.localdate(), "source": "民发〔2009〕123号"}
    )
    HourCredit.objects.create(
        learner=enrolment.learner,
        enrolment=enrolment,
        rule=rule,
        rule_words="每课一学时",
        title="第一课",
        content="course:1",
        period="ever",
        number=number,
        hours=Decimal(hours),
        day=timezone.localdate(),
    )


def test_the_best_result_of_every_quiz_of_the_courses_reaches_the_mark(award: Award) -> None:
    course = award.courses.get()
    quizzes = [Quiz.objects.create(title=title) for title in ("测验一", "测验二")]
    for quiz in quizzes:
        LessonPageFactory(parent=course, quiz=quiz)
    award.minimum_mark = 80
    award.save()
    learner = completed(volunteer(), award).learner

    scored(learner, quizzes[0], 90)
    scored(learner, quizzes[0], 40)
    assert not has_earned(award, learner)
    scored(learner, quizzes[1], 79)
    assert not has_earned(award, learner)
    scored(learner, quizzes[1], 80)

    assert has_earned(award, learner)
    assert give_what_is_owed() == 1


def test_withdrawing_a_lesson_gives_nobody_what_its_quiz_has_kept_from_them(award: Award) -> None:
    quiz = Quiz.objects.create(title="测验")
    lesson = LessonPageFactory(parent=award.courses.get(), quiz=quiz)
    lesson.save_revision().publish()
    award.minimum_mark = 80
    award.save()
    failed, passed = (completed(volunteer(name), award).learner for name in ("李明", "王秀兰"))
    scored(failed, quiz, 40)
    scored(passed, quiz, 90)

    lesson.refresh_from_db()
    lesson.unpublish()

    assert [has_earned(award, person) for person in (failed, passed)] == [False, True]


def test_where_a_mark_is_asked_and_there_is_no_quiz_nobody_has_earned_it(award: Award) -> None:
    award.minimum_mark = 80
    award.save()

    assert not has_earned(award, completed(volunteer(), award).learner)


def test_hours_of_these_courses_count_and_those_of_others_do_not(award: Award) -> None:
    award.minimum_hours = Decimal(3)
    award.save()
    enrolment = completed(volunteer(), award)
    other = Enrolment.objects.create(learner=enrolment.learner, course=CoursePageFactory())

    credited(other, "9", 2)
    credited(enrolment, "2.5", 3)
    assert not has_earned(award, enrolment.learner)
    credited(enrolment, "0.5", 4)

    assert has_earned(award, enrolment.learner)


def test_a_set_of_courses_is_completed_whole(award: Award) -> None:
    second = CoursePageFactory()
    AwardCourse.objects.create(award=award, course=second)
    learner = volunteer()
    now = timezone.now()
    first = award.courses.first()
    assert first
    for course in (first, second):
        assert not has_earned(award, learner)
        Enrolment.objects.create(
            learner=learner, course=course, completed_at=now, course_title=course.title, hours=course.hours
        )

    assert give_what_is_owed() == 1
    assert Certificate.objects.get().printed.courses == [first.title, second.title]


def test_by_a_rule_without_courses_nobody_is_owed_anything(award: Award) -> None:
    completed(volunteer(), award)
    award.required.all().delete()

    assert not owed(award).exists()


@pytest.mark.parametrize(
    "conditions", [{}, {"minimum_mark": 80, "minimum_hours": Decimal(1)}, {"minimum_attendance_share": 80}]
)
def test_the_sweep_costs_the_same_however_many_owe_nothing(
    award: Award, django_assert_num_queries: DjangoAssertNumQueries, conditions: dict[str, object]
) -> None:
    Award.objects.update(**conditions)
    quiz = Quiz.objects.create(title="测验")
    LessonPageFactory(parent=award.courses.get(), quiz=quiz)
    give_what_is_owed()
    with CaptureQueriesContext(connection) as one:
        give_what_is_owed()
    for _ in range(5):
        volunteer()
    with django_assert_num_queries(len(one)):
        give_what_is_owed()


def attended(enrolment: Enrolment, *lessons: LessonPage) -> None:
    now = timezone.now()
    keep = {"enrolments": [enrolment], "present": {enrolment.pk}, "shown": (), "by": UserFactory()}
    for lesson in lessons:
        keep_roll(lesson=lesson, now=now, **keep)


def test_lessons_attended_in_class_are_counted_each_once(award: Award) -> None:
    first, second = (LessonPageFactory(parent=award.courses.get()) for _ in range(2))
    Award.objects.update(minimum_attendance=2)
    award.refresh_from_db()
    enrolment = completed(volunteer(), award)

    attended(enrolment, first, first)
    keep_roll(
        lesson=first,
        enrolments=[enrolment],
        present={enrolment.pk},
        shown=(),
        by=UserFactory(),
        now=timezone.now() - timedelta(days=1),
    )
    assert not has_earned(award, enrolment.learner)
    attended(enrolment, second)

    assert has_earned(award, enrolment.learner)
    assert give_what_is_owed() == 1


def shown(award: Award, count: int) -> list[LessonPage]:
    lessons = [LessonPageFactory(parent=award.courses.get()) for _ in range(count)]
    for lesson in lessons:
        lesson.save_revision().publish()
    return [LessonPage.objects.get(pk=lesson.pk) for lesson in lessons]


@pytest.fixture
def by_share(award: Award) -> Award:
    Award.objects.update(minimum_attendance_share=67)
    award.refresh_from_db()
    return award


def test_a_share_of_the_lessons_is_rounded_up(by_share: Award) -> None:
    lessons = shown(by_share, 3)
    enrolment = completed(volunteer(), by_share)
    attended(enrolment, *lessons[:2])
    assert not has_earned(by_share, enrolment.learner)
    attended(enrolment, lessons[2])
    assert has_earned(by_share, enrolment.learner)


def test_nobody_is_asked_for_a_lesson_that_was_withdrawn(by_share: Award) -> None:
    lessons = shown(by_share, 3)
    enrolment = completed(volunteer(), by_share)
    attended(enrolment, *lessons[:2])
    lessons[2].unpublish()
    assert has_earned(by_share, enrolment.learner)


def test_who_attended_a_lesson_that_was_withdrawn_keeps_it(by_share: Award) -> None:
    lessons = shown(by_share, 4)
    diligent, seldom = (completed(volunteer(), by_share) for _ in range(2))
    attended(diligent, *lessons[:3])
    attended(seldom, lessons[0], lessons[3])
    lessons[0].unpublish()
    assert has_earned(by_share, diligent.learner)  # 3 of 4
    assert not has_earned(by_share, seldom.learner)  # 2 of 4
    shown(by_share, 2)
    assert not has_earned(by_share, diligent.learner)  # 3 of 6


def test_a_course_that_is_over_is_judged_by_all_it_had(by_share: Award) -> None:
    lessons = shown(by_share, 3)
    enrolment = completed(volunteer(), by_share)
    attended(enrolment, lessons[0])
    for lesson in lessons:
        lesson.unpublish()
    assert not has_earned(by_share, enrolment.learner)


def test_an_attendance_that_was_withdrawn_counts_for_nothing(award: Award) -> None:
    lesson = LessonPageFactory(parent=award.courses.get())
    Award.objects.update(minimum_attendance=1)
    award.refresh_from_db()
    enrolment = completed(volunteer(), award)
    attended(enrolment, lesson)
    Attendance.objects.update(withdrawn_at=timezone.now(), withdrawn_by=UserFactory())

    assert not has_earned(award, enrolment.learner)
