from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from college.certificates.actions import Claim
from college.certificates.badges import keys
from college.certificates.earning import give
from college.certificates.models import Award, Certificate, Nomination, PublicityList
from college.people.models import Membership, User
from tests.certificates.cast import completed, earn, staff, volunteer
from tests.factories import AwardFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def reviewer(award: Award, client: Client) -> User:
    """Of the award, which asks for a review; signed in."""
    person = staff("view_nomination", "review_nomination", at=award.issuer.organisation)
    award.needs_approval = True
    award.save()
    award.reviewers.add(person)
    client.force_login(person)
    return person


def nominated(award: Award, name: str = "王秀兰") -> Nomination:
    earn(completed(volunteer(name), award))
    return Nomination.objects.get(person__display_name=name, award=award)


def test_a_reviewer_sees_and_decides_only_what_waits_for_them(client: Client, award: Award, reviewer: User) -> None:
    theirs = nominated(award, "王秀兰")
    other_award = AwardFactory(title="别处的证书", needs_approval=True)
    other = nominated(other_award, "李明")

    page = client.get(reverse("nomination:index")).content.decode()
    assert "王秀兰" in page
    assert "李明" not in page
    assert "别处的证书" not in page
    assert client.get(reverse("nomination:inspect", args=[theirs.pk])).status_code == 200
    assert client.get(reverse("nomination:inspect", args=[other.pk])).status_code == 404
    client.post(reverse("nomination:decide"), {"nomination": [theirs.pk, other.pk], "verb": "approve"})

    assert Certificate.objects.get().holder == theirs.person
    other.refresh_from_db()
    assert other.state == "waiting"


def test_many_are_decided_at_once_and_what_was_decided_before_does_no_harm(
    client: Client, award: Award, reviewer: User
) -> None:
    keys = [nominated(award, name).pk for name in ("王秀兰", "李明")]
    url = reverse("nomination:decide")

    for _ in range(2):
        answer = client.post(url, {"nomination": keys, "verb": "approve"}, follow=True)

    assert "已经有人处理过了" in answer.content.decode()
    assert Certificate.objects.count() == 2


def test_without_the_key_nobody_is_approved_or_given_one_and_the_desk_reads_why(
    client: Client, award: Award, reviewer: User, tmp_path: Path, settings: Settings
) -> None:
    keys.in_use()
    settings.CERTIFICATE_KEYS_DIR = tmp_path
    waiting = [nominated(award, name).pk for name in ("王秀兰", "李明")]

    answer = client.post(reverse("nomination:decide"), {"nomination": waiting, "verb": "approve"}, follow=True)

    assert answer.content.decode().count("现在读不到签发证书的密钥") == 1
    assert set(Nomination.objects.values_list("state", flat=True)) == {"waiting"}
    award.needs_approval = False
    award.save()
    award.required.all().delete()
    client.force_login(staff("view_certificate", "issue_certificate", at=award.issuer.organisation))
    person = MembershipFactory(kind="volunteer", organisation=award.issuer.organisation).user
    said = {"award": award.pk, "service": "陪老人就医"}
    page = client.post(reverse("certificate:give", args=[person.pk]), said).content.decode()
    assert "现在读不到签发证书的密钥" in page
    assert "陪老人就医" in page
    assert not Certificate.objects.exists()


