"""A learner's own pages. Rooms above add theirs by the Wagtail hook `my_pages()`, which returns `MyPage`s."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class MyPage:
    """`label` is translated when it is shown; `address` is the name of a URL."""

    label: "StrPromise"
    address: str
    order: int

    @property
    def url(self) -> str:
        return reverse(self.address)


def my_pages() -> list[MyPage]:
    found = [page for contribute in hooks.get_hooks("my_pages") for page in contribute()]
    return sorted(found, key=lambda page: page.order)


def own_pages() -> list[MyPage]:
    return [
        MyPage(_("今天"), "progress:today", 10),
        MyPage(_("学习记录"), "progress:record", 20),
        MyPage(_("学时"), "progress:hours", 30),
    ]
