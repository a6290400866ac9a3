"""People who complete courses, and a reader of what they receive."""

import io

import pypdf
from django.utils import timezone

from college.certificates import actions
from college.certificates.models import Award, Certificate
from college.people.models import StaffKind, User
from college.progress.models import Enrolment
from tests.factories import MembershipFactory


def volunteer(name: str = "王秀兰", kind: str = StaffKind.VOLUNTEER) -> User:
    return MembershipFactory(kind=kind, user__display_name=name).user


def completed(learner: User, award: Award) -> Enrolment:
    course = award.courses.get()
    return Enrolment.objects.create(
        learner=learner,
        course=course,
        completed_at=timezone.now(),
        course_title=course.title,
        hours=course.hours,
    )


def earn(enrolment: Enrolment) -> Certificate | None:
    """What the completed course gives, where it gives no more than one."""
    return next(iter(actions.issue_earned(enrolment)), None)


def text_of(pdf: bytes) -> str:
    """What a PDF reader reads, without the spaces that lines and justified setting put in."""
    pages = pypdf.PdfReader(io.BytesIO(bytes(pdf))).pages
    assert len(pages) == 1
    return "".join(pages[0].extract_text().split())
