"""Course packages as learners meet them: they run, they remember, and they reach nothing of the college."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

PUT = "from tests.packages.cast import put; put()"
NAMELESS = "mingliang.localhost"  # another name of this machine, which PACKAGES_ORIGIN does not go with

ASKED = """([name, ...rest]) => { const answer = API[name](...rest); return [answer, API.LMSGetLastError()]; }"""
REACHED = """async () => {
  const tries = {
    cookie: () => document.cookie,
    parent: () => parent.document.title,
    top: () => top.document.title,
    page: async () => (await fetch("/my/")).status,
    report: async () => (await fetch("/progress/package/", { method: "POST", body: "{}" })).status,
    elsewhere: async () => (await fetch("https://elsewhere.example/")).status,
  };
  const found = {};
  for (const [name, attempt] of Object.entries(tries)) {
    try { found[name] = String(await attempt()); } catch (error) { found[name] = error.name; }
  }
  return { ...found, origin: self.origin };
}"""


SPOKEN = """() => {
  const { mingliang } = JSON.parse(document.querySelector("[data-package-frame] iframe").name);
  const values = { "cmi.core.score.raw": "100", "cmi.core.lesson_status": "passed" };
  window.postMessage({ mingliang, kind: "set", values });
}"""


@pytest.fixture(scope="module")
def lessons(college: College) -> dict[str, str]:
    """Addresses of lessons, each with a package of another shape, in a course that 王秀兰 is enrolled in."""
    found: dict[str, str] = json.loads(college.manage("shell", "-v0", "-c", PUT).splitlines()[-1])
    return found


@pytest.fixture
def nameless(browser: Browser, college: College) -> Iterator[Page]:
    """A page of a college without a host for its packages."""
    address = college.url.replace("127.0.0.1", NAMELESS)
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def opened(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    page.locator("[data-package-open]").first.click()
    return inside(page)


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("[data-package-frame] iframe")


def frame_of(page: Page) -> Frame:
    frame = page.locator("[data-package-frame] iframe").element_handle().content_frame()
    assert frame
    return frame


def test_a_learner_leaves_in_the_middle_goes_on_from_there_and_passes(phone: Page, lessons: dict[str, str]) -> None:
    sign_in(phone, "xiulan")
    package = opened(phone, lessons["story"])
    expect(package.locator("#name")).to_have_text("王秀兰")
    expect(phone.locator("[data-package]")).to_have_class("package package--large")
    package.get_by_text("下一页").click()
    package.get_by_text("下一页").click()
    phone.get_by_role("button", name="缩小").click()
    phone.get_by_role("link", name="我的学习").click()  # what the package says on being left comes along
    phone.wait_for_url("**/my/")
    package = opened(phone, lessons["story"])
    expect(package.locator("#slide")).to_have_text("第 3 页")
    expect(package.locator("#entry")).to_have_text("resume")
    package.get_by_text("答错").click()
    expect(phone.locator("#lesson-done")).to_be_hidden()
    package.get_by_text("答对").click()
    expect(phone.locator("[data-package-done]")).to_be_visible()
    phone.get_by_role("button", name="退出课件").click()
    expect(phone.locator("#lesson-done")).to_be_visible()
    expect(phone.locator("[data-package-state]")).to_have_text("通过了，最好 90 分")
    expect(phone.locator("[data-package-note]")).to_have_text("已保存，下次从这里接着学。")
    phone.goto("/courses/packages/")
    expect(phone.get_by_text("已学完").first).to_be_visible()


def test_without_a_network_it_waits_on_the_device(desk: Page, lessons: dict[str, str]) -> None:
    sign_in(desk, "xiulan")
    package = opened(desk, lessons["offline"])
    expect(package.locator("#slide")).to_have_text("第 1 页")
    desk.context.set_offline(True)
    package.get_by_text("下一页").click()
    expect(desk.locator("[data-package-note]")).to_contain_text("还没有保存")
    desk.context.set_offline(False)
    expect(opened(desk, lessons["offline"]).locator("#slide")).to_have_text("第 2 页")


def test_a_package_can_reach_nothing_of_the_college(desk: Page, nameless: Page, lessons: dict[str, str]) -> None:
    for page in (desk, nameless):
        sign_in(page, "xiulan")
        expect(opened(page, lessons["reach"]).locator("#slide")).to_have_text("第 1 页")
        found = frame_of(page).evaluate(REACHED)
        origin = found.pop("origin")
        assert origin == "null" if page is nameless else origin.startswith("http://localhost:")
        assert found == {
            "cookie": "",
            "parent": "SecurityError",
            "top": "SecurityError",
            "page": "TypeError",
            "report": "TypeError",
            "elsewhere": "TypeError",
        }


def test_nobody_elses_window_completes_a_lesson_for_its_learner(desk: Page, lessons: dict[str, str]) -> None:
    sign_in(desk, "xiulan")
    package = opened(desk, lessons["reach"])
    expect(package.locator("#slide")).to_be_visible()
    desk.evaluate(SPOKEN)
    package.get_by_text("下一页").click()
    package.get_by_text("答错").click()
    desk.get_by_role("button", name="退出课件").click()
    expect(desk.locator("[data-package-note]")).to_have_text("已保存，下次从这里接着学。")
    expect(desk.locator("[data-package-state]")).to_have_text("没有通过，可以再学，最好 10 分")


def test_a_package_of_frames_runs_on_a_host_of_its_own(desk: Page, lessons: dict[str, str]) -> None:
    sign_in(desk, "xiulan")
    package = opened(desk, lessons["driver"])
    package.frame_locator("frame[name=scormdriver_content]").get_by_text("到底了").click()
    expect(desk.locator("#lesson-done")).to_be_visible()


def test_a_package_that_opens_a_window_of_its_own_shows_it_in_its_frame(phone: Page, lessons: dict[str, str]) -> None:
    sign_in(phone, "xiulan")
    package = opened(phone, lessons["launcher"])
    package.get_by_text("打开课程").click()
    expect(package.locator("#state")).to_have_text("开着")
    course = package.frame_locator("iframe[name=course]")
    expect(course.get_by_text("课程在这里。")).to_be_visible()
    package.get_by_role("button", name="关闭").click()
    expect(package.locator("#state")).to_have_text("关上了")
    package.get_by_text("打开课程").click()
    course.get_by_text("学完并关闭").click()
    expect(package.locator("#state")).to_have_text("关上了")
    expect(phone.locator("[data-package-done]")).to_be_visible()
    assert len(phone.context.pages) == 1


def test_a_window_of_a_package_without_an_origin_has_no_tie_to_the_college(
    nameless: Page, lessons: dict[str, str]
) -> None:
    sign_in(nameless, "xiulan")
    package = opened(nameless, lessons["launcher"])
    with nameless.context.expect_page() as waiting:
        package.get_by_text("打开课程").click()
    expect(package.locator("#state")).to_have_text("打不开")
    assert waiting.value.evaluate("window.opener") is None


def test_a_package_of_modules_runs_without_an_origin(nameless: Page, lessons: dict[str, str]) -> None:
    sign_in(nameless, "xiulan")
    expect(opened(nameless, lessons["adapt"]).locator("#text")).to_have_text("从文件里读来的标题")
    expect(nameless.locator("#lesson-done")).to_be_visible()


def test_of_several_parts_the_next_opens_when_the_one_before_is_done(desk: Page, lessons: dict[str, str]) -> None:
    sign_in(desk, "xiulan")
    desk.goto(lessons["several"])
    buttons = desk.locator("[data-package-open]")
    expect(buttons.nth(1)).to_be_disabled()
    for number in range(4):
        buttons.nth(number).click()
        expect(desk.locator("[data-package-item] .state--done")).to_have_count(number + 1)
        desk.get_by_role("button", name="退出课件").click()
    expect(desk.locator("#lesson-done")).to_be_visible()


def test_what_a_package_asks_wrongly_is_answered_as_the_standard_says(desk: Page, lessons: dict[str, str]) -> None:
    package = opened(desk, lessons["open"])
    expect(desk.locator("[data-package-note]")).to_contain_text("没有报名")
    expect(package.locator("#slide")).to_have_text("第 1 页")
    frame = frame_of(desk)
    for asked, answer in CALLS:
        assert (asked, tuple(frame.evaluate(ASKED, list(asked)))) == (asked, answer)


CALLS = (
    (("LMSInitialize", ""), ("false", "101")),  # it is begun already
    (("LMSInitialize", "x"), ("false", "201")),
    (("LMSGetValue", "cmi.core.lesson_mode"), ("browse", "0")),
    (("LMSGetValue", "cmi.core.score._children"), ("raw,min,max", "0")),
    (("LMSGetValue", "cmi.interactions._count"), ("0", "0")),
    (("LMSGetValue", "cmi.core.lesson_status._children"), ("", "202")),
    (("LMSGetValue", "cmi.core._count"), ("", "203")),
    (("LMSGetValue", "cmi.nothing"), ("", "401")),
    (("LMSGetValue", "nothing"), ("", "201")),
    (("LMSGetValue", "cmi.core.session_time"), ("", "404")),
    (("LMSSetValue", "cmi.core._children", "x"), ("false", "402")),
    (("LMSSetValue", "cmi.core.student_id", "x"), ("false", "403")),
    (("LMSSetValue", "cmi.core.lesson_status", "superb"), ("false", "405")),
    (("LMSSetValue", "cmi.core.score.raw", "101"), ("false", "405")),
    (("LMSSetValue", "cmi.core.session_time", "5 minutes"), ("false", "405")),
    (("LMSSetValue", "cmi.interactions.1.id", "a"), ("false", "201")),  # the first is number 0
    (("LMSSetValue", "cmi.interactions.0.id", "a"), ("true", "0")),
    (("LMSSetValue", "cmi.interactions.0.correct_responses.0.pattern", "a"), ("true", "0")),
    (("LMSGetValue", "cmi.interactions.0.correct_responses._count"), ("1", "0")),
    (("LMSGetErrorString", "405"), ("Incorrect data type", "0")),
    (("LMSCommit", ""), ("true", "0")),
    (("LMSFinish", ""), ("true", "0")),
    (("LMSGetValue", "cmi.core.lesson_mode"), ("", "301")),
    (("LMSCommit", ""), ("false", "301")),
)
