"""Read aloud where the device has no Mandarin voice, and by an editor who says a sentence herself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import FLAGS, College
from tests.browser.test_whole_way import sign_in

SPOKEN_MS = 120_000
# A lesson of the demo that teaches 人 first.
LESSON = "from college.courses.models import LessonPage; print(LessonPage.objects.get(slug='body-words').pk)"
LIT = "() => [...(CSS.highlights.get('read-sentence') ?? [])].map((range) => range.toString()).join('')"
WORD_LIT = """() => {
  const [sentence, word] = ["read-sentence", "read-word"].map((name) => [...(CSS.highlights.get(name) ?? [])].join(""));
  return word.length > 0 && word.length < 5 && sentence.includes(word);
}"""
MUTE = "speechSynthesis.getVoices = () => [];"


def test_without_a_voice_of_its_own_the_page_is_read_by_the_college(phone: Page) -> None:
    phone.add_init_script(MUTE)
    phone.goto("/hanzi/银/")
    button = phone.get_by_role("button", name="朗读本页")
    button.click()
    expect(phone.locator(".site-header .read-aloud")).to_have_text(re.compile("正在准备声音…|停止朗读"))
    phone.wait_for_function(LIT, timeout=SPOKEN_MS)
    phone.wait_for_function(WORD_LIT, timeout=SPOKEN_MS)
    expect(phone.get_by_role("button", name="停止朗读")).to_be_visible()
    phone.get_by_role("button", name="停止朗读").click()
    expect(button).to_be_visible()
    assert phone.evaluate(LIT) == ""


def test_a_character_is_heard_at_the_press_of_a_button(phone: Page) -> None:
    phone.add_init_script(MUTE)
    phone.goto("/hanzi/人/")
    button = phone.locator(".hear").first
    expect(button).to_have_text("听读音")
    with phone.expect_response(
        lambda answer: "/voice/" in answer.url and answer.request.method == "GET", timeout=SPOKEN_MS
    ):
        button.click()
    expect(button).to_have_text("听读音")


@pytest.fixture
def studio(browser: Browser, chromium: str, college: College) -> Iterator[Page]:
    """An office computer with a microphone, into which something speaks."""
    microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    speaking = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, "--no-sandbox", *microphone])
    yield speaking.new_page(base_url=college.url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    speaking.close()


def test_a_teacher_says_the_sentence_and_the_learner_hears_her(studio: Page, phone: Page, college: College) -> None:
    pk = college.manage("shell", "-v0", "-c", LESSON).strip()
    sign_in(studio, "teacher")
    studio.goto(f"/admin/pages/{pk}/edit/")
    studio.locator("button.action-save").first.click()  # which fills in what is said of each character
    field = opened(studio.locator("[data-controller=recording]").first)
    record = field.get_by_role("button", name="录音", exact=True)
    record.focus()
    studio.keyboard.press("Enter")
    expect(field.get_by_role("status")).to_contain_text("正在录音")
    studio.wait_for_timeout(1500)
    studio.keyboard.press("Enter")
    expect(field.get_by_role("status")).to_contain_text("录好了", timeout=SPOKEN_MS)
    expect(field.locator("audio")).to_be_visible()
    expect(field.get_by_role("button", name="重新录")).to_be_visible()
    number = field.locator("input[type=hidden]").input_value()
    studio.locator("button[name=action-publish]").first.dispatch_event("click")
    studio.wait_for_url(re.compile(r"/admin/pages/[0-9]+/$"))

    phone.goto(f"/literacy/lesson/{pk}/5/")
    with phone.expect_response(lambda answer: number in answer.url) as heard:
        phone.get_by_role("button", name="听这句话").click()
    assert heard.value.ok


def opened(field: Locator) -> Locator:
    """With the folded panels around it unfolded."""
    expect(field).to_be_attached()
    while not field.is_visible():
        field.locator("xpath=ancestor::section//button[@data-panel-toggle][@aria-expanded='false']").first.click()
    return field
