"""Who is still learning to read sees the transcript with pinyin: over what she does not know, over all, or without."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_whole_way import sign_in

LESSON = "/courses/fire-safety/everything/"
LINE = "第一步是收集意见。"
DRESSED = "(line) => [...line.querySelectorAll('[data-pinyin]')].map((part) => part.textContent + part.dataset.pinyin)"


@pytest.fixture
def lesson(phone: Page, cast: dict[str, object]) -> Page:
    """Of a learner who knows 一."""
    sign_in(phone, "guihua")
    phone.goto(LESSON)
    return phone


def choose(page: Page, choice: str) -> Locator:
    button = page.locator("#pinyin-captions").get_by_role("button", name=choice)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    return page.locator(".cue-text", has_text="收集意见")


def test_pinyin_stands_over_what_she_does_not_know_over_all_or_nowhere(lesson: Page) -> None:
    line = choose(lesson, "不认识的字")
    expect(line.locator("[data-pinyin]")).to_have_count(7)
    assert line.evaluate(DRESSED)[:4] == ["第dì", "步bù", "是shì", "收shōu"]
    line = choose(lesson, "全部")
    expect(line.locator("[data-pinyin]")).to_have_count(8)
    assert line.evaluate(DRESSED)[:2] == ["第dì", "一yī"]
    lesson.reload()  # it is remembered on this phone
    expect(line.locator("[data-pinyin]")).to_have_count(8)
    expect(line).to_have_text(LINE)
    line = choose(lesson, "不显示")
    expect(line.locator("[data-pinyin]")).to_have_count(0)


def test_a_line_under_its_pinyin_is_found_and_played_as_before(lesson: Page) -> None:
    line = choose(lesson, "全部")
    expect(line.locator("[data-pinyin]")).to_have_count(8)
    lesson.get_by_label("在这个视频里找").fill("收集意见")
    expect(lesson.locator(".transcript mark[data-current]")).to_have_text("收集意见")
    expect(lesson.locator(".transcript mark [data-pinyin]")).to_have_count(4)
    line.click()
    lesson.wait_for_function("() => Math.abs(document.getElementById('player').currentTime - 19) < 1.5")
