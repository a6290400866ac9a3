import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry, Site

from college.people.models import User
from tests.factories import UserFactory
from tests.people.privacy.cast import opened, parts, xiulan
from tests.people.test_login import PASSWORD


def at_work(client: Client, *codenames: str, **who: object) -> User:
    """Somebody with these permissions who gave their password a moment ago."""
    administrator = UserFactory(**who)
    administrator.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(administrator)
    client.post("/accounts/reauthenticate/?next=/admin/", {"password": PASSWORD, "next": "/admin/"})
    return administrator


def test_an_administrator_makes_the_archive_and_the_log_says_so_without_a_name(client: Client, site: Site) -> None:
    person, administrator = xiulan(), at_work(client, "export_person", "change_user")
    path = f"/admin/people/{person.pk}/data/"
    assert path in client.get(f"/admin/users/edit/{person.pk}/").content.decode()
    assert "王秀兰" in client.get(path).content.decode()
    held = parts(opened(client.post(path).getvalue()))
    assert held["account"][0]["username"] == "wangxiulan"
    entry = ModelLogEntry.objects.get(action="people.export")
    assert (entry.user, entry.label, entry.data) == (administrator, f"#{person.pk}", {})


def test_an_administrator_erases_whom_they_name(client: Client, site: Site) -> None:
    person = xiulan()
    at_work(client, "erase_person", "view_user", "change_user")
    path = f"/admin/people/{person.pk}/erase/"
    assert client.post(path, {"typed": "liming"}).status_code == 200
    person.refresh_from_db()
    assert person.erased_at is None
    page = client.post(path, {"typed": "wangxiulan"}, follow=True).content.decode()
    assert "个人资料已删除" in page
    person.refresh_from_db()
    assert person.erased_at
    assert client.get(path).status_code == 404
    assert client.get(f"/admin/users/edit/{person.pk}/").status_code == 404


@pytest.mark.parametrize(("what", "other"), [("data", "erase_person"), ("erase", "export_person")])
def test_one_permission_is_not_the_other(client: Client, site: Site, what: str, other: str) -> None:
    person = xiulan()
    at_work(client, other, "change_user")
    path = f"/admin/people/{person.pk}/{what}/"
    assert path not in client.get(f"/admin/users/edit/{person.pk}/").content.decode()
    assert client.post(path, {"typed": "wangxiulan"}).headers["Location"] == "/admin/"
    person.refresh_from_db()
    assert person.erased_at is None


@pytest.mark.parametrize("what", ["data", "erase"])
def test_administrators_are_for_administrators(client: Client, site: Site, what: str) -> None:
    head = UserFactory(is_superuser=True)
    at_work(client, "export_person", "erase_person")
    assert client.post(f"/admin/people/{head.pk}/{what}/", {"typed": head.username}).status_code == 404


def test_an_administrators_desk_left_open_is_not_enough(client: Client, site: Site) -> None:
    person = xiulan()
    client.force_login(UserFactory(is_superuser=True))
    for what in ("data", "erase"):
        answer = client.post(f"/admin/people/{person.pk}/{what}/", {"typed": "wangxiulan"})
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_last_administrator_is_told_why_not(client: Client, site: Site) -> None:
    last = at_work(client, is_superuser=True)
    page = client.post(f"/admin/people/{last.pk}/erase/", {"typed": "删除"}).content.decode()
    assert "最后一位管理员" in page
