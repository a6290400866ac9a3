from django.test import Client
from wagtail.models import Site

from college.people.models import User
from tests.factories import UserFactory
from tests.people.privacy.cast import opened, parts
from tests.people.test_login import PASSWORD

DATA, ARCHIVE, ERASE = "/accounts/me/data/", "/accounts/me/data/archive/", "/accounts/me/erase/"


def signed_in(client: Client, **who: object) -> User:
    person = UserFactory(username="xiulan", display_name="王秀兰", **who)
    client.force_login(person)
    return person


def give_password(client: Client, going_on: str) -> object:
    return client.post(f"/accounts/reauthenticate/?next={going_on}", {"password": PASSWORD, "next": going_on})


def test_she_finds_the_way_gives_her_password_and_takes_her_data_with_her(client: Client, site: Site) -> None:
    signed_in(client)
    assert DATA in client.get("/accounts/me/").content.decode()
    assert client.get(DATA).headers["Location"].startswith("/accounts/reauthenticate/")
    give_password(client, DATA)
    assert "下载我的全部资料" in client.get(DATA).content.decode()
    answer = client.post(ARCHIVE)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="mingliang-')
    assert "no-store" in answer.headers["Cache-Control"]
    assert parts(opened(answer.getvalue()))["account"][0]["display_name"] == "王秀兰"


def test_whoever_finds_her_phone_unlocked_gets_nothing(client: Client, site: Site) -> None:
    person = signed_in(client)
    for path in (ARCHIVE, ERASE):
        answer = client.post(path, {"typed": "删除"})
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    person.refresh_from_db()
    assert person.erased_at is None


def test_an_archive_is_not_made_by_following_a_link(client: Client, site: Site) -> None:
    signed_in(client)
    assert client.get(ARCHIVE).status_code == 405


def test_she_is_told_what_stays_types_the_word_and_is_gone(client: Client, site: Site) -> None:
    person = signed_in(client)
    give_password(client, ERASE)
    page = client.get(ERASE).content.decode()
    assert "会留下的，但不再有姓名" in page
    assert "别人仍能查验真伪" in page
    answer = client.post(ERASE, {"typed": " 删除 "}, follow=True)
    assert "您的个人资料已删除" in answer.content.decode()
    assert client.get("/accounts/me/").headers["Location"].startswith("/accounts/login/")
    person.refresh_from_db()
    assert person.erased_at


def test_a_word_mistyped_erases_nothing_and_says_so(client: Client, site: Site) -> None:
    person = signed_in(client)
    give_password(client, ERASE)
    for typed in ("", "好的", "x" * 1000):
        answer = client.post(ERASE, {"typed": typed})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    person.refresh_from_db()
    assert person.erased_at is None


def test_the_last_administrator_reads_why_not(client: Client, site: Site) -> None:
    signed_in(client, is_superuser=True)
    give_password(client, ERASE)
    assert "最后一位管理员" in client.post(ERASE, {"typed": "删除"}).content.decode()


def test_who_has_no_password_signs_in_by_code_once_more(client: Client, site: Site) -> None:
    person = signed_in(client)
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    assert "用短信验证码重新登录" in client.get(DATA, follow=True).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, site: Site) -> None:
    assert client.get(DATA).headers["Location"] == f"/accounts/login/?next={DATA}"
