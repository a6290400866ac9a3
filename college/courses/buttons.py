"""Buttons of rooms and sub-rooms on a course in the admin: above its page, and in the menu of its line in a list."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from college.people.models import User


def on_pages(made: Callable[[Page, User, int], Iterator[Button]], *, above: int, listed: int) -> None:
    """`made` is given a page, who looks at it, and the priority: `above` the page or `listed`."""

    def button_above(
        page: Page, user: User, next_url: str | None = None, view_name: str = "", **_kept: Any
    ) -> Iterator[Button]:
        return made(page, user, above)

    def button_listed(page: Page, user: User, next_url: str | None = None, **_kept: Any) -> Iterator[Button]:
        return made(page, user, listed)

    hooks.register("register_page_header_buttons", button_above)
    hooks.register("register_page_listing_more_buttons", button_listed)
