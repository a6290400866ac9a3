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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_was_read_before_the_editor_s_change_could_be_seen_is_read_again() -> None:
    page = HomePage.objects.get()
    with transaction.atomic():
        page.save()
        within = edition()
    assert edition() > within


class Away:
    """A cache that nobody can reach."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(name)


@pytest.mark.usefixtures("site")
def test_pages_are_shown_while_the_cache_is_away(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("cms.editions.cache", Away())
    HomePage.objects.get().save_revision().publish()
    assert client.get("/").status_code == 200
