"""A teacher, their class, and the organisations both belong to."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from college.courses.models import CoursePage, LessonPage
from college.people.models import Organisation, StaffKind, User
from college.progress.models import Enrolment
from college.quizzes.models import Attempt, Quiz
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import an_enrolment

NOW = timezone.now()


def a_teacher(organisation: Organisation | None = None, kind: str = StaffKind.COMMUNITY_WORKER) -> User:
    """An editor of the site's pages, who works in an organisation."""
    teacher = UserFactory()
    teacher.groups.add(Group.objects.get(name="Editors"))
    MembershipFactory(user=teacher, organisation=organisation or OrganisationFactory(), kind=kind)
    return teacher


def a_pupil(
    course: CoursePage,
    name: str = "",
    *,
    of: Organisation | None = None,
    at: LessonPage | None = None,
    done: int = 0,
    idle: timedelta = timedelta(),
    enrolled: datetime | None = None,
    **completion: object,
) -> Enrolment:
    """Enrolled; with `at` begun, and not learning since `idle`."""
    learner = UserFactory(display_name=name) if name else UserFactory()
    if of:
        MembershipFactory(user=learner, organisation=of)
    enrolment = an_enrolment(course, learner)
    begun = {"current_lesson": at, "lessons_done": done, "active_at": NOW - idle, "enrolled_at": enrolled or NOW}
    Enrolment.objects.filter(pk=enrolment.pk).update(**begun, **completion)
    enrolment.refresh_from_db()
    return enrolment


def completed(course: CoursePage, name: str = "", **fields: object) -> Enrolment:
    return a_pupil(course, name, completed_at=NOW, course_title=course.title, hours=course.hours, **fields)


def a_quiz(lesson: LessonPage, title: str = "小测验", **fields: object) -> Quiz:
    """Asked by the lesson."""
    quiz = Quiz.objects.create(title=title, **fields)
    type(lesson).objects.filter(pk=lesson.pk).update(quiz=quiz)
    return quiz


def an_attempt(learner: User, quiz: Quiz, score: int) -> Attempt:
    return Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        quiz_title=quiz.title,
        pass_mark=quiz.pass_mark,
        started_at=NOW,
        finished_at=NOW,
        score=score,
        is_passed=score >= quiz.pass_mark,
    )
