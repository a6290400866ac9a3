"""An editor pastes what they have from Word and from WeChat, and learners get a clean page.

The clipboards are as Word for Windows and WeChat's articles fill them, shortened.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

CLIPBOARDS = Path(__file__).parent / "clipboards"
LESSON = """
import json
from college.courses.drafts import add_draft
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
course = CoursePage.objects.get(slug="write-my-name")
body = json.dumps([{"type": "text", "value": "<p>旧的</p>", "id": "5d1d8a3e-8c5e-4e0b-9d5b-2f7f4f4b7d11"}])
lesson = LessonPage(title="粘贴", body=body)
print("lesson", add_draft(course=course, lesson=lesson, user=User.objects.get(username="teacher")).pk)
"""
PASTE = """
(field, [kind, words]) => {
    const clipboard = new DataTransfer();
    clipboard.setData(kind, words);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}
"""
TEXT = "[data-contentpath=body] .Draftail-Editor [contenteditable=true]"


@pytest.fixture
def lesson(desk: Page, college: College) -> str:
    pk = college.manage("shell", "-v0", "-c", LESSON).split()[-1]
    sign_in(desk, "teacher")
    return pk


def paste(page: Page, lesson: str, name: str) -> None:
    """In place of what stands in the text, and saves the draft."""
    page.goto(f"/admin/pages/{lesson}/edit/")
    field = page.locator(TEXT).first
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    field.evaluate(PASTE, ["text/html", (CLIPBOARDS / f"{name}.html").read_text()])
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile("地点"))
    with page.expect_navigation():
        page.get_by_role("button", name="保存草稿").click()


def seen(page: Page, lesson: str) -> list[str]:
    """The blocks of the page as readers get them."""
    page.goto(f"/admin/pages/{lesson}/view_draft/")
    said = "blocks => blocks.map(one => `${one.localName}|${one.firstChild ? one.innerText.split('\\n')[0] : ''}`)"
    found: list[str] = page.locator(".prose :is(h3, p, li)").evaluate_all(said)
    return found


def test_a_page_from_word_keeps_headings_and_lists_and_loses_the_rest(desk: Page, lesson: str) -> None:
    paste(desk, lesson, "word")
    assert seen(desk, lesson) == [
        "h3|准备什么",
        "p|请带上身份证",
        "li|老花镜",
        "li|手机",
        "li|充好电",
        "li|先取号",
        "li|再排队",
        "p|报名附件",
        "p|时间",
        "p|地点",
    ]
    expect(desk.locator(".prose ul ul li")).to_have_text("充好电")
    expect(desk.locator(".prose ol li")).to_have_text(["先取号", "再排队"])
    expect(desk.locator(".prose b")).to_have_text("身份证")
    expect(desk.locator(".prose a")).to_have_count(1)
    html = desk.locator(".prose").inner_html()
    assert not [word for word in ("mso", "style=", "o:p", "<span", "&nbsp;", "\u3000", "file:") if word in html]


def test_an_article_from_wechat_has_no_indents_no_gaps_and_no_hidden_characters(desk: Page, lesson: str) -> None:
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    paste(desk, lesson, "wechat")
    assert seen(desk, lesson) == [
        "p|社区学院招生啦",
        "p|欢迎老年朋友 来报名。",
        "p|时间：周六上午",
        "p|地点：望湖社区",
        "p|阅读原文",
    ]
    expect(desk.locator(".prose b")).to_have_text("社区学院招生啦")
    html = desk.locator(".prose").inner_html()
    assert not [word for word in ("\u200b", "\ufeff", "\u3000", "section", "<span", "<img", "style=") if word in html]
    assert not [url for url in asked if "qpic" in url]


def test_a_sentence_from_wechat_brings_no_hidden_characters_into_a_field(desk: Page, lesson: str) -> None:
    desk.goto(f"/admin/pages/{lesson}/edit/")
    field = desk.locator("[name=introduction]")
    field.evaluate(PASTE, ["text/plain", "社区\u200b学院\ufeff"])
    expect(field).to_have_value("社区学院")


def test_what_was_copied_in_the_editor_itself_stays_as_it_is(desk: Page, lesson: str) -> None:
    desk.goto(f"/admin/pages/{lesson}/edit/")
    field = desk.locator(TEXT).first
    field.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+C")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+V")
    expect(field).to_have_text("旧的旧的")
