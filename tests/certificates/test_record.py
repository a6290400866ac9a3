"""The certificates of a person in the record of what they learned."""

import io
import re
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from college.certificates import succession
from college.certificates.models import Certificate
from college.certificates.record import certificates
from college.people.models import User
from college.progress.record.extracts import extract
from college.progress.record.periods import Period
from tests.certificates.cast import volunteer
from tests.factories import AwardFactory, UserFactory

SUMMER = timezone.make_aware(datetime(2025, 6, 15, 12))
NEW_YEAR = timezone.make_aware(datetime(2026, 1, 1))


@pytest.fixture
def learner(client: Client, site: Site) -> User:
    user = volunteer()
    User.objects.filter(pk=user.pk).update(date_joined=timezone.make_aware(datetime(2024, 5, 6)))
    client.force_login(user)
    return user


@pytest.fixture
def given(learner: User, give: Callable[..., Certificate]) -> dict[str, Certificate]:
    """By the title of the course: a valid, an expired and a revoked one of 2025, one of the first moment of 2026, and
    somebody else's."""

    def of(title: str, *, at: datetime = SUMMER, to: User = learner) -> Certificate:
        certificate = give(to=to, under=AwardFactory(required__course__title=title))
        Certificate.objects.filter(pk=certificate.pk).update(issued_at=at)
        return certificate

    found = [of("用火安全"), of("急救"), of("用电安全"), of("入户走访", at=NEW_YEAR), of("调解", to=volunteer("李明"))]
    Certificate.objects.filter(pk=found[1].pk).update(valid_until=SUMMER.date())
    succession.revoke(certificate=found[2], by=UserFactory(), reason="冒名学习")
    return {certificate.course: certificate for certificate in found}


@pytest.fixture
def of_2025(given: dict[str, Certificate]) -> list[tuple[str, str, str]]:
    """What is said of each that the learner was given in that year: course, number and state."""
    states = {"用火安全": "有效", "急救": "已过期", "用电安全": "已撤销"}
    return sorted((course, given[course].serial, state) for course, state in states.items())


def test_the_page_of_a_year_has_those_of_the_year_as_they_stand_and_counts_the_valid_ones(
    client: Client, given: dict[str, Certificate], of_2025: list[tuple[str, str, str]]
) -> None:
    html = client.get("/my/record/?period=2025").text
    table = html.partition('id="section-certificates"')[2].partition("</table>")[0]
    rows = [re.findall(r">\s*([^<>]*?[^<>\s])\s*<", row) for row in table.split("<tr>")[2:]]
    assert sorted((row[0], row[3], row[4]) for row in rows) == of_2025
    assert "<dd>1 张</dd>" in re.sub(r"\s*(<[^>]+>)\s*", r"\1", html)
    own = given["用火安全"]
    address = reverse("certificates:verify", args=[own.serial])
    assert f'href="{address}?code={own.code}"' in table


def test_the_sheet_of_a_year_says_the_same(
    client: Client, given: dict[str, Certificate], of_2025: list[tuple[str, str, str]]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/my/record.xlsx?period=2025").content))
    heading, *rows = book["证书"].values
    assert heading == ("课程", "证书", "发证日期", "编号", "状态")
    assert sorted((row[0], row[3], row[4]) for row in rows) == of_2025


def test_the_paper_of_a_year_says_the_same_and_goes_on_saying_it(
    learner: User, given: dict[str, Certificate], of_2025: list[tuple[str, str, str]]
) -> None:
    kept, _pdf = extract(learner=learner, period=Period.of(2025))
    succession.revoke(certificate=given["用火安全"], by=UserFactory(), reason="冒名学习")
    kept.refresh_from_db()
    (section,) = (each for each in kept.content["sections"] if each["key"] == "certificates")
    assert sorted((row[0], row[3], row[4]) for row in section["rows"]) == of_2025
    assert section["figures"] == [["有效的证书", "1 张"]]


def test_each_stands_in_the_year_in_china_in_which_it_was_given(learner: User, given: dict[str, Certificate]) -> None:
    def courses(period: Period) -> set[str]:
        (section,) = certificates(learner, period)
        return {str(row[0]) for row in section.rows}

    assert [courses(Period.of(year)) for year in (2024, 2026)] == [set(), {"入户走访"}]
    assert courses(Period()) == {"用火安全", "急救", "用电安全", "入户走访"}


def test_nobody_reads_of_the_certificates_of_another(client: Client, given: dict[str, Certificate]) -> None:
    html = client.get("/my/record/?period=all").text
    assert given["用火安全"].serial in html
    assert given["调解"].serial not in html
    client.force_login(given["调解"].holder)
    html = client.get("/my/record/?period=all").text
    assert [serial in html for serial in (given["调解"].serial, given["用火安全"].serial)] == [True, False]
