"""A video stops where a question stands, once, and only for who plays through it; and it never keeps anyone."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

LESSON = "/courses/write-my-name/my-name/"
ASK = """
from college.courses.models import LessonPage, VideoQuestion
from college.quizzes.models import Option, Question
lesson = LessonPage.objects.get(slug="my-name")
for second, kind in ((3, "single"), (5, "ordering"), (20, "single")):
    question = Question.objects.create(kind=kind, text=f"第 {second} 秒问的题")
    for place, text in enumerate(("姓", "名")):
        Option.objects.create(question=question, sort_order=place, text=text, is_correct=not place)
    VideoQuestion.objects.create(lesson=lesson, question=question, second=second)
"""

# Chromium has a voice only where the system brings one: this one says nothing and takes its time for it.
VOICE = """
const said = (window.said = []);
speechSynthesis.getVoices = () => [{ lang: "zh-CN", localService: true }];
speechSynthesis.speak = (utterance) => said.push(utterance.text) && setTimeout(() => utterance.onend());
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def lesson(desk: Page, college: College) -> Iterator[Page]:
    """Other tests play the same lesson: it asks nothing before and after."""
    college.manage("shell", "-c", ASK)
    desk.add_init_script(VOICE)
    sign_in(desk, "liming")
    desk.goto(LESSON)
    yield desk
    college.manage("shell", "-c", "VideoQuestion.objects.filter(lesson__slug='my-name').delete()")


def play(page: Page, second: float) -> None:
    """From this second, once the player has gone to where the learner left off."""
    page.wait_for_function("() => player.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !player.seeking")
    start = "(video, at) => { video.muted = true; video.currentTime = at; return video.play(); }"
    page.locator("#player").evaluate(start, second)


def is_playing_after(page: Page, second: float) -> None:
    page.wait_for_function("at => !player.paused && player.currentTime > at", arg=second)


def test_a_learner_answers_one_question_moves_on_from_another_and_is_not_asked_again(lesson: Page) -> None:
    dialog = lesson.locator("#video-question-dialog")
    play(lesson, 2)
    expect(dialog.locator(".asked__text")).to_have_text("第 3 秒问的题")
    assert lesson.locator("#player").evaluate("video => video.paused && video.currentTime < 5")
    expect(dialog.locator("h1")).to_be_focused()

    dialog.get_by_role("button", name="朗读题目").click()  # what lies under the dialog is out of reach
    lesson.wait_for_function("() => said.includes('名')")
    assert lesson.evaluate("said.slice(0, 2)") == ["停一下，想一想", "第 3 秒问的题"]

    dialog.get_by_role("button", name="答好了").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("姓").check()
    dialog.get_by_role("button", name="答好了").click()
    expect(dialog.get_by_text("答对了")).to_be_visible()
    dialog.get_by_role("link", name="继续看").click()
    expect(dialog).to_be_hidden()

    expect(dialog.locator(".asked__text")).to_have_text("第 5 秒问的题")
    order = dialog.locator(".asked__step-text")
    before = order.all_text_contents()
    down = dialog.locator("[data-move=down]").first
    down.focus()
    for key, there in (("Space", before[::-1]), ("Enter", before[::-1]), ("Shift+Tab", before[::-1])):
        lesson.keyboard.press(key)
        expect(order).to_have_text(there)
    lesson.keyboard.press("Enter")  # on the same option's way up
    expect(order).to_have_text(before)
    expect(dialog.locator("[data-order-said]")).to_contain_text(before[0])
    lesson.keyboard.press("Escape")
    is_playing_after(lesson, 5.5)

    play(lesson, 2)  # neither the answered one nor the one that was left out stops it again
    is_playing_after(lesson, 6)
    play(lesson, 25)  # nor does what was jumped over
    is_playing_after(lesson, 26)
    expect(dialog).to_be_hidden()

    lesson.route("**/lessons/**", lambda route: route.abort())  # as without a network, where what is buffered plays on
    lesson.reload()
    expect(lesson.locator("[data-answered]")).to_have_count(1)
    play(lesson, 4.5)
    expect(dialog.get_by_role("alert")).to_contain_text("没有网络")
    dialog.get_by_role("button", name="继续看").click()
    is_playing_after(lesson, 5.5)


def test_without_a_voice_of_its_own_the_question_is_read_by_the_college(lesson: Page) -> None:
    lesson.add_init_script("speechSynthesis.getVoices = () => [];")
    lesson.reload()
    dialog = lesson.locator("#video-question-dialog")
    play(lesson, 2)
    for way in ("第 3 秒问的题", "看一看"):
        expect(dialog).to_contain_text(way)
        with lesson.expect_response("**/voice/") as asked:
            dialog.get_by_role("button", name="朗读题目").click()
        texts = json.loads(str(asked.value.request.post_data))["texts"]
        assert "第 3 秒问的题" in texts
        assert None not in asked.value.json()["sounds"], texts
        if way != "看一看":
            dialog.get_by_label("姓").check()
            dialog.get_by_role("button", name="答好了").click()


def test_near_the_end_of_a_quiz_who_listens_hears_how_much_time_is_left(desk: Page) -> None:
    desk.clock.install()
    desk.goto("/")
    words = {"left": "还有 {minutes} 分钟", "last": "还有不到 1 分钟", "over": "时间到了"}
    desk.evaluate(
        """async (words) => {
            const line = document.querySelector("main").appendChild(document.createElement("p"));
            Object.assign(line.dataset, words, { secondsLeft: "660" });
            await import("/static/js/quizzes/time-left.js");
        }""",
        words,
    )
    line = desk.locator("[data-seconds-left]")
    for passed, said, live in (
        ("00:10", "还有 10 分钟", "off"),
        ("06:00", "还有 4 分钟", "polite"),
        ("04:00", "还有不到 1 分钟", "polite"),
        ("01:00", "时间到了", "polite"),
    ):
        desk.clock.fast_forward(passed)
        expect(line).to_have_text(said)
        expect(line).to_have_attribute("aria-live", live)
