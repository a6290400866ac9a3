import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client

from college.people.models import StaffKind, User
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.people import outbox
from tests.people.test_login import PASSWORD, sign_in, who
from tests.people.test_login_by_code import ask, last_code

PROFILE = "/accounts/me/"
CHANGE_PHONE = "/accounts/phone/change/"
VERIFY_PHONE = "/accounts/phone/verify/"
CHANGE_PASSWORD = "/accounts/password/change/"


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PROFILE).headers["Location"] == f"/accounts/login/?next={PROFILE}"


def test_a_learner_corrects_her_name_address_and_text_size(signed_in: Client, xiulan: User) -> None:
    typed = {"display_name": "王秀兰（三里庵）", "email": "xiulan@example.com", "text_size": "largest"}
    signed_in.post(PROFILE, typed)
    page = confirm(signed_in, PROFILE)
    assert "已保存" in page
    assert 'data-text-size="largest"' in page
    xiulan.refresh_from_db()
    assert (xiulan.display_name, xiulan.email) == ("王秀兰（三里庵）", "xiulan@example.com")


def confirm(client: Client, going_on: str) -> str:
    """Gives the password again and reads the page it leads to."""
    return client.post(
        f"/accounts/reauthenticate/?next={going_on}", {"password": PASSWORD, "next": going_on}, follow=True
    ).content.decode()


def test_whoever_found_her_phone_unlocked_cannot_have_her_password_mailed_to_them(
    signed_in: Client, xiulan: User
) -> None:
    typed = {"display_name": "王秀兰", "email": "thief@example.com", "text_size": "large"}
    assert "/accounts/reauthenticate/" in signed_in.post(PROFILE, typed).headers["Location"]
    xiulan.refresh_from_db()
    assert xiulan.email == ""


@pytest.mark.parametrize("path", [PROFILE, "/admin/account/"])
def test_whoever_an_organisation_knows_by_name_asks_it_to_change_it(client: Client, xiulan: User, path: str) -> None:
    MembershipFactory(user=xiulan, kind=StaffKind.VOLUNTEER)
    xiulan.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(xiulan)
    assert "要改名请找所在组织" in client.get(path).content.decode()
    typed = {"display_name": "张三", "email": "", "text_size": "large", "name_email-display_name": "张三"}
    client.post(path, typed)
    xiulan.refresh_from_db()
    assert xiulan.display_name == "王秀兰"


def test_marks_that_nobody_sees_do_not_get_into_a_name(signed_in: Client, xiulan: User) -> None:
    typed = {"email": "", "text_size": "large"}
    page = signed_in.post(PROFILE, {**typed, "display_name": "\u200b\u2060"}).content.decode()
    assert "没有看得见的字" in page
    signed_in.post(PROFILE, {**typed, "display_name": "王\u202e秀\u200b兰花"})
    xiulan.refresh_from_db()
    assert xiulan.display_name == "王秀兰花"


def test_a_name_that_was_not_saved_does_not_show_in_the_header(signed_in: Client) -> None:
    page = signed_in.post(PROFILE, {"display_name": "张三", "email": "no", "text_size": "large"}).content.decode()
    assert "我的账户：王秀兰" in page


def test_nobody_makes_themselves_an_administrator_there(signed_in: Client, xiulan: User) -> None:
    typed = {"display_name": "王秀兰", "text_size": "large", "is_superuser": "on", "username": "admin", "phone": "1"}
    signed_in.post(PROFILE, typed)
    xiulan.refresh_from_db()
    assert not xiulan.is_superuser
    assert xiulan.username == "xiulan"


@pytest.mark.parametrize("memberships", [1, 6])
def test_she_reads_where_she_belongs_and_as_what(
    signed_in: Client,
    xiulan: User,
    memberships: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for number in range(memberships):
        place = OrganisationFactory(name=f"三里庵社区{number}")
        MembershipFactory(user=xiulan, organisation=place, kind=StaffKind.VOLUNTEER)
    with django_assert_num_queries(10):
        page = signed_in.get(PROFILE).content.decode()
    assert page.count("志愿者") == memberships
    assert "三里庵社区0" in page


def bind(client: Client, phone: str) -> str:
    """Asks for a number to be bound, gives the password again, and reads the page that wants the code."""
    client.post(CHANGE_PHONE, {"phone": phone})
    return confirm(client, CHANGE_PHONE)


def test_a_number_is_bound_once_the_code_sent_to_it_comes_back(client: Client, db: None) -> None:
    person = UserFactory(username="liming")
    client.force_login(person)
    assert "139 0013 9000" in bind(client, "139 0013 9000")
    person.refresh_from_db()
    assert person.phone is None
    client.post(VERIFY_PHONE, {"code": last_code()})
    person.refresh_from_db()
    assert (person.phone, person.phone_verified) == ("+8613900139000", True)


def test_whoever_found_her_phone_unlocked_cannot_bind_theirs_without_the_password(signed_in: Client) -> None:
    assert "/accounts/reauthenticate/" in signed_in.post(CHANGE_PHONE, {"phone": "13900139000"}).headers["Location"]
    assert not outbox.sent


def test_a_number_that_belongs_to_another_account_is_not_moved(client: Client, xiulan: User) -> None:
    person = UserFactory()
    client.force_login(person)
    bind(client, "138 0013 8000")
    page = client.post(VERIFY_PHONE, {"code": last_code()}).content.decode()
    assert "已经绑定了另一个账户" in page
    xiulan.refresh_from_db()
    assert xiulan.phone == "+8613800138000"


def test_asking_for_a_second_code_at_once_says_to_wait(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    bind(client, "13900139000")
    response = client.post(CHANGE_PHONE, {"phone": "13900139000"})
    assert response.status_code == 200
    assert "请过一分钟再试" in response.content.decode()
    assert len(outbox.sent) == 1


def test_a_learner_changes_her_password_and_stays_signed_in(client: Client, xiulan: User) -> None:
    sign_in(client, "xiulan")
    typed = {"oldpassword": PASSWORD, "password1": "xin-mima-1", "password2": "xin-mima-1"}
    response = client.post(CHANGE_PASSWORD, typed)
    assert response.headers["Location"] == PROFILE
    assert [str(message) for message in get_messages(response.wsgi_request)][-1] == "新密码已保存。"
    assert who(client)
    xiulan.refresh_from_db()
    assert xiulan.check_password("xin-mima-1")


def test_a_wrong_old_password_changes_nothing(client: Client, xiulan: User) -> None:
    sign_in(client, "xiulan")
    typed = {"oldpassword": "wrong", "password1": "xin-mima-1", "password2": "xin-mima-1"}
    assert "现在的密码不对" in client.post(CHANGE_PASSWORD, typed).content.decode()


def test_whoever_forgot_the_password_comes_in_by_code_and_sets_a_new_one(client: Client, xiulan: User) -> None:
    ask(client)
    client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert "现在的密码" not in client.get(CHANGE_PASSWORD).content.decode()
    client.post(CHANGE_PASSWORD, {"password1": "xin-mima-1", "password2": "xin-mima-1"})
    xiulan.refresh_from_db()
    assert xiulan.check_password("xin-mima-1")
