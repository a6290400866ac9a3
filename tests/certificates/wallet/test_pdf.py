from collections.abc import Callable

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.certificates import succession
from college.certificates.models import Certificate
from tests.certificates.cast import staff
from tests.factories import UserFactory


def url(certificate: Certificate) -> str:
    return f"/my/certificates/{certificate.serial}.pdf"


def test_the_holder_downloads_the_pdf_that_was_issued(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(certificate.holder)

    answer = client.get(url(certificate))

    assert answer.content == bytes(certificate.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.serial}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_anyone_else_does_not_even_learn_that_it_exists(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()
    client.force_login(UserFactory())

    assert client.get(url(certificate)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, give: Callable[..., Certificate]) -> None:
    assert client.get(url(give()))["Location"].startswith("/accounts/login/")


def test_staff_where_it_was_issued_download_it_and_others_do_not(
    client: Client, give: Callable[..., Certificate]
) -> None:
    certificate = give()
    issuer = certificate.award.issuer.organisation

    for clerk, answer in ((staff("view_certificate", at=issuer), 200), (staff("view_certificate"), 404)):
        client.force_login(clerk)
        assert client.get(url(certificate)).status_code == answer


def test_a_revoked_certificate_is_handed_out_to_staff_only(client: Client, give: Callable[..., Certificate]) -> None:
    clerk = UserFactory(is_superuser=True)
    certificate = succession.revoke(certificate=give(), by=clerk, reason="冒名学习")

    client.force_login(certificate.holder)
    assert client.get(url(certificate)).status_code == 404
    client.force_login(clerk)
    assert client.get(url(certificate)).status_code == 200


def test_a_download_reads_one_row_and_draws_nothing(
    client: Client, give: Callable[..., Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    certificate = give()
    client.force_login(certificate.holder)
    client.get(url(certificate))
    with django_assert_num_queries(3):  # session, person, certificate
        client.get(url(certificate))
