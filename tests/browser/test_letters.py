"""A learner reads a letter from her grandson: pinyin where she needs it, a card for each character, read to her."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_whole_way import sign_in

LETTER = "奶奶：\n您好！我家门口来了三个人。\n"

# Chromium has a voice only where the system brings one: this one waits to be told how far it has come.
VOICE = """
speechSynthesis.getVoices = () => [{ lang: "zh-CN", localService: true }];
speechSynthesis.speak = (utterance) => { window.voice = utterance; };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.lit = (name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.startContainer.data).join("");
"""


@pytest.fixture
def reader(phone: Page, cast: dict[str, object]) -> Page:
    """Of a learner who knows 人, 口 and 三."""
    phone.add_init_script(VOICE)
    sign_in(phone, "guihua")
    return phone


def pinyin(page: Page) -> list[str]:
    return page.locator("#letter p:last-child rt").all_inner_texts()


def test_she_reads_a_letter_with_help_where_she_needs_it(reader: Page) -> None:
    reader.goto("/literacy/read/")
    reader.get_by_label("把文字粘贴在这里").fill(LETTER)
    reader.get_by_role("button", name="读这段文字").click()
    expect(reader.locator("#letter p")).to_have_count(2)
    assert pinyin(reader) == ["nín", "hǎo", "wǒ", "jiā", "mén", "lái", "le", "gè"]

    is_read_to_her(reader)
    for choice, count in (("全部", 11), ("不显示", 0), ("不认识的字", 8)):
        reader.locator(".letter-page__pinyin").get_by_role("button", name=choice).click()
        expect(reader.locator("#letter p:last-child rt")).to_have_count(count)
        expect(reader.get_by_role("button", name=choice)).to_have_attribute("aria-pressed", "true")

    home = reader.locator("#letter").get_by_role("link", name="家")
    box = home.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    home.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("家")
    reader.go_back()
    expect(reader.locator("#letter")).to_contain_text("门")


def is_read_to_her(page: Page) -> None:
    """Sentence by sentence, without the pinyin; the sentence is lit, and in it the word that the voice has come to."""
    button = page.locator(".letter-page__read")
    button.click()
    assert page.evaluate("() => voice.text") == "奶奶："
    page.evaluate("() => voice.onend()")
    page.wait_for_function("() => voice.text === '您好！'")
    page.evaluate("() => voice.onboundary({ name: 'word', charIndex: 1, charLength: 1 })")
    assert page.evaluate("() => [lit('read-sentence'), lit('read-word')]") == ["您", "好"]
    button.click()
    assert page.evaluate("() => [lit('read-sentence'), lit('read-word')]") == ["", ""]
    expect(button).to_have_text("读给我听")
