import re

import pytest
from django.core.management import call_command
from django.test import Client

from college.people import checks, sms
from college.people.models import User
from tests.factories import UserFactory
from tests.people import outbox
from tests.people.test_login import who

REQUEST = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"


def ask(client: Client, phone: str = "138 0013 8000", **more: str) -> str:
    return client.post(REQUEST, {"phone": phone, **more}, follow=True).content.decode()


def last_code() -> str:
    return outbox.sent[-1][1]


def test_a_learner_signs_in_with_the_code_from_her_phone(client: Client, xiulan: User) -> None:
    ask(client)
    response = client.post(CONFIRM, {"code": last_code()})
    assert response.headers["Location"] == "/my/"
    assert who(client) == str(xiulan.pk)


def test_the_code_is_six_digits_and_goes_to_the_number_in_one_spelling(client: Client, xiulan: User) -> None:
    ask(client, "+86 138-0013-8000")
    (phone, code) = outbox.sent[-1]
    assert phone == "+8613800138000"
    assert re.fullmatch(r"[0-9]{6}", code)


def test_spaces_in_the_code_do_not_matter(client: Client, xiulan: User) -> None:
    ask(client)
    code = last_code()
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})
    assert who(client)


def test_a_code_brings_her_where_she_wanted_to_go(client: Client, xiulan: User) -> None:
    page = ask(client, next="/courses/renzi/")
    assert 'name="next" value="/courses/renzi/"' in page
    response = client.post(CONFIRM, {"code": last_code(), "next": "/courses/renzi/"})
    assert response.headers["Location"] == "/courses/renzi/"


def test_holding_the_phone_verifies_the_number(client: Client, db: None) -> None:
    person = UserFactory(phone="+8613900139000", phone_verified=False)
    ask(client, "13900139000")
    client.post(CONFIRM, {"code": last_code()})
    person.refresh_from_db()
    assert person.phone_verified


def test_an_unknown_number_reads_the_same_and_costs_no_message(client: Client, xiulan: User) -> None:
    known, unknown = ask(client), ask(Client(), "13900139000")
    hide = re.compile(r'138 0013 8000|139 0013 9000|(?<=csrfmiddlewaretoken" value=").*?(?=")')
    assert hide.sub("", known) == hide.sub("", unknown)
    assert len(outbox.sent) == 1


def test_an_unknown_number_never_gets_in(client: Client, db: None) -> None:
    ask(client, "13900139000")
    for code in ["", "000000", "None"]:
        client.post(CONFIRM, {"code": code})
    assert who(client) is None


def test_a_wrong_code_says_so_and_after_five_a_new_one_is_needed(client: Client, xiulan: User) -> None:
    ask(client)
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    for _attempt in range(4):
        assert "验证码不对" in client.post(CONFIRM, {"code": wrong}).content.decode()
    assert "试的次数太多了" in client.post(CONFIRM, {"code": wrong}, follow=True).content.decode()
    client.post(CONFIRM, {"code": right})
    assert who(client) is None


def test_the_fourth_code_within_a_minute_has_to_wait(client: Client, xiulan: User) -> None:
    for _attempt in range(3):
        ask(Client())
    assert "试的次数太多了" in ask(Client())
    assert len(outbox.sent) == 3


def test_whoever_got_no_message_goes_back_and_asks_again_or_takes_the_password(client: Client, xiulan: User) -> None:
    ask(client)
    page = client.post("/accounts/logout/", {"next": REQUEST}, follow=True)
    assert "获取验证码" in page.content.decode()
    ask(client)
    page = client.post("/accounts/logout/", {"next": "/accounts/login/"}, follow=True)
    assert 'name="password"' in page.content.decode()


def test_what_is_no_number_is_refused_with_an_example(client: Client, db: None) -> None:
    assert "请输入 11 位手机号" in ask(client, "12345")


class GatewayThatIsDown:
    def send_code(self, phone: str, code: str) -> None:
        raise sms.SmsError("timeout")


def test_when_the_gateway_is_down_she_is_sent_to_the_password(client, xiulan, settings, caplog) -> None:  # noqa: ANN001
    settings.SMS_SENDER = f"{__name__}.GatewayThatIsDown"
    page = ask(client)
    assert "短信没有发出去" in page
    assert 'name="password"' in page
    assert "13800138000" not in caplog.text


def test_the_development_sender_writes_the_code_to_the_log(client, xiulan, settings, caplog) -> None:  # noqa: ANN001
    settings.SMS_SENDER = "college.people.sms.ConsoleSender"
    ask(client)
    assert re.search(r"SMS to \+8613800138000: [0-9]{6}", caplog.text)


def test_without_a_sender_the_page_offers_no_code_and_the_check_says_what_to_set(client, settings, db) -> None:  # noqa: ANN001
    settings.SMS_SENDER, settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = "", False
    assert "验证码" not in client.get("/accounts/login/").content.decode()
    (message,) = checks.sms_sender_can_be_used(None)
    assert "SMS_SENDER" in message.hint
    call_command("check", tags=["people"], fail_level="WARNING")


def test_a_sender_that_does_not_exist_is_an_error_of_the_settings(settings: pytest.FixtureRequest) -> None:
    settings.SMS_SENDER = "college.people.sms.Nothing"
    (message,) = checks.sms_sender_can_be_used(None)
    assert message.id == "people.E001"


def test_a_production_server_that_would_log_the_codes_is_warned(settings: pytest.FixtureRequest) -> None:
    settings.SMS_SENDER = "college.people.sms.ConsoleSender"
    (message,) = checks.codes_are_not_written_to_the_log(None)
    assert message.id == "people.W001"
