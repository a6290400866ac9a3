"""Awards as the record store is told of them: what was earned, not which certificate: its page would lead to a name."""

from typing import cast

from django.conf import settings
from wagtail import hooks

from college.certificates.models import Certificate
from college.progress.models import Enrolment
from college.progress.xapi.events import course_of, enrolled
from college.progress.xapi.happenings import Happening
from college.progress.xapi.recording import record
from college.progress.xapi.statements import Activity, Event

# What corrects, renews or replaces another was earned once, when that was.
ISSUED = Certificate.objects.filter(predecessor=None).exclude(enrolment=None).select_related("enrolment__course")


def tell_of_an_award(certificate_id: int) -> None:
    """A statement is about learning: what is given by hand, without a course, is none."""
    if settings.XAPI_ENDPOINT and (certificate := ISSUED.filter(pk=certificate_id).first()):
        record(earned(certificate))


def earned(certificate: Certificate) -> Event:
    enrolment = cast(Enrolment, certificate.enrolment)
    course = course_of(enrolment.course)
    path = f"{course.path}#award-{certificate.award_id}"
    return Event(
        key=f"certificate:{certificate.pk}",
        learner_id=certificate.holder_id,
        verb="earned",
        activity=Activity("certificate", path, certificate.printed.title),
        at=certificate.issued_at,
        course_of=enrolled(enrolment.pk),
        parent=course,
    )


@hooks.register("learning_events")
def happenings() -> list[Happening]:
    return [Happening("earned", "certificate", ISSUED, "issued_at", earned)]
