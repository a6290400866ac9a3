from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.editions import edition, per_edition
from cms.models import HomePage


class Counted:
    """A function that says how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *words: str) -> str:
        self.times += 1
        return " ".join(words)


@pytest.mark.usefixtures("site")
def test_what_is_published_is_worked_out_once_until_an_editor_publishes() -> None:
    counted = Counted()
    title = per_edition(counted)
    assert [title("明亮", "学堂"), title("明亮", "学堂"), title("认字班")] == ["明亮 学堂", "明亮 学堂", "认字班"]
    assert counted.times == 2
    HomePage.objects.get().save_revision().publish()
    title("明亮", "学堂")
    assert counted.times == 3


@pytest.mark.usefixtures("site")
def test_what_was_asked_last_is_remembered_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.editions.MOST", 2)
    counted = Counted()
    title = per_edition(counted)
    title("明亮")
    title("学堂")
    HomePage.objects.get().save_revision().publish()
    title("明亮")
    title("认字班")
    title("明亮")
    assert counted.times == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_that_is_withdrawn_was_never_seen_by_another_reader() -> None:
    page = HomePage.objects.get()
    title = per_edition(lambda: HomePage.objects.get().title)
    before = title()
    with suppress(ConnectionError), transaction.atomic():
        page.title = "写错了"
        page.save()
        assert title() == "写错了"
        with ThreadPoolExecutor() as others:
            assert others.submit(edition).result() > 0 > edition()
        raise ConnectionError
    with ThreadPoolExecutor() as others:
        assert others.submit(title).result() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_is_seen_by_all_as_soon_as_it_is_made() -> None:
    page = HomePage.objects.get()
    before = edition()
    with transaction.atomic():
        page.save()
        with ThreadPoolExecutor() as others:
            assert others.submit(edition).result() == before
    assert edition() > before


class Away:
    """A cache that nobody can reach."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(name)


@pytest.mark.usefixtures("site")
def test_pages_are_shown_while_the_cache_is_away(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("cms.editions.cache", Away())
    HomePage.objects.get().save_revision().publish()
    assert client.get("/").status_code == 200
