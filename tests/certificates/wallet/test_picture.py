from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.certificates import succession
from college.certificates.drawing import picture
from college.certificates.models import Award, Certificate, Template, verify_url
from college.people.privacy.erasure import erase
from tests.factories import UserFactory

Give = Callable[..., Certificate]
PNG = b"\x89PNG"


def url(certificate: Certificate) -> str:
    return f"/my/certificates/{certificate.serial}.png"


def test_a_holder_keeps_a_picture_on_the_phone(
    client: Client, give: Give, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    certificate = give()
    client.force_login(certificate.holder)
    assert url(certificate) in client.get("/my/certificates/").content.decode()

    first = client.get(url(certificate))

    assert (first.content[:4], first["Content-Type"]) == (PNG, "image/png")
    with django_assert_num_queries(3):  # session, person, certificate: it is not drawn again
        assert client.get(url(certificate)).content == first.content


def test_nobody_else_sees_it_but_by_the_link(client: Client, give: Give) -> None:
    certificate = give()
    Certificate.objects.update(share_token="a" * 22)
    client.force_login(UserFactory())

    assert client.get(url(certificate)).status_code == 404
    answer = Client().get(f"/certificates/{'a' * 22}.png")
    assert (answer.content[:4], answer["X-Robots-Tag"]) == (PNG, "noindex")
    Certificate.objects.update(share_token=None)
    assert Client().get(f"/certificates/{'a' * 22}.png").status_code == 404


def test_the_picture_under_a_link_shows_no_code_that_would_outlive_the_link(client: Client, give: Give) -> None:
    certificate = give()
    Certificate.objects.update(share_token="a" * 22)
    client.force_login(certificate.holder)

    own = client.get(url(certificate)).content
    shared = Client().get(f"/certificates/{'a' * 22}.png").content

    def drawn(address: str) -> bytes:
        return picture(certificate.printed, layout=certificate.layout, serial=certificate.serial, verify_url=address)

    assert certificate.code not in verify_url(certificate.serial)
    assert shared == drawn(verify_url(certificate.serial))
    assert own == drawn(certificate.verify_url) != shared
    assert client.get(url(certificate)).content == own


def test_no_picture_is_kept_of_whoever_is_erased(
    client: Client, give: Give, django_capture_on_commit_callbacks: Any
) -> None:
    certificate = give()
    Certificate.objects.update(share_token="a" * 22)
    client.force_login(certificate.holder)
    client.get(url(certificate))
    Client().get(f"/certificates/{'a' * 22}.png")
    assert certificate.pdf_sha256 in str(cache._cache)  # type: ignore[attr-defined]

    with django_capture_on_commit_callbacks(execute=True):
        erase(person=certificate.holder, by=certificate.holder)

    assert certificate.pdf_sha256 not in str(cache._cache)  # type: ignore[attr-defined]


def test_of_what_was_revoked_there_is_no_picture(client: Client, give: Give) -> None:
    certificate = give()
    Certificate.objects.update(share_token="a" * 22)
    client.force_login(certificate.holder)
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")

    assert client.get(url(certificate)).status_code == 404
    assert client.get(f"/certificates/{'a' * 22}.png").status_code == 404


def test_a_correction_looks_as_the_certificate_it_corrects(give: Give) -> None:
    old = give()
    Award.objects.update(template=Template.objects.create(name="别的", orientation=Template.Orientation.PORTRAIT))

    new = succession.correct(certificate=Certificate.objects.get(), by=UserFactory(), reason="错了", holder="王秀蓝")

    assert (new.layout, bool(new.layout_id)) == (old.layout, True)
