"""What the player reports: what was played and nothing else, kept while there is no network, resumed to the second."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_whole_way import sign_in

LESSON = "/courses/residents-meeting/"
PATIENCE_MS = 120_000  # beside a worker that makes videos


@pytest.fixture
def lesson(desk: Page) -> Page:
    """The first lesson with a video of a course that 王秀兰 has just enrolled in, seconds shown to one place."""
    desk.set_default_timeout(PATIENCE_MS)
    sign_in(desk, "xiulan")
    desk.goto(LESSON)
    desk.locator(".course-action .button").click()
    reload_until(desk, "#watch", 1)  # a worker looks how long the video is
    return desk


def reload_until(page: Page, selector: str, count: int) -> None:
    for _ in range(240):
        if page.locator(selector).count() == count:
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail(f"There are not {count} of {selector}.")


def play(page: Page, start: float, seconds: float) -> None:
    play_on(page, start, seconds)
    page.locator("#player").evaluate("video => video.pause()")


def play_on(page: Page, start: float, seconds: float) -> None:
    start_from = "(video, at) => { Object.assign(video, { muted: true, currentTime: at }); return video.play(); }"
    page.locator("#player").evaluate(start_from, start)
    page.wait_for_function("end => document.getElementById('player').currentTime >= end", arg=start + seconds)


def wait_until(page: Page, holds: str, asked: dict[str, int] | None = None) -> None:
    """Until an async function says so, which `wait_for_function` does not wait for: a promise is truthy."""
    for _ in range(150):
        if page.evaluate(holds, asked):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"It never held: {holds}")


NOTHING_WAITS = """async () => {
  const { Store } = await import("/static/js/progress/store.js");
  return (await new Store().change((messages) => ({ result: messages.length }))) === 0;
}"""


def all_is_sent(page: Page) -> None:
    wait_until(page, NOTHING_WAITS)


PLAYERS_WAITING = """async ({ count, seconds }) => {
  const { Store } = await import("/static/js/progress/store.js");
  const waiting = await new Store().change((messages) => ({ result: messages }));
  const played = {};
  for (const { client, ranges } of waiting) {
    for (const [start, end] of ranges) played[client] = (played[client] ?? 0) + end - start;
  }
  return Object.values(played).filter((each) => each >= seconds).length === count;
}"""


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
    all_is_sent(lesson)
    lesson.reload()
    assert percent(lesson) > before
    lesson.wait_for_function("() => Math.abs(document.getElementById('player').currentTime - 24) < 2")


def test_what_two_tabs_could_not_send_through_the_sign_in_page_of_a_public_network_either_of_them_sends_later(
    lesson: Page,
) -> None:
    before = percent(lesson)
    other = lesson.context.new_page()
    other.goto(lesson.url)
    lesson.context.route("**/progress/watch/", lambda route: route.fulfill(body="<h1>Wi-Fi</h1>"))
    for number, (page, start) in enumerate(((lesson, 40), (other, 50)), start=1):
        page.bring_to_front()
        play(page, start, 8)
        wait_until(page, PLAYERS_WAITING, {"count": number, "seconds": 6})
        expect(page.locator("[data-watch-note]")).to_contain_text("没有网络")
    other.close()
    lesson.context.unroute("**/progress/watch/")
    lesson.reload()
    all_is_sent(lesson)
    lesson.reload()
    covered = float(lesson.locator("#watch").get_attribute("data-duration") or 0) * (percent(lesson) - before + 1) / 100
    assert covered > 9  # of eight seconds in each tab, the first of which may be lost to seeking: more than one tab has


def test_what_waited_for_months_where_messages_were_kept_before_is_sent_once(lesson: Page) -> None:
    before, address = percent(lesson), lesson.url
    lesson.evaluate(
        """() => {
          const { token, duration } = document.getElementById("watch").dataset;
          const client = "0".repeat(32);
          const ranges = [[duration - 12, duration - 8]];
          const messages = [{ seq: 1, ranges, position: 9, tried: true }];
          const made = Date.now() - 60 * 24 * 60 * 60 * 1000;
          const kept = { token, client, seq: 1, made, messages };
          localStorage.setItem("mingliang.watched." + client, JSON.stringify(kept));
          localStorage.setItem("mingliang.watched.broken", "{");
        }"""
    )
    with lesson.expect_response("**/progress/watch/") as answer:
        lesson.goto("/my/")
    assert answer.value.ok
    all_is_sent(lesson)
    assert lesson.evaluate("() => localStorage.length") == 0
    lesson.goto(address)
    assert percent(lesson) > before


def test_a_page_that_is_left_sends_at_once_what_was_played_even_where_nothing_can_be_kept(lesson: Page) -> None:
    lesson.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    lesson.reload()
    before, address = percent(lesson), lesson.url
    play_on(lesson, 30, 3)
    lesson.goto("/my/")
    lesson.goto(address)
    reload_until(lesson, f"[data-watch-meter]:not([value='{before}'])", 1)


def test_changing_how_a_video_plays_keeps_the_place_the_speed_and_what_was_played(lesson: Page) -> None:
    reload_until(lesson, "#qualities [type=radio]", 4)  # a worker is making what there is to choose from
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
