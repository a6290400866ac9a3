from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.certificates import succession
from college.certificates.models import Certificate
from tests.certificates.cast import volunteer
from tests.factories import AwardFactory, UserFactory

URL = "/my/certificates/"


def test_a_learner_finds_a_certificate_to_download(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(certificate.holder)

    page = client.get(URL).content.decode()

    assert certificate.serial in page
    assert "社区志愿服务入门" in page
    assert f"{URL}{certificate.serial}.pdf" in page
    assert "有效" in page


def test_someone_without_certificates_reads_how_to_earn_one(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(UserFactory())

    page = client.get(URL).content.decode()

    assert "还没有证书" in page
    assert certificate.serial not in page


def test_a_revoked_certificate_is_shown_with_its_reason_and_no_download(
    client: Client, give: Callable[..., Certificate]
) -> None:
    certificate = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")
    client.force_login(certificate.holder)

    page = client.get(URL).content.decode()

    assert "冒名学习" in page
    assert f"{certificate.serial}.pdf" not in page


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(URL)["Location"].startswith("/accounts/login/")


def test_the_list_costs_the_same_whatever_its_length(
    client: Client, give: Callable[..., Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learner = volunteer()
    client.force_login(learner)
    give(to=learner)
    client.get(URL)
    with django_assert_num_queries(4):  # session, person, certificates, nominations
        client.get(URL)
    for _ in range(4):
        give(to=learner, under=AwardFactory())
    client.get(URL)
    with django_assert_num_queries(4):
        client.get(URL)


def test_what_she_read_on_a_shared_computer_is_not_kept_there(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(certificate.holder)

    for path in (URL, f"{URL}{certificate.serial}.pdf", "/accounts/me/"):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.on_postgres
@pytest.mark.django_db
def test_an_address_that_no_certificate_has_is_not_found(client: Client) -> None:
    client.force_login(UserFactory())
    for serial in ("%00", "HFML%00", "证书"):
        assert client.get(f"{URL}{serial}.pdf").status_code == 404
