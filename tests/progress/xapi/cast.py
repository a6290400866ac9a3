from datetime import UTC, datetime

from college.people.models import User
from college.progress.models import Enrolment, LessonProgress, Statement
from college.progress.xapi.recording import record
from college.progress.xapi.statements import Activity, Event
from college.quizzes.models import Attempt, Quiz
from tests.factories import UserFactory
from tests.progress.cast import a_course, lessons_of

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def an_event(number: int = 1) -> Event:
    return Event(
        key=f"course:{number}",
        learner_id=7,
        verb="completed",
        activity=Activity("course", f"/courses/course-{number}/", f"第{number}门课"),
        at=MORNING,
        course_of=f"enrolment:{number}",
    )


def queued(count: int) -> list[Statement]:
    record(*(an_event(number) for number in range(count)))
    return list(Statement.objects.order_by("made_at", "pk"))


def xiulan() -> User:
    return UserFactory(username="xiulan", display_name="王秀兰", phone="+8613800138000", email="xiulan@example.com")


def a_learned_course(learner: User) -> tuple[Enrolment, LessonProgress]:
    course = a_course(83.4, title="社区志愿服务入门")
    (lesson,) = lessons_of(course)
    enrolment = Enrolment.objects.create(
        learner=learner, course=course, completed_at=MORNING, course_title=course.title, hours=2
    )
    progress = LessonProgress.objects.create(
        enrolment=enrolment, lesson=lesson, covered=84, completed_at=MORNING, lesson_title=lesson.title
    )
    return enrolment, progress


def an_attempt(learner: User, *, score: int) -> Attempt:
    quiz = Quiz.objects.create(title="入门测验")
    return Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        quiz_title=quiz.title,
        pass_mark=60,
        started_at=MORNING,
        finished_at=MORNING.replace(minute=4),
        score=score,
        is_passed=score >= 60,
    )
