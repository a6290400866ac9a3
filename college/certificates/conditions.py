"""Who has earned an award: asked of the database, of everybody at once or of one person."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from college.courses.models import CoursePage, LessonPage
from college.people.models import Membership, User
from college.progress.models import Attendance, Enrolment, HourCredit
from college.quizzes.models import Attempt

if TYPE_CHECKING:
    from college.certificates.models import Award


def earners(award: "Award") -> QuerySet[User]:
    """Active, of the award's kinds, with all its courses completed and every condition met. Nobody, without courses.

    Three queries at most before the one that finds them, however many people there are.
    """
    courses = list(award.required.values_list("course", flat=True))
    if not courses:
        return _completed(User.objects.none(), courses)
    serving = Membership.objects.filter(user=OuterRef("pk"), kind__in=award.kinds)
    people = _completed(User.objects.filter(Exists(serving), is_active=True), courses)
    if award.minimum_mark:
        people = _marked(people, quizzes_in(courses), award.minimum_mark)
    if award.minimum_hours:
        credited = HourCredit.objects.filter(learner=OuterRef("pk"), enrolment__course__in=courses)
        people = people.annotate(credited=_each(credited, "learner", Sum("hours")))
        people = people.filter(credited__gte=award.minimum_hours)
    if award.minimum_attendance or award.minimum_attendance_share:
        people = _attended(people, courses, award)
    return people.order_by("pk")


def owed(award: "Award") -> QuerySet[User]:
    """Those earners to whom nothing was ever issued for it, nor is on its way, nor was refused when the rule asked.

    What it asked before they completed the courses was about a completion that was a mistake, and is taken back since.
    """
    given = award.certificates.filter(holder=OuterRef("pk"), occasion="")
    asked = award.nominations.filter(person=OuterRef("pk"), occasion="")
    by_rule = Q(made_by=None, made_at__gte=OuterRef("completed_last"))
    settled = asked.filter(Q(state__in=["waiting", "published"]) | by_rule)
    return earners(award).filter(~Exists(given), ~Exists(settled))


def has_earned(award: "Award", person: User) -> bool:
    return earners(award).filter(pk=person.pk).exists()


def quizzes_in(courses: "list[int]") -> set[int]:
    """The quizzes of the lessons of these courses."""
    return set(lessons_in(courses).exclude(quiz=None).values_list("quiz", flat=True))


def lessons_in(courses: "list[int]") -> QuerySet[LessonPage]:
    """The lessons of these courses that people were ever shown.

    Also one that was withdrawn since: else withdrawing it would give to everybody what it has kept from them.
    """
    paths = list(CoursePage.objects.filter(pk__in=courses).values_list("path", flat=True))
    inside = reduce(or_, [Q(path__startswith=path) for path in paths], Q(pk__in=[]))
    shown = Q(live=True) | Q(first_published_at__isnull=False)
    return LessonPage.objects.filter(inside, shown)


def _completed(people: QuerySet[User], courses: list[int]) -> QuerySet[User]:
    done = Enrolment.objects.filter(course__in=courses, learner=OuterRef("pk"), completed_at__isnull=False)
    counted = people.annotate(completed=_each(done, "learner", Count("pk"))).filter(completed=len(courses))
    return counted.annotate(completed_last=_each(done, "learner", Max("completed_at")))


def _marked(people: QuerySet[User], quizzes: set[int], mark: int) -> QuerySet[User]:
    """Whose best result of each of these quizzes reaches the mark. Nobody, without quizzes."""
    if not quizzes:
        return people.none()
    reached = Attempt.objects.finished().filter(learner=OuterRef("pk"), quiz__in=quizzes, score__gte=mark)
    return people.annotate(reached=_each(reached, "learner", Count("quiz", distinct=True))).filter(reached=len(quizzes))


def _attended(people: QuerySet[User], courses: list[int], award: "Award") -> QuerySet[User]:
    """Who was there for so many of the lessons, and for such a share of them, each once. Nobody, without any.

    The share is of what is offered now, and of what was withdrawn since the lessons one was there for: what a learner
    attended stays theirs, and nobody is asked for what they cannot attend any more.
    """
    marked = Attendance.objects.standing().filter(enrolment__learner=OuterRef("pk"), enrolment__course__in=courses)
    there = marked.filter(lesson__in=lessons_in(courses).values("pk"))
    offered = _offered(courses)
    withdrawn = there.exclude(lesson__in=offered)
    people = people.annotate(attended=_lessons(there), attended_withdrawn=_lessons(withdrawn))
    people = people.filter(attended__gte=max(award.minimum_attendance or 0, 1))
    share = award.minimum_attendance_share or 0
    return people.alias(hundredfold=F("attended") * 100).filter(
        hundredfold__gte=(len(offered) + F("attended_withdrawn")) * share
    )


def _lessons(attendances: QuerySet[Attendance]) -> Coalesce:
    return Coalesce(_each(attendances, "enrolment__learner", Count("lesson", distinct=True)), 0)


def _offered(courses: list[int]) -> list[int]:
    """The lessons that are live; of a course that has none, because it is over, all it ever had."""
    by_course: dict[str, list[tuple[int, bool]]] = {}
    for pk, path, live in lessons_in(courses).values_list("pk", "path", "live"):
        by_course.setdefault(path[: -LessonPage.steplen], []).append((pk, live))
    return [
        pk
        for lessons in by_course.values()
        for pk, live in lessons
        if live or not any(is_live for _pk, is_live in lessons)
    ]


def _each(rows: QuerySet[Any], by: str, total: Any) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(total=total).values("total"))
