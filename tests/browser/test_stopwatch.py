"""An afternoon's work with the clock running: from the slides and the film of a teacher to a course."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.browser.test_whole_way import TRANSCRIBED_MS, sign_in, wait_for_the_transcript

FEWER_THAN = 25
TITLE = "楼道安全一下午"
QUESTIONS = "楼道里能给电动车充电吗？\n不能 √\n能\n\n看见纸箱堆在楼道里怎么办？\n告诉社区 √\n绕着走"


class Stopwatch:
    """Counts what a hand does with the mouse, as the browser itself sees it."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0
        page.expose_binding("clicked", lambda _source: self._count())
        page.add_init_script("addEventListener('pointerdown', event => event.isTrusted && clicked(), true)")

    def _count(self) -> None:
        self.clicks += 1

    def choose(self, file: Path, *, by: Locator) -> None:
        """Opens the computer's own window and picks a file there: one click more than the browser sees."""
        with self.page.expect_file_chooser() as chooser:
            by.click()
        self.clicks += 1
        chooser.value.set_files(str(file))


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    """Twelve, the first a title, each with a few words."""
    deck = Presentation()
    for number in range(12):
        slide = deck.slides.add_slide(deck.slide_layouts[0 if number == 0 else 1])
        slide.shapes.title.text = TITLE if number == 0 else f"第 {number} 条"
        slide.placeholders[1].text = "楼道里不停车，不充电，不堆东西。"
        slide.notes_slide.notes_text_frame.text = "请大家看一看自己家门口。"
    path = tmp_path / "楼道安全.pptx"
    deck.save(str(path))
    return path


def test_a_teacher_makes_a_course_of_twelve_slides_and_a_film_in_fewer_than_25_clicks(
    desk: Page, slides: Path, lecture: Path
) -> None:
    watch = Stopwatch(desk)
    sign_in(desk, "teacher")
    desk.goto("/admin/")
    watch.clicks = 0

    begin(desk)
    bring_slides(desk, watch, slides)
    bring_film(desk, watch, lecture)
    ask_questions(desk)
    wait_for_captions(desk)
    desk.get_by_role("link", name="发布", exact=True).click()
    desk.get_by_role("button", name="发布勾上的").click()
    expect(desk.get_by_text("发布了 3 页。")).to_be_visible()
    assert 10 < watch.clicks < FEWER_THAN

    desk.get_by_role("link", name="看网站上的样子").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(TITLE)
    desk.get_by_role("button", name="报名学习").click()
    desk.locator("main").get_by_role("link", name=re.compile("第一课")).first.click()
    wait_for_the_transcript(desk)
    expect(desk.locator(".quiz-card")).to_be_visible()


def begin(page: Page) -> None:
    page.get_by_role("link", name="课程", exact=True).first.click()
    page.get_by_role("link", name="添加 课程").click()
    page.get_by_placeholder("页面标题").click()
    page.keyboard.type(TITLE)
    page.keyboard.press("Tab")
    page.locator("[name=summary]").press_sequentially("看得懂、记得住的楼道安全。")
    page.get_by_role("button", name="选择 项目").click()
    page.get_by_role("link", name="认字班", exact=True).click()
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url("**/edit/**")
    page.get_by_role("link", name="课程", exact=True).first.click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("#board")).to_be_visible()


def bring_slides(page: Page, watch: Stopwatch, slides: Path) -> None:
    page.get_by_role("link", name="从 Word、PowerPoint、Excel 导入").click()
    watch.choose(slides, by=page.get_by_label("Word、PowerPoint 或 Excel 文件"))
    page.get_by_role("button", name="看看会变成什么样").click()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#board .board-line")).to_have_count(1)


def bring_film(page: Page, watch: Stopwatch, film: Path) -> None:
    page.get_by_role("link", name="一个视频一课").click()
    watch.choose(film, by=page.get_by_text("选择几个视频", exact=True))
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_role("button", name="加到课里").click()
    expect(page.locator("#board .board-line")).to_have_count(2)


def ask_questions(page: Page) -> None:
    page.get_by_role("link", name="没有测验，出几道题").last.click()
    page.locator("textarea").focus()
    page.keyboard.insert_text(QUESTIONS)
    page.get_by_role("button", name="加到这一课").click()
    expect(page.locator("#board")).to_contain_text("测验 2 题")


def wait_for_captions(page: Page) -> None:
    film = page.locator("#board .board-line").last
    for _ in range(TRANSCRIBED_MS // 2_000):
        if re.search("字幕已就绪|没把握", film.inner_text()):
            return
        page.wait_for_timeout(2_000)
        page.reload()
    pytest.fail("The worker did not transcribe the film.")
