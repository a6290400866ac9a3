"""A folder of videos becomes lessons, in the order of their names."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from college.courses.models import CoursePage
from college.people.models import User
from media.models import Video
from tests.courses.archive.cast import a_worker
from tests.courses.board.cast import a_course, lesson, signed_in, titles_of
from tests.factories import OrganisationFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def uploaded(user: User, *names: str, **fields: Any) -> list[Video]:
    return [
        VideoFactory(title=name.rpartition(".")[0], original_name=name, uploaded_by=user, **fields) for name in names
    ]


def preview(course: CoursePage, videos: list[Video]) -> str:
    numbers = urlencode([("upload", str(video.uuid)) for video in videos])
    return f"{reverse('lesson_videos:preview', args=[course.pk])}?{numbers}"


def test_ten_videos_become_lessons_in_the_order_of_their_names(editor: Client, user: User) -> None:
    course = a_course("已有")
    videos = uploaded(user, "10 尾.mp4", "2 横.mp4", "1 点.mp4")
    shown = editor.get(preview(course, videos)).text
    assert shown.index('value="点"') < shown.index('value="横"') < shown.index('value="尾"')
    assert titles_of(course) == ["已有"]
    answer = editor.post(preview(course, videos), {"video": [str(video.pk) for video in videos]}, follow=True)
    assert "加了 3 课" in answer.text
    assert titles_of(course) == ["已有", "点", "横", "尾"]
    added = lesson(course, "横")
    assert (added.video, added.live, added.owner) == (videos[1], False, user)


def test_what_is_no_video_is_told_of_and_the_others_are_kept(editor: Client, user: User) -> None:
    course = a_course()
    good = uploaded(user, "1 点.mp4")
    bad = uploaded(
        user, "2 表格.mp4", state="failed", error="这个文件不是视频，打不开。请选择 MP4、MOV、WebM 等视频文件。"
    )
    shown = editor.get(preview(course, good + bad)).text
    assert "2 表格.mp4" in shown
    assert "这个文件不是视频" in shown
    assert f'name="title-{bad[0].pk}"' not in shown
    editor.post(preview(course, good + bad), {"video": [str(video.pk) for video in good + bad]})
    assert titles_of(course) == ["点"]


def test_the_editor_leaves_one_out_and_names_another(editor: Client, user: User) -> None:
    course = a_course()
    first, second = uploaded(user, "1.mp4", "2.mp4")
    said = {"video": [str(second.pk)], f"title-{second.pk}": "  我的 名字 "}
    editor.post(preview(course, [first, second]), said)
    assert titles_of(course) == ["我的 名字"]


def test_two_taps_bring_each_lesson_once(editor: Client, user: User) -> None:
    course = a_course()
    videos = uploaded(user, "1 点.mp4")
    for _tap in range(2):
        editor.post(preview(course, videos), {"video": [str(videos[0].pk)]})
    assert titles_of(course) == ["点"]


def test_a_video_she_may_not_choose_becomes_no_lesson_of_hers(editor: Client, user: User) -> None:
    course = a_course()
    secret = Collection.get_first_root_node().add_child(name="别人的")
    group = user.groups.get()
    GroupCollectionPermission.objects.filter(group=group, permission__codename="choose_video").delete()
    theirs = uploaded(UserFactory(), "1 点.mp4", collection=secret)
    answer = editor.post(preview(course, theirs), {"video": [str(theirs[0].pk)]}, follow=True)
    assert "请至少勾选一个" in answer.text or "还没有选视频" in answer.text
    assert titles_of(course) == []


def test_what_was_sent_before_the_page_was_closed_is_offered_again(editor: Client, user: User) -> None:
    course = a_course()
    uploaded(user, "1 点.mp4")
    uploaded(UserFactory(), "2 横.mp4")
    page = editor.get(reverse("lesson_videos:send", args=[course.pk])).text
    assert "1 点" in page
    assert "2 横" not in page


def test_numbers_that_are_none_lead_back(editor: Client) -> None:
    course = a_course()
    address = reverse("lesson_videos:preview", args=[course.pk])
    assert "还没有选视频" in editor.get(f"{address}?upload=x&upload=1", follow=True).text


def test_who_may_not_edit_the_course_does_not_find_the_page(client: Client, editor: Client) -> None:
    course = a_course()
    for name in ("send", "preview"):
        address = reverse(f"lesson_videos:{name}", args=[course.pk])
        assert client.get(address).status_code == 302
        assert signed_in(UserFactory()).get(address).status_code in (302, 403)
        assert signed_in(a_worker(OrganisationFactory())).get(address).status_code == 404
    GroupPagePermission.objects.all().delete()
    assert editor.get(address).status_code in (302, 403, 404)


@pytest.mark.on_postgres
def test_the_preview_asks_as_much_for_twelve_videos_as_for_two(editor: Client, user: User) -> None:
    course = a_course()
    few, many = uploaded(user, "1.mp4", "2.mp4"), uploaded(user, *(f"{n}.mp4" for n in range(12)))
    editor.get(preview(course, few))
    assert queries(editor, preview(course, few)) == queries(editor, preview(course, many))
