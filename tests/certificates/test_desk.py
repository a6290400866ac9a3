from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from college.certificates import succession
from college.certificates.models import Award, Certificate, Issuer
from tests.certificates.cast import staff
from tests.factories import AwardFactory, OrganisationFactory, UserFactory

LIST = "/admin/certificate/"


@pytest.fixture
def admin(client: Client, site: object) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_an_administrator_finds_a_certificate_by_serial_and_by_name(
    admin: Client, give: Callable[..., Certificate]
) -> None:
    wanted, other = give("王秀兰"), give("李明")

    for query in ("秀兰", wanted.serial):
        page = admin.get(LIST, {"q": query}).content.decode()
        assert wanted.serial in page
        assert other.serial not in page


def test_the_list_costs_the_same_whatever_its_length(
    admin: Client, give: Callable[..., Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give()
    admin.get(LIST)
    with CaptureQueriesContext(connection) as one:
        admin.get(LIST)
    for _ in range(4):
        give()
    with django_assert_num_queries(len(one)):
        admin.get(LIST)


def test_a_certificate_is_read_but_not_changed_even_by_a_superuser(
    admin: Client, give: Callable[..., Certificate]
) -> None:
    certificate = give()

    page = admin.get(f"{LIST}inspect/{certificate.pk}/").content.decode()

    assert certificate.serial in page
    assert f"{LIST}revoke/{certificate.pk}/" in page
    for path in ("new/", f"edit/{certificate.pk}/", f"delete/{certificate.pk}/"):
        assert admin.get(LIST + path).status_code == 404


def test_revoking_asks_first_and_is_recorded(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    clerk = staff("view_certificate", "revoke_certificate", at=certificate.award.issuer.organisation)
    client.force_login(clerk)
    url = f"{LIST}revoke/{certificate.pk}/"

    assert "撤销不能收回" in client.get(url).content.decode()
    assert Certificate.objects.valid().exists()

    assert client.post(url, {"reason": "冒名学习"})["Location"] == f"{LIST}inspect/{certificate.pk}/"
    certificate.refresh_from_db()
    assert (certificate.revoked_by, certificate.revocation_reason) == (clerk, "冒名学习")


def test_revoking_needs_a_reason(admin: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()

    assert admin.post(f"{LIST}revoke/{certificate.pk}/", {"reason": " "}).status_code == 200
    assert Certificate.objects.valid().exists()


def test_a_reason_that_everybody_reads_names_no_identity_number(
    admin: Client, give: Callable[..., Certificate]
) -> None:
    answer = admin.post(f"{LIST}revoke/{give().pk}/", {"reason": "110105 19491231 002X 冒名学习"})

    assert "请不要在这里写身份证号" in answer.content.decode()
    assert Certificate.objects.valid().exists()


def test_revoking_cannot_be_done_twice(admin: Client, give: Callable[..., Certificate]) -> None:
    certificate = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")

    answer = admin.post(f"{LIST}revoke/{certificate.pk}/", {"reason": "别的原因"}, follow=True)

    assert "已经撤销过了" in answer.content.decode()
    assert Certificate.objects.get().revocation_reason == "冒名学习"


def test_who_may_look_may_not_therefore_revoke(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(staff("view_certificate", at=certificate.award.issuer.organisation))

    page = client.get(f"{LIST}inspect/{certificate.pk}/").content.decode()
    client.post(f"{LIST}revoke/{certificate.pk}/", {"reason": "冒名学习"})

    assert f"{LIST}revoke/" not in page
    assert Certificate.objects.valid().exists()


def test_who_may_not_look_sees_no_list(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(staff())

    assert certificate.serial not in client.get(LIST, follow=True).content.decode()


@pytest.mark.parametrize("code", ["hfml", "H", "HF-ML", "HF12", "合肥"])
def test_an_issuer_s_code_is_letters_that_can_be_read_out(admin: Client, code: str) -> None:
    answer = admin.post(reverse("issuer:add"), {"organisation": OrganisationFactory().pk, "code": code})

    assert "大写字母" in answer.content.decode()
    assert not Issuer.objects.exists()


def test_a_code_that_is_printed_on_certificates_stays(admin: Client, give: Callable[..., Certificate]) -> None:
    issuer = give().award.issuer
    url = reverse("issuer:edit", args=[issuer.pk])
    said = {"organisation": str(issuer.organisation_id), "signatory": "新负责人", "signatories": inline_formset([])}
    written = nested_form_data(said)

    assert "不能再改" in admin.post(url, {**written, "code": "OTHER"}).content.decode()
    admin.post(url, {**written, "code": issuer.code})

    issuer.refresh_from_db()
    assert (issuer.code, issuer.signatory) == ("HFML", "新负责人")


def test_who_lost_a_certificate_by_mistake_is_given_a_new_one(client: Client, give: Callable[..., Certificate]) -> None:
    revoked = succession.revoke(certificate=give("王秀兰"), by=UserFactory(), reason="名字写错了")
    revoked.holder.display_name = "王秀蓝"
    revoked.holder.save()
    issuer = revoked.award.issuer.organisation
    client.force_login(staff("view_certificate", "revoke_certificate", at=issuer))
    url = f"{LIST}reissue/{revoked.pk}/"

    assert url in client.get(f"{LIST}inspect/{revoked.pk}/").content.decode()
    assert "重新发证" in client.get(url).content.decode()
    assert Certificate.objects.count() == 1
    answer = client.post(url)

    issued = Certificate.objects.valid().get()
    assert answer["Location"] == f"{LIST}inspect/{issued.pk}/"
    assert (issued.holder_name, issued.award) == ("王秀蓝", revoked.award)
    assert issued.serial != revoked.serial
    assert not Certificate.objects.get(pk=revoked.pk).is_valid
    assert url not in client.get(f"{LIST}inspect/{revoked.pk}/").content.decode()


def test_nobody_is_given_a_second_certificate(admin: Client, give: Callable[..., Certificate]) -> None:
    valid = give()
    assert "没有重新发证" in admin.post(f"{LIST}reissue/{valid.pk}/", follow=True).content.decode()

    revoked = succession.revoke(certificate=valid, by=UserFactory(), reason="冒名学习")
    admin.post(f"{LIST}reissue/{revoked.pk}/")
    assert "没有重新发证" in admin.post(f"{LIST}reissue/{revoked.pk}/", follow=True).content.decode()

    assert Certificate.objects.count() == 2


def test_who_no_longer_meets_the_rule_is_given_none(admin: Client, give: Callable[..., Certificate]) -> None:
    revoked = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")
    revoked.holder.memberships.all().delete()

    assert "没有重新发证" in admin.post(f"{LIST}reissue/{revoked.pk}/", follow=True).content.decode()


def test_who_may_look_may_not_reissue(client: Client, give: Callable[..., Certificate]) -> None:
    revoked = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")
    client.force_login(staff("view_certificate", at=revoked.award.issuer.organisation))

    client.post(f"{LIST}reissue/{revoked.pk}/")

    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("kind", ["award", "issuer"])
def test_what_certificates_rest_on_is_kept(admin: Client, give: Callable[..., Certificate], kind: str) -> None:
    award = give().award
    pk = award.pk if kind == "award" else award.issuer_id
    url = reverse(f"{kind}:delete", args=[pk])

    for answer in (admin.get(url), admin.post(url)):
        assert answer["Location"] == reverse(f"{kind}:edit", args=[pk])
    assert "不能删除" in admin.get(url, follow=True).content.decode()
    assert Award.objects.exists()


def test_a_rule_that_nobody_met_goes(admin: Client, award: Award) -> None:
    admin.post(reverse("award:delete", args=[award.pk]))

    assert not Award.objects.exists()


@pytest.mark.parametrize("kind", ["award", "issuer"])
def test_the_lists_of_rules_and_issuers_cost_the_same_whatever_their_length(
    admin: Client, award: Award, django_assert_num_queries: DjangoAssertNumQueries, kind: str
) -> None:
    url = reverse(f"{kind}:index")
    admin.get(url)
    with CaptureQueriesContext(connection) as one:
        admin.get(url)
    for _ in range(4):
        AwardFactory()
    with django_assert_num_queries(len(one)):
        admin.get(url)


def test_somebody_at_the_desk_sees_and_does_only_what_is_issued_where_they_work(
    client: Client, give: Callable[..., Certificate]
) -> None:
    elsewhere, community = give(), OrganisationFactory()
    of_theirs = give(under=AwardFactory(issuer__organisation=OrganisationFactory(parent=community), title="社区证书"))
    rights = [f"{verb}_{noun}" for verb in ("add", "change", "delete") for noun in ("award", "issuer")]
    client.force_login(staff("view_certificate", "revoke_certificate", *rights, at=community))

    listed = client.get(LIST).content.decode()
    assert of_theirs.serial in listed
    assert elsewhere.serial not in listed
    assert elsewhere.award.title not in listed
    for name, theirs, other in (
        ("certificate:inspect", of_theirs.pk, elsewhere.pk),
        ("certificate:revoke", of_theirs.pk, elsewhere.pk),
        ("award:edit", of_theirs.award_id, elsewhere.award_id),
        ("award:history", of_theirs.award_id, elsewhere.award_id),
        ("award:usage", of_theirs.award_id, elsewhere.award_id),
        ("issuer:edit", of_theirs.award.issuer_id, elsewhere.award.issuer_id),
    ):
        assert client.get(reverse(name, args=[theirs])).status_code == 200, name
        assert client.get(reverse(name, args=[other])).status_code == 404, name
    for name, other in (("certificate:revoke", elsewhere.pk), ("award:delete", elsewhere.award_id)):
        assert client.post(reverse(name, args=[other]), {"reason": "冒名学习"}).status_code == 404
    assert Certificate.objects.valid().count() == 2
