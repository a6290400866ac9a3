"""Each rule that pages are held to can be broken, and says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import rules

SOUND = """
    <a href="#main" class="skip-link">跳到正文</a>
    <main id="main" tabindex="-1"><h1>读信</h1>
    <p>奶奶您好，我在学校很好，天天吃得饱，您不要挂念。</p><p>放了假我就回来看您。</p>
    <form><label for="name">姓名</label><input id="name" style="border: 2px solid #555">
    <label class="choice"><input type="radio" name="who">我</label>
    <label class="choice"><input type="radio" name="who">他</label>
    <button class="button">好了</button></form>
    <details><summary>更多</summary><p>您的孙子 <a href="#">小军</a></p></details></main>
"""
STYLE = """
    body { margin: 0; font: 30px/1.6 sans-serif; background: white; color: black; }
    h1 { line-height: 1.3; } p, h1 { margin: 0 0 1em; }
    .button, .choice, summary, input[id] { display: inline-block; min-width: 60px; min-height: 60px; font: inherit; }
    :focus-visible { outline: 3px solid #a8321f; }
    .skip-link { position: absolute; transform: translateY(-200%); } .skip-link:focus { transform: none; }
"""
TWO_LINES = "这几行字挤在一起的时候，眼睛不好的人就看不清楚了，只好请人来读。"
BROKEN = [
    ("textSizes", '<p style="font-size: 17px">字太小</p>'),
    ("textSizes", "<style>i::before { content: 'hǎo'; font-size: 14px }</style><i></i>"),
    ("textSizes", '<main><div class="rich-text"><p style="font-size: 24px">正文太小</p></div></main>'),
    ("lineHeights", f'<p style="line-height: 1.2">{TWO_LINES * 3}</p>'),
    ("paragraphGaps", f'<main><p style="margin: 0">{TWO_LINES}</p><p style="margin: 0">{TWO_LINES}</p></main>'),
    ("contrasts", '<p style="color: #888; font-size: 20px">字太淡</p>'),
    ("contrasts", '<div style="opacity: .5"><p style="color: #444">盖住了</p></div>'),
    ("contrasts", '<input aria-label="名" style="border: 2px solid #ccc">'),
    ("targets", '<button style="width: 43px; height: 60px; padding: 0">点</button>'),
    ("targets", '<main><a class="button" href="#" style="min-height: 50px">主要的</a></main>'),
    ("overflow", '<div style="width: 500px">太宽</div>'),
    ("overflow", '<div style="overflow: auto"><div style="width: 900px">要往旁边拉</div></div>'),
    ("overflow", '<p style="overflow: hidden; white-space: nowrap; width: 200px">后面的字看不见了没有</p>'),
    ("overlaps", '<p>下面的字</p><p style="margin-top: -2.2em">上面的字</p>'),
]
WRONG_WAYS = [
    ("pushes itself forward", '<a href="#">一</a><a href="#" tabindex="3">二</a>'),
    ("comes after what stands behind it", '<a href="#">一</a><a href="#" tabindex="3">二</a>'),
    ("does not show that it is in focus", '<a href="#" style="outline: none">一</a>'),
    ("is out of sight when it is in focus", '<a href="#" style="position: fixed; left: -500px">一</a>'),
    (
        "is never reached",
        '<a href="#" id="one">一</a><a href="#" id="two">二</a>'
        "<script>one.onkeydown = (event) => event.preventDefault();</script>",
    ),
    ("is never reached", '<button tabindex="-1">点我</button>'),
    ("is never reached", '<span role="button" style="display: block">点我</span>'),
    ("does not lead to the text", '<a href="#main" onclick="return false">跳到正文</a><main id="main">正文</main>'),
]


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 600})
    yield page
    page.close()


def shown(page: Page, body: str) -> Page:
    head = f"<head><title>信</title><style>{STYLE}</style></head>"
    page.goto("about:blank")  # where somebody stands who has just arrived
    page.set_content(f'<!DOCTYPE html><html lang="zh-Hans" data-text-size="largest">{head}<body>{body}</body></html>')
    return page


def test_a_sound_page_breaks_no_rule(sheet: Page) -> None:
    shown(sheet, SOUND)
    rules.unfold(sheet)
    assert rules.measured(sheet) + rules.found_by_axe(sheet) + rules.walked(sheet) + rules.skipped(sheet) == []


@pytest.mark.parametrize(("measure", "body"), BROKEN)
def test_what_breaks_a_measure_is_found_by_it(sheet: Page, measure: str, body: str) -> None:
    shown(sheet, body)
    assert {line.partition(":")[0] for line in rules.measured(sheet)} >= {measure}
    assert rules.measured(sheet, measure)


def test_axe_knows_the_rules_of_wcag_2_2(sheet: Page) -> None:
    small = '<button style="width: 9px; height: 9px; padding: 0; margin: 0" aria-label="一"></button>'
    shown(sheet, f'<div style="display: flex">{small * 3}</div><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')
    assert {line.partition(":")[0] for line in rules.found_by_axe(sheet)} >= {"image-alt", "target-size"}


@pytest.mark.parametrize(("fault", "body"), WRONG_WAYS)
def test_a_way_by_keyboard_that_goes_wrong_is_noticed(sheet: Page, fault: str, body: str) -> None:
    shown(sheet, body)
    assert any(fault in line for line in rules.walked(sheet) + rules.skipped(sheet))
