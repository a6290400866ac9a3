"""What of videos, captions and courses waits for an editor on the first page of the admin."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Comment

from college.courses.models import CoursePage, LessonPage
from college.people.models import StaffKind, User
from college.quizzes.models import Quiz
from media.models import Chunk, Cue, Transcript, Video
from tests.courses.board.cast import a_course, an_editor, many_lessons, signed_in
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, OrganisationFactory
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]
DESK = "/admin/"


def desk(user: User) -> str:
    return signed_in(user).get(DESK).text


def test_a_video_in_work_is_shown_with_its_percentage_and_its_lesson() -> None:
    half = TranscriptFactory(video__title="写名字", video__duration=300)
    ChunkFactory(transcript=half, start=0, end=300, done_until=165, state="running")
    LessonPageFactory(video=half.video, title="第一课")
    page = desk(an_editor())
    for words in ("还没有做好的视频", "写名字", "第一课", "正在转写", "55 %"):
        assert words in page


def test_a_video_that_failed_says_why_and_stands_first() -> None:
    VideoFactory(title="坏了", state=Video.State.FAILED, error="这个文件不是视频，打不开。")
    VideoFactory(title="在检查", state=Video.State.WAITING)
    page = desk(an_editor())
    assert "这个文件不是视频，打不开。" in page
    assert page.index("坏了") < page.index("在检查")


def test_a_video_that_is_done_waits_for_nobody() -> None:
    CueFactory(transcript__video__title="做好的", confidence=0.95)
    assert "做好的" not in desk(an_editor())


def test_captions_with_doubtful_lines_lead_to_where_they_are_corrected() -> None:
    cue = CueFactory(transcript__video__title="写名字", confidence=0.3)
    CueFactory(transcript=cue.transcript, confidence=0.3, is_corrected=True)
    video = cue.transcript.video
    page = desk(an_editor())
    assert read(page.encode()).links()["写名字"] == reverse("videos:captions", args=[video.pk])
    assert "有 1 行请您听一听、改一改" in page
    Cue.objects.update(is_corrected=True)
    assert "写名字" not in desk(an_editor())


def test_videos_of_a_collection_that_one_may_not_change_are_not_shown() -> None:
    user = an_editor()
    group = user.groups.get()
    own = Collection.get_first_root_node().add_child(name="城南街道")
    group.collection_permissions.update(collection=own)
    VideoFactory(title="城南的", state=Video.State.WAITING, collection=own)
    VideoFactory(title="别处的", state=Video.State.WAITING)
    assert "城南的" in desk(user)
    assert "别处的" not in desk(user)


def test_a_course_that_nobody_can_complete_is_shown_with_the_reason() -> None:
    course = a_course("点", title="写名字")
    LessonPage.objects.update(live=False)
    page = desk(an_editor())
    assert "学不完的课程" in page
    assert "没有一课是发布的，谁也学不完" in page
    assert reverse("boards:board", args=[course.pk]) in page


def test_who_works_in_a_street_sees_its_courses_and_those_of_its_communities_alone() -> None:
    district = OrganisationFactory()
    street, other = OrganisationFactory(parent=district), OrganisationFactory(parent=district)
    community = OrganisationFactory(parent=street)
    for title, provider in (("街道的", street), ("社区的", community), ("区里的", district), ("别处的", other)):
        CoursePageFactory(title=title, provider=provider)
    worker = an_editor()
    MembershipFactory(user=worker, organisation=street, kind=StaffKind.COMMUNITY_WORKER)
    page = desk(worker)
    assert [title in page for title in ("街道的", "社区的", "区里的", "别处的")] == [True, True, False, False]


def test_who_works_nowhere_sees_the_courses_whose_pages_they_may_edit() -> None:
    course = a_course("点", title="写名字")
    page = desk(an_editor())
    assert read(page.encode()).links()["写名字"] == reverse("boards:board", args=[course.pk])
    stranger = an_editor()
    stranger.groups.get().page_permissions.all().delete()
    assert "写名字" not in desk(stranger)


def test_the_courses_say_how_many_lessons_are_drafts() -> None:
    course = a_course("点", "横")
    LessonPageFactory(parent=course, live=False)
    assert "已发布，3 课，其中 1 课是草稿" in desk(an_editor())


def remarked_and_reviewed(user: User) -> None:
    """One page is sent back to them, one waits for their review, one has a remark beside it; a worker is at work."""
    colleague = an_editor()
    quiz = Quiz.objects.create(title="笔画")
    for title in ("退回的", "交来的"):
        page = LessonPageFactory(title=title, slug=title, owner=user, quiz=quiz, parent=CoursePage.objects.last())
        page.save_revision(user=colleague)
        state = page.get_workflow().start(page, colleague)
        if title == "退回的":
            state.current_task_state.reject(user=colleague, comment="请改一改。")
            Comment.objects.create(page=page, user=colleague, text="这里。", contentpath="title")
    Video.objects.filter(state="waiting").update(queued_at=timezone.now() - timedelta(hours=1))
    Chunk.objects.bulk_create(
        Chunk(transcript=transcript, start=0, end=60, done_until=0, state="done", took=20)
        for transcript in Transcript.objects.filter(state="done")[:3]
    )


@pytest.mark.parametrize("count", [10, 1000])
def test_the_desk_costs_no_more_with_a_thousand_lessons_than_with_ten(client: Client, count: int) -> None:
    user = an_editor("Editors", "Moderators")
    MembershipFactory(user=user, organisation=(street := OrganisationFactory()), kind=StaffKind.PARTY_WORKER)
    for _street in range(max(1, count // 100)):
        course = CoursePageFactory(provider=street, minimum_hours=50)
        many_lessons(course, min(count, 100), user)
    remarked_and_reviewed(user)
    client.force_login(user)
    assert queries(client, DESK) == 29
    page = client.get(DESK).text
    sections = (
        "退回给您修改的 学不完的课程 别人在您的页面旁边写的话 等您审核的 您的草稿 还没有做好的视频 字幕里没把握的地方"
    )
    for words in (*sections.split(), f"全部 {count} 件"):
        assert words in page
