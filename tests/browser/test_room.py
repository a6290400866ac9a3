"""A teacher calls the roll of forty on a projector and on a phone, a tap a person, and by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

FORTY = 40
"""The demo's class, to which other walks may have added somebody."""
BESIDES = 5
"""Taps more than there are people, all in all, stay below this."""
MAIN_TARGET_PX = 60
SAVED_MS = 60_000
BY_NAME = ("王秀兰", "蔡玉珍", "周阿毛")
"""Of the class, whom tests tick."""
SCREENS = {"projector": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


class Teacher:
    """Counts what they do on the page."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def taps(self, name: str, *, role: str = "checkbox") -> None:
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.actions += 1

    def presses(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    @property
    def seats(self) -> int:
        return seats(self.page)

    @property
    def count(self) -> Locator:
        return self.page.locator("[data-roll-count]")


def seats(page: Page) -> int:
    return page.locator(".seat__name").count()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, college: College) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=college.url, locale="zh-CN")
    sign_in(context.new_page(), "teacher")
    yield context
    context.close()


@pytest.fixture
def teacher(signed_in: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Teacher]:
    """On the way of a teacher: their courses, the course, its classroom; on each screen another lesson."""
    page = signed_in.new_page()
    page.set_viewport_size(SCREENS[request.param])  # type: ignore[arg-type]
    page.goto("/admin/teaching/?q=认字班")
    page.locator("a.teaching-name").first.click()
    page.get_by_role("link", name="课堂", exact=True).click()
    page.get_by_role("link", name="上课：").nth(list(SCREENS).index(request.param)).click()
    expect(page.locator("[data-roll]")).to_be_visible()
    yield Teacher(page)
    page.close()


@pytest.mark.parametrize("teacher", SCREENS, indirect=True)
def test_forty_are_marked_in_hardly_more_taps_and_one_is_put_right(teacher: Teacher) -> None:
    page = teacher.page
    everybody = teacher.seats
    assert everybody >= FORTY
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.locator(".seat").evaluate_all("seats => seats.map(seat => seat.getBoundingClientRect().height)")
    assert min(sizes) >= MAIN_TARGET_PX

    for box in page.get_by_role("checkbox").all():
        box.click()
        teacher.actions += 1
    expect(teacher.count).to_have_text(f"到了 {everybody} 人，没到 0 人，还没保存")
    teacher.taps("保存点名", role="button")
    expect(page.get_by_text(f"记好了：今天到课 {everybody} 人。")).to_be_visible(timeout=SAVED_MS)
    assert teacher.actions < everybody + BESIDES

    teacher.taps("王秀兰")
    teacher.taps("保存点名", role="button")
    expect(page.get_by_text("改为没到：王秀兰。")).to_be_visible(timeout=SAVED_MS)
    expect(teacher.count).to_have_text(f"到了 {everybody - 1} 人，没到 1 人")
    page.reload()
    expect(page.get_by_role("checkbox", name="王秀兰")).not_to_be_checked()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(everybody - 1)


def test_all_but_two_are_marked_in_four_taps_while_the_lesson_plays_on(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.goto("/admin/teaching/?q=认字班")
    page.locator("a.teaching-name").first.click()
    page.get_by_role("link", name="课堂", exact=True).click()
    page.get_by_role("link", name="上课：").nth(2).click()
    everybody = seats(page)
    expect(page.locator("[data-roll-count]")).to_have_text(f"到了 0 人，没到 {everybody} 人")  # the module has run
    page.evaluate("document.body.dataset.same = 'yes'")
    page.get_by_role("link", name="全部到了").click()
    for name in ("蔡玉珍", "周阿毛"):
        page.get_by_role("checkbox", name=name).click()
    page.get_by_role("button", name="保存点名").click()
    expect(page.get_by_text(f"记好了：今天到课 {everybody - 2} 人。")).to_be_visible(timeout=SAVED_MS)
    assert page.evaluate("document.body.dataset.same") == "yes", "the page, and what plays on it, was left"
    page.close()


def with_roll(context: BrowserContext) -> Page:
    """That of the last lesson: in each test, others come to it."""
    page = context.new_page()
    page.goto("/admin/teaching/?q=认字班")
    page.locator("a.teaching-name").first.click()
    page.get_by_role("link", name="课堂", exact=True).click()
    page.get_by_role("link", name="上课：").last.click()
    expect(page.locator("[data-roll-count]")).not_to_contain_text("已保存")  # the module has run
    return page


def test_what_could_not_be_saved_stays_ticked_and_one_sentence_says_what_to_do(signed_in: BrowserContext) -> None:
    page = with_roll(signed_in)
    count, save = page.locator("[data-roll-count]"), page.get_by_role("button", name="保存点名")
    for name in ("王秀兰", "蔡玉珍"):
        page.get_by_role("checkbox", name=name).check()
    for trouble in (lambda route: route.abort(), lambda route: route.fulfill(status=500, body="<h1>Error</h1>")):
        page.route("**/rooms/**", trouble)
        save.click()
        expect(count).to_have_text("没有保存成功，您点的都还在。请过一会儿再点“保存点名”。")
        expect(page.get_by_role("checkbox", name="王秀兰")).to_be_checked()
        page.get_by_role("checkbox", name="周阿毛").click()
        expect(count).to_contain_text("还没保存")
        page.get_by_role("checkbox", name="周阿毛").click()
        page.unroute("**/rooms/**")
    save.click()
    expect(page.get_by_text("记好了")).to_be_visible(timeout=SAVED_MS)
    expect(page.get_by_role("checkbox", name="蔡玉珍")).to_be_checked()
    page.close()


def test_who_was_signed_out_signs_in_beside_and_saves_the_same_roll(browser: Browser, college: College) -> None:
    context = browser.new_context(base_url=college.url, locale="zh-CN")
    sign_in(context.new_page(), "teacher")
    page = with_roll(context)
    page.get_by_role("checkbox", name="周阿毛").check()
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存点名").click()
    expect(page.locator("[data-roll-count]")).to_contain_text("您已退出登录，没有保存，您点的都还在。")
    with context.expect_page() as beside:
        page.get_by_role("link", name="登录（新窗口）").click()
    sign_in(beside.value, "teacher")
    page.get_by_role("button", name="保存点名").click()
    expect(page.get_by_text("记好了")).to_be_visible(timeout=SAVED_MS)
    expect(page.get_by_role("checkbox", name="周阿毛")).to_be_checked()
    context.close()


def test_who_is_ticked_while_the_roll_is_on_its_way_stays_ticked(signed_in: BrowserContext) -> None:
    page = with_roll(signed_in)
    others = [name for name in page.locator(".seat__name").all_inner_texts() if name not in BY_NAME]
    early, late = (page.get_by_role("checkbox", name=name) for name in others[:2])
    early.check()
    held: list[Route] = []
    page.route("**/rooms/**", lambda route: held.append(route))
    page.get_by_role("button", name="保存点名").click()
    late.check()
    held[0].continue_()
    expect(page.get_by_text("记好了")).to_be_visible(timeout=SAVED_MS)
    expect(early).to_be_checked()
    expect(late).to_be_checked()
    expect(page.locator("[data-roll-count]")).to_contain_text("还没保存")
    page.unroute("**/rooms/**")
    page.get_by_role("button", name="保存点名").click()
    expect(page.locator("[data-roll-count]")).not_to_contain_text("还没保存", timeout=SAVED_MS)
    expect(late).to_be_checked()
    page.close()


def test_the_roll_is_called_by_keyboard_alone(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.goto("/admin/teaching/?q=认字班")
    page.locator("a.teaching-name").first.click()
    page.get_by_role("link", name="课堂", exact=True).click()
    page.get_by_role("link", name="上课：").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-roll]")).to_be_visible()

    everybody = seats(page)
    page.get_by_role("checkbox").first.focus()
    for _ in range(everybody):
        assert page.evaluate("document.activeElement.name") == "present"
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    seen = []
    while "保存点名" not in seen:
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert len(seen) < 5
        if "保存点名" not in seen:
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"记好了：今天到课 {everybody} 人。")).to_be_visible(timeout=SAVED_MS)
    page.close()


def test_without_javascript_the_same_form_keeps_the_roll(browser: Browser, college: College) -> None:
    context = browser.new_context(base_url=college.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "teacher")
    page.goto("/admin/teaching/?q=认字班")
    page.goto(str(page.locator("a.teaching-name").first.get_attribute("href")) + "rooms/")
    page.get_by_role("link", name="上课：").nth(4).click()
    page.get_by_role("link", name="全部到了").click()
    everybody = seats(page)
    page.get_by_role("checkbox", name="王秀兰").click()
    page.get_by_role("button", name="保存点名").click()
    expect(page.get_by_text(f"记好了：今天到课 {everybody - 1} 人。")).to_be_visible(timeout=SAVED_MS)
    context.close()
