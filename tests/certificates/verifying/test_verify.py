from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.certificates import succession
from college.certificates.models import Certificate
from college.certificates.serials import compose
from college.strangers import CHECKS_A_MINUTE
from tests.factories import UserFactory


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_who_scans_the_code_on_the_certificate_reads_the_whole_name(
    client: Client, give: Callable[..., Certificate]
) -> None:
    certificate = give("王秀兰")

    assert "王秀兰" in page(client, certificate.verify_url.removeprefix("http://127.0.0.1:8000"))
    assert "王秀兰" not in page(client, f"/verify/{certificate.serial}/?code={certificate.code[:-1]}")
    assert "王秀兰" not in page(client, f"/verify/{certificate.serial}/?code=é")


def test_a_name_with_markup_is_shown_as_typed(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give("<script>alert(1)</script>")

    text = page(client, f"/verify/{certificate.serial}/?code={certificate.code}")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_anyone_reads_that_a_certificate_was_revoked_and_who_has_it_reads_why(
    client: Client, give: Callable[..., Certificate]
) -> None:
    certificate = succession.revoke(certificate=give(), by=UserFactory(display_name="办事员"), reason="冒名学习")

    text = page(client, f"/verify/{certificate.serial}/")

    assert "这张证书已撤销" in text
    assert "有效</" not in text
    assert "冒名学习" not in text
    with_code = page(client, f"/verify/{certificate.serial}/?code={certificate.code}")
    assert "冒名学习" in with_code
    assert "办事员" not in with_code


def test_a_number_that_was_never_given_is_unknown(client: Client, give: Callable[..., Certificate]) -> None:
    give()

    assert "没有这张证书" in page(client, f"/verify/{compose('HFML', 2026, 999)}/", status=404)


def test_a_mistyped_number_is_told_apart_from_an_unknown_one(client: Client, db: None) -> None:
    mistyped = compose("HFML", 2026, 999).replace("999", "998")

    for path in (f"/verify/{mistyped}/", f"/verify/?serial={mistyped}", "/verify/?serial=%3Cb%3E"):
        text = page(client, path, status=404)
        assert "编号抄错了" in text
        assert "没有这张证书" not in text
        assert "<b>" not in text


@pytest.mark.parametrize("change", [str.lower, lambda serial: serial.replace("-", "－"), lambda serial: f" {serial} "])
def test_a_number_typed_as_it_was_read_out_finds_the_certificate(
    client: Client, give: Callable[..., Certificate], change: Callable[[str], str]
) -> None:
    certificate = give()

    answer = client.get("/verify/", {"serial": change(certificate.serial)}, follow=True)

    assert answer.redirect_chain == [(f"/verify/{certificate.serial}/", 302)]
    assert "这张证书有效" in answer.content.decode()


def test_an_address_in_lower_case_keeps_the_code(client: Client, give: Callable[..., Certificate]) -> None:
    certificate = give()

    answer = client.get(f"/verify/{certificate.serial.lower()}/?code={certificate.code}")

    assert answer["Location"] == f"/verify/{certificate.serial}/?code={certificate.code}"


def test_search_engines_and_shared_caches_keep_out(client: Client, give: Callable[..., Certificate]) -> None:
    for path in ("/verify/", f"/verify/{give().serial}/", "/verify/x/"):
        answer = client.get(path)
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


def test_an_address_that_walks_the_numbers_is_slowed_down_and_others_are_not(
    client: Client, give: Callable[..., Certificate]
) -> None:
    path = f"/verify/{give().serial}/"
    answers = [client.get(path, REMOTE_ADDR="203.0.113.7").status_code for _ in range(CHECKS_A_MINUTE + 1)]

    assert answers[:-1] == [200] * CHECKS_A_MINUTE
    assert answers[-1] == 429
    assert client.get(path, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_a_household_with_many_addresses_is_one_visitor(client: Client, db: None) -> None:
    answers = [client.get("/verify/", REMOTE_ADDR=f"2001:db8::{n + 1:x}") for n in range(CHECKS_A_MINUTE + 1)]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert client.get("/verify/", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_checking_costs_one_query(
    client: Client, give: Callable[..., Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = f"/verify/{give().serial}/"
    client.get(path)
    with django_assert_num_queries(1):
        client.get(path)


def test_a_number_typed_into_the_form_counts_once(client: Client, give: Callable[..., Certificate]) -> None:
    serial = give().serial
    answers = [client.get("/verify/", {"serial": serial}, follow=True).status_code for _ in range(CHECKS_A_MINUTE + 1)]

    assert answers == [200] * CHECKS_A_MINUTE + [429]