def test_refusing_needs_a_remark_that_the_person_reads(client: Client, award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    url = reverse("nomination:decide")

    refused = client.post(url, {"nomination": nomination.pk, "verb": "refuse", "single": "1"}, follow=True)
    assert "不通过要写明意见" in refused.content.decode()
    whole = {"nomination": nomination.pk, "verb": "refuse", "remark": "110105 19491231 002X 不是本人"}
    assert "请不要在这里写身份证号" in client.post(url, whole, follow=True).content.decode()
    client.post(url, {"nomination": nomination.pk, "verb": "refuse", "remark": "服务时长没有核实"})

    client.force_login(nomination.person)
    page = client.get(reverse("certificates:mine")).content.decode()
    assert "未通过" in page
    assert "服务时长没有核实" in page


def test_a_learner_sees_that_hers_waits(client: Client, award: Award, reviewer: User) -> None:
    client.force_login(nominated(award).person)

    page = client.get(reverse("certificates:mine")).content.decode()

    assert "待审核" in page
    assert award.title in page


@pytest.mark.parametrize("name", ["nomination:index", "publicity:index", "certificates:publicity"])
def test_the_lists_cost_the_same_whatever_their_length(
    client: Client, award: Award, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    award.publicity_days = 7
    award.save()

    def one_more(number: int) -> None:
        nomination = nominated(award, f"王秀兰{number}")
        today = timezone.localdate()
        nomination.publicity = PublicityList.objects.create(
            award=award, starts_on=today, ends_on=today + timedelta(days=7 + number)
        )
        nomination.save()

    one_more(0)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    asked = len(one)
    for number in range(1, 5):
        one_more(number)
    client.get(reverse(name))
    with django_assert_num_queries(asked):
        client.get(reverse(name))


def test_the_public_reads_masked_names_while_the_days_last(client: Client, award: Award) -> None:
    award.publicity_days = 7
    award.save()
    nomination = nominated(award, "王秀兰")
    url = reverse("certificates:publicity")
    assert "现在没有公示" in client.get(url).content.decode()  # it begins tomorrow

    today = timezone.localdate()
    PublicityList.objects.update(starts_on=today, ends_on=today + timedelta(days=6))
    answer = client.get(url)

    page = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "王*兰" in page
    assert "王秀兰" not in page
    assert nomination.place in page
    assert award.title in page


def test_an_officer_gives_one_by_hand_to_somebody_of_theirs_with_the_number_masked(
    client: Client, award: Award
) -> None:
    award.required.all().delete()
    clerk = staff("view_certificate", "issue_certificate", at=award.issuer.organisation)
    client.force_login(clerk)
    theirs, stranger = volunteer("王秀兰"), volunteer("王秀芳")
    Membership.objects.filter(user=theirs).update(organisation=award.issuer.organisation)

    found = client.get(reverse("certificate:find_person"), {"q": "王秀"}).content.decode()
    assert "王秀兰" in found
    assert "王秀芳" not in found
    assert client.get(reverse("certificate:give", args=[stranger.pk])).status_code == 404
    said = {"award": award.pk, "hours": "12.5", "service": "陪老人就医", "occasion": "2026年上半年服务"}
    said |= {"identity_kind": "身份证", "identity_number": "11010519491231002X"}
    for _ in range(2):
        client.post(reverse("certificate:give", args=[theirs.pk]), said)

    certificate = Certificate.objects.get()
    assert (certificate.holder, certificate.issued_by) == (theirs, clerk)
    assert certificate.printed.identity == "身份证 110***********002X"
    assert (certificate.printed.hours, certificate.printed.service) == ("12.5", "陪老人就医")


@pytest.mark.parametrize("field", ["occasion", "service", "volunteer_number", "holder_en", "notes"])
def test_no_identity_number_is_printed_whole_by_hand(client: Client, award: Award, field: str) -> None:
    award.required.all().delete()
    client.force_login(staff("view_certificate", "issue_certificate", at=award.issuer.organisation))
    person = volunteer()
    Membership.objects.filter(user=person).update(organisation=award.issuer.organisation)

    said = {"award": award.pk, field: "１１０１０５ 19491231-002X"}
    answer = client.post(reverse("certificate:give", args=[person.pk]), said)

    assert "请不要在这里写身份证号" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_by_hand_it_goes_the_way_that_the_rule_says(award: Award, reviewer: User) -> None:
    person = completed(volunteer(), award).learner

    given = give(award, Claim(person=person, by=reviewer))

    assert isinstance(given, Nomination)
    assert not Certificate.objects.exists()


def test_who_has_not_completed_the_courses_is_given_none_by_hand(client: Client, award: Award) -> None:
    clerk = staff("view_certificate", "issue_certificate", at=award.issuer.organisation)
    client.force_login(clerk)
    person = volunteer()
    Membership.objects.filter(user=person).update(organisation=award.issuer.organisation)

    answer = client.post(reverse("certificate:give", args=[person.pk]), {"award": award.pk})

    assert "还没有学完" in answer.content.decode()
    assert not Certificate.objects.exists()
