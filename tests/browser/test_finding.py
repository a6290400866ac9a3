"""Finding a sentence: from the site's search to the second at which it is spoken, and on from there."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import College

NARRATION = settings.BASE_DIR / "demo" / "audio" / "backbone-residents-meeting.json"

# A lesson open to strangers, with the words of the narration as its transcript.
LESSON = """
import io, json, uuid
from django.core.files.base import ContentFile
from django.utils import timezone
from college.courses.models import CoursePage, LessonPage
from media.models import Chapter, Cue, Rendition, Transcript, Video
from PIL import Image
from wagtail.search import index
video = Video.objects.get(original_name="backbone-residents-meeting.mp4")
video.pk, video.uuid, video._state.adding = None, uuid.uuid4(), True
video.state, video.duration, video.has_audio, video.lease = "ready", 68.0, True, None
video.container, video.video_codec, video.audio_codec = "mov,mp4,m4a,3gp,3g2,mj2", "h264", "aac"
video.save()
transcript = Transcript.objects.create(video=video, language="zh", state="done", finished_at=timezone.now())
for start, end, text in json.loads({lines!r}):
    Cue.objects.create(transcript=transcript, start_ms=int(start * 1000), end_ms=int(end * 1000), text=text)
for start, title in ((0, "开场"), (52, "公示")):
    Chapter.objects.create(video=video, start_ms=start * 1000, title=title)
sheet = io.BytesIO()
Image.new("RGB", (1600, 360)).save(sheet, "JPEG")
drawn = Rendition(video=video, kind="storyboard", state="done", size=len(sheet.getvalue()))
drawn.file.save("sheet", ContentFile(sheet.getvalue()))
course = CoursePage.objects.filter(access="public").first()
lesson = course.add_child(instance=LessonPage(title="听一听", slug="listen", video=video))
index.insert_or_update_object(LessonPage.objects.get(pk=lesson.pk))  # at once: the worker may have other things to do
"""


@pytest.fixture
def lesson(college: College) -> None:
    college.manage("shell", "-c", LESSON.format(lines=NARRATION.read_text()))


def stands_at(page: Page, wanted: int) -> None:
    page.wait_for_function("at => Math.abs(document.getElementById('player')?.currentTime - at) < 1.5", arg=wanted)


@pytest.mark.usefixtures("lesson")
def test_a_stranger_goes_from_a_sentence_found_to_the_second_at_which_it_is_spoken(desk: Page) -> None:
    desk.goto("/search/?q=负责人和完成时间")
    desk.get_by_role("link", name="定下负责人").click()
    stands_at(desk, 41)
    expect(desk.locator(".transcript mark[data-current]")).to_have_text("负责人和完成时间")

    box = desk.get_by_label("在这个视频里找")
    box.fill("第")
    expect(desk.locator(".transcript-search__count")).to_have_text("找到 4 处")
    box.press("Enter")
    expect(desk.locator(".transcript-search__count")).to_have_text("第 4 处，共 4 处")
    stands_at(desk, 52)
    box.press("Shift+Enter")
    stands_at(desk, 38)

    desk.locator(".chapters__stretch").last.press("Enter")
    stands_at(desk, 52)
    expect(desk.locator(".chapters__link[aria-current]")).to_contain_text("公示")
    seek_by_pictures(desk)


def seek_by_pictures(page: Page) -> None:
    """The first chapter lasts for 52 seconds: half way along it is the 14th picture, in the second of four rows."""
    opening = page.locator(".chapters__stretch").first
    opening.hover()
    expect(page.locator(".chapters__peek-words")).to_have_text(re.compile("0:2[56]  开场"))
    picture = page.locator(".chapters__picture")
    expect(picture).to_have_css("background-image", re.compile("storyboard.jpg"))
    expect(picture).to_have_css("background-position", re.compile(r"^(22.2|33.3)\d*% 33.3\d*%"))
    opening.click()
    stands_at(page, 26)
