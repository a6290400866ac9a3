"""Whoever gives by hand is told what came of it, and what did not."""

from typing import Any

import pytest
from django.test import Client

from college.certificates.models import Award, Certificate, Template
from college.people.models import User
from tests.certificates.cast import staff, volunteer
from tests.factories import MembershipFactory


@pytest.fixture
def award(award: Award) -> Award:
    """Given by hand."""
    award.required.all().delete()
    return award


@pytest.fixture
def person(award: Award) -> User:
    person = volunteer("王秀兰")
    MembershipFactory(user=person, organisation=award.issuer.organisation)
    return person


@pytest.fixture
def clerk(client: Client, award: Award) -> Client:
    client.force_login(staff("view_certificate", "issue_certificate", at=award.issuer.organisation))
    return client


def given(clerk: Client, award: Award, person: User, **said: Any) -> str:
    return clerk.post(f"/admin/certificate/give/{person.pk}/", {"award": award.pk, **said}, follow=True).text


def test_who_has_one_for_this_occasion_is_given_no_other_and_what_was_typed_stays(
    clerk: Client, award: Award, person: User
) -> None:
    assert "编号" in given(clerk, award, person, occasion="2026年", hours="12")

    page = given(clerk, award, person, occasion="2026年", service="陪老人就医")

    assert "原来就有这张证书" in page
    assert "陪老人就医" in page
    assert Certificate.objects.get().printed.hours == "12"
    given(clerk, award, person, occasion="2027年")
    assert Certificate.objects.count() == 2


def test_who_waits_already_is_not_nominated_again(clerk: Client, award: Award, person: User) -> None:
    Award.objects.update(needs_approval=True)
    given(clerk, award, person, hours="12")

    assert "原来就提了名（待审核）" in given(clerk, award, person, hours="24")

    assert award.nominations.get().details == {"hours": "12"}


def test_an_occasion_is_kept_as_it_can_be_printed(clerk: Client, award: Award, person: User) -> None:
    given(clerk, award, person, occasion="2026年\u202e  上半年")

    assert Certificate.objects.get().occasion == "2026年 上半年"


def test_an_english_certificate_asks_for_an_english_name(clerk: Client, award: Award, person: User) -> None:
    award.template = Template.objects.filter(language="en").first()
    award.save()

    assert "请填写，例如 Wang Xiulan" in given(clerk, award, person)
    assert not Certificate.objects.exists()
    given(clerk, award, person, holder_en="Wang Xiulan")
    assert Certificate.objects.get().printed.holder_en == "Wang Xiulan"
