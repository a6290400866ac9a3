import pytest
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory
from tests.people.test_login import who

SIGNUP = "/accounts/signup/"
LIMING = {"display_name": "李明", "username": "李明", "password1": "qiaotou-88"}


def test_a_volunteer_signs_up_with_a_chinese_login_name_and_is_in(client: Client, db: None) -> None:
    assert client.post(SIGNUP, LIMING).headers["Location"] == "/my/"
    person = User.objects.get(username="李明")
    assert person.display_name == "李明"
    assert person.phone is None
    assert who(client) == str(person.pk)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "13800138000"}, "登录名不能是手机号"),
        ({"username": "李 明"}, "不能有空格"),
        ({"password1": "12345678"}, "密码"),
        ({"password1": "abc"}, "8"),
        ({"display_name": ""}, "还没有填"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client: Client, db: None, change: dict[str, str], words: str) -> None:
    page = client.post(SIGNUP, LIMING | change).content.decode()
    assert words in page
    assert 'class="field__error"' in page
    assert not User.objects.exists()


def test_a_taken_login_name_is_refused_with_advice(client: Client, db: None) -> None:
    UserFactory(username="李明")
    assert "在后面加上数字" in client.post(SIGNUP, LIMING).content.decode()


def test_full_width_letters_make_the_same_login_name(client: Client, db: None) -> None:
    client.post(SIGNUP, LIMING | {"username": "ｌｉｍｉｎｇ"})
    assert User.objects.get().username == "liming"


def test_where_the_college_opens_accounts_itself_the_page_says_whom_to_ask(client, db, settings) -> None:  # noqa: ANN001
    settings.SIGNUP_OPEN = False
    assert "请找您的老师" in client.get(SIGNUP).content.decode()
    client.post(SIGNUP, LIMING)
    assert not User.objects.exists()


def test_a_name_is_kept_without_marks_that_nobody_sees(client: Client, db: None) -> None:
    assert "没有看得见的字" in client.post(SIGNUP, LIMING | {"display_name": "\u200b\u200d"}).content.decode()
    client.post(SIGNUP, LIMING | {"display_name": "李\u202e明"})
    assert User.objects.get().display_name == "李明"
