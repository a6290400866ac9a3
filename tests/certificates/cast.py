"""People who complete courses, and a reader of what they receive."""

import io

import pypdf
from django.contrib.auth.models import Permission
from django.utils import timezone
from PIL import Image, ImageChops, ImageFilter

from college.certificates import earning
from college.certificates.models import Award, Certificate
from college.people.models import Organisation, StaffKind, User
from college.progress.models import Enrolment
from tests.factories import MembershipFactory, UserFactory


def volunteer(name: str = "王秀兰", kind: str = StaffKind.VOLUNTEER) -> User:
    return MembershipFactory(kind=kind, user__display_name=name).user


def staff(*permissions: str, at: Organisation | None = None) -> User:
    """Somebody at the desk who may do this, and works in this organisation."""
    person = UserFactory()
    person.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    if at:
        MembershipFactory(user=person, organisation=at, kind=StaffKind.COMMUNITY_WORKER)
    return person


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
    """What the completed course has given, where it gives no more than one."""
    earning.give_what_was_earned(enrolment)
    return Certificate.objects.of(enrolment.learner).filter(award__required__course=enrolment.course).first()


def text_of(pdf: bytes) -> str:
    """What a PDF reader reads, without the spaces that lines and justified setting put in."""
    pages = pypdf.PdfReader(io.BytesIO(bytes(pdf))).pages
    assert len(pages) == 1
    return "".join(pages[0].extract_text().split())


def scanned(drawn: io.BytesIO) -> io.BytesIO:
    """As a scanner brings it: ink thinner here and there, paper not quite white, the grain of both, as JPEG."""
    clean = Image.open(drawn).convert("RGB")
    thin = Image.effect_noise((30, 30), 90).resize(clean.size, Image.Resampling.BICUBIC).point(lambda shade: shade // 2)
    worn = Image.composite(Image.new("RGB", clean.size, "white"), clean, thin)
    grain = Image.merge("RGB", [Image.effect_noise(clean.size, 20)] * 3)
    file = io.BytesIO()
    ImageChops.add(worn, grain, offset=-138).filter(ImageFilter.GaussianBlur(1)).save(file, "JPEG", quality=70)
    return io.BytesIO(file.getvalue())
