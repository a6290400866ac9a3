import threading
from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest
from django.db import close_old_connections, connection
from django.utils.translation import override
from pytest_django import Settings

from college.certificates.models import Award, Certificate, SerialCounter
from college.people.models import StaffKind
from college.progress.models import Enrolment
from college.progress.signals import course_completed
from tests.certificates.cast import completed, earn, text_of, volunteer
from tests.factories import AwardFactory, MembershipFactory, UserFactory


def test_a_volunteer_who_completes_a_course_receives_a_certificate(award: Award) -> None:
    enrolment = completed(volunteer("王秀兰"), award)

    course_completed.send(Enrolment, enrolment_id=enrolment.pk)

    certificate = Certificate.objects.get()
    printed = text_of(certificate.pdf)
    assert certificate.pdf_sha256 == sha256(certificate.pdf).hexdigest()
    for words in ("结业证书", "王秀兰", "志愿者", "《社区志愿服务入门》", "计3学时", "明亮社区学院", "周文清"):
        assert words in printed
    assert certificate.serial in printed
    assert str(date.today().year).translate(str.maketrans("0123456789", "〇一二三四五六七八九")) + "年" in printed


def test_someone_of_another_kind_receives_none(award: Award) -> None:
    assert earn(completed(volunteer(kind=StaffKind.LEARNER), award)) is None
    assert earn(completed(UserFactory(), award)) is None
    assert not Certificate.objects.exists()


def test_nothing_is_issued_before_completion_nor_by_a_rule_that_is_off(award: Award) -> None:
    unfinished = Enrolment.objects.create(learner=volunteer(), course=award.courses.get())
    off = AwardFactory(is_active=False)

    assert earn(unfinished) is None
    assert earn(completed(volunteer(), off)) is None


@pytest.mark.on_postgres
def test_a_course_completed_is_certified_once(award: Award) -> None:
    enrolment = completed(volunteer(), award)

    first, second = earn(enrolment), earn(enrolment)

    assert first == second
    assert SerialCounter.objects.get().last == 1


def test_someone_who_serves_twice_gets_one_certificate_that_names_both(award: Award) -> None:
    learner = volunteer("陈晓")
    MembershipFactory(user=learner, kind=StaffKind.SOCIAL_WORKER)
    MembershipFactory(user=learner, kind=StaffKind.VOLUNTEER)

    certificate = earn(completed(learner, award))

    assert certificate
    assert certificate.printed.kinds == ["志愿者", "社会工作者"]


@pytest.mark.on_postgres
def test_running_numbers_have_no_gaps_and_each_issuer_and_year_begins_with_one(
    award: Award, give: Callable[..., Certificate]
) -> None:
    other = AwardFactory(issuer__code="OTHER")

    numbers = [give().serial.split("-")[2] for _ in range(3)]

    assert numbers == ["000001", "000002", "000003"]
    assert give(under=other).serial.split("-")[2] == "000001"


@pytest.mark.on_postgres
def test_a_certificate_that_cannot_be_drawn_takes_no_number(
    award: Award, give: Callable[..., Certificate], settings: Settings
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://" + "x" * 4000  # too long for any QR code

    with pytest.raises(ValueError, match="too long"):
        give()

    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    assert give().serial.split("-")[2] == "000001"


def test_an_issued_certificate_stays_as_it_was_when_people_and_courses_change(
    award: Award, give: Callable[..., Certificate]
) -> None:
    certificate = give("王秀兰")
    before = bytes(certificate.pdf)

    certificate.holder.display_name = "王小明"
    certificate.holder.save()
    award.courses.get().title = "新课名"
    award.courses.get().save()
    Award.objects.update(title="新证书")
    again = earn(certificate.enrolment)

    kept = Certificate.objects.get()
    assert again == kept
    assert bytes(kept.pdf) == before
    assert (kept.printed.holder, kept.printed.course) == ("王秀兰", "社区志愿服务入门")
    assert kept.printed.title == "结业证书"


def test_a_certificate_is_chinese_in_whatever_language_the_course_was_taken(
    award: Award, give: Callable[..., Certificate]
) -> None:
    with override("en"):
        assert give().printed.kinds == ["志愿者"]


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_who_issue_the_same_award_at_once_issue_one_certificate(award: Award) -> None:
    enrolment = completed(volunteer(), award)
    others = [completed(volunteer(f"学员{n}"), award) for n in range(4)]
    start = threading.Barrier(6)
    given: list[Certificate | None] = []

    def work(enrolment: Enrolment) -> None:
        start.wait()
        try:
            given.append(earn(enrolment))
        finally:
            close_old_connections()
            connection.close()

    workers = [threading.Thread(target=work, args=[each]) for each in (enrolment, enrolment, *others)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(given) == 6
    assert Certificate.objects.filter(enrolment=enrolment).count() == 1
    numbers = sorted(Certificate.objects.values_list("serial", flat=True))
    assert [serial.split("-")[2] for serial in numbers] == [f"{n:06d}" for n in range(1, 6)]
