"""Who has no code is asked for the surname before anything on a certificate is shown."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from college.certificates import succession
from college.certificates.models import Certificate
from college.certificates.verifying.tries import WRONG_AN_HOUR, WRONG_AN_HOUR_BY_ADDRESS
from tests.factories import UserFactory

Give = Callable[..., Certificate]


def url(certificate: Certificate) -> str:
    return f"/verify/{certificate.serial}/"


def answer(client: Client, certificate: Certificate, name: str, address: str = "203.0.113.7") -> str:
    return client.post(url(certificate), {"name": name}, REMOTE_ADDR=address).content.decode()


def test_the_number_alone_says_that_it_holds_and_names_nobody(client: Client, give: Give) -> None:
    text = client.get(url(give("王秀兰"))).content.decode()

    assert "这张证书有效" in text
    assert "持证人姓什么？" in text
    for kept in ("秀", "兰", "社区志愿服务入门", "志愿者</"):
        assert kept not in text


def test_who_knows_the_surname_reads_the_certificate_with_a_part_of_the_name(client: Client, give: Give) -> None:
    text = answer(client, give("王秀兰"), "王")

    for words in ("王*兰", "结业证书", "社区志愿服务入门", "志愿者", "明亮社区学院"):
        assert words in text
    assert "王秀兰" not in text


@pytest.mark.parametrize("name", ["王", "Wang", "wang xiulan"])
def test_an_english_paper_is_known_by_the_name_printed_on_it(client: Client, give: Give, name: str) -> None:
    certificate = succession.correct(
        certificate=give("王秀兰"), by=UserFactory(), reason="没有印英文姓名", holder_en="Wang Xiulan"
    )

    assert "王*兰" in answer(client, certificate, name)
    assert "和证书上的姓不一样" in answer(client, certificate, "Li")


def test_who_is_wrong_reads_so_and_no_more(client: Client, give: Give) -> None:
    text = answer(client, give("王秀兰"), "李")

    assert "和证书上的姓不一样" in text
    assert "社区志愿服务入门" not in text
    assert "兰" not in text


def test_an_empty_answer_is_asked_for_again_and_is_no_try(client: Client, give: Give) -> None:
    certificate = give("王秀兰")

    for _ in range(WRONG_AN_HOUR + 1):
        assert "请写证书上持证人的姓" in answer(client, certificate, " ")
    assert "王*兰" in answer(client, certificate, "王")


def test_a_certificate_is_asked_a_few_times_only_whoever_asks(client: Client, give: Give) -> None:
    certificate, other = give("王秀兰"), give("李明")
    for number in range(WRONG_AN_HOUR):
        assert "不一样" in answer(client, certificate, "赵", f"203.0.113.{number}")

    text = answer(client, certificate, "王", "203.0.113.99")

    assert "试得太多了" in text
    assert "王*兰" not in text
    assert "李*" in answer(client, other, "李")
    assert "王秀兰" in client.get(f"{url(certificate)}?code={certificate.code}").content.decode()


def test_an_address_that_tries_one_surname_on_many_certificates_is_stopped(client: Client, give: Give) -> None:
    *others, last = [give("王秀兰") for _ in range(WRONG_AN_HOUR_BY_ADDRESS // WRONG_AN_HOUR + 1)]
    for other in others * WRONG_AN_HOUR:
        assert "不一样" in answer(client, other, "赵")

    assert "试得太多了" in answer(client, last, "王")
    assert "王*兰" in answer(client, last, "王", "203.0.113.99")


def test_who_is_right_may_ask_as_often_as_they_like(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    for _ in range(WRONG_AN_HOUR + 2):
        assert "王*兰" in answer(client, certificate, "王")


@pytest.mark.parametrize("code", ["x", "é", "", "%00"])
def test_a_wrong_code_leads_to_the_question(client: Client, give: Give, code: str) -> None:
    text = client.get(f"{url(give('王秀兰'))}?code={code}").content.decode()

    assert "持证人姓什么？" in text
    assert "兰" not in text


def test_the_answer_stands_in_no_address(client: Client, give: Give) -> None:
    page = client.get(url(give("王秀兰"))).content.decode()

    assert 'method="post"' in page[page.index("whose") :]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=80))
def test_whatever_is_typed_as_a_surname_is_answered(client: Client, certificate: Certificate, typed: str) -> None:
    cache.clear()
    assert client.post(url(certificate), {"name": typed}).status_code in (200, 429)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_whatever_is_typed_as_a_number_is_answered(client: Client, db: None, typed: str) -> None:
    cache.clear()
    assert client.get("/verify/", {"serial": typed}, follow=True).status_code in (200, 404)
