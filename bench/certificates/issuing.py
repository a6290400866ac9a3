"""A class of so many who completed a course, and the sweep of one worker that gives each their certificate.

python -m bench.certificates.issuing NUMBER, with DJANGO_SETTINGS_MODULE=bench.web.settings; writes what it took.
"""

import io
import json
import sys
import time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.web.filling import _course, _people, _session  # noqa: E402
from college.certificates.artwork import keep  # noqa: E402
from college.certificates.earning import give_what_is_owed  # noqa: E402
from college.certificates.models import Artwork, Award, AwardCourse, Certificate, Issuer, Signatory  # noqa: E402
from college.courses.models import CoursePage  # noqa: E402
from college.people.models import Membership, StaffKind, User  # noqa: E402
from college.progress.models import Enrolment  # noqa: E402
from demo.drawing.seal import seal, signature  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
    people = _graduates(int(sys.argv[1]))
    began, used = time.perf_counter(), time.process_time()
    issued = give_what_is_owed(limit=len(people))
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    if issued != len(people):
        raise SystemExit(f"{issued} of {len(people)} certificates were issued")
    print(json.dumps({"wall": wall, "cpu": cpu, **_what_came_out(people[0])}))


def _graduates(number: int) -> list[User]:
    course = _course(0)
    people = _people(number)
    place = course.provider
    Membership.objects.bulk_create(
        Membership(user=person, organisation=place, kind=StaffKind.VOLUNTEER) for person in people
    )
    Enrolment.objects.bulk_create(_completed(course, person) for person in people)
    issuer = Issuer.objects.create(
        organisation=place, code="BENCH", signatory="周文清", contact="0551-12345678", seal=_ink(seal(place.name))
    )
    Signatory.objects.create(issuer=issuer, name="周文清", post="院长", signature=_ink(signature("周文清")))
    award = Award.objects.create(title="结业证书", issuer=issuer, kinds=[StaffKind.VOLUNTEER])
    AwardCourse.objects.create(award=award, course=course)
    return people


def _ink(scanned: io.BytesIO) -> Artwork:
    return keep(scanned, size=scanned.getbuffer().nbytes, is_ink=True)


def _completed(course: CoursePage, person: User) -> Enrolment:
    return Enrolment(
        learner=person,
        course=course,
        completed_at=timezone.now(),
        course_title=course.title,
        hours=course.hours,
    )


def _what_came_out(person: User) -> dict[str, Any]:
    """Sizes in bytes; where the first person downloads theirs, and as whom."""
    sizes = [len(pdf) for pdf in Certificate.objects.values_list("pdf", flat=True).iterator()]
    unsigned = Certificate.objects.filter(credential="") | Certificate.objects.filter(credential_jwt="")
    if unsigned.exists():
        raise SystemExit("a certificate is not signed")
    serial = Certificate.objects.of(person).values_list("serial", flat=True).get()
    return {
        "mean": sum(sizes) / len(sizes),
        "max": max(sizes),
        "path": f"/my/certificates/{serial}.pdf",
        "cookie": f"sessionid={_session(person)}",
    }


if __name__ == "__main__":
    main()
