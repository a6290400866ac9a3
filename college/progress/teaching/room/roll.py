"""Who stands on the roll of a lesson today, and who may call it.

The roll of a course is that of its `Classroom`, and whom the teacher let in today. Who calls it is not on it: nobody
marks themselves.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from college.courses.models import CoursePage, LessonPage
from college.people.models import Membership, Organisation, User
from college.progress.models import Attendance, Enrolment
from college.progress.querysets import AttendanceQuerySet, EnrolmentQuerySet
from college.progress.teaching.rows import places_of, with_people
from college.progress.teaching.scope import Classroom, edits_by_group, inside, people_in

MOST = 200
"""On one screen. A larger class is called by organisation."""


def calls_the_roll(user: User, course: CoursePage) -> bool:
    """Whoever teaches the course: what the roll says completes lessons, so that to see the learners is not enough."""
    return user.has_perm("progress.mark_attendance") or edits_by_group(user, course)


def by_pinyin(name: str) -> bytes:
    """A key to sort names by: the characters that names are written with stand in this code as pinyin orders them."""
    return name.encode("gb18030", errors="replace")


@dataclass(frozen=True)
class Seat:
    enrolment: Enrolment
    is_present: bool
    is_visiting: bool
    is_namesake: bool
    """Somebody else on the roll has the same name: then it says where they belong."""

    @property
    def name(self) -> str:
        return str(self.enrolment.learner)

    @property
    def places(self) -> list[str]:
        return places_of(self.enrolment.learner)


@dataclass
class Roll:
    """The queries do not grow with who sits there."""

    classroom: Classroom
    lesson: LessonPage
    user: User
    day: date
    place: Organisation | None = None

    @cached_property
    def seats(self) -> list[Seat]:
        """In the order of their names."""
        present = set(self._today().standing().values_list("enrolment", flat=True))
        visitors = {each.pk for each in self._visitors}
        names = Counter(str(each.learner) for each in self.enrolments)
        seats = [
            Seat(each, each.pk in present, each.pk in visitors, names[str(each.learner)] > 1)
            for each in self.enrolments
        ]
        return sorted(seats, key=lambda seat: (by_pinyin(seat.name), seat.enrolment.pk))

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """Nobody, where there are too many for one screen."""
        return [] if self.is_too_large else [*self._class, *self._visitors]

    @property
    def is_too_large(self) -> bool:
        return len(self._class) > MOST

    @property
    def present(self) -> int:
        return sum(seat.is_present for seat in self.seats)

    @cached_property
    def places(self) -> QuerySet[Organisation]:
        """By which the class can be called: where its learners belong, as far as the teacher may know."""
        theirs = Membership.objects.filter(user__enrolments__in=self._learning())
        if self.classroom.places is not None:
            theirs = theirs.filter(inside(self.classroom.places))
        return Organisation.objects.filter(pk__in=theirs.values("organisation"))

    @cached_property
    def _class(self) -> list[Enrolment]:
        found = self._learning()
        if self.place:
            found = found.filter(learner__in=people_in([self.place.path]))
        return list(with_people(found, self.classroom).order_by("pk")[: MOST + 1])

    def _learning(self) -> EnrolmentQuerySet:
        return self.classroom.enrolments().filter(learner__is_active=True).exclude(learner=self.user)

    @cached_property
    def _visitors(self) -> list[Enrolment]:
        """Whom this teacher let in today, and would not see otherwise."""
        let_in = self._today().filter(marked_by=self.user, is_visiting=True)
        known = {each.pk for each in self._class}
        found = with_people(Enrolment.objects.filter(pk__in=let_in.values("enrolment")), self.classroom)
        return [each for each in found if each.pk not in known]

    def _today(self) -> AttendanceQuerySet:
        return Attendance.objects.filter(lesson=self.lesson, day=self.day)
