from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from college.progress.models import Statement
from tests.factories import UserFactory
from tests.progress.xapi.cast import queued
from tests.progress.xapi.lrs import RecordStore

LIST, AGAIN = "/admin/statements/", "/admin/statements/send-again/"


def administrator(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_an_administrator_sees_why_a_statement_did_not_arrive_and_sends_it_again(
    client: Client, store: RecordStore
) -> None:
    queued(2)
    first = Statement.objects.first()
    Statement.objects.filter(pk=first.pk).update(due_at=None, error="学习记录库答复 400 not this one")
    page = administrator(client).get(LIST).content.decode()
    assert "第1门课" in page
    assert "学习记录库答复 400 not this one" in page
    assert "没有送达，不再自动发送" in page
    assert "有 1 条学习事件" in client.get(AGAIN).content.decode()
    assert Statement.objects.given_up().count() == 1
    assert "1 条学习事件会再送一次" in client.post(AGAIN, follow=True).content.decode()
    assert Statement.objects.on_their_way().count() == 2


@pytest.mark.parametrize("path", [LIST, AGAIN])
def test_an_editor_does_not_see_them(client: Client, db: None, path: str) -> None:
    editor = UserFactory()
    editor.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(editor)
    assert client.post(path).status_code in {302, 403}
    assert client.get(path).status_code in {302, 403}


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, store: RecordStore, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    queued(count)
    administrator(client).get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
