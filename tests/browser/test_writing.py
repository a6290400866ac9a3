"""A learner writes characters with a finger or a mouse: a trembling hand is understood, and nobody is told off."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

# The first character of the demo learner's name, 王: the step that traces it and the one that writes it.
TRACE, WRITE = "/literacy/name/3/", "/literacy/name/4/"
MEDIANS = """async () => {
    const pad = document.getElementById("pad");
    const { medians } = await (await fetch(pad.dataset.strokes)).json();
    const square = pad.querySelector("svg").getBoundingClientRect();
    // As hanzi-writer lays a character out: 1024 units within the padding, the upper edge at 900.
    const edge = square.width * 0.08, scale = (square.width - 2 * edge) / 1024;
    return medians.map((line) =>
        line.map(([x, y]) => [square.left + edge + x * scale, square.top + edge + (900 - y) * scale]));
}"""
TREMBLE_PX = 9


@pytest.fixture
def pad(phone: Page) -> Page:
    sign_in(phone, "xiulan")
    return phone


def opened(page: Page, address: str) -> list[list[list[float]]]:
    """Where each stroke of the character goes, in pixels of the page."""
    page.goto(address)
    expect(page.locator("#pad-tools")).to_be_visible()
    page.wait_for_function("() => document.getElementById('pad-said').textContent !== ''")
    page.locator("#pad").scroll_into_view_if_needed()
    found: list[list[list[float]]] = page.evaluate(MEDIANS)
    return found


def between(line: list[list[float]]) -> Iterator[tuple[float, float]]:
    """The line in short moves, as a hand makes them."""
    for (x, y), (to_x, to_y) in pairwise(line):
        for part in range(6):
            yield x + (to_x - x) * part / 6, y + (to_y - y) * part / 6
    yield line[-1][0], line[-1][1]


def draw(page: Page, line: list[list[float]], *, tremble: float = 0) -> None:
    for number, (x, y) in enumerate(between(line)):
        off = tremble * (1, -0.6, 0.3, -1)[number % 4]
        page.mouse.move(x + off, y - off)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


@pytest.mark.parametrize("address", [TRACE, WRITE])
def test_strokes_that_follow_the_character_are_taken_one_after_the_other(pad: Page, address: str) -> None:
    said = pad.locator("#pad-said")
    strokes = opened(pad, address)
    for number, line in enumerate(strokes, 1):
        draw(pad, line)
        left = len(strokes) - number
        expect(said).to_have_text(f"第 {number} 笔写好了，还有 {left} 笔。" if left else "写好了！")


def test_a_trembling_hand_is_understood(pad: Page) -> None:
    for line in opened(pad, WRITE):
        draw(pad, line, tremble=TREMBLE_PX)
    expect(pad.locator("#pad-said")).to_have_text("写好了！")


def test_after_two_misses_she_is_shown_the_stroke_and_after_five_it_is_let_pass(pad: Page) -> None:
    said = pad.locator("#pad-said")
    [_first, _second, third, *_rest] = opened(pad, WRITE)
    for words in ("没关系，再写一次这一笔。", "看，这一笔这样走。", "看，这一笔这样走。", "看，这一笔这样走。"):
        draw(pad, third)
        expect(said).to_have_text(words)
        expect(pad.locator("main")).not_to_contain_text(re.compile("[错✗✘❌×]"))
    draw(pad, third)
    expect(said).to_have_text("第 1 笔写好了，还有 3 笔。")


def test_by_keyboard_she_says_herself_that_it_is_written(pad: Page, college: College) -> None:
    opened(pad, WRITE)
    for target in ("看写法", "重新写", "我写好了"):
        box = pad.get_by_role("button", name=target).bounding_box()
        assert box
        assert box["height"] >= 60
    pad.get_by_role("button", name="我写好了").focus()
    pad.keyboard.press("Enter")
    pad.wait_for_url("**/literacy/name/5/")
    expect(pad.get_by_role("heading", name="读一读这句话")).to_be_visible()


def test_without_strokes_she_writes_on_paper_and_goes_on(pad: Page) -> None:
    pad.route("**/hanzi/strokes/**", lambda route: route.abort())
    pad.goto(WRITE)
    expect(pad.locator("#pad-said")).to_contain_text("请在纸上写")
    pad.get_by_role("button", name="我写好了").click()
    pad.wait_for_url("**/literacy/name/5/")
