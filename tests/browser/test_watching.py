"""What the player reports: what was played and nothing else, kept while there is no network, resumed to the second."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_whole_way import sign_in

LESSON = "/courses/residents-meeting/"


@pytest.fixture
def lesson(desk: Page) -> Page:
    """The first lesson with a video of a course that 王秀兰 has just enrolled in, seconds shown to one place."""
    sign_in(desk, "xiulan")
    desk.goto(LESSON)
    desk.locator(".course-action .button").click()
    expect(desk.locator("#watch")).to_have_count(1)
    desk.locator("#player").evaluate("video => { video.muted = true; }")
    return desk


def play(page: Page, start: float, seconds: float) -> None:
    page.locator("#player").evaluate("(video, at) => { video.currentTime = at; return video.play(); }", start)
    page.wait_for_function("end => document.getElementById('player').currentTime >= end", arg=start + seconds)
    page.locator("#player").evaluate("video => video.pause()")


def percent(page: Page) -> int:
    return int(page.locator("[data-watch-meter]").get_attribute("value") or 0)


def test_a_learner_who_jumps_offline_and_comes_back_has_what_was_played(lesson: Page) -> None:
    with lesson.expect_response("**/progress/watch/"):
        play(lesson, 0, 3)
    lesson.locator("#player").evaluate("video => { video.currentTime = video.duration - 3; }")
    with lesson.expect_response("**/progress/watch/"):
        play(lesson, 60, 2)
    expect(lesson.locator("[data-watch-words]")).not_to_have_text("已看 0 %")
    assert percent(lesson) < 15

    lesson.context.set_offline(True)
    play(lesson, 20, 4)
    expect(lesson.locator("[data-watch-note]")).to_contain_text("没有网络")
    before = percent(lesson)
    with lesson.expect_response("**/progress/watch/"):
        lesson.context.set_offline(False)
        lesson.reload()
    lesson.wait_for_function("() => localStorage.length === 0")
    lesson.reload()
    assert percent(lesson) > before
    lesson.wait_for_function("() => Math.abs(document.getElementById('player').currentTime - 24) < 2")


def test_what_the_sign_in_page_of_a_public_network_swallows_is_sent_again(lesson: Page) -> None:
    before = percent(lesson)
    lesson.route("**/progress/watch/", lambda route: route.fulfill(content_type="text/html", body="<h1>Wi-Fi</h1>"))
    play(lesson, 45, 4)
    expect(lesson.locator("[data-watch-note]")).to_contain_text("没有网络")
    with lesson.expect_response("**/progress/watch/"):
        lesson.unroute("**/progress/watch/")
        lesson.reload()
    lesson.wait_for_function("() => localStorage.length === 0")
    lesson.reload()
    assert percent(lesson) > before


def test_changing_how_a_video_plays_keeps_the_place_the_speed_and_what_was_played(lesson: Page) -> None:
    for _ in range(240):  # a worker is making what there is to choose from
        if lesson.locator("#qualities [type=radio]").count() == 4:
            break
        lesson.wait_for_timeout(1000)
        lesson.reload()
    lesson.wait_for_function("() => player.readyState > 0")
    lesson.evaluate(
        """async () => {
          const { Played } = await import("/static/js/progress/played.js");
          const video = document.getElementById("player");
          window.played = new Played(video, video.duration);
          Object.assign(video, { muted: true, currentTime: 30, playbackRate: 1.5 });
          await video.play();
        }"""
    )
    for quality, at in (("audio", 31), ("sd", 33), ("hd", 35)):
        lesson.wait_for_function("at => document.getElementById('player').currentTime >= at", arg=at)
        lesson.check(f"#qualities [value={quality}]")
    lesson.wait_for_function("at => document.getElementById('player').currentTime >= at", arg=37)
    video = lesson.locator("#player")
    assert video.evaluate("video => [video.paused, video.playbackRate, video.videoWidth > 0]") == [False, 1.5, True]
    ranges = lesson.evaluate("() => { played.advance(); return played.take(); }")
    assert ranges[-1][1] >= 37
    assert sum(end - start for start, end in ranges) > ranges[-1][1] - 30 - 0.5
    lesson.check("#qualities [value=auto]")
    look_from_afar(lesson)


def look_from_afar(page: Page) -> None:
    """A large screen on a network that must be spared; and a link that leads nowhere any more."""
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.reload()
    plays_lightly = "() => player.currentSrc.endsWith('360p.mp4') && player.readyState > 0"
    page.wait_for_function(plays_lightly)
    page.locator("#player").evaluate("video => { video.src = '/nowhere.mp4'; }")
    page.wait_for_function(plays_lightly)
