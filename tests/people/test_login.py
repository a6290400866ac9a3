import pytest
from django.test import Client

from college.people.models import User
from tests.factories import UserFactory
from tests.people.test_phones import SPELLINGS

PASSWORD = "mingliang2026"
LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Client:
    return client.post(LOGIN, {"login": name, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_learner_signs_in_by_name(client: Client, xiulan: User) -> None:
    response = sign_in(client, "xiulan")
    assert response.headers["Location"] == "/my/"
    assert who(client) == str(xiulan.pk)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_learner_signs_in_by_phone_however_she_types_it(client: Client, xiulan: User, spelling: str) -> None:
    sign_in(client, spelling)
    assert who(client) == str(xiulan.pk)


def test_a_login_name_may_be_chinese_and_have_spaces_around_it(client: Client, db: None) -> None:
    person = UserFactory(username="王秀兰")
    sign_in(client, " 王秀兰 ")
    assert who(client) == str(person.pk)


def test_somebody_without_a_phone_signs_in_and_is_asked_for_nothing_more(client: Client, db: None) -> None:
    person = UserFactory(username="liming")
    assert sign_in(client, "liming").headers["Location"] == "/my/"
    assert who(client) == str(person.pk)


def test_a_number_that_the_office_entered_and_nobody_verified_opens_the_door_too(client: Client, db: None) -> None:
    person = UserFactory(username="liming", phone="+8613900139000", phone_verified=False)
    assert sign_in(client, "139 0013 9000").headers["Location"] == "/my/"
    assert who(client) == str(person.pk)


def test_after_signing_in_she_is_where_she_wanted_to_go(client: Client, xiulan: User) -> None:
    assert sign_in(client, "xiulan", next="/courses/renzi/").headers["Location"] == "/courses/renzi/"


def test_signing_in_leads_to_no_other_site(client: Client, xiulan: User) -> None:
    assert sign_in(client, "xiulan", next="https://evil.example/").headers["Location"] == "/my/"


@pytest.mark.parametrize(("name", "words"), [("xiulan", "登录名或密码不对"), ("13800138000", "手机号或密码不对")])
def test_a_wrong_password_says_what_to_do(client: Client, xiulan: User, name: str, words: str) -> None:
    page = sign_in(client, name, "wrong").content.decode()
    assert words in page
    assert "忘记密码" in page


def test_a_wrong_name_reads_like_a_wrong_password(client: Client, xiulan: User) -> None:
    assert "登录名或密码不对" in sign_in(client, "nobody", "wrong").content.decode()


def test_the_sixth_wrong_try_has_to_wait_even_with_the_right_password(client: Client, xiulan: User) -> None:
    for _attempt in range(5):
        assert "试的次数太多了" not in sign_in(client, "xiulan", "wrong").content.decode()
    assert "试的次数太多了" in sign_in(client, "xiulan", "wrong").content.decode()
    assert "试的次数太多了" in sign_in(client, "xiulan").content.decode()
    assert who(client) is None


def test_spelling_a_number_differently_gives_no_further_tries(client: Client, xiulan: User) -> None:
    for spelling in SPELLINGS[:5]:
        sign_in(client, spelling, "wrong")
    assert "试的次数太多了" in sign_in(client, SPELLINGS[6], "wrong").content.decode()


def test_one_learner_who_mistypes_does_not_lock_out_the_class(client: Client, xiulan: User) -> None:
    UserFactory(username="liming")
    for _attempt in range(6):
        sign_in(client, "xiulan", "wrong")
    assert sign_in(client, "liming").headers["Location"] == "/my/"


def test_a_class_of_forty_signs_in_behind_one_address(client: Client, db: None) -> None:
    for number in range(40):
        UserFactory(username=f"learner{number}")
        other = Client(REMOTE_ADDR="10.0.0.1")
        assert sign_in(other, f"learner{number}").status_code == 302


def test_a_deactivated_person_is_told_so_and_stays_outside(client: Client, xiulan: User) -> None:
    User.objects.filter(pk=xiulan.pk).update(is_active=False)
    response = client.post(LOGIN, {"login": "xiulan", "password": PASSWORD}, follow=True)
    assert "这个账户已停用" in response.content.decode()
    assert who(client) is None


def test_signing_out_asks_first_and_happens_on_post_only(signed_in: Client) -> None:
    assert "要退出登录吗" in signed_in.get("/accounts/logout/").content.decode()
    assert who(signed_in)
    assert signed_in.post("/accounts/logout/").headers["Location"] == "/"
    assert who(signed_in) is None


def test_wagtail_s_own_way_in_leads_to_ours_where_attempts_are_counted(client: Client, db: None) -> None:
    assert client.get("/_util/login/?next=/my/").headers["Location"] == "/accounts/login/?next=/my/"
    assert client.post("/_util/login/", {"username": "xiulan", "password": "x"}).status_code == 302
    assert client.post("/_util/authenticate_with_password/1/1/", {"password": "x"}).status_code == 404
