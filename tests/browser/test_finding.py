"""Finding a sentence: from the site's search to the second at which it is spoken, and on from there."""

import re

import pytest
from playwright.sync_api import Page, expect


def stands_at(page: Page, wanted: int) -> None:
    page.wait_for_function("at => Math.abs(document.getElementById('player')?.currentTime - at) < 1.5", arg=wanted)


@pytest.mark.usefixtures("cast")
def test_a_stranger_goes_from_a_sentence_found_to_the_second_at_which_it_is_spoken(desk: Page) -> None:
    desk.goto("/search/?q=负责人和完成时间")
    desk.get_by_role("link", name="定下负责人").click()
    stands_at(desk, 41)
    expect(desk.locator(".transcript mark[data-current]")).to_have_text("负责人和完成时间")

    box = desk.get_by_label("在这个视频里找")
    box.fill("第")
    expect(desk.locator(".transcript-search__count")).to_have_text("找到 4 处")
    box.press("Enter")
    expect(desk.locator(".transcript-search__count")).to_have_text("第 4 处，共 4 处")
    stands_at(desk, 52)
    box.press("Shift+Enter")
    stands_at(desk, 38)

    desk.locator(".chapters__stretch").last.press("Enter")
    stands_at(desk, 52)
    expect(desk.locator(".chapters__link[aria-current]")).to_contain_text("公示")
    seek_by_pictures(desk)


def seek_by_pictures(page: Page) -> None:
    """The first chapter lasts for 52 seconds: half way along it is the 14th picture, in the second of four rows."""
    opening = page.locator(".chapters__stretch").first
    opening.hover()
    expect(page.locator(".chapters__peek-words")).to_have_text(re.compile("0:2[56]  开场"))
    picture = page.locator(".chapters__picture")
    expect(picture).to_have_css("background-image", re.compile("storyboard.jpg"))
    expect(picture).to_have_css("background-position", re.compile(r"^(22.2|33.3)\d*% 33.3\d*%"))
    opening.click()
    stands_at(page, 26)
