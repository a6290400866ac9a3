"""What people have learned, in years that are over."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from college.courses.models import HourPolicy, HourRule
from college.people.models import User
from college.progress.models import Enrolment, HourCredit
from college.quizzes.models import Attempt, Quiz
from tests.factories import CoursePageFactory

JOINED = datetime(2024, 5, 6, tzinfo=UTC)


def a_day(year: int, month: int = 6, day: int = 15, hour: int = 4) -> datetime:
    """In UTC; noon in China."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def a_course_taken(
    learner: User, title: str, enrolled: datetime, *, completed: datetime | None = None, active: datetime | None = None
) -> Enrolment:
    enrolment = Enrolment.objects.create(learner=learner, course=CoursePageFactory(title=title))
    kept = {"course_title": title, "hours": Decimal("2.5"), "rule": "学完全部 3 课", "rule_version": 2}
    Enrolment.objects.filter(pk=enrolment.pk).update(
        enrolled_at=enrolled,
        completed_at=completed,
        active_at=active or completed or enrolled,
        **(kept if completed else {}),
    )
    enrolment.refresh_from_db()
    return enrolment


def an_attempt(learner: User, quiz: Quiz, score: int, finished: datetime) -> Attempt:
    return Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        quiz_title=quiz.title,
        pass_mark=quiz.pass_mark,
        started_at=finished - timedelta(minutes=10),
        finished_at=finished,
        score=score,
        is_passed=score >= quiz.pass_mark,
    )


def hours_credited(enrolment: Enrolment, title: str, hours: str, day: date, *, reason: str = "") -> HourCredit:
    policy, _ = HourPolicy.objects.get_or_create(name="市里的规则")
    rule, _ = HourRule.objects.get_or_create(policy=policy, version=1, defaults={"valid_from": date(2020, 1, 1)})
    return HourCredit.objects.create(
        learner=enrolment.learner,
        enrolment=enrolment,
        rule=rule,
        rule_words="市里的规则第 1 版",
        title=title,
        content=title,
        period=str(day.year),
        number=HourCredit.objects.count() + 1,
        hours=Decimal(hours),
        day=day,
        reason=reason,
    )


def a_full_year(learner: User, year: int, number: int = 1) -> None:
    """So many courses, hours and quizzes of each kind."""
    for n in range(number):
        enrolment = a_course_taken(learner, f"{year} 年第 {n} 门", a_day(year), completed=a_day(year, 7))
        hours_credited(enrolment, f"{year} 年第 {n} 讲", "1.5", date(year, 7, 1))
        an_attempt(learner, Quiz.objects.create(title=f"{year} 年第 {n} 次小测"), 80, a_day(year, 8))
