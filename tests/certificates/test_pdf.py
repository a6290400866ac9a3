from collections.abc import Callable

from django.contrib.auth.models import Permission
from django.test import Client

from college.certificates import actions
from college.certificates.models import Certificate
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


def test_staff_who_may_look_through_certificates_download_it(client: Client, give: Callable[..., Certificate]) -> None:
    clerk = UserFactory()
    clerk.user_permissions.add(Permission.objects.get(codename="view_certificate"))
    client.force_login(clerk)

    assert client.get(url(give())).status_code == 200


def test_a_revoked_certificate_is_handed_out_to_staff_only(client: Client, give: Callable[..., Certificate]) -> None:
    clerk = UserFactory(is_superuser=True)
    certificate = actions.revoke(certificate=give(), by=clerk, reason="冒名学习")

    client.force_login(certificate.holder)
    assert client.get(url(certificate)).status_code == 404
    client.force_login(clerk)
    assert client.get(url(certificate)).status_code == 200
