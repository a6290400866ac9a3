from collections.abc import Callable

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.certificates import succession
from college.certificates.models import Certificate
from college.people.privacy.erasure import erase
from college.strangers import CHECKS_A_MINUTE
from tests.factories import UserFactory

Give = Callable[..., Certificate]


def switch(client: Client, certificate: Certificate, *, on: bool) -> int:
    return client.post(f"/my/certificates/{certificate.serial}/share/", {"on": "1"} if on else {}).status_code


def link(certificate: Certificate) -> str:
    certificate.refresh_from_db()
    return f"/certificates/{certificate.share_token}/"


def shared(client: Client, certificate: Certificate) -> str:
    client.force_login(certificate.holder)
    switch(client, certificate, on=True)
    return link(certificate)


def test_a_holder_shows_a_certificate_with_the_whole_name_to_who_has_the_link(client: Client, give: Give) -> None:
    address = shared(client, give("王秀兰"))

    answer = Client().get(address)

    for words in ("王秀兰", "社区志愿服务入门", "这张证书有效"):
        assert words in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert address in client.get("/my/certificates/").content.decode()


def test_a_link_that_was_switched_off_is_gone_for_good(client: Client, give: Give) -> None:
    certificate = give()
    first = shared(client, certificate)

    switch(client, certificate, on=False)

    answer = Client().get(first)
    assert answer.status_code == 404
    assert "这个链接已经关闭" in answer.content.decode()
    assert shared(client, certificate) != first
    assert Client().get(first).status_code == 404


def test_two_taps_make_one_link(client: Client, give: Give) -> None:
    certificate = give()
    first = shared(client, certificate)

    assert shared(client, certificate) == first
    for _ in range(2):
        assert switch(client, certificate, on=False) == 302


def test_looking_at_an_address_switches_nothing(client: Client, give: Give) -> None:
    certificate = give()
    client.force_login(certificate.holder)

    assert client.get(f"/my/certificates/{certificate.serial}/share/?on=1").status_code == 405
    certificate.refresh_from_db()
    assert certificate.share_token is None


def test_nobody_shares_another_s_certificate(client: Client, give: Give) -> None:
    certificate = give()
    client.force_login(UserFactory(is_superuser=True))

    assert switch(client, certificate, on=True) == 404
    assert Client().post(f"/my/certificates/{certificate.serial}/share/")["Location"].startswith("/accounts/login/")


def test_what_was_revoked_says_so_to_who_has_the_link(client: Client, give: Give) -> None:
    certificate = give()
    address = shared(client, certificate)
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")

    assert "这张证书已撤销" in Client().get(address).content.decode()


def test_whoever_is_erased_shares_nothing(client: Client, give: Give) -> None:
    certificate = give()
    address = shared(client, certificate)
    erase(person=certificate.holder, by=certificate.holder)

    assert Client().get(address).status_code == 404


def test_links_cannot_be_tried_one_after_another(client: Client, db: None) -> None:
    answers = [client.get(f"/certificates/{number:022d}/").status_code for number in range(CHECKS_A_MINUTE + 1)]

    assert answers == [404] * CHECKS_A_MINUTE + [429]


def test_a_shared_page_costs_one_query(
    client: Client, give: Give, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address, stranger = shared(client, give()), Client()
    stranger.get(address)
    with django_assert_num_queries(1):
        stranger.get(address)
