from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from college.certificates.actions import Claim, issue
from college.certificates.content import Details, months_after
from college.certificates.models import Award, Certificate
from tests.certificates.cast import volunteer


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 23)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 29), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 27)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2026, 3, 31), 2, date(2026, 5, 30)),
    ],
)
def test_months_last_until_the_day_before_or_the_end_of_a_shorter_month(first: date, months: int, last: date) -> None:
    assert months_after(first, months) == last


def test_service_is_counted_in_hours_and_courses_in_class_hours(
    client: Client, award: Award, give: Callable[..., Certificate]
) -> None:
    course = give()
    award.required.all().delete()
    service = issue(award, Claim(person=volunteer(), details=Details(hours="12.5", service="陪老人就医")))
    assert service

    for certificate, told, other in ((course, "3 学时", "3 小时"), (service, "12.5 小时", "12.5 学时")):
        client.force_login(certificate.holder)
        page = client.get("/my/certificates/").content.decode()
        signed = Certificate.objects.defer(None).get(pk=certificate.pk).credential
        assert told in page
        assert other not in page
        assert told in signed
        assert other not in signed

    assert "学时" in client.get(course.verify_url).content.decode()
    text = client.get(service.verify_url).content.decode()
    assert "12.5 小时" in text
    assert "学时" not in text
