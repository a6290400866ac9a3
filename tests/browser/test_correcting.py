"""An editor corrects captions beside the player; a colleague and a bad network get in the way, and nothing is lost."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

TEXTS = ["大家好，欢迎来到认字版。", "今天我们学写自己的名字，先写姓，再写名。", "请拿出田字格。", "认字版下课了。"]
CUES = f"""
from media.models import Cue, Transcript, Video
video = Video.objects.filter(state="ready").order_by("pk").first()
transcript, _ = Transcript.objects.update_or_create(video=video, language="en", defaults={{"state": "done"}})
transcript.cues.all().delete()
transcript.corrections.all().delete()
for number, text in enumerate({TEXTS!r}):
    Cue.objects.create(transcript=transcript, start_ms=number * 4000, end_ms=number * 4000 + 3500, text=text)
print("video", video.pk)
"""


@pytest.fixture
def editor_page(desk: Page, college: College) -> Page:
    """The editor with four lines in a language of their own, so that the worker's are out of the way."""
    pk = college.manage("shell", "-c", CUES).split()[-1]
    sign_in(desk, "teacher")
    desk.goto(f"/admin/videos/captions/{pk}/?language=en")
    expect(desk.locator(".line")).to_have_count(4)
    return desk


def texts(page: Page) -> list[str]:
    return page.locator(".line__text").all_inner_texts()


def saved(page: Page) -> None:
    expect(page.locator(".line__mark--new:not([hidden])")).to_have_count(0)
    expect(page.locator(".captions__state")).to_have_attribute("data-state", "saved")


def write(page: Page, number: int, text: str) -> None:
    line = page.locator(".line").nth(number)
    if not line.get_attribute("aria-current"):
        line.locator(".line__text").click()
    page.locator(".line__form textarea").fill(text)
    page.keyboard.press("Enter")


def test_an_editor_corrects_captions_in_place(editor_page: Page, browser: Browser, college: College) -> None:
    page = editor_page
    page.locator(".line__text").nth(1).click()
    page.wait_for_function("() => Math.abs(document.getElementById('player').currentTime - 4) < 0.1")

    page.locator(".line__form textarea").evaluate("field => field.setSelectionRange(12, 12)")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".line")).to_have_count(5)
    saved(page)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+m")
    expect(page.locator(".line")).to_have_count(4)
    saved(page)

    page.keyboard.press("Control+h")
    page.fill("[name=sought]", "认字版")
    page.fill("[name=instead]", "认字班")
    expect(page.locator("[data-hits] ins")).to_have_text(["认字班", "认字班"])
    page.locator("[data-hits] input").nth(1).uncheck()
    page.get_by_role("button", name="替换选中的").click()
    saved(page)
    assert [text for text in texts(page) if "认字" in text] == ["大家好，欢迎来到认字班。", "认字版下课了。"]

    page.keyboard.press("Control+z")
    expect(page.locator(".line__text").first).to_have_text(TEXTS[0])
    saved(page)

    write_with_an_input_method(page)
    write_what_is_refused(page)
    choose_after_a_colleague(page, browser, college)
    write_without_network(page)
    page.reload()
    expect(page.locator(".line__text").nth(4)).to_have_text("下课了。")
    page.get_by_role("link", name="修改记录").click()
    expect(page.locator(".captions-history > li")).to_have_count(11)


def write_what_is_refused(page: Page) -> None:
    """It stays where it is, with the reason, until it is changed."""
    page.route("**/change/**", lambda route: route.fulfill(status=413))
    write(page, 0, "大家好，欢迎。")
    line = page.locator(".line").first
    expect(line).to_contain_text("服务器没有接受")
    expect(page.locator("[data-aloud]")).to_have_text("有一处还没保存，请看那一行的说明")
    page.unroute("**/change/**")
    write(page, 0, "大家好，欢迎你们。")
    saved(page)
    expect(line.locator(".line__text")).to_have_text("大家好，欢迎你们。")


def choose_after_a_colleague(page: Page, browser: Browser, college: College) -> None:
    colleague = browser.new_context(base_url=college.url, locale="zh-CN").new_page()
    sign_in(colleague, "teacher")
    colleague.goto(page.url)
    page.context.set_offline(True)
    write(page, 2, "请拿出田字格本。")
    write(colleague, 2, "请拿出本子。")
    saved(colleague)
    page.context.set_offline(False)
    dialog = page.get_by_role("dialog", name="这里刚被别人改过")
    expect(dialog.locator("[data-mine]")).to_contain_text("请拿出田字格本。")
    expect(dialog.locator("[data-theirs]")).to_contain_text("请拿出本子。")
    dialog.get_by_role("button", name="用我的").click()
    saved(page)
    expect(colleague.locator(".line__text").nth(2)).to_have_text("请拿出田字格本。")
    insert_where_a_colleague_does(page, colleague)
    colleague.context.close()


def insert(page: Page, number: int, text: str) -> None:
    """In the pause after the line."""
    page.locator(".line__text").nth(number).click()
    page.keyboard.press("Alt+i")
    page.locator(".line__form textarea").fill(text)
    page.keyboard.press("Enter")


def insert_where_a_colleague_does(page: Page, colleague: Page) -> None:
    page.context.set_offline(True)
    insert(page, 2, "（翻书）")
    insert(colleague, 2, "（安静）")
    saved(colleague)
    page.context.set_offline(False)
    dialog = page.get_by_role("dialog", name="这里刚被别人改过")
    expect(dialog.locator("[data-mine]")).to_contain_text("（翻书）")
    expect(dialog.locator("[data-theirs]")).to_contain_text("（安静）")
    dialog.get_by_role("button", name="用我的").click()
    saved(page)
    assert texts(page)[2:4] == ["请拿出田字格本。", "（翻书）"]


def write_with_an_input_method(page: Page) -> None:
    """Half a word is never saved; afterwards the cursor and a space at the end stay."""
    line, field = page.locator(".line__text").nth(1), page.locator(".line__form textarea")
    line.click()
    field.press("End")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "hao", "selectionStart": 3, "selectionEnd": 3})
    expect(field).to_have_value(f"{TEXTS[1]}hao")
    field.dispatch_event("change")
    expect(line).to_have_text(TEXTS[1])
    keys.send("Input.insertText", {"text": "好 "})
    expect(line).to_have_text(f"{TEXTS[1]}好")
    saved(page)
    expect(field).to_have_value(f"{TEXTS[1]}好 ")
    assert field.evaluate("field => field.selectionStart") == len(TEXTS[1]) + 2


def write_without_network(page: Page) -> None:
    page.route("**/change/**", lambda route: route.abort())
    write(page, 4, "下课了。")
    expect(page.locator(".captions__state")).to_have_text("没有网络，已记在这台电脑上")
    with page.expect_response("**/change/**"):
        page.unroute("**/change/**")
        page.reload()
    expect(page.locator(".line")).to_have_count(5)
    saved(page)
