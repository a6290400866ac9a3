"""What an editor is told about a draft before people see it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document

from college.courses.checklist.facts import digest
from college.courses.checklist.lists import checklist_of
from college.courses.models import AddressVisit, PictureContrast
from college.hanzi import characters
from media.models import Transcript, Video
from tests.courses.board.cast import an_editor
from tests.courses.checklist.cast import EASY, HARD, a_lesson, a_picture, block, checked, said, shown, text, unseen
from tests.factories import AudienceFactory, CoursePageFactory, LessonPageFactory
from tests.media.factories import CueFactory, TranscriptFactory, VideoFactory
from tests.packages import samples
from tests.packages.making import a_package

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


def test_a_plain_lesson_that_anybody_can_read_has_nothing_to_mend() -> None:
    assert said(a_lesson(text(f"<p>{EASY}</p>"))) == []


def test_who_hears_badly_has_no_captions() -> None:
    lesson = a_lesson(video=VideoFactory(title="看病"))
    assert said(lesson) == ["字幕：视频“看病”没有字幕，耳朵不好的人看不懂"]


def test_captions_that_are_being_written_are_waited_for() -> None:
    transcript = TranscriptFactory(video__title="看病", state=Transcript.State.RUNNING)
    assert "还在转写" in said(a_lesson(video=transcript.video))[0]


def test_with_captions_and_without_sound_nothing_is_missing() -> None:
    assert said(a_lesson(video=CueFactory().transcript.video)) == []
    assert said(a_lesson(video=VideoFactory(has_audio=False))) == []


def test_a_video_that_cannot_be_used_is_told_of() -> None:
    assert "不能用" in said(a_lesson(video=VideoFactory(state=Video.State.FAILED)))[0]
    assert "还放不出来" in said(a_lesson(video=VideoFactory(state=Video.State.WAITING)))[0]


def test_missing_captions_lead_to_the_video_for_who_may_change_it_and_to_the_lesson_for_others() -> None:
    lesson = a_lesson(video=VideoFactory())
    assert checked(lesson).points[0].url == reverse("videos:edit", args=[lesson.video_id])
    stranger = an_editor()
    stranger.groups.clear()
    assert checked(lesson, stranger).points[0].url.startswith(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))


def test_a_lesson_of_more_than_twelve_minutes_had_better_be_two() -> None:
    assert said(a_lesson(video=CueFactory(transcript__video__duration=720).transcript.video)) == []
    long = CueFactory(transcript__video__duration=15 * 60).transcript.video
    assert said(a_lesson(video=long)) == ["长短：这一课要 15 分钟，一次学不完：超过 12 分钟的，最好分成两课"]
    assert "要 13 分钟" in said(a_lesson(reading_minutes=13))[0]


def test_a_package_that_reports_nothing_goes_with_no_rule_that_waits_for_its_report() -> None:
    lesson = a_lesson(title="用电", package=a_package(samples.assets()), package_rule="passed")
    assert said(lesson) == ["学得完：“用电”要课件报告通过，可是课件不会报告，谁也通不过"]
    assert checked(lesson).points[0].url.endswith("#:w:contentpath=package_rule")
    lesson.package_rule = "completed"
    lesson.save_revision()
    assert "打开过就算学完了；请改成由学员自己点“我看完了”" in said(lesson)[0]
    lesson.package_rule = "seen"
    lesson.save_revision()
    assert said(lesson) == []


def test_a_package_of_frames_is_told_of_as_long_as_it_has_no_host_of_its_own(settings: Settings) -> None:
    lesson = a_lesson(package=a_package(samples.driver()), package_rule="seen")
    assert "要有单独的课件网址才能运行" in said(lesson)[0]
    settings.PACKAGES_ORIGIN = "https://packages.college.example"
    assert said(lesson) == []


def test_a_picture_nobody_described_is_told_of_with_its_place() -> None:
    silent = shown(a_picture("灭火器"))
    lesson = a_lesson(silent)
    assert said(lesson)[0].startswith("图片说明：图片“灭火器”没有写上面是什么")
    assert checked(lesson).points[0].url.endswith(f"#:w:contentpath=body.{silent['id']}")


def test_a_described_and_a_decorative_picture_are_in_order() -> None:
    picture = a_picture()
    assert said(a_lesson(shown(picture, "墙上挂着一个红色的灭火器"), shown(picture, is_decorative=True))) == []


@pytest.mark.parametrize("name", ["IMG_2031.JPG", "微信图片_20261130.png", "mmexport1701", "截图 3", "DSC0042"])
def test_the_name_of_a_file_is_no_description(name: str) -> None:
    assert "像是文件名" in said(a_lesson(shown(a_picture(), name)))[0]


def test_a_picture_from_before_has_its_own_description() -> None:
    described, silent = a_picture(description="一个灭火器"), a_picture("旧图")
    old = [block("picture", {"image": picture.pk, "caption": ""}) for picture in (described, silent)]
    assert [sentence[:12] for sentence in said(a_lesson(*old))] == ["图片说明：图片“旧图”没"]


def test_words_that_do_not_stand_out_from_their_picture_are_told_of() -> None:
    picture = a_picture("海报")
    lesson = a_lesson(shown(picture, "一张海报"))
    assert unseen(lesson) == ["图片“海报”里的字看不看得清，还没有量"]
    row = PictureContrast.objects.create(file_hash=picture.get_file_hash())
    assert unseen(lesson) == ["图片“海报”里的字正在量"]
    PictureContrast.objects.update(state="done", ratio=1.8, needed=3.0, words="招生")
    assert unseen(lesson) == []
    assert said(lesson) == ["图里的字：图片“海报”里“招生”几个字看不清：和底色大约是 1.8 比 1，至少要 3.0 比 1"]
    PictureContrast.objects.filter(pk=row.pk).update(ratio=7.0)
    assert said(lesson) == []


def test_where_it_could_not_be_measured_that_is_said() -> None:
    picture = a_picture("海报")
    PictureContrast.objects.create(file_hash=picture.get_file_hash(), state="failed", error="图片太大，或者打不开")
    lesson = a_lesson(shown(picture, "一张海报"))
    assert said(lesson) == []
    assert unseen(lesson) == ["图片“海报”里的字没有量成：图片太大，或者打不开"]


def test_a_cover_is_measured_too() -> None:
    course = CoursePageFactory(cover=a_picture("封面"))
    assert "封面" in checklist_of(course, an_editor()).unseen[0].sentence


def test_a_text_full_of_rare_characters_names_them() -> None:
    sentence = said(a_lesson(text(f"<p>{HARD}</p>")))[0]
    assert sentence.startswith("读得懂：每 100 个字里有 ")
    assert "饕" in sentence


def test_one_rare_character_that_comes_again_and_again_is_learned_with_the_lesson() -> None:
    assert said(a_lesson(text(f"<p>{EASY}{'缮' * 12}</p>"))) == []


def test_a_short_text_says_nothing_about_its_readers() -> None:
    assert said(a_lesson(text("<p>饕餮缮膺</p>"))) == []


def test_the_characters_that_a_lesson_teaches_are_no_obstacle_in_it() -> None:
    words = text(f"<p>{EASY}{'饕餮缮膺' * 4}</p>")
    assert said(a_lesson(words)) != []
    assert said(a_lesson(words, block("characters", {"characters": "饕餮缮膺", "details": []}))) == []


def test_a_course_is_written_for_those_of_its_audiences_who_read_least() -> None:
    course = CoursePageFactory()
    harder = "".join(known.char for known in characters.of_level(1) if known.grade == 6)[:12]
    lesson = a_lesson(text(f"<p>{EASY}{harder}</p>"), course=course)
    course.audiences.set([AudienceFactory(characters=2000)])
    course.save()
    assert said(lesson) == []
    course.audiences.add(AudienceFactory(characters=1500))
    course.save()
    assert "认得 1500 字的人" in said(lesson)[0]


def test_a_link_to_a_page_that_is_gone_or_not_published() -> None:
    other = LessonPageFactory(title="第二课", live=False)
    lesson = a_lesson(
        text(f'<p><a linktype="page" id="{other.pk}">接着看</a>，<a linktype="page" id="999999">更多</a></p>')
    )
    assert said(lesson) == [
        "链接：“接着看”这个链接指到“第二课”，那一页还没有发布",
        "链接：“更多”这个链接指到的页面已经没有了",
    ]
    type(other).objects.update(live=True)
    assert len(said(lesson)) == 1


def test_a_page_below_one_that_is_not_published_cannot_be_opened() -> None:
    other = LessonPageFactory(title="第二课")
    type(other.get_parent().specific).objects.filter(pk=other.get_parent().pk).update(live=False)
    assert "还没有发布" in said(a_lesson(text(f'<p><a linktype="page" id="{other.pk}">接着看</a></p>')))[0]


def test_addresses_on_this_site_are_looked_up() -> None:
    lesson = LessonPageFactory(title="第二课")
    good = [lesson.url, lesson.full_url, "/my/", "/courses/", "/search/?q=字"]
    links = "".join(f'<p><a href="{address}">看</a></p>' for address in [*good, "/courses/nowhere/"])
    assert said(a_lesson(text(links))) == ["链接：“看”这个链接指到的页面已经没有了"]
    Redirect.add_redirect("/courses/nowhere/", lesson)
    assert said(a_lesson(text(links))) == []


def test_a_file_that_was_deleted() -> None:
    kept = Document.objects.create(title="表格", file="form.docx")
    links = f'<p><a linktype="document" id="{kept.pk}">表</a><a linktype="document" id="99999">单子</a></p>'
    assert said(a_lesson(text(links))) == ["链接：“单子”这个文件已经删掉了"]


def test_numbers_to_call_and_addresses_to_write_to_are_left_alone() -> None:
    links = '<p><a href="tel:110">110</a><a href="mailto:a@b.cn">信</a><a href="#top">上面</a></p>'
    lesson = a_lesson(text(links))
    assert said(lesson) == unseen(lesson) == []


def test_an_address_outside_is_not_known_to_work_before_somebody_looked() -> None:
    lesson = a_lesson(text('<p><a href="https://school.example/a">报名</a></p>'))
    assert unseen(lesson) == ["“报名”这个外面的网址打不打得开，还没有看过"]
    address = "https://school.example/a"
    visit = AddressVisit.objects.create(digest=digest(address), address=address)
    assert unseen(lesson) == ["“报名”这个外面的网址正在看"]
    AddressVisit.objects.update(state="done", outcome="works", looked_at=timezone.now())
    assert said(lesson) == unseen(lesson) == []
    AddressVisit.objects.update(outcome="gone")
    assert said(lesson) == ["链接：“报名”这个链接打不开：那一页已经没有了"]
    AddressVisit.objects.update(outcome="closed")
    assert "请您自己点开看一看" in unseen(lesson)[0]
    AddressVisit.objects.filter(pk=visit.pk).update(outcome="works", looked_at="2026-01-01T00:00:00Z")
    assert "还没有看过" in unseen(lesson)[0]


def test_what_is_checked_is_the_draft_not_what_is_published() -> None:
    lesson = a_lesson(video=VideoFactory(title="旧的"))
    lesson.video = VideoFactory(title="新的")
    lesson.save_revision()
    assert "新的" in said(lesson)[0]
